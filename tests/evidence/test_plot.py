"""handbook/plot.py: a chart that any reader of a page can use, in light and dark."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from handbook.plot import HEIGHT, WIDTH, Axis, line_chart, position

TABLES = Axis("tables", [1, 10, 100])
MILLISECONDS = Axis("milliseconds", [1, 10, 100, 1000])
LINES = {
    "declared": [(1, 1.0), (10, 20.46), (100, 200.0)],
    "reflected & <slow>": [(1, 10.0), (10, 30.0), (100, 1000.0)],
}


def draw(prefix: str = "speed") -> Element:
    """A chart, read back."""
    text = line_chart(prefix, "Speed & <size>", TABLES, MILLISECONDS, LINES)
    return fromstring(text)


def all_of(chart: Element, name: str) -> list[Element]:
    """All elements of a name, in order."""
    return [found for found in chart.iter() if found.tag == name]


def test_a_value_lies_where_its_logarithm_says() -> None:
    """Ten is in the middle between one and a hundred."""
    assert position(1, [1, 100], 0, 400) == 0
    assert position(10, [1, 100], 0, 400) == 200
    assert position(100, [1, 10, 100], 400, 0) == 0


def test_points_lie_on_the_grid_lines_of_their_values() -> None:
    """The first line's ends are round values, so grid lines cross there."""
    chart = draw()
    grid = all_of(chart, "line")
    across = [line.get("x1") for line in grid[: len(TABLES.ticks)]]
    up = [line.get("y1") for line in grid[len(TABLES.ticks) :]]
    dots = all_of(chart, "circle")
    assert (dots[0].get("cx"), dots[0].get("cy")) == (across[0], up[0])
    assert (dots[5].get("cx"), dots[5].get("cy")) == (across[2], up[3])


def test_more_lies_further_right_and_further_up() -> None:
    """In SVG, up is where y is smaller."""
    first, _, last = all_of(draw(), "circle")[:3]
    assert float(first.get("cx", "")) < float(last.get("cx", ""))
    assert float(first.get("cy", "")) > float(last.get("cy", ""))


def test_a_line_goes_through_its_points() -> None:
    """One path and three dots for each line."""
    chart = draw()
    paths = [path.get("d", "") for path in all_of(chart, "path")][-len(LINES) :]
    dots = [f"{dot.get('cx')} {dot.get('cy')}" for dot in all_of(chart, "circle")]
    assert [path.removeprefix("M").split("L") for path in paths] == [dots[:3], dots[3:]]


def test_nothing_lies_outside_the_picture() -> None:
    """Also the texts begin inside."""
    for element in draw().iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(element.get(name, "0")) <= WIDTH
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(element.get(name, "0")) <= HEIGHT


def test_all_colours_are_those_of_the_text_around() -> None:
    """So light and dark need no rule of their own."""
    for element in draw().iter():
        for name in ("fill", "stroke"):
            assert element.get(name, "none") in ("currentColor", "none")
        assert element.get("style") is None


def test_lines_differ_without_colour() -> None:
    """And each looks as in the legend."""
    paths = all_of(draw(), "path")
    looks = [(path.get("class"), path.get("stroke-dasharray")) for path in paths]
    assert looks[:2] == looks[2:]
    assert len({dash for _, dash in looks}) == len(LINES)


def test_a_screen_reader_gets_the_title_and_all_numbers() -> None:
    """The ids that the picture names are there."""
    chart = draw()
    assert chart.get("role") == "img"
    texts = {element.get("id"): element.text for element in chart}
    title, description = (
        texts[name] for name in chart.get("aria-labelledby", "").split()
    )
    assert title == "Speed & <size>"
    assert description == (
        "Milliseconds by tables. "
        "declared: 1 at 1, 20.5 at 10, 200 at 100. "
        "reflected & <slow>: 10 at 1, 30 at 10, 1000 at 100."
    )


def test_axes_and_lines_are_labelled() -> None:
    """Names, units and numbers at the ticks."""
    texts = [text.text for text in all_of(draw(), "text")]
    assert texts == [
        *("1", "10", "100", "tables"),
        *("1", "10", "100", "1000", "milliseconds"),
        *LINES,
    ]


def test_two_charts_on_a_page_share_no_id() -> None:
    """Each id begins with the chart's own prefix."""
    ids = [
        [element.get("id") for element in draw(prefix).iter() if element.get("id")]
        for prefix in ("speed", "size")
    ]
    assert ids == [
        ["speed-title", "speed-description"],
        ["size-title", "size-description"],
    ]


@pytest.mark.parametrize("word", ["<script", "<style", "href", "url(", "http"])
def test_a_chart_loads_and_runs_nothing(word: str) -> None:
    """It works in a page that allows neither scripts nor other hosts."""
    assert word not in line_chart("a", "b", TABLES, MILLISECONDS, LINES)
