"""Graphs of records, for hypothesis to draw."""

from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from handbook.problems import Problem
from handbook.records import together
from handbook.records.record import LINKS

from .sound import name_of, numbered, parsed, path_of

NOWHERE = Path("nowhere")
"""A root with no files: these records' confirmations refer to nothing."""


@dataclass(frozen=True)
class Link:
    """That one record supersedes or amends another, as both of them say."""

    key: str
    newer: int
    older: int

    def sides(self) -> list[tuple[int, str, int]]:
        """List who says it, with which key, and of whom."""
        return [
            (self.newer, self.key, self.older),
            (self.older, LINKS[self.key], self.newer),
        ]


@dataclass(frozen=True)
class Graph:
    """Some records: what each says of others, and their statuses."""

    statuses: tuple[str, ...]
    sides: tuple[tuple[int, str, int], ...]

    def lines(self, number: int) -> list[str]:
        """Write what a record says of others, as lines of its front matter."""
        lines = []
        for key in LINKS:
            named = [
                name_of(to)
                for who, how, to in self.sides
                if (who, how) == (number, key)
            ]
            if named:
                lines.append(
                    f"{key}: {named[0] if len(named) == 1 else f'[{", ".join(named)}]'}"
                )
        return lines

    def texts(self) -> dict[str, str]:
        """Write all records, by their paths."""
        return {
            path_of(number): numbered(number, *self.lines(number), status=status)
            for number, status in enumerate(self.statuses, start=1)
        }

    def ledger(self) -> str:
        """Write the ledger."""
        numbers = range(1, len(self.statuses) + 1)
        return "".join(f"{name_of(n)} use-thing-{n}\n" for n in numbers)

    def problems(self) -> list[Problem]:
        """Check the records together."""
        records = [
            parsed(number, *self.lines(number), status=status)
            for number, status in enumerate(self.statuses, start=1)
        ]
        return together.check(NOWHERE, records, self.ledger())


@st.composite
def links(draw: st.DrawFn, least: int = 0) -> tuple[int, list[Link]]:
    """Draw a number of records, and links from newer to older ones among them."""
    count = draw(st.integers(2, 7))
    pairs = [
        (newer, older) for newer in range(2, count + 1) for older in range(1, newer)
    ]
    chosen = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["supersedes", "amends"]), st.sampled_from(pairs)
            ),
            min_size=least,
            max_size=8,
            unique=True,
        )
    )
    return count, [Link(key, newer, older) for key, (newer, older) in chosen]


@st.composite
def sound_graphs(draw: st.DrawFn, least: int = 0) -> tuple[Graph, list[Link]]:
    """Draw a graph with which nothing is wrong, and its links."""
    count, drawn = draw(links(least))
    ended = {link.older for link in drawn if link.key == "supersedes"}
    decided = {link.newer for link in drawn}
    statuses = []
    for number in range(1, count + 1):
        free = ["accepted", "deprecated"]
        free += ["proposed", "rejected"] if number not in decided else []
        status = "superseded" if number in ended else draw(st.sampled_from(free))
        statuses.append(status)
    sides = tuple(side for link in drawn for side in link.sides())
    return Graph(tuple(statuses), sides), drawn
