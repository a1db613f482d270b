"""Each code that is printed has its line in docs/codes.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from handbook.cli import app

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/codes.md"
CODE = re.compile(r"[A-Z]+(-[A-Z]+)*")
MAKERS = ("Problem", "wrong", "_wrong")
"""What makes a problem: the class, and what stands for it in some modules."""


def made() -> Iterator[tuple[str, list[str]]]:
    """Go through all places of the package that make a problem.

    Yields:
        The place, and the codes that it may give.
    """
    for file in sorted((ROOT / "handbook").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in MAKERS:
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", [
                        part.value
                        for argument in node.args
                        for part in ast.walk(argument)
                        if isinstance(part, ast.Constant)
                        and isinstance(part.value, str)
                        and CODE.fullmatch(part.value)
                    ]


def explained() -> list[str]:
    """List the codes of the page, in its order."""
    return re.findall(r"^\| `([A-Z-]+)`", PAGE.read_text(), re.MULTILINE)


def test_every_code_has_its_line_and_no_line_is_left_over() -> None:
    """A code that is new, renamed or gone changes the page."""
    used = {code for _, codes in made() for code in codes}
    assert len(used) > 30
    assert set(explained()) == used


def test_every_problem_is_made_with_a_code_that_can_be_found() -> None:
    """Some helpers take it as an argument; what calls those has it."""
    without = [place.partition(":")[0] for place, codes in made() if not codes]
    assert without == [
        "handbook/includes.py",
        "handbook/rule_checks.py",
    ]


def test_a_code_is_explained_once_and_says_what_to_do() -> None:
    """In two cells, each a sentence."""
    codes = explained()
    assert len(codes) == len(set(codes))
    for line in PAGE.read_text().splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
            assert len(cells) == 3, line
            assert all(cell.endswith(".") for cell in cells[1:]), line


def test_a_code_is_an_anchor_that_a_link_can_name() -> None:
    """Its name in small letters."""
    for code, anchor in re.findall(r"`([A-Z-]+)`\{ #(.*?) \} \|", PAGE.read_text()):
        assert anchor == code.lower()
    assert PAGE.read_text().count("`{ #") == len(explained())


def test_the_command_names_the_page() -> None:
    """The help of `check` says where the codes are explained."""
    said = CliRunner().invoke(app, ["check", "--help"]).output
    assert "docs/codes.md explains each code" in " ".join(said.split())
