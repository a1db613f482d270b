"""evidence/startup.py and what the record on declared columns shows of it."""

import json
from pathlib import Path
from typing import Any

import markdown
import pytest
from sqlalchemy import create_engine, inspect

from evidence import startup
from handbook import postgres
from handbook.evidence import VARIANTS, Case, Startup, render_startup, write_includes

ROOT = Path(__file__).parents[2]
COMMITTED: Startup = json.loads((ROOT / "evidence" / "startup.json").read_text())

MEASURED: Startup = {
    "date": "2026-01-31",
    "command": "python -m evidence.startup --write",
    "repeats": 9,
    "machine": {"processor": "A processor", "cores": "2 cores", "system": "A system"},
    "versions": {"Python": "3.13.0", "PostgreSQL": "18.4"},
    "cases": [
        startup.summary(tables, variant, queries, [time * tables, time * tables + 0.2])
        for tables in (80, 1)
        for variant, queries, time in zip(VARIANTS, (0, 12, 13), (4, 6, 40))
    ],
}


def case(data: Startup, tables: int, variant: str) -> Case:
    """One of the measured cases."""
    [found] = [
        one
        for one in data["cases"]
        if one["tables"] == tables and one["variant"] == variant
    ]
    return found


def as_html(text: str) -> str:
    """What the site makes of Markdown."""
    return markdown.markdown(text, extensions=["attr_list", "md_in_html", "tables"])


def test_the_table_gives_times_ratios_and_queries() -> None:
    """A row for each number of tables, the fewest first."""
    rows = [line for line in render_startup(MEASURED).splitlines() if line[:1] == "|"]
    assert rows == [
        "| Tables | declared | reflected, SQLite | reflected, PostgreSQL |",
        "| ---: | ---: | ---: | ---: |",
        "| 1 | 4 (4–4) | 6 (6–6)<br>× 1.5, 12 queries "
        "| 40 (40–40)<br>× 9.8, 13 queries |",
        "| 80 | 320 (320–320) | 480 (480–480)<br>× 1.5, 12 queries "
        "| 3200 (3200–3200)<br>× 10.0, 13 queries |",
    ]


def test_the_conditions_are_named_with_how_to_measure_again() -> None:
    """Whoever doubts a figure knows where it comes from."""
    assert (
        "Median of 9 fresh processes each, in milliseconds, with the fastest and the "
        "slowest in brackets. Measured with A processor, 2 cores, A system, "
        "Python 3.13.0, PostgreSQL 18.4 on 2026-01-31; measure again with "
        "`make evidence`."
    ) in render_startup(MEASURED)


def test_markdown_makes_one_table_and_leaves_the_figure_as_it_is() -> None:
    """The drawing's letters, capitals too, come through."""
    text = render_startup(MEASURED)
    figure = text[text.index("<figure>") :].strip()
    page = as_html(text)
    assert page.count("<table>") == 1
    assert page.count("<tr>") == 3
    assert figure in page
    assert "viewBox" in figure


def test_the_include_is_written_from_the_committed_measurement(tmp_path: Path) -> None:
    """Into a folder that need not be there."""
    write_includes(ROOT, tmp_path / "build" / "includes")
    written = tmp_path / "build" / "includes" / "startup.md"
    assert written.read_text() == render_startup(COMMITTED)


def test_without_a_measurement_nothing_is_written(tmp_path: Path) -> None:
    """A handbook without that record has no such include."""
    write_includes(tmp_path, tmp_path / "includes")
    assert list((tmp_path / "includes").iterdir()) == []


def test_the_committed_measurement_has_all_cases_and_conditions() -> None:
    """It was written by the script as it is."""
    cases = [(one["tables"], one["variant"]) for one in COMMITTED["cases"]]
    assert cases == [(n, variant) for n in startup.SIZES for variant in VARIANTS]
    assert COMMITTED["repeats"] >= 5
    assert all(COMMITTED["machine"].values())
    assert list(COMMITTED["versions"]) == [
        *("Python", "SQLAlchemy", "SQLite", "PostgreSQL", "psycopg")
    ]


def test_the_record_says_of_the_times_what_they_are() -> None:
    """Whoever measures again and fails here has to change the record's words."""
    declared, sqlite, postgresql = (
        [case(COMMITTED, tables, variant) for tables in startup.SIZES]
        for variant in VARIANTS
    )
    costs = [one["median"] - base["median"] for one, base in zip(postgresql, declared)]
    assert all(cost < 100 for cost in costs), "some dozens of milliseconds"
    assert len({one["statements"] for one in postgresql}) == 1, "the same few queries"
    queries = [one["statements"] for one in sqlite]
    assert queries == sorted(set(queries)), "on SQLite the queries grow"
    for many in (sqlite[-1], postgresql[-1]):
        assert many["median"] < 1.5 * declared[-1]["median"], "no good argument"


def test_both_kinds_of_model_end_with_the_same_columns(tmp_path: Path) -> None:
    """Otherwise the times would compare different things."""
    url = f"sqlite:///{tmp_path}/library.db"
    startup.create_tables(3, url)
    columns = []
    for variant in VARIANTS[:2]:
        names: dict[str, Any] = {"__name__": "models"}
        exec(startup.models(variant, 3), names)
        if variant != startup.DECLARED:
            engine = create_engine(url)
            names["Base"].prepare(engine)
            engine.dispose()
        columns.append(inspect(names["Book3"]).columns.keys())
    assert columns[0] == columns[1]
    assert len(columns[0]) == 5, "as the record says"


@pytest.fixture(scope="module")
def measured() -> Startup:
    """A small measurement, made now."""
    with postgres.server() as url:
        return {
            **MEASURED,
            "cases": startup.measure(url, (1, 3), 1),
            "versions": startup.versions(url),
        }


def test_declared_models_ask_the_database_nothing(measured: Startup) -> None:
    """Reflected ones do: more with each table in SQLite, the same in PostgreSQL."""
    queries = {
        variant: [case(measured, tables, variant)["statements"] for tables in (1, 3)]
        for variant in VARIANTS
    }
    declared, sqlite, postgresql = queries.values()
    assert declared == [0, 0]
    assert 0 < sqlite[0] < sqlite[1]
    assert 0 < postgresql[0] == postgresql[1]


def test_a_new_measurement_can_be_shown(measured: Startup) -> None:
    """What is measured now fits the page."""
    assert all(one["median"] > 0 for one in measured["cases"])
    assert as_html(render_startup(measured)).count("<figure>") == 1
