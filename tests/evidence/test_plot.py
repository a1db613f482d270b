"""handbook/plot.py: a chart that any reader of a page can use, in light and dark."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from handbook.plot import (
    Axis,
    Bar,
    bar_chart,
    line_chart,
    position,
)

TABLES = Axis("tables", [1, 10, 100])
MILLISECONDS = Axis("milliseconds", [1, 10, 100, 1000])
LINES = {
    "declared": [(1, 1.0), (10, 20.46), (100, 200.0)],
    "reflected & <slow>": [(1, 10.0), (10, 30.0), (100, 1000.0)],
}


BARS = [
    Bar("lint & <check>", 40.0, 30.0, 50.0, "× 40"),
    Bar("the same", 1.0, 0.9, 1.1, "× 1.0"),
    Bar("worse", 0.2, 0.1, 0.3, "× 0.20"),
]


def draw_bars(prefix: str = "speed") -> Element:
    """A chart of bars, read back."""
    return fromstring(bar_chart(prefix, "Speed & <size>", "times as good", BARS))


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
    chart = draw()
    _, _, width, height = map(float, chart.get("viewBox", "").split())
    for element in chart.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(element.get(name, "0")) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(element.get(name, "0")) <= height


def test_all_colours_are_those_of_the_text_around() -> None:
    """So light and dark need no rule of their own."""
    for element in draw().iter():
        for name in ("fill", "stroke"):
            assert element.get(name, "none") in ("currentColor", "none")
        assert element.get("style") is None


def test_lines_differ_without_colour() -> None:
    """And each looks as in the legend."""
    paths = all_of(draw(), "path")
    looks = [path.get("stroke-dasharray") for path in paths]
    assert looks[:2] == looks[2:]
    assert len(set(looks)) == len(LINES)


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


def test_a_bar_goes_from_one_to_its_value() -> None:
    """To the right when it is more, to the left when it is less."""
    chart = draw_bars()
    lines = all_of(chart, "line")
    ticks = {text.text: text for text in all_of(chart, "text")}
    (one,) = [line.get("x1") for line in lines if line.get("stroke-opacity") == "0.7"]
    assert one == ticks["1"].get("x")
    more, same, less = all_of(chart, "rect")
    assert more.get("x") == one
    assert same.get("width") == "0.0"
    end = float(less.get("x", "")) + float(less.get("width", ""))
    assert end == pytest.approx(float(one or ""))


def test_the_range_of_a_bar_lies_around_its_end() -> None:
    """From the least to the greatest."""
    chart = draw_bars()
    for path in all_of(chart, "path"):
        low, high = path.get("d", "").removeprefix("M").split("H")
        assert float(low.split()[0]) < float(high)
    bar, path = all_of(chart, "rect")[0], all_of(chart, "path")[0]
    end = float(bar.get("x", "")) + float(bar.get("width", ""))
    low, high = path.get("d", "").removeprefix("M").split("H")
    assert float(low.split()[0]) < end < float(high)


def test_bars_stand_below_each_other_within_the_picture() -> None:
    """However many there are."""
    chart = draw_bars()
    _, _, width, height = map(float, chart.get("viewBox", "").split())
    tops = [float(bar.get("y", "")) for bar in all_of(chart, "rect")]
    assert tops == sorted(set(tops))
    for text in all_of(chart, "text"):
        assert 0 <= float(text.get("x", "")) <= width
        assert 0 <= float(text.get("y", "")) <= height
    for line in all_of(chart, "line"):
        assert 0 <= float(line.get("x1", "")) <= width


def test_the_axis_of_bars_has_powers_of_ten_around_them() -> None:
    """And 1 is always among them."""
    texts = [text.text for text in all_of(draw_bars(), "text")]
    assert texts[:5] == ["0.1", "1", "10", "100", "times as good"]
    one = fromstring(bar_chart("a", "b", "c", [Bar("d", 30, 20, 40, "× 30")]))
    assert [text.text for text in all_of(one, "text")][:3] == ["1", "10", "100"]
    same = fromstring(bar_chart("a", "b", "c", [Bar("d", 1, 1, 1, "× 1.0")]))
    assert [text.text for text in all_of(same, "text")][:2] == ["1", "10"]


def test_a_screen_reader_gets_each_bar() -> None:
    """With its label, as it is written."""
    texts = {element.get("id"): element.text for element in draw_bars()}
    assert texts["speed-title"] == "Speed & <size>"
    assert texts["speed-description"] == (
        "Times as good. lint & <check>: × 40. the same: × 1.0. worse: × 0.20."
    )


def test_bars_take_the_colour_of_the_text_around() -> None:
    """As lines do."""
    for element in draw_bars().iter():
        for name in ("fill", "stroke"):
            assert element.get(name, "none") in ("currentColor", "none")
        assert element.get("style") is None


@pytest.mark.parametrize("word", ["<script", "<style", "href", "url(", "http"])
def test_a_chart_loads_and_runs_nothing(word: str) -> None:
    """It works in a page that allows neither scripts nor other hosts."""
    assert word not in line_chart("a", "b", TABLES, MILLISECONDS, LINES)
    assert word not in bar_chart("a", "b", "c", BARS)
