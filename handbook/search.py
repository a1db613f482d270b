"""The index of the site's search: scripts that hold it in pieces, fetched on demand.

The index says which words each section has and how much they weigh in it, which make
up a term, and which stand next to each other; what a word that was typed may mean is
decided in `theme/assets/search/rank.js`. A piece is a script that hands itself over, so
that it can be loaded from a file, and under a policy that forbids everything else.
"""

import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from handbook.problems import Problem
from handbook.search_pairs import Pairs, pairs
from handbook.search_sections import Section
from handbook.search_weights import (
    USUAL,
    Index,
    index,
    is_telling,
    tokens,
    usual_titles,
    worth,
)

WORDS = Path(__file__).with_name("search_words.toml")
"""What the search knows of language."""

FOLDER = "assets/search"
"""Where the pieces are, relative to the site."""

PIECE = 20_000
"""About how many characters a piece of the words has."""

_MOST = 15  # how many words of a term are looked at; TERMS of rank.js is one more


def _script(name: str, data: object) -> str:
    """Write a piece: a script that hands its data over."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"handbookSearch.take({json.dumps(name)},{text});\n"


def _shares(weights: Index, terms: dict[str, list[int]]) -> list[list[str]]:
    """Share the words out to pieces of about one size, in their order."""
    shares: list[list[str]] = []
    size = PIECE
    for word, of_section in weights.items():
        if size >= PIECE:
            shares.append([])
            size = 0
        shares[-1].append(word)
        size += 7 * (1 + len(of_section)) + 4 * len(terms.get(word, ()))
    return shares


def _ranges(found: Pairs) -> list[Pairs]:
    """Share the pairs out to pieces of about one size, by their first words."""
    ranges: list[Pairs] = []
    size = PIECE
    for word, others in found.items():
        if size >= PIECE:
            ranges.append({})
            size = 0
        ranges[-1][word] = others
        size += len(json.dumps(others, separators=(",", ":")))
    return ranges


def _steps(of_section: dict[int, int]) -> list[int]:
    """List sections and weights; of a section, how far it is from the one before."""
    numbers = list(of_section)
    steps = [now - before for before, now in zip([0, *numbers], numbers)]
    return [one for pair in zip(steps, of_section.values()) for one in pair]


def _terms(all_of: list[Section], known: Index) -> dict[str, list[int]]:
    """List for each word the terms that have it: one that is typed whole is a heading.

    The weights of single words forget which of them were one term: who has "thread
    pool" and "size limit" has "thread limit" too. Each term is two figures: how far its
    section is from the one before, and its place there with its count of words.
    """
    steps: dict[str, list[int]] = defaultdict(list)
    last: dict[str, int] = defaultdict(int)
    for number, section in enumerate(all_of):
        for place, term in enumerate(section.terms.split(", ")):
            whole = [word for word, share in tokens(term) if share == 1]
            words = [word for word in dict.fromkeys(whole) if word in known][:_MOST]
            for word in words:
                steps[word] += [number - last[word], place * (_MOST + 1) + len(words)]
                last[word] = number
    return steps


def _usual_texts(all_of: list[Section]) -> set[str]:
    """List what many sections say word for word: below a hit it would tell nothing."""
    counts = Counter(section.text for section in all_of)
    return {text for text, count in counts.items() if count > USUAL}


def pieces(all_of: list[Section], language: dict[str, str]) -> dict[str, str]:
    """Write the pieces of the index.

    Args:
        all_of: The sections, page by page.
        language: What ``WORDS`` says.

    Returns:
        The scripts by their names: `first` says what there is; `words-0` and so on
        hold the weights of words, and their terms, `pairs-0` which stand next to each
        other, `text-0` what a page says.
    """
    weights = index(all_of, frozenset(language["empty"].split()))
    of_page: dict[str, list[Section]] = defaultdict(list)
    for section in all_of:
        of_page[section.page].append(section)
    terms = _terms(all_of, weights)
    shares = _shares(weights, terms)
    data: dict[str, object] = {
        f"words-{number}": [
            [_steps(weights[word]), terms.get(word, [])] for word in share
        ]
        for number, share in enumerate(shares)
    }
    ranges = _ranges(pairs(all_of))
    data |= {f"pairs-{number}": share for number, share in enumerate(ranges)}
    dull = _usual_texts(all_of)
    for number, own in enumerate(of_page.values()):
        data[f"text-{number}"] = [
            ["" if one.text in dull else one.text, one.code] for one in own
        ]
    scripts = {name: _script(name, piece) for name, piece in data.items()}
    usual = usual_titles(all_of)
    first = {
        "version": sha256("".join(scripts.values()).encode()).hexdigest()[:8],
        "pages": [
            [
                address,
                own[0].title,
                [
                    [
                        one.anchor,
                        one.kind,
                        one.name,
                        one.title,
                        round(100 * worth(one, usual)),
                        int(one.ended),
                        int(is_telling(one, usual)),
                    ]
                    for one in own
                ],
            ]
            for address, own in of_page.items()
        ],
        "words": [" ".join(share) for share in shares],
        "pairs": [next(iter(share)) for share in ranges],
        **language,
    }
    return {"first": _script("first", first), **scripts}


def check(words: Path = WORDS) -> Iterator[Problem]:
    """What the search knows of language can be read, and is all there.

    Args:
        words: The file that says it.
    """
    problem = ""
    try:
        if set(tomllib.loads(words.read_text(encoding="utf-8"))) != {"empty", "same"}:
            problem = "the file must have the texts 'empty' and 'same', and no other"
    except ValueError as error:
        problem = f"the file is no TOML: {error}"
    if problem:
        line = re.search(r"at line (\d+)", problem)
        place = f"handbook/{words.name}"
        advice = "Write the words between the quotes of 'empty' or 'same'."
        yield Problem(place, int(line[1]) if line else 1, "TERMS", problem, advice)


def write(site: Path, sections: list[Section]) -> None:
    """Write the index into the built site.

    Args:
        site: The folder of the built site.
        sections: Its sections, page by page.
    """
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    language = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    scripts = pieces(sections, language)
    for name, script in scripts.items():
        (folder / f"{name}.js").write_text(script, encoding="utf-8")
