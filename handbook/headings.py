"""Ids of headings, as a Markdown extension that both engines load.

A heading keeps the ids that it had before: `{#DB-5 formerly="greenlet"}` leaves an
anchor for each. A page's title is always `#top`, whatever it says. And a heading whose
id was written, not made from its words, can be cited; the extension marks it for the
page's script.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from handbook.problems import Problem

_HEADINGS = ("h2", "h3", "h4")
_HEADING = re.compile("#{2,4} ")
_ID = re.compile(r"\{ ?#[\w-]+[^{}]*\}$")
_FENCE = re.compile(" *(```|~~~)")


class _KeepIds(Treeprocessor):
    """Make an anchor of each former id, and mark the headings that can be cited."""

    def run(self, root: Element) -> None:
        """Go through all headings, after attr_list read their ids."""
        for title in root.iter("h1"):
            title.attrib.setdefault("id", "top")
        for heading in root.iter():
            if heading.tag in _HEADINGS and heading.get("id"):
                heading.set("data-cite", "")
                for name in heading.attrib.pop("formerly", "").split():
                    anchor = Element("span", id=name)
                    anchor.tail, heading.text = heading.text, ""
                    heading.insert(0, anchor)


class Headings(Extension):
    """The Markdown extension."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after attr_list, whose priority is 8, and before toc, whose is 5."""
        md.treeprocessors.register(_KeepIds(md), "handbook-headings", 7)


def makeExtension(**options: str) -> Headings:
    """Make the extension; Python-Markdown looks for a function of this name."""
    return Headings(**options)


def lines(text: str) -> list[tuple[str, bool]]:
    """Go through the lines of a page, and tell which stand in a fence."""
    found, inside = [], False
    for line in text.splitlines():
        fence = _FENCE.match(line) is not None
        found.append((line, inside or fence))
        inside ^= fence
    return found


def check(root: Path) -> Iterator[Problem]:
    """Each heading has an id of its own, which stays when its words change.

    Args:
        root: The handbook's root.
    """
    for page in sorted((root / "docs").rglob("*.md")):
        path = page.relative_to(root).as_posix()
        text = page.read_text(encoding="utf-8", errors="replace")
        for number, (line, is_code) in enumerate(lines(text), start=1):
            if not is_code and _HEADING.match(line) and not _ID.search(line):
                message = "the heading has no id, so its address changes with its words"
                advice = f"Write '{line.rstrip()} {{#a-name-that-stays}}'."
                yield Problem(path, number, "HEADING-ID", message, advice)
