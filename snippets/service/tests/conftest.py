"""What the tests share: databases, and the service as a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Thread
from typing import IO, Any
from uuid import uuid4

import pytest
from httpx import Client, get
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

PROJECT = Path(__file__).parents[1]
# --8<-- [start:kinds]
DATABASES = ["sqlite", *(["postgresql"] if "DATABASE_URL" in os.environ else [])]
# --8<-- [end:kinds]
SECONDS = 20.0
"""How long a test waits for something before it fails."""

Event = dict[str, Any]
"""A line of the log."""


class Service:
    """The service, run as in production, with its log."""

    def __init__(self, database_url: str, **settings: str) -> None:
        """Start it on a free port."""
        self.database_url = database_url
        self.lines: list[str] = []
        self._ended = False
        self._changed = Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "pets"],
            cwd=PROJECT,
            env={
                **os.environ,
                "DATABASE_URL": database_url,
                "PETS_PORT": "0",
                **settings,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout
        self._reader = Thread(target=self._read, args=[self.process.stdout])
        self._reader.start()

    def _read(self, stream: IO[str]) -> None:
        """Take in lines until the process ends."""
        for line in stream:
            with self._changed:
                self.lines.append(line)
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def wait_for(self, shown: str) -> str:
        """Wait for a line that holds a text, and return it."""

        def found() -> list[str]:
            """List the lines that do."""
            return [line for line in self.lines if shown in line]

        with self._changed:
            self._changed.wait_for(lambda: found() or self._ended, SECONDS)
            assert found(), f"'{shown}' is not in the log:\n{''.join(self.lines)}"
            return found()[0]

    def url(self) -> str:
        """Wait until it serves, and tell where."""
        line = self.wait_for("Uvicorn running on ")
        return str(json.loads(line)["event"]).split()[3]

    def events(self, **values: object) -> list[Event]:
        """Read the log of all that was answered so far; just what has these values."""
        mark = uuid4().hex
        get(f"{self.url()}/health?{mark}")
        self.wait_for(mark)
        events = [json.loads(line) for line in self.lines]
        return [event for event in events if values.items() <= event.items()]

    def stop(self) -> int:
        """Ask it to stop, wait until it has, and return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self) -> int:
        """Wait for its end, and for the rest of its log."""
        code = self.process.wait(SECONDS)
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()
        return code


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """Make an empty database, and drop it afterwards."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / uuid4().hex}.db"
        return
    server = os.environ["DATABASE_URL"]
    name = f"pets_{uuid4().hex}"
    execute(server, f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def sync_engine(url: str) -> Engine:
    """Reach a database without the service; each statement is a transaction."""
    engine = create_engine(url.replace("+aiosqlite", ""), poolclass=NullPool)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def execute(url: str, *statements: str) -> None:
    """Run statements on a database."""
    with sync_engine(url).connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


def count(url: str, table: str) -> int:
    """Count a table's rows."""
    with sync_engine(url).connect() as connection:
        return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


# --8<-- [start:databases]
@pytest.fixture(scope="session", params=DATABASES)
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Make a database of each kind for all tests."""
    with fresh_database(request.param, tmp_path_factory.mktemp("database")) as url:
        yield url


# --8<-- [end:databases]
@pytest.fixture
def own_database_url(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path
) -> Iterator[str]:
    """Make one more database of the kind, for one test alone."""
    with fresh_database(make_url(database_url).get_backend_name(), tmp_path) as url:
        yield url


Start = Callable[..., Service]
"""Starts a service with settings of a test's own."""


@pytest.fixture(scope="session")
def service(database_url: str) -> Iterator[Service]:
    """Run one service of each kind for all tests."""
    service = Service(database_url)
    try:
        service.url()
        yield service
    finally:
        service.process.terminate()
        service.wait()


@pytest.fixture
def start(own_database_url: str) -> Iterator[Start]:
    """Start services on a database of the test's own; whatever still runs is killed."""
    started: list[Service] = []

    def start_one(**settings: str) -> Service:
        """Start one more."""
        started.append(Service(own_database_url, **settings))
        return started[-1]

    yield start_one
    for service in started:
        service.process.kill()
        service.wait()


@pytest.fixture(scope="session")
def client(service: Service) -> Iterator[Client]:
    """Ask the service over HTTP."""
    with Client(base_url=service.url(), timeout=SECONDS) as client:
        yield client


@pytest.fixture
def owner(client: Client) -> int:
    """Store an owner, and return the id."""
    answer = client.post("/owners", json={"name": "Ann"})
    return int(answer.raise_for_status().json()["id"])


def pet_of(owner: int, **fields: object) -> dict[str, object]:
    """Write a pet as a client does."""
    return {"name": "Tom", "petType": "cat", "weight": 4, "ownerId": owner} | fields
