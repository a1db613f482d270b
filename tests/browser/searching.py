"""How tests search, and what the page says then."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import ConsoleMessage, Page, expect

ANSWERED = re.compile("result")
"""What is said when the hits are there."""


def ask(page: Page, text: str) -> None:
    """Open the search with its key, put a text in, and wait for the hits."""
    page.keyboard.press("/")
    page.locator(".search[open]").wait_for()
    page.keyboard.insert_text(text)
    expect(page.locator(".search-status")).to_have_text(ANSWERED)


@contextmanager
def silence(page: Page) -> Iterator[None]:
    """Hold that the browser writes nothing to its console, not of the policy either."""
    said: list[str] = []

    def write(message: ConsoleMessage) -> None:
        """Note what is written."""
        said.append(message.text)

    page.on("console", write)
    yield
    page.remove_listener("console", write)
    assert said == []
