"""The environment: made once, from the lock, in the project's own folder."""

import os
import socket
import subprocess
from pathlib import Path

from .conftest import Fresh
from .project import PYTHON, complaint, make, variables

READY = ".venv/.ready"


def test_a_killed_make_leaves_nothing_that_counts_as_ready(fresh: Fresh) -> None:
    """What is half made is made anew."""
    assert not fresh.half_made


def test_of_two_makes_at_once_one_waits_for_the_other(fresh: Fresh) -> None:
    """Both end well, and only one of them has installed anything."""
    waited, made = sorted(fresh.outputs, key=len)
    assert waited == "Another make is at it; waiting.\n"
    assert made.count("Installing the packages") == 1
    assert (fresh.folder / READY).exists()


def test_progress_is_one_line_a_step(fresh: Fresh) -> None:
    """Each line is a step and its dots, without control characters."""
    lines = max(fresh.outputs, key=len).splitlines()
    assert [line.rstrip(". ") for line in lines] == [
        "Making .poetry",
        "Installing Poetry",
        "Checking poetry.lock",
        "Making .venv",
        "Installing the packages",
    ]


def test_an_activated_environment_stays_as_it_is(fresh: Fresh) -> None:
    """The packages go into the project's own folder only."""
    assert not list(fresh.other.glob("lib/*/site-packages/*"))
    assert list(fresh.folder.glob(".venv/lib/*/site-packages/mkdocs"))


def test_pip_and_poetry_ask_the_index_that_pip_is_set_up_with(fresh: Fresh) -> None:
    """The server that PIP_INDEX_URL names sees both."""
    assert ("pip", "/poetry/") in fresh.asked
    assert ("poetry", "/mkdocs/") in fresh.asked


def test_the_handbook_builds_in_a_fresh_clone(fresh: Fresh) -> None:
    """One command builds the site, in a folder with a space in its name."""
    done = make(fresh.folder, "build")
    assert done.returncode == 0, done.stderr
    assert (fresh.folder / "build/site/index.html").exists()


def test_an_environment_that_is_ready_is_not_set_up_again(fresh: Fresh) -> None:
    """Make sees that there is nothing to do, with and without PYTHON."""
    ready = (fresh.folder / READY).stat().st_mtime_ns
    assert make(fresh.folder, "-q", READY).returncode == 0
    assert "environment.py" not in make(fresh.folder, "-n", "serve").stdout
    assert (fresh.folder / READY).stat().st_mtime_ns == ready


def test_a_taken_port_gives_one_line_with_another_port(fresh: Fresh) -> None:
    """The line names the port and the command for another."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        line = complaint(make(fresh.folder, "serve", f"PORT={port}"))
    assert str(port) in line
    assert "make serve PORT=" in line


def test_a_lock_that_does_not_fit_is_refused(fresh: Fresh) -> None:
    """The line says how to write the lock; the environment stays ready."""
    pyproject = fresh.folder / "pyproject.toml"
    text, stat = pyproject.read_text(), pyproject.stat()
    pyproject.write_text(text.replace('"pytest>=', '"pytest>=8,>='))
    refused = make(fresh.folder, READY)
    pyproject.write_text(text)
    os.utime(pyproject, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "run 'make lock'" in complaint(refused)
    assert make(fresh.folder, "-q", READY).returncode == 0


def test_a_lock_that_was_touched_is_gone_through_without_a_network(
    fresh: Fresh,
) -> None:
    """When all packages are there already, nothing is fetched or made anew."""
    (fresh.folder / "poetry.lock").touch()
    done = make(fresh.folder, READY, PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert done.returncode == 0, done.stderr
    assert "Making" not in done.stdout


def test_another_python_needs_a_new_environment(fresh: Fresh) -> None:
    """One that is named, unlike the default, which is the Python that made it."""
    named = make(fresh.folder, "-q", READY, python="another")
    assert named.returncode == 1
    default = subprocess.run(["make", "-q", READY], cwd=fresh.folder, env=variables())
    assert default.returncode == 0


def test_a_python_that_is_gone_needs_a_new_environment(fresh: Fresh) -> None:
    """A link that leads nowhere is not an environment."""
    link = fresh.folder / ".venv/bin/python"
    python = link.readlink()
    link.unlink()
    link.symlink_to("gone")
    broken = make(fresh.folder, "-q", READY).returncode
    link.unlink()
    link.symlink_to(python)
    assert broken == 1


def test_a_folder_that_was_moved_needs_a_new_environment(
    fresh: Fresh, tmp_path: Path
) -> None:
    """The scripts in an environment know where it was made."""
    moved = fresh.folder.rename(tmp_path / "moved")
    needed = make(moved, "-q", READY).returncode
    moved.rename(fresh.folder)
    assert needed == 1
    assert make(fresh.folder, "-q", READY, python=PYTHON).returncode == 0
