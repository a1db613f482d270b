"""The handbook's own hook: nothing at a commit, all checks at a push (DR-0020)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

CHECKS = "check records:\n\t@test ! -e mistake\n"
"""A Makefile whose checks fail while there is a mistake; the hook calls just these."""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Make a repository with the handbook's hook, and a remote to push to."""
    repository = tmp_path / "clone"
    repository.mkdir()
    shutil.copy(ROOT / ".pre-commit-config.yaml", repository)
    (repository / "Makefile").write_text(CHECKS)
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(repository, "init", "--quiet", "--initial-branch", "main")
    git(repository, "remote", "add", "origin", str(tmp_path / "remote.git"))
    run(repository, sys.executable, "-m", "pre_commit", "install")
    return repository


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, as somebody with a name and a home of their own."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder.parent),
        **{f"GIT_{role}_NAME": "A colleague" for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": "c@example.com" for role in ("AUTHOR", "COMMITTER")},
    }
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True
    )


def git(folder: Path, *arguments: str) -> int:
    """Run git, and return its exit code."""
    return run(folder, "git", *arguments).returncode


def test_a_commit_is_not_checked_and_a_push_is(clone: Path) -> None:
    """A mistake can be committed, not pushed; mended, it can."""
    (clone / "mistake").touch()
    git(clone, "add", "--all")
    assert git(clone, "commit", "--quiet", "--message", "A mistake") == 0
    assert git(clone, "push", "origin", "main") != 0
    git(clone, "rm", "--quiet", "mistake")
    assert git(clone, "commit", "--quiet", "--message", "Mend it") == 0
    assert git(clone, "push", "origin", "main") == 0


def test_a_push_without_a_change_of_python_is_checked_too(clone: Path) -> None:
    """Records and pages are checked as code is."""
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "Begin")
    assert git(clone, "push", "origin", "main") == 0
    (clone / "mistake").touch()
    (clone / "page.md").write_text("# Page\n")
    git(clone, "add", "page.md")
    git(clone, "commit", "--quiet", "--message", "Add a page")
    assert git(clone, "push", "origin", "main") != 0


def test_the_hook_calls_targets_that_are_there() -> None:
    """The Makefile has both."""
    makefile = (ROOT / "Makefile").read_text()
    assert "\ncheck:" in makefile and "\nrecords:" in makefile
