"""Where shown and real output differ, and how to say so."""

import difflib
from collections.abc import Sequence

UPDATE = "Run `make examples UPDATE=1` and review the difference."
"""What to do about output that is no longer the real one."""


def first_difference(shown: Sequence[str], real: Sequence[str]) -> int:
    """Find the first index at which two lists of lines differ.

    Returns:
        The index; where one list only goes on, the length of the other.
    """
    pairs = enumerate(zip(shown, real))
    ends = min(len(shown), len(real))
    return next((index for index, (one, other) in pairs if one != other), ends)


def unified(shown: Sequence[str], real: Sequence[str]) -> str:
    """Write the difference of shown and real output, with little around it."""
    lines = difflib.unified_diff(shown, real, "shown", "real", n=2, lineterm="")
    return "\n".join(line.rstrip("\n") for line in lines)
