"""No code block without an owner: every way around the ledger is caught.

All pages are built in one real site. Each sabotaged page holds one block that no
snippet owns, made in a way of its own; each sound page includes a snippet.
"""

import shutil
import subprocess
import sys

import pytest

from handbook import build, ledger, site, snippets
from handbook.problems import Problem
from tests.conftest import ROOT, settings_without_pages

PET = '''"""A pet."""

# --8<-- [start:model]
class Pet:
    """It has a name."""

    name = "Ada"
# --8<-- [end:model]

print(Pet.name)
#> Ada
'''

SABOTAGED = {
    "literal_fence": "```python\nx = 1\n```",
    "fence_without_a_language": "```\nx = 1\n```",
    "empty_fence": "```python\n```",
    "tilde_fence": "~~~python\nx = 1\n~~~",
    "four_backticks": "````python\nx = 1\n````",
    "attribute_fence": "``` { .python }\nx = 1\n```",
    "annotated_fence": "```{.python .annotate}\nx = 1  # (1)!\n```\n\n1. One.",
    "fence_with_options": '```python hl_lines="1"\nx = 1\n```',
    "numbered_fence": '```python linenums="1"\nx = 1\n```',
    "fence_in_a_tab": '=== "One"\n\n    ```python\n    x = 1\n    ```',
    "fence_in_an_admonition": "!!! note\n\n    ```python\n    x = 1\n    ```",
    "fence_in_closed_details": "??? note\n\n    ```python\n    x = 1\n    ```",
    "fence_in_a_list": "1.  One:\n\n    ```python\n    x = 1\n    ```",
    "fence_in_a_quote": "> ```python\n> x = 1\n> ```",
    "fence_in_a_footnote": "One.[^1]\n\n[^1]:\n    ```python\n    x = 1\n    ```",
    "fence_in_a_definition": "Term\n\n:   ```python\n    x = 1\n    ```",
    "fence_in_html": '<div markdown="1">\n\n```python\nx = 1\n```\n\n</div>',
    "diagram": "```mermaid\ngraph LR\n  A --> B\n```",
    "indented_code": "One:\n\n    x = 1\n",
    "raw_pre": "<pre>x = 1</pre>",
    "raw_pre_with_code": "<pre><code>x = 1</code></pre>",
    "raw_pre_in_a_table": "| a |\n|---|\n| <pre>x = 1</pre> |",
    "raw_pre_in_details": "<details><summary>a</summary><pre>x = 1</pre></details>",
    "raw_highlight": '<div class="highlight">x = 1</div>',
    "raw_code_with_breaks": "One <code>x = 1<br>y = 2</code> two.",
    "raw_textarea": "<textarea>x = 1</textarea>",
    "raw_styled_div": '<div style="white-space: pre">x = 1\ny = 2</div>',
    "raw_styled_span": '<span style="white-space: break-spaces">x = 1\ny = 2</span>',
    "raw_frame": '<iframe srcdoc="x = 1"></iframe>',
    "raw_script": '<script>document.write("x = 1")</script>',
    "inline_code_as_a_block": "Run:\n\n`x = 1`\n\nThen.",
    "inline_code_over_lines": "One `x = 1\ny = 2` two.",
    "inline_code_with_breaks": "`import os`<br>\n`os.remove('a')`",
    "inline_code_with_spaces_for_breaks": "Run:  \n`import os`  \n`os.remove('a')`",
    "include_with_a_line_more": '```python\n--8<-- "demo/pet.py"\nx = 1\n```',
    "include_with_a_line_before": '```python\nx = 1\n--8<-- "demo/pet.py"\n```',
    "two_includes": '```python\n--8<-- "demo/pet.py"\n--8<-- "demo/pet.py"\n```',
    "line_range": '```python\n--8<-- "demo/pet.py:1:4"\n```',
    "line_range_of_nothing": '```python\n--8<-- "demo/pet.py:200:300"\n```',
    "block_of_includes": "```python\n--8<--\ndemo/pet.py\n--8<--\n```",
    "include_without_quotes": "```python\n--8<-- demo/pet.py\n```",
    "include_in_single_quotes": "```python\n--8<-- 'demo/pet.py'\n```",
    "commented_out_include": '```python\n;--8<-- "demo/pet.py"\n```',
    "include_in_a_comment": '<!-- --8<-- "demo/pet.py" -->',
    "include_outside_a_fence": '--8<-- "demo/pet.py"',
    "forged_title": '```python title="demo/pet.py"\nx = 1\n```',
    "title_of_another_file": (
        '```python title="demo/use.console"\n--8<-- "demo/pet.py"\n```'
    ),
    "wrong_language": '```json\n--8<-- "demo/pet.py"\n```',
    "no_language": '```\n--8<-- "demo/pet.py"\n```',
    "docstring_source": (
        '<details class="mkdocstrings-source"><summary>In <code>handbook/site.py</code>'
        "</summary><pre><code>import re</code></pre></details>"
    ),
}

SOUND = {
    "whole_file": '```python\n--8<-- "demo/pet.py"\n```',
    "section": '```python\n--8<-- "demo/pet.py:model"\n```',
    "in_a_tab": '=== "One"\n\n    ```python\n    --8<-- "demo/pet.py"\n    ```',
    "in_a_list": '1.  One:\n\n    ```python\n    --8<-- "demo/pet.py"\n    ```',
    "in_an_admonition": (
        '!!! note\n\n    ```python\n    --8<-- "demo/pet.py:model"\n    ```'
    ),
    "session": '```console\n--8<-- "demo/use.console"\n```',
    "inline_code": "One `x = 1` two, and `--8<--` in `code`.",
    "inline_code_in_broken_lines": "One `x = 1`  \ntwo<br>`y = 2` three.",
    "inline_code_in_cells": "| a |\n| --- |\n| `x = 1`<br>`y = 2` |",
    "docstrings": "::: handbook.problems",
}


@pytest.fixture(scope="module", params=build.ENGINES)
def problems(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[Problem]:
    """Build all pages with an engine and check them: all that the ledger says."""
    root = tmp_path_factory.mktemp("handbook")
    (root / "mkdocs.yml").write_text(settings_without_pages())
    shutil.copytree(ROOT / "handbook", root / "handbook")
    for name, text in {**SABOTAGED, **SOUND}.items():
        page = root / "docs" / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"# A page\n\nSome words.\n\n{text}\n")
    topic = root / "snippets" / "demo"
    topic.mkdir(parents=True)
    (topic / "pet.py").write_text(PET)
    (topic / "use.console").write_text("$ python pet.py\nAda\n")
    (topic / "unseen.py").write_text("x = 1\n")
    (topic / "partly.py").write_text(
        "# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\ny = 2\n"
    )
    (topic / "blank.py").write_text("\n")
    (root / "docs/partly.md").write_text(
        '# A page\n\n```python\n--8<-- "demo/partly.py:a"\n```\n'
    )
    (root / "README.md").write_text(
        "# A handbook\n\n```console\n$ python pet.py\nAda\n```\n\n"
        "```console\n$ rm -r /\n```\n\n    y = 3\n\n~~~python\ny = 4\n~~~\n"
    )
    subprocess.run(
        [sys.executable, "-m", request.param, "build", "--clean"],
        cwd=root,
        env=build.environment(),
        check=True,
        capture_output=True,
    )
    found, wrong = snippets.read(root)
    assert wrong == []
    pages = site.read_site(root, root / build.SITE)
    return ledger.check(pages, site.read_root_pages(root), found)


def _of(problems: list[Problem], path: str) -> list[Problem]:
    """Pick what is said of one file."""
    return [problem for problem in problems if problem.path == path]


@pytest.mark.parametrize("page", SABOTAGED)
def test_a_block_without_an_owner_fails_the_build(
    problems: list[Problem], page: str
) -> None:
    """It is named with its page, and with a line at or after the words before it."""
    said = _of(problems, f"docs/{page}.md")
    assert {problem.code for problem in said} & {"UNOWNED", "LANGUAGE", "INCLUDE"}


@pytest.mark.parametrize("page", SOUND)
def test_a_block_that_includes_a_snippet_is_owned(
    problems: list[Problem], page: str
) -> None:
    """Nothing is said of it."""
    assert _of(problems, f"docs/{page}.md") == []


def test_the_message_names_the_line_and_shows_the_block(
    problems: list[Problem],
) -> None:
    """The line is that of the block's first line, and the advice says what to do."""
    (problem,) = _of(problems, "docs/literal_fence.md")
    assert (problem.line, problem.code) == (6, "UNOWNED")
    assert problem.detail == "x = 1"
    assert "snippets/" in problem.advice


def test_a_snippet_that_no_page_shows_fails_the_build(problems: list[Problem]) -> None:
    """The file is named."""
    (problem,) = _of(problems, "snippets/demo/unseen.py")
    assert (problem.line, problem.code) == (1, "NOT-SHOWN")


def test_a_line_that_no_section_shows_fails_the_build(problems: list[Problem]) -> None:
    """The first such line is named."""
    (problem,) = _of(problems, "snippets/demo/partly.py")
    assert (problem.line, problem.code) == (4, "NOT-SHOWN")


def test_an_empty_snippet_fails_the_build(problems: list[Problem]) -> None:
    """There is nothing in it to show."""
    (problem,) = _of(problems, "snippets/demo/blank.py")
    assert problem.code == "EMPTY"


def test_blocks_of_the_readme_are_in_the_ledger(problems: list[Problem]) -> None:
    """One is a snippet; the three that are not are named, with their lines."""
    said = _of(problems, "README.md")
    assert [(one.line, one.code) for one in said] == [
        (9, "UNOWNED"),
        (12, "UNOWNED"),
        (15, "UNOWNED"),
    ]
