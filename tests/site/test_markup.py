"""Tables and code are marked as the site's styles and policy need it."""

import re

import pytest
from markdown import markdown

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


def test_other_marks_are_left_alone() -> None:
    """Only code is changed."""
    assert '<span class="k">a</span>' in rendered('<span class="k">a</span>')


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
