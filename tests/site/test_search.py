"""The search's index: what a section is, what a word weighs, and what is sent."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import (
    build,
    rules,
    search,
    search_pairs,
    search_sections,
    search_weights,
    site,
)
from handbook.records import collection
from tests.citing.sound import ENDED as RULE_ENDED
from tests.citing.sound import FILES as RULES
from tests.citing.sound import PAGE, RULE, TOOL
from tests.conftest import Write
from tests.records.sound import changed
from tests.records.test_published import FILES

ARTICLE = """<html><body><nav><h2 id="menu">Menu</h2></nav><article>
<h1 id="top">black<a class="headerlink" href="#top">&para;</a></h1>
<p>It <em>for</em>mats, and has <a href="#QA-1">one form</a>.</p>
<h2 id="rules">Rules</h2>
<h3 id="QA-1"><span id="old"></span>QA-1 Run black<button>cite</button></h3>
<p>Because of <code>E203</code>.</p><p>Next.</p>
<div class="highlight"><span class="filename">a.py</span><pre>x = 1
y</pre><p class="ran">Run with Python 3.13.0.</p></div>
<table><tr><th>Code</th><th>It means</th></tr>
<tr><td><code id="late">LATE</code></td><td>Too late.</td></tr></table>
<h3 id="more">More</h3>
</article></body></html>"""


def _page(path: str) -> site.Page:
    """Make a page of which only the path counts."""
    return site.Page(path, f"docs/{path}", "x", (), (), (), "", (), ())


def _section(title: str = "", text: str = "", **others: str) -> search_sections.Section:
    """Make a section of a tool's page."""
    page = others.pop("page", "tools/black/")
    anchor = others.pop("anchor", "now")
    name, code = others.pop("name", ""), others.pop("code", "")
    kind = others.pop("kind", "tool")
    return search_sections.Section(
        page, anchor, (anchor,), kind, False, name, title, (), text, code
    )


def _sent(scripts: dict[str, str]) -> dict[str, list[dict[int, int]]]:
    """Read the pieces of words as the page's script does."""
    shares = {}
    for name, script in scripts.items():
        if name.startswith("words-"):
            data = json.loads(script.partition(",")[2].removesuffix(");\n"))
            shares[name] = [_unstep(steps) for steps, _ in data]
    return shares


def _unstep(steps: list[int]) -> dict[int, int]:
    """Read the sections and weights of a word."""
    weights, number = {}, 0
    for step, weight in zip(steps[::2], steps[1::2]):
        number += step
        weights[number] = weight
    return weights


@pytest.mark.parametrize(
    "text, words, parts",
    [
        ("expire_on_commit", "expireoncommit", "expire on commit"),
        ("MissingGreenlet", "missinggreenlet", "missing greenlet"),
        ("JSONRenderer", "jsonrenderer", "json renderer"),
        ("DB-3, DR-0007", "db3 dr0007", "db 3 dr 0007"),
        ("`E203`", "e203", ""),
        ("--no-verify", "noverify", "no verify"),
        ("poetry.lock", "poetrylock poetry lock", ""),
        ("log.bind_all()", "logbindall log bindall", "bind all"),
        ("a.b.c", "a b c", ""),
        ("Python 3.13.", "python 3.13", ""),
        ("__all__", "__all__", ""),
        ("a" * 41, "", ""),
    ],
)
def test_a_name_is_found_whole_and_in_its_parts(
    text: str, words: str, parts: str
) -> None:
    """Without signs, in small letters; the parts count less."""
    found = list(search_weights.tokens(text))
    assert [word for word, share in found if share == 1] == words.split()
    assert [
        word for word, share in found if share == search_weights.SHARE
    ] == parts.split()


def test_a_page_is_cut_at_its_headings_and_named_rows() -> None:
    """Each has its title, its words and its code, and nothing of the frame's."""
    found = search_sections.sections(_page("tools/black/index.html"), ARTICLE, None)
    top, _, rule, late, more = found
    assert [one.href for one in found] == [
        "tools/black/",
        "tools/black/#rules",
        "tools/black/#QA-1",
        "tools/black/#late",
        "tools/black/#more",
    ]
    assert (top.title, top.text, top.trail) == (
        "black",
        "It formats, and has one form.",
        (),
    )
    assert (rule.name, rule.title, rule.kind) == ("QA-1", "Run black", "rule")
    assert rule.ids == ("QA-1", "old")
    assert rule.trail == ("black", "Rules")
    assert rule.text == "Because of E203. Next. Code It means"
    assert rule.code == "a.py\nx = 1\ny"
    assert (late.title, late.text, late.kind) == ("LATE", "LATE Too late.", "reference")
    assert (more.trail, more.text, more.code) == (("black", "Rules"), "", "")


def test_a_standard_is_no_rule() -> None:
    """Though it is written like one: it is none of our areas."""
    html = '<article><h1 id="top">A</h1><h2 id="UTF-8">UTF-8 everywhere</h2></article>'
    _, found = search_sections.sections(_page("playbook/a/index.html"), html, None)
    assert (found.kind, found.name, found.title) == ("play", "", "UTF-8 everywhere")


def test_the_head_of_a_record_is_none_of_its_text() -> None:
    """It would stand for the record in a list of hits, and says what others decided."""
    html = (
        '<article><h1 id="top">Use it</h1><p>This is <em>proposed</em>.</p>'
        '<div class="scroll"><table><tr><th>Record</th><th><span data-record>DR-0001'
        "</span></th></tr><tr><td>Status</td><td>accepted</td></tr></table></div>"
        '<h2 id="context">Context</h2><p>Why.</p><table><tr><td>x</td></tr></table>'
        "</article>"
    )
    page = _page("decisions/use-it/index.html")
    top, context = search_sections.sections(page, html, None)
    assert (top.text, context.text) == ("This is proposed.", "Why. x")


def test_a_page_without_a_text_has_no_sections() -> None:
    """A redirect, for example."""
    assert search_sections.sections(_page("r/index.html"), "<p>Moved.</p>", None) == []


@pytest.mark.parametrize(
    "path, kind",
    [
        ("tools/black/index.html", "tool"),
        ("playbook/service/index.html", "play"),
        ("reference/site/index.html", "reference"),
        ("examples/index.html", "page"),
        ("index.html", "page"),
    ],
)
def test_the_kind_of_a_section_is_that_of_its_page(path: str, kind: str) -> None:
    """Unless it is a rule, or a record's."""
    assert search_sections.sections(_page(path), ARTICLE, None)[0].kind == kind


@pytest.mark.parametrize("engine", build.ENGINES)
def test_records_are_known_by_id_and_status(write: Write, engine: str) -> None:
    """Whichever engine built the site."""
    root = write(FILES)
    built = build.build(root, engine)
    assert built.problems == []
    records = collection.read(root)
    found = search_sections.read(root / build.SITE, built.pages, records, [])
    names = {one.name: one.ended for one in found if one.kind == "record" and one.name}
    assert names == {
        record.text("id"): record.text("status") == "superseded" for record in records
    }
    assert True in names.values()
    assert "404.html" not in {one.page for one in found}
    assert (root / build.SITE / search.FOLDER / "first.js").is_file()


def test_a_rule_that_has_ended_is_known_as_such(write: Write) -> None:
    """As a record is, so that the search marks it, and what is in force comes first."""
    page = changed(TOOL, (RULE, f"{RULE_ENDED} [LOG-2](#LOG-2) took its place.\n"))
    home = {"docs/index.md": "# Home\n"}
    root = write(RULES | home | {PAGE: page})
    built = build.build(root, "mkdocs")
    assert built.problems == []
    found = search_sections.read(root / build.SITE, built.pages, [], rules.read(root))
    ended = {one.name: one.ended for one in found if one.kind == "rule"}
    assert ended == {"DB-3": True, "LOG-2": False}
    first = (root / build.SITE / search.FOLDER / "first.js").read_text()
    assert re.findall(r'\["[A-Z]+-\d","rule","([A-Z]+-\d)",.*?,(\d),\d\]', first) == [
        ("DB-3", "1"),
        ("LOG-2", "0"),
    ]


def test_a_word_weighs_more_in_a_heading_than_in_the_text() -> None:
    """And more in an id than in either; more often is more, within bounds."""
    filler = "Other words. " * 20
    weights = search_weights.index(
        [
            _section("On this", filler, name="QA-7"),
            _section("On qa7", filler),
            _section("On this", f"{filler} qa7 qa7"),
            _section("On this", f"{filler} qa7"),
        ],
        frozenset(),
    )["qa7"]
    assert list(weights) == [0, 1, 2, 3]
    assert sorted(weights.values(), reverse=True) == list(weights.values())
    assert len(set(weights.values())) == 4
    assert max(weights.values()) <= 100


def test_a_word_weighs_more_in_a_short_text() -> None:
    """It is more of what that says."""
    long, short = "column " + "word " * 90, "column " + "word " * 9
    weights = search_weights.index(
        [_section(text=long), _section(text=short)], frozenset()
    )
    assert weights["column"][1] > weights["column"][0]


def test_a_heading_of_many_pages_says_nothing() -> None:
    """Each record has a Context, and none is about contexts."""
    pages = [_section("Context", page=f"decisions/{number}/") for number in range(4)]
    assert search_weights.usual_titles(pages) == {"Context"}
    assert search_weights.usual_titles(pages[:3]) == set()
    assert "context" not in search_weights.index(pages, frozenset())
    assert "context" in search_weights.index(pages[:3], frozenset())


def test_what_a_page_is_called_says_something() -> None:
    """Even where many pages have a part of that name, as tools have rules."""
    parts = [_section("Rules", page=f"tools/{number}/") for number in range(4)]
    top = _section("Rules", page="rules/", anchor="")
    weights = search_weights.index([*parts, top], frozenset())
    assert list(weights["rules"]) == [4]
    usual = search_weights.usual_titles([*parts, top])
    assert search_weights.is_telling(top, usual)
    assert not search_weights.is_telling(parts[0], usual)
    assert search_weights.usual_titles([*parts[:3], top]) == set()


def test_a_section_is_known_by_what_links_call_it() -> None:
    """Those to the page's name too, and to an id that the heading had before."""
    top = replace(_section("black", anchor=""), ids=("top",))
    part = replace(_section("Now"), ids=("now", "today"))
    links = [
        ("tools/black/", "", "the formatter"),
        ("tools/black/", "today", "today's form"),
        ("tools/black/", "now", "how it is set up"),
        ("tools/black/", "now", "again"),
        ("tools/mypy/", "now", "of another page"),
    ]
    named = search_sections.name_by_links([top, part], links)
    assert [one.called for one in named] == [
        "the formatter",
        "again how it is set up today's form",
    ]
    assert "formatter" in search_weights.index(named, frozenset())


def test_links_are_followed_from_where_they_stand(tmp_path: Path) -> None:
    """Within a page, and between pages; those that lead elsewhere name nothing."""
    other = """<article><h1 id="top">mypy</h1>
    <p><a href="../black/#old">No black</a>, <a href="../black/">formatted</a>,
    <a href="https://example.org/#QA-1">elsewhere</a>, <a href="#top">up</a>,
    <a href="../../">home</a>.</p></article>"""
    home = '<article><h1 id="top">Home</h1></article>'
    pages = {"index.html": home, "tools/mypy/index.html": other}
    for path, html in {**pages, "tools/black/index.html": ARTICLE}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(html)
    every = [_page(path) for path in [*pages, "tools/black/index.html"]]
    found = search_sections.read(tmp_path, every, [], [])
    assert {one.href: one.called for one in found if one.called} == {
        "": "home",
        "tools/mypy/": "up",
        "tools/black/": "formatted",
        "tools/black/#QA-1": "No black one form",
    }


def test_the_beginning_of_a_text_weighs_more() -> None:
    """There it says what it is about."""
    rest = "It has some more to say. " * 20
    sections = [_section(text=f"{rest}Columns."), _section(text=f"Columns. {rest}")]
    weights = search_weights.index(sections, frozenset())["columns"]
    assert weights[1] > weights[0]


@pytest.mark.parametrize(
    "text, lead",
    [
        ("", ""),
        ("One. Two! Three?", "One. Two! Three?"),
        (f"One. {'x' * 150}. {'y' * 150}.", f"One. {'x' * 150}."),
        (f"{'x' * 300}. Two.", f"{'x' * 300}."),
    ],
)
def test_the_lead_of_a_text_is_its_first_sentences(text: str, lead: str) -> None:
    """As many as there is room for, and always one."""
    assert search_weights.lead(text) == lead


def test_empty_words_are_left_out() -> None:
    """They would be half of the index."""
    assert list(
        search_weights.index([_section(text="the column")], frozenset({"the"}))
    ) == [
        "column",
        "now",
    ]


def test_rules_are_preferred_and_what_is_over_is_not() -> None:
    """A rule before its tool, then the past of a tool, then records."""
    order = [
        _section(kind="rule", anchor="QA-1"),
        _section(kind="tool"),
        _section(kind="tool", anchor="then-camel"),
        _section(kind="record", page="decisions/a/"),
        replace(_section(kind="record", page="decisions/a/"), ended=True),
    ]
    much = [search_weights.worth(section, set()) for section in order]
    assert much == sorted(much, reverse=True)
    assert len(set(much)) == len(much)


@pytest.mark.parametrize(
    "page", ["decisions/", "decisions/tags/api/", "reference/site/"]
)
def test_lists_and_the_reference_come_later(page: str) -> None:
    """They name everything, and are seldom what is looked for."""
    usual = search_weights.worth(_section(kind="page"), set())
    assert search_weights.worth(_section(kind="page", page=page), set()) < usual


def test_the_top_of_a_page_and_a_telling_heading_are_preferred() -> None:
    """A page is about what it is called."""
    usual = search_weights.worth(_section("Now"), set())
    assert search_weights.worth(_section("Now"), {"Now"}) < usual
    assert search_weights.worth(_section("Now", anchor=""), {"Now"}) > usual


def test_the_pieces_hold_the_whole_index() -> None:
    """Each word in one piece, with its weights; each page's text in one."""
    sections = [
        _section(f"Title {number}", f"word{number % 700} shared", page=f"{number}/")
        for number in range(3000)
    ]
    language = {"empty": "", "same": ""}
    scripts = search.pieces(sections, language)
    first = json.loads(scripts["first"].partition(",")[2].removesuffix(");\n"))
    sent = _sent(scripts)
    assert len(sent) > 1
    for name in sent:
        assert len(scripts[name]) < 1.5 * search.PIECE
    assert {
        word: weights
        for number, share in enumerate(first["words"])
        for word, weights in zip(share.split(), sent[f"words-{number}"], strict=True)
    } == search_weights.index(sections, frozenset())
    assert sum(name.startswith("text-") for name in scripts) == len(sections)
    assert scripts == search.pieces(sections, language)


def test_terms_are_sent_with_the_words_that_they_have() -> None:
    """Sections by steps, and a term's place and its words that count in one figure."""
    one = replace(_section("One"), terms="pool, size of a to_thread pool")
    two = replace(_section("Two"), terms="pool size")
    scripts = search.pieces(
        [one, _section("Between"), two], {"empty": "of a", "same": ""}
    )
    first = json.loads(scripts["first"].partition(",")[2].removesuffix(");\n"))
    data = json.loads(scripts["words-0"].partition(",")[2].removesuffix(");\n"))
    sent = dict(zip(first["words"][0].split(), (terms for _, terms in data)))
    assert {word: terms for word, terms in sent.items() if terms} == {
        "pool": [0, 1, 0, 16 + 3, 2, 2],
        "size": [0, 16 + 3, 2, 2],
        "tothread": [0, 16 + 3],
    }


def test_of_a_long_term_its_first_words_are_sent() -> None:
    """As many as the figure has room for."""
    words = [f"w{number:02}" for number in range(20)]
    section = replace(_section("One"), terms=" ".join(words))
    scripts = search.pieces([section], {"empty": "", "same": ""})
    data = json.loads(scripts["words-0"].partition(",")[2].removesuffix(");\n"))
    assert [terms for _, terms in data if terms] == [[0, 15]] * 15


def test_another_index_has_another_version() -> None:
    """So a browser does not put old pieces beside new ones."""
    language = {"empty": "", "same": ""}
    scripts = [search.pieces([_section(text=one)], language) for one in ("a", "b")]
    one, other = (
        json.loads(each["first"].partition(",")[2].removesuffix(");\n"))["version"]
        for each in scripts
    )
    assert one != other


def test_words_that_are_neighbours_are_known_in_pairs() -> None:
    """Within a line of code, a sentence or a heading, and whatever signs they have."""
    section = _section("Now", "It is taken. By whom?", code="a_port: in\nuse")
    assert search_pairs.pairs([section]) == {
        "a": {"port": [0]},
        "by": {"whom": [0]},
        "is": {"taken": [0]},
        "it": {"is": [0]},
        "port": {"in": [0]},
    }


def test_a_pair_with_a_word_that_nobody_types_is_left_out() -> None:
    """It is a hash, or an address."""
    longest, longer = "a" * 40, "b" * 41
    section = _section("", f"x {longest} y {longer} z")
    found = {"a" * 40: {"y": [0]}, "x": {"a" * 40: [0]}}
    assert search_pairs.pairs([section]) == found


def test_a_pair_that_many_sections_have_is_left_out() -> None:
    """It tells too little for what it weighs."""
    few = [_section("", "in use")] * search_pairs.FEW
    assert search_pairs.pairs(few) == {"in": {"use": list(range(search_pairs.FEW))}}
    assert search_pairs.pairs([*few, few[0]]) == {}
