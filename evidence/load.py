"""A server and its clients: how many requests it answers, and how fast.

The clients are plain connections that stay open and send the next request when the last
one is answered. They do so little that on a second core they wait for the server.
"""

import asyncio
import contextlib
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from evidence.measuring import variables

CONNECTIONS = 8
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@contextlib.contextmanager
def serve(
    *command: str | Path, port: int, cwd: Path, log: Path, **more: str
) -> Iterator[None]:
    """Run a server until the end of the block, which begins when it answers."""
    with log.open("w") as file:
        server = subprocess.Popen(
            command,
            cwd=cwd,
            env=variables(**more),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
        try:
            _wait_for(server, port, log)
            yield
        finally:
            server.terminate()
            server.wait()


def _wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the server takes connections; stop when it has ended."""
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.05)  # a server has no way to say that it listens
    sys.exit(f"{server.args!r} does not answer:\n{log.read_text()}")


def request(method: str, path: str, body: str = "") -> bytes:
    """The bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", "accept: */*"]
    if body:
        lines += ["content-type: application/json", f"content-length: {len(body)}"]
    return "\r\n".join([*lines, "", body]).encode()


class Client(asyncio.Protocol):
    """One connection, which repeats a request and keeps the time of each answer."""

    def __init__(self, message: bytes, status: bytes, times: list[float], total: int):
        """Send the message until so many answers, of all clients, have come."""
        self.message, self.status = message, status
        self.times, self.total = times, total
        self.received = b""
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._send()

    def _send(self) -> None:
        """Send the request."""
        self.received = b""
        self.sent = time.perf_counter()
        self.transport.write(self.message)

    def data_received(self, data: bytes) -> None:
        """Send the next request when the answer is complete."""
        self.received += data
        head, end, body = self.received.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not end or length is None or len(body) < int(length[1]):
            return
        self.times.append(time.perf_counter() - self.sent)
        if not head.startswith(b"HTTP/1.1 " + self.status):
            self._end(RuntimeError(f"not {self.status!r}: {self.received!r}"))
        elif len(self.times) >= self.total:
            self._end(None)
        else:
            self._send()

    def connection_lost(self, error: Exception | None) -> None:
        """Tell that the server hung up, if that was not expected."""
        self._end(error or RuntimeError("the server hung up"))
        self.closed.set()

    def _end(self, error: Exception | None) -> None:
        """Say once how it ended."""
        if not self.ended.done():
            if error is None:
                self.ended.set_result(None)
            else:
                self.ended.set_exception(error)
        self.transport.close()


async def send_all(port: int, message: bytes, status: bytes, total: int) -> list[float]:
    """Send so many requests over all connections; return the time of each."""
    times: list[float] = []
    loop = asyncio.get_running_loop()
    clients = []
    for _ in range(CONNECTIONS):
        _, client = await loop.create_connection(
            lambda: Client(message, status, times, total), "127.0.0.1", port
        )
        clients.append(client)
    try:
        await asyncio.gather(*(client.ended for client in clients))
    finally:
        for client in clients:
            client.transport.close()
        await asyncio.gather(*(client.closed.wait() for client in clients))
    return times


def load(port: int, message: bytes, status: int, total: int) -> tuple[float, float]:
    """Send so many requests.

    Returns:
        The requests answered in a second, and the time that 99 of 100 answers kept, in
        milliseconds.
    """
    start = time.perf_counter()
    times = asyncio.run(send_all(port, message, str(status).encode(), total))
    taken = time.perf_counter() - start
    return len(times) / taken, statistics.quantiles(times, n=100)[-1] * 1000
