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

from handbook import fences, sources
from handbook.problems import Problem
from handbook.records.record import is_record

NO_ID = "the heading has no id, so its address changes with its words"
"""What is said of a heading without an id of its own."""

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_HEADING = re.compile("#{1,6} ")
_ATTRIBUTES = re.compile(r" +\{:? *(?P<id>(?:[^{}]* )?#[\w-])?[^{}]*\} *$")


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


def check(root: Path) -> Iterator[Problem]:
    """Each page has a title, and each heading below it an id of its own.

    The id stays when the heading's words change.

    Those that are written in yet other ways are found on the built pages.

    Args:
        root: The handbook's root.
    """
    for page in sources.pages(root):
        path = page.relative_to(root).as_posix()
        every = fences.lines(sources.read(page))
        if not is_record(path) and not any(
            line.startswith("# ") and not is_code for line, is_code in every
        ):
            message, advice = "the page has no title", "Begin it with '# ' and a title."
            yield Problem(path, 1, "HEADING", message, advice)
        for number, (line, is_code) in enumerate(every, start=1):
            if is_code or not line.startswith("#"):
                continue
            attributes = _ATTRIBUTES.search(line)
            if not _HEADING.match(line):
                message = "this is a heading, with no space behind its signs"
                advice = "Write '## Words {#a-name-that-stays}', or '\\#' for the sign."
            elif line.startswith("# ") or (attributes and attributes["id"]):
                continue
            else:
                message = NO_ID
                words = _ATTRIBUTES.sub("", line).rstrip()
                advice = f"Write '{words} {{#a-name-that-stays}}'."
            yield Problem(path, number, "HEADING-ID", message, advice)
