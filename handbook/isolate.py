"""Run a function in a process of its own, forked from one that has the imports done.

Importing FastAPI and SQLAlchemy takes longer than most examples. The fork server
imports them once; each example then starts as a fork of it, clean and in
milliseconds.
"""

import io
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

PRELOADED = [
    "handbook.cli",
    "handbook.proofs.running",
    "handbook.proofs.session",
    "handbook.proofs.tests",
    "fastapi",
    "httpx",
    "pydantic",
    "sqlalchemy.ext.asyncio",
    "structlog",
    "handbook.warm",
]

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(PRELOADED)


@dataclass(frozen=True)
class Outcome[T]:
    """How the function's process ended.

    Attributes:
        value: What the function returned; None when it did not return.
        exit_code: The process's exit code; None when it ran out of time.
        stdout: All that was written to file descriptor 1.
        stderr: All that was written to file descriptor 2.
        seconds: How long the function itself took; all of the limit on a time-out.
    """

    value: T | None
    exit_code: int | None
    stdout: str
    stderr: str
    seconds: float


def _child(
    sender: multiprocessing.connection.Connection,
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    folder: str,
    environment: Mapping[str, str],
    streams: str,
) -> None:
    """Set the new process up, call the function, and send back what it returns."""
    os.setsid()  # its own process group, so that all of it can be stopped
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        stream = os.open(Path(streams, name), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(stream, descriptor)
        os.close(stream)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    start = perf_counter()
    try:
        value = function(*arguments)
    except Exception:
        traceback.print_exc()
        raise SystemExit(1) from None
    sender.send((value, perf_counter() - start))


def call[T](
    function: Callable[..., T],
    *arguments: Any,
    folder: Path,
    environment: Mapping[str, str],
    limit: float,
) -> Outcome[T]:
    """Call a function in a clean process and wait for its end.

    Args:
        function: A function of a module in ``PRELOADED``.
        arguments: What to call it with.
        folder: The working directory.
        environment: All of the environment variables.
        limit: The time limit in seconds. After it, the process and all that it has
            started are killed.
    """
    receiver, sender = _context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as streams:
        process = _context.Process(
            target=_child,
            args=(
                sender,
                function,
                arguments,
                str(folder),
                dict(environment),
                streams,
            ),
        )
        process.start()
        sender.close()
        process.join(limit)
        timed_out = process.exitcode is None
        _kill_group(process.pid)
        process.join()
        value, seconds = None, limit
        if not timed_out and receiver.poll():
            try:
                value, seconds = receiver.recv()
            except EOFError:  # it ended without a value
                seconds = 0.0
        receiver.close()
        texts = [
            path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
            for path in (Path(streams, "stdout"), Path(streams, "stderr"))
        ]
    exit_code = None if timed_out else process.exitcode
    process.close()
    return Outcome(value, exit_code, texts[0], texts[1], seconds)


def _kill_group(pid: int | None) -> None:
    """Kill what a process has left running in its group, if there is any."""
    if pid is not None:
        try:
            os.killpg(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
