"""`make check` runs each tool on all that is written here, and reports them all."""

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .project import ROOT

GOOD = '"""A module."""\n\nNUMBER: int = 1\n'
USER = (
    '"""A module that uses the other."""\n\nfrom pet import NUMBER\n\nprint(NUMBER)\n'
)
BAD = "import os\n\ndef double(number): return number * 2\n"


def check(folder: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Check a project of these files with this project's settings."""
    for setting in ("pyproject.toml", ".flake8", "scripts/check.py"):
        (folder / setting).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / setting, folder / setting)
    others = ("handbook", "tests", "evidence", "snippets/topic")
    sound = {f"{name}/{name.split('/')[0]}_sound.py": GOOD for name in others}
    for name, text in {**sound, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    command = [sys.executable, "scripts/check.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_all_tools_report_what_they_find(tmp_path: Path) -> None:
    """One that fails doesn't hide the others."""
    done = check(tmp_path, {"handbook/bad.py": BAD})
    assert done.returncode == 1
    for name, found in {
        "black": "-def double(number): return number * 2",
        "flake8": "handbook/bad.py:1:1: F401",
        "interrogate": "double (L3)",
        "mypy": "handbook/bad.py:3: error:",
    }.items():
        assert f"\n{name}: " in f"\n{done.stdout}"
        assert found in done.stdout


def test_a_tool_that_finds_nothing_has_one_line(tmp_path: Path) -> None:
    """Each topic is a line, and its modules may be called as another topic's are."""
    pets = {f"snippets/{topic}/pet.py": GOOD for topic in ("one", "topic")}
    done = check(tmp_path, {"snippets/one/user.py": USER, **pets})
    assert done.stdout.splitlines() == [
        "black: fine",
        "black on snippets: fine",
        "flake8: fine",
        "flake8 on snippets: fine",
        "interrogate: fine",
        "mypy: fine",
        "mypy in snippets/one: fine",
        "mypy in snippets/topic: fine",
    ]
    assert done.returncode == 0


@pytest.mark.parametrize("last_words", ["kill -9 $$", "exit 3"])
def test_a_tool_that_ends_without_a_word_is_not_content(
    tmp_path: Path, last_words: str
) -> None:
    """Such as one that the system killed for want of memory."""
    tool = tmp_path / "tool"
    tool.write_text(f"#!/bin/sh\n{last_words}\n")
    tool.chmod(0o755)
    findings = runpy.run_path(str(ROOT / "scripts/check.py"))["findings"]
    assert findings(tmp_path, tool).startswith("exit code ")


def test_files_of_one_name_size_and_time_are_told_apart(tmp_path: Path) -> None:
    """A clone gives all files one time; each topic is checked as it is."""
    uses = '"""A module."""\n\nfrom {0} import NUMBER\n\nprint(NUMBER)\n'
    files = {
        f"snippets/{topic}/{name}.py": text
        for topic, other in (("one", "pets"), ("topic", "cats"))
        for name, text in ((other, GOOD), ("uses", uses.format(other)))
    }
    for time in (1, 2):
        done = check(tmp_path, files)
        assert done.returncode == 0, f"run {time}: {done.stdout}"
        for file in tmp_path.rglob("uses.py"):
            os.utime(file, (1_000_000_000, 1_000_000_000))


def test_a_mistake_in_a_topic_is_found(tmp_path: Path) -> None:
    """The snippets are held to what the handbook's own code is held to."""
    done = check(tmp_path, {"snippets/one/bad.py": BAD})
    assert done.returncode == 1
    assert "black on snippets: --- snippets/one/bad.py" in done.stdout
    assert "snippets/one/bad.py:1:1: F401" in done.stdout
    assert "mypy in snippets/one: snippets/one/bad.py:3: error:" in done.stdout


def test_shown_output_is_no_mistake(tmp_path: Path) -> None:
    """black and flake8 leave the lines that pytest-examples checks as they are."""
    shows = '"""A module."""\n\nprint(1)\n#> 1\n'
    done = check(tmp_path, {"snippets/one/shows.py": shows})
    assert done.returncode == 0
    assert (tmp_path / "snippets/one/shows.py").read_text() == shows
