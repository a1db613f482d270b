"""Each heading has an id of its own, so that its address outlasts its words."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import ndiff

import pytest

from handbook import build, headings
from tests.conftest import ROOT, Write


@pytest.mark.parametrize(
    "text",
    [
        "##Words",
        "##Words {#words}",
        "#Words",
        "####### Words {#words}",
        "## Words",
        "### Some `code`",
        "##### Words",
        "## Words{#words}",
        "## Words {.wide}",
        "```x``` is code in a line.\n\n## Words\n\n```python\nx = 1\n```",
        "````\n```\n````\n\n## Words",
        "```\n~~~\n```\n\n## Words",
        "```python\n```python\n```\n\n## Words",
        "```\nx = 1\n\n## Words",
    ],
)
def test_a_heading_without_an_id_is_named_wherever_it_stands(
    write: Write, text: str
) -> None:
    """Behind each fence that has ended, or is none, and with any number of signs."""
    page = f"# Page\n\n{text}\n"
    (one,) = headings.check(write({"docs/page.md": page}))
    line = page[: page.rindex("\n#")].count("\n") + 2
    assert (one.path, one.line, one.code) == ("docs/page.md", line, "HEADING-ID")
    assert one.advice.startswith("Write '##")


@pytest.mark.parametrize(
    "text",
    [
        "## Words {#words}",
        "## Words { #words }",
        '### DB-3 X {#DB-3 formerly="a b"}',
        "## Words {#words}  ",
        "## Words {: #words }",
        "## Words {:#words}",
        "## Words {.wide #words}",
        "##### Words {#words}",
        "\\#5 was mended.",
        "````\n```\n## Words\n````",
        "```\n````\n## Words\n```",
        "~~~\n```\n## Words\n~~~",
        "```\n``` python\n## Words\n```  ",
    ],
)
def test_a_heading_with_an_id_and_code_are_fine(write: Write, text: str) -> None:
    """In each form that attr_list reads, and in each fence."""
    root = write({"docs/page.md": f"# Page\n\n{text}\n"})
    assert list(headings.check(root)) == []


def test_the_advice_gives_a_heading_one_id(write: Write) -> None:
    """What stands in its braces already is no part of it."""
    (one,) = headings.check(write({"docs/page.md": "# Page\n\n## Words {.wide} \n"}))
    assert one.advice == "Write '## Words {#a-name-that-stays}'."


@pytest.mark.parametrize(
    "text", ["", "---\ntags: a\n---\n", "Words.\n", "```text\n# Page\n```\n"]
)
def test_a_page_without_a_title_is_named(write: Write, text: str) -> None:
    """It would be published under another, or under none."""
    (one,) = headings.check(write({"docs/page.md": text}))
    assert (one.path, one.line, one.code) == ("docs/page.md", 1, "HEADING")
    assert one.message == "the page has no title"


def tool_pages() -> dict[str, str]:
    """Read the page of each tool, by its file's name."""
    files = (ROOT / "docs/tools").glob("*.md")
    return {file.name: file.read_text() for file in files if file.name != "index.md"}


def differences(wanted: Iterable[str], found: Iterable[str]) -> list[str]:
    """List what is missing, behind a minus, and what is too much, behind a plus."""
    return [one for one in ndiff([*wanted], [*found]) if one[0] in "-+"]


def test_the_pages_of_tools_have_one_shape() -> None:
    """So that readers find on each what they found on others: what the most have."""
    shapes = {
        name: tuple(re.findall(r"(?m)^## (.+ \{#[\w-]+)", text))
        for name, text in tool_pages().items()
    }
    ((shape, _),) = Counter(shapes.values()).most_common(1)
    wrong = {name: differences(shape, found) for name, found in shapes.items()}
    assert {name: lines for name, lines in wrong.items() if lines} == {}
    assert "Rules {#rules" in shape


def test_each_page_of_a_tool_has_one_row_in_the_list_of_tools() -> None:
    """No row leads to a page that is not there, and no page has two."""
    index = (ROOT / "docs/tools/index.md").read_text()
    rows = re.findall(r"(?m)^\| \[.+?\]\((.+?)\) \| .+ \|$", index)
    assert differences(sorted(tool_pages()), sorted(rows)) == []


UNNAMED = {
    "setext": "Some `words`\n------------",
    "quoted": "> ## Some words",
    "note": "!!! note\n\n    ### Some words",
    "listed": "1.  One\n\n    ## Some words",
    "unfenced": "```text ends nowhere\n\nSome words\n----------\n\n```",
}
NAMED = {
    "setext": "Some words {#words}\n----------",
    "spaces": "## Some words {#words}  \n",
    "colon": "## Some words {: #words }\n",
    "class": "## Some words {.wide #words}\n",
    "small": "##### Some words {#words}\n",
    "code": "```x``` is code.\n\n## Some words {#words}\n",
    "table": "| a |\n| --- |\n| b |",
    "docstrings": "::: handbook.problems",
}


@pytest.mark.parametrize("engine", build.ENGINES)
@pytest.mark.parametrize("pages, wrong", [(UNNAMED, True), (NAMED, False)])
def test_an_id_made_of_words_is_found_on_the_built_page(
    write: Write, engine: str, pages: dict[str, str], wrong: bool
) -> None:
    """However its heading is written."""
    files = {f"docs/{name}.md": f"# A\n\n{text}\n" for name, text in pages.items()}
    root = write({"docs/index.md": "# Home\n", **files})
    problems = build.build(root, engine).problems
    found = {one.path for one in problems if one.code == "HEADING-ID"}
    assert found == (files.keys() if wrong else set())
    assert wrong or problems == []


def test_each_heading_of_this_handbook_has_an_id() -> None:
    """Its rules, its records and its pages alike."""
    assert list(headings.check(ROOT)) == []
