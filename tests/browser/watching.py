"""Hold that nothing goes wrong in a page while a test uses it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import ConsoleMessage, Error, Page


@contextmanager
def without_errors(page: Page) -> Iterator[None]:
    """Hold that no script of the page fails.

    What is raised where Playwright tells of it would end Playwright, not the test.
    """
    errors: list[str] = []

    def note(error: Error) -> None:
        """Keep an error."""
        errors.append(str(error))

    page.on("pageerror", note)
    yield
    page.remove_listener("pageerror", note)
    assert errors == [], errors


@contextmanager
def silence(page: Page) -> Iterator[None]:
    """Hold that the browser says nothing in its console either, nor of the policy."""
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        """Keep what is written."""
        said.append(message.text)

    page.on("console", note)
    with without_errors(page):
        yield
    page.remove_listener("console", note)
    assert said == [], said
