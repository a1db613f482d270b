"""SQLModel, ormar and databases beside SQLAlchemy's ORM: the same rows, async.

ormar and databases were our choices once. Whether they install beside today's pydantic
and SQLAlchemy is asked of pip, which installs nothing for it.
"""

import json
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from evidence.measuring import (
    ROOT,
    TOOLS,
    Value,
    Work,
    attempt,
    comparison,
    environment,
    fail,
    installed,
    measure,
    must_agree,
    run,
    said,
)
from evidence.rivals.work.rows import PETS
from handbook.evidence import Comparison, Finding

OPTIONS = SQLALCHEMY, SQLMODEL, ORMAR, DATABASES = (
    "SQLAlchemy",
    "SQLModel",
    "ormar",
    "databases",
)
MISTAKES = (
    "a misspelt column of an object",
    "a misspelt column in a query",
    "a misspelt name to a new object",
    "a word for a number",
)
ORM_MISTAKES = (
    "pet.titel",
    "Pet.titel == 'Tom'",
    "Pet(nam='Tom', weight=1)",
    "Pet(name='Tom', weight='heavy')",
)
CORE_MISTAKES = (
    "pet.titel",
    "pets.c.titel == 'Tom'",
    "pets.insert().values(nam='Tom', weight=1)",
    "pets.insert().values(name='Tom', weight='heavy')",
)
ORM_START = "import Pet\npet = Pet(name='Tom', weight=1)"
CORE_START = "import pets\nfrom databases.interfaces import Record\npet: Record"


def module(option: str) -> str:
    """The script that does the work with an option."""
    return f"evidence.rivals.work.{option.lower()}_rows"


def fits_beside_ours(python: Path, option: str) -> str:
    """Whether pip finds the option's version beside our pydantic and SQLAlchemy."""
    name = option.lower()
    both = installed(TOOLS, "pydantic", "sqlalchemy") | installed(python.parent, name)
    wanted = [f"{package}=={version}" for package, version in both.items()]
    command = (python, "-m", "pip", "install", "--dry-run", "--ignore-installed", "-q")
    done = attempt(*command, *wanted)
    if done.returncode and "conflicting dependencies" not in done.stderr:
        fail(done)
    return said(done.returncode == 0)


def checked(python: Path, option: str, folder: Path) -> dict[str, str]:
    """What mypy says to the script that does the work, and to mistakes."""
    start = CORE_START if option == DATABASES else ORM_START
    mistakes = CORE_MISTAKES if option == DATABASES else ORM_MISTAKES
    file = folder / f"{option.lower()}_mistakes.py"
    file.write_text("\n".join([f"from {module(option)} {start}", *mistakes]) + "\n")
    mypy = (TOOLS / "mypy", "--config-file=", "--strict", "--output=json")
    places = ("--cache-dir", folder / f"{option}-cache", "--python-executable", python)
    output = attempt(*mypy, *places, file, MYPYPATH=str(ROOT)).stdout
    found = [json.loads(line) for line in output.splitlines() if line[:1] == "{"]
    errors = [one for one in found if one["severity"] == "error"]
    wrong = {one["line"] for one in errors if one["file"] == str(file)}
    objections = sum(one["file"] != str(file) for one in errors)
    first = start.count("\n") + 2
    return {
        "Lines of the script that mypy objects to": str(objections),
        **{
            f"mypy finds {what}": said(line in wrong)
            for line, what in enumerate(MISTAKES, start=first)
        },
    }


def compare(rounds: int = 7) -> Comparison:
    """Time all four, and see what they take."""
    pythons = {SQLALCHEMY: TOOLS / "python"}
    for option in (SQLMODEL, ORMAR, DATABASES):
        pythons[option] = environment(option.lower()) / "python"
    must_agree(pythons[SQLMODEL].parent, "sqlalchemy", "aiosqlite", "pydantic")
    seen: dict[str, dict[str, str]] = {}

    def rows(option: str) -> tuple[float, float]:
        """Store and read, and keep what else was seen."""
        done: dict[str, Any] = json.loads(run(pythons[option], "-m", module(option)))
        seen[option] = {
            "A pet in a transaction that fails": done["failed"],
            "A word for a number, given to a new object": done["made"],
            "Warnings while it works": done["warnings"] or "none",
        }
        return done["insert"], done["read"]

    values = [
        Value(f"Store {PETS} pets", "ms"),
        Value(f"Read {PETS} pets", "ms"),
    ]
    tasks = {option: partial(rows, option) for option in OPTIONS}
    figures = measure([Work(values, tasks)], rounds)
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as two:

        def ask(option: str) -> dict[str, str]:
            """All that was seen of an option, in the order of the table."""
            python = pythons[option]
            fits = "" if option == SQLALCHEMY else fits_beside_ours(python, option)
            return {
                "Installs beside our pydantic and SQLAlchemy": fits or "they are ours",
                **seen[option],
                **checked(python, option, Path(name)),
            }

        answers = dict(zip(OPTIONS, two.map(ask, OPTIONS)))
    findings: list[Finding] = [
        {"what": what, "answers": {option: answers[option][what] for option in OPTIONS}}
        for what in answers[SQLALCHEMY]
    ]
    versions = {**installed(TOOLS, "SQLAlchemy", "aiosqlite", "pydantic", "mypy")}
    for option in (SQLMODEL, ORMAR, DATABASES):
        versions |= installed(pythons[option].parent, option.lower())
    return comparison(
        "rivals.orms",
        "SQLModel, ormar, databases and SQLAlchemy",
        rounds,
        OPTIONS,
        versions,
        figures,
        findings,
    )
