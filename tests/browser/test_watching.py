"""What goes wrong in a page while a test uses it fails the test."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page

from tests.browser.watching import silence, without_errors

Watch = Callable[[Page], AbstractContextManager[None]]
"""What holds that nothing goes wrong in a page."""

PAGE = "data:text/html,<link rel=icon href='data:,'><script>{}</script>"


@pytest.mark.parametrize("watch", [without_errors, silence])
def test_an_error_in_a_script_is_seen(window: Page, watch: Watch) -> None:
    """With the browser's words."""
    with pytest.raises(AssertionError, match="nope is not defined"), watch(window):
        window.goto(PAGE.format("nope()"))


def test_what_is_written_to_the_console_is_seen(window: Page) -> None:
    """Which is no error by itself."""
    with without_errors(window):
        window.goto(PAGE.format("console.log(1)"))
    with pytest.raises(AssertionError, match="hello"), silence(window):
        window.goto(PAGE.format("console.log('hello')"))


def test_a_page_that_says_nothing_is_fine(window: Page) -> None:
    """What was said before is not held against it."""
    window.goto(PAGE.format("console.log('hello'); nope()"))
    with silence(window):
        window.goto(PAGE.format(""))
