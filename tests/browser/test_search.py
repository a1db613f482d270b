"""The search opens at once, is used by keyboard, and works on any screen."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from handbook import build, search
from tests.browser import axe
from tests.browser.conftest import serving
from tests.browser.crawl import WIDTHS
from tests.browser.searching import ask
from tests.browser.watching import silence

SEEN = {"search/first.js": 38, "search.js": 8, "search/rank.js": 8}
"""How many KiB, compressed, the files may have that come when the search opens.

`first` has to know each word of the site and of docs/terms.txt: which of them is meant
by what was typed is decided before anything else can be asked for.
"""


@pytest.fixture(scope="module")
def site(this_handbook: Path) -> Path:
    """Tell where this handbook's site is."""
    return this_handbook / build.SITE


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    """Serve it."""
    with serving(site) as address:
        yield address


@pytest.fixture
def page(page: Page, home: str) -> Page:
    """Load the home page."""
    page.goto(home)
    return page


def test_the_index_is_sent_in_small_pieces(site: Path) -> None:
    """Compressed, as servers send it; to open the search takes only the first."""
    assets = site / search.FOLDER / ".."
    sizes = {
        name: len(gzip.compress((assets / name).read_bytes()))
        for name in (
            "search.js",
            *(f"search/{file.name}" for file in assets.glob("search/*.js")),
        )
    }
    opening = {name: sizes.pop(name) for name in SEEN}
    whole = sum(opening.values()) + sum(sizes.values())
    print(f"\n{opening}, {len(sizes)} others to {max(sizes.values())}, all {whole}")
    for name, size in opening.items():
        assert size < SEEN[name] * 1024, name
    assert max(sizes.values()) < 16 * 1024


def test_a_key_is_answered_at_once(page: Page) -> None:
    """Three of four; measured in the page, from the key to the hits, fetching too.

    The fourth has a piece to fetch, and takes as long as the machine is busy.
    """
    texts = ("declare columns", "expire_on_commit", "forein keys", "why not ormar")
    answered = 0
    for text in texts:
        page.get_by_role("button", name="Search").click()
        page.locator(".search[open]").wait_for()
        for letter in text:
            page.keyboard.press(letter)
            answered += 1
            count = "count => performance.getEntriesByName('search').length === count"
            page.wait_for_function(count, arg=answered)
        page.keyboard.press("Escape")
    script = "performance.getEntriesByName('search').map(one => one.duration)"
    times = sorted(page.evaluate(script))
    middle, high, most = (times[len(times) * part // 100] for part in (50, 75, 99))
    print(
        f"\n{len(times)} keys: {middle:.0f} ms, 75 % {high:.0f} ms, most {most:.0f} ms"
    )
    assert high < 50


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_is_accessible(page: Page, scheme: str, width: int) -> None:
    """To axe-core, all of its rules: just opened, with hits, and without any."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(axe.script())
    page.get_by_role("button", name="Search").click()
    field = page.get_by_label("Search the handbook")
    status = page.locator(".search-status")
    said = {"": "Type a word", "expire_on_commit": "best 10", "qqqq": "No results"}
    found = {}
    for text, answer in said.items():
        field.fill(text)
        expect(status).to_contain_text(answer)
        if text == "expire_on_commit":
            expect(page.locator(".search-excerpt mark").last).to_be_visible()
        found[text] = page.evaluate(axe.VIOLATIONS)
    assert found == dict.fromkeys(said, [])


def test_an_id_and_enter_lead_to_the_rule(page: Page) -> None:
    """In small letters, and with nothing but the keyboard."""
    ask(page, "qa-1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tools/black/#QA-1")
    assert page.locator("#QA-1").is_visible()


@pytest.mark.parametrize("piece", ["first", "rank"])
def test_enter_waits_for_the_index(page: Page, piece: str) -> None:
    """Who is faster than the network gets there all the same."""
    held: list[Route] = []
    page.route(f"**/search/{piece}.js", lambda route: held.append(route))
    with page.expect_request(f"**/search/{piece}.js"):
        page.keyboard.press("/")
    page.locator(".search[open]").wait_for()
    page.keyboard.type("qa-1")
    page.keyboard.press("Enter")
    expect(page.locator(".search-status")).to_have_text("Searching…")
    held[0].continue_()
    page.wait_for_url("**/tools/black/#QA-1")


def test_a_hit_on_the_same_page_gets_the_focus(page: Page) -> None:
    """The dialog closes, and the section's heading is where reading goes on."""
    page.goto(page.url + "tools/black/")
    ask(page, "qa-3")
    page.keyboard.press("Enter")
    expect(page.locator("#QA-3")).to_be_focused()
    expect(page.locator("#QA-3")).to_be_in_viewport()
    assert page.url.endswith("/tools/black/#QA-3")
    assert page.locator(".search[open]").count() == 0


def test_the_arrow_keys_walk_through_the_hits(page: Page) -> None:
    """Down and up again into the field, where a letter also leads."""
    ask(page, "columns")
    links = page.locator(".search-hits a")
    field = page.get_by_label("Search the handbook")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")
    expect(field).to_be_focused()
    expect(field).to_have_value("columnsx")


def test_escape_closes_and_gives_the_focus_back(page: Page) -> None:
    """To what had it before."""
    button = page.get_by_role("button", name="Search")
    button.focus()
    ask(page, "columns")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_number_of_hits_is_said(page: Page) -> None:
    """To those who can't see them: the field is described by it, and it is a status."""
    ask(page, "columns")
    status = page.get_by_role("status").and_(page.locator(".search-status"))
    assert status.inner_text().endswith(" results; the best 10 are shown.")
    field = page.get_by_label("Search the handbook")
    expect(field).to_have_accessible_description(status.inner_text())
    assert page.get_by_role("list", name="Results").count() == 1
    field.fill("qqqq")
    expect(status).to_have_text("No results. Try another word, or the tool’s name.")


def test_a_page_leaves_room_for_others(page: Page) -> None:
    """Of one that has the words in each of its sections, four are shown."""
    ask(page, "flake8")
    links = page.locator(".search-hits a")
    addresses = links.evaluate_all("all => all.map((one) => one.pathname)")
    assert len(addresses) == 10
    assert max(map(addresses.count, addresses)) == 4


def test_what_was_found_is_read_in_forced_colours(page: Page) -> None:
    """It is as dark as the words around it, where marks have a colour of their own."""
    page.emulate_media(color_scheme="dark", forced_colors="active")
    ask(page, "ormar")
    colours = page.locator(".search-hits mark").first.evaluate(
        "(one) => [one, one.parentElement].map((each) => getComputedStyle(each).color)"
    )
    assert colours[0] == colours[1]


def test_a_hit_says_what_it_is_and_shows_what_was_found(page: Page) -> None:
    """Its kind, its page, and the line of code that has it, marked."""
    ask(page, "qa-1")
    hit = page.locator(".search-hits a").first
    expect(hit).to_contain_text("rule QA-1")
    expect(hit).to_contain_text("in black")
    field = page.get_by_label("Search the handbook")
    field.fill("version_id_col")
    expect(hit.locator(".search-excerpt mark").first).to_have_text("version_id_col")
    field.fill("dr-0008")
    expect(hit).to_contain_text("record DR-0008 Use ormar as async ORM")
    expect(hit).to_contain_text("no longer in force")


def test_no_old_piece_is_put_beside_a_new_index(page: Page, site: Path) -> None:
    """A browser that keeps what it fetched asks by the version that `first` names."""
    first = (site / search.FOLDER / "first.js").read_text(encoding="utf-8")
    version = first.partition('"version":"')[2].partition('"')[0]
    ask(page, "version_id_col")
    expect(page.locator(".search-excerpt mark").first).to_be_visible()
    loaded = "performance.getEntriesByType('resource').map((one) => one.name)"
    pieces = [
        url for url in page.evaluate(loaded) if re.search("/search/(words|text)-", url)
    ]
    assert len(pieces) > 1
    assert [url for url in pieces if not url.endswith(f".js?{version}")] == []


@pytest.mark.parametrize("piece", ["first", "rank"])
def test_a_piece_that_does_not_come_is_said(
    window: Page, home: str, piece: str
) -> None:
    """And asked for again with the next key."""
    page = window
    page.route(f"**/search/{piece}.js", lambda route: route.abort())
    page.goto(home)
    page.keyboard.press("/")
    status = page.locator(".search-status")
    said = "The search could not be loaded. Reload the page, and try again."
    expect(status).to_have_text(said)
    page.unroute_all()
    page.keyboard.type("qa-1")
    expect(page.locator(".search-hits a").first).to_contain_text("QA-1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_on_a_phone(page: Page, scheme: str) -> None:
    """Nothing is wider than 360 px, and nothing to touch is smaller than 24."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Search the handbook").fill("expire_on_commit")
    expect(page.locator(".search-hits a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    parts = page.locator("dialog.search, dialog.search :is(a, button, input)")
    for part in parts.all():
        box = part.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 360
        assert min(box["width"], box["height"]) >= 24


def test_it_works_from_a_folder(site: Path, window: Page) -> None:
    """A copy of the site on a disk can be searched, without any server."""
    with silence(window):
        window.goto((site / "index.html").as_uri())
        ask(window, "qa-1")
        window.keyboard.press("Enter")
        window.wait_for_url("file://**/tools/black/index.html#QA-1")
