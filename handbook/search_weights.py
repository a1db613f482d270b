"""What a word weighs in a section, and how much a section is preferred to others.

The figures were found by questions with known answers, and each holds for all of them:
where a change helped some questions and did nothing for others, it was left out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import fmean

from handbook.search_sections import LONGEST_WORD, Section

WEIGHTS = {
    "name": 8.0,
    "title": 5.0,
    "page": 4.0,
    "ids": 3.0,
    "trail": 2.0,
    "called": 1.5,
    "text": 1.0,
    "lead": 0.5,
    "terms": 0.35,
    "code": 0.4,
}
"""How much a word counts in each field of a section; the lead counts as text too."""

LENGTHS = {"title": 0.8, "called": 0.4, "text": 0.4, "lead": 0.4, "code": 0.4}
"""How much of a word's count a longer field takes away: BM25's b."""

SATURATION = 4.0
"""At which count a word has half of its weight: BM25's k1."""

SHARE = 0.2
"""How much the parts of a name count, where names and words count 1."""

LEAD = 200
"""About how many characters of a text are its lead."""

WORTH = {"rule": 1.3, "tool": 1.1, "play": 1.0, "page": 1.0, "record": 0.75}
"""How much a section is preferred by its kind; the reference is left."""

OTHERS = 0.5
"""The same for the reference and for lists."""

OVER = 0.3
"""The same for decisions that are not in force: what is comes before them."""

LISTS = ("decisions/", "decisions/by-tag/", "playbook/", "rules/", "tools/")
"""Pages that name everything and lead on to it."""

ASIDE = ("decisions/tags/", "reference/")
"""Folders of such pages, and of those for the handbook's own programmers."""

VAGUE = 0.8
"""The same for sections whose heading tells nothing."""

PAST = 0.7
"""The same for sections of a tool that tell how it was."""

TOP = 1.5
"""The same for the top of a page."""

USUAL = 3
"""On how many pages a heading may stand and still say what its section is about."""

Index = dict[str, dict[int, int]]
"""For each word the sections that have it, with its weight there, of 100."""

_NAME = re.compile(r"[^\W_]+(?:[_-]+[^\W_]+)*")
_CHAIN = re.compile(rf"__\w+?__|\d+(?:\.\d+)+|{_NAME.pattern}(?:\.{_NAME.pattern})*")
_PART = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SENTENCE = re.compile(r"(?<=[.!?]) ")


def tokens(text: str) -> Iterator[tuple[str, float]]:
    """List the words of a text, and how much each counts.

    A name is a word without its signs, and so is each of its parts, which count less:
    `to_camel` gives `tocamel`, `to` and `camel`, and `poetry.lock` does the same.

    Args:
        text: Prose or code.
    """
    for chain in _CHAIN.findall(text):
        names = _NAME.findall(chain)
        joined = "".join("".join(_PART.findall(name)) for name in names)
        if chain.startswith("__") or chain[0].isdigit():
            yield chain.lower(), 1
            continue
        if len(names) == 2 and len(joined) <= LONGEST_WORD:
            yield joined.lower(), 1
        for name in names:
            parts = [part for one in _PART.findall(name) for part in _HUMP.split(one)]
            whole = "".join(parts)
            if len(whole) <= LONGEST_WORD:
                yield whole.lower(), 1
            for part in parts if len(parts) > 1 else ():
                yield part.lower(), SHARE


def lead(text: str) -> str:
    """Take the first sentences of a text, which say what it is about.

    Args:
        text: What a section says.
    """
    first, *others = _SENTENCE.split(text)
    for sentence in others:
        if len(first) + len(sentence) > LEAD:
            break
        first += f" {sentence}"
    return first


def usual_titles(all_of: list[Section]) -> set[str]:
    """List the headings that say nothing of what their sections are about.

    A heading that many pages have is one, like the Context of each record. What a whole
    page is called is none.

    Args:
        all_of: The sections.
    """
    pages = {(section.title, section.page) for section in all_of if section.anchor}
    counts = Counter(title for title, _ in pages)
    return {title for title, count in counts.items() if count > USUAL}


def is_telling(section: Section, usual: set[str]) -> bool:
    """Tell whether a section's heading says what it is about.

    Args:
        section: The section.
        usual: The headings that say nothing.
    """
    return not section.anchor or section.title not in usual


def worth(section: Section, usual: set[str]) -> float:
    """Say how much a section is preferred to others that have the same words.

    Args:
        section: The section.
        usual: The headings that say nothing.
    """
    much = WORTH.get(section.kind, OTHERS)
    if section.page in LISTS or section.page.startswith(ASIDE):
        much *= OTHERS
    if section.ended:
        much *= OVER
    if section.anchor.startswith("then"):
        much *= PAST
    elif not is_telling(section, usual):
        much *= VAGUE
    return much if section.anchor else TOP * much


def _fields(section: Section, usual: set[str]) -> dict[str, dict[str, float]]:
    """Count the words of a section's fields."""
    above = [one for one in section.trail[1:] if one not in usual]
    texts = {
        "name": section.name,
        "title": section.title if is_telling(section, usual) else "",
        "page": " ".join(section.trail[:1]),
        "ids": " ".join(section.ids),
        "trail": " ".join(above),
        "called": section.called,
        "terms": section.terms,
        "text": section.text,
        "lead": lead(section.text),
        "code": section.code,
    }
    return {name: _count(text) for name, text in texts.items()}


def _count(text: str) -> dict[str, float]:
    """Count the words of a text."""
    counts: dict[str, float] = defaultdict(float)
    for word, share in tokens(text):
        counts[word] += share
    return counts


def index(all_of: list[Section], empty: frozenset[str]) -> Index:
    """Weigh the words of all sections, by BM25F.

    How rare a word is does not count here: that depends on what else it stands for.

    Args:
        all_of: The sections.
        empty: Words that say nothing.
    """
    usual = usual_titles(all_of)
    counted = [_fields(section, usual) for section in all_of]
    lengths = [
        {name: sum(words.values()) for name, words in fields.items()}
        for fields in counted
    ]
    means = {name: fmean(one[name] for one in lengths) or 1 for name in WEIGHTS}
    weights: Index = defaultdict(dict)
    for number, (fields, length) in enumerate(zip(counted, lengths)):
        sums: dict[str, float] = defaultdict(float)
        for name, words in fields.items():
            longer = length[name] / means[name] - 1
            share = WEIGHTS[name] / (1 + LENGTHS.get(name, 0) * longer)
            for word, count in words.items():
                sums[word] += count * share
        for word, amount in sums.items():
            if word not in empty:
                weight = round(100 * amount / (amount + SATURATION))
                weights[word][number] = max(1, weight)
    return {word: weights[word] for word in sorted(weights)}
