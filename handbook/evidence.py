"""Turn what the scripts in `evidence/` measured into what pages include."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from pydantic import PositiveFloat, PositiveInt, TypeAdapter, ValidationError

from handbook import plot
from handbook.problems import Problem

VARIANTS = ("declared", "reflected, SQLite", "reflected, PostgreSQL")
"""The models whose start-up is measured; all are compared with the first."""

ADVICE = "Take one side of a merge whole, or measure again: make evidence."

WORTH_A_PICTURE = 4
"""How many ratios a table holds that are seen better than read."""


class Case(TypedDict):
    """The start-up of one variant with so many tables, in milliseconds."""

    tables: PositiveInt
    variant: str
    statements: int
    median: PositiveFloat
    min: PositiveFloat
    max: PositiveFloat


class Spread(TypedDict):
    """The median of some measurements, the least and the greatest.

    None is 0: pictures show them on logarithmic scales.
    """

    median: PositiveFloat
    min: PositiveFloat
    max: PositiveFloat


class Figure(TypedDict):
    """What was measured of some work: of each option, in its unit.

    The ratios say how many times as good as the first option each other one was.
    """

    work: str
    unit: str
    results: dict[str, Spread]
    ratios: dict[str, Spread]


class Finding(TypedDict):
    """What a script saw each option do."""

    what: str
    answers: dict[str, str]


class Comparison(TypedDict):
    """What a script writes that compares a choice, the first option, with others."""

    title: str
    command: str
    date: str
    rounds: int
    machine: dict[str, str]
    versions: dict[str, str]
    options: list[str]
    figures: list[Figure]
    findings: list[Finding]


class Startup(TypedDict):
    """What `evidence/startup.py` writes."""

    date: str
    command: str
    repeats: int
    machine: dict[str, str]
    versions: dict[str, str]
    cases: list[Case]


def render_startup(data: Startup) -> str:
    """Render the measured start-up times in Markdown: table, conditions and figure."""
    conditions = _conditions(data["machine"], data["versions"])
    lines = [
        *_table(data["cases"]),
        "",
        f"Median of {data['repeats']} fresh processes each, in milliseconds, with the "
        "fastest and the slowest in brackets. "
        f"Measured with {conditions} on {data['date']}; "
        "measure again with `make evidence`.",
        "",
        _figure(data["cases"]),
    ]
    return "\n".join(lines) + "\n"


def render_comparison(name: str, data: Comparison) -> str:
    """Render a comparison in Markdown: figures, conditions, a picture and findings.

    Args:
        name: What the picture's ids begin with.
        data: What was measured.
    """
    options = data["options"]
    parts = []
    if data["figures"]:
        rows = [[one["work"], *_results(one, options)] for one in data["figures"]]
        parts += [_grid("Work", options, rows, "---:"), _how(data)]
    if sum(len(one["ratios"]) for one in data["figures"]) >= WORTH_A_PICTURE:
        parts.append(_bars(name, data))
    if data["findings"]:
        rows = [[one["what"], *_answers(one, options)] for one in data["findings"]]
        parts.append(_grid("What the script saw", options, rows, "---"))
    if not data["figures"]:
        parts.append(f"Seen with {_conditions(data['machine'], data['versions'])}.")
    return "\n\n".join(parts) + "\n"


def write_includes(root: Path, destination: Path) -> list[Problem]:
    """Write the files that pages include from what was measured.

    Args:
        root: The handbook's root.
        destination: The folder to write into; it is made.

    Returns:
        A problem for each file that can't be read, such as one that was merged.
    """
    destination.mkdir(parents=True, exist_ok=True)
    measured = root / "evidence"
    problems = []
    # Without one, the page that includes the file is told that the file is missing.
    for path in sorted(measured.rglob("*.json")):
        name = path.relative_to(measured)
        if any(part.startswith(".") for part in name.parts):
            continue  # a tool's cache
        try:
            page = _render(path)
        except (LookupError, ValueError) as error:
            line = getattr(error, "lineno", 1)
            message = f"these are no measures that a page can show: {_said(error)}"
            place = f"evidence/{name.as_posix()}"
            problems.append(Problem(place, line, "EVIDENCE", message, ADVICE))
            continue
        target = destination / name.with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, encoding="utf-8")
    return problems


def _render(path: Path) -> str:
    """Read a file of measures, and render it."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if path.name == "startup.json":
        return render_startup(TypeAdapter(Startup).validate_python(data))
    comparison = TypeAdapter(Comparison).validate_python(data)
    return render_comparison(path.stem, comparison)


def _said(error: Exception) -> str:
    """Say in one line what is wrong with the measures."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _conditions(machine: dict[str, str], versions: dict[str, str]) -> str:
    """The machine, and all that takes part with its version."""
    return ", ".join([*machine.values(), *_named(versions)])


def _how(data: Comparison) -> str:
    """Say what the figures are, and under which conditions they came about."""
    first = data["options"][0]
    return (
        f"Median of {data['rounds']} rounds, in which the options took turns; the "
        f"least and the greatest in brackets. After ×: how many times as good as "
        f"{first} in the same round, so above 1 is better. Measured with "
        f"{_conditions(data['machine'], data['versions'])} on {data['date']} by "
        f"`{data['command']}`; measure again with `make evidence`."
    )


def _grid(corner: str, options: list[str], rows: list[list[str]], align: str) -> str:
    """A Markdown table: what is compared, and a column for each option."""
    head = [corner, *options]
    lines = [head, ["---", *[align] * len(options)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _results(figure: Figure, options: list[str]) -> Iterator[str]:
    """The cells of a figure; an option that was not measured has a dash."""
    for option in options:
        result = figure["results"].get(option)
        ratio = figure["ratios"].get(option)
        if result is None:
            yield "–"
        elif ratio is None:
            yield f"{_between(result)} {figure['unit']}"
        else:
            median = number(result["median"])
            yield f"{median} {figure['unit']}<br>× {_between(ratio)}"


def _answers(finding: Finding, options: list[str]) -> Iterator[str]:
    """The cells of a finding; what was not asked of an option has a dash."""
    for option in options:
        yield finding["answers"].get(option, "–")


def _between(spread: Spread) -> str:
    """A median with its range."""
    low, high = number(spread["min"]), number(spread["max"])
    return f"{number(spread['median'])} ({low}–{high})"


def number(value: float) -> str:
    """A number with as many digits as say something: two, or all before the point."""
    # Of the rounded value: 9.96 is 10, and has no digit behind the point.
    power = int(f"{value:.1e}".partition("e")[2])
    return f"{value:.{max(0, 1 - power)}f}" if value else "0"


def _bars(name: str, data: Comparison) -> str:
    """A figure in HTML with a bar for each ratio."""
    first, *others = data["options"]
    single = len(others) == 1
    bars = [
        plot.Bar(
            (one["work"] if single else f"{one['work']}: {option}").replace("`", ""),
            ratio["median"],
            ratio["min"],
            ratio["max"],
            f"× {number(ratio['median'])}",
        )
        for one in data["figures"]
        for option, ratio in one["ratios"].items()
    ]
    label = f"times as good as {first}"
    title = f"{data['title']}: {label}"
    drawing = plot.bar_chart(name, title, label, bars)
    caption = (
        f"{', '.join(others)} beside {first}, the line at 1. A bar to the right is "
        "better than it, one to the left is worse. The scale is logarithmic."
    )
    return f"<figure>\n{drawing}\n<figcaption>{caption}</figcaption>\n</figure>"


def _named(versions: dict[str, str]) -> Iterator[str]:
    """Names with their versions."""
    return (f"{name} {version}" for name, version in versions.items())


def _sizes(cases: list[Case]) -> list[int]:
    """The numbers of tables, in order."""
    return sorted({case["tables"] for case in cases})


def _table(cases: list[Case]) -> Iterator[str]:
    """The lines of a Markdown table, a row for each number of tables."""
    found = {(case["tables"], case["variant"]): case for case in cases}
    yield f"| Tables | {' | '.join(VARIANTS)} |"
    yield "| ---: " * (len(VARIANTS) + 1) + "|"
    for tables in _sizes(cases):
        base = found[tables, VARIANTS[0]]
        row = [_cell(found[tables, variant], base) for variant in VARIANTS]
        yield f"| {tables} | {' | '.join(row)} |"


def _cell(case: Case, base: Case) -> str:
    """A time and its range; for others than the base the ratio to it, and queries."""
    times = f"{case['median']:.0f} ({case['min']:.0f}–{case['max']:.0f})"
    if case is base:
        return times
    ratio = case["median"] / base["median"]
    return f"{times}<br>× {ratio:.1f}, {case['statements']} queries"


def _figure(cases: list[Case]) -> str:
    """A figure in HTML, which Markdown leaves as it is."""
    sizes = _sizes(cases)
    lines = {
        variant: [
            (case["tables"], case["median"])
            for case in sorted(cases, key=lambda case: case["tables"])
            if case["variant"] == variant
        ]
        for variant in VARIANTS
    }
    highest = max(case["median"] for case in cases)
    powers = [1.0]
    while powers[-1] < highest:
        powers.append(powers[-1] * 10)
    drawing = plot.line_chart(
        "startup",
        "Start-up time against the number of tables",
        plot.Axis("tables", sizes),
        plot.Axis("milliseconds", powers),
        lines,
    )
    caption = "Start-up time against the number of tables. Both scales are logarithmic."
    return f"<figure>\n{drawing}\n<figcaption>{caption}</figcaption>\n</figure>"
