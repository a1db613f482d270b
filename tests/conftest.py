"""What the tests share: small handbooks of their own, and copies of this one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
"""The handbook's root."""

COPIED = ("docs", "snippets", "handbook", "evidence", "tests")
"""The folders that a build reads."""

Write = Callable[[dict[str, str]], Path]
"""Writes files, named relative to a new handbook's root, and returns the root."""


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


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Make a small handbook of the given files, with this handbook's settings."""

    def write_files(files: dict[str, str]) -> Path:
        """Write the files and the settings."""
        (tmp_path / "mkdocs.yml").write_text(settings_without_pages())
        shutil.copytree(
            ROOT / "handbook/theme", tmp_path / "handbook/theme", dirs_exist_ok=True
        )
        for name in ("docs", "snippets"):
            (tmp_path / name).mkdir(exist_ok=True)
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write_files
