"""The feed is what RFC 4287 demands of one; no package on the index validates that.

Honest scope: the elements that our feed has, with the musts for them. Others, which
the RFC also allows, are refused here, so that a new one gets its rule.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from handbook.records import collection, exports
from handbook.settings import Settings

from .sound import numbered, write_numbered

SITE = "https://example.org/handbook/"
NAME = "A & B"
ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = ("id", "title", "updated")
MAY = {"feed": ("author", "entry", "link"), "entry": ("link", "summary")}
"""What an element may hold beside what it must."""

MUST = {"feed": ONCE, "entry": ONCE, "author": ("name",)}
"""What an element must hold exactly once."""


def named(element: Element) -> str:
    """Tell an element's name in the feed's namespace; as it is in another."""
    return element.tag.removeprefix(ATOM)


def broken(text: str) -> list[str]:
    """List which musts of the RFC a feed breaks, by its sections."""
    root = ElementTree.fromstring(text)
    if named(root) != "feed":
        return ["2: the document is a feed"]
    found = [one for element in root.iter() for one in _element(element)]
    entries = root.findall(f"{ATOM}entry")
    ids = Counter(one.text for one in root.iter(f"{ATOM}id"))
    if max(ids.values(), default=0) > 1:
        found.append("4.2.6: two things have two ids")
    if root.find(f"{ATOM}author") is None and entries:
        found.append("4.1.1: each entry has an author, or the feed has")
    if [one.get("rel") for one in root.findall(f"{ATOM}link")] != ["self"]:
        found.append("4.1.1: the feed links to itself, once")
    for entry in entries:
        links = [one.get("rel", "alternate") for one in entry.findall(f"{ATOM}link")]
        if links != ["alternate"]:
            found.append("4.1.2: an entry without content links to its page, once")
        if len(entry.findall(f"{ATOM}summary")) > 1:
            found.append("4.1.2: an entry has one summary at most")
    return found


def _element(element: Element) -> Iterator[str]:
    """Say what is wrong with an element by itself."""
    name = named(element)
    held = Counter(named(child) for child in element)
    must = MUST.get(name, ())
    yield from (f"4.1: {name} has one {one}" for one in must if held[one] != 1)
    may = (*must, *MAY.get(name, ()))
    yield from (f"6.3: {name} holds no {one}" for one in held.keys() - set(may))
    known = {"link": {"href", "rel"}}.get(name, set())
    yield from (f"4.2: {name} has no {one}" for one in set(element.keys()) - known)
    text = (element.text or "").strip()
    loose = [text if len(element) else "", *(child.tail or "" for child in element)]
    if any(one.strip() for one in loose):
        yield f"4.1: {name} has no text of its own"
    if name in ("name", "title") and not text:
        yield f"3.2: {name} says something"
    if name == "updated" and not _is_moment(text):
        yield f"3.3: '{text}' is a moment with its zone"
    address = element.get("href", "") if name == "link" else text
    if name in ("id", "link") and not all(urlsplit(address)[:2]):
        yield f"4.2: '{address}' is a whole address"


def _is_moment(text: str) -> bool:
    """Tell whether a text is a moment as RFC 3339 writes one, in capitals."""
    form = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    try:
        return bool(re.fullmatch(form, text) and datetime.fromisoformat(text))
    except ValueError:
        return False


@pytest.fixture
def feed(tmp_path: Path) -> str:
    """Write the feed of two records."""
    texts = numbered(1), numbered(2).replace("Use thing 2", "Use <b> & so on")
    records = collection.read(write_numbered(tmp_path, *texts))
    exports.write(tmp_path, records, SITE, Settings(NAME, ""))
    return (tmp_path / "decisions.xml").read_text()


def test_the_feed_breaks_no_must(feed: str) -> None:
    """Two entries, one with characters that XML has a use for."""
    assert broken(feed) == []
    assert len(ElementTree.fromstring(feed).findall(f"{ATOM}entry")) == 2


def test_the_newest_decision_comes_first(tmp_path: Path) -> None:
    """Of one day, the one that was numbered last."""
    late = numbered(2).replace("date: 2026-01-10", "date: 2026-02-20")
    texts = numbered(1), late, numbered(3)
    records = collection.read(write_numbered(tmp_path, *texts))
    feed = exports.feed(exports.decisions(records, SITE), SITE, NAME)
    titles = [one.text for one in ElementTree.fromstring(feed).iter(f"{ATOM}title")]
    assert [title[:7] for title in titles[1:] if title] == [
        "DR-0002",
        "DR-0003",
        "DR-0001",
    ]


def test_a_feed_of_nothing_breaks_no_must() -> None:
    """A handbook may have no record yet."""
    assert broken(exports.feed(exports.decisions([], SITE), SITE, NAME)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("2005/Atom", "2006/Atom"), "2: the document"),
        (("<title>Decisions – A &amp; B</title>", ""), "4.1: feed"),
        (("<author><name>the team</name></author>", ""), "4.1.1: each entry"),
        (("<name>the team</name>", ""), "4.1: author"),
        (("<name>the team</name>", "<name> </name>"), "3.2: name"),
        (('<link rel="self"', '<link rel="alternate"'), "4.1.1: the feed links"),
        ((' rel="self"', ' rel="self" to="x"'), "4.2: link has no to"),
        (("<entry><id>", "<entry>x<id>"), "4.1: entry has no text"),
        (("use-thing-2/</id>", "use-thing-1/</id>"), "4.2.6: two things"),
        ((f"<id>{SITE}decisions/use-thing-2/", "<id>/use/"), "4.2: '/use/'"),
        ((f'<link href="{SITE}decisions/use-thing-2/" />', ""), "4.1.2: an entry"),
        (("<author>", "<content>x</content><author>"), "6.3: feed holds no content"),
        (("<author>", "<summary>x</summary><author>"), "6.3: feed holds no summary"),
    ],
)
def test_each_broken_must_is_found(
    feed: str, change: tuple[str, str], said: str
) -> None:
    """Else the test above would say nothing."""
    old, new = change
    assert old in feed
    found, *_ = broken(feed.replace(old, new, 1))
    assert found.startswith(said)


@pytest.mark.parametrize(
    "moment", ["2026-01-10", "2026-01-10T00:00:00", "2026-02-30T00:00:00Z"]
)
def test_a_day_is_no_moment(feed: str, moment: str) -> None:
    """Nor is one without its zone, or one that never comes."""
    found, *_ = broken(feed.replace("2026-01-10T00:00:00Z", moment, 1))
    assert found == f"3.3: '{moment}' is a moment with its zone"
