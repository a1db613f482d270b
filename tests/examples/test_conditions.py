"""What an example is said to have run with is what took part in its run."""

import platform
from importlib.metadata import version

import pytest

from handbook import snippets
from handbook.proofs import examples
from tests.conftest import ROOT, Write

PYTHON = f"Python {platform.python_version()}"
PYDANTIC = f"pydantic {version('pydantic')}"
MYPY = f"mypy {version('mypy')}"
DATABASE = """\
import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ.get("DATABASE_URL", "sqlite://"))
with engine.connect() as connection:
    print(connection.scalar(text("SELECT 1")))
"""


def conditions(write: Write, files: dict[str, str]) -> dict[str, str]:
    """Prove a topic, and tell what each of its files ran with."""
    root = write({f"snippets/demo/{name}": text for name, text in files.items()})
    found, problems = snippets.read(root)
    proofs = examples.prove(root, found)
    assert problems + [one for proof in proofs for one in proof.problems] == []
    return {proof.path.removeprefix("demo/"): proof.conditions for proof in proofs}


def test_a_python_file_names_what_it_imports(write: Write) -> None:
    """With its version; what is Python's own goes without saying."""
    text = "import json\nimport pydantic\n\nprint(json.dumps(pydantic.VERSION[:0]))\n"
    found = conditions(write, {"use.py": text + '#> ""\n'})
    assert found == {"use.py": f"{PYTHON}, {PYDANTIC}"}


def test_a_session_names_what_its_commands_run_and_their_files_import(
    write: Write,
) -> None:
    """A file that only a session runs names what it imports itself."""
    files = {
        "model.py": "import pydantic\n\nNAME = pydantic.__name__\n",
        "run.py": "import model\n\nassert model.NAME\n",
        "run.console": "$ python run.py\n$ mypy --version | cut -d ' ' -f 1\nmypy\n",
    }
    found = conditions(write, files)
    assert found["run.console"] == f"{PYTHON}, {MYPY}, {PYDANTIC}"
    assert found["model.py"] == f"{PYTHON}, {PYDANTIC}"
    assert found["run.py"] == PYTHON


def test_a_program_that_ends_without_pythons_end_is_named(write: Write) -> None:
    """mypy does, after it has checked files."""
    files = {
        "run.console": "$ python -m mypy fine.py\n"
        "Success: no issues found in 1 source file\n$ python fine.py\n",
        "fine.py": "a: int = 1\n",
    }
    assert conditions(write, files)["run.console"] == f"{PYTHON}, {MYPY}"


def test_a_package_that_is_only_mentioned_is_not_named(write: Write) -> None:
    """It took no part. Without a Python it was the shell that ran."""
    found = conditions(write, {"run.console": "$ echo mypy pydantic\nmypy pydantic\n"})
    assert found["run.console"].startswith("bash ")
    assert "," not in found["run.console"]


def test_what_is_loaded_beside_is_not_named(write: Write) -> None:
    """pytest loads many packages, of which the test uses none."""
    files = {"test_one.py": "def test_one() -> None:\n    assert 1 + 1 == 2\n"}
    found = conditions(write, files)
    assert found["test_one.py"] == f"{PYTHON}, pytest {version('pytest')}"


def test_a_setting_ran_with_what_noticed_it(write: Write) -> None:
    """A session that fails without it."""
    files = {
        "mypy.ini": "[mypy]\nstrict = true\n",
        "wrong.py": "def a():\n    return 1\n\n\na()\n",
        "run.console": "$ mypy wrong.py | grep -o no-untyped-def\nno-untyped-def\n"
        "$ python wrong.py\n",
        "other.console": "$ python -c 'print(1)'\n1\n",
    }
    assert conditions(write, files)["mypy.ini"] == f"{PYTHON}, {MYPY}"


@pytest.mark.parametrize("asks", [True, False])
def test_the_database_server_is_named_where_it_was_used(
    write: Write, asks: bool
) -> None:
    """Its driver is loaded for a URL, and no file imports it."""
    command = "python use.py" if asks else "DATABASE_URL=sqlite:// python use.py"
    found = conditions(write, {"use.py": DATABASE, "run.console": f"$ {command}\n1\n"})
    assert ("PostgreSQL " in found["run.console"]) is asks
    assert (f"psycopg {version('psycopg')}" in found["run.console"]) is asks
    assert f"SQLAlchemy {version('sqlalchemy')}" in found["use.py"]


def test_poetry_is_named_though_it_has_an_environment_of_its_own(write: Write) -> None:
    """In the version that makes our environment."""
    text = "$ poetry --version | cut -d ' ' -f 1,2\nPoetry (version\n"
    required = (ROOT / "scripts/poetry.txt").read_text().partition("poetry==")[2]
    found = conditions(write, {"run.console": text})
    assert found["run.console"].endswith(f", poetry {required.split()[0]}")
