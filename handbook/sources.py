"""The files that the site's pages are made of."""

import re
from collections.abc import Iterator
from pathlib import Path

from handbook.problems import Problem
from handbook.records.front_matter import normal, split
from handbook.records.record import is_record

FOLDER = "docs"
"""Where the pages are, relative to the root."""

ROOT_PAGES = ("README.md", "CONTRIBUTING.md")
"""Pages that are read where the repository is hosted, not on the site."""

_OTHER_PAGES = (".html", ".htm", ".xhtml", ".markdown", ".mdown", ".mkd", ".mkdn")
"""Endings of files that the engines make pages of, or copy, beside `.md`."""


_NAME = re.compile(r"[\w.-]+", re.ASCII)
_CONFLICT = re.compile(r"(?:<{7}|>{7}) ")


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


def _taken(root: Path) -> Iterator[Problem]:
    """No page has the address of another, or of what can be cited."""
    first: dict[str, str] = {}
    for page in pages(root):
        path = page.relative_to(root).as_posix()
        address = path.removesuffix(".md").removesuffix("/index")
        other = first.setdefault(address, path)
        if other != path:
            message = f"{other} has the address of this page already"
            yield Problem(path, 1, "NAME", message, "Give one of them another name.")
        elif path.startswith(f"{FOLDER}/r/"):
            message = "addresses below r/ are those of rules and records"
            yield Problem(path, 1, "NAME", message, "Move the page elsewhere.")


def conflicts(path: str, text: str) -> Iterator[Problem]:
    """A file has no marks of a merge that was not ended.

    Args:
        path: The file, relative to the root.
        text: What it holds.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if _CONFLICT.match(line):
            message = "git left a mark of a merge here, with both sides of it"
            advice = "Take one side, or join them, and remove the marks."
            yield Problem(path, number, "CONFLICT", message, advice)


def check(root: Path) -> Iterator[Problem]:
    """Each page has the name by which the checks find it, and can be read.

    Args:
        root: The handbook's root.
    """
    for folder in (root / FOLDER).rglob("*"):
        if folder.is_symlink() and folder.is_dir():
            path = folder.relative_to(root).as_posix()
            message = "this is a link to a folder, whose pages no check would find"
            yield Problem(path, 1, "NAME", message, "Put the pages here.")
    yield from _taken(root)
    for file in _files(root):
        path = file.relative_to(root).as_posix()
        ending = file.suffix.lower()
        page = "index" if file.stem.lower() == "readme" else file.stem
        if ending in _OTHER_PAGES or (ending == ".md" and file.name != f"{page}.md"):
            message = "the site would show this file, and no check would find it"
            name = file.with_name(f"{page}.md").relative_to(root).as_posix()
            advice = f"Write a page in Markdown, and name it {name}."
            yield Problem(path, 1, "NAME", message, advice)
        elif not _NAME.fullmatch(path.replace("/", "")):
            message = "the name makes no address that a line of a ledger can hold"
            advice = "Name it with letters from a to z, digits and hyphens."
            yield Problem(path, 1, "NAME", message, advice)
        elif ending in (".md", ".txt"):
            yield from _content(path, file.read_bytes())
    for name in ROOT_PAGES:
        if (root / name).is_file():
            yield from _content(name, (root / name).read_bytes())


_KEYS = {"description", "scripts", "title"}
"""What the theme asks of a page's front matter."""


def _content(path: str, content: bytes) -> Iterator[Problem]:
    """A file is text in UTF-8, and has been merged; a page's front matter is read."""
    try:
        text = content.decode("utf-8")
        yield from conflicts(path, text)
        if path.endswith(".md") and not is_record(path):
            yield from _front_matter(path, normal(text))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "the file is not text in UTF-8"
        yield Problem(path, line, "ENCODING", message, "Save it as UTF-8.")


def _front_matter(path: str, text: str) -> Iterator[Problem]:
    """A page has none, or one that both engines read alike."""
    if not text.startswith("---\n"):
        return
    page, problems = split(path, text)
    yield from problems
    for key, entry in page.entries.items():
        if key not in _KEYS:
            message = f"a page has no key '{key}'"
            advice = f"Remove it; there are {', '.join(sorted(_KEYS))}."
            yield Problem(path, entry.line, "KEY", message, advice)
