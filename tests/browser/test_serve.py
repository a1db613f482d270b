"""`make serve` shows what is being written, under the site's own policy."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from handbook import serve
from tests.conftest import Write, write_handbook

FILES = {
    "docs/index.md": "# Home\n\nFirst words.\n",
    "docs/tools/mypy.md": "# mypy\n\nIt checks types.\n",
}


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a handbook as its writer would, and interrupt that in the end."""
    with socket.socket() as probe:
        probe.bind((serve.HOST, 0))
        port = str(probe.getsockname()[1])
    command = [str(Path(sys.executable).parent / "handbook"), "serve", "--port", port]
    with subprocess.Popen(
        command, cwd=root, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = iter(process.stderr.readline, "")
        assert any(f":{port}/ is what docs/ says" in line for line in said)
        try:
            yield f"http://{serve.HOST}:{port}/"
        finally:
            process.send_signal(signal.SIGINT)
        assert "Traceback" not in process.stderr.read()
        assert process.wait(timeout=20) == 0


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a handbook of two pages, which no test changes."""
    return write_handbook(tmp_path_factory.mktemp("handbook"), FILES)


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    """Serve it."""
    with served(root) as address:
        yield address


def test_a_change_is_shown_without_a_reload_by_hand(write: Write, page: Page) -> None:
    """The page is built anew, and the browser loads it."""
    root = write(FILES)
    with served(root) as address:
        page.goto(address)
        expect(page.locator("article")).to_contain_text("First words.")
        (root / "docs/index.md").write_text("# Home\n\nOther words.\n")
        expect(page.locator("article")).to_contain_text("Other words.", timeout=20_000)
        page.goto("about:blank")  # without its server it would complain


def test_the_policy_is_sent(address: str, page: Page) -> None:
    """It is the one that the page itself holds."""
    answer = page.goto(address)
    assert answer is not None
    sent = answer.headers["content-security-policy"]
    assert sent.startswith("default-src 'none'; script-src 'self'; ")
    held = page.locator("meta[http-equiv=Content-Security-Policy]")
    assert held.get_attribute("content") == sent


def test_what_is_not_there_is_answered_as_published(address: str, window: Page) -> None:
    """With the site's own page, and 404; it suggests what has an address like it."""
    answer = window.goto(f"{address}tool/my-py/")
    assert answer is not None
    assert answer.status == 404
    expect(window.locator("h1")).to_have_text("This page is not here")
    window.locator("#near a").first.click()
    window.wait_for_url(f"{address}tools/mypy/")


def test_who_does_not_listen_holds_up_nobody(root: Path, address: str) -> None:
    """An answer that nobody reads is on its way; others get theirs."""
    (root / "build/site/large.bin").write_bytes(bytes(30_000_000))
    port = int(address.rpartition(":")[2].strip("/"))
    with socket.create_connection((serve.HOST, port)) as silent:
        silent.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
        assert silent.recv(15) == b"HTTP/1.0 200 OK"
        with urlopen(address, timeout=10) as answer:
            assert b"First words." in answer.read()


def test_who_goes_away_is_not_spoken_of(root: Path, address: str) -> None:
    """A browser does so at each page that is left early: it is no error."""
    (root / "build/site/large.bin").write_bytes(bytes(30_000_000))
    port = int(address.rpartition(":")[2].strip("/"))
    for _ in range(5):
        with socket.create_connection((serve.HOST, port)) as hasty:
            hasty.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
            assert hasty.recv(15) == b"HTTP/1.0 200 OK"
        with urlopen(address, timeout=10) as answer:
            assert answer.status == 200
