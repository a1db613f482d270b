"""The home page's drawing of a service's life, on a phone and on a screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook import build
from tests.browser.conftest import serving

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


@pytest.fixture(scope="module")
def page(chromium: Browser, this_handbook: Path) -> Iterator[Page]:
    """Open the home page."""
    with serving(this_handbook / build.SITE) as address:
        page = chromium.new_page()
        page.goto(address)
        yield page
        page.close()


@pytest.mark.parametrize("width", [360, 703, 704, 895, 896, 975, 976, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_drawing_is_shown_and_read(page: Page, width: int, scheme: str) -> None:
    """Its words can be read, in the colour of the text, and are said once."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    drawing = page.get_by_role("img", name="From your machine over code")
    expect(drawing).to_have_count(1)
    for name in ("Machine", "Code", "Push", "Pull request", "Start", "Requests"):
        expect(drawing.get_by_text(name, exact=True)).to_have_count(1)
    expect(drawing.get_by_text("Alembic")).to_have_count(1)
    assert min(drawing.evaluate(_HEIGHTS)) >= READABLE
    assert drawing.evaluate(_OUTSIDE) == []
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert set(drawing.evaluate(_COLOURS)) == {ink}
