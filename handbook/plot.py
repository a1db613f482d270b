"""Draw charts as SVG, to stand inside a page: lines, or bars of ratios.

Lines and text take the colour of the text around them, so they follow light and dark.
The lines differ in their dashes, not in their colour. Who can't see the chart gets its
numbers as text. It is as wide as a phone, where its words are as large as those around
it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 340
LEFT, RIGHT, TOP, BOTTOM = 48, 326, 36, 260
LEGEND = 22
ROW, BARS_LEFT, BARS_RIGHT = 42, 16, 324
DASHES = ("none", "8 4", "2 4", "12 4 2 4")

Point = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """A logarithmic axis, from its first tick to its last."""

    label: str
    ticks: Sequence[float]


def line_chart(
    prefix: str,
    title: str,
    x: Axis,
    y: Axis,
    lines: Mapping[str, Sequence[Point]],
) -> str:
    """Draw lines over logarithmic axes.

    Args:
        prefix: What the chart's ids begin with; no other chart on a page may have it.
        title: What the chart shows.
        x: The axis from left to right.
        y: The axis from bottom to top.
        lines: The points of each line, from left to right, by the line's name.

    Returns:
        An SVG element.
    """
    height = BOTTOM + 56 + LEGEND * len(lines)
    return "\n".join(
        [
            *_opening(prefix, title, _spoken(x, y, lines), height),
            *_grid(x, y),
            *_labels(x, y),
            *_legend(list(lines)),
            *_lines(x, y, list(lines.values())),
            "</svg>",
        ]
    )


@dataclass(frozen=True)
class Bar:
    """A ratio with its range, what it is of, and the number as it is written."""

    label: str
    value: float
    low: float
    high: float
    text: str


def bar_chart(prefix: str, title: str, label: str, bars: Sequence[Bar]) -> str:
    """Draw horizontal bars that begin at 1, on a logarithmic axis.

    Args:
        prefix: What the chart's ids begin with; no other chart on a page may have it.
        title: What the chart shows.
        label: What the axis counts.
        bars: From top to bottom.

    Returns:
        An SVG element.
    """
    ticks = _powers(bars)
    bottom = ROW * len(bars) + 8
    spoken = f"{label.capitalize()}. " + " ".join(
        f"{bar.label}: {bar.text}." for bar in bars
    )
    grid = []
    for tick in ticks:
        left = position(tick, ticks, BARS_LEFT, BARS_RIGHT)
        opacity = "0.7" if tick == 1 else "0.2"
        grid.append(
            f'<line stroke="currentColor" stroke-opacity="{opacity}" '
            f'x1="{left}" y1="4" x2="{left}" y2="{bottom}"/>'
        )
        grid.append(_text(left, bottom + 18, _tick(tick), "middle"))
    return "\n".join(
        [
            *_opening(prefix, title, spoken, bottom + 48),
            *grid,
            _text((BARS_LEFT + BARS_RIGHT) / 2, bottom + 40, label, "middle"),
            *(line for row, bar in enumerate(bars) for line in _bar(row, bar, ticks)),
            "</svg>",
        ]
    )


def _powers(bars: Sequence[Bar]) -> list[float]:
    """Powers of ten from below all bars to above them, with 1 among them."""
    lowest = min(1.0, *(bar.low for bar in bars))
    highest = max(1.0, *(bar.high for bar in bars))
    first, last = math.floor(math.log10(lowest)), math.ceil(math.log10(highest))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]


def _bar(row: int, bar: Bar, ticks: Sequence[float]) -> Iterator[str]:
    """A label and a number; below them a bar from 1, and its range as a thin line."""
    top = ROW * row + 24
    one, value, low, high = (
        position(number, ticks, BARS_LEFT, BARS_RIGHT)
        for number in (1, bar.value, bar.low, bar.high)
    )
    left, width = min(one, value), round(abs(value - one), 1)
    yield (
        f'<rect fill="currentColor" fill-opacity="0.35" '
        f'x="{left}" y="{top}" width="{width}" height="{ROW - 28}"/>'
    )
    middle = top + (ROW - 28) / 2
    yield (
        f'<path fill="none" stroke="currentColor" '
        f'stroke-width="2" d="M{low} {middle}H{high}"/>'
    )
    yield _text(4, top - 6, bar.label, "start")
    yield _text(WIDTH - 4, top - 6, bar.text, "end")


def _tick(value: float) -> str:
    """A power of ten without an exponent."""
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _opening(prefix: str, title: str, spoken: str, height: float) -> Iterator[str]:
    """The beginning of a picture, with its title and the same as text."""
    yield (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {height:g}" role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-description" '
        'fill="currentColor" stroke="none" font-size="13">'
    )
    yield f'<title id="{prefix}-title">{escape(title)}</title>'
    yield f'<desc id="{prefix}-description">{escape(spoken)}</desc>'


def position(value: float, ticks: Sequence[float], start: float, end: float) -> float:
    """Where a value lies between start and end, on a logarithmic scale of the ticks."""
    first, last = math.log(ticks[0]), math.log(ticks[-1])
    return round(start + (math.log(value) - first) / (last - first) * (end - start), 1)


def _across(value: float, axis: Axis) -> float:
    """Where a value of the x axis lies."""
    return position(value, axis.ticks, LEFT, RIGHT)


def _up(value: float, axis: Axis) -> float:
    """Where a value of the y axis lies."""
    return position(value, axis.ticks, BOTTOM, TOP)


def _number(value: float) -> str:
    """A number as people write it: no exponent, and at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def _spoken(x: Axis, y: Axis, lines: Mapping[str, Sequence[Point]]) -> str:
    """The whole chart as text."""
    parts = []
    for name, points in lines.items():
        values = ", ".join(f"{_number(b)} at {_number(a)}" for a, b in points)
        parts.append(f"{name}: {values}.")
    return f"{y.label.capitalize()} by {x.label}. " + " ".join(parts)


def _grid(x: Axis, y: Axis) -> Iterator[str]:
    """A faint line for each tick."""
    ends = [
        *((_across(tick, x), TOP, _across(tick, x), BOTTOM) for tick in x.ticks),
        *((LEFT, _up(tick, y), RIGHT, _up(tick, y)) for tick in y.ticks),
    ]
    yield '<g stroke="currentColor" stroke-opacity="0.2">'
    for x1, y1, x2, y2 in ends:
        yield f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'
    yield "</g>"


def _labels(x: Axis, y: Axis) -> Iterator[str]:
    """The numbers at the ticks, and what they count."""
    for tick in x.ticks:
        yield _text(_across(tick, x), BOTTOM + 20, _number(tick), "middle")
    yield _text((LEFT + RIGHT) / 2, BOTTOM + 42, x.label, "middle")
    for tick in y.ticks:
        yield _text(LEFT - 8, _up(tick, y) + 4, _number(tick), "end")
    yield _text(8, TOP - 16, y.label, "start")


def _legend(names: Sequence[str]) -> Iterator[str]:
    """A piece of each line beside its name, in a row each below the chart."""
    for number, name in enumerate(names):
        top = BOTTOM + 64 + LEGEND * number
        yield f'<path {_style(number)} d="M{LEFT} {top}H{LEFT + 40}"/>'
        yield _text(LEFT + 48, top + 4, name, "start")


def _lines(x: Axis, y: Axis, lines: Sequence[Sequence[Point]]) -> Iterator[str]:
    """A path through the points of each line, and a dot on each point."""
    for number, points in enumerate(lines):
        places = [(_across(a, x), _up(b, y)) for a, b in points]
        path = "L".join(f"{left} {top}" for left, top in places)
        yield f'<path {_style(number)} d="M{path}"/>'
        for left, top in places:
            yield f'<circle cx="{left}" cy="{top}" r="3"/>'


def _style(number: int) -> str:
    """How a line looks, by its number."""
    dash = DASHES[number % len(DASHES)]
    return (
        f'fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="{dash}"'
    )


def _text(left: float, top: float, text: str, anchor: str) -> str:
    """A text at a place."""
    place = f'x="{round(left, 1)}" y="{round(top, 1)}"'
    return f'<text {place} text-anchor="{anchor}">{escape(text)}</text>'
