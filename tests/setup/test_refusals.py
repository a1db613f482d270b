"""Where the set-up can't go on, one line says what to do."""

import subprocess
from pathlib import Path

import pytest

from .project import LOWEST, NO_INDEX, PYTHON, WANTED, complaint, copy, make

VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"


def old_pythons() -> dict[Path, str]:
    """Find Pythons of this machine that are too old, with their versions."""
    pyenv = Path.home().glob(".pyenv/versions/*/bin/python")
    found = {}
    for python in [*pyenv, *Path("/usr/bin").glob("python[23].*[0-9]")]:
        version = subprocess.check_output([python, "-c", VERSION], text=True).strip()
        if tuple(map(int, version.split("."))) < LOWEST:
            found[python] = version
    return found


def test_a_python_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    """The line names what is needed and how to name another Python."""
    project = copy(tmp_path / "project")
    pyproject = project / "pyproject.toml"
    text = pyproject.read_text()
    for wanted in (">=3.99,<4.0", ">=3.8,<3.9", ">= 3.8, < 3.9"):
        pyproject.write_text(text.replace(WANTED, wanted))
        line = complaint(make(project, "serve"))
        assert f"needs Python {wanted}, and {PYTHON} is" in line
        assert "make serve PYTHON=python3" in line


@pytest.mark.parametrize(
    "line", ['requires-python = "~=3.12.0"', "requires-python = '>3.12'", ""]
)
def test_a_range_of_pythons_that_is_not_understood_is_refused(
    tmp_path: Path, line: str
) -> None:
    """It is not taken for one that fits."""
    project = copy(tmp_path / "project")
    pyproject = project / "pyproject.toml"
    written = f'requires-python = "{WANTED}"'
    pyproject.write_text(pyproject.read_text().replace(written, line))
    assert "write it as '>=3.12,<3.15'" in complaint(make(project, "serve"))


def test_old_pythons_get_as_far_as_that_line(tmp_path: Path) -> None:
    """Each old Python that is found here says what it is; none has to be found."""
    project = copy(tmp_path / "project")
    for python, version in old_pythons().items():
        line = complaint(make(project, "test", python=python))
        assert f"needs Python {WANTED}, and {python} is {version}:" in line


def test_a_python_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The line names it and says how to name another."""
    line = complaint(make(copy(tmp_path / "project"), "test", python="python3.99"))
    assert line.startswith("python3.99 doesn't run here")
    assert "make serve PYTHON=python3" in line


def test_no_network_gives_one_line(tmp_path: Path) -> None:
    """The line names the step, the index and the log, and hides what pip said."""
    project = copy(tmp_path / "project")
    line = complaint(make(project, "serve", **NO_INDEX))
    assert line == (
        "Installing Poetry failed: no answer from 127.0.0.1:9, the package index that "
        "pip is set up with; check the network and 'pip config list'. "
        "Details: build/cache/setup.log"
    )
    assert "connection broken" in (project / "build/cache/setup.log").read_text()
    assert not list(project.glob(".*/.ready"))


def test_another_failure_gives_its_cause_in_one_line(tmp_path: Path) -> None:
    """What pip or Poetry gave as the error is in the line."""
    project = copy(tmp_path / "project")
    (project / "scripts/poetry.txt").write_text("poetry=2\n")
    line = complaint(make(project, "serve", **NO_INDEX))
    assert line.startswith("Installing Poetry failed: ERROR: Invalid requirement")
