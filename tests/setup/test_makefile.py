"""The Makefile lists its targets."""

import re
from pathlib import Path

from .project import copy, make


def test_make_alone_lists_every_target_with_a_line_each(tmp_path: Path) -> None:
    """A target without a description would be missing from the list."""
    project = copy(tmp_path / "project")
    makefile = (project / "Makefile").read_text()
    targets = re.findall(r"(?m)^([a-z]+):", makefile)
    heading, *lines = make(project).stdout.splitlines()
    assert heading == "make TARGET, where TARGET is one of"
    assert [line.split()[0] for line in lines] == targets[1:]
    assert all(re.fullmatch(r"  [a-z ]{11}  \S.{10,68}", line) for line in lines)


def test_make_alone_makes_nothing(tmp_path: Path) -> None:
    """Who asks for the list has not asked for an environment."""
    project = copy(tmp_path / "project")
    before = sorted(project.rglob("*"))
    make(project)
    assert sorted(project.rglob("*")) == before
