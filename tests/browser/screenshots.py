"""Take pictures of six pages, on a phone and on a screen, in both schemes, for review.

`make screenshots` runs it on the site as it is built now.
"""

from typing import Literal

from playwright.sync_api import sync_playwright

from handbook import build
from tests.browser.conftest import FLAGS, chromium_path, serving
from tests.browser.crawl import WIDTHS
from tests.conftest import ROOT

PAGES = {
    "home": "",
    "tool": "tools/sqlalchemy/",
    "log": "decisions/",
    "record": "decisions/declare-columns-in-code/",
    "reference": "reference/site/",
    "play": "playbook/service/",
}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
FOLDER = "build/screenshots"


def main() -> None:
    """Build the site, and write the pictures."""
    assert build.build(ROOT, "mkdocs").pages, "The site can't be built: make build"
    with serving(ROOT / build.SITE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=FLAGS
        )
        for width in WIDTHS:
            for scheme in SCHEMES:
                page = browser.new_page(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 900})
                for name, path in PAGES.items():
                    page.goto(address + path)
                    file = ROOT / FOLDER / f"{name}-{width}-{scheme}.png"
                    page.screenshot(path=file, full_page=True)
                page.close()
        browser.close()
    print(f"{len(PAGES) * len(WIDTHS) * len(SCHEMES)} pictures in {FOLDER}")


if __name__ == "__main__":
    main()
