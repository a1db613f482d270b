"""With only a keyboard one gets through each kind of page, and sees where one is."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handbook import build
from tests.browser.conftest import Look

PATHS = [
    "",
    "tools/alembic/",
    "decisions/declare-columns-in-code/",
    "decisions/",
    "rules/",
]
"""Pages of each kind."""

SIZES = [(360, 740), (1280, 800)]
"""A phone's window and a screen's."""

MOST = 400
"""How many stops no page has."""

LOT = 20
"""How often a key is pressed before the page is asked where that led."""

_WATCH = """() => {
  const look = (order) => {
    const stop = document.activeElement;
    if (stop === document.body) {
      window.last ??= window.before;
      return null;
    }
    // Of a set of tabs the label shows the focus: its input is not seen.
    const tab = stop.closest(".tabbed-set > input");
    const labels = tab?.parentElement.querySelectorAll(".tabbed-labels > label") ?? [];
    const shown = [...labels].find((one) => one.htmlFor === stop.id) ?? stop;
    const { outlineStyle, outlineWidth, opacity } = getComputedStyle(shown);
    const wrong = [];
    if (outlineStyle === "none" || !parseFloat(outlineWidth) || opacity === "0") {
      wrong.push("no outline");
    }
    // A long link is on two lines, and long code is higher than the window.
    const hits = [...shown.getClientRects()].filter(
      ({ left, right, top, bottom }) => {
        const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
        return shown.contains(document.elementFromPoint((left + right) / 2, y));
      },
    );
    if (!hits.length) wrong.push("not in sight");
    const { before } = window;
    if (before && !(before.compareDocumentPosition(stop) & order)) {
      wrong.push("order");
    }
    window.before = stop;
    const name = stop.getAttribute("aria-label") || stop.textContent.trim() || stop.id;
    return [name, wrong.join(", ")];
  };
  // Each key tells where the one before it led.
  addEventListener("keydown", ({ key, shiftKey }) => {
    if (key !== "Tab") return;
    const order = shiftKey ? "PRECEDING" : "FOLLOWING";
    window.stops.push(look(Node[`DOCUMENT_POSITION_${order}`]));
  });
}"""


Stop = tuple[str, str]
"""What has the focus, and what is wrong with that; nothing as a rule."""


def walk(page: Page, *keys: str) -> list[Stop]:
    """Hold keys down, the last of them Tab, until the page is left.

    Returns:
        What had the focus, but where it was at first.
    """
    page.evaluate("window.stops = []; window.before = null")
    stops: list[Stop | None] = []
    for key in keys:
        page.keyboard.down(key)
    while None not in stops:
        assert len(stops) < MOST
        for _ in range(LOT):
            page.keyboard.down("Tab")
        stops = page.evaluate("window.stops")[1:]
    for key in keys:
        page.keyboard.up(key)
    return [(name, wrong) for name, wrong in filter(None, stops[: stops.index(None)])]


@pytest.mark.parametrize("size", SIZES, ids=["phone", "screen"])
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "home")
def test_each_stop_is_outlined_in_sight_and_in_order(
    look: Look, this_handbook: Path, path: str, size: tuple[int, int]
) -> None:
    """From the first to the last; and back, beneath the head that stays on a screen."""
    page = look(this_handbook / build.SITE, path)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(_WATCH)
    there = walk(page, "Tab")
    assert [stop for stop in there if stop[1]] == []
    assert len(there) > 10
    if size == SIZES[0]:
        return
    page.evaluate("window.last.focus()")
    assert walk(page, "Shift", "Tab") == there[-2::-1]


@pytest.mark.parametrize(
    "start, way",
    [("", "r/DB-3/"), ("", "db-3"), ("tools/sqlalchemy/", "db-3")],
    ids=["short-address", "search", "search-on-the-page"],
)
def test_tab_goes_on_from_the_rule_that_was_looked_for(
    look: Look, this_handbook: Path, start: str, way: str
) -> None:
    """By its short address, or by the search, from another page or its own."""
    page = look(this_handbook / build.SITE, start)
    if way.endswith("/"):
        page.goto(page.url + way)
    else:
        page.keyboard.type(f"/{way}")
        hit = page.get_by_role("dialog").get_by_role("link").first
        expect(hit).to_contain_text("DB-3")
        page.keyboard.press("Enter")
    page.wait_for_url("**/tools/sqlalchemy/#DB-3")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("[id='DB-3']")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('h3')?.id") == "DB-3"
