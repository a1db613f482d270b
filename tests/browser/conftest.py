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
from tests.browser.watching import without_errors

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


Visit = Callable[[Path, str], Page]
"""Opens a page, by its path, of the site in a folder."""


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


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    """Open a window for those tests of a module that leave nothing in it."""
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def look(window: Page) -> Iterator[Visit]:
    """Serve a folder and open a page of it in the module's window, at its first size.

    That takes half as long as with a window of its own.
    """
    window.set_viewport_size({"width": 1280, "height": 720})
    with ExitStack() as stack:
        stack.enter_context(without_errors(window))

        def open_page(folder: Path, path: str) -> Page:
            """Open a page; an error in its scripts fails the test."""
            address = stack.enter_context(serving(folder))
            window.goto(f"{address}{path}")
            return window

        yield open_page


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Serve a folder and open a page of it, as somebody who has not been there."""
    with ExitStack() as stack:

        def open_page(folder: Path, path: str) -> Page:
            """Open a page; an error in it, or in its scripts, fails the test."""
            address = stack.enter_context(serving(folder))
            context = chromium.new_context()
            stack.callback(context.close)
            page = context.new_page()
            stack.enter_context(without_errors(page))
            page.goto(f"{address}{path}")
            return page

        yield open_page
