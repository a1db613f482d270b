"""Open every page of a site in Chromium, several at a time, and note what is seen.

Each page is loaded once, with every other host blocked. Then the colours and the width
are changed, and axe-core judges each state. Where the dark scheme changes nothing but
colours, the rules on colours alone are asked again: the others would say the same.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    async_playwright,
)

from tests.browser import axe
from tests.browser.conftest import ALONE, FLAGS, chromium_path

AT_ONCE = 3
"""How many pages are open at a time, each in a process of its own."""

UNHURRIED = "--js-flags=--no-opt --no-maglev"
"""What has the browser leave scripts as they are: axe-core runs four times on a page,
and the time to make it faster for that is more than what it saves."""

WIDTHS = (360, 1280)
ZOOMED = 640
"""How wide a window of 1280 pixels is at 200 %."""

_CHANGED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame(); // the scheme is another one from here on
  await frame(); // and before this one scripts hear of it
  const seen = { opacityProperty: true, visibilityProperty: true };
  const shape = (one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [x, y, width, height, one.checkVisibility(seen)];
  };
  const before = window.shape;
  // The switch of colours says which one is chosen.
  const { outerHTML } = document.documentElement;
  const html = outerHTML.replaceAll(/aria-pressed="\\w+"/g, "");
  window.shape = html + [...document.querySelectorAll("*")].map(shape);
  return window.shape !== before;
}"""
_ICON = """() => new Promise((done) => {
  const image = new Image();
  image.onload = image.onerror = done;
  image.src = [...document.querySelectorAll("link[rel=icon]")].at(-1).href;
})"""
_WIDTH = """() => new Promise((done) => {
  const look = () => done(document.documentElement.scrollWidth);
  requestAnimationFrame(() => requestAnimationFrame(look));
})"""
_LINES = """() => {
  const full = (paragraph) => {
    const lines = [];
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let before = Infinity;
    while (walker.nextNode()) {
      for (let at = 0; at < walker.currentNode.length; at += 1) {
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const [shape] = range.getClientRects();
        if (!shape?.width) continue;
        if (shape.left < before) lines.push(0);
        before = shape.left;
        lines[lines.length - 1] += 1;
      }
    }
    return lines.slice(0, -1);
  };
  return [...document.querySelectorAll("article > p")].flatMap(full);
}"""
_SHIFT = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (!one.hadRecentInput) window.shifted += one.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""


@dataclass
class Seen:
    """What was seen of a page.

    Attributes:
        path: The page, relative to the site.
        requests: The addresses on this host that it asked for.
        strangers: The addresses on other hosts that it asked for.
        messages: What it wrote to the console, errors and policy violations too.
        accessible: What axe-core found, with the state in which it did.
        wide: The widths at which the page scrolls sideways.
        shifted: By how much what was shown has moved.
        lines: How many characters each line of a paragraph but its last has on a
            screen.
    """

    path: str
    requests: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    accessible: list[str] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    shifted: float = 0.0
    lines: list[int] = field(default_factory=list)


@contextmanager
def _noting(page: Page, base: str, seen: Seen) -> Iterator[list[str]]:
    """Note what a page asks for and writes; give its requests to this host."""
    host = urlsplit(base).netloc
    requests: list[str] = []

    def asks(request: Request) -> None:
        """Note a request."""
        ours = urlsplit(request.url).netloc == host
        if not request.url.startswith("data:"):
            (requests if ours else seen.strangers).append(request.url)

    def writes(message: ConsoleMessage) -> None:
        """Note what the browser or a script writes."""
        seen.messages.append(message.text)

    def fails(error: Error) -> None:
        """Note an error in a script."""
        seen.messages.append(str(error))

    page.on("request", asks)
    page.on("console", writes)
    page.on("pageerror", fails)
    yield requests
    page.remove_listener("request", asks)
    page.remove_listener("console", writes)
    page.remove_listener("pageerror", fails)


async def _resize(page: Page, width: int, seen: Seen) -> None:
    """Give the window a width, and note whether the page is wider."""
    await page.set_viewport_size({"width": width, "height": 900})
    if await page.evaluate(_WIDTH) > width:
        seen.wide.append(width)


async def _look(page: Page, base: str, path: str) -> Seen:
    """Open one page, and look at it in each state."""
    seen = Seen(path)
    await page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    with _noting(page, base, seen) as seen.requests:
        await page.goto(base + path)
        await page.evaluate(_ICON)  # without a window, nothing asks for it
        for width in WIDTHS:
            await _resize(page, width, seen)
            for scheme in ("light", "dark"):
                await page.emulate_media(color_scheme=scheme)
                only = None if await page.evaluate(_CHANGED) else axe.COLOURS
                for one in await page.evaluate(axe.VIOLATIONS, only):
                    seen.accessible.append(f"{scheme} at {width}: {one}")
            if width == WIDTHS[0]:
                await page.evaluate(_WIDTH)  # two frames on, what has moved is known
                shifted = await page.evaluate("window.shifted")  # a new width shifts
                seen.shifted = round(shifted, 4)
        seen.lines = await page.evaluate(_LINES)
        await _resize(page, ZOOMED, seen)
    return seen


@asynccontextmanager
async def _browser() -> AsyncIterator[BrowserContext]:
    """Start a browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(), args=[*FLAGS, ALONE, UNHURRIED]
        )
        yield await browser.new_context()
        await browser.close()


async def _look_at_all(base: str, paths: list[str]) -> list[Seen]:
    """Open some pages at a time; each takes the next path that is left."""
    left = iter(paths)
    seen: dict[str, Seen] = {}
    async with _browser() as context:
        await context.add_init_script(f"({_SHIFT})()")
        await context.add_init_script(axe.script())

        async def take() -> None:
            """Look at what is left."""
            page = await context.new_page()
            for path in left:
                seen[path] = await _look(page, base, path)

        await asyncio.gather(*(take() for _ in range(AT_ONCE)))
    return [seen[path] for path in paths]


def _run[T](work: Coroutine[None, None, T]) -> T:
    """Do it in a thread: in this one another browser may hold the event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def crawl(base: str, paths: list[str]) -> list[Seen]:
    """Look at pages of a site.

    Args:
        base: The address of the site, with a slash at its end.
        paths: The pages, relative to it.

    Returns:
        What was seen of each.
    """
    return _run(_look_at_all(base, paths))
