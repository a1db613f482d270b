"""Drawings are read on a phone and on a screen: a service's life, history, charts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handbook import build
from tests.browser.conftest import serving
from tests.browser.crawl import WIDTHS

READABLE = 12
"""How many pixels high the smallest words may be."""

_HEIGHTS = """(drawing) => [...drawing.querySelectorAll("text")].map((one) =>
  parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a
)"""
_COLOURS = """(drawing) => [...drawing.querySelectorAll("text, path")].map((one) => {
  const { fill, stroke } = getComputedStyle(one);
  return one.matches("text") ? fill : stroke;
})"""
_OUTSIDE = """(drawing) => [...drawing.querySelectorAll("text")].filter((one) => {
  const [inner, outer] = [one, drawing].map((part) => part.getBoundingClientRect());
  return inner.left < outer.left || inner.right > outer.right;
}).map((one) => one.textContent)"""


_CROSSING = """(drawing) => {
  const words = [...drawing.querySelectorAll("text")];
  const box = (one) => one.getBoundingClientRect();
  const cross = (one, other) => one.left < other.right && other.left < one.right
    && one.top + 2 < other.bottom && other.top + 2 < one.bottom;
  return words.flatMap((one, at) => words.slice(at + 1)
    .filter((other) => cross(box(one), box(other)))
    .map((other) => `${one.textContent} / ${other.textContent}`));
}"""


@pytest.fixture(scope="module")
def address(this_handbook: Path) -> Iterator[str]:
    """Serve the site."""
    with serving(this_handbook / build.SITE) as address:
        yield address


@pytest.fixture(scope="module")
def home(shared_window: Page, address: str) -> Page:
    """Open its home page, for all sizes and colours."""
    shared_window.goto(address)
    return shared_window


@pytest.fixture(scope="module")
def drawn(this_handbook: Path) -> list[str]:
    """List the pages with charts, and the one with the history."""
    site = this_handbook / build.SITE
    return [
        f"{file.relative_to(site).parent}/"
        for file in sorted(site.rglob("index.html"))
        if re.search('<svg class="(plot|history)"', file.read_text())
    ]


def test_charts_and_the_history_are_read(
    page: Page, address: str, drawn: list[str]
) -> None:
    """No word is small, cut off, or on another, on a phone and on a screen."""
    for path in drawn:
        page.goto(f"{address}{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for drawing in page.locator("svg:is(.plot, .history)").all():
                assert min(drawing.evaluate(_HEIGHTS)) >= READABLE, path
                assert drawing.evaluate(_OUTSIDE) == [], path
                assert drawing.evaluate(_CROSSING) == [], path
    assert {"decisions/", "decisions/declare-columns-in-code/"} < set(drawn)


@pytest.mark.parametrize("width", [360, 703, 704, 895, 896, 975, 976, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_drawing_is_shown_and_read(home: Page, width: int, scheme: str) -> None:
    """Its words can be read, in the colour of the text, and are said once."""
    home.set_viewport_size({"width": width, "height": 800})
    home.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    drawing = home.get_by_role("img", name="From your machine through code")
    expect(drawing).to_have_count(1)
    for name in ("Machine", "Code", "Push", "Pull request", "Start", "Requests"):
        expect(drawing.get_by_text(name, exact=True)).to_have_count(1)
    expect(drawing.get_by_text("Alembic")).to_have_count(1)
    assert min(drawing.evaluate(_HEIGHTS)) >= READABLE
    assert drawing.evaluate(_OUTSIDE) == []
    ink = home.evaluate("getComputedStyle(document.body).color")
    assert set(drawing.evaluate(_COLOURS)) == {ink}
