"""A decision record: its words, and how it is read."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from handbook import fences
from handbook.records.front_matter import Entry, Page, Value

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
NEVER_DECIDED = ("proposed", "rejected")
"""The statuses of what has changed nothing: no other record says that it did."""

ENDED = ("rejected", "deprecated", "superseded")
"""The statuses of what holds no more, or never will."""

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

ID = re.compile(r"DR-[0-9]{4}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SECTION_ID = re.compile(r"\{ ?#([\w-]+) ?\}$")
_REEVALUATION = re.compile(r"\*\*([0-9]{4}-[0-9]{2}-[0-9]{2})\.\*\*")


@dataclass(frozen=True)
class Section:
    """A section of a record's body.

    Attributes:
        line: The heading's line.
        lines: The lines below the heading.
        title: What the heading says, without its id.
    """

    line: int
    lines: tuple[str, ...]
    title: str = ""


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
        repeated: The sections whose id had come before, with that id.
    """

    path: str
    entries: dict[str, Entry]
    heading: str = ""
    heading_line: int = 1
    sections: dict[str, Section] = field(default_factory=dict)
    preamble: tuple[str, ...] = ()
    repeated: tuple[tuple[str, Section], ...] = ()

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

    def is_overdue(self, today: date) -> bool:
        """Tell whether the decision is in force and its review was due before today."""
        day = self.day("review-by")
        return self.text("status") == "accepted" and day is not None and day < today

    def looks(self) -> list[tuple[int, str]]:
        """List the re-evaluations: their lines and dates, as they stand there."""
        section = self.sections.get("re-evaluations", Section(1, ()))
        return [
            (section.line + number, match[1])
            for number, line in enumerate(section.lines, start=1)
            if (match := _REEVALUATION.match(line))
        ]


def texts_of(value: Value) -> tuple[str, ...]:
    """Return all texts of a key's value, whatever its form."""
    if isinstance(value, dict):
        return tuple(value.values())
    return (value,) if isinstance(value, str) else value


def is_look(line: str) -> bool:
    """Tell whether a line begins a re-evaluation: with its date, in bold."""
    return _REEVALUATION.match(line) is not None


def is_record(path: str) -> bool:
    """Tell whether a file, relative to the root, is a record's."""
    folder, _, name = path.rpartition("/")
    return folder == FOLDER and name.endswith(".md") and name not in BESIDE


def to_date(text: str) -> date | None:
    """Read a date as it must be written: year, month and day with hyphens."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def months_later(day: date, months: int) -> date:
    """Go some months on; where that month is shorter, to its first day after."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return months_later(day.replace(day=1), months + 1)


def code_lines(page: Page) -> tuple[set[int], int | None]:
    """Find a page's code blocks.

    Returns:
        The numbers of their lines, and the first line that looks like the beginning of
        a block, and is none.
    """
    found, unclosed = fences.inside(page.body)
    inside = {page.body_line + number for number in found}
    return inside, None if unclosed is None else page.body_line + unclosed


def take_apart(path: str, page: Page) -> Record:
    """Find a page's heading and sections; code blocks hold neither."""
    inside, _ = code_lines(page)
    heading, heading_line = "", 1
    preamble: list[str] = []
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(page.body, start=page.body_line):
        if line.startswith("## ") and number not in inside:
            found.append((number, line, []))
        elif found:
            found[-1][2].append(line)
        elif line.startswith("# ") and not heading and number not in inside:
            heading, heading_line = line[2:].strip(), number
        else:
            preamble.append(line)
    sections: dict[str, Section] = {}
    repeated: list[tuple[str, Section]] = []
    for number, line, lines in found:
        title = line.removeprefix("## ").strip()
        match = _SECTION_ID.search(title)
        title = title[: match.start()].strip() if match else title
        section = Section(number, tuple(lines), title)
        name = match[1] if match else title
        if sections.setdefault(name, section) is not section:
            repeated.append((name, section))
    return Record(
        path,
        page.entries,
        heading,
        heading_line,
        sections,
        tuple(preamble),
        tuple(repeated),
    )
