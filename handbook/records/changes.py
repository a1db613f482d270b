"""What may not change: compared with where a branch left the main line.

A record that was accepted stays as it was decided. Only its re-evaluations grow, and
the keys that say what became of it change, within a table of what may follow what.
"""

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handbook.problems import Problem
from handbook.records.front_matter import split
from handbook.records.record import FOLDER, Record, is_record, take_apart
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


def _git(root: Path, *arguments: str) -> bytes | None:
    """Ask git; None when it has no answer."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True)
    return done.stdout if done.returncode == 0 else None


def merge_base(root: Path, base: str | None) -> str | None:
    """Find the commit to compare with.

    Args:
        root: The handbook's root.
        base: The branch that the work will be merged into; when None, that is
            ``origin/main``, or else ``main``.

    Returns:
        The commit where the work left it; None when there is none to be found.
    """
    for name in [base] if base else ["origin/main", "main"]:
        commit = _git(root, "merge-base", "HEAD", name)
        if commit is not None:
            return commit.decode().strip()
    return None


def touched(root: Path, commit: str) -> set[str]:
    """List the files of records, and the ledger, that differ from a commit."""
    names = _git(root, "diff", "--name-only", "-z", commit, "--", FOLDER) or b""
    new = _git(root, "ls-files", "-oz", "--exclude-standard", "--", FOLDER) or b""
    return {name for name in (names + new).decode().split("\0") if name}


def check(root: Path, commit: str, records: list[Record]) -> list[Problem]:
    """Say what changed since a commit and may not have.

    Args:
        root: The handbook's root.
        commit: The commit to compare with.
        records: All records, as they are now.
    """
    now = {record.path: record for record in records}
    problems: list[Problem] = []
    for path in sorted(touched(root, commit)):
        content = _git(root, "show", f"{commit}:{path}")
        if content is None:
            continue  # it is new
        before = content.decode("utf-8", errors="replace")
        if path == LEDGER:
            problems += _ledger(root, before)
        elif not is_record(path):
            continue
        elif path not in now:
            message = "the record is gone"
            advice = "Bring it back: a record that ends keeps its page."
            problems.append(Problem(path, 1, "REMOVED", message, advice))
        else:
            old = take_apart(path, split(path, before)[0])
            problems += _changed(old, now[path])
    return problems


def _ledger(root: Path, before: str) -> Iterator[Problem]:
    """The ledger only grows, at its end."""
    file = root / LEDGER
    after = file.read_text(encoding="utf-8") if file.is_file() else ""
    if not after.startswith(before):
        pairs = enumerate(zip(before.splitlines(), after.splitlines()), start=1)
        line = next((number for number, (a, b) in pairs if a != b), 1)
        message = "a line of the ledger changed"
        advice = "Bring it back, and append; numbers are given once."
        yield Problem(LEDGER, line, "LEDGER", message, advice)


def _changed(old: Record, new: Record) -> Iterator[Problem]:
    """Compare a record with what it was."""
    before, after = old.text("status"), new.text("status")
    if old.text("id") != new.text("id"):
        message = f"the record was {old.text('id')}"
        advice = "Bring the number back; it is given once."
        yield Problem(new.path, new.line("id"), "FROZEN", message, advice)
    if before in FOLLOWS and after != before:
        if after not in FOLLOWS[before]:
            ways = " or ".join(FOLLOWS[before]) or "nothing"
            message = f"a record that was {before} can't become {after}"
            advice = f"After '{before}' comes {ways}; write a new record instead."
            yield Problem(new.path, new.line("status"), "LIFECYCLE", message, advice)
        elif new.text("date") == old.text("date"):
            message = "the status changed, and its date did not"
            advice = "Set 'date' to the day of the change."
            yield Problem(new.path, new.line("date"), "LIFECYCLE", message, advice)
    elif after == before and new.text("date") != old.text("date"):
        message = "the date changed, and the status did not"
        advice = "Bring the date back: it is that of the last change of status."
        yield Problem(new.path, new.line("date"), "LIFECYCLE", message, advice)
    if before in ("", "proposed"):
        return
    yield from _frozen(old, new)
    longer = len(new.looks()) > len(old.looks())
    reviewed = new.text("review-by") not in ("", old.text("review-by"))
    if before == "accepted" and reviewed and not longer:
        message = "the next review moved, and nobody looked at the decision again"
        advice = "Append a re-evaluation with its date, or bring 'review-by' back."
        yield Problem(new.path, new.line("review-by"), "REVIEW", message, advice)


def _frozen(old: Record, new: Record) -> Iterator[Problem]:
    """Compare what may not change any more."""
    for key in sorted(old.entries.keys() | new.entries.keys()):
        values = [
            one.entries[key].value if key in one.entries else None for one in (old, new)
        ]
        if key not in CHANGEABLE and key != "id" and values[0] != values[1]:
            message = f"'{key}' may not change after the decision"
            advice = "Bring it back, or write a record that supersedes this one."
            yield Problem(new.path, new.line(key), "FROZEN", message, advice)
    if old.preamble != new.preamble:
        message = "the text above the sections may not change after the decision"
        advice = "Bring it back; add to the re-evaluations instead."
        yield Problem(new.path, new.heading_line, "FROZEN", message, advice)
    for name, section in old.sections.items():
        was = _trimmed(section.lines)
        now = _trimmed(new.sections[name].lines) if name in new.sections else ()
        kept = now[: len(was)] if name == "re-evaluations" else now
        if was != kept:
            line = new.sections[name].line if name in new.sections else 1
            message = f"the section '{name}' may not change after the decision"
            advice = "Bring it back; append to the re-evaluations instead."
            yield Problem(new.path, line, "FROZEN", message, advice)


def _trimmed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Drop the blank lines at the end."""
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return tuple(kept)


def overdue(records: list[Record], today: date) -> list[Record]:
    """List the accepted records whose review is due."""
    return [
        record
        for record in records
        if record.text("status") == "accepted"
        and (day := record.day("review-by")) is not None
        and day < today
    ]


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
        for record in overdue(records, today)
        if record.path in changed
    ]
