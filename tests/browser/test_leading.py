"""Every page that leads to another does so, to the right place.

In a real browser one is followed to each page of the site. The others differ from those
in their title and their target alone.
"""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from handbook import build, citing, redirects
from handbook.site import read_site
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

LEADING = re.compile(r'<title>(.*)</title>(?s:.*)content="0; url=(.*)"')
"""The title of a page that leads on, and where to."""


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
def followed(wanted: dict[str, str]) -> dict[str, str]:
    """Choose the first that leads to each page of the site, and all that moved."""
    firsts: dict[str, str] = {}
    for path, target in wanted.items():
        short = path.startswith("r/")  # what moved has a script of its own
        firsts.setdefault(target.partition("#")[0] if short else path, path)
    return {path: wanted[path] for path in firsts.values()}


@pytest.fixture(scope="module")
def led(chromium: Browser, site: Path, followed: dict[str, str]) -> Led:
    """Follow those."""
    with serving(site) as address:
        return follow(chromium, address, list(followed))


@pytest.fixture(scope="module")
def wrong(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Led:
    """Follow the pages of which some have something wrong with them."""
    folder = tmp_path_factory.mktemp("wrong")
    for name, text in PAGES.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    with serving(folder) as address:
        paths = [f"{name}.html" for name in PAGES if name != "end"]
        return follow(chromium, address, paths)


def taken_apart(page: Path) -> tuple[str, str]:
    """Tell where a page leads, and what it is without its target and its title."""
    text = page.read_text(encoding="utf-8")
    title, target = LEADING.findall(text)[0]
    return target, text.replace(target, "").replace(title, "")


def test_each_says_where_its_place_is(site: Path, wanted: dict[str, str]) -> None:
    """The short address of each rule, record and section, and what has moved."""
    said = {path: taken_apart(site / path / "index.html")[0] for path in wanted}
    assert {path: urljoin(path, target) for path, target in said.items()} == wanted
    assert len(wanted) > 100


def test_each_place_is_there(
    this_handbook: Path, site: Path, wanted: dict[str, str]
) -> None:
    """What the address names is an element of the page."""
    ids = {page.path: {"", *page.ids} for page in read_site(this_handbook, site)}
    places = [target.partition("#") for target in wanted.values()]
    assert [one for one in places if one[2] not in ids[f"{one[0]}index.html"]] == []


def test_to_each_page_one_is_followed(led: Led, followed: dict[str, str]) -> None:
    """To the element that its address names, which readers are shown."""
    assert led.ends == followed
    named = {path: end.partition("#")[2] or None for path, end in followed.items()}
    assert led.anchors == named
    assert len(followed) > 30


def test_each_is_like_one_that_is_followed(
    site: Path, wanted: dict[str, str], followed: dict[str, str]
) -> None:
    """Letter for letter, but for the title and the target."""
    of_all, of_followed = (
        {taken_apart(site / path / "index.html")[1] for path in paths}
        for paths in (wanted, followed)
    )
    assert of_all == of_followed


def test_none_asks_another_host_or_writes_to_the_console(led: Led) -> None:
    """Nor does the page that it leads to."""
    assert led.strangers == []
    assert led.messages == []


def test_small_letters_lead_to_the_same(site: Path, wanted: dict[str, str]) -> None:
    """Each page that leads on is one of those, letter for letter."""
    pages = [one.read_bytes() for one in site.rglob("*.html")]
    known = {(site / path / "index.html").read_bytes() for path in wanted}
    assert {one for one in pages if b'http-equiv="refresh"' in one} == known


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
