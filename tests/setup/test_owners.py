"""CODEOWNERS names paths that are there, and owners as GitHub reads them, or nobody."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from .project import ROOT

OWNERS = ROOT / ".github/CODEOWNERS"

PATTERN = re.compile(r"\*|(/[\w.-]+)+/?")
"""What we write of GitHub's patterns: everything, or a folder or file from the root."""

_NAME = "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
OWNER = re.compile(
    rf"@{_NAME}(?:_[a-z0-9]+)?|@{_NAME}/[\w-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
"""A user, with the suffix of those whom an enterprise manages; a team; an address."""


@dataclass(frozen=True)
class Line:
    """A path, its owners, and the comment above it.

    Attributes:
        number: The line's number.
        pattern: The path.
        owners: Who owns it.
        comment: What the comment says that it is.
    """

    number: int
    pattern: str
    owners: tuple[str, ...]
    comment: str


def lines(text: str) -> list[Line]:
    """Read the lines that are no comment."""
    found, comment = [], ""
    for number, line in enumerate(text.splitlines(), start=1):
        said, _, aside = line.partition("#")
        if said.strip():
            pattern, *owners = said.split()
            found.append(Line(number, pattern, tuple(owners), comment))
        elif aside:
            comment = aside.strip()
    return found


def covers(pattern: str, path: str) -> bool:
    """Tell whether a pattern matches a file, both as in `PATTERN`."""
    whole = pattern.strip("/")
    return pattern == "*" or path == whole or path.startswith(f"{whole}/")


def last(found: list[Line], path: str) -> Line:
    """Find the line that counts for a file: the last that matches."""
    return [line for line in found if covers(line.pattern, path)][-1]


def wrong(root: Path, text: str) -> list[str]:
    """Say what GitHub would skip, or would not do as it is meant."""
    found, said = lines(text), []
    for line in found:
        path = root / line.pattern.strip("/*")
        there = path.is_dir() if line.pattern.endswith(("/", "*")) else path.is_file()
        if not PATTERN.fullmatch(line.pattern):
            said.append(f"{line.number}: '{line.pattern}' is no path from the root")
        elif not there:
            said.append(f"{line.number}: '{line.pattern}' is not there")
        said += [
            f"{line.number}: '{owner}' is no @user, @organisation/team or address"
            for owner in line.owners
            if not OWNER.fullmatch(owner)
        ]
    if any(line.owners for line in found):
        said += [
            f"{line.number}: '{line.pattern}' has no owner, and others have"
            for line in found
            if not line.owners
        ]
    return said


def test_each_path_is_there_and_each_owner_is_written_as_github_reads_it() -> None:
    """GitHub skips a wrong line without a word in the pull request."""
    assert wrong(ROOT, OWNERS.read_text()) == []
    assert len(lines(OWNERS.read_text())) > 5


def test_there_is_one_such_file() -> None:
    """GitHub reads the first that it finds in these places."""
    assert [
        name for name in ("CODEOWNERS", "docs/CODEOWNERS") if (ROOT / name).exists()
    ] == []


@pytest.mark.parametrize(
    ("path", "comment"),
    [
        ("README.md", "Everything that no line below names."),
        (".ci/run", "Everything that no line below names."),
        ("docs/index.md", "Pages, and the ledger of their addresses."),
        ("docs/addresses.txt", "Pages, and the ledger of their addresses."),
        ("docs/decisions/log-with-structlog.md", "Decisions, the ledger"),
        ("docs/decisions/ledger.txt", "Decisions, the ledger of their numbers"),
        ("docs/decisions/tags/api.md", "Decisions, the ledger of their numbers, and"),
        ("handbook/records/record.py", "The package that proves and checks"),
        ("handbook/theme/main.html", "The package that proves and checks, and the th"),
        ("snippets/pydantic/pet.py", "Examples."),
        ("snippets/service/pets/models.py", "The reference service"),
        ("snippets/service/.github/workflows/checks.yml", "The reference service"),
        ("evidence/__main__.py", "What was measured"),
        ("tests/setup/test_owners.py", "The promises."),
        ("pyproject.toml", "What is installed, and from where."),
        ("poetry.lock", "What is installed, and from where."),
        ("scripts/poetry.txt", "What is installed, and from where."),
        (".github/workflows/checks.yml", "What runs on GitHub"),
        (".github/CODEOWNERS", "What runs on GitHub with the repository's rights, and"),
    ],
)
def test_the_last_path_that_matches_is_what_its_comment_says(
    path: str, comment: str
) -> None:
    """That line alone counts, so the narrow ones stand below the wide ones."""
    assert (ROOT / path).is_file()
    assert last(lines(OWNERS.read_text()), path).comment.startswith(comment)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("*\n/nope/\n", "2: '/nope/' is not there"),
        ("/Docs/\n", "1: '/Docs/' is not there"),
        ("/docs\n", "1: '/docs' is not there"),
        ("/Makefile/\n", "1: '/Makefile/' is not there"),
        ("docs/\n", "1: 'docs/' is no path from the root"),
        ("!/docs/\n", "1: '!/docs/' is no path from the root"),
        ("/docs/[a-z]/\n", "1: '/docs/[a-z]/' is no path from the root"),
        ("/docs/*\n", "1: '/docs/*' is no path from the root"),
        ("\\#docs\n", "1: '\\' is no path from the root"),
        ("# x\n\n* team\n", "3: 'team' is no @user, @organisation/team or address"),
        ("* @\n", "1: '@' is no @user"),
        ("* @a-\n", "1: '@a-' is no @user"),
        ("* @a/\n", "1: '@a/' is no @user"),
        ("* @a/b/c\n", "1: '@a/b/c' is no @user"),
        ("* @a, @b\n", "1: '@a,' is no @user"),
        ("* a@b\n", "1: 'a@b' is no @user"),
        ("* @a\n/docs/\n", "2: '/docs/' has no owner, and others have"),
        ("*\n/docs/ @a\n", "1: '*' has no owner, and others have"),
    ],
)
def test_what_github_would_skip_or_misunderstand_is_said(text: str, said: str) -> None:
    """With its line."""
    (found,) = wrong(ROOT, text)
    assert found.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nobody\n",
        "* @octocat\n",
        "* @octo-org/the-octo_cats @octo-cat_corp docs.team@example.co.uk # aside\n",
        "/Makefile @a\n/docs/decisions/ @b/c\n",
    ],
)
def test_owners_as_github_reads_them_pass(text: str) -> None:
    """Users, teams and addresses, one or several, with a comment behind them."""
    assert wrong(ROOT, text) == []
