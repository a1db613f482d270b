"""Where pages and anchors that have left lead: `docs/redirects.txt`."""

import re
from pathlib import Path

from handbook import sources
from handbook.problems import Problem

FILE = "docs/redirects.txt"
"""What left, a space, and where it leads, both relative to the site, on each line."""

_LINE = re.compile(r"(\S+) (\S+)")


def is_address(text: str) -> bool:
    """Tell whether a text is an address of a page or an anchor, below the site."""
    path = text.partition("#")[0]
    return path.endswith("/") and path[0] != "/" and ".." not in path.split("/")


def read(root: Path) -> tuple[dict[str, tuple[str, int]], list[Problem]]:
    """Read where what has left leads.

    Returns:
        The target and the line of each address, and what is wrong with the lines.
    """
    file = root / FILE
    lines = sources.read(file).splitlines() if file.is_file() else []
    found: dict[str, tuple[str, int]] = {}
    problems = []
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            message = "this line is not two addresses with a space between them"
            advice = "Write 'tools/old/ tools/new/#anchor', relative to the site."
        elif not is_address(match[1]):
            message = f"'{match[1]}' is no address of a page or an anchor of the site"
            advice = "Write it as docs/addresses.txt does: 'tools/old/#anchor'."
        elif match[1] in found:
            message = (
                f"'{match[1]}' is redirected already, in line {found[match[1]][1]}"
            )
            advice = "Keep one of the two."
        else:
            found[match[1]] = match[2], number
            continue
        problems.append(Problem(FILE, number, "REDIRECT", message, advice))
    return found, problems
