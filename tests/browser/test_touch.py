"""On a phone one gets around by touch alone, and takes code and citations along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook import build
from tests.browser.conftest import CLIPBOARD, serving
from tests.browser.watching import silence

TABLES = [
    "",
    "rules/",
    "playbook/",
    "codes/",
    "decisions/tags/database/",
    "decisions/run-checks-at-commit-with-pre-commit/",
]
"""Pages with tables of words, not of numbers."""


@pytest.fixture
def phone(chromium: Browser, this_handbook: Path) -> Iterator[Page]:
    """Open the home page on a phone; it writes nothing to the console."""
    with serving(this_handbook / build.SITE) as home:
        context = chromium.new_context(
            base_url=home,
            viewport={"width": 360, "height": 740},
            has_touch=True,
            is_mobile=True,
            permissions=CLIPBOARD,
        )
        page = context.new_page()
        with silence(page):
            page.goto("/")
            yield page
        context.close()


def test_the_menu_leads_to_a_page_and_its_contents_to_a_section(phone: Page) -> None:
    """To the rules from any page; a touch beside the menu closes it."""
    phone.goto("/tools/mypy/")
    menu = phone.get_by_role("button", name="Menu")
    link = phone.locator("#navigation").get_by_role("link", name="Rules", exact=True)
    menu.tap()
    expect(link).to_be_in_viewport()
    phone.touchscreen.tap(350, 700)
    expect(link).to_be_hidden()
    menu.tap()
    link.tap()
    phone.wait_for_url("**/rules/")
    phone.get_by_role("button", name="On this page").tap()
    phone.locator("#contents").get_by_role("link", name="Logs").tap()
    phone.wait_for_url("**/rules/#LOG")
    expect(phone.locator("#LOG")).to_be_in_viewport()


def test_a_search_leads_to_a_section(phone: Page) -> None:
    """And a touch beside the hits closes it."""
    search = phone.get_by_role("button", name="Search")
    dialog = phone.get_by_role("dialog")
    search.tap()
    dialog.get_by_role("textbox").fill("lazy tables")
    dialog.get_by_role("link").first.tap()
    phone.wait_for_url("**/tools/sqlalchemy/#DB-3")
    expect(phone.locator("[id='DB-3']")).to_be_in_viewport()
    search.tap()
    expect(dialog).to_be_visible()
    phone.touchscreen.tap(2, 735)
    expect(dialog).to_have_count(0)


def test_code_and_citations_are_copied(phone: Page) -> None:
    """Both buttons are there without a mouse over them."""
    phone.goto("/tools/black/")
    clipboard = "navigator.clipboard.readText()"
    phone.get_by_role("button", name="Copy black/").first.tap()
    expect(phone.locator("#said")).to_contain_text("Copied black/")
    assert len(phone.evaluate(clipboard)) > 20
    cite = phone.get_by_role("button", name="Copy the citation of QA-1")
    expect(cite).to_have_css("opacity", "1")
    cite.tap()
    expect(phone.locator("#said")).to_contain_text("Copied: QA-1")
    assert phone.evaluate(clipboard).startswith("[QA-1 ")


def test_a_table_of_words_is_read_without_moving_it(phone: Page) -> None:
    """Rows of many words have lines of their own; the browser still knows a table."""
    reading = phone.context.new_cdp_session(phone)
    tables = phone.locator("article .scroll:not(:has(.right))")
    beyond = "all => all.filter((one) => one.scrollWidth > one.clientWidth).length"
    for path in TABLES:
        phone.goto(f"/{path}")
        assert tables.evaluate_all(beyond) == 0, path
        nodes = reading.send("Accessibility.getFullAXTree")["nodes"]
        roles = [node.get("role", {}).get("value") for node in nodes]
        assert roles.count("table") == tables.count() > 0
        assert roles.count("row") == tables.locator("tr").count()


def test_colours_are_switched(phone: Page) -> None:
    """And back."""
    colour = "getComputedStyle(document.body).backgroundColor"
    light = phone.evaluate(colour)
    phone.get_by_role("button", name="Dark colours").tap()
    assert phone.evaluate(colour) != light
    phone.get_by_role("button", name="Dark colours").tap()
    assert phone.evaluate(colour) == light
