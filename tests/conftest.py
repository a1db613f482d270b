"""What the tests share: small handbooks, written for one test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
"""The handbook's root."""

Write = Callable[[dict[str, str]], Path]
"""Writes files, named relative to a new handbook's root, and returns the root."""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Make a small handbook of the given files, with this handbook's settings."""

    def write_files(files: dict[str, str]) -> Path:
        """Write the files, and mkdocs.yml without the pages that it names."""
        settings, _, rest = (ROOT / "mkdocs.yml").read_text().partition("\nnav:\n")
        _, _, rest = rest.partition("\n\n")
        (tmp_path / "mkdocs.yml").write_text(f"{settings}\n{rest}")
        for name in ("docs", "snippets"):
            (tmp_path / name).mkdir(exist_ok=True)
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write_files


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[], Path]:
    """Copy this handbook, as it is in the working tree, into a folder of its own."""

    def copy_handbook() -> Path:
        """Copy what the build reads."""
        target = tmp_path / "handbook"
        target.mkdir()
        for name in ("docs", "snippets", "handbook", "evidence"):
            shutil.copytree(
                ROOT / name,
                target / name,
                ignore=shutil.ignore_patterns("__pycache__", ".mypy_cache"),
            )
        for name in ("mkdocs.yml", "README.md", "CONTRIBUTING.md"):
            shutil.copy(ROOT / name, target / name)
        return target

    return copy_handbook
