"""The index of the site's search: scripts that hold it in pieces, fetched on demand.

The built site is read back and cut into sections, a heading each. The index says which
words each section has and how much they weigh in it; what a word that was typed may
mean is decided in `theme/assets/search.js`. A piece is a script that hands itself over,
so that it can be loaded from a file, and under a policy that forbids everything else.
"""

import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import fmean

from selectolax.lexbor import LexborHTMLParser, LexborNode

from handbook.blocks import classes
from handbook.records.record import RULE, Record
from handbook.site import Page

FOLDER = "assets/search"
"""Where the pieces are, relative to the site."""

WEIGHTS = {
    "name": 8.0,
    "title": 5.0,
    "ids": 3.0,
    "trail": 2.0,
    "text": 1.0,
    "code": 0.9,
}
"""How much a word counts in each field of a section."""

LENGTHS = {"title": 0.4, "text": 0.7, "code": 0.6}
"""How much of a word's count a longer field takes away: BM25's b."""

SATURATION = 1.5
"""At which count a word has half of its weight: BM25's k1."""

SHARE = 0.5
"""How much the parts of a name count, where names and words count 1."""

PIECE = 20_000
"""About how many characters a piece of the words has."""

WORTH = {"rule": 1.6, "tool": 1.1, "play": 1.1, "page": 1.0, "record": 1.0}
"""How much a section is preferred by its kind; the reference is left."""

OTHERS = 0.5
"""The same for the reference, for lists, and for decisions that are not in force."""

LISTS = ("decisions/", "decisions/by-tag/", "playbook/", "rules/", "tools/")
"""Pages that name everything and lead on to it."""

VAGUE = 0.85
"""The same for sections whose heading tells nothing."""

PAST = 0.7
"""The same for sections of a tool that tell how it was."""

TOP = 1.4
"""The same for the top of a page."""

USUAL = 3
"""On how many pages a heading may stand and still say what its section is about."""

ENDED = ("rejected", "deprecated", "superseded")
"""The statuses of decisions that are not in force."""

Index = dict[str, dict[int, int]]
"""For each word the sections that have it, with its weight there, of 100."""

_KINDS = {"tools": "tool", "playbook": "play", "reference": "reference"}
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "row": 7}
_SKIPPED = ("script", "style", "template", "button", "nav", "svg")
_APART = {"mkdocstrings-source", "headerlink"}
_IN_A_LINE = "a abbr b code em i kbd mark small span strong sub sup".split()
_NAME = re.compile(r"[^\W_]+(?:[_-]+[^\W_]+)*")
_CHAIN = re.compile(rf"__\w+?__|\d+(?:\.\d+)+|{_NAME.pattern}(?:\.{_NAME.pattern})*")
_PART = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONGEST = 40  # what is longer is a hash or an address, and nobody types it


@dataclass(frozen=True)
class Section:
    """A part of a page that a search may lead to.

    Attributes:
        page: The page's address, relative to the site; empty for the home page.
        anchor: The id of its heading; empty for the top of the page.
        ids: All ids of its heading, former ones too.
        kind: What it is: rule, record, tool, play, reference or page.
        ended: Whether it belongs to a decision that is not in force.
        name: The id that people cite, DB-3 or DR-0001; empty when it has none.
        title: Its heading, without the id.
        trail: The headings above it, the page's first.
        text: What it says.
        code: The code that it shows.
    """

    page: str
    anchor: str
    ids: tuple[str, ...]
    kind: str
    ended: bool
    name: str
    title: str
    trail: tuple[str, ...]
    text: str
    code: str

    @property
    def href(self) -> str:
        """The section's address, relative to the site."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


def tokens(text: str) -> Iterator[tuple[str, float]]:
    """List the words of a text, and how much each counts.

    A name is a word without its signs, and so is each of its parts, which count half:
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
        if len(names) == 2 and len(joined) <= _LONGEST:
            yield joined.lower(), 1
        for name in names:
            parts = [part for one in _PART.findall(name) for part in _HUMP.split(one)]
            whole = "".join(parts)
            if len(whole) <= _LONGEST:
                yield whole.lower(), 1
            for part in parts if len(parts) > 1 else ():
                yield part.lower(), SHARE


@dataclass(frozen=True)
class _Cut:
    """What lies between two headings."""

    what: str
    heading: LexborNode
    text: list[str]
    code: list[str]


def _walk(node: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """Go through an article: its headings, named rows, texts, codes, and gaps."""
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if child.is_text_node:
            yield "text", child
        elif tag in _SKIPPED or not _APART.isdisjoint(classes(child)):
            continue
        elif tag in _LEVELS and (child.id or tag == "h1"):
            yield tag, child
        elif tag == "pre" or "filename" in classes(child):
            yield "code", child
        else:
            if tag == "tr" and child.css_first("td code[id]"):
                yield "row", child
            yield from _walk(child)
            if tag not in _IN_A_LINE:
                yield "gap", child


def _cuts(article: LexborNode) -> list[_Cut]:
    """Cut an article at its headings, and at rows of tables that have an id."""
    cuts: list[_Cut] = []
    for what, node in _walk(article):
        if what in _LEVELS:
            heading = node.css_first("td code[id]") if what == "row" else node
            assert heading is not None  # a row is one because of it
            cuts.append(_Cut(what, heading, [], []))
        elif cuts and what == "code":
            cuts[-1].code.append(node.text().strip("\n"))
        elif cuts:
            cuts[-1].text.append(" " if what == "gap" else node.text())
    return cuts


def _said(pieces: list[str]) -> str:
    """Put the pieces of a text together."""
    return " ".join("".join(pieces).split())


def _words(heading: LexborNode) -> str:
    """Read what a heading says."""
    return _said([node.text() for what, node in _walk(heading) if what == "text"])


def sections(page: Page, html: str, record: Record | None) -> list[Section]:
    """Cut a page into its sections.

    Args:
        page: The page.
        html: The page's HTML.
        record: The decision record that it shows, if it shows one.
    """
    article = LexborHTMLParser(html).css_first("article")
    address = page.path.removesuffix("index.html")
    kind = "record" if record else _KINDS.get(address.partition("/")[0], "page")
    above: dict[int, str] = {}
    found = []
    for cut in _cuts(article) if article else ():
        own = cut.heading.id or ""
        is_rule = RULE.fullmatch(own) is not None
        is_top = cut.what == "h1"
        ids = [one.attributes["id"] or "" for one in cut.heading.css("[id]")]
        title = _words(cut.heading)
        level = _LEVELS[cut.what]
        above = {one: text for one, text in above.items() if one < level}
        found.append(
            Section(
                page=address,
                anchor="" if is_top else own,
                ids=tuple(dict.fromkeys([own, *ids])),
                kind="rule" if is_rule else "reference" if cut.what == "row" else kind,
                ended=record is not None and record.text("status") in ENDED,
                name=own if is_rule else record.text("id") if record and is_top else "",
                title=title.removeprefix(own).strip() if is_rule else title,
                trail=tuple(above.values()),
                text=_said(cut.text),
                code="\n".join(cut.code),
            )
        )
        above[level] = title
    return found


def read(site: Path, pages: list[Page], records: list[Record]) -> list[Section]:
    """Read all sections of the built site.

    Args:
        site: The folder of the built site.
        pages: Its pages.
        records: The decision records.
    """
    of_source = {record.path: record for record in records}
    return [
        section
        for page in pages
        if page.text
        for section in sections(
            page,
            (site / page.path).read_text(encoding="utf-8"),
            of_source.get(page.source),
        )
    ]


def telling_titles(all_of: list[Section]) -> set[str]:
    """List the headings that say what their sections are about.

    A heading that many pages have says nothing, like the Context of each record.
    """
    pages = {(section.title, section.page) for section in all_of}
    counts = Counter(title for title, _ in pages)
    return {title for title, count in counts.items() if count <= USUAL}


def worth(section: Section, is_telling: bool) -> float:
    """Say how much a section is preferred to others that have the same words.

    Args:
        section: The section.
        is_telling: Whether its heading says what it is about.
    """
    much = WORTH.get(section.kind, OTHERS)
    if section.ended or section.page in LISTS:
        much *= OTHERS
    if section.anchor.startswith("then"):
        much *= PAST
    elif not is_telling:
        much *= VAGUE
    return much if section.anchor else TOP * much


def _fields(section: Section, titles: set[str]) -> dict[str, dict[str, float]]:
    """Count the words of a section's fields."""
    texts = {
        "name": section.name,
        "title": section.title if section.title in titles else "",
        "ids": " ".join(section.ids),
        "trail": " ".join(one for one in section.trail if one in titles),
        "text": section.text,
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
    titles = telling_titles(all_of)
    counted = [_fields(section, titles) for section in all_of]
    lengths = [
        {name: sum(words.values()) for name, words in fields.items()}
        for fields in counted
    ]
    usual = {name: fmean(one[name] for one in lengths) or 1 for name in WEIGHTS}
    weights: Index = defaultdict(dict)
    for number, (fields, length) in enumerate(zip(counted, lengths)):
        sums: dict[str, float] = defaultdict(float)
        for name, words in fields.items():
            longer = length[name] / usual[name] - 1
            share = WEIGHTS[name] / (1 + LENGTHS.get(name, 0) * longer)
            for word, count in words.items():
                sums[word] += count * share
        for word, amount in sums.items():
            if word not in empty:
                weight = round(100 * amount / (amount + SATURATION))
                weights[word][number] = max(1, weight)
    return {word: weights[word] for word in sorted(weights)}


def _script(name: str, data: object) -> str:
    """Write a piece: a script that hands its data over."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"handbookSearch.take({json.dumps(name)},{text});\n"


def _shares(weights: Index) -> list[list[str]]:
    """Share the words out to pieces of about one size, in their order."""
    shares: list[list[str]] = []
    size = PIECE
    for word, of_section in weights.items():
        if size >= PIECE:
            shares.append([])
            size = 0
        shares[-1].append(word)
        size += 7 * len(of_section)
    return shares


def _steps(of_section: dict[int, int]) -> list[int]:
    """List sections and weights; of a section, how far it is from the one before."""
    numbers = list(of_section)
    steps = [now - before for before, now in zip([0, *numbers], numbers)]
    return [one for pair in zip(steps, of_section.values()) for one in pair]


def pieces(all_of: list[Section], language: dict[str, str]) -> dict[str, str]:
    """Write the pieces of the index.

    Args:
        all_of: The sections, page by page.
        language: What `search_words.toml` says.

    Returns:
        The scripts by their names. `first` says what there is; `words-0` and so on
        hold the weights of its words; `text-0` and so on what the pages say.
    """
    weights = index(all_of, frozenset(language["empty"].split()))
    of_page: dict[str, list[Section]] = defaultdict(list)
    for section in all_of:
        of_page[section.page].append(section)
    shares = _shares(weights)
    data: dict[str, object] = {
        f"words-{number}": [_steps(weights[word]) for word in share]
        for number, share in enumerate(shares)
    }
    for number, own in enumerate(of_page.values()):
        data[f"text-{number}"] = [[section.text, section.code] for section in own]
    scripts = {name: _script(name, piece) for name, piece in data.items()}
    titles = telling_titles(all_of)
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
                        round(100 * worth(one, one.title in titles)),
                        int(one.ended),
                        int(one.title in titles),
                    ]
                    for one in own
                ],
            ]
            for address, own in of_page.items()
        ],
        "words": [" ".join(share) for share in shares],
        **language,
    }
    return {"first": _script("first", first), **scripts}


def write(site: Path, pages: list[Page], records: list[Record]) -> None:
    """Write the index into the built site.

    Args:
        site: The folder of the built site.
        pages: Its pages.
        records: The decision records.
    """
    words = Path(__file__).with_name("search_words.toml").read_text(encoding="utf-8")
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    scripts = pieces(read(site, pages, records), tomllib.loads(words))
    for name, script in scripts.items():
        (folder / f"{name}.js").write_text(script, encoding="utf-8")
