"""A decision record: its words, and how it is read."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handbook.records.front_matter import Entry, Page

FOLDER = "docs/decisions"
"""Where the records are, relative to the root."""

BESIDE = ("index.md", "by-tag.md")
"""Pages beside the records, which show all of them."""

KEYS = (
    "id",
    "title",
    "status",
    "date",
    "decision-makers",
    "tags",
    "supersedes",
    "superseded-by",
    "amends",
    "amended-by",
    "review-by",
    "confirmation",
    "governs",
)
"""All keys, in their order."""

REQUIRED = ("id", "title", "status", "date", "decision-makers", "tags", "confirmation")
LISTS = ("decision-makers", "tags", "governs")
LINKS = {
    "supersedes": "superseded-by",
    "superseded-by": "supersedes",
    "amends": "amended-by",
    "amended-by": "amends",
}
"""The keys that name other records, each with the key on the other side."""

STATUSES = ("proposed", "accepted", "rejected", "deprecated", "superseded")
TAGS = ("api", "ci", "database", "logging", "packaging", "python", "quality")
CONFIRMATIONS = ("test", "check", "session", "none")
SECTIONS = {
    "context": "Context",
    "options": "Options",
    "outcome": "Outcome",
    "consequences": "Consequences",
    "confirmation": "Confirmation",
    "re-evaluations": "Re-evaluations",
}
"""The sections by their ids, in their order."""

REVIEW_MONTHS = 18
"""How far ahead of the last look at a decision its next review may be."""

ID = re.compile(r"DR-\d{4}")
RULE = re.compile(r"[A-Z]+-\d+")
_HEADING = re.compile(r"^## (?P<title>.*?)(?: +\{ *#(?P<id>[\w-]+) *\})?$")
_REEVALUATION = re.compile(r"^\*\*(\d{4}-\d{2}-\d{2})\.\*\*")


@dataclass(frozen=True)
class Section:
    """A section of a record's body.

    Attributes:
        line: The heading's line.
        lines: The lines below the heading.
    """

    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """A decision record, as far as it could be read.

    Attributes:
        path: The file, relative to the root.
        entries: The front matter by its keys.
        heading: The page's first heading; empty when there is none.
        heading_line: Its line.
        sections: The body's sections by their ids.
        preamble: The body's lines before the first section.
    """

    path: str
    entries: dict[str, Entry]
    heading: str = ""
    heading_line: int = 1
    sections: dict[str, Section] = field(default_factory=dict)
    preamble: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The record's name in its address, which never changes."""
        return Path(self.path).stem

    def text(self, key: str) -> str:
        """Return a key's text; empty when it is missing or no text."""
        entry = self.entries.get(key)
        return entry.value if entry and isinstance(entry.value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a key's texts, one being a list of one; none when it is missing."""
        entry = self.entries.get(key)
        if entry is None or isinstance(entry.value, dict):
            return ()
        if isinstance(entry.value, str):
            return (entry.value,) if entry.value else ()
        return entry.value

    def line(self, key: str) -> int:
        """Return a key's line; 1 when it is missing."""
        return self.entries[key].line if key in self.entries else 1

    def day(self, key: str) -> date | None:
        """Return a key's date; None when it is missing or none."""
        return to_date(self.text(key))

    def looks(self) -> list[tuple[int, str]]:
        """List the re-evaluations: their lines and dates, as they stand there."""
        section = self.sections.get("re-evaluations", Section(1, ()))
        return [
            (section.line + number, match[1])
            for number, line in enumerate(section.lines, start=1)
            if (match := _REEVALUATION.match(line))
        ]


def is_record(path: str) -> bool:
    """Tell whether a file, relative to the root, is a record's."""
    folder, _, name = path.rpartition("/")
    return folder == FOLDER and name.endswith(".md") and name not in BESIDE


def to_date(text: str) -> date | None:
    """Read a date as it must be written: year, month and day with hyphens."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def months_later(day: date, months: int) -> date:
    """Go some months on; where that month is shorter, to its first day after."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return months_later(day.replace(day=1), months + 1)


def take_apart(path: str, page: Page) -> Record:
    """Find a page's heading and sections; code blocks hold neither."""
    heading, heading_line = "", 1
    sections: dict[str, Section] = {}
    preamble: list[str] = []
    current: tuple[str, int, list[str]] | None = None
    in_code = False
    for number, line in enumerate(page.body, start=page.body_line):
        in_code ^= line.lstrip().startswith("```")
        match = None if in_code else _HEADING.match(line)
        if match:
            if current:
                sections.setdefault(current[0], Section(current[1], tuple(current[2])))
            current = (match["id"] or match["title"], number, [])
        elif current:
            current[2].append(line)
        elif line.startswith("# ") and not heading and not in_code:
            heading, heading_line = line[2:].strip(), number
        else:
            preamble.append(line)
    if current:
        sections.setdefault(current[0], Section(current[1], tuple(current[2])))
    return Record(path, page.entries, heading, heading_line, sections, tuple(preamble))
