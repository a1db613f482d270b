"""The whole site as one file, for reading it without a network and without a server."""

import re
import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAME = "handbook.zip"
"""The file, relative to the site."""

UNUSED = (
    "addresses.txt",
    "assets/_mkdocstrings.css",
    "assets/images",
    "assets/javascripts",
    "assets/stylesheets",
    "decisions/ledger.txt",
    "redirects.txt",
    "search.json",
    "sitemap.xml.gz",
    "terms.txt",
)
"""What the engines write or copy beside the pages, and no page asks for."""

_ONLY_SERVED = ("404.html", NAME, "sitemap.xml")
_ADDRESS = re.compile(r'((?:href="|url=))([^":#?/][^":#?]*)((?:#[^"]*)?")')
_SERVED = re.compile(r'<p class="served">.*?</p>\s*', re.DOTALL)
_MOMENT = (2000, 1, 1, 0, 0, 0)  # the same site makes the same file


def tidy(site: Path) -> None:
    """Remove what no page asks for.

    Args:
        site: The folder of the built site.
    """
    for name in UNUSED:
        shutil.rmtree(site / name, ignore_errors=True)
        if (site / name).is_file():
            (site / name).unlink()


def without_server(text: str, folder: Path) -> str:
    """Let the addresses of a page name files, as no server chooses them.

    Args:
        text: The page.
        folder: The folder that it is in.
    """

    def name_file(found: re.Match[str]) -> str:
        """Name the page of a folder."""
        start, path, end = found.groups()
        if not (folder / path).is_dir():
            return found[0]
        return f"{start}{path.rstrip('/')}/index.html{end}"

    return _ADDRESS.sub(name_file, _SERVED.sub("", text))


def write(site: Path) -> None:
    """Write the whole site into one file of it.

    Args:
        site: The folder of the built site.
    """
    with ZipFile(site / NAME, "w") as target:
        for file in sorted(site.rglob("*")):
            name = file.relative_to(site).as_posix()
            if not file.is_file() or name in _ONLY_SERVED:
                continue
            content = file.read_bytes()
            if file.suffix == ".html":
                text = content.decode("utf-8")
                content = without_server(text, file.parent).encode("utf-8")
            entry = ZipInfo(f"handbook/{name}", _MOMENT)
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content, ZIP_DEFLATED)
