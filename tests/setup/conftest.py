"""A fresh clone whose environment is made once, the hard way, for all tests here."""

import os
import runpy
import signal
import subprocess
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from .project import PYTHON, ROOT, copy, variables

SET_UP = ("make", f"PYTHON={PYTHON}", ".venv/.ready")


@dataclass(frozen=True)
class Fresh:
    """A copy of the project with an environment of its own.

    Attributes:
        folder: Where it is; its name holds a space.
        other: An environment that was activated meanwhile.
        half_made: What counted as ready after the first make was killed.
        outputs: What two makes said that ran at once after that.
        asked: The client and the path of each question to the index.
    """

    folder: Path
    other: Path
    half_made: list[Path]
    outputs: list[str]
    asked: list[tuple[str, str]]


@contextmanager
def index_server(asked: list[tuple[str, str]]) -> Iterator[str]:
    """Serve an index that notes who asks, and sends them on to the real one."""
    with chdir(ROOT):
        real, _ = runpy.run_path("scripts/environment.py")["pip_index"]()

    class Index(BaseHTTPRequestHandler):
        """Sends every question on."""

        def do_GET(self) -> None:
            """Note the question and redirect it."""
            asked.append((self.headers["User-Agent"].split("/")[0], self.path))
            self.send_response(302)
            self.send_header("Location", real.rstrip("/") + self.path)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Index) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def start(folder: Path, env: dict[str, str]) -> subprocess.Popen[str]:
    """Start to make the environment, in a process group of its own."""
    return subprocess.Popen(
        SET_UP,
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def kill_half_way(process: subprocess.Popen[str]) -> None:
    """Kill a make and all that it started as soon as it installs something."""
    said = ""
    assert process.stdout is not None
    while "Installing" not in said:
        one = process.stdout.read(1)
        assert one, f"make ended before it installed anything: {said}"
        said += one
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fresh]:
    """Make the environment of a fresh clone, through our index, after a false start."""
    folder = copy(tmp_path_factory.mktemp("clone") / "a handbook")
    other = tmp_path_factory.mktemp("other")
    subprocess.run([PYTHON, "-m", "venv", "--without-pip", other], check=True)
    asked: list[tuple[str, str]] = []
    with index_server(asked) as address:
        env = variables(
            PIP_INDEX_URL=address,
            POETRY_VIRTUALENVS_IN_PROJECT="false",
            VIRTUAL_ENV=str(other),
        )
        kill_half_way(start(folder, env))
        half_made = list(folder.glob(".*/.ready"))
        makes = [start(folder, env) for _ in range(2)]
        outputs = [process.communicate()[0] for process in makes]
    yield Fresh(folder, other, half_made, outputs, asked)
