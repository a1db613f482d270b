"""Each tag has a page, which says what falls under it and lists its records."""

from pathlib import Path

import pytest

from handbook import rules
from handbook.records import tags
from handbook.records.front_matter import split
from handbook.records.record import TAGS, take_apart
from handbook.records.tags import OVERVIEW, PAGES
from tests.conftest import ROOT

from .sound import (
    PATH,
    SOUND,
    TAG_PAGES,
    handbook,
    numbered,
    parsed,
    path_of,
    problems,
    write,
)

SOUND_FILES = {PATH: SOUND, **TAG_PAGES}

RULES = """# Demo

### DB-3 Declare columns in code {#DB-3}

Why.

### DB-1 Say it {#DB-1}

Why.

### DB-2 Ask {#DB-2}

Why.
"""


def tagged(root: Path, without: str = "", **pages: str) -> Path:
    """Write a sound record with the pages of all tags, but one, and with others."""
    texts = {path: text for path, text in SOUND_FILES.items() if path != without}
    texts |= {f"{PAGES}/{tag}.md": text for tag, text in pages.items()}
    return write(root, texts, "DR-0001 use-one-thing\n")


def test_the_pages_of_this_handbook_are_those_of_the_closed_list() -> None:
    """None is missing, and none is left over."""
    pages = sorted(file.stem for file in (ROOT / PAGES).iterdir())
    assert pages == sorted(TAGS)
    assert list(tags.check(ROOT)) == []


def test_a_page_for_each_tag_is_what_is_wanted(tmp_path: Path) -> None:
    """The tags of records and the pages are the same."""
    assert problems(tagged(tmp_path)) == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_without_a_page_is_said(tmp_path: Path, tag: str) -> None:
    """The overview's link would lead nowhere; the advice is the page and its line."""
    (found,) = problems(tagged(tmp_path, f"{PAGES}/{tag}.md"))
    assert (found.path, found.line, found.code) == (OVERVIEW, 1, "TAG-PAGE")
    assert found.message == f"the tag '{tag}' has no page"
    assert found.advice.startswith(f"Write {PAGES}/{tag}.md: ")
    assert f"'--8<-- \"decisions/tags/{tag}.md\"'. Then name it in nav" in found.advice


def test_a_page_without_a_tag_is_said(tmp_path: Path) -> None:
    """By the command, too, also where there is no overview."""
    for without in ("", OVERVIEW):
        root = tagged(tmp_path / f"x{without}", without, quokka="# Quokkas\n")
        (found,) = problems(root)
        assert (found.path, found.line) == (f"{PAGES}/quokka.md", 1)
        assert (found.code, found.message) == (
            "TAG-PAGE",
            "there is no tag 'quokka', and this is its page",
        )
        assert "TAGS in handbook/records/record.py, or remove" in found.advice
        assert handbook(root, "check", "--as-of", "2026-03-01")[0] == 1


@pytest.mark.parametrize(
    "text",
    ["# API\n", '# API\n\n--8<-- "decisions/tags/ci.md"\n', "\0\xff", ""],
    ids=["none", "another's", "no text", "nothing"],
)
def test_a_page_that_lists_no_records_is_said(tmp_path: Path, text: str) -> None:
    """Readers would take it for a tag that no record has."""
    (found,) = problems(tagged(tmp_path, api=text))
    assert (found.path, found.line) == (f"{PAGES}/api.md", 1)
    assert found.code == "TAG-PAGE"
    assert found.advice == "Write '--8<-- \"decisions/tags/api.md\"', alone on a line."


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    """It is not read, and lists nothing."""
    root = tagged(tmp_path, f"{PAGES}/api.md")
    (root / PAGES / "api.md").mkdir()
    assert [one.path for one in problems(root)] == [f"{PAGES}/api.md"]


def test_a_handbook_without_an_overview_needs_no_pages(tmp_path: Path) -> None:
    """A small one begins with a record."""
    assert problems(write(tmp_path, {PATH: SOUND})) == []


def test_a_page_lists_what_holds_first_with_its_rules(tmp_path: Path) -> None:
    """Then what is proposed, then what has ended; each with its status and date."""
    records = [
        parsed(1, "superseded-by: DR-0003", status="superseded"),
        parsed(2, status="proposed"),
        parsed(3, "governs: [DB-1, DB-3]", "supersedes: DR-0001"),
        parsed(4, status="rejected"),
        parsed(5, status="deprecated"),
        parsed(6),
    ]
    ruled = rules.read_page("docs/tools/demo.md", RULES)
    head, _, *rows = tags.page("python", records, ruled)
    assert head == "| Record | Decision | Status | Recorded | Rules |"
    names = [row.split(" | ")[0] for row in rows]
    assert names == [f"| DR-000{number}" for number in (3, 6, 2, 5, 1, 4)]
    assert rows[0] == (
        "| DR-0003 | [Use thing 3](../use-thing-3.md) | accepted | 2026-01-10"
        " | [DB-3](../../tools/demo.md#DB-3), [DB-1](../../tools/demo.md#DB-1) |"
    )
    assert rows[1].endswith("| accepted | 2026-01-10 | – |")


def test_a_title_stands_there_as_it_was_written() -> None:
    """In Markdown, code within it too, as in the log."""
    title = 'Return `list<Pet>` from "endpoints" & don\'t stop'
    text = numbered(1).replace(
        "title: Use thing 1", f"title: '{title.replace("'", "''")}'"
    )
    record = take_apart(path_of(1), split(path_of(1), text)[0])
    assert f"[{title}](../use-thing-1.md)" in "\n".join(
        tags.page("python", [record], [])
    )
    assert f"[{title}](use-thing-1.md)" in "\n".join(tags.overview([record]))


def test_a_page_that_has_no_record_says_so() -> None:
    """An empty table would say nothing."""
    assert list(tags.page("ci", [parsed(1)], [])) == ["No record yet."]


def test_the_overview_leads_to_each_page() -> None:
    """And has the records of each tag under the id that it always had."""
    lines = list(tags.overview([parsed(1)]))
    for tag in TAGS:
        start = lines.index(f"## {tag} {{#{tag}}}")
        section = "\n".join(lines[start : start + 5])
        assert f"(tags/{tag}.md)" in section
        assert ("No record yet" in section) == (tag != "python")
    start = lines.index("## python {#python}")
    assert lines[start + 1 : start + 6] == [
        "",
        "- DR-0001 [Use thing 1](use-thing-1.md), accepted",
        "",
        "With dates and rules: [decisions about python](tags/python.md).",
        "",
    ]
