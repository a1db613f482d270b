"""What a search may lead to: the sections of the built site, a heading each.

The pages are read back as readers see them, and cut at their headings, and at rows of
tables that have an id.
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from handbook.blocks import classes
from handbook.records.record import ENDED, Record
from handbook.rules import ID as RULE_ID
from handbook.rules import Rule
from handbook.site import Page

LONGEST_WORD = 40
"""Letters; what is longer is a hash or an address, and nobody types it."""

_KINDS = {"tools": "tool", "playbook": "play", "reference": "reference"}
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "row": 7}
_SKIPPED = ("script", "style", "template", "button", "nav", "svg")
_APART = {"headerlink", "ran"}
_IN_A_LINE = "a abbr b code em i kbd mark small span strong sub sup".split()


@dataclass(frozen=True)
class Section:
    """A part of a page that a search may lead to.

    Attributes:
        page: The page's address, relative to the site; empty for the home page.
        anchor: The id of its heading; empty for the top of the page.
        ids: All ids of its heading, former ones too.
        kind: What it is: rule, record, tool, play, reference or page.
        ended: Whether it belongs to a decision that has ended, or is such a rule.
        name: The id that people cite, DB-3 or DR-0001; empty when it has none.
        title: Its heading, without the id.
        trail: The headings above it, the page's first.
        text: What it says.
        code: The code that it shows.
        called: What links call it that lead there, from wherever they do.
        terms: Under which other words it is looked for.
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
    called: str = ""
    terms: str = ""

    @property
    def href(self) -> str:
        """The section's address, relative to the site."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


@dataclass(frozen=True)
class _Cut:
    """What lies between two headings."""

    what: str
    heading: LexborNode
    text: list[str]
    code: list[str]


def _is_apart(node: LexborNode) -> bool:
    """Tell whether an element says nothing of a section's own: a record's head, too."""
    named = node.tag in _SKIPPED or not _APART.isdisjoint(classes(node))
    return named or (node.tag == "table" and bool(node.css_first("[data-record]")))


def _walk(node: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """Go through an article: headings, named rows, links, texts, codes, and gaps."""
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if child.is_text_node:
            yield "text", child
        elif _is_apart(child):
            continue
        elif tag in _LEVELS and (child.id or tag == "h1"):
            yield tag, child
        elif tag == "pre" or "filename" in classes(child):
            yield "code", child
        else:
            if tag == "tr" and child.css_first("td code[id]"):
                yield "row", child
            if tag == "a":
                yield "link", child
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
        elif cuts and what != "link":
            cuts[-1].text.append(" " if what == "gap" else node.text())
    return cuts


def _said(pieces: list[str]) -> str:
    """Put the pieces of a text together."""
    return " ".join("".join(pieces).split())


def _words(heading: LexborNode) -> str:
    """Read what a heading says."""
    return _said([node.text() for what, node in _walk(heading) if what == "text"])


def _address(page: Page) -> str:
    """Tell a page's address."""
    return page.path.removesuffix("index.html")


def sections(page: Page, html: str, record: Record | None) -> list[Section]:
    """Cut a page into its sections.

    Args:
        page: The page.
        html: The page's HTML.
        record: The decision record that it shows, if it shows one.
    """
    article = LexborHTMLParser(html).css_first("article")
    address = _address(page)
    kind = "record" if record else _KINDS.get(address.partition("/")[0], "page")
    above: dict[int, str] = {}
    found = []
    for cut in _cuts(article) if article else ():
        own = cut.heading.id or ""
        is_rule = RULE_ID.fullmatch(own) is not None
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


def _links(page: Page, html: str) -> Iterator[tuple[str, str, str]]:
    """List where the links of an article lead, page and anchor, and what they say."""
    article = LexborHTMLParser(html).css_first("article")
    for what, node in _walk(article) if article else ():
        path, _, anchor = (node.attributes.get("href") or ":").partition("#")
        if what == "link" and ":" not in path:
            here = _address(page)
            target = posixpath.normpath(posixpath.join("/", here, path))[1:]
            yield f"{target}/" if target else "", anchor, _said([node.text()])


def name_by_links(
    all_of: list[Section], links: list[tuple[str, str, str]]
) -> list[Section]:
    """Note at each section what the links say that lead there.

    Whoever links to a section calls it by other words than its heading has, and they
    are often the words by which it is looked for.

    Args:
        all_of: The sections.
        links: The page, the anchor and the text of each link; an anchor may be a
            former one.
    """
    texts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for page, anchor, text in links:
        texts[page, anchor].add(text)
    named = []
    for section in all_of:
        ids = section.ids if section.anchor else ("", *section.ids)
        called = set().union(*(texts[section.page, one] for one in ids))
        named.append(replace(section, called=" ".join(sorted(called))))
    return named


def read(
    site: Path, pages: list[Page], records: list[Record], rules: list[Rule]
) -> list[Section]:
    """Read all sections of the built site.

    Args:
        site: The folder of the built site.
        pages: Its pages.
        records: The decision records.
        rules: The rules.
    """
    over = {rule.id for rule in rules if rule.ended}
    of_source = {record.path: record for record in records}
    found: list[Section] = []
    links: list[tuple[str, str, str]] = []
    for page in pages:
        if page.text:
            html = (site / page.path).read_text(encoding="utf-8")
            for one in sections(page, html, of_source.get(page.source)):
                found.append(replace(one, ended=one.ended or one.name in over))
            links += _links(page, html)
    return name_by_links(found, links)
