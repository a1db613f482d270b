"""A session finds pyenv and Poetry, wherever they are, and nothing else beside them."""

import subprocess
from pathlib import Path

import pytest

from handbook import sandbox
from tests.conftest import ROOT, Write
from tests.examples.prove import problems_of

SESSION = "snippets/demo/run.console"


@pytest.fixture(autouse=True)
def no_pyenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the pyenv that this machine may have."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("HOME", str(tmp_path / "somebody"))
    monkeypatch.delenv("PYENV_ROOT", raising=False)


def make_command(file: Path) -> None:
    """Make a command that says where it is."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\necho {file.parent.parent.name}\n")
    file.chmod(0o755)


def said(topic: Path, command: str) -> tuple[str, int]:
    """Run a command as a session would, and return what it said and its exit code."""
    topic.mkdir(exist_ok=True)
    with sandbox.sandbox(topic) as box:
        done = subprocess.run(
            ["sh", "-c", command],
            env=sandbox.environment(box, {}),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    return done.stdout.strip(), done.returncode


def test_a_session_finds_the_pyenv_of_the_home_folder(tmp_path: Path) -> None:
    """That is where pyenv's installer puts it."""
    make_command(tmp_path / "somebody/.pyenv/bin/pyenv")
    assert said(tmp_path / "demo", "pyenv") == (".pyenv", 0)


def test_a_session_finds_the_pyenv_that_pyenv_root_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes before the one of the home folder."""
    make_command(tmp_path / "somebody/.pyenv/bin/pyenv")
    make_command(tmp_path / "elsewhere/bin/pyenv")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "elsewhere"))
    assert said(tmp_path / "demo", "pyenv") == ("elsewhere", 0)


def test_a_session_finds_the_pyenv_on_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes before all others."""
    make_command(tmp_path / "first/bin/pyenv")
    make_command(tmp_path / "elsewhere/bin/pyenv")
    monkeypatch.setenv("PATH", str(tmp_path / "first/bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "elsewhere"))
    assert said(tmp_path / "demo", "pyenv") == ("first", 0)


def test_a_session_finds_the_projects_own_poetry(tmp_path: Path) -> None:
    """The one that made the environment, at its pinned version."""
    found, _ = said(tmp_path / "demo", 'readlink "$(command -v poetry)"')
    assert found == str(ROOT / ".poetry/bin/poetry")


def test_a_session_finds_no_neighbour_of_these_commands(tmp_path: Path) -> None:
    """A folder of the machine that is on the path could change what a page shows."""
    make_command(tmp_path / "somebody/.pyenv/bin/pyenv")
    make_command(tmp_path / "somebody/.pyenv/bin/neighbour")
    assert said(tmp_path / "demo", "command -v neighbour") == ("", 127)


@pytest.mark.parametrize(
    "command", ["pyenv --version", "pyenv --version 2> /dev/null", "pyenv | cat; exit"]
)
def test_a_session_that_misses_pyenv_fails_and_says_where_it_looked(
    write: Write, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Nothing is skipped, whatever the session shows of it."""
    monkeypatch.setenv("HOME", "/nowhere")
    (problem,) = problems_of(write({SESSION: f"$ {command}\npyenv 2\n"}))
    assert problem.code == "OUTPUT"
    assert problem.message == (
        "this session needs pyenv; there is none at /nowhere/.pyenv/bin/pyenv"
    )


# The second hides that it failed, as a session may: it is refused all the same.
@pytest.mark.parametrize("command", ["pyenv --version", "pyenv 2> /dev/null || true"])
def test_a_session_that_misses_pyenv_is_never_updated(
    write: Write, command: str
) -> None:
    """What it shows came from a machine that has it."""
    text = f"$ {command}\npyenv 2\n"
    root = write({SESSION: text})
    (problem,) = problems_of(root, update=True)
    assert "needs pyenv" in problem.message
    assert (root / SESSION).read_text() == text


def test_a_session_that_shows_that_pyenv_is_missing_is_refused(write: Write) -> None:
    """An update once wrote it."""
    text = "$ pyenv 2>&1 | grep -o 'needs pyenv'\nneeds pyenv\n"
    assert [one.code for one in problems_of(write({SESSION: text}))] == ["OUTPUT"]


def test_the_home_folder_is_a_new_one_with_no_versions_in_it(tmp_path: Path) -> None:
    """The versions of Python that this machine has can't be seen or changed."""
    make_command(tmp_path / "somebody/.pyenv/bin/pyenv")
    command = 'echo "${PYENV_ROOT-unset}"; ls -A "$HOME"'
    assert said(tmp_path / "demo", command) == ("unset\ndemo", 0)


def test_a_link_that_leads_nowhere_is_left_out(tmp_path: Path) -> None:
    """Emacs keeps one beside a file that is not saved."""
    topic = tmp_path / "demo"
    topic.mkdir()
    (topic / "a.py").write_text("x = 1\n")
    (topic / ".#a.py").symlink_to("somebody@machine.1:2")
    assert said(topic, "ls -A ~/demo") == ("a.py", 0)
