"""Turn what the scripts in `evidence/` measured into what pages include."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from handbook import plot

VARIANTS = ("declared", "reflected, SQLite", "reflected, PostgreSQL")
"""The models whose start-up is measured; all are compared with the first."""


class Case(TypedDict):
    """The start-up of one variant with so many tables, in milliseconds."""

    tables: int
    variant: str
    statements: int
    median: float
    min: float
    max: float


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
    conditions = ", ".join([*data["machine"].values(), *_named(data["versions"])])
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


def write_includes(root: Path, destination: Path) -> None:
    """Write the files that pages include from what was measured.

    Args:
        root: The handbook's root.
        destination: The folder to write into; it is made.
    """
    destination.mkdir(parents=True, exist_ok=True)
    measured = root / "evidence" / "startup.json"
    # Without it, the page that includes the file is told that the file is missing.
    if measured.exists():
        data: Startup = json.loads(measured.read_text(encoding="utf-8"))
        page = render_startup(data)
        (destination / "startup.md").write_text(page, encoding="utf-8")


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
    return f"{times}, × {ratio:.1f}, {case['statements']} queries"


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
