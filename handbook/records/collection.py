"""All records of a handbook: read from its files, checked, mended, added to."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handbook.problems import Problem
from handbook.records import alone, changes, together
from handbook.records.mending import mend
from handbook.records.record import FOLDER, Record, is_record
from handbook.records.together import LEDGER
from handbook.records.writing import next_id, record_text, slug_of


@dataclass(frozen=True)
class Checked:
    """What came of a check.

    Attributes:
        records: The records, sorted by path.
        problems: What is wrong.
        overdue: The records whose review is due, which is no reason to fail.
    """

    records: list[Record]
    problems: list[Problem]
    overdue: list[Record]


def _contents(root: Path) -> dict[str, bytes]:
    """Read the files of all records, by their paths."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted((root / FOLDER).glob("*.md"))
        if is_record(file.relative_to(root).as_posix())
    }


def _ledger(root: Path) -> str:
    """Read the ledger; nothing when there is none."""
    file = root / LEDGER
    if not file.is_file():
        return ""
    return file.read_text(encoding="utf-8", errors="replace")


def read(root: Path) -> list[Record]:
    """Read all records, sorted by path."""
    return [alone.read(*one)[0] for one in _contents(root).items()]


def check(root: Path, today: date, base: str | None = None) -> Checked:
    """Read all records and say everything that is wrong with them.

    Args:
        root: The handbook's root.
        today: The day from which reviews are due.
        base: The branch that the work will be merged into, see ``merge_base``.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    for path, content in _contents(root).items():
        record, wrong = alone.read(path, content)
        records.append(record)
        problems += wrong
    problems += together.check(root, records, _ledger(root))
    commit = changes.merge_base(root, base)
    if commit is not None:
        problems += changes.check(root, commit, records)
        changed = changes.touched(root, commit)
        problems += changes.check_reviews(records, changed, today)
    return Checked(records, problems, changes.overdue(records, today))


def fix(root: Path) -> list[str]:
    """Mend what has one right answer.

    Returns:
        The files that were changed, relative to the root.
    """
    texts: dict[str, str] = {}
    records: list[Record] = []
    for path, content in _contents(root).items():
        try:
            texts[path] = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
        records.append(alone.read(path, content)[0])
    ledger = _ledger(root)
    mended, numbered = mend(texts, records, ledger)
    changed = [path for path, text in mended.items() if text != texts[path]]
    for path in changed:
        (root / path).write_text(mended[path], encoding="utf-8", newline="\n")
    if numbered != ledger:
        (root / LEDGER).write_text(numbered, encoding="utf-8", newline="\n")
        changed.append(LEDGER)
    return changed


def add(root: Path, title: str, today: date, supersedes: tuple[str, ...]) -> str:
    """Write a new record, its line in the ledger, and the other side of its links.

    Args:
        root: The handbook's root.
        title: The record's title.
        today: The day of its status.
        supersedes: The ids of the records that it takes the place of.

    Returns:
        The file, relative to the root.

    Raises:
        ValueError: The title makes no name, the name is taken, or a record that shall
            be superseded does not exist. The message says what to do.
    """
    title = " ".join(title.split())
    slug = slug_of(title)
    path = f"{FOLDER}/{slug}.md"
    if not slug:
        raise ValueError(f"'{title}' has no letters: give the record another title.")
    if (root / path).exists():
        raise ValueError(f"{path} exists already: give the record another title.")
    known = {alone.read(*one)[0].text("id") for one in _contents(root).items()}
    for name in supersedes:
        if name not in known:
            raise ValueError(f"There is no record {name} to supersede.")
    name = next_id(_ledger(root))
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    text = record_text(name, title, today, supersedes)
    (root / path).write_text(text, encoding="utf-8")
    fix(root)
    return path
