"""Print how good the site is: what is wrong with its pages, their weight, Lighthouse.

`make quality` runs it on the site as it is built now.
"""

import gzip
import json
import os
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from handbook import build
from tests.browser import tools
from tests.browser.conftest import FLAGS, Quiet, chromium_path, serving
from tests.browser.crawl import Seen, crawl
from tests.conftest import PUBLISHED, ROOT

PAGES = {
    "home page": "",
    "tool page": "tools/sqlalchemy/",
    "record": "decisions/declare-columns-in-code/",
    "log": "decisions/",
}
"""What Lighthouse measures."""

RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {
    "largest-contentful-paint": "LCP",
    "cumulative-layout-shift": "CLS",
    "total-blocking-time": "TBT",
}


class Compressed(Quiet):
    """Serve files compressed, as hosts of sites do."""

    def send_head(self) -> BytesIO | None:
        """Send the head of an answer, and give its body."""
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if file.is_dir() else file
        if not page.is_file():
            self.send_error(404)
            return None
        body = gzip.compress(page.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(page)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        return BytesIO(body)


def pages(site: Path) -> list[str]:
    """List the addresses of all pages; not of those that only lead to another.

    Args:
        site: The folder of the built site.
    """
    return [
        page.relative_to(site).as_posix().removesuffix("index.html")
        for page in sorted(site.rglob("*.html"))
        if 'http-equiv="refresh"' not in page.read_text(encoding="utf-8")
    ]


def size(file: Path) -> int:
    """Tell how many bytes a file is when a server compresses it."""
    return len(gzip.compress(file.read_bytes(), 9))


def weight(site: Path, path: str, requests: list[str]) -> int:
    """Tell how many bytes a page takes, with what else was asked for.

    Args:
        site: The folder of the built site.
        path: The page.
        requests: The addresses that it asked for.
    """
    paths = {path, *(urlsplit(one).path.lstrip("/") for one in requests)}
    files = [site / one for one in paths]
    return sum(size(one / "index.html" if one.is_dir() else one) for one in files)


def _worst(sizes: dict[str, int]) -> str:
    """Write the largest of some sizes, and of which page it is."""
    path = max(sizes, key=lambda one: sizes[one])
    return f"{sizes[path] / 1024:.1f} KiB ({path or 'home page'})"


def of_pages(site: Path, seen: list[Seen]) -> Iterator[str]:
    """Write what was seen of the pages, a line for each kind."""
    first = {one.path: weight(site, one.path, one.requests) for one in seen}
    later = {one.path: weight(site, one.path, []) for one in seen}
    yield f"pages                        {len(seen)}"
    yield f"requests to other hosts      {sum(len(one.strangers) for one in seen)}"
    yield f"messages on the console      {sum(len(one.messages) for one in seen)}"
    yield f"axe violations               {sum(len(one.accessible) for one in seen)}"
    yield f"pages that scroll sideways   {sum(bool(one.wide) for one in seen)}"
    yield f"largest layout shift         {max(one.shifted for one in seen)}"
    yield f"errors of html-validate      {len(tools.invalid(site))}"
    yield f"heaviest first visit         {_worst(first)}"
    yield f"most requests                {max(len(one.requests) for one in seen)}"
    yield f"heaviest later page          {_worst(later)}"


def _lighthouse(address: str) -> tuple[list[float], list[float]]:
    """Measure a page once: the scores of the categories, and the times."""
    program = tools.installed("lighthouse", "install") / ".bin/lighthouse"
    flags = " ".join(["--headless=new", *FLAGS])
    done = subprocess.run(
        [
            str(program),
            address,
            "--quiet",
            "--output=json",
            f"--chrome-flags={flags}",
            f"--only-categories={','.join(CATEGORIES)}",
        ],
        env={**os.environ, "CHROME_PATH": chromium_path()},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    scores = [report["categories"][one]["score"] * 100 for one in CATEGORIES]
    return scores, [report["audits"][one]["numericValue"] for one in TIMES]


def of_lighthouse(address: str) -> Iterator[str]:
    """Write Lighthouse's medians on its mobile preset, a line for each page.

    Args:
        address: The address of the site, with a slash at its end.
    """
    yield f"Lighthouse, mobile, median of {RUNS}: {', '.join(CATEGORIES)}"
    for name, path in PAGES.items():
        scores, times = zip(*(_lighthouse(address + path) for _ in range(RUNS)))
        shown = " ".join(f"{median(one):3.0f}" for one in zip(*scores))
        lcp, cls, tbt = (median(one) for one in zip(*times))
        measured = f"LCP {lcp / 1000:.2f} s  CLS {cls:.3f}  TBT {tbt:.0f} ms"
        yield f"{name:<12} {shown}   {measured}"


def main() -> None:
    """Build the site as it is published, and print all figures."""
    os.environ.update(PUBLISHED)
    assert build.build(ROOT, "mkdocs").pages, "The site can't be built: make build"
    site = ROOT / build.SITE
    with serving(site) as address:
        for line in of_pages(site, crawl(address, pages(site))):
            print(line)
    with serving(site, Compressed) as address:
        for line in of_lighthouse(address):
            print(line, flush=True)


if __name__ == "__main__":
    main()
