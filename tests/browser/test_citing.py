"""Short addresses lead to their element, and citations get onto the clipboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook import addresses, build, citing, redirects
from tests.browser.conftest import Look, Visit, serving
from tests.browser.following import follow
from tests.citing.sound import FILES
from tests.conftest import write_handbook

LENGTHS = "".join(
    f"## {'n' * count}{end} {{#n{count}{end}}}\n\nx\n\n"
    for count in range(12, 24)
    for end in ("", "i")
)
"""Headings, some of which just fill a line of a phone."""

GAME = """# Game

## End {#end}

x

## Last {#last}

It is called `CODE`{ #code } there.
"""

_HEIGHTS = "all => all.map(one => one.getBoundingClientRect().height)"


@pytest.fixture(scope="module", params=build.ENGINES)
def handbook(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Path:
    """Build a small handbook with either engine; one of its pages has moved."""
    files = {
        "docs/game.md": GAME,
        "docs/lengths.md": f"# Lengths\n\n{LENGTHS}",
        "docs/redirects.txt": "play/ game/\nplay/#first game/#end\n",
        "docs/addresses.txt": "play/\nplay/#first\nplay/#last\n",
    }
    root = write_handbook(tmp_path_factory.mktemp("handbook"), FILES | files)
    built = build.build(root, request.param)
    assert {problem.code for problem in built.problems} == {"ADDRESS-NEW"}
    addresses.add(root, built.pages)
    return root


@pytest.fixture(scope="module")
def home(handbook: Path) -> Iterator[str]:
    """Serve it for several tests."""
    with serving(handbook / build.SITE) as address:
        yield address


def clipboard(page: Page) -> str:
    """Read the clipboard."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_every_short_address_lands_on_its_element(
    chromium: Browser, handbook: Path, home: str
) -> None:
    """In capitals and in small letters."""
    cited = citing.read(handbook)
    wanted = {
        f"r/{name}/": one.target
        for one in [*cited, *citing.sections(cited)]
        for name in (one.id, one.id.lower())
    }
    led = follow(chromium, home, list(wanted))
    assert led.ends == wanted
    named = {path: end.partition("#")[2] or None for path, end in wanted.items()}
    assert led.anchors == named


def test_without_javascript_short_addresses_work_too(
    handbook: Path, visit: Visit
) -> None:
    """They are pages that lead on."""
    page = visit(handbook / build.SITE, "", scripts=False)
    home = page.url
    page.goto(f"{home}r/db-3/")
    page.wait_for_url(f"{home}tools/demo/#DB-3")
    page.goto(f"{home}play/")
    page.wait_for_url(f"{home}game/")


def test_a_page_that_moved_takes_readers_to_their_anchor(
    handbook: Path, look: Look
) -> None:
    """To the same one, or to the one that the redirects name."""
    page = look(handbook / build.SITE, "")
    home = page.url
    for old, new in (("#last", "#last"), ("#first", "#end"), ("", "")):
        page.goto(f"{home}play/{old}")
        page.wait_for_url(f"{home}game/{new}")
    assert redirects.read(handbook)[1] == []


def test_any_anchor_of_a_page_that_moved_leads_to_the_page(
    handbook: Path, look: Look
) -> None:
    """Whatever stands behind the address; from a copy on a disk too."""
    page = look(handbook / build.SITE, "")
    home, on_disk = page.url, f"{(handbook / build.SITE).as_uri()}/"
    for root, file in ((home, ""), (on_disk, "index.html")):
        for asked, end in (
            ("#constructor", "#constructor"),
            ("#%", "#%"),
            ("#first", "#end"),
        ):
            page.goto(f"{root}play/{file}{asked}")
            page.wait_for_url(f"{root}game/{file}{end}")


def test_c_cites_although_the_address_names_nothing(handbook: Path, look: Look) -> None:
    """Not even something that could be a name."""
    page = look(handbook / build.SITE, "game/#%")
    home = page.url.removesuffix("game/#%")
    page.keyboard.press("c")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert clipboard(page) == f"[Game]({home}game/)"


def test_nothing_moves_when_the_buttons_come(home: str, chromium: Browser) -> None:
    """Their place is kept, where it takes a line more, too."""
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{home}lengths/")
    headings = page.locator("article [data-cite]")
    heights = headings.evaluate_all(_HEIGHTS)
    page.locator(".cite").evaluate_all("all => all.forEach(one => one.remove())")
    assert headings.evaluate_all(_HEIGHTS) == heights
    page.evaluate("delete document.documentElement.dataset.scripted")
    assert headings.evaluate_all(_HEIGHTS) != heights
    page.close()


def test_a_button_beside_a_rule_copies_its_citation(handbook: Path, look: Look) -> None:
    """It is reached by keyboard, and says what was copied."""
    page = look(handbook / build.SITE, "tools/demo/")
    home = page.url.removesuffix("tools/demo/")
    name = "Copy the citation of DB-3 Declare columns in code"
    button = page.get_by_role("button", name=name)
    button.focus()
    page.keyboard.press("Enter")
    said = page.get_by_role("status").filter(has_text="Copied")
    expect(said).to_have_text("Copied: DB-3 Declare columns in code")
    assert clipboard(page) == f"[DB-3 Declare columns in code]({home}r/DB-3/)"


@pytest.mark.parametrize(
    "path, cited",
    [
        ("tools/demo/#DB-3", "[DB-3 Declare columns in code]({}r/DB-3/)"),
        ("tools/demo/#LOG-2", "[LOG-2 Log events]({}r/LOG-2/)"),
        ("tools/demo/#rules", "[Demo: Rules]({}tools/demo/#rules)"),
        ("tools/demo/", "[Demo]({}tools/demo/)"),
        ("game/#end", "[Game: End]({}game/#end)"),
        ("game/#code", "[Game: CODE]({}game/#code)"),
        ("decisions/use-one-thing/", "[DR-0001 Use one thing]({}r/DR-0001/)"),
        (
            "decisions/use-one-thing/#outcome",
            "[DR-0001 Use one thing: outcome]({}r/DR-0001-outcome/)",
        ),
    ],
)
def test_c_copies_the_citation_of_what_is_being_read(
    handbook: Path, look: Look, path: str, cited: str
) -> None:
    """Rules, records and their sections by their short addresses."""
    page = look(handbook / build.SITE, path)
    home = page.url.removesuffix(path)
    page.keyboard.press("c")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert clipboard(page) == cited.format(home)


def test_c_cites_what_was_scrolled_to(handbook: Path, look: Look) -> None:
    """When what the address names is out of sight."""
    page = look(handbook / build.SITE, "tools/demo/#DB-3")
    page.set_viewport_size({"width": 360, "height": 300})
    page.locator("[id='LOG-2']").evaluate("one => one.scrollIntoView()")
    page.keyboard.press("c")
    expect(page.get_by_role("status").filter(has_text="LOG-2")).to_be_visible()
    assert clipboard(page).startswith("[LOG-2 Log events](")


def test_over_plain_http_the_clipboard_is_reached_the_old_way(
    handbook: Path, visit: Visit
) -> None:
    """A browser gives no clipboard to a page that is not secure."""
    page = visit(handbook / build.SITE, "tools/demo/")
    page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', {value: false});"
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
    )
    page.goto(f"{page.url}#DB-3")
    page.reload()
    page.keyboard.press("c")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    page.evaluate("document.body.innerHTML = '<textarea></textarea>'")
    page.locator("textarea").press("Control+v")
    assert page.locator("textarea").input_value().startswith("[DB-3 Declare")


def test_other_keys_with_c_stay_the_browsers(handbook: Path, look: Look) -> None:
    """To copy a selection, above all."""
    page = look(handbook / build.SITE, "tools/demo/")
    for key in ("Control+c", "Meta+c", "Alt+c"):
        page.keyboard.press(key)
        page.keyboard.press("Tab")
        expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(0)
