"""Run a function in a process of its own, forked from one that has the imports done.

Importing FastAPI and SQLAlchemy takes longer than most examples. The fork server
imports them once; each example then starts as a fork of it, clean and in
milliseconds.
"""

import io
import multiprocessing
import multiprocessing.connection
import multiprocessing.forkserver
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from time import perf_counter
from typing import Any

PRELOADED = [
    "handbook.cli",
    "handbook.proofs.examples",
    "fastapi",
    "httpx",
    "pydantic",
    "sqlalchemy.ext.asyncio",
    "structlog",
    "handbook.warm",
]

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(PRELOADED)

_SEED = "PYTHONHASHSEED"

_LAST_WORDS = 5.0
"""Seconds that what has run out of time may take to say where it stands."""

_stopped, _stop = _context.Pipe(duplex=False)
"""A pipe whose end each call waits for, too: it comes when ``stop`` closes it."""


@dataclass(frozen=True)
class Outcome[T]:
    """How the function's process ended.

    Attributes:
        value: What the function returned; None when it did not return. After a time-out
            it may have: it goes on when all that it has started is gone.
        exit_code: The process's exit code; None when it ran out of time.
        stdout: All that was written to file descriptor 1.
        stderr: All that was written to file descriptor 2.
        seconds: How long the function itself took, or its process when it did not
            return; all of the limit on a time-out.
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
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # SIGABRT would write its memory
    signal.signal(signal.SIGABRT, lambda *_: None)  # see call()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # see prepare()
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


def prepare() -> None:
    """Start the fork server, from the main thread, so that Ctrl-C doesn't reach it.

    It ignores Ctrl-C by itself only when all is imported, and dies of it before. Its
    forks keep its seed of hashes, on which the order of sets depends, so it has the
    one of all examples.
    """
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    seed = os.environ.get(_SEED)
    os.environ[_SEED] = "0"
    try:
        multiprocessing.forkserver.ensure_running()
    finally:
        del os.environ[_SEED]
        if seed is not None:
            os.environ[_SEED] = seed
        signal.signal(signal.SIGINT, handler)


def stop() -> None:
    """End the calls of all threads, and each that follows, with KeyboardInterrupt.

    There is no way back: it is for a program that ends.
    """
    _stop.close()


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
            started get SIGABRT, on which Python writes where it stands, and are killed
            soon. A function that only waits for others outlives the signal.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed, here or where ``stop`` was called.
    """
    receiver, sender = _context.Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as streams, receiver:
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
        start = perf_counter()
        sender.close()
        try:
            # The value comes first: a long one doesn't fit into the pipe, and the
            # process does not end before it is read.
            until = partial(wait, [receiver, process.sentinel, _stopped])
            ready = in_time = until(limit)
            if not in_time:
                _signal_group(process.pid, signal.SIGABRT)
                ready = until(_LAST_WORDS)
            if _stopped in ready:
                raise KeyboardInterrupt
            value, seconds = None, perf_counter() - start
            if receiver.poll():
                with suppress(EOFError):  # it ended without a value
                    value, seconds = receiver.recv()
            process.join(max(0.0, start + limit - perf_counter()))
            exit_code = process.exitcode if in_time else None
        finally:
            _signal_group(process.pid, signal.SIGKILL)
            process.kill()  # it may not have made its group yet
            process.join()
            process.close()
        texts = [
            path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
            for path in (Path(streams, "stdout"), Path(streams, "stderr"))
        ]
    if exit_code is None:
        return Outcome(value, None, texts[0], texts[1], limit)
    return Outcome(value, exit_code, texts[0], texts[1], seconds)


def _signal_group(pid: int | None, number: signal.Signals) -> None:
    """Send a signal to what runs in a process's group, if there is any."""
    if pid is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, number)
