"""The log of decisions can be sorted and filtered with the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from handbook import build
from tests.browser.conftest import Visit, serving
from tests.conftest import write_handbook
from tests.records.test_published import FILES, NEW


@pytest.fixture(scope="module", params=build.ENGINES)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Build a log of two records, one of them of two tags, with each engine."""
    index = (
        "---\ntitle: Log\nscripts: [log.js]\n---\n\n# Log\n\n"
        '## The log {#log}\n\n--8<-- "log.md"\n'
    )
    tagged = NEW.replace("tags: [python]", "tags: [quality, python]")
    files = FILES | {
        "docs/decisions/index.md": index,
        "docs/decisions/use-sqlalchemy-alembic.md": tagged,
    }
    root = write_handbook(tmp_path_factory.mktemp("handbook"), files)
    assert build.build(root, request.param).problems == []
    return root / build.SITE


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    """Serve it."""
    with serving(site) as address:
        yield address


@pytest.fixture
def log(page: Page, home: str) -> Page:
    """Open the log."""
    page.goto(f"{home}decisions/")
    return page


def choices(page: Page) -> Locator:
    """Find what the log is filtered with; the theme has labels of its own."""
    return page.locator(".log-filter")


def titles(page: Page) -> list[str]:
    """List the decisions that are shown, in their order."""
    rows = page.locator("tbody tr:visible td:nth-child(2)")
    return [text.strip() for text in rows.all_inner_texts()]


def test_the_log_shows_all_records_at_first(log: Page) -> None:
    """And says how many there are."""
    assert titles(log) == ["Use ormar", "Use SQLAlchemy & Alembic"]
    assert log.get_by_text("2 of 2 records").is_visible()


def test_a_status_is_chosen_with_the_keyboard(log: Page) -> None:
    """Its records are left, and their number is said."""
    choices(log).get_by_label("Status").focus()
    log.keyboard.type("superseded")
    assert titles(log) == ["Use ormar"]
    assert choices(log).get_by_role("status").inner_text() == "1 of 2 records"


def test_a_tag_and_a_status_are_chosen_together(log: Page) -> None:
    """A record has to have both, and may have other tags; they are easily found."""
    tags = choices(log).get_by_label("Tags")
    offered = tags.locator("option").all_inner_texts()
    assert offered == ["all", "database", "python", "quality"]
    tags.select_option("python")
    assert titles(log) == ["Use SQLAlchemy & Alembic"]
    choices(log).get_by_label("Status").select_option("superseded")
    assert titles(log) == []


def test_a_column_is_sorted_with_the_keyboard(log: Page) -> None:
    """Once up, once down, as the column's heading tells those who can't see it.

    It is only one column that the log is sorted by.
    """
    log.get_by_role("button", name="Decision").focus()
    log.keyboard.press("Enter")
    assert titles(log) == ["Use ormar", "Use SQLAlchemy & Alembic"]
    log.keyboard.press("Enter")
    assert titles(log) == ["Use SQLAlchemy & Alembic", "Use ormar"]
    sorted_by = log.locator("th[aria-sort=descending]")
    assert sorted_by.inner_text().startswith("Decision")
    log.get_by_role("button", name="Recorded").press("Enter")
    assert titles(log) == ["Use ormar", "Use SQLAlchemy & Alembic"]
    assert len(log.locator("th[aria-sort]").all()) == 1


def test_back_in_the_log_the_choice_still_holds(log: Page) -> None:
    """The browser fills it in again when the script has run."""
    choices(log).get_by_label("Status").select_option("superseded")
    log.get_by_role("cell").get_by_role("link", name="Use ormar").click()
    log.wait_for_url("**/decisions/use-ormar/")
    log.go_back()
    expect(choices(log).get_by_label("Status")).to_have_value("superseded")
    expect(choices(log).get_by_role("status")).to_have_text("1 of 2 records")
    assert titles(log) == ["Use ormar"]


def test_on_paper_the_log_is_whole(log: Page) -> None:
    """What it was filtered with isn't there, nor what it leaves out without it."""
    choices(log).get_by_label("Status").select_option("superseded")
    log.emulate_media(media="print")
    assert titles(log) == ["Use ormar", "Use SQLAlchemy & Alembic"]
    expect(choices(log)).to_be_hidden()
    log.emulate_media(media="screen")
    assert titles(log) == ["Use ormar"]


def test_the_menu_tells_which_decisions_are_not_in_force(log: Page) -> None:
    """Both engines' templates know the status; a decision in force needs no word."""
    said = log.locator("#navigation li li a").all_text_contents()
    assert {"Use ormar superseded", "Use SQLAlchemy & Alembic"} <= set(said)


def test_on_a_phone_nothing_of_the_log_is_out_of_sight(log: Page) -> None:
    """Each record has its lines there; what is left out stays so; it is still a table.

    The browser itself is asked for the last: for it, a style may end a table.
    """
    log.set_viewport_size({"width": 360, "height": 740})
    box = log.locator(".log-filter + .rows > .scroll")
    assert box.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
    for words in ("accepted", "2026-02-20", "2026-06-01", "python"):
        expect(box.get_by_text(words).first).to_be_in_viewport(ratio=1)
    tree = log.context.new_cdp_session(log).send("Accessibility.getFullAXTree")
    roles = [node.get("role", {}).get("value") for node in tree["nodes"]]
    assert (roles.count("row"), roles.count("columnheader")) == (3, 6)
    choices(log).get_by_label("Status").select_option("superseded")
    assert titles(log) == ["Use ormar"]


def test_the_log_is_whole_without_javascript(site: Path, visit: Visit) -> None:
    """The table is the page's own; the script only adds to it."""
    page = visit(site, "decisions/", scripts=False)
    assert titles(page) == ["Use ormar", "Use SQLAlchemy & Alembic"]
    assert page.get_by_label("Status").count() == 0
