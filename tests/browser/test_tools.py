"""The judges of pages are installed once, however many ask for them."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.browser import tools


def test_of_those_who_ask_at_the_same_time_one_installs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two npm in one folder would remove each other's files."""
    monkeypatch.setattr(tools, "ROOT", tmp_path)
    calls, program = tmp_path / "calls", tmp_path / "npm"
    program.write_text(f'#!/bin/sh\necho >> {calls}\nexec {shutil.which("npm")} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with ThreadPoolExecutor() as pool:
        packages, *others = pool.map(tools.installed, ["tools"] * 3)
    assert calls.read_text() == "\n"
    assert set(others) == {packages}
    assert (packages / "axe-core/axe.min.js").is_file()
