"""The terms under which sections are looked for, as at the end of a book.

`docs/terms.txt` lists them. They are words that a section does not say itself: what
others call the thing, how somebody asks for it who doesn't know our words, and what the
trouble looks like.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from handbook import git
from handbook.addresses import HOME
from handbook.problems import Problem
from handbook.search_sections import Section
from handbook.search_weights import ASIDE

FILE = "docs/terms.txt"
"""An address of the site, a colon, and terms with commas between them, a line each."""

_LINE = re.compile(r"(\S+): (\S.*)")
_FORM = "Write 'tools/black/#QA-1: autoformat, prettier', relative to the site."


def _lines(root: Path) -> Iterator[tuple[int, re.Match[str] | None]]:
    """Read the lines with their numbers; nothing when there is no such file."""
    file = root / FILE
    text = file.read_text("utf-8", "replace") if file.is_file() else ""
    for number, line in enumerate(text.splitlines(), start=1):
        yield number, _LINE.fullmatch(line)


def _addresses(section: Section) -> list[str]:
    """List the addresses of a section: a heading may have had several ids."""
    page = section.page or HOME
    anchors = [f"{page}#{one}" for one in section.ids]
    return anchors if section.anchor else [page, *anchors]


def add(root: Path, sections: list[Section]) -> list[Section]:
    """Note at each section under which terms it is looked for.

    Args:
        root: The handbook's root.
        sections: The sections of the site.
    """
    terms = {match[1]: match[2] for _, match in _lines(root) if match}
    return [
        replace(section, terms=", ".join(filter(None, map(terms.get, own))))
        for section in sections
        for own in [_addresses(section)]
    ]


def check(root: Path, sections: list[Section]) -> list[Problem]:
    """Say which lines are malformed, name a section twice, or one that is not there.

    A handbook that has the list has a line for each page in it, so that a new page is
    thought of; and it is sorted, so that the lines of two branches merge.

    Args:
        root: The handbook's root.
        sections: The sections of the site.
    """
    known = {
        address: number
        for number, section in enumerate(sections)
        for address in _addresses(section)
    }
    lines: dict[int, int] = {}
    problems = []
    for line, match in _lines(root):
        section = known.get(match[1]) if match else None
        if match is None:
            message, advice = "this line is no address with terms", _FORM
        elif section is None:
            message = f"'{match[1]}' is no section of the site"
            advice = "Name the page, or the id of one of its headings."
        elif section in lines:
            message = f"'{match[1]}' has terms already, in line {lines[section]}"
            advice = "Write them all in one line."
        else:
            lines[section] = line
            continue
        problems.append(Problem(FILE, line, "TERMS", message, advice))
    return [*problems, *_missing(root, sections), *_unsorted(root)]


def _missing(root: Path, sections: list[Section]) -> Iterator[Problem]:
    """Each page has terms; pages that are found by the names in them need none."""
    if not (root / FILE).is_file():
        commit = git.merge_base(root, None)
        if commit is not None and git.read(root, commit, FILE):
            message = "the list of terms is gone"
            advice = f"Bring it back: git checkout {commit[:12]} -- {FILE}"
            yield Problem(FILE, 1, "TERMS", message, advice)
        return
    named = {match[1].partition("#")[0] for _, match in _lines(root) if match}
    for page in dict.fromkeys(section.page or HOME for section in sections):
        if page not in named and not page.startswith(ASIDE):
            message = f"no line says under which other words '{page}' is looked for"
            advice = f"Write '{page}: word, other words', in its place among the lines."
            yield Problem(FILE, 1, "TERMS", message, advice)


def _unsorted(root: Path) -> Iterator[Problem]:
    """Say where the lines are not in their order, once."""
    lines = [match[0] for _, match in _lines(root) if match]
    if lines != sorted(lines):
        message = "the lines are not in the order of their letters"
        advice = f"Sort them: LC_ALL=C sort -o {FILE} {FILE}"
        yield Problem(FILE, 1, "TERMS", message, advice)
