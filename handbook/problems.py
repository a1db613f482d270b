"""What is wrong, where, and what to do about it: the one form of every report."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        path: The file, relative to the handbook's root, with forward slashes.
        line: The line in that file, counted from 1.
        code: The kind of problem, in capitals: ``UNOWNED``.
        message: What is wrong, in one sentence.
        advice: What to do about it, in one sentence.
        detail: Lines that show more, such as shown against real output.
    """

    path: str
    line: int
    code: str
    message: str
    advice: str
    detail: str = ""

    def __str__(self) -> str:
        """Write the problem for people: where, what, what to do, and the detail."""
        lines = [
            f"{self.path}:{self.line}: {self.code} {self.message}",
            f"    {self.advice}",
            *(f"    | {line}".rstrip() for line in self.detail.splitlines()),
        ]
        return "\n".join(lines)


def report(problems: Iterable[Problem]) -> str:
    """Write all problems, sorted by place, with a blank line between two."""
    return "\n\n".join(str(problem) for problem in sorted(set(problems)))
