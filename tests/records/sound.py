"""Sound records, and repositories that hold them, for the tests to break."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from handbook.cli import app
from handbook.problems import Problem
from handbook.records import collection
from handbook.records.front_matter import split
from handbook.records.record import FOLDER, TAGS, Record, take_apart
from handbook.records.tags import OVERVIEW, PAGES
from handbook.records.together import LEDGER

TODAY = date(2026, 3, 1)
"""The day of all tests that do not say another; the records are older."""

COMMAND = Path(sys.executable).with_name("handbook")
"""The installed command."""

COMMITTED = "2026-02-01T12:00:00+00:00"
"""When the main line was made, unless a test says another moment."""

PATH = f"{FOLDER}/use-one-thing.md"
"""The file of the sound record."""

HEAD = """---
id: DR-0001
title: Use one thing
status: accepted
date: 2026-01-10
decision-makers: [the team]
tags: [python]
review-by: 2027-01-10
confirmation:
  none: nothing can show it
---
"""

BODY = """
# Use one thing

## Context {#context}

Why.

## Options {#options}

- One thing.
- Another thing.

## Outcome {#outcome}

One thing.

## Consequences {#consequences}

- Good, because it is one.
- Bad, because it is no other.

## Confirmation {#confirmation}

Nothing shows it.

## Re-evaluations {#re-evaluations}
"""

SOUND = HEAD + BODY
"""A record with which nothing is wrong."""

TAG_PAGES = {
    OVERVIEW: '# By tag\n\n--8<-- "decisions/by-tag.md"\n',
    **{
        f"{PAGES}/{tag}.md": f'# About {tag}\n\n--8<-- "decisions/tags/{tag}.md"\n'
        for tag in TAGS
    },
}
"""The overview of the tags, and the page of each."""

LOOK = "\n**2026-02-20.** Still so.\n"
"""What a person appends who looked at the decision again."""


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Replace parts of a text, each of which must be in it once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} is in the text {text.count(old)} times"
        text = text.replace(old, new)
    return text


def with_status(status: str, text: str = SOUND) -> str:
    """Write the sound record with another status, and a review only if accepted."""
    text = changed(text, ("status: accepted", f"status: {status}"))
    if status != "accepted":
        text = changed(text, ("review-by: 2027-01-10\n", ""))
    return text


def numbered(number: int, *links: str, status: str = "accepted") -> str:
    """Write the sound record with another number, some links and a status.

    Args:
        number: Its number; the title and so the slug have it as well.
        links: Lines of the front matter.
        status: Its status.
    """
    text = with_status(status).replace("Use one thing", f"Use thing {number}")
    lines = "".join(f"{line}\n" for line in links)
    return changed(
        text, ("DR-0001", name_of(number)), ("confirmation:", f"{lines}confirmation:")
    )


def name_of(number: int) -> str:
    """Write a number as an id."""
    return f"DR-{number:04}"


def path_of(number: int) -> str:
    """Tell the file of a numbered record."""
    return f"{FOLDER}/use-thing-{number}.md"


def parsed(number: int, *links: str, status: str = "accepted") -> Record:
    """Read a numbered record, without a file."""
    text = numbered(number, *links, status=status)
    return take_apart(path_of(number), split(path_of(number), text)[0])


def write(root: Path, texts: dict[str, str], ledger: str | None = None) -> Path:
    """Write a handbook of records.

    Args:
        root: Its root.
        texts: The files' texts, by their paths.
        ledger: The ledger; when None, a line for each file, in their order, from 1.

    Returns:
        The root.
    """
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    if ledger is None:
        slugs = [Path(path).stem for path in texts]
        lines = [f"{name_of(n)} {slug}\n" for n, slug in enumerate(slugs, start=1)]
        ledger = "".join(lines)
    for path, text in {LEDGER: ledger, **texts}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def write_numbered(root: Path, *texts: str) -> Path:
    """Write a handbook of numbered records, the first of which is number 1."""
    return write(root, {path_of(n): text for n, text in enumerate(texts, start=1)})


def git(root: Path, *arguments: str, when: str = COMMITTED) -> str:
    """Run git as somebody, at some time; it must succeed."""
    done = try_git(root, *arguments, when=when)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def try_git(
    root: Path, *arguments: str, when: str = COMMITTED
) -> subprocess.CompletedProcess[str]:
    """Run git as somebody, at some time."""
    who = {
        f"GIT_{role}_{field}": value
        for role in ("AUTHOR", "COMMITTER")
        for field, value in (("NAME", "N"), ("EMAIL", "n@example.org"), ("DATE", when))
    }
    environment = os.environ | who | {"GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(
        ["git", *arguments], cwd=root, env=environment, text=True, capture_output=True
    )


def commit(root: Path, when: str = COMMITTED) -> None:
    """Commit all that is in a working tree."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Change", when=when)


def on_main(root: Path, when: str = COMMITTED) -> Path:
    """Make a repository whose main branch has what the folder has, and branch off."""
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, when)
    git(root, "switch", "--quiet", "--create", "work")
    return root


def problems(root: Path, today: date = TODAY) -> list[Problem]:
    """Check a handbook's records."""
    return sorted(set(collection.check(root, today).problems))


def codes(root: Path, today: date = TODAY) -> list[str]:
    """Check a handbook's records, and list the codes of what is wrong."""
    return [problem.code for problem in problems(root, today)]


def places(root: Path, today: date = TODAY) -> list[str]:
    """Check a handbook's records, and list where what is wrong."""
    return [f"{one.path}:{one.line} {one.code}" for one in problems(root, today)]


def handbook(root: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command in this process.

    Returns:
        The exit code, and what it wrote to stdout and to stderr.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    named = [*arguments[:end], "--root", str(root), *arguments[end:]]
    result = CliRunner().invoke(app, named)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def real_handbook(
    root: Path, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the installed command, as people do."""
    return subprocess.run(
        [COMMAND, *arguments, "--root", root],
        env=os.environ | variables,
        text=True,
        capture_output=True,
    )
