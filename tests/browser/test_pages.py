"""Every page in a real browser: no other host, no message, no violation, no shift."""

from pathlib import Path
from statistics import mean, median

import pytest

from handbook import build
from tests.browser import axe
from tests.browser.conftest import Look, serving
from tests.browser.crawl import WIDTHS, Seen, crawl
from tests.browser.quality import pages, weight
from tests.conftest import PUBLISHED

FIRST = 75 * 1024
"""How many bytes, compressed, the first visit to a page may take."""

LATER = 12 * 1024
"""How many bytes, compressed, a page may take when its scripts and styles are known."""

REQUESTS = 8
"""How many requests a first visit may take."""

LINE = (70, 80)
"""How many characters lines of text should have."""

BAD = {
    "stranger": '<img src="https://example.org/a.png" alt="A">',
    "message": "<script>console.log('hello')</script>",
    "error": "<script>nope()</script>",
    "missing": '<img src="gone.png" alt="Gone">',
    "icon": '<link rel="icon" href="gone.png">',
    "policy": '<meta http-equiv="Content-Security-Policy" '
    "content=\"script-src 'self'\"><script>1</script>",
    "image-alt": '<img src="data:image/png;base64,AA">',
    "color-contrast": '<p style="color: #999; background: #fff">Grey words</p>',
    "target-size": "<style>button { width: 9px; height: 9px; padding: 0 }</style>"
    '<button aria-label="A"></button><button aria-label="B"></button>',
    "dark": "<style>:root { color-scheme: light dark; background: light-dark(#fff, "
    "#000) } p { color: light-dark(#000, #444) }</style><p>Words</p>",
    "smaller": "<style>button { width: 30px; height: 30px }"
    "@media (prefers-color-scheme: dark) { button { width: 9px; height: 9px } }</style>"
    '<button aria-label="A"></button><button aria-label="B"></button>',
    "hidden": "<style>"
    "@media (prefers-color-scheme: dark) { span { visibility: hidden } }</style>"
    "<button><span>Go</span></button>",
    "renamed": "<button aria-label='Go'></button><script>"
    "const dark = matchMedia('(prefers-color-scheme: dark)');"
    "const button = document.querySelector('button');"
    "dark.onchange = () => { button.ariaLabel = dark.matches ? '' : 'Go' }</script>",
    "wide": '<div style="width: 700px">Wide</div>',
    "lines": f"<article><p>{'Many words. ' * 50}</p></article>",
    "shift": "<p>Words</p><script>const late = () => document.querySelector('p')"
    ".before(Object.assign(document.createElement('div'), { style: 'height: 300px' }));"
    "new PerformanceObserver(late).observe({ type: 'paint', buffered: true })</script>",
}
"""Pages that have one thing wrong with them each, by what that is."""

GOOD = (
    "<!doctype html><html lang='en'><head><title>Page</title>"
    "<link rel='icon' href='data:,'></head><body>{}</body>"
)


LIGHT, DARK = (
    {f"{scheme} at {width}" for width in WIDTHS} for scheme in ("light", "dark")
)
"""How each page is looked at."""


@pytest.fixture(scope="module")
def site(this_handbook: Path) -> Path:
    """Tell where this handbook's site is."""
    return this_handbook / build.SITE


@pytest.fixture(scope="module")
def seen(site: Path) -> list[Seen]:
    """Look at all pages of this handbook."""
    with serving(site) as address:
        return crawl(address, pages(site))


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Look at the pages that have something wrong with them."""
    folder = tmp_path_factory.mktemp("wrong")
    for name, body in BAD.items():
        text = GOOD.format(f"<main><h1>Page</h1>{body}</main>")
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    with serving(folder) as address:
        found = crawl(address, [f"{name}.html" for name in BAD])
    return dict(zip(BAD, found, strict=True))


def test_every_page_is_looked_at(site: Path, seen: list[Seen]) -> None:
    """The home page, the page for what is not there, and all between."""
    assert {"", "404.html", "decisions/"} <= {one.path for one in seen}
    assert len(seen) == len(pages(site)) > 40


def test_what_is_looked_at_is_as_it_is_published(site: Path) -> None:
    """With its own address and with links to its repository, which have a weight."""
    text = (site / "tools/pydantic/index.html").read_text(encoding="utf-8")
    assert [url for url in PUBLISHED.values() if f'="{url}' not in text] == []


def test_no_page_asks_another_host(seen: list[Seen]) -> None:
    """For nothing: other hosts are blocked, and would be named here."""
    assert {one.path: one.strangers for one in seen if one.strangers} == {}


def test_no_page_writes_to_the_console(seen: list[Seen]) -> None:
    """No error, no warning, no violation of the policy."""
    assert {one.path: one.messages for one in seen if one.messages} == {}


def test_axe_finds_nothing(seen: list[Seen]) -> None:
    """In both schemes, on a phone and on a screen, without an exception."""
    assert {one.path: one.accessible for one in seen if one.accessible} == {}


def test_no_page_scrolls_sideways(seen: list[Seen]) -> None:
    """Not on a phone, not on a screen, not at 200 %."""
    assert {one.path: one.wide for one in seen if one.wide} == {}


def test_nothing_moves_once_it_is_shown(seen: list[Seen]) -> None:
    """The layout does not shift when scripts add to it."""
    assert {one.path: one.shifted for one in seen if one.shifted} == {}


def test_lines_are_as_long_as_one_reads_well(seen: list[Seen]) -> None:
    """Those of paragraphs that go on, on average; and on each page the middle one.

    A page's average would rest on what can't be broken: the name of a long test leaves
    a short line above it.
    """
    least, most = LINE
    assert least <= mean([count for one in seen for count in one.lines]) <= most
    middle = {one.path: median(one.lines) for one in seen if len(one.lines) >= 5}
    assert {path: at for path, at in middle.items() if not least <= at <= most} == {}
    assert len(middle) > 20


def test_a_request_to_another_host_is_seen(wrong: dict[str, Seen]) -> None:
    """It is blocked, and named."""
    assert wrong["stranger"].strangers == ["https://example.org/a.png"]
    assert wrong["wide"].strangers == []


@pytest.mark.parametrize("name", ["message", "error", "missing", "icon", "policy"])
def test_a_message_is_seen(wrong: dict[str, Seen], name: str) -> None:
    """What a script writes, an error, a missing file, a violation of the policy."""
    assert len(wrong[name].messages) == 1


def states(seen: Seen, rule: str) -> set[str]:
    """Tell in which states axe-core found something; it is by this rule alone."""
    assert all(f": {rule} " in one for one in seen.accessible)
    return {one.partition(": ")[0] for one in seen.accessible}


def test_poor_contrast_is_seen_in_each_state(wrong: dict[str, Seen]) -> None:
    """With the scheme and the width."""
    name = "color-contrast"
    assert states(wrong[name], name) == LIGHT | DARK


@pytest.mark.parametrize("rule", ["image-alt", "target-size"])
def test_what_is_wrong_whatever_its_colours_is_said_once(
    wrong: dict[str, Seen], rule: str
) -> None:
    """At each width; not in the dark again."""
    assert states(wrong[rule], rule) == LIGHT


@pytest.mark.parametrize(
    "name, rule",
    [
        ("smaller", "target-size"),
        ("hidden", "button-name"),
        ("renamed", "button-name"),
    ],
)
def test_what_is_wrong_in_the_dark_alone_is_seen(
    wrong: dict[str, Seen], name: str, rule: str
) -> None:
    """When something is smaller, is hidden or has another name there."""
    assert states(wrong[name], rule) == DARK


def test_the_rules_on_colours_are_known(look: Look, tmp_path: Path) -> None:
    """Those of axe-core's own category, but for what it judges only when it is told."""
    (tmp_path / "index.html").write_text(GOOD.format(""), encoding="utf-8")
    page = look(tmp_path, "")
    page.evaluate(axe.script())
    known = page.evaluate("axe.getRules(['cat.color'])")
    ids = [one["ruleId"] for one in known if "wcag2aaa" not in one["tags"]]
    assert sorted(ids) == axe.COLOURS


def test_poor_contrast_in_the_dark_is_seen(wrong: dict[str, Seen]) -> None:
    """Even where the light scheme is fine."""
    assert states(wrong["dark"], "color-contrast") == DARK


def test_a_page_that_is_too_wide_is_seen(wrong: dict[str, Seen]) -> None:
    """At the widths at which it is."""
    assert wrong["wide"].wide == [360, 640]


def test_lines_that_are_too_long_are_seen(wrong: dict[str, Seen]) -> None:
    """They are counted as they are shown, from one side of the window to the other."""
    assert len(wrong["lines"].lines) > 1
    assert min(wrong["lines"].lines) > LINE[1]


def test_a_shift_is_seen(wrong: dict[str, Seen]) -> None:
    """Something that is put above what is shown already."""
    assert wrong["shift"].shifted > 0


def test_a_first_visit_is_light(site: Path, seen: list[Seen]) -> None:
    """All that a page asks for, compressed, and in how many requests."""
    sizes = {one.path: weight(site, one.path, one.requests) for one in seen}
    assert {path: count for path, count in sizes.items() if count > FIRST} == {}
    assert {one.path for one in seen if len(one.requests) > REQUESTS} == set()


def test_a_later_page_is_light(site: Path, seen: list[Seen]) -> None:
    """Its scripts and styles are known by then, so it is its HTML alone."""
    sizes = {one.path: weight(site, one.path, []) for one in seen}
    assert {path: count for path, count in sizes.items() if count > LATER} == {}
