"""Follow pages that lead to others, in frames of one page, and see where they end."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

AT_ONCE = 3
"""How many pages are followed at a time."""

HTML = "text/html"
_FRAMES = """async ([paths, count]) => {
  const found = {};
  const left = paths.values();
  const open = (path) => new Promise((done) => {
    const frame = document.createElement("iframe");
    const end = () => {
      const anchor = frame.contentDocument.querySelector(":target")?.id;
      found[path] = [frame.contentWindow.location.href, anchor ?? null];
      frame.remove();
      done();
    };
    frame.onload = () => {
      const start = frame.contentWindow.location.pathname === `/${path}`;
      if (!start) end();
      else setTimeout(() => frame.isConnected && end(), 2000); // it leads nowhere
    };
    frame.src = path;
    document.body.append(frame);
  });
  const take = async () => {
    for (const path of left) await open(path);
  };
  await Promise.all(Array.from({ length: count }, take));
  return found;
}"""


@dataclass
class Led:
    """Where pages that lead to others took their reader.

    Attributes:
        ends: The address to which each led, relative to the site, by the page's.
        anchors: The id of what that address names, if it is there, by the page's.
        strangers: The addresses on other hosts that were asked for on the way.
        messages: What was written to the console.
    """

    ends: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str | None] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


def follow(chromium: Browser, base: str, paths: list[str]) -> Led:
    """Open pages that lead to others.

    Each is opened in a frame, which costs half of what a window does.

    Args:
        chromium: The browser.
        base: The address of the site, with a slash at its end.
        paths: The pages, relative to it.
    """
    led = Led()
    page = chromium.new_page()

    def asks(request: Request) -> None:
        """Note a request to another host."""
        asked = urlsplit(request.url)
        if asked.scheme != "data" and asked.netloc != urlsplit(base).netloc:
            led.strangers.append(request.url)

    page.on("request", asks)
    page.on("console", lambda message: led.messages.append(message.text))
    page.on("pageerror", lambda error: led.messages.append(str(error)))
    around = f"{base}around"
    page.route(around, lambda route: route.fulfill(body="", content_type=HTML))
    page.goto(around)
    found = page.evaluate(_FRAMES, [paths, AT_ONCE])
    page.close()
    for path in paths:
        end, led.anchors[path] = found[path]
        led.ends[path] = end.removeprefix(base)
    return led
