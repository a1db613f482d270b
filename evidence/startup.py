"""Measure how long models take to be ready: declared against reflected ones.

Run it from the repository's root:

    python -m evidence startup [--write] [--rounds N]

What is timed is what differs: to define the classes, to reflect their tables, and to
configure the mappers. Before that, each process has imported SQLAlchemy, compiled the
models (a service finds them compiled) and connected to its database once, because a
service does all that with either kind of model. Each time comes from a fresh process,
and the variants take turns, so that a slower minute of the machine meets all of them.
"""

import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

import psycopg
import sqlalchemy
from sqlalchemy import create_engine, event
from sqlalchemy.orm import configure_mappers

from evidence.measuring import database_versions, machine, since, spread
from handbook import postgres
from handbook.evidence import VARIANTS, Case, Startup

DECLARED, ON_SQLITE, ON_POSTGRESQL = VARIANTS
SIZES = (1, 10, 100, 500)

IMPORTS = """
from datetime import date
from decimal import Decimal
from sqlalchemy import ForeignKey, Numeric, String
from sqlalchemy.ext.declarative import DeferredReflection
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
"""
DECLARED_BASE = """
class Base(DeclarativeBase):
    pass
"""
REFLECTED_BASE = """
class Base(DeferredReflection, DeclarativeBase):
    pass
"""
REFLECTED_CLASS = """
class Book{number}(Base):
    __tablename__ = "book_{number}"
"""
DECLARED_CLASS = REFLECTED_CLASS + """
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    printed: Mapped[date | None]
    earlier: Mapped[int | None] = mapped_column(ForeignKey("book_{earlier}.id"))
"""


def models(variant: str, tables: int) -> str:
    """The source of a module with so many models, each with a key to the one before."""
    declared = variant == DECLARED
    one = DECLARED_CLASS if declared else REFLECTED_CLASS
    classes = [
        one.format(number=number, earlier=max(number - 1, 1))
        for number in range(1, tables + 1)
    ]
    base = DECLARED_BASE if declared else REFLECTED_BASE
    return IMPORTS + base + "".join(classes)


def start_up(variant: str, tables: int, url: str) -> tuple[float, int]:
    """Make the models ready in this process, as a service does when it starts.

    Returns:
        The milliseconds that it took, and how many queries it sent.
    """
    code = compile(models(variant, tables), "models", "exec")
    engine = create_engine(url)
    engine.connect().close()
    queries: list[str] = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda _connection, _cursor, query, *_others: queries.append(query),
    )
    names: dict[str, Any] = {"__name__": "models"}
    start = time.perf_counter()
    exec(code, names)
    if variant != DECLARED:
        names["Base"].prepare(engine)
    configure_mappers()
    milliseconds = (time.perf_counter() - start) * 1000
    engine.dispose()
    return milliseconds, len(queries)


def in_a_fresh_process(variant: str, tables: int, url: str) -> tuple[float, int]:
    """The same in a process that has done nothing else."""
    one = [sys.executable, "-m", "evidence.startup", variant, str(tables), url]
    done = subprocess.run(one, capture_output=True, text=True, check=True)
    milliseconds, queries = done.stdout.split()
    return float(milliseconds), int(queries)


def create_tables(tables: int, url: str) -> None:
    """Create the tables of so many models."""
    names: dict[str, Any] = {"__name__": "models"}
    exec(models(DECLARED, tables), names)
    engine = create_engine(url)
    names["Base"].metadata.create_all(engine)
    engine.dispose()


@contextmanager
def databases(
    server_url: str, sizes: tuple[int, ...]
) -> Iterator[dict[tuple[int, str], str]]:
    """Make a database for each size in SQLite and in PostgreSQL.

    Yields:
        Their URLs, by the size and the variant.
    """
    urls = {}
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        for tables in sizes:
            sqlite = f"sqlite:///{folder}/{tables}.db"
            postgresql = stack.enter_context(postgres.database(server_url))
            for url in (sqlite, postgresql):
                create_tables(tables, url)
            urls[tables, DECLARED] = sqlite
            urls[tables, ON_SQLITE] = sqlite
            urls[tables, ON_POSTGRESQL] = postgresql
        yield urls


def measure(server_url: str, sizes: tuple[int, ...], repeats: int) -> list[Case]:
    """Measure all cases, round by round, and print a line for each round."""
    cases = [(tables, variant) for tables in sizes for variant in VARIANTS]
    times: dict[tuple[int, str], list[float]] = {case: [] for case in cases}
    queries = {}
    with databases(server_url, sizes) as urls:
        for number in range(1, repeats + 1):
            start = time.perf_counter()
            for tables, variant in cases:
                url = urls[tables, variant]
                taken, sent = in_a_fresh_process(variant, tables, url)
                times[tables, variant].append(taken)
                queries[tables, variant] = sent
            print(f"  round {number} of {repeats}: {since(start)}", flush=True)
    return [summary(*case, queries[case], times[case]) for case in cases]


def summary(tables: int, variant: str, statements: int, times: list[float]) -> Case:
    """Sum up the times of one case."""
    return {
        "tables": tables,
        "variant": variant,
        "statements": statements,
        **spread(times),
    }


def versions(server_url: str) -> dict[str, str]:
    """The versions of all that takes part."""
    return {
        "Python": platform.python_version(),
        "SQLAlchemy": sqlalchemy.__version__,
        **database_versions(server_url),
        "psycopg": psycopg.__version__,
    }


def compare(rounds: int = 9) -> Startup:
    """Measure the start-up of all variants."""
    with postgres.server() as server_url:
        data: Startup = {
            "date": date.today().isoformat(),
            "command": "python -m evidence startup --write",
            "repeats": rounds,
            "machine": machine(),
            "versions": versions(server_url),
            "cases": measure(server_url, SIZES, rounds),
        }
    return data


def main() -> None:
    """Measure one case in this process, for `in_a_fresh_process`."""
    variant, tables, url = sys.argv[1:]
    print(*start_up(variant, int(tables), url))


if __name__ == "__main__":
    main()
