"""Each exception from a tool is for a snippet that really shows that tool failing."""

import io
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOOL = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
EXCEPTIONS = [
    (module, override["disable_error_code"])
    for override in TOOL["mypy"]["overrides"]
    if "disable_error_code" in override
    for module in override["module"]
]
MARKERS = re.compile(
    r"#\s*(noqa|type:\s*ignore|pragma:|fmt:|nosec|flake8:|mypy:|pylint:|isort:)"
)
"""Comments by which a line, or a file, is taken away from a tool."""


def _file(module: str) -> Path:
    """Find the one snippet that an exception names."""
    (file,) = (ROOT / "snippets").rglob(f"{module}.py")
    return file


@pytest.mark.parametrize("module, codes", EXCEPTIONS)
def test_an_excepted_snippet_shows_just_the_errors_that_it_is_excepted_for(
    module: str, codes: list[str], tmp_path: Path
) -> None:
    """Without the exception, mypy finds these errors in it, and no others."""
    file = _file(module)
    settings = tmp_path / "pyproject.toml"
    settings.write_text("[tool.mypy]\nstrict = true\n")
    cache = ROOT / "build/cache/mypy-exceptions"
    options = ["--config-file", str(settings), "--cache-dir", str(cache)]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, file.name],
        cwd=file.parent,
        capture_output=True,
        text=True,
    )
    found = re.findall(rf"^{file.name}:.* error: .*\[([\w-]+)\]$", done.stdout, re.M)
    assert set(found) == set(codes)


def comments(source: str) -> Iterator[tuple[int, str]]:
    """List a Python text's comments with their lines."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def test_no_comment_takes_a_line_away_from_a_tool() -> None:
    """Exceptions stand in the settings, each with its reason, and nowhere else."""
    folders = ("handbook", "snippets", "tests", "evidence", "scripts")
    marked = [
        f"{file}:{number}"
        for folder in folders
        for file in sorted((ROOT / folder).rglob("*.py"))
        for number, comment in comments(file.read_text(encoding="utf-8"))
        if MARKERS.search(comment)
    ]
    assert marked == []


@pytest.mark.parametrize(
    "comment",
    ["# noqa: E501", "# type: ignore[misc]", "#pragma: no cover", "# fmt: off"],
)
def test_such_a_comment_is_seen(comment: str) -> None:
    """However it is written, and behind a string too."""
    ((line, found),) = comments(f'\nx = "#"  {comment}\n')
    assert line == 2
    assert MARKERS.search(found)


def test_a_string_is_no_comment() -> None:
    """On a line, or over several."""
    assert list(comments('x = "# one"\n"""\n# two\n"""\n')) == []


def test_an_ordinary_comment_is_none() -> None:
    """A comment may speak of types."""
    assert not MARKERS.search("x = 1  # the type is checked elsewhere")
