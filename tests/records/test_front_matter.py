"""A page's front matter is read with its lines; what is below it stays as it is."""

import pytest

from handbook.records.front_matter import Entry, split


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\na: b\n---\nx\n\ny", ("x", "", "y"), 4),
        ("---\n---\nx", ("x",), 3),
        ("---\n---", (), 3),
        ("x\n---\ny", ("x", "---", "y"), 1),
        ("---\na: b\nx", ("---", "a: b", "x"), 1),
    ],
)
def test_the_body_has_its_lines(text: str, body: tuple[str, ...], line: int) -> None:
    """All of the file where there is no front matter, or none that ends."""
    page, _ = split("x.md", text)
    assert (page.body, page.body_line) == (body, line)


def test_a_key_has_its_line() -> None:
    """A text, a list, keys below, and what comes after each."""
    text = "---\na: b\nc: [d,\n  e]\nf:\n  g: h\ni: j\n---\n"
    page, problems = split("x.md", text)
    assert problems == []
    assert page.entries == {
        "a": Entry("b", 2),
        "c": Entry(("d", "e"), 3),
        "f": Entry({"g": "h"}, 5),
        "i": Entry("j", 7),
    }


@pytest.mark.parametrize(
    ("front", "line", "said", "kept"),
    [
        ("a: b\nc: 'x': y", 3, "mapping values are not allowed in this context", "a"),
        ("a: b\nc: [x", 4, "did not find expected ',' or ']'", "a"),
        ("a: \x07b", 2, "unacceptable character #x0007: control characters are", ""),
    ],
)
def test_what_is_no_yaml_is_said_with_its_line_in_the_words_of_the_parser(
    front: str, line: int, said: str, kept: str
) -> None:
    """What stands before the line was understood."""
    page, (found,) = split("x.md", f"---\n{front}\n---\n")
    assert (found.line, found.code) == (line, "YAML")
    assert found.message.startswith(f"this is not YAML: {said}")
    assert "".join(page.entries) == kept


@pytest.mark.parametrize(
    ("text", "advice"),
    [("x\n", "Start the file with `---`"), ("---\na: b\n", "Write `---` alone on")],
)
def test_front_matter_that_is_missing_or_open_is_said_of_the_first_line(
    text: str, advice: str
) -> None:
    """That is where it should begin."""
    _, (found,) = split("x.md", text)
    assert (found.path, found.line, found.code) == ("x.md", 1, "FRONT-MATTER")
    assert found.advice.startswith(advice)
