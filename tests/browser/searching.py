"""How tests search, and what the page says then."""

import re

from playwright.sync_api import Page, expect

ANSWERED = re.compile("result")
"""What is said when the hits are there."""


def ask(page: Page, text: str) -> None:
    """Open the search with its key, put a text in, and wait for the hits."""
    page.keyboard.press("/")
    page.locator(".search[open]").wait_for()
    page.keyboard.insert_text(text)
    expect(page.locator(".search-status")).to_have_text(ANSWERED)
