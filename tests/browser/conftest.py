"""A real Chromium, and small handbooks served to it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from handbook.serve import Server

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What the system may call the browser; Playwright's own is not needed.

The first has no windows, and opens a page in a third of the time.
"""

MISSING = (
    "The tests need a browser: install Chromium (apt install chromium-headless-shell)."
)

FLAGS = [
    "--no-sandbox",  # tests may run as root
    "--disable-background-networking",
    "--disable-component-update",
]


ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""What has the browser find no other host."""


class Quiet(SimpleHTTPRequestHandler):
    """Serve files without a line for each."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def chromium_path() -> str:
    """Find the system's Chromium."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, MISSING
    return found


@contextmanager
def serving(
    folder: Path, kind: type[SimpleHTTPRequestHandler] = Quiet
) -> Iterator[str]:
    """Serve a folder at a free port, and give its address."""
    handler = partial(kind, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium, for these tests alone: it holds the event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=[*FLAGS, ALONE]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[[Path, str], Page]]:
    """Serve a folder and open a page of it."""
    with ExitStack() as stack:

        def open_page(folder: Path, path: str) -> Page:
            """Open a page; an error in it, or in its scripts, fails the test."""
            address = stack.enter_context(serving(folder))
            context = chromium.new_context()
            stack.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
            page.goto(f"{address}{path}")
            return page

        yield open_page
