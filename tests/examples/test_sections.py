"""A file's sections are what stands between its markers, and both are there."""

import pytest

from handbook import snippets
from handbook.snippets import Section

MARKED = """\
import os

# --8<-- [start:outer]
def home() -> str:
    # --8<-- [start:inner]
    where = os.getcwd()

    return where
    # --8<-- [end:inner]
# --8<-- [end:outer]
"""


def test_a_section_is_what_stands_between_its_markers() -> None:
    """Without the markers of others, and without the indentation that all have."""
    snippet, problems = snippets.parse("demo/a.py", MARKED)
    assert problems == []
    inner = Section("inner", "where = os.getcwd()\n\nreturn where", (6, 8))
    outer, whole = snippet.sections[1], snippet.whole
    assert snippet.sections == (inner, outer)
    assert (outer.name, outer.lines) == ("outer", (4, 6, 8))
    assert outer.text.startswith("def home() -> str:\n    where =")
    assert whole.lines == (1, 4, 6, 8)
    assert "--8<--" not in whole.text


START, END = "# --8<-- [start:a]\n", "# --8<-- [end:a]\n"


@pytest.mark.parametrize(
    "text, line, message",
    [
        (f"{START}x = 1\n", 1, "'a' does not end"),
        (f"x = 1\n{END}", 2, "'a' ends but has not started"),
        (f"{START}x = 1\n{START}{END}", 3, "'a' starts twice"),
        (f"{START}x = 1\n{END}{START}y = 2\n{END}", 4, "'a' starts twice"),
        (f"{START}x = 1\n{END}y = 2\n{END}", 5, "'a' ends but has not started"),
        (f"{START}\n{END}", 1, "'a' is empty"),
        ("x = 1\n# --8<-- [start:A]\n", 2, "a line looks like a marker"),
        ("x = 1\n# ---8<---\n", 2, "a line looks like a marker"),
        ('x = 1\n--8<-- "demo/b.py"\n', 2, "a line looks like a marker"),
    ],
)
def test_a_marker_in_the_wrong_place_is_named_with_its_line(
    text: str, line: int, message: str
) -> None:
    """The first thing that is wrong with the file is where it says."""
    _, problems = snippets.parse("demo/a.py", text)
    first = problems[0]
    assert (first.path, first.line) == ("snippets/demo/a.py", line)
    assert (first.code, message in first.message) == ("SECTION", True)
