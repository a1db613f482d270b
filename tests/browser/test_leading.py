"""Every page that leads to another does so in a real browser, to the right place."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from handbook import build, citing, redirects
from tests.browser.conftest import serving
from tests.browser.following import Led, follow

HEAD = "<!doctype html><title>Page</title><link rel='icon' href='data:,'>"
LEADS = HEAD + "{}<meta http-equiv='refresh' content='0; url={}'>"
"""A page that leads to an address."""

PAGES = {
    "good": LEADS.format("", "end.html#there"),
    "lost": LEADS.format("", "end.html#gone"),
    "stranger": LEADS.format("<img src='https://example.org/a.png'>", "end.html"),
    "loud": LEADS.format("<script>console.log('hello')</script>", "end.html"),
    "still": HEAD,
    "end": HEAD + "<p id='there'>Words</p>",
}
"""Pages that lead on, each in its own way."""


@pytest.fixture(scope="module")
def site(this_handbook: Path) -> Path:
    """Tell where this handbook's site is."""
    return this_handbook / build.SITE


@pytest.fixture(scope="module")
def wanted(this_handbook: Path) -> dict[str, str]:
    """Tell where each page that leads on shall lead, but for those in small letters."""
    cited = citing.read(this_handbook)
    moved, _ = redirects.read(this_handbook)
    return {one.path: one.target for one in [*cited, *citing.sections(cited)]} | {
        old: new for old, (new, _) in moved.items() if "#" not in old
    }


@pytest.fixture(scope="module")
def led(chromium: Browser, site: Path, wanted: dict[str, str]) -> Led:
    """Follow each of them."""
    with serving(site) as address:
        return follow(chromium, address, list(wanted))


@pytest.fixture(scope="module")
def wrong(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Led:
    """Follow the pages of which some have something wrong with them."""
    folder = tmp_path_factory.mktemp("wrong")
    for name, text in PAGES.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    with serving(folder) as address:
        paths = [f"{name}.html" for name in PAGES if name != "end"]
        return follow(chromium, address, paths)


def test_each_leads_to_its_place(led: Led, wanted: dict[str, str]) -> None:
    """The short address of each rule, record and section, and what has moved."""
    assert led.ends == wanted
    assert len(wanted) > 100


def test_each_place_is_there(led: Led) -> None:
    """What the address names is an element of the page, which readers are shown."""
    named = {path: end.partition("#")[2] or None for path, end in led.ends.items()}
    assert led.anchors == named


def test_none_asks_another_host_or_writes_to_the_console(led: Led) -> None:
    """Nor does the page that it leads to."""
    assert led.strangers == []
    assert led.messages == []


def test_small_letters_lead_to_the_same(site: Path, wanted: dict[str, str]) -> None:
    """Each page that leads on was followed, or is one that was, letter for letter."""
    pages = [one.read_bytes() for one in site.rglob("*.html")]
    followed = {(site / path / "index.html").read_bytes() for path in wanted}
    assert {one for one in pages if b'http-equiv="refresh"' in one} == followed


def test_a_page_that_leads_on_is_followed(wrong: Led) -> None:
    """To its end, and to what it names there; or it is said that it does not lead."""
    assert wrong.ends["good.html"] == "end.html#there"
    assert wrong.anchors["good.html"] == "there"
    assert wrong.ends["still.html"] == "still.html"


def test_an_anchor_that_is_not_there_is_seen(wrong: Led) -> None:
    """The browser would show the top of the page."""
    assert wrong.ends["lost.html"] == "end.html#gone"
    assert wrong.anchors["lost.html"] is None


def test_what_one_asks_and_writes_on_the_way_is_seen(wrong: Led) -> None:
    """Before it is left."""
    assert wrong.strangers == ["https://example.org/a.png"]
    assert "hello" in wrong.messages
