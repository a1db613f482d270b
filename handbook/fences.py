"""Which lines of a page stand in a code block, as both engines have it.

They read fences with pymdownx.superfences: the same signs end a block, as many as began
it, and each line between has at least the indent, or the signs of a quote, of the
first. What does not end so is no block, and neither is what says something else behind
its signs than a language and what is to be highlighted, numbered or written above.
"""

import re
from collections.abc import Sequence

_FENCE = re.compile(r"(?P<indent>[ >]*)(?P<signs>`{3,}|~{3,})(?P<rest>[^`]*)")
_REST = re.compile(
    r" *[\w#.+-]*(?: +(?:(?:hl_lines|linenums)=\"\d+(?: \d+)*\"|title=\"[^\"]*\"))* *"
)


def inside(lines: Sequence[str]) -> tuple[set[int], int | None]:
    """Find the code blocks.

    Args:
        lines: The lines of a page.

    Returns:
        The numbers of their lines, counted from 0, and the first line that looks like
        the beginning of a block, and is none.
    """
    found: set[int] = set()
    none: list[int] = []
    start, fence = 0, None
    for number, tabbed in enumerate(lines):
        line = tabbed.expandtabs(4)
        if fence is None:
            start, fence = number, _FENCE.fullmatch(line)
            if fence and not _REST.fullmatch(fence["rest"]):
                none.append(number)
                fence = None
        elif line.startswith(fence["indent"]):
            if line.removeprefix(fence["indent"]).rstrip(" ") == fence["signs"]:
                found.update(range(start, number + 1))
                fence = None
        elif line.strip(" ") not in ("", fence["indent"].strip(" ")):
            none.append(start)
            fence = None
    if fence:
        none.append(start)
    return found, min(none, default=None)


def lines(text: str) -> list[tuple[str, bool]]:
    """Go through the lines of a page, and tell which stand in a code block."""
    every = text.splitlines()
    found, _ = inside(every)
    return [(line, number in found) for number, line in enumerate(every)]
