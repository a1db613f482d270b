"""What the checks take for code is what readers see as code."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.util import STX

from handbook import fences

LINES = (
    *("```", "```python", "``` py ", "```` ", "~~~", "```py `x`", "```x```"),
    *('```py title="x"', '```py hl_lines="1 3"', '``` linenums="1" title=""'),
    *('```py hl_lines="x"', '```py hl_lines="1 "', '```py title="x" y', '``` y="x"'),
    *("``` {.py}", "```a b", "```\xa0", " ```", "    ```", "\t```"),
    *("> ```", ">```", "> > ```", ">  ```", ">\t```", "> ~~~", "```\u2028"),
    *("", " ", ">", "> ", "\xa0", "x", "  x", "    x", "\tx", "> x", ">x", "> > x"),
)
"""Lines that begin or end a block somewhere, or keep it from being one."""


def outside(lines: list[str]) -> list[str]:
    """Let the engines' extension take the blocks out; what is left is read as text."""
    reader = Markdown(extensions=["pymdownx.highlight", "pymdownx.superfences"])
    for name in ("normalize_whitespace", "fenced_code_block"):
        lines = reader.preprocessors[name].run(lines)
    return [line for line in lines if STX not in line and line.strip()]


@settings(max_examples=1000, deadline=None, database=None)
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_code_is_what_the_engines_take_for_code(lines: list[str]) -> None:
    """A page in which nothing is said to be no block has just the engines' blocks."""
    found, none = fences.inside(lines)
    if none is None:
        left = [one for number, one in enumerate(lines) if number not in found]
        assert outside(lines) == [one.expandtabs(4) for one in left if one.strip()]
