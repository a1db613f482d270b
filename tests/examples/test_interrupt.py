"""Ctrl-C ends the proof of examples at once, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT, Write

HANGS = "import socket; socket.create_connection(('127.0.0.1', {port})).recv(1)"
"""Tells a server that it runs, and waits for an answer that does not come."""

STALE = "$ echo real\nstale\n"
SECONDS = 30
"""What nothing here comes near, on a slow machine either."""


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """Listen for what an example says."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(SECONDS)
        yield listening


def hangs(server: socket.socket) -> str:
    """Write a program that tells the server that it runs, and goes on running."""
    return HANGS.format(port=server.getsockname()[1])


@pytest.fixture
def temporary() -> Iterator[Path]:
    """Make a folder for temporary files; a socket's path may have 107 letters."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@contextmanager
def update(
    root: Path, temporary: Path, **variables: str
) -> Iterator[subprocess.Popen[str]]:
    """Let the command write the output of examples, as a terminal would start it."""
    process = subprocess.Popen(
        [ROOT / ".venv/bin/handbook", "examples", "--update"],
        cwd=root,
        env={**os.environ, "TMPDIR": str(temporary), **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C goes to a whole group of processes
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_ctrl_c_stops_what_runs_and_what_waits(
    write: Write, server: socket.socket, temporary: Path
) -> None:
    """No process and no sandbox is left, and no file is written any more."""
    files = {
        f"snippets/topic_{number}/{name}.console": text
        for number in range(os.cpu_count() or 1)
        for name, text in (("a", f'$ python -c "{hangs(server)}"\n'), ("b", STALE))
    }
    waiting = {"snippets/waiting/a.console": STALE}
    root = write(files | waiting)
    with update(root, temporary) as process:
        running = [server.accept()[0] for _ in range(len(files) // 2)]
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=SECONDS) == ("", "")
        assert process.returncode == 130
    for connection in running:
        with connection:
            connection.settimeout(SECONDS)
            assert connection.recv(1) == b""  # its other end is gone
    assert list(temporary.iterdir()) == []
    for name, text in (files | waiting).items():
        assert (root / name).read_text() == text


def test_ctrl_c_in_the_first_second_says_nothing_either(
    write: Write, server: socket.socket, temporary: Path
) -> None:
    """The fork server, which still imports then, does not die of it."""
    root = write({"snippets/demo/a.console": STALE})
    first = f"import sys\nif 'forkserver' in str(sys.orig_argv):\n    {hangs(server)}\n"
    (root / "sitecustomize.py").write_text(first)
    with update(root, temporary, PYTHONPATH=str(root)) as process:
        with server.accept()[0]:
            os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=SECONDS) == ("", "")
        assert process.returncode == 130
    assert (root / "snippets/demo/a.console").read_text() == STALE
