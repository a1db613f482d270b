"""What can be told wrong of all records together: numbers, successors, references.

Numbers live in one ledger with a line for each record. Two pull requests that take one
number both add a line there, and git lets only the first of them in.
"""

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from handbook.problems import Problem
from handbook.records.record import FOLDER, ID, LINKS, Record

LEDGER = f"{FOLDER}/ledger.txt"
"""The file that gives each record its number: `DR-0007 slug`, a line each."""

NOT_IN_FORCE = ("proposed", "rejected")
"""Statuses of a record that never decided anything."""

_LINE = re.compile(r"(DR-\d{4}) ([a-z0-9]+(?:-[a-z0-9]+)*)")


def read_ledger(text: str) -> tuple[dict[str, str], list[Problem]]:
    """Read the ledger.

    Returns:
        The slugs by their ids, in order, and what is wrong with the lines.
    """
    slugs: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            message = f"'{line}' is no line of the ledger"
            advice = "Write the id, a space and the slug: 'DR-0007 use-uv'."
            problems.append(Problem(LEDGER, number, "LEDGER", message, advice))
            continue
        name, slug = match.groups()
        if name in slugs or slug in slugs.values():
            message = f"{name if name in slugs else slug} stands in the ledger twice"
            advice = "Take the next number, here and in the record."
            problems.append(Problem(LEDGER, number, "LEDGER", message, advice))
            continue
        slugs[name] = slug
    if list(slugs) != sorted(slugs):
        message = "the numbers do not grow from line to line"
        advice = "Append; a line is never moved."
        problems.append(Problem(LEDGER, 1, "LEDGER", message, advice))
    return slugs, problems


def check(root: Path, records: list[Record], ledger: str) -> list[Problem]:
    """Check all records against each other, the ledger and what they refer to.

    Args:
        root: The handbook's root, where confirmations are looked up.
        records: All records.
        ledger: What the ledger holds.
    """
    slugs, problems = read_ledger(ledger)
    by_id: dict[str, Record] = {}
    for record in records:
        by_id.setdefault(record.text("id"), record)
    return [
        *problems,
        *_numbers(records, by_id, slugs),
        *links(by_id),
        *_cycles(by_id),
        *(problem for one in records for problem in _reference(root, one)),
    ]


def _numbers(
    records: list[Record], by_id: dict[str, Record], slugs: dict[str, str]
) -> Iterator[Problem]:
    """Each record has its line in the ledger, and each line its record."""
    for record in records:
        name = record.text("id")
        if not ID.fullmatch(name):
            continue
        line = record.line("id")
        if by_id[name] is not record:
            message = f"{name} is also the id of {by_id[name].path}"
            advice = "Take the next number, here and in the ledger."
            yield Problem(record.path, line, "ID", message, advice)
        elif name not in slugs:
            message = f"{name} is not in the ledger"
            advice = f"Append '{name} {record.slug}' to {LEDGER}."
            yield Problem(record.path, line, "LEDGER", message, advice)
        elif slugs[name] != record.slug:
            message = f"the ledger gives {name} to '{slugs[name]}'"
            advice = "Give the file its name back; a record's address never changes."
            yield Problem(record.path, line, "LEDGER", message, advice)
    for number, (name, slug) in enumerate(slugs.items(), start=1):
        if name not in by_id:
            message = f"there is no record {name}, {FOLDER}/{slug}.md"
            advice = "Bring it back: a record that ends keeps its page."
            yield Problem(LEDGER, number, "LEDGER", message, advice)


def links(by_id: dict[str, Record]) -> Iterator[Problem]:
    """Both sides of a supersession, or an amendment, say the same.

    Args:
        by_id: All records by their ids.
    """
    for name, record in by_id.items():
        for key, back in LINKS.items():
            for other in record.texts(key):
                line = record.line(key)
                if other == name:
                    message = f"the record {_says(key)} itself"
                    advice = f"Remove '{key}', or name another record."
                    yield Problem(record.path, line, "LINK-SELF", message, advice)
                elif other not in by_id:
                    message = f"there is no record {other}"
                    advice = f"Mend the id in '{key}', or add that record."
                    yield Problem(record.path, line, "LINK-DANGLING", message, advice)
                elif record.text("status") in NOT_IN_FORCE and key == "supersedes":
                    continue  # the other side says it when this is accepted
                elif name not in by_id[other].texts(back):
                    place = by_id[other]
                    message = f"{name} {_says(key)} this record, which does not say so"
                    advice = (
                        f"Add '{back}: {name}'; `handbook check --fix` writes it when"
                        " the other side is sound."
                    )
                    yield Problem(place.path, 1, "LINK-ONE-SIDED", message, advice)
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
    for other in successors:
        if other in by_id and by_id[other].text("status") in NOT_IN_FORCE:
            message = f"the successor {other} is not accepted"
            advice = "A proposal supersedes nothing yet: link it when it is accepted."
            line = record.line("superseded-by")
            yield Problem(record.path, line, "SUPERSEDED", message, advice)


def _cycles(by_id: dict[str, Record]) -> Iterator[Problem]:
    """Nothing succeeds itself by a detour."""
    for key in ("supersedes", "amends"):
        graph = {name: set(one.texts(key)) - {name} for name, one in by_id.items()}
        while circle := _circle(graph):
            record = by_id[circle[1]]
            message = f"the records go in a circle: {' → '.join(reversed(circle))}"
            advice = f"Remove one '{key}' of them."
            line = record.line(key)
            yield Problem(record.path, line, "LINK-CIRCLE", message, advice)
            graph[circle[1]].remove(circle[0])  # to find the others as well


def _circle(graph: dict[str, set[str]]) -> list[str]:
    """Find one circle in a graph; nothing when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def _reference(root: Path, record: Record) -> Iterator[Problem]:
    """What the confirmation refers to is there."""
    entry = record.entries.get("confirmation")
    if entry is None or not isinstance(entry.value, dict):
        return
    for kind, reference in entry.value.items():
        if not _is_there(root, kind, reference):
            message = f"the {kind} '{reference}' does not exist"
            advice = "Name one that does, or 'none' with the reason."
            line = entry.line
            yield Problem(record.path, line, "CONFIRMATION", message, advice)


def _is_there(root: Path, kind: str, reference: str) -> bool:
    """Look a confirmation's reference up in the working tree."""
    if kind == "test":
        file, _, name = reference.partition("::")
        return name != "" and f"def {name}(" in _text_of(root, file)
    if kind == "check":
        return f"\n{reference}:" in _text_of(root, "Makefile")
    if kind == "session":
        return bool(_text_of(root, f"snippets/{reference}"))
    return reference.strip() != ""


def _text_of(root: Path, name: str) -> str:
    """Read a file below the root; nothing when there is none."""
    file = (root / name).resolve()
    if not file.is_relative_to(root.resolve()) or not file.is_file():
        return ""
    return file.read_text(encoding="utf-8", errors="replace")
