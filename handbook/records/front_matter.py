"""Read a page's front matter with the line of each key.

Values stay text, as they stand there: YAML's guesses (a date, a number, yes) would
differ between the engines. Only what a record needs is understood: keys with a text, a
list of texts or one level of keys below. Everything else is said to be wrong, so no
YAML, however deep or self-referring, costs more than one pass over its events.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from handbook.problems import Problem

FENCE = "---"

Value = str | tuple[str, ...] | dict[str, str]
"""A text, a list of texts, or texts by their keys."""


@dataclass(frozen=True)
class Entry:
    """A key's value and where it stands.

    Attributes:
        value: The value, its texts as written.
        line: The key's line in the file, counted from 1.
    """

    value: Value
    line: int


@dataclass(frozen=True)
class Page:
    """A page taken apart.

    Attributes:
        entries: The front matter by its keys.
        body: The lines after the front matter.
        body_line: The number of the first of them.
    """

    entries: dict[str, Entry]
    body: tuple[str, ...]
    body_line: int


class _Unwanted(Exception):
    """Something in the YAML that a record has no use for."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def split(path: str, text: str) -> tuple[Page, list[Problem]]:
    """Take a page apart.

    Args:
        path: The page, relative to the root.
        text: What it holds.

    Returns:
        The page, with what could be read of its front matter, and what is wrong.
    """
    lines = text.splitlines()
    if not lines or lines[0] != FENCE:
        return Page({}, tuple(lines), 1), [
            Problem(
                path,
                1,
                "FRONT-MATTER",
                "the record has no front matter",
                "Start the file with `---`, the keys (id, title, status, date …) a line"
                " each, and `---` again; `handbook new decision` writes such a file.",
            )
        ]
    if FENCE not in lines[1:]:
        return Page({}, tuple(lines), 1), [
            Problem(
                path,
                1,
                "FRONT-MATTER",
                "the front matter does not end",
                "Write `---` alone on a line after its last key.",
            )
        ]
    end = lines.index(FENCE, 1)
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    try:
        for key, entry in _entries("\n".join(lines[1:end]) + "\n"):
            if key in entries:
                message = f"the key '{key}' comes twice"
                advice = f"Keep one; the first is on line {entries[key].line}."
                problems.append(Problem(path, entry.line, "TWICE", message, advice))
            entries.setdefault(key, entry)
    except _Unwanted as error:
        advice = "Write plain keys with a text, or a list of texts in [brackets]."
        problems.append(Problem(path, error.line, "YAML", str(error), advice))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or str(error)
        line = mark.line + 2 if mark else 2
        message = f"this is not YAML: {said.splitlines()[0]}"
        advice = "Mend the line, or the one before; quote a text with a colon in it."
        problems.append(Problem(path, line, "YAML", message, advice))
    return Page(entries, tuple(lines[end + 1 :]), end + 2), problems


def _line(event: yaml.Event) -> int:
    """Tell the line of the file at which an event starts."""
    return event.start_mark.line + 2 if event.start_mark else 2


def _entries(text: str) -> Iterator[tuple[str, Entry]]:
    """Go through the events of the YAML, key by key."""
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    for _ in range(2):
        next(events)  # the starts of the stream and of the document
    first = next(events)
    if isinstance(first, yaml.StreamEndEvent | yaml.DocumentEndEvent):
        return
    if not isinstance(first, yaml.MappingStartEvent):
        raise _Unwanted(2, "the front matter is no list of keys")
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        yield _text(event), Entry(_value(events), _line(event))
    for event in events:
        if not isinstance(event, yaml.DocumentEndEvent | yaml.StreamEndEvent):
            raise _Unwanted(_line(event), "the front matter goes on after its end")


def _text(event: yaml.Event) -> str:
    """Take an event that must be a plain text."""
    line = _line(event)
    if isinstance(event, yaml.AliasEvent):
        raise _Unwanted(line, "an alias stands for something else")
    if getattr(event, "anchor", None):
        raise _Unwanted(line, "an anchor names a part")
    if not isinstance(event, yaml.ScalarEvent):
        raise _Unwanted(line, "lists and keys are nested too deep here")
    if event.tag is not None:
        raise _Unwanted(line, f"the tag {event.tag} asks for more than a text")
    return str(event.value)


def _value(events: Iterator[yaml.Event]) -> Value:
    """Take the value of a key."""
    event = next(events)
    if isinstance(event, yaml.SequenceStartEvent) and not event.anchor:
        texts = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            texts.append(_text(item))
        return tuple(texts)
    if isinstance(event, yaml.MappingStartEvent) and not event.anchor:
        below: dict[str, str] = {}
        for item in events:
            if isinstance(item, yaml.MappingEndEvent):
                break
            below[_text(item)] = _text(next(events))
        return below
    return _text(event)
