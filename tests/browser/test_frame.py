"""The frame of a page: by keyboard, without JavaScript, on paper, from a disk."""

import os
import re
import shutil
from functools import partial
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from handbook import build, offline, settings
from tests.browser.conftest import Look, Quiet, Visit, serving
from tests.browser.searching import ask
from tests.browser.watching import without_errors
from tests.conftest import ROOT, settings_without_pages

PAGE = """# Page

First words of a page that is described by them, in a sentence that is long enough.

## Code {#code}

=== "SQLite"

    ```python
    --8<-- "demo/a.py"
    ```

=== "PostgreSQL"

    ```python
    --8<-- "demo/b.py"
    ```

```console
--8<-- "demo/run.console"
```

## Table {#table}

| Name | Day | A | B | C | D | E | F |
| --- | --- | --: | --- | --- | --- | --- | --- |
| one | 2026-11-24 | 3 | 4 | 5 | 6 | 7 | 8 |

<details><summary>Closed</summary><p>Words within.</p></details>

## Tabs again {#again}

=== "SQLite"

    Words on SQLite.

=== "PostgreSQL"

    Words on PostgreSQL.

=== "MariaDB"

    Words on MariaDB.
"""

ADDRESSES = """\
./
./#top
tools/
tools/#top
tools/black/
tools/black/#top
tools/mypy/
tools/mypy/#again
tools/mypy/#code
tools/mypy/#table
tools/mypy/#top
tools/old/
"""

FILES = {
    "docs/index.md": "# Home\n\nWelcome.\n",
    "docs/tools/index.md": "# Tools\n\nAll tools.\n",
    "docs/tools/mypy.md": PAGE,
    "docs/tools/black.md": "# black\n\nShort.\n",
    "docs/addresses.txt": ADDRESSES,
    "docs/decisions/ledger.txt": "",
    "docs/redirects.txt": "tools/old/ tools/mypy/\n",
    "docs/terms.txt": "./: start\ntools/: all\ntools/black/: a\ntools/mypy/: b\n",
    "snippets/demo/a.py": f'x = "{"a" * 120}"\nprint(1)\n#> 1\n',
    "snippets/demo/b.py": "y = 1\n",
    "snippets/demo/run.console": "$ echo a; \\\n> echo b\na\nb\n$ true\n",
}


_TOP = "(one) => one.getBoundingClientRect().top"

_SHOWS_ITS_MARK = """(list) => {
  const box = document.querySelector(list).getBoundingClientRect();
  const one = document.querySelector(`${list} [aria-current]`);
  const mark = one?.getBoundingClientRect();
  return box.height > 0 && mark?.top >= box.top && mark.bottom <= box.bottom;
}"""

MENUS = {"Menu": "#navigation", "On this page": "#contents"}
"""What is a menu in a narrow window, by its button."""

TABS = ("SQLite", "PostgreSQL", "SQLite", "PostgreSQL", "MariaDB")
"""The names of its tabs, of both sets."""

PUBLISHED = {
    *("decisions.json", "decisions.schema.json", "decisions.xml", "handbook.zip"),
    *("ids.json", "llms.txt", "objects.inv", "sitemap.xml"),
}
"""All that a site of these pages has beside them and its assets."""


def built(root: Path, engine: str) -> Path:
    """Build the small handbook with an engine."""
    (root / "mkdocs.yml").write_text(settings_without_pages())
    shutil.copytree(ROOT / "handbook/theme", root / "handbook/theme")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    assert build.build(root, engine).problems == []
    return root / build.SITE


def hold_what_is_published(site: Path) -> None:
    """Hold that a site has nothing but what readers and their tools ask for."""
    assets = {file.name for file in (site / "assets").iterdir()}
    assert assets == {file.name for file in (ROOT / "handbook/theme/assets").iterdir()}
    files = (file.relative_to(site) for file in site.rglob("*") if file.is_file())
    beside = {str(file) for file in files if file.suffix != ".html"}
    assert {name for name in beside if not name.startswith("assets/")} == PUBLISHED


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it with MkDocs."""
    return built(tmp_path_factory.mktemp("handbook"), "mkdocs")


def test_both_engines_make_the_same_frame(site: Path, tmp_path: Path) -> None:
    """Element for element; they write the addresses of folders in two ways."""
    other = built(tmp_path, "zensical")
    hold_what_is_published(other)
    for name in ("index.html", "tools/mypy/index.html", "404.html"):
        one, same = (
            re.sub(r'(?<=[/"])\.(/|(?="))', "", (folder / name).read_text())
            for folder in (site, other)
        )
        assert one.split() == same.split()


Open = partial[Page]
"""Opens a page of the site."""


@pytest.fixture
def look(look: Look, site: Path) -> Open:
    """Open pages of it, in the module's window."""
    return partial(look, site)


@pytest.fixture
def visit(visit: Visit, site: Path) -> Open:
    """Open pages of it, each in a window of its own."""
    return partial(visit, site)


def focused(page: Page) -> str:
    """Say what has the focus."""
    return str(
        page.evaluate(
            "(document.activeElement.getAttribute('aria-label')"
            " || document.activeElement.textContent).trim()"
        )
    )


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == name:
            return
    pytest.fail(f"Tab does not lead to {name}")


def outlined(page: Page) -> bool:
    """Tell whether what has the focus shows that, as far as its own style goes."""
    return bool(
        page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle === 'solid'"
        )
    )


def background(page: Page) -> str:
    """Tell the page's colour."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_tab_leads_through_the_page_and_shows_where_it_is(look: Open) -> None:
    """First past the navigation, then through each part, and each is outlined."""
    page = look("tools/mypy/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the text"
    for name in ("Search /", "Dark colours", "Home", "black", "Copy demo/a.py"):
        tab_to(page, name)
        assert outlined(page)
    tab_to(page, "demo/a.py")
    assert outlined(page)


def test_the_text_is_one_key_away(look: Open) -> None:
    """The first link leads past the navigation."""
    page = look("tools/mypy/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_colours_are_switched_by_keyboard_and_remembered(look: Open) -> None:
    """On the next page, too, from the first paint on; the system's need no memory."""
    page = look("tools/mypy/")
    light = background(page)
    tab_to(page, "Dark colours")
    page.keyboard.press("Enter")
    dark = background(page)
    assert dark != light
    page.goto(page.url.replace("mypy", "black"))
    assert background(page) == dark
    switch = page.get_by_role("button", name="Dark colours")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.press("Enter")
    assert background(page) == light
    assert page.evaluate("Object.keys(localStorage)") == []
    page.emulate_media(color_scheme="dark")
    expect(switch).to_have_attribute("aria-pressed", "true")


def test_a_tab_is_chosen_by_keyboard_everywhere_and_remembered(look: Open) -> None:
    """In each set of the page that has it, and when the page is read again."""
    page = look("tools/mypy/")
    expect(page.get_by_text("Words on SQLite.")).to_be_visible()
    page.locator(".tabbed-set input").first.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(2):
        expect(page.get_by_text("y = 1")).to_be_visible()
        expect(page.get_by_text("Words on PostgreSQL.")).to_be_visible()
        expect(page.get_by_text("Words on SQLite.")).to_be_hidden()
        page.reload()


def test_of_two_tabs_that_were_chosen_the_last_counts_most(look: Open) -> None:
    """The other is kept for a set that has only that; what is chosen stays in place."""
    page = look("tools/mypy/")
    second = page.locator(".tabbed-set").last
    labels = second.locator(".tabbed-labels > label")
    for name in ("PostgreSQL", "MariaDB"):
        labels.get_by_text(name).click()
    page.reload()
    expect(page.get_by_text("Words on MariaDB.")).to_be_visible()
    expect(page.get_by_text("y = 1")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")  # where no browser would keep it by itself
    before = second.evaluate(_TOP)
    page.set_viewport_size({"width": 1280, "height": int(before) + 60})
    labels.get_by_text("SQLite").click()
    expect(page.get_by_text("y = 1")).to_be_hidden()
    assert page.evaluate("scrollY") > 0
    assert second.evaluate(_TOP) == pytest.approx(before, abs=1)


def test_what_was_remembered_before_hinders_nothing(look: Open) -> None:
    """An earlier script of the site, or another one, may have written anything."""
    page = look("tools/mypy/")
    page.evaluate("localStorage.setItem('handbook.tabs', '[\"SQLite')")
    page.reload()
    expect(page.get_by_role("button", name="Copy demo/run.console")).to_be_visible()
    page.locator(".tabbed-labels > label", has_text="PostgreSQL").first.click()
    page.reload()
    expect(page.get_by_text("Words on PostgreSQL.")).to_be_visible()


def test_a_browser_that_remembers_nothing_has_all_the_rest(visit: Open) -> None:
    """Colours, tabs, copying and search, where it refuses a page its memory."""
    page = visit("tools/mypy/")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error(); }})"
    )
    page.reload()
    light = background(page)
    page.get_by_role("button", name="Dark colours").click()
    assert background(page) != light
    page.locator(".tabbed-labels > label", has_text="PostgreSQL").first.click()
    expect(page.get_by_text("Words on PostgreSQL.")).to_be_visible()
    page.get_by_role("button", name="Copy demo/b.py").press("Enter")
    expect(page.locator("#said")).to_have_text("Copied demo/b.py")
    ask(page, "described")


def test_what_is_typed_into_the_search_is_only_typed(look: Open) -> None:
    """Neither `/` nor `c` is a key of the page's there, nor upon a hit."""
    page = look("tools/mypy/")
    page.evaluate("navigator.clipboard.writeText('kept')")
    ask(page, "described/c")
    field = page.get_by_label("Search the handbook")
    expect(field).to_have_value("described/c")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_focused()
    page.keyboard.press("c")
    expect(field).to_have_value("described/cc")
    assert page.evaluate("navigator.clipboard.readText()") == "kept"


def test_a_search_that_did_not_come_is_asked_for_again(
    window: Page, site: Path
) -> None:
    """What went wrong is said, and the next key tries again."""
    with serving(site) as address, without_errors(window):
        window.route("**/assets/search.js", lambda route: route.abort())
        window.goto(f"{address}tools/mypy/")
        window.keyboard.press("/")
        told = "The search could not be loaded. Try again."
        expect(window.locator("#said")).to_have_text(told)
        window.unroute_all()
        window.keyboard.press("/")
        expect(window.get_by_label("Search the handbook")).to_be_focused()


REFUSE = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
"""A browser that gives no clipboard, though the page is secure."""


@pytest.mark.parametrize("button", ["Copy demo/a.py", "Copy the citation of Table"])
def test_a_clipboard_that_is_refused_is_reached_the_old_way(
    look: Open, button: str
) -> None:
    """The focus stays; and where that fails too, it is said."""
    page = look("tools/mypy/")
    page.evaluate(REFUSE)
    one = page.get_by_role("button", name=button)
    one.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Copied")
    expect(one).to_be_focused()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied in (FILES["snippets/demo/a.py"], f"[Page: Table]({page.url}#table)")
    page.evaluate("() => { document.execCommand = () => false; }")
    page.keyboard.press("Enter")
    told = "Nothing was copied: the browser refused it"
    expect(page.locator("#said")).to_have_text(told)


def test_code_is_copied_without_prompts_and_output(look: Open) -> None:
    """Of a session the commands, of a file all of it."""
    page = look("tools/mypy/")
    for name, text in {
        "Copy demo/run.console": "echo a; \\\necho b\ntrue",
        "Copy demo/a.py": FILES["snippets/demo/a.py"],
    }.items():
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_have_text(name.replace("Copy", "Copied"))
        assert page.evaluate("navigator.clipboard.readText()") == text


def test_what_was_copied_is_said_in_sight_for_a_while(visit: Open) -> None:
    """At the foot of the window, whichever part of the page is read."""
    page = visit("tools/mypy/", width=360)
    page.clock.install()
    page.get_by_role("button", name="Copy demo/a.py").press("Enter")
    page.clock.run_for(100)
    said = page.locator("#said")
    expect(said).to_have_text("Copied demo/a.py")
    expect(said).to_be_in_viewport(ratio=1)
    assert (said.bounding_box() or {"height": 0})["height"] > 20
    page.clock.run_for(6000)
    expect(said).to_be_empty()


def test_only_what_is_too_wide_can_be_focused(look: Open) -> None:
    """A short session is not a stop on the way through the page."""
    page = look("tools/mypy/", width=360)
    expect(page.locator("pre[tabindex]")).to_have_count(1)
    expect(page.locator(".scroll")).to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 2400, "height": 800})
    expect(page.locator(".scroll")).not_to_have_attribute("tabindex", "0")


def test_wide_code_is_scrolled_by_keyboard(look: Open) -> None:
    """It takes the arrows when it has the focus."""
    page = look("tools/mypy/", width=360)
    code = page.locator("pre[tabindex]")
    code.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => document.querySelector('pre[tabindex]').scrollLeft > 0"
    )


def test_a_shadow_says_that_there_is_more_to_the_right(look: Open) -> None:
    """Until one is there."""
    page = look("tools/mypy/", width=360)
    code = page.locator("pre[tabindex]")
    expect(code).to_have_class("more")
    code.evaluate("(one) => one.scrollTo(one.scrollWidth, 0)")
    expect(code).not_to_have_class("more")


def test_the_contents_say_what_is_being_read(look: Open) -> None:
    """The heading that was passed last is marked; at the page's end, the last one."""
    marked = "#contents [aria-current]"
    page = look("tools/mypy/#table")
    expect(page.locator(marked)).to_have_text("Table")
    page = look("tools/mypy/")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator(marked)).to_have_text("Tabs again")
    assert page.locator("#again").evaluate(_TOP) > page.evaluate("innerHeight / 4")


def test_lists_that_are_higher_than_the_window_show_their_mark(look: Open) -> None:
    """The contents, and on a phone the menu."""
    page = look("tools/mypy/#again")
    page.set_viewport_size({"width": 1280, "height": 120})
    page.reload()
    page.wait_for_function(_SHOWS_ITS_MARK, arg="#contents")
    page.set_viewport_size({"width": 360, "height": 90})
    page.reload()
    page.get_by_role("button", name="Menu").press("Enter")
    page.wait_for_function(_SHOWS_ITS_MARK, arg="#navigation")


def test_menu_and_search_stay_in_sight_on_a_phone(look: Open) -> None:
    """In one line, also where an address leads to; that place is below it."""
    page = look("tools/mypy/#again", width=360)
    for name in ("Menu", "On this page", "Search"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    head = page.locator(".head").bounding_box() or {"height": 99}
    assert head["height"] < 60
    assert page.locator("#again").evaluate(_TOP) >= head["height"]


def in_heading(page: Page) -> str:
    """Tell the id of the heading in which the focus is."""
    return str(page.evaluate("document.activeElement.closest('h1, h2, h3')?.id"))


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_goes_on_from_where_the_address_leads(look: Open, width: int) -> None:
    """When the page is loaded, and when the contents or another page lead there."""
    page = look("tools/mypy/#table", width)
    page.keyboard.press("Tab")
    assert in_heading(page) == "table"
    if width == 360:
        page.get_by_role("button", name="On this page").press("Enter")
    page.locator("#contents").get_by_role("link", name="Tabs again").press("Enter")
    page.wait_for_url("**/#again")
    page.keyboard.press("Tab")
    assert in_heading(page) == "again"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_menus_of_a_phone_work_by_keyboard(visit: Open, scripts: bool) -> None:
    """With JavaScript and without; Escape closes them, and leads back to the button."""
    page = visit("tools/mypy/", width=360, scripts=scripts)
    for button, link in (("Menu", "black"), ("On this page", "Table")):
        target = page.locator("nav").get_by_role("link", name=link, exact=True)
        expect(target).to_be_hidden()
        page.get_by_role("button", name=button).press("Enter")
        expect(target).to_be_visible()
        page.keyboard.press("Escape")
        expect(target).to_be_hidden()
        expect(page.get_by_role("button", name=button)).to_be_focused()
    page.get_by_role("button", name="Menu").press("Enter")
    page.locator("nav").get_by_role("link", name="black", exact=True).press("Enter")
    page.wait_for_url("**/tools/black/")


@pytest.mark.parametrize("button, menu", MENUS.items())
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_a_menu_is_closed_when_tab_leaves_it(
    look: Open, button: str, menu: str, key: str
) -> None:
    """At either end: beneath it, what has the focus would not be seen."""
    page = look("tools/mypy/", width=360)
    page.get_by_role("button", name=button).press("Enter")
    links = page.locator(f"{menu} a")
    (links.last if key == "Tab" else links.first).focus()
    page.keyboard.press(key)
    expect(links.first).to_be_hidden()


def test_a_menu_is_closed_by_its_button(look: Open) -> None:
    """With a mouse, where the menu leaves it in sight."""
    page = look("tools/mypy/", width=800)
    button = page.get_by_role("button", name="On this page")
    for is_open in (True, False, True):
        button.click()
        expect(page.locator("#contents a").first).to_be_visible(visible=is_open)


def test_a_window_that_grows_is_not_left_dark(look: Open) -> None:
    """A menu that was open in a narrow one is a column there."""
    page = look("tools/mypy/", width=360)
    backdrop = "one => getComputedStyle(one, '::backdrop').display"
    for button, menu in MENUS.items():
        page.get_by_role("button", name=button).press("Enter")
        assert page.locator(menu).evaluate(backdrop) == "block"
        page.set_viewport_size({"width": 1300, "height": 800})
        assert page.locator(menu).evaluate(backdrop) == "none"
        page.set_viewport_size({"width": 360, "height": 800})
        page.keyboard.press("Escape")


@pytest.mark.parametrize("size", [24, 32])
def test_larger_text_fits_a_phone(visit: Open, size: int) -> None:
    """With the head's buttons, which then take lines of their own."""
    page = visit("tools/mypy/", width=360)
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
    for name in ("Menu", "On this page", "Search", "Dark colours"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    expect(page.locator("html")).to_have_css("font-size", f"{size}px")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_all_is_there_without_javascript(look: Open, visit: Open) -> None:
    """Every word, every block, the navigation; and no button that does nothing."""
    with_scripts, without = look("tools/mypy/"), visit("tools/mypy/", scripts=False)
    assert without.get_by_role("button").all_inner_texts() == []
    words = "article :not(button)"
    for page in (with_scripts, without):
        expect(page.locator("#navigation a", has_text="black")).to_be_visible()
    blocks = without.locator(f"{words} > pre").all_text_contents()
    assert blocks == with_scripts.locator(f"{words} > pre").all_text_contents()
    assert len(blocks) == 3
    without.locator(".tabbed-labels label", has_text="PostgreSQL").first.click()
    expect(without.get_by_text("y = 1")).to_be_visible()


def test_all_is_there_on_paper(look: Open) -> None:
    """Every tab with its name, every closed part; no navigation, no buttons."""
    page = look("tools/mypy/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for text in ("y = 1", "Words within.", "Words on SQLite.", "Words on PostgreSQL."):
        expect(page.get_by_text(text)).to_be_visible()
    for block, name in zip(page.locator(".tabbed-block").all(), TABS, strict=True):
        before = "one => getComputedStyle(one, '::before').content"
        assert block.evaluate(before) == f'"{name}"'
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)


def test_paper_is_light_whichever_colours_were_chosen(look: Open) -> None:
    """Dark ones would take the ink, or leave grey letters."""
    page = look("tools/mypy/")
    light = background(page)
    page.get_by_role("button", name="Dark colours").click()
    assert background(page) != light
    page.emulate_media(media="print")
    assert background(page) == light


def test_focus_and_marks_are_seen_in_forced_colours(look: Open) -> None:
    """What has the focus has an outline, and only what is chosen or read has a bar."""
    page = look("tools/mypy/#again")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    expect(page.locator("#contents [aria-current]")).to_have_count(1)
    paper = background(page)
    for side, kind in (
        ("Left", "#navigation a"),
        ("Left", "#contents a"),
        ("Bottom", ".tabbed-labels label"),
    ):
        colours = page.locator(kind).evaluate_all(
            f"all => all.map(one => getComputedStyle(one).border{side}Color)"
        )
        assert 0 < sum(one != paper for one in colours) < len(colours), kind
    tab_to(page, "Dark colours")
    assert outlined(page)


def test_nothing_moves_by_itself(look: Open) -> None:
    """There is no animation that reduced motion would have to stop."""
    page = look("tools/mypy/")
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_page_is_shown_once_it_is_whole(chromium: Browser, site: Path) -> None:
    """Rows that arrive late would widen their table's columns under the reader's eyes.

    Half a second is enough to show what is there, when nothing tells it to wait.
    """
    whole = Event()

    class InParts(Quiet):
        """Hold back the end of each page."""

        def do_GET(self) -> None:
            """Send what is up to the end of the table's head, and the rest later."""
            found = self.send_head()
            assert found
            with found:
                head, end, rest = found.read().partition(b"</thead>")
            self.wfile.write(head + end)
            assert not end or whole.wait(10)
            self.wfile.write(rest)

    shown = """(wait) => Promise.race([
      new Promise((done) => setTimeout(done, wait, false)),
      new Promise((done) => new PerformanceObserver(() => done(true))
        .observe({ type: "paint", buffered: true })),
    ])"""
    with serving(site, InParts) as address:
        page = chromium.new_page()
        page.goto(f"{address}tools/mypy/", wait_until="commit")
        page.locator("thead").wait_for(state="attached")
        assert not page.evaluate(shown, 500)
        whole.set()
        assert page.evaluate(shown, 10_000)
        assert page.locator("td").first.is_visible()
        page.close()


def test_the_site_works_from_a_disk(page: Page, site: Path, tmp_path: Path) -> None:
    """Out of the archive: styles, scripts, links and search, under the same policy.

    What is cited there is the site that it came from.
    """
    shutil.unpack_archive(site / offline.NAME, tmp_path)
    page.goto((tmp_path / "handbook/tools/mypy/index.html").as_uri())
    expect(page.get_by_text("to read it offline")).to_have_count(0)
    light = background(page)
    page.get_by_role("button", name="Dark colours").click()
    assert background(page) != light
    for name in ("black", "Tools", "Home"):
        page.locator("#navigation").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.keyboard.press("/")
    expect(page.locator("dialog input")).to_be_focused()
    page.keyboard.type("described")
    page.locator("dialog a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Page")
    page.wait_for_load_state()
    page.keyboard.press("c")
    expect(page.locator("#said")).to_have_text("Copied: Page")
    cited = f"[Page]({settings.site_url()}tools/mypy/)"
    assert page.evaluate("navigator.clipboard.readText()") == cited


def test_the_same_site_makes_the_same_archive(site: Path, tmp_path: Path) -> None:
    """Whenever its files were written, and in whichever order the disk lists them."""
    copy = shutil.copytree(site, tmp_path / "site")
    for file in copy.rglob("*.*"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    offline.write(copy)
    made = (copy / offline.NAME).read_bytes()
    assert made == (site / offline.NAME).read_bytes()
    with ZipFile(copy / offline.NAME) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(2000, 1, 1, 0, 0, 0)}
    names = [Path(entry.filename) for entry in entries]
    assert names == sorted(names)


def test_every_page_leads_to_the_archive(look: Open) -> None:
    """Which is there to be fetched."""
    page = look("tools/mypy/")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download the handbook").click()
    assert fetched.value.suggested_filename == offline.NAME


def test_what_no_page_asks_for_is_not_published(site: Path) -> None:
    """No scripts, styles and search of the engine's own, and no ledgers of ours.

    Nor with the other engine, when both are compared.
    """
    hold_what_is_published(site)


def test_a_missing_page_suggests_those_with_an_address_like_it(
    window: Page, site: Path
) -> None:
    """Out of the sitemap, the likeliest first, or none; and what an id in it names."""
    missing = (site / "404.html").read_text(encoding="utf-8")

    def lost(route: Route) -> None:
        """Answer as a server does that has no such page."""
        route.fulfill(status=404, body=missing)

    with serving(site) as address:
        window.route("**/tool/my-py/", lost)
        window.goto(f"{address}tool/my-py/")
        near = window.locator("#near")
        expect(near.locator("a").first).to_have_text("tools/mypy/")
        near.locator("a").first.click()
        window.wait_for_url("**/tools/mypy/")
        window.route("**/qqq/", lost)
        with window.expect_response("**/sitemap.xml") as asked:
            window.goto(f"{address}qqq/")
        asked.value.finished()
        window.evaluate("() => new Promise(requestAnimationFrame)")
        assert near.is_hidden()
        window.route("**/wiki/*", lost)
        window.route("**/r/*/", lambda route: route.fulfill(body="It is here."))
        for wanted, cited in (("db-3", "DB-3"), ("DB_03", "DB-3"), ("dr7", "DR-0007")):
            window.goto(f"{address}wiki/{wanted}")
            expect(near.locator("a").first).to_have_text(f"r/{cited}/")


def test_a_missing_page_offers_only_what_it_can_do(look: Open, visit: Open) -> None:
    """It can't be cited; and without scripts there is no search."""
    page = look("404.html")
    expect(page.get_by_text("Begin with one of these")).to_contain_text("search")
    page.evaluate("window.handbookCopy = (text) => { window.copied = text; }")
    page.keyboard.press("c")
    assert page.evaluate("window.copied ?? null") is None
    page = visit("404.html", scripts=False)
    expect(page.get_by_text("Begin with one of these")).to_be_visible()
    expect(page.get_by_text("or search")).to_be_hidden()


def shared(page: Page, name: str) -> str:
    """Read what a page says of itself to who shares it."""
    found = page.locator(f"meta[property='og:{name}']")
    return found.get_attribute("content") or ""


def test_a_page_says_what_it_is_to_who_shares_it(look: Open, site: Path) -> None:
    """Its title, its first words, its address and a picture that is there."""
    page = look("tools/mypy/")
    assert page.title() == f"Page – {settings.read(ROOT).name}"
    assert shared(page, "title") == "Page"
    assert shared(page, "description").startswith("First words of a page that is")
    assert shared(page, "url") == f"{settings.LOCAL}tools/mypy/"
    picture = shared(page, "image").removeprefix(settings.LOCAL)
    assert (site / picture).read_bytes().startswith(b"\x89PNG")


def test_a_page_says_how_to_change_it(look: Open) -> None:
    """Its source is named; there is no address of a repository to link to."""
    footer = look("tools/mypy/").locator("main > footer")
    expect(footer).to_contain_text("edit docs/tools/mypy.md and open a pull request")
