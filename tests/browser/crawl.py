"""Open every page of a site in Chromium, several at a time, and note what is seen.

Each page is loaded once, with every other host blocked. Then the colours and the width
are changed, and axe-core judges each state.
"""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, Route, async_playwright

from tests.browser import tools
from tests.browser.conftest import FLAGS, chromium_path

AT_ONCE = 4
"""How many pages are open at a time."""

WIDTHS = (360, 1280)
ZOOMED = 640
"""How wide a window of 1280 pixels is at 200 %."""

_COLOURS = ["color-contrast", "link-in-text-block"]
_AXE = """async (only) => {
  const rules = { "target-size": { enabled: true } };
  const options = only.length ? { runOnly: only } : { rules };
  Object.assign(options, { resultTypes: ["violations"], preload: false });
  const { violations } = await axe.run(document, options);
  const name = (one) => one.nodes.map((node) => `${one.id} ${node.target}`);
  return violations.flatMap(name);
}"""
_WIDTH = """() => new Promise((done) => {
  const look = () => done(document.documentElement.scrollWidth);
  requestAnimationFrame(() => requestAnimationFrame(look));
})"""
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
    """

    path: str
    requests: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    accessible: list[str] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    shifted: float = 0.0


async def _resize(page: Page, width: int, seen: Seen) -> None:
    """Give the window a width, and note whether the page is wider."""
    await page.set_viewport_size({"width": width, "height": 900})
    if await page.evaluate(_WIDTH) > width:
        seen.wide.append(width)


async def _look(context: BrowserContext, base: str, path: str, axe: str) -> Seen:
    """Open one page, and look at it in each state."""
    seen = Seen(path)
    page = await context.new_page()
    host = urlsplit(base).netloc

    async def decide(route: Route) -> None:
        """Let requests to the site pass, and note those to other hosts."""
        address = route.request.url
        if urlsplit(address).netloc == host or address.startswith("data:"):
            seen.requests.append(address)
            await route.continue_()
        else:
            seen.strangers.append(address)
            await route.abort()

    await page.route("**/*", decide)
    page.on("console", lambda message: seen.messages.append(message.text))
    page.on("pageerror", lambda error: seen.messages.append(str(error)))
    await page.add_init_script(f"({_SHIFT})()")
    await page.goto(base + path)
    await page.evaluate(axe)
    for width in WIDTHS:
        await _resize(page, width, seen)
        for scheme, only in (("light", list[str]()), ("dark", _COLOURS)):
            await page.emulate_media(
                color_scheme="light" if scheme == "light" else "dark"
            )
            found = await page.evaluate(_AXE, only)
            seen.accessible += [f"{scheme} at {width}: {one}" for one in found]
        if width == WIDTHS[0]:
            await page.evaluate(_WIDTH)  # two frames on, what has moved is known
            shifted = await page.evaluate("window.shifted")  # a new width shifts all
            seen.shifted = round(shifted, 4)
    await _resize(page, ZOOMED, seen)
    await page.close()
    return seen


async def _look_at_all(base: str, paths: list[str]) -> list[Seen]:
    """Look at all pages, some at a time."""
    gate = asyncio.Semaphore(AT_ONCE)
    axe = tools.axe()
    async with async_playwright() as playwright:
        browser: Browser = await playwright.chromium.launch(
            executable_path=chromium_path(), args=FLAGS
        )
        context = await browser.new_context(
            viewport={"width": WIDTHS[0], "height": 900}
        )

        async def in_turn(path: str) -> Seen:
            """Wait until there is room for one more."""
            async with gate:
                return await _look(context, base, path, axe)

        seen = await asyncio.gather(*map(in_turn, paths))
        await browser.close()
    return list(seen)


def crawl(base: str, paths: list[str]) -> list[Seen]:
    """Look at pages of a site.

    Args:
        base: The address of the site, with a slash at its end.
        paths: The pages, relative to it.

    Returns:
        What was seen of each.
    """
    return asyncio.run(_look_at_all(base, paths))
