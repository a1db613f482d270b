"""The files that the site's pages are made of."""

from collections.abc import Iterator
from pathlib import Path

from handbook.problems import Problem

FOLDER = "docs"
"""Where the pages are, relative to the root."""

_OTHER_PAGES = (".html", ".htm", ".xhtml", ".markdown", ".mdown", ".mkd", ".mkdn")
"""Endings of files that the engines make pages of, or copy, beside `.md`."""


def _files(root: Path) -> Iterator[Path]:
    """Go through the files; hidden ones, as editors leave them, are no part of it."""
    folder = root / FOLDER
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file():
            yield file


def pages(root: Path) -> list[Path]:
    """List the files of all pages, sorted."""
    return [file for file in _files(root) if file.suffix == ".md"]


def read(file: Path) -> str:
    """Read a file; what is not UTF-8, which ``check`` names, is replaced."""
    return file.read_text(encoding="utf-8", errors="replace")


def check(root: Path) -> Iterator[Problem]:
    """Each page has the name by which the checks find it, and can be read.

    Args:
        root: The handbook's root.
    """
    for file in _files(root):
        path = file.relative_to(root).as_posix()
        ending = file.suffix.lower()
        page = "index" if file.stem.lower() == "readme" else file.stem
        if ending in _OTHER_PAGES or (ending == ".md" and file.name != f"{page}.md"):
            message = "the site would show this file, and no check would find it"
            name = file.with_name(f"{page}.md").relative_to(root).as_posix()
            advice = f"Write a page in Markdown, and name it {name}."
            yield Problem(path, 1, "NAME", message, advice)
        elif ending in (".md", ".txt"):
            content = file.read_bytes()
            try:
                content.decode("utf-8")
            except UnicodeDecodeError as error:
                line = content[: error.start].count(b"\n") + 1
                message = "the file is not text in UTF-8"
                yield Problem(path, line, "ENCODING", message, "Save it as UTF-8.")
