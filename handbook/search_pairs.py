"""Which words stand next to each other: so a line that was pasted is found.

The weights of single words know nothing of order, and leave out what says nothing by
itself. In a message such as "already in use" the order is all that it has.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from handbook.search_sections import LONGEST_WORD, Section

FEW = 8
"""In how many sections a pair may be; one that more have tells too little."""

Pairs = dict[str, dict[str, list[int]]]
"""For each word those that come next, with the sections in which they do."""

_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"(?<=[.:!?]) ")


def _lines(section: Section) -> Iterator[str]:
    """List what a section says in one go: headings, sentences, lines of code."""
    yield section.title
    yield from _BREAK.split(section.text)
    yield from section.code.split("\n")


def pairs(all_of: list[Section]) -> Pairs:
    """Find the pairs of words that stand next to each other in few sections.

    Signs do not count: `expire_on_commit` is three words, and so is "expire on commit".

    Args:
        all_of: The sections.
    """
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for number, section in enumerate(all_of):
        for line in _lines(section):
            words = _WORD.findall(line.lower())
            for one, other in zip(words, words[1:]):
                if max(len(one), len(other)) <= LONGEST_WORD:
                    found[one][other].add(number)
    few = {
        one: {
            other: sorted(numbers)
            for other, numbers in sorted(others.items())
            if len(numbers) <= FEW
        }
        for one, others in sorted(found.items())
    }
    return {one: others for one, others in few.items() if others}
