"""Tables and code are marked as the site's styles and policy need it."""

import json
import re
from pathlib import Path

import pytest
from markdown import markdown

from handbook import includes, results
from handbook.markup import COLOURS
from tests.conftest import ROOT

EXTENSIONS = ["tables", "pymdownx.highlight", "pymdownx.superfences", "handbook.markup"]
CSS = (ROOT / "handbook/theme/assets/handbook.css").read_text()


def rendered(text: str) -> str:
    """Render a page."""
    return markdown(text, extensions=EXTENSIONS)


def test_a_table_gets_a_box_and_classes_instead_of_styles() -> None:
    """Alignment and dates are said by classes."""
    html = rendered("| A | B |\n| - | -: |\n| 2026-11-24 | on 2026-11-24 |\n")
    assert html.startswith('<div class="scroll"><table>')
    assert "style" not in html
    assert '<td class="date">2026-11-24</td>' in html
    assert '<td class="right">on 2026-11-24</td>' in html


def test_tables_that_stand_in_something_get_a_box_too() -> None:
    """And what follows them stays where it was."""
    html = rendered("- a\n\n    | A |\n    | - |\n    | b |\n\n    after\n")
    assert re.search(
        r'<div class="scroll"><table>.*</table></div>\s*<p>after', html, re.S
    )


def test_code_has_the_colours_of_the_site_and_no_others() -> None:
    """Its text is the same, and neighbours of a colour are one mark."""
    code = 'import a\n\n\ndef f():\n    """Say b."""\n    return a.b("c" + "d") < 2\n'
    html = rendered(f"```python\n{code}```\n")
    inner = re.search(r"<pre><code>(.*)</code></pre>", html, re.S)
    assert inner is not None
    text = re.sub(r"<[^>]*>", "", inner[1])
    assert text.replace("&lt;", "<").replace("&quot;", '"') == code
    assert set(re.findall(r'class="(\w+)"', inner[1])) <= set(COLOURS)


def test_what_an_example_prints_is_marked() -> None:
    """Other comments are not."""
    html = rendered("```python\nprint(1)  # one\n#> 1\n#> 2\n```\n")
    assert '<span class="c"># one</span>' in html
    assert re.search(
        r'<span class="o">#&gt; 1\n(<span class="o">)?#&gt; 2</span>', html
    )


def test_prompts_and_errors_are_marked() -> None:
    """Of a shell and of Python; and what a change takes away."""
    html = rendered(
        "```console\n$ ls\n```\n\n```diff\n-a\n+b\n```\n\n"
        "```pycon\n>>> 1/0\nTraceback (most recent call last):\n"
        '  File "a", line 1\nOSError: x\n```'
    )
    marked = re.findall(r'<span class="([eg])">([^<]*)</span>', html)
    assert marked == [
        ("g", "$ "),
        ("e", "-a"),
        ("g", "&gt;&gt;&gt; "),
        ("e", "Traceback (most recent call last):"),
        ("e", "OSError"),
    ]


def test_lines_with_which_a_command_goes_on_are_no_output() -> None:
    """Their prompt is marked as the first one's is; what is printed stays output."""
    html = rendered("```console\n$ cat <<'END'\n> x = 1\n> END\nx = 1\n```\n")
    marked = re.findall(r'<span class="([gc])">([^<]*)</span>', html)
    assert marked == [("g", "$ "), ("g", "&gt; "), ("g", "&gt; "), ("c", "x = 1")]
    assert "&gt; </span>x = 1\n" in html


def test_indentation_is_kept_in_code_alone() -> None:
    """Around it, nobody sees it; a line's end stays, for it parts words."""
    html = rendered(
        "<div>\n\n  <b>a</b>\n   <i>b</i>\n</div>\n\n"
        "```python\nif a:\n\n    b\n```\n\nc\n\n    d\n\n      e\n"
    )
    assert html.startswith("<div>\n<b>a</b>\n<i>b</i>\n</div>\n")
    assert ":\n\n    b\n</code></pre>" in html
    assert "<pre><code>d\n\n  e\n</code></pre>" in re.sub(' class="[^"]*"', "", html)


def test_other_marks_are_left_alone() -> None:
    """Only code is changed."""
    assert '<span class="k">a</span>' in rendered('<span class="k">a</span>')


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the build have written what two examples ran with."""
    file = tmp_path / includes.GENERATED / results.CONDITIONS
    file.parent.mkdir(parents=True)
    ran = {"demo/a.py": "Python 3.13.0", "demo/b.py": "Python 3.13.0, a <b> 1.0"}
    file.write_text(json.dumps(ran))
    monkeypatch.chdir(tmp_path)


BLOCK = '```python title="{}"\na = 1\n```\n\n'


@pytest.mark.usefixtures("told")
def test_below_an_example_stands_what_it_ran_with() -> None:
    """In the box of its code, and as text."""
    html = rendered(BLOCK.format("demo/b.py"))
    assert re.search(
        r'</pre><p class="ran">Run with Python 3.13.0, a &lt;b&gt; 1.0</p></div>', html
    )


@pytest.mark.usefixtures("told")
def test_it_stands_once_where_a_section_shows_an_example_in_parts() -> None:
    """Below the first; another example has its own, and so has another section."""
    names = ["demo/a.py", "demo/b.py", "demo/a.py", "demo/a.py"]
    page = "".join(BLOCK.format(name) for name in names)
    html = rendered(f"{page}\n## Next\n\n{page}")
    below = [box.count('class="ran"') for box in html.split('class="filename"')[1:]]
    assert below == 2 * [1, 1, 0, 0]


@pytest.mark.usefixtures("told")
def test_nothing_stands_below_an_example_that_did_not_run() -> None:
    """Nor below code that is no example."""
    html = rendered(BLOCK.format("demo/c.py") + "```python\na = 1\n```\n")
    assert 'class="ran"' not in html


def test_the_name_of_an_examples_file_leads_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the repository, where that is known; a line may end behind its signs."""
    name = "demo/<wbr>a_<wbr>b.py"
    html = rendered(BLOCK.format("demo/a_b.py"))
    assert f'<span class="filename">{name}</span>' in html
    monkeypatch.setenv("REPOSITORY_URL", "https://example.org/team/handbook/")
    link = "https://example.org/team/handbook/blob/main/snippets/demo/a_b.py"
    html = rendered(BLOCK.format("demo/a_b.py"))
    assert f'<span class="filename"><a href="{link}">{name}</a></span>' in html


def test_a_reference_of_a_docstring_that_leads_nowhere_is_plain_words() -> None:
    """It would be a box with a tooltip, a tenth of a page's weight."""
    reference = '<autoref optional identifier="{}">{}</autoref>'
    name = reference.format("handbook.site.Page.ids", "ids")
    kind = reference.format("list", "list")
    ours = reference.format("handbook.site.Page", "Page")
    html = rendered(f"<p><b><code>{name}</code></b> (<code>{kind}[{ours}]</code>)</p>")
    assert html == f"<p><b><code>ids</code></b> (<code>list[{ours}]</code>)</p>"


def test_docstrings_have_the_classes_that_are_styled_and_no_others() -> None:
    """mkdocstrings gives each part several, which are a part of the page's weight."""
    html = rendered(
        '<div class="doc doc-object doc-class"><h2 class="doc doc-heading">a</h2>\n'
        '<div class="doc doc-contents first">b</div><p class="document">c</p></div>'
    )
    assert html == (
        '<div><h2 class="doc-heading">a</h2>\n'
        '<div class="doc-contents first">b</div><p class="document">c</p></div>'
    )


def test_a_link_that_says_an_id_is_marked() -> None:
    """So that a line does not end within it; one that says more is not."""
    html = rendered("[DB-3](#DB-3) [DR-0001](a.md) [DB-3 Declare](#DB-3) [b](#DB-3)")
    assert html == (
        '<p><a class="id" href="#DB-3">DB-3</a> <a class="id" href="a.md">DR-0001</a>'
        ' <a href="#DB-3">DB-3 Declare</a> <a href="#DB-3">b</a></p>'
    )


def luminance(colour: str) -> float:
    """Compute how bright a colour is, by WCAG."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def colours(name: str) -> tuple[str, str]:
    """Read a colour of the styles, in light and in dark."""
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", CSS)
    assert found is not None
    return found[1], found[2]


@pytest.mark.parametrize("ground", ["paper", "code", "tint", "warm-tint"])
@pytest.mark.parametrize("ink", ["ink", "faint", "accent"])
def test_words_can_be_read_on_every_ground(ink: str, ground: str) -> None:
    """A contrast of 4.5 at least, in both schemes; axe can't tell behind a button."""
    for one, other in zip(colours(ink), colours(ground)):
        dark, light = sorted((luminance(one), luminance(other)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("ink", ["keyword", "string", "name", "wrong"])
def test_code_can_be_read(ink: str) -> None:
    """Each colour of code on its ground."""
    for one, other in zip(colours(ink), colours("code")):
        dark, light = sorted((luminance(one), luminance(other)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5
