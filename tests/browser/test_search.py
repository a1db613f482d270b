"""The search finds what people look for, at once, with the keyboard, on any screen."""

import gzip
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from handbook import build, search, search_sections
from handbook.records import collection
from handbook.site import read_site
from tests.browser import tools
from tests.browser.crawl import _AXE, WIDTHS
from tests.conftest import ROOT

QUESTIONS = tomllib.loads((ROOT / "tests/site/search_questions.toml").read_text())
"""What people type, and where it should lead; the file says how to read it."""

BEGINNINGS = ("", "use", "context", "outcome")
"""Anchors of the sections that a page may begin with."""

SMALL = {
    "Declare columns in code": "Reflected columns hide a mistake.",
    "DeferredReflection": "Where columns come from later.",
    "Make sessions with expire_on_commit=False": "Then objects keep what they had.",
    "Name a migration": "The upgraded table; it rolls back when it fails.",
    "black": "The look of the code.",
    "Lint the whole project": "The findings are listed.",
    "Take a backup": "Each night.",
    "Send it through a pipe": "What is piped is kept.",
    "Install by pip": "From the index.",
}
"""The sections of a small site, by their headings."""

UNDERSTOOD = {
    "Declare columns in code": ["colums", "ocde", "misteke", "declaring"],
    "Name a migration": [
        "ro",
        "migr",
        "migrations",
        "upgrading",
        "rollback",
        "rollsBackWhen",
        "rolls_back_when",
    ],
    "DeferredReflection": [
        "flect",
        "deferred",
        "deferred reflection",
        "deferred_reflection",
    ],
    "Make sessions with expire_on_commit=False": [
        "expireOnCommit",
        "expire_on_commit",
        "expire on comit",
    ],
    "black": ["formatter", "formatters", "the code style"],
    "Lint the whole project": ["how do i lint"],
    "Take a backup": ["back up", "codename"],
    "Send it through a pipe": ["pipes", "piping", "slack"],
    "Install by pip": ["pip"],
}
"""What people may type for the sections of the small site."""

LANGUAGE = {
    "empty": "the how why do i",
    "same": 'black formatter "code style"\nbackup codename\npipe slack',
}
"""What the small site's search knows of language: words that are no slips, too."""

ANSWERED = re.compile("result")
"""What is said when the hits are there."""

SEEN = {"search/first.js": 32, "search.js": 8, "search/rank.js": 8}
"""How many KiB, compressed, the files may have that come when the search opens."""

_ASK = """async (texts) => {
  const field = document.querySelector(".search input");
  const status = document.querySelector(".search-status");
  const hits = [];
  for (const text of texts) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (!status.textContent.includes("result"))
      await new Promise((done) => setTimeout(done));
    const links = document.querySelectorAll(".search-hits a");
    hits.push([...links].map((link) => link.href));
  }
  return hits;
}"""

Visit = Callable[[Path, str], Page]


@dataclass(frozen=True)
class Site:
    """This handbook's site.

    Attributes:
        folder: Where it is.
        sections: Its sections by their addresses.
    """

    folder: Path
    sections: dict[str, search_sections.Section]


@pytest.fixture(scope="module")
def site(this_handbook: Path) -> Site:
    """Read this handbook's site."""
    folder = this_handbook / build.SITE
    pages = read_site(this_handbook, folder)
    found = search_sections.read(folder, pages, collection.read(this_handbook))
    return Site(folder, {section.href: section for section in found})


@pytest.fixture
def page(site: Site, visit: Visit) -> Iterator[Page]:
    """Open the home page; whatever the browser has to say fails the test."""
    page = visit(site.folder, "")
    with silence(page):
        yield page


@contextmanager
def silence(page: Page) -> Iterator[None]:
    """Hold that the browser writes nothing to its console, not of the policy either."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    yield
    assert said == []


def section(title: str, text: str, **others: str) -> search_sections.Section:
    """Make a section of the small site."""
    name, kind = others.get("name", ""), others.get("kind", "tool")
    anchor = name or title.replace(" ", "-").lower()
    ended = kind == "ended"
    kind = "record" if ended else kind
    ids = (anchor,)
    return search_sections.Section(
        "", anchor, ids, kind, ended, name, title, (), text, ""
    )


def serve(folder: Path, visit: Visit, sections: list[search_sections.Section]) -> Page:
    """Write a small site with an index, and open its search."""
    assets = folder / search.FOLDER
    assets.mkdir(parents=True)
    for name, script in search.pieces(sections, LANGUAGE).items():
        (assets / f"{name}.js").write_text(script)
    for name in ("search.js", "search.css", "search/rank.js"):
        shutil.copy(ROOT / "handbook/theme/assets" / name, assets.parent / name)
    html = '<!doctype html><h1>Small</h1><script src="assets/search.js"></script>'
    (folder / "index.html").write_text(html)
    page = visit(folder, "")
    page.evaluate("handbookSearch.open()")
    return page


def ask(page: Page, text: str) -> None:
    """Open the search with its key, type, and wait for the hits."""
    page.keyboard.press("/")
    page.locator(".search[open]").wait_for()
    page.keyboard.type(text)
    expect(page.locator(".search-status")).to_have_text(ANSWERED)


def is_right(section: search_sections.Section, answers: list[str]) -> bool:
    """Tell whether one of the answers stands for a section."""
    for address, hash, anchor in (answer.partition("#") for answer in answers):
        if hash and address in ("", section.page) and anchor in section.ids:
            return True
        if not hash and address == section.page and section.anchor in BEGINNINGS:
            return True
    return False


def places(page: Page, site: Site, questions: list[list[str]]) -> dict[str, int]:
    """Put all questions; tell at which place, from 1, each has its first answer."""
    page.keyboard.press("/")
    page.locator(".search[open]").wait_for()
    links = page.evaluate(_ASK, [text for text, *_ in questions])
    home = page.url.partition("#")[0]
    found = {}
    for (text, *answers), hits in zip(questions, links, strict=True):
        sections = [site.sections[hit.removeprefix(home)] for hit in hits]
        right = [is_right(section, answers) for section in sections]
        found[text] = right.index(True) + 1 if True in right else 99
    return found


def shares(found: dict[str, int]) -> tuple[float, float]:
    """Tell which share of the questions leads there first, and in the first three."""
    count = len(found)
    return (
        sum(place == 1 for place in found.values()) / count,
        sum(place <= 3 for place in found.values()) / count,
    )


def firsts(page: Page, asked: list[str]) -> dict[str, str]:
    """Type each text, and tell the heading of the first hit."""
    field = page.get_by_label("Search the handbook")
    found = {}
    for text in asked:
        field.fill("")
        page.keyboard.type(text)
        expect(page.locator(".search-status")).to_have_text(ANSWERED)
        found[text] = page.locator(".search-title").first.inner_text()
    return found


def test_a_word_is_understood(tmp_path: Path, visit: Visit) -> None:
    """With a slip, in another form, a part of it, or what people say for it."""
    page = serve(tmp_path, visit, [section(*one) for one in SMALL.items()])
    wanted = {text: title for title, all_of in UNDERSTOOD.items() for text in all_of}
    assert firsts(page, list(wanted)) == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "[Errno 98] address already in use",
        "already in use",
        "[Errno 48]: `address` already in use",
        'error: "address" already in use',
    ],
)
def test_a_pasted_line_is_found(tmp_path: Path, visit: Visit, typed: str) -> None:
    """Whole, in part, with another value in it, and with other signs."""
    others = [section(f"Address {one}", "An error. Address. " * 9) for one in range(5)]
    line = "x = 1\nerror: [Errno 98] address already in use\ny = 2"
    taken = replace(section("Taken", "Somebody is there."), code=line)
    page = serve(tmp_path, visit, [*others, taken])
    assert firsts(page, [typed]) == {typed: "Taken"}


def test_an_exact_id_comes_first(tmp_path: Path, visit: Visit) -> None:
    """However it is written, and however often others name it."""
    others = [section(f"On DB-3, part {number}", "DB-3 " * 9) for number in range(5)]
    rule = section("Declare columns", "In code.", name="DB-3", kind="rule")
    page = serve(tmp_path, visit, [*others, rule])
    ways = ["DB-3", "db-3", "db3", "db 3", "DB-003"]
    assert firsts(page, ways) == dict.fromkeys(ways, "DB-3 Declare columns")


def test_rules_come_before_records_and_what_is_over_comes_last(
    tmp_path: Path, visit: Visit
) -> None:
    """When they say the same."""
    kinds = ("ended", "record", "play", "rule")
    page = serve(tmp_path, visit, [section("Columns", "", kind=kind) for kind in kinds])
    page.keyboard.type("columns")
    expect(page.locator(".search-kind")).to_have_text(
        ["rule", "play", "record", "record"]
    )
    expect(page.locator("li").last).to_contain_text("no longer in force")


def test_who_asks_why_gets_the_record(tmp_path: Path, visit: Visit) -> None:
    """Though the tool's page has the word in more prominent a place."""
    tool = section("black", "It formats.")
    record = replace(
        section("Format by black", "", kind="record"), anchor="", page="r/"
    )
    page = serve(tmp_path, visit, [tool, record])
    wanted = {"black": "black", "why black": "Format by black"}
    assert firsts(page, list(wanted)) == wanted


def test_each_answer_is_a_place_of_the_site(site: Site) -> None:
    """So a question whose answer is gone is seen as such."""
    gone = [
        (text, answer)
        for text, *answers in sum(QUESTIONS.values(), [])
        for answer in answers
        if not any(is_right(one, [answer]) for one in site.sections.values())
    ]
    assert gone == []


def test_the_questions_lead_where_they_should(page: Page, site: Site) -> None:
    """Of sixty and more, at least 95 in a hundred at once, and all within three."""
    found = places(page, site, QUESTIONS["tuned"])
    first, three = shares(found)
    print(f"\n{len(found)} questions: {first:.0%} first, {three:.0%} in three")
    missed = {text: place for text, place in found.items() if place > 1}
    assert len(found) >= 60
    assert first >= 0.95, missed
    assert three == 1, missed


def test_questions_that_came_later_do_nearly_as_well(page: Page, site: Site) -> None:
    """Each round of them showed what was missing; not all of it could be mended."""
    first, three = shares(places(page, site, QUESTIONS["later"]))
    print(f"\nlater: {first:.0%} first, {three:.0%} in three")
    assert first >= 0.87
    assert three >= 0.97


def test_most_questions_that_nothing_was_tuned_on_lead_where_they_should(
    page: Page, site: Site
) -> None:
    """The numbers are told, not the questions, so that nobody tunes on them.

    They are what was measured, and below what the search should reach: 90 and 97.
    """
    questions = QUESTIONS["held_out"]
    assert len(questions) >= 25
    first, three = shares(places(page, site, questions))
    print(f"\nheld out: {first:.0%} first, {three:.0%} in three")
    assert first >= 0.75
    assert three >= 0.86


def test_the_index_is_sent_in_small_pieces(site: Site) -> None:
    """Compressed, as servers send it; to open the search takes only the first."""
    assets = site.folder / search.FOLDER / ".."
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
    """Nine of ten; measured in the page, from the key to the hits, with what is fetched."""
    texts = ("declare columns", "expire_on_commit", "forein keys", "why not ormar")
    status = page.locator(".search-status")
    for text in texts:
        page.get_by_role("button", name="Search").click()
        for letter in text:
            page.keyboard.press(letter)
            expect(status).to_have_text(ANSWERED)
        page.keyboard.press("Escape")
    script = "performance.getEntriesByName('search').map(one => one.duration)"
    times = sorted(page.evaluate(script))
    middle, high, most = (times[len(times) * part // 100] for part in (50, 90, 99))
    print(
        f"\n{len(times)} keys: {middle:.0f} ms, 90 % {high:.0f} ms, most {most:.0f} ms"
    )
    assert len(times) == sum(map(len, texts))
    assert high < 50


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_is_accessible(page: Page, scheme: str, width: int) -> None:
    """To axe-core, all of its rules: just opened, with hits, and without any."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(tools.axe())
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
        found[text] = page.evaluate(_AXE)
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


@pytest.mark.parametrize("piece", ["first", "rank"])
def test_a_piece_that_does_not_come_is_said(
    site: Site, visit: Visit, piece: str
) -> None:
    """And asked for again with the next key."""
    page = visit(site.folder, "")
    page.route(f"**/search/{piece}.js", lambda route: route.abort())
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


def test_it_works_from_a_folder(site: Site, chromium: Browser) -> None:
    """A copy of the site on a disk can be searched, without any server."""
    page = chromium.new_page()
    page.goto((site.folder / "index.html").as_uri())
    with silence(page):
        ask(page, "qa-1")
        page.keyboard.press("Enter")
        page.wait_for_url("file://**/tools/black/index.html#QA-1")
    page.close()
