"""A real Chromium, and small handbooks served to it."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from handbook.serve import Server
from tests.browser.watching import silence

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


HEIGHT = 800
"""How many pixels high a window is at first."""

CLIPBOARD = ["clipboard-read", "clipboard-write"]
"""What has a page use the clipboard, as a user's browser would on a key press."""


class Look(Protocol):
    """Opens a page, by its path, of the site in a folder."""

    def __call__(self, folder: Path, path: str, width: int = 1280) -> Page:
        """Open it in a window of that width."""


class Visit(Protocol):
    """Does so as somebody who has not been there, or whose browser runs no scripts."""

    def __call__(
        self, folder: Path, path: str, width: int = 1280, scripts: bool = True
    ) -> Page:
        """Open it in a window of that width."""


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
def shared_window(chromium: Browser) -> Iterator[Page]:
    """Open a window for the tests of a module."""
    page = chromium.new_page(permissions=CLIPBOARD)
    yield page
    page.close()


@pytest.fixture
def window(shared_window: Page) -> Page:
    """Give the module's window as it was at first.

    A script for every page, a clock or a size of text would stay in it: a test that
    sets one takes a window of its own.
    """
    shared_window.set_viewport_size({"width": 1280, "height": HEIGHT})
    shared_window.emulate_media(
        media="null", color_scheme="light", forced_colors="none"
    )
    shared_window.unroute_all()
    return shared_window


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """Give the module's window; what the browser has to say there fails the test."""
    with silence(window):
        yield window


@pytest.fixture
def look(page: Page) -> Iterator[Look]:
    """Serve a folder and open a page of it in the module's window.

    Each time at another port, so nothing is remembered. It takes a third of what a
    window of its own does.
    """
    with ExitStack() as stack:

        def open_page(folder: Path, path: str, width: int = 1280) -> Page:
            """Open a page."""
            address = stack.enter_context(serving(folder))
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.goto(f"{address}{path}")
            # Without its server the page would complain of what is on its way.
            stack.callback(page.goto, "about:blank", wait_until="commit")
            return page

        yield open_page


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Serve a folder and open a page of it in a window of its own.

    What the browser has to say fails the test.
    """
    with ExitStack() as stack:

        def open_page(
            folder: Path, path: str, width: int = 1280, scripts: bool = True
        ) -> Page:
            """Open a page."""
            address = stack.enter_context(serving(folder))
            page = chromium.new_page(
                viewport={"width": width, "height": HEIGHT},
                java_script_enabled=scripts,
                permissions=CLIPBOARD,
            )
            stack.callback(page.close)
            stack.enter_context(silence(page))
            page.goto(f"{address}{path}")
            return page

        yield open_page
