"""All records of a handbook: read from its files, checked, mended, added to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handbook import git
from handbook.problems import Problem
from handbook.records import alone, changes, tags, together
from handbook.records.front_matter import normal
from handbook.records.mending import append, link, mend
from handbook.records.record import BESIDE, FOLDER, Record, is_record
from handbook.records.together import LEDGER, next_id
from handbook.records.writing import record_text, slug_of

LONGEST_SLUG = 80
LONGEST_LINE = 300
"""Characters of a message; a value that is quoted there may be longer."""

_UNREAD = ("ENCODING", "FRONT-MATTER", "TOO-LARGE", "YAML")
"""Problems with which not all of a record is known."""

_UNMENDED = (*_UNREAD, "TWICE")
"""Problems with which nothing is mended, for something was not understood."""

_MARKDOWN = (".markdown", ".md", ".mdown", ".mkd", ".mkdn")


@dataclass(frozen=True)
class Checked:
    """What came of a check.

    Attributes:
        records: The records, sorted by path.
        problems: What is wrong.
        overdue: The records whose review is due, which is no reason to fail.
        compared: Whether there was an earlier state to compare with.
        whole: Whether all of them could be read. Otherwise what others say of them,
            such as rules and citations, can't be held against them.
    """

    records: list[Record]
    problems: list[Problem]
    overdue: list[Record]
    compared: bool
    whole: bool


def _contents(root: Path) -> dict[str, bytes]:
    """Read the files of all records, by their paths; of huge ones, the beginning."""
    contents: dict[str, bytes] = {}
    for file in sorted((root / FOLDER).glob("*.md")):
        path = file.relative_to(root).as_posix()
        if is_record(path) and file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                contents[path] = opened.read(alone.LARGEST + 1)
    return contents


def _misplaced(root: Path) -> Iterator[Problem]:
    """No page is where the site would show it and nobody would check it."""
    for file in sorted((root / FOLDER).rglob("*")):
        path = file.relative_to(root).as_posix()
        beside = path in {f"{FOLDER}/{name}" for name in BESIDE}
        if file.suffix.lower() not in _MARKDOWN or beside or tags.is_page(path):
            continue
        if not is_record(path):
            message = "this is not where records are, and not how they are named"
            advice = f"Move it to {FOLDER}/{slug_of(file.stem) or 'name'}.md."
            yield Problem(path, 1, "PLACE", message, advice)
        elif file.is_symlink() or not file.is_file():
            message = "this is no file, but a link or a folder"
            advice = "Put the record's text there."
            yield Problem(path, 1, "PLACE", message, advice)


def _ledger(root: Path) -> str:
    """Read the ledger; nothing when there is none."""
    file = root / LEDGER
    return file.read_bytes().decode(errors="replace") if file.is_file() else ""


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
    unread: set[str] = set()
    problems = [*_misplaced(root), *tags.check(root)]
    for path, content in _contents(root).items():
        record, wrong = alone.read(path, content)
        records.append(record)
        problems += wrong
        if any(problem.code in _UNREAD for problem in wrong):
            unread.add(path)
    raw = _ledger(root)
    ledger = normal(raw)
    if ledger != raw:
        message = "the file has line ends of another system"
        advice = "Let `handbook check --fix` mend it."
        problems.append(Problem(LEDGER, 1, "LINE-END", message, advice))
    problems += together.check(root, records, ledger, unread)
    problems += together.not_yet(records, today)
    commit = git.merge_base(root, base)
    if commit is not None:
        changed = changes.touched(root, commit)
        problems += changes.check(root, commit, changed - unread, records, ledger)
        problems += changes.check_reviews(records, changed, today)
    shown = [_shown(problem) for problem in problems]
    overdue = [record for record in records if record.is_overdue(today)]
    return Checked(records, shown, overdue, commit is not None, not unread)


def _shown(problem: Problem) -> Problem:
    """Write a problem so that it can be printed, whatever the file holds.

    A value that is quoted in a message could turn the direction of the line, end it
    and begin one that a terminal or a workflow takes for a command.
    """
    return replace(
        problem,
        path=_line(problem.path),
        message=_line(problem.message),
        advice=_line(problem.advice),
    )


def _line(text: str) -> str:
    """Write a text as one line of what can be seen, and not too long."""
    seen = "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode()
        for one in text[: LONGEST_LINE + 1]
    )
    return seen if len(seen) <= LONGEST_LINE else f"{seen[:LONGEST_LINE]}…"


def _readable(root: Path) -> dict[str, tuple[str, Record]]:
    """Read the records whose front matter is understood, with their texts."""
    found: dict[str, tuple[str, Record]] = {}
    for path, content in _contents(root).items():
        record, problems = alone.read(path, content)
        if all(problem.code not in _UNMENDED for problem in problems):
            found[path] = content.decode(), record
    return found


def _write(root: Path, path: str, text: str) -> None:
    """Write a file as it is, whatever the system's line ends are."""
    (root / path).write_text(text, encoding="utf-8", newline="\n")


def fix(root: Path) -> list[str]:
    """Mend what has one right answer.

    Returns:
        The files that were changed, relative to the root.
    """
    found = _readable(root)
    texts = {path: text for path, (text, _) in found.items()}
    ledger = _ledger(root)
    mended, numbered = mend(texts, [record for _, record in found.values()], ledger)
    changed = [path for path, text in mended.items() if text != texts[path]]
    for path in changed:
        _write(root, path, mended[path])
    if numbered != ledger:
        _write(root, LEDGER, numbered)
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
            be superseded does not exist or may not be. The message says what to do.
    """
    title = " ".join(title.split())
    supersedes = tuple(dict.fromkeys(supersedes))
    slug = slug_of(title)
    path = f"{FOLDER}/{slug}.md"
    ledger = normal(_ledger(root))
    slugs, _ = together.read_ledger(ledger)
    if not slug:
        raise ValueError(
            f"'{title}' has no letter from a to z and no digit for the address:"
            " give the record another title."
        )
    if len(slug) > LONGEST_SLUG:
        raise ValueError(
            f"The title makes an address of {len(slug)} characters, and {LONGEST_SLUG}"
            " are the most: give the record a shorter one."
        )
    if (root / path).exists() or not is_record(path) or slug in slugs.values():
        raise ValueError(f"{path} is taken: give the record another title.")
    found = _readable(root)
    by_id = {one[1].text("id"): one for one in found.values()}
    commit = git.merge_base(root, None)
    for name in supersedes:
        if name not in by_id:
            raise ValueError(f"There is no record {name} to supersede.")
        status = by_id[name][1].text("status")
        if status not in ("accepted", "superseded"):
            raise ValueError(f"{name} is {status}: only what was accepted has an end.")
        # In this change another record may take its place as well; later it may not.
        old = commit and changes.before(root, commit, by_id[name][1].path)
        if old and old.text("status") == "superseded":
            successors = " and ".join(old.texts("superseded-by"))
            raise ValueError(
                f"{name} is superseded by {successors} already:"
                " supersede what took its place."
            )
    name = next_id([*slugs, *by_id])
    text = record_text(name, title, today, supersedes)
    record, wrong = alone.read(path, text.encode())
    problems = [problem for problem in wrong if problem.code != "HELP"]
    if problems:
        raise ValueError(f"This can't be a title: {problems[0].message}.")
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    _write(root, path, text)
    _write(root, LEDGER, append(ledger, name, slug))
    for other in supersedes:
        text, old = by_id[other]
        _write(root, old.path, link(normal(text), old, "superseded-by", [record]))
    return path
