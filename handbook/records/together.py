"""What can be told wrong of all records together: numbers, successors, references.

Numbers live in one ledger with a line for each record. Two pull requests that take one
number both add a line there, and git lets only the first of them in.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from handbook.problems import Problem
from handbook.records.record import (
    FOLDER,
    ID,
    LINKS,
    NEVER_DECIDED,
    SLUG,
    Record,
    to_date,
)

LEDGER = f"{FOLDER}/ledger.txt"
"""The file that gives each record its number: `DR-0007 slug`, a line each."""

FORWARD = ("supersedes", "amends")
"""The links that a new record makes to older ones."""

LAST_ID = "DR-9999"

_LINE = re.compile(f"({ID.pattern}) ({SLUG.pattern})")
_BEFORE_TESTS = re.compile(r"^test:([^#\n]*)", re.MULTILINE)
_TEST = re.compile(r"(tests/[\w./-]+\.py)::(?:\w+::)*(test_\w+)")
_SESSION = re.compile(r"[\w/-]+\.console")


def read_ledger(ledger: str) -> tuple[dict[str, str], list[Problem]]:
    """Read the ledger.

    Returns:
        The slugs by their ids, in order, and what is wrong with the lines.
    """
    slugs: dict[str, str] = {}
    highest = ""
    problems: list[Problem] = []
    for number, line in _lines(ledger):
        match = _LINE.fullmatch(line)
        if match is None:
            message = f"'{line}' is no line of the ledger"
            advice = "Write the id, a space and the slug: 'DR-0007 use-uv'."
            problems.append(Problem(LEDGER, number, "LEDGER", message, advice))
            continue
        name, slug = match.groups()
        if name in slugs or slug in slugs.values():
            message = f"{name if name in slugs else slug} stands in the ledger twice"
            advice = (
                f"Take the next number, {next_id([*slugs])}, here and in the record."
            )
            problems.append(Problem(LEDGER, number, "LEDGER", message, advice))
            continue
        highest = max(highest, name)
        if name < highest:
            message = f"{name} stands below {highest}: the numbers do not grow"
            advice = "Append; a line is never moved, and no number is left for later."
            problems.append(Problem(LEDGER, number, "LEDGER", message, advice))
        slugs[name] = slug
    return slugs, problems


def _lines(ledger: str) -> Iterator[tuple[int, str]]:
    """Number the ledger's lines."""
    yield from enumerate(ledger.removesuffix("\n").split("\n") if ledger else (), 1)


def next_id(taken: list[str]) -> str:
    """Take the number after the last one.

    Raises:
        ValueError: There is no number left.
    """
    last = max((name for name in taken if ID.fullmatch(name)), default="DR-0000")
    if last == LAST_ID:
        raise ValueError(f"{LAST_ID} is taken: the numbers have come to their end.")
    return f"DR-{int(last.removeprefix('DR-')) + 1:04}"


def check(
    root: Path, records: list[Record], ledger: str, unread: Collection[str] = ()
) -> list[Problem]:
    """Check all records against each other, the ledger and what they refer to.

    Args:
        root: The handbook's root, where confirmations are looked up.
        records: All records.
        ledger: What the ledger holds.
        unread: The files of which not all could be read: of their links nothing is
            said, for what is missing may be there.
    """
    slugs, problems = read_ledger(ledger)
    unknown = {name for name, slug in slugs.items() if f"{FOLDER}/{slug}.md" in unread}
    by_id: dict[str, Record] = {}
    for record in records:
        if ID.fullmatch(record.text("id")):
            by_id.setdefault(record.text("id"), record)
    return [
        *problems,
        *_numbers(records, by_id, slugs),
        *_gone(records, by_id, ledger),
        *links(by_id, unknown),
        *_cycles(by_id),
        *(problem for one in records for problem in _reference(root, one)),
    ]


def _numbers(
    records: list[Record], by_id: dict[str, Record], slugs: dict[str, str]
) -> Iterator[Problem]:
    """Each record has its line in the ledger."""
    for record in records:
        name = record.text("id")
        if name not in by_id or not SLUG.fullmatch(record.slug):
            continue
        line = record.line("id")
        if by_id[name] is not record:
            message = f"{name} is also the id of {by_id[name].path}"
            advice = "Take the next number, here and in the ledger."
            yield Problem(record.path, line, "ID", message, advice)
        elif name not in slugs:
            message = f"{name} is not in the ledger"
            advice = f"Append '{name} {record.slug}' to {LEDGER}."
            if record.slug in slugs.values() or (slugs and name < max(slugs)):
                advice = "Give it the number that the ledger has for it, or the next."
            yield Problem(record.path, line, "LEDGER", message, advice)
        elif slugs[name] != record.slug:
            message = f"the ledger gives {name} to '{slugs[name]}'"
            advice = (
                "Give the file its name back: a record's address never changes. A line"
                " that was never merged can change instead."
            )
            yield Problem(record.path, line, "LEDGER", message, advice)


def _gone(
    records: list[Record], by_id: dict[str, Record], ledger: str
) -> Iterator[Problem]:
    """Each line of the ledger has its record."""
    slugs = {record.slug for record in records}
    for number, line in _lines(ledger):
        match = _LINE.fullmatch(line)
        if match and match[1] not in by_id and match[2] not in slugs:
            message = f"there is no record {match[1]}, {FOLDER}/{match[2]}.md"
            advice = (
                "Bring it back: a record that ends keeps its page. A line that was"
                " never merged can go instead."
            )
            yield Problem(LEDGER, number, "LEDGER", message, advice)


def links(by_id: dict[str, Record], unknown: Collection[str]) -> Iterator[Problem]:
    """Both sides of a supersession, or an amendment, say the same.

    Args:
        by_id: All records by their ids.
        unknown: The ids of records of which not all could be read.
    """
    for name, record in by_id.items():
        if name in unknown:
            continue
        for key, back in LINKS.items():
            for other in record.texts(key):
                if other in unknown:
                    continue
                line = record.line(key)
                if other == name:
                    message = f"the record {_says(key)} itself"
                    advice = f"Remove '{key}', or name another record."
                    yield Problem(record.path, line, "LINK-SELF", message, advice)
                elif other not in by_id:
                    message = f"there is no record {other}"
                    advice = f"Mend the id in '{key}', or add that record."
                    yield Problem(record.path, line, "LINK-DANGLING", message, advice)
                elif record.text("status") in NEVER_DECIDED and key in FORWARD:
                    continue  # the other side says it when this is accepted
                elif name not in by_id[other].texts(back):
                    place = by_id[other].path
                    message = f"the record {_says(key)} {other}, which does not say so"
                    advice = (
                        f"Add '{back}: {name}' to {place}; `handbook check --fix`"
                        " writes it when that record is sound."
                    )
                    yield Problem(record.path, line, "LINK-ONE-SIDED", message, advice)
        yield from _ended(record, by_id)


def _says(key: str) -> str:
    """Write a link's key as a verb."""
    return {
        "supersedes": "supersedes",
        "superseded-by": "is superseded by",
        "amends": "amends",
        "amended-by": "is amended by",
    }[key]


def _ended(record: Record, by_id: dict[str, Record]) -> Iterator[Problem]:
    """A record is superseded exactly when an accepted one took its place."""
    successors = record.texts("superseded-by")
    is_superseded = record.text("status") == "superseded"
    if successors and not is_superseded:
        message = f"{successors[0]} superseded this record, whose status is not so"
        advice = "Set 'status: superseded' and 'date' to the day of that."
        line = record.line("status")
        yield Problem(record.path, line, "SUPERSEDED", message, advice)
    if is_superseded and not successors:
        message = "the record is superseded, and names no successor"
        advice = "Add 'superseded-by: DR-…', or use 'deprecated'."
        line = record.line("status")
        yield Problem(record.path, line, "SUPERSEDED", message, advice)
    for key in ("superseded-by", "amended-by"):
        for other in record.texts(key):
            if other in by_id and by_id[other].text("status") in NEVER_DECIDED:
                message = f"the record is {key[:-3]} by {other}, which is not accepted"
                advice = "A proposal changes nothing yet: link it when it is accepted."
                line = record.line(key)
                yield Problem(record.path, line, "NOT-ACCEPTED", message, advice)


def _cycles(by_id: dict[str, Record]) -> Iterator[Problem]:
    """Nothing succeeds itself by a detour."""
    for key in FORWARD:
        graph = targets(by_id, key)
        while circle := find_circle(graph):
            record = by_id[circle[1]]
            message = f"the records go in a circle: {' → '.join(reversed(circle))}"
            advice = f"Remove one '{key}' of them."
            line = record.line(key)
            yield Problem(record.path, line, "LINK-CIRCLE", message, advice)
            graph[circle[1]].remove(circle[0])  # to find the others as well


def targets(by_id: dict[str, Record], key: str) -> dict[str, set[str]]:
    """Collect which other records each record names."""
    return {name: set(one.texts(key)) - {name} for name, one in by_id.items()}


def find_circle(graph: dict[str, set[str]]) -> list[str]:
    """Find one circle in a graph; nothing when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _reference(root: Path, record: Record) -> Iterator[Problem]:
    """What the confirmation refers to is there."""
    entry = record.entries.get("confirmation")
    if entry is None or not isinstance(entry.value, dict) or len(entry.value) != 1:
        return
    decided = record.text("status") not in ("", *NEVER_DECIDED)
    for kind, reference in entry.value.items():
        if kind == "none" and decided and reference.lower().startswith("proposed"):
            message = "the confirmation still says that the decision is proposed"
            advice = "Say what confirms it now, or why nothing can."
            yield Problem(record.path, entry.line, "CONFIRMATION", message, advice)
        elif not _is_there(root, kind, reference):
            message = f"the {kind} '{reference}' does not exist"
            advice = f"{_FORMS.get(kind, '')} Or write 'none' with the reason.".strip()
            if kind == "none":
                message = "the confirmation has no reason"
                advice = "Say why no test, check or session can show it."
            yield Problem(record.path, entry.line, "CONFIRMATION", message, advice)


_FORMS = {
    "test": "Name a test as 'tests/folder/test_file.py::test_name'.",
    "check": "Name a target of the Makefile that `make test` runs first.",
    "session": "Name a session as 'topic/file.console', as it stands in snippets/.",
}


def _is_there(root: Path, kind: str, reference: str) -> bool:
    """Look a confirmation's reference up in the working tree."""
    if kind == "test":
        match = _TEST.fullmatch(reference)
        function = rf"^ *(async )?def {match[2]}\(" if match else ""
        return bool(match and re.search(function, _text_of(root, match[1]), re.M))
    if kind == "check":
        # The results of `make test` are its result: it has come before the tests.
        before = _BEFORE_TESTS.search(_text_of(root, "Makefile"))
        return before is not None and reference in before[1].split()
    if kind == "session":
        is_one = _SESSION.fullmatch(reference)
        return bool(is_one and _text_of(root, f"snippets/{reference}"))
    return reference.strip() != ""


def _text_of(root: Path, name: str) -> str:
    """Read a file below the root; nothing when there is none."""
    try:
        file = (root / name).resolve()
        if file.is_relative_to(root.resolve()) and file.is_file():
            return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        pass  # such as a name that is too long for a file
    return ""


def not_yet(records: list[Record], today: date) -> Iterator[Problem]:
    """No status and no look at a decision is of a day that has not come.

    A day is let through, for it begins earlier elsewhere.

    Args:
        records: All records.
        today: The day to count from.
    """
    for record in records:
        days = [(record.line("date"), record.text("date")), *record.looks()]
        for line, text in days:
            day = to_date(text)
            if day is not None and day > today + timedelta(days=1):
                message = f"the day {text} has not come yet"
                advice = f"Write the day on which it was done, such as {today}."
                yield Problem(record.path, line, "DATE", message, advice)
