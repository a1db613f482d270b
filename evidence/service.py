"""Measure the reference service beside the smallest FastAPI app that reads one row.

Both read the same row of the same database, on SQLite and on PostgreSQL. Each is run by
uvicorn with one process, as it comes, and writes its log to a file.
"""

import contextlib
import json
import tempfile
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from evidence.load import CONNECTIONS, load, request, serve
from evidence.measuring import (
    ROOT,
    SERVICE,
    TOOLS,
    Value,
    Work,
    comparison,
    database_versions,
    installed,
    measure,
)
from handbook import postgres
from handbook.evidence import Comparison

OPTIONS = SMALLEST, REFERENCE = "smallest app", "reference service"
TOTAL = 1500
PYTHON = TOOLS / "python"


def post(port: int, path: str, body: dict[str, Any]) -> None:
    """Store something in the reference service."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        json.dumps(body).encode(),
        {"content-type": "application/json"},
    )
    urllib.request.urlopen(asked).close()


@contextlib.contextmanager
def both(url: str, folder: Path) -> Iterator[dict[str, int]]:
    """Run the two on one database that holds a pet; yield their ports."""
    folder.mkdir()
    ports = {option: postgres.free_port() for option in OPTIONS}
    reference, smallest = ports[REFERENCE], ports[SMALLEST]
    with contextlib.ExitStack() as stack:
        stack.enter_context(
            serve(
                *(PYTHON, "-m", "pets"),
                port=reference,
                cwd=folder,
                log=folder / "reference.log",
                PYTHONPATH=str(SERVICE),
                PETS_PORT=str(reference),
                DATABASE_URL=url,
            )
        )
        post(reference, "/owners", {"name": "Ada"})
        post(
            reference,
            "/pets",
            {"name": "Tom", "petType": "cat", "weight": 4000, "ownerId": 1},
        )
        stack.enter_context(
            serve(
                *(PYTHON, "-m", "uvicorn", "evidence.smallest:app"),
                *("--port", str(smallest)),
                port=smallest,
                cwd=ROOT,
                log=folder / "smallest.log",
                DATABASE_URL=url,
            )
        )
        yield ports


def work(database: str, ports: dict[str, int]) -> Work:
    """Read the pet from each of the two."""
    message = request("GET", "/pets/1")
    return Work(
        [
            Value(f"{database}, requests", "/s", more_is_better=True),
            Value(f"{database}, p99", "ms"),
        ],
        {
            option: partial(load, port, message, 200, TOTAL)
            for option, port in ports.items()
        },
    )


def compare(rounds: int = 5) -> Comparison:
    """Measure both on both databases."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres.server())
        urls = {
            "SQLite": f"sqlite+aiosqlite:///{folder}/pets.db",
            "PostgreSQL": stack.enter_context(postgres.database(server)),
        }
        works = [
            work(name, stack.enter_context(both(url, folder / name)))
            for name, url in urls.items()
        ]
        figures = measure(works, rounds)
        versions = database_versions(server)
    packages = ("fastapi", "uvicorn", "SQLAlchemy", "aiosqlite", "psycopg")
    return comparison(
        "service",
        f"The reference service at {CONNECTIONS} connections",
        rounds,
        OPTIONS,
        installed(TOOLS, *packages) | versions,
        figures,
        [],
    )
