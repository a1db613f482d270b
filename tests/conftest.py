"""What the tests share: small handbooks of their own, and copies of this one."""

import fcntl
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import build

ROOT = Path(__file__).parents[1]
"""The handbook's root."""

COPIED = ("docs", "snippets", "handbook", "evidence", "tests")
"""The folders that a build reads."""

PUBLISHED = {
    "SITE_URL": "https://handbook.our-team.example/",
    "REPOSITORY_URL": "https://git.example/our-team/python-service-handbook",
}
"""What a build is told where it is published."""

Write = Callable[[dict[str, str]], Path]
"""Writes files, named relative to a new handbook's root, and returns the root."""


def pytest_configure() -> None:
    """Have what the tests start run alike in a terminal, in the background, on GitHub.

    Shells have their background jobs ignore Ctrl-C; programs inherit that, and those
    that a test interrupts would never end. On GitHub the command adds annotations.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.pop("GITHUB_ACTIONS", None)


def settings_without_pages() -> str:
    """Read this handbook's settings for the engines, without the pages they name."""
    before, _, after = (ROOT / "mkdocs.yml").read_text().partition("\nnav:\n")
    return f"{before}\n{after.partition('\n\n')[2]}"


def copy_handbook(target: Path) -> Path:
    """Copy what a build of this handbook reads, as it is in the working tree."""
    ignored = shutil.ignore_patterns("__pycache__", ".mypy_cache")
    for name in COPIED:
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    for name in ("Makefile", "mkdocs.yml", *(file.name for file in ROOT.glob("*.md"))):
        shutil.copy(ROOT / name, target / name)
    return target


def write_handbook(root: Path, files: dict[str, str]) -> Path:
    """Make a small handbook of the given files, with this handbook's settings."""
    (root / "mkdocs.yml").write_text(settings_without_pages())
    shutil.copytree(
        ROOT / "handbook/theme", root / "handbook/theme", dirs_exist_ok=True
    )
    for name in ("docs", "snippets"):
        (root / name).mkdir(exist_ok=True)
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Make a small handbook for one test."""
    return lambda files: write_handbook(tmp_path, files)


@pytest.fixture(scope="session")
def this_handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a copy of this handbook as it is published, with links to its repository.

    It is built once in a run, so no test may change it.
    """
    base = tmp_path_factory.getbasetemp()
    # The processes of pytest-xdist have folders of their own in that of the run.
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root, done = run / "this-handbook", run / "this-handbook-is-built"
    with (run / "this-handbook.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(root, ignore_errors=True)
            with pytest.MonkeyPatch.context() as variables:
                for name, value in PUBLISHED.items():
                    variables.setenv(name, value)
                problems = build.build(copy_handbook(root), "mkdocs").problems
            assert problems == []
            done.touch()
    return root
