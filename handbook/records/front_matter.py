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

# YAML takes these for line ends, and nothing else does.
_NOT_LINE_ENDS = str.maketrans("\x85\u2028\u2029", "   ")


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
        """Say what it is, and on which line of the file."""
        super().__init__(what)
        self.line = line


def normal(text: str) -> str:
    """Drop a byte order mark, and write each line end as a line feed."""
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def split(path: str, text: str) -> tuple[Page, list[Problem]]:
    """Take a page apart.

    Args:
        path: The page, relative to the root.
        text: What it holds, with line feeds as line ends.

    Returns:
        The page, with what could be read of its front matter, and what is wrong.
    """
    lines = text.split("\n")
    if lines[0] != FENCE:
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
        for key, entry in _entries(lines[1:end]):
            if key in entries:
                message = f"the key '{key}' comes twice"
                advice = f"Keep one; the first is on line {entries[key].line}."
                problems.append(Problem(path, entry.line, "TWICE", message, advice))
            entries.setdefault(key, entry)
    except _Unwanted as error:
        advice = (
            "Write plain keys with a text, or a list of texts in [brackets]; quote a"
            " text with ' #' in it."
        )
        problems.append(Problem(path, error.line, "YAML", str(error), advice))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or str(error)
        line = mark.line + 2 if mark else 2
        # What was read of that line may be a part of what was meant.
        entries = {key: one for key, one in entries.items() if one.line != line}
        message = f"this is not YAML: {said.splitlines()[0]}"
        advice = "Mend the line, or the one before; quote a text with a colon in it."
        problems.append(Problem(path, line, "YAML", message, advice))
    return Page(entries, tuple(lines[end + 1 :]), end + 2), problems


def _entries(lines: list[str]) -> Iterator[tuple[str, Entry]]:
    """Read the lines between the fences, key by key.

    Each key stands at the start of its line, so that a line can be replaced without
    rewriting the others.
    """
    starts: dict[int, str] = {}
    text = "\n".join(lines).translate(_NOT_LINE_ENDS) + "\n"
    for key, entry in _keys(yaml.parse(text, Loader=yaml.CSafeLoader)):
        starts[entry.line] = key
        yield key, entry
    _uncommented(text)
    for number, line in enumerate(lines, start=2):
        begins = line[:1] not in ("", " ", "-")
        if begins and line.partition(":")[0] != starts.get(number):
            raise _Unwanted(number, f"the line '{line}' does not begin with its key")
        if not begins and number in starts:
            raise _Unwanted(number, f"the key '{starts[number]}' does not begin a line")


def _uncommented(text: str) -> None:
    """Refuse a comment: YAML would cut a text short at the number of an issue."""
    ends: dict[int, int] = {}
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        end = token.end_mark
        ends[end.line] = max(end.column, ends.get(end.line, 0))
    for number, line in enumerate(text.split("\n")):
        if line[ends.get(number, len(line)) :].lstrip().startswith("#"):
            raise _Unwanted(number + 2, "' #' begins a comment, which is left out")


def _line(event: yaml.Event) -> int:
    """Tell the line of the file at which an event starts."""
    return event.start_mark.line + 2 if event.start_mark else 2


def _keys(events: Iterator[yaml.Event]) -> Iterator[tuple[str, Entry]]:
    """Go through the events of the YAML, key by key."""
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            _plain(event)
            break
        if isinstance(event, yaml.NodeEvent):
            raise _Unwanted(_line(event), "the front matter is no list of keys")
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        yield _text(event), Entry(_value(events), _line(event))
    for event in events:
        if not isinstance(event, yaml.DocumentEndEvent | yaml.StreamEndEvent):
            raise _Unwanted(_line(event), "the front matter goes on after its end")


def _plain(event: yaml.Event) -> None:
    """Refuse what YAML can hang on a value: a name for it, or a type."""
    if isinstance(event, yaml.AliasEvent):
        raise _Unwanted(_line(event), "an alias stands for something else")
    if getattr(event, "anchor", None):
        raise _Unwanted(_line(event), "an anchor names a part")
    if getattr(event, "tag", None):
        what = f"the tag {getattr(event, 'tag')} asks for more than a text"
        raise _Unwanted(_line(event), what)


def _text(event: yaml.Event) -> str:
    """Take an event that must be a plain text."""
    _plain(event)
    if not isinstance(event, yaml.ScalarEvent):
        raise _Unwanted(_line(event), "lists and keys are nested too deep here")
    return str(event.value)


def _value(events: Iterator[yaml.Event]) -> Value:
    """Take the value of a key."""
    event = next(events)
    _plain(event)
    if isinstance(event, yaml.SequenceStartEvent):
        texts = []
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                break
            texts.append(_text(item))
        return tuple(texts)
    if isinstance(event, yaml.MappingStartEvent):
        below: dict[str, str] = {}
        for item in events:
            if isinstance(item, yaml.MappingEndEvent):
                break
            key = _text(item)
            if key in below:
                raise _Unwanted(_line(item), f"the key '{key}' comes twice")
            below[key] = _text(next(events))
        return below
    return _text(event)
