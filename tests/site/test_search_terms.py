"""A section is found by the terms that are listed for it."""

from dataclasses import replace
from pathlib import Path

import pytest

from handbook import build, search, search_terms
from handbook.search_sections import Section
from handbook.search_weights import index
from tests.conftest import Write
from tests.records.sound import on_main

PAGES = {
    "docs/index.md": "# Home\n\nWelcome.\n",
    "docs/play.md": "# Play\n\n## First {#first formerly=begin}\n\nWords.\n",
}
"""A small handbook."""

SECTIONS = [
    Section("", "", ("top",), "page", False, "", "Home", (), "", ""),
    Section("play/", "", ("top",), "play", False, "", "Play", (), "", ""),
    Section(
        "play/",
        "first",
        ("first", "begin"),
        "play",
        False,
        "",
        "First",
        (),
        "Words.",
        "",
    ),
]
"""Its sections."""


def noted(root: Path, text: str | bytes) -> list[str]:
    """Write the list, and tell the terms of each section."""
    (root / "docs").mkdir(exist_ok=True)
    raw = text if isinstance(text, bytes) else text.encode()
    (root / search_terms.FILE).write_bytes(raw)
    return [section.terms for section in search_terms.add(root, SECTIONS)]


def test_terms_are_those_of_a_page_or_of_a_heading(tmp_path: Path) -> None:
    """The heading may be named by an id that it had before."""
    text = "./: start here\nplay/#begin: outset\nplay/: game, match\n"
    assert noted(tmp_path, text) == ["start here", "game, match", "outset"]
    assert search_terms.check(tmp_path, SECTIONS) == []


def test_there_may_be_no_list(tmp_path: Path) -> None:
    """Then no section has terms, and nothing is wrong."""
    assert {one.terms for one in search_terms.add(tmp_path, SECTIONS)} == {""}
    assert search_terms.check(tmp_path, SECTIONS) == []


def test_a_list_that_was_there_is_missed(tmp_path: Path) -> None:
    """All that is found by it would be gone without a word."""
    noted(tmp_path, "./: start here\nplay/: game\n")
    on_main(tmp_path)
    (tmp_path / search_terms.FILE).unlink()
    (problem,) = search_terms.check(tmp_path, SECTIONS)
    assert (problem.path, problem.code) == (search_terms.FILE, "TERMS")
    assert problem.advice.startswith("Bring it back: git checkout ")


@pytest.mark.parametrize(
    "text, line",
    [
        ("empty = 'a'\nsame = 'b c'\nx\n", 3),
        ("empty = 'a'\nsame = 'b\n", 1),
        ("empty = 'a'\n", 1),
        ("empty = 'a'\nsame = ''\nother = ''\n", 1),
    ],
    ids=["a stray word", "an open quote", "a text less", "a text more"],
)
def test_words_that_can_not_be_read_are_said(
    tmp_path: Path, text: str, line: int
) -> None:
    """Before anything is built, with the line."""
    file = tmp_path / "search_words.toml"
    file.write_text(text)
    (found,) = search.check(file)
    assert (found.path, found.line) == ("handbook/search_words.toml", line)
    assert found.code == "TERMS"


def test_the_words_that_the_search_knows_can_be_read() -> None:
    """They are this handbook's own."""
    assert list(search.check()) == []


def test_a_term_is_found_like_a_word_of_the_section() -> None:
    """It weighs less there than a word that the section says itself."""
    section = replace(SECTIONS[2], terms="race condition, outset")
    weights = index([section], frozenset())
    assert 0 < weights["outset"][0] == weights["race"][0] < weights["words"][0]


@pytest.mark.parametrize(
    "text, line, message",
    [
        ("./: a\nplay/: game\nplay/ match\n", 3, "this line is no address with terms"),
        ("./: a\nplay/#first: b\nplay/: \n", 3, "this line is no address with terms"),
        ("./: a\n\nplay/: b\n", 2, "this line is no address with terms"),
        ("./: a\ngame/: play\nplay/: b\n", 2, "'game/' is no section of the site"),
        ("./: a\nplay/#last: end\n", 2, "'play/#last' is no section of the site"),
        ("./: a\n./: c\nplay/: b\n", 2, "'./' has terms already, in line 1"),
        ("./: c\nplay/#top: a\nplay/: b\n", 3, "'play/' has terms already, in line 2"),
        (b"./: a\nplay/: b\n\xff\xfe\x00\n", 3, "this line is no address with terms"),
    ],
)
def test_a_wrong_line_is_named(
    tmp_path: Path, text: str | bytes, line: int, message: str
) -> None:
    """With what to do about it; the others count all the same."""
    noted(tmp_path, text)
    (problem,) = search_terms.check(tmp_path, SECTIONS)
    assert (problem.path, problem.line, problem.code, problem.message) == (
        "docs/terms.txt",
        line,
        "TERMS",
        message,
    )
    assert problem.advice


@pytest.mark.parametrize("engine", build.ENGINES)
def test_a_build_reads_the_terms_and_says_what_is_wrong_with_it(
    write: Write, engine: str
) -> None:
    """The file itself is not published."""
    terms = "./: a\nplay/#begin: outset\nplay/#gone: end\n"
    root = write({**PAGES, search_terms.FILE: terms})
    problems = build.build(root, engine).problems
    assert [(one.line, one.code) for one in problems] == [(3, "TERMS")]
    assert "outset" in (root / build.SITE / search.FOLDER / "first.js").read_text()
    assert not (root / build.SITE / "terms.txt").exists()


def test_a_page_without_terms_is_said(tmp_path: Path) -> None:
    """So a page that is new is thought of; the reference is found by its names."""
    noted(tmp_path, "play/#first: outset\n")
    aside = [replace(SECTIONS[1], page="reference/site/")]
    (problem,) = search_terms.check(tmp_path, [*SECTIONS, *aside])
    assert (problem.path, problem.code) == ("docs/terms.txt", "TERMS")
    assert "'./' is looked for" in problem.message


def test_terms_are_sorted(tmp_path: Path) -> None:
    """So the lines of two branches merge."""
    noted(tmp_path, "play/: game\n./: a\nplay/#first: b\n")
    (problem,) = search_terms.check(tmp_path, SECTIONS)
    assert problem.message == "the lines are not in the order of their letters"
    noted(tmp_path, "./: a\nplay/#first: b\nplay/: game\n")
    assert search_terms.check(tmp_path, SECTIONS) == []
