"""What may not change: compared with where a branch left the main line.

A record that was accepted stays as it was decided. Only its re-evaluations grow, and
the keys that say what became of it change, within a table of what may follow what.
"""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from handbook import git, redirects
from handbook.problems import Problem
from handbook.records.front_matter import normal, split
from handbook.records.record import (
    FOLDER,
    Record,
    is_look,
    is_record,
    take_apart,
    to_date,
)
from handbook.records.together import LEDGER

FOLLOWS = {
    "proposed": ("accepted", "rejected"),
    "accepted": ("deprecated", "superseded"),
    "rejected": (),
    "deprecated": (),
    "superseded": (),
}
"""Which status may follow which. A record that has ended has ended."""

CHANGEABLE = {
    "status",
    "date",
    "superseded-by",
    "amended-by",
    "review-by",
    "confirmation",
    "governs",
    "tags",
}
"""Keys that may change once a record is accepted."""


_PAGE = re.compile(r"(?<=\]\()\.\./([\w/-]+)\.md(#[\w.-]+)?(?=\))")
"""A link of a record's to a page that is no record, and its anchor."""


def touched(root: Path, commit: str) -> set[str]:
    """List the files of records, and the ledger, that differ from a commit.

    A file that got another name is listed with both.
    """
    differing = ("diff", "--name-only", "--no-renames", "--relative", "-z", commit)
    names = git.ask(root, *differing, "--", FOLDER) or b""
    new = git.ask(root, "ls-files", "-oz", "--exclude-standard", "--", FOLDER) or b""
    return {os.fsdecode(name) for name in (names + new).split(b"\0") if name}


def _contents(root: Path, commit: str, paths: list[str]) -> Iterator[tuple[str, str]]:
    """Read files as a commit has them; none that it does not have."""
    asked = b"".join(os.fsencode(f"{commit}:./{path}\n") for path in paths)
    answer = git.ask(root, "cat-file", "--batch", asked=asked) or b""
    for path in paths:
        header, _, answer = answer.partition(b"\n")
        if header.endswith(b" missing"):
            continue
        size = int(header.rpartition(b" ")[2])
        yield path, normal(answer[:size].decode("utf-8", errors="replace"))
        answer = answer[size + 1 :]


def before(root: Path, commit: str, path: str) -> Record | None:
    """Read a record as a commit has it; None where it has none.

    Args:
        root: The handbook's root.
        commit: The commit.
        path: The record's file, relative to the root.
    """
    found = dict(_contents(root, commit, [path]))
    return take_apart(path, split(path, found[path])[0]) if found else None


def check(
    root: Path, commit: str, changed: set[str], records: list[Record], ledger: str
) -> list[Problem]:
    """Say what changed since a commit and may not have.

    Args:
        root: The handbook's root.
        commit: The commit to compare with.
        changed: The files that differ from it.
        records: All records, as they are now.
        ledger: The ledger, as it is now.
    """
    now = {record.path: record for record in records}
    since = _day_of(root, commit)
    moved = {old: new for old, (new, _) in redirects.read(root)[0].items()}
    problems: list[Problem] = []
    paths = sorted(path for path in changed if path == LEDGER or is_record(path))
    paths = [path for path in paths if "\n" not in path]
    for path, before in _contents(root, commit, paths):
        if path == LEDGER:
            problems += _ledger(before, normal(ledger))
        elif path not in now:
            message = "the record is gone"
            advice = "Bring it back: a record that ends keeps its page."
            problems.append(Problem(path, 1, "REMOVED", message, advice))
        else:
            old = take_apart(path, split(path, before)[0])
            problems += _changed(old, now[path], since, moved)
    return problems


def _day_of(root: Path, commit: str) -> date:
    """Tell on which day a commit was made."""
    said = git.ask(root, "show", "--no-patch", "--format=%cs", commit) or b""
    return to_date(said.decode().strip()) or date.min


def _ledger(before: str, after: str) -> Iterator[Problem]:
    """The ledger only grows, at its end."""
    old, new = before.splitlines(), after.splitlines()
    if new[: len(old)] != old:
        pairs = enumerate(zip(old, new), start=1)
        line = next((number for number, (a, b) in pairs if a != b), max(len(new), 1))
        message = "a line of the ledger changed"
        advice = "Bring it back, and append; numbers are given once."
        yield Problem(LEDGER, line, "LEDGER", message, advice)


def _changed(
    old: Record, new: Record, since: date, moved: Mapping[str, str]
) -> Iterator[Problem]:
    """Compare a record with what it was.

    Args:
        old: The record as it was.
        new: The record as it is.
        since: The day of the old state.
        moved: Where what has left the site leads, by its address.
    """
    before = old.text("status")
    if old.text("id") and old.text("id") != new.text("id"):
        message = f"the record was {old.text('id')}"
        advice = "Bring the number back; it is given once."
        yield Problem(new.path, new.line("id"), "FROZEN", message, advice)
    if before in FOLLOWS:
        yield from _lifecycle(old, new, since)
    if before in ("", "proposed"):
        return
    yield from _frozen(old, new, moved)
    yield from _second_end(old, new)
    longer = len(new.looks()) > len(old.looks())
    reviewed = new.text("review-by") not in ("", old.text("review-by"))
    if reviewed and not longer:
        message = "the next review moved, and nobody looked at the decision again"
        advice = "Append a re-evaluation with its date, or bring 'review-by' back."
        yield Problem(new.path, new.line("review-by"), "REVIEW", message, advice)


def _lifecycle(old: Record, new: Record, since: date) -> Iterator[Problem]:
    """A status changes in its order, and the date with it and only with it.

    Two changes on one day have one date, so the date may stay if it is not older than
    the state that is compared with.
    """
    before, after = old.text("status"), new.text("status")
    was, now = old.day("date"), new.day("date")
    line = new.line("date")
    if after == before:
        if new.text("date") != old.text("date"):
            message = "the date changed, and the status did not"
            advice = f"Bring {old.text('date')} back, the day of the last status."
            yield Problem(new.path, line, "LIFECYCLE", message, advice)
    elif after not in FOLLOWS[before]:
        ways = " or ".join(FOLLOWS[before]) or "nothing"
        message = f"a record that was {before} can't become {after or 'none'}"
        advice = f"After '{before}' comes {ways}; write a new record instead."
        yield Problem(new.path, new.line("status"), "LIFECYCLE", message, advice)
    elif was and now and (now < was or now == was < since):
        message = "the status changed, and its date did not move on"
        advice = "Set 'date' to the day of the change."
        yield Problem(new.path, line, "LIFECYCLE", message, advice)


def _second_end(old: Record, new: Record) -> Iterator[Problem]:
    """What others had taken the place of before gets no further successor."""
    there = old.texts("superseded-by")
    added = [name for name in new.texts("superseded-by") if name not in there]
    if there and added:
        message = f"{added[0]} can't take the place of a record that had ended before"
        advice = f"Supersede what is in force: {' and '.join(there)} took its place."
        line = new.line("superseded-by")
        yield Problem(new.path, line, "LIFECYCLE", message, advice)


def _frozen(old: Record, new: Record, moved: Mapping[str, str]) -> Iterator[Problem]:
    """Compare what may not change any more. Links go along with pages that move."""
    for key in sorted((old.entries.keys() | new.entries.keys()) - CHANGEABLE - {"id"}):
        was, now = (
            one.entries[key].value if key in one.entries else None for one in (old, new)
        )
        if was != now:
            message = f"'{key}' may not change after the decision"
            advice = "Bring it back, or write a record that supersedes this one."
            yield Problem(new.path, new.line(key), "FROZEN", message, advice)
    if _settled(old.preamble, moved) != _settled(new.preamble, moved):
        message = "the text above the sections may not change after the decision"
        advice = "Bring it back; append to the re-evaluations instead."
        yield Problem(new.path, new.heading_line, "FROZEN", message, advice)
    for name, section in old.sections.items():
        was_lines = _settled(section.lines, moved)
        there = new.sections.get(name)
        now_lines = _settled(there.lines, moved) if there else ()
        line = there.line if there else 1
        grows = name == "re-evaluations"
        if was_lines != (now_lines[: len(was_lines)] if grows else now_lines):
            message = f"the section '{name}' may not change after the decision"
            advice = "Bring it back; append to the re-evaluations instead."
            yield Problem(new.path, line, "FROZEN", message, advice)
        elif not _begins_anew(was_lines, now_lines):
            message = "what was appended does not begin with its date"
            advice = "Leave a line blank, and begin as in '**2026-11-24.** …'."
            line += len(was_lines) + 1
            yield Problem(new.path, line, "LOOK", message, advice)


def _begins_anew(was: tuple[str, ...], now: tuple[str, ...]) -> bool:
    """Tell whether what was appended to the re-evaluations is one of its own."""
    appended = now[len(was) :]
    first = next((line for line in appended if line.strip()), "")
    apart = not was or not appended[:1] or not appended[0].strip()
    return not first or (apart and is_look(first))


def _settled(lines: tuple[str, ...], moved: Mapping[str, str]) -> tuple[str, ...]:
    """Drop the blank lines at the end, and write links as where they lead today."""

    def leads(link: re.Match[str]) -> str:
        """Tell the address of a link's page, or of what took its place."""
        page, anchor = f"{link[1]}/".removesuffix("index/"), link[2] or ""
        return moved.get(page + anchor, moved.get(page, page) + anchor)

    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(_PAGE.sub(leads, line) for line in kept)


def check_reviews(
    records: list[Record], changed: set[str], today: date
) -> list[Problem]:
    """Refuse to touch a record whose review is due, without the review.

    Args:
        records: All records.
        changed: The files that the work changes.
        today: The day to count from.
    """
    return [
        Problem(
            record.path,
            record.line("review-by"),
            "OVERDUE",
            f"the review was due on {record.text('review-by')}",
            "Look at the decision again: append a dated re-evaluation and set the next"
            " 'review-by'.",
        )
        for record in records
        if record.path in changed and record.is_overdue(today)
    ]
