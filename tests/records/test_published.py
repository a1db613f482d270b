"""Readers see the state of records, the log, the tags and the history."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from handbook import build, results, site
from handbook.records import collection, exports, history, published
from handbook.records.record import TAGS
from handbook.settings import Settings
from tests.conftest import Write
from tests.records.sound import TAG_PAGES

RECORD = """---
id: {id}
title: {title}
status: {status}
date: {date}
decision-makers: [the team, an architect]
tags: [{tag}]
{more}confirmation:
  session: demo/use.console
---

# {title}

## Context {{#context}}

Why.

## Options {{#options}}

- **One.** This.
- **Other.** That.

## Outcome {{#outcome}}

One.

## Consequences {{#consequences}}

- Good, because it is simple.
- Bad, because it is slow.

## Confirmation {{#confirmation}}

It is shown.

## Re-evaluations {{#re-evaluations}}
"""
OLD = RECORD.format(
    id="DR-0001",
    title="Use ormar",
    status="superseded",
    date="2026-01-10",
    tag="database",
    more="superseded-by: DR-0002\n",
)
NEW = RECORD.format(
    id="DR-0002",
    title="Use SQLAlchemy & Alembic",
    status="accepted",
    date="2026-02-20",
    tag="python",
    more="supersedes: DR-0001\nreview-by: 2026-06-01\n",
)
FILES = {
    "docs/index.md": '# Home\n\n```console\n--8<-- "demo/use.console"\n```\n',
    "docs/decisions/index.md": '# Log\n\n--8<-- "log.md"\n\n--8<-- "history.md"\n',
    **TAG_PAGES,
    "docs/decisions/use-ormar.md": OLD,
    "docs/decisions/use-sqlalchemy-alembic.md": NEW,
    "docs/decisions/ledger.txt": (
        "DR-0001 use-ormar\nDR-0002 use-sqlalchemy-alembic\n"
    ),
    "snippets/demo/use.console": "$ true\n",
}
"""A handbook with two records, of which one took the other's place."""

Pages = dict[str, site.Page]


@pytest.fixture(params=build.ENGINES)
def pages(request: pytest.FixtureRequest, write: Write) -> Pages:
    """Build the two records with each engine."""
    built = build.build(write(FILES), request.param)
    assert built.problems == []
    return {page.path: page for page in built.pages}


def test_a_record_shows_its_state_under_its_heading(pages: Pages) -> None:
    """Status, people, review, predecessor, confirmation and tags."""
    words = pages["decisions/use-sqlalchemy-alembic/index.html"].words
    for part in (
        "Record DR-0002",
        "Status accepted, recorded on 2026-02-20",
        "Decided by the team, an architect",
        "Next review 2026-06-01",
        "Supersedes DR-0001 Use ormar",
        "Confirmed by the session demo/use.console (not run before this build)",
        "Tags python",
    ):
        assert part in words
    assert words.index("Record DR-0002") < words.index("Why.")


def test_what_is_only_proposed_would_supersede(write: Write) -> None:
    """It does not yet; what it amends is said alike, and what holds until then."""
    plans = "supersedes: DR-0001\namends: DR-0001\n"
    record = NEW.replace("accepted", "proposed").replace("supersedes: DR-0001\n", plans)
    root = write(FILES | {"docs/decisions/use-sqlalchemy-alembic.md": record})
    records = collection.read(root)
    published.write_includes(root, root / "includes", records, [], date(2026, 3, 1))
    header = (root / "includes/decisions/use-sqlalchemy-alembic.md").read_text()
    link = "[DR-0001 Use ormar](use-ormar.md)"
    assert f"| Would supersede | {link} |\n| Would amend | {link} |\n" in header
    assert f"\n    Until it is, {link} holds.\n" in header
    assert "| Proposed by | the team, an architect |" in header


def test_a_superseded_record_leads_to_its_successor(pages: Pages) -> None:
    """A notice says so above everything else."""
    page = pages["decisions/use-ormar/index.html"]
    assert "This decision is no longer in force" in page.words
    assert "DR-0002 Use SQLAlchemy & Alembic took its place" in page.words
    assert "../use-sqlalchemy-alembic/" in page.links


def test_the_review_that_is_due_is_shown(pages: Pages) -> None:
    """On the record as a notice, in the log as a word."""
    record = pages["decisions/use-sqlalchemy-alembic/index.html"]
    assert "The review of this decision is due" in record.words
    assert "2026-06-01 (due)" in pages["decisions/index.html"].words


def test_the_log_holds_all_records_without_a_script(pages: Pages) -> None:
    """A line each, in the order of their numbers."""
    words = pages["decisions/index.html"].words
    one = "DR-0001 Use ormar superseded 2026-01-10 – database"
    other = "DR-0002 Use SQLAlchemy & Alembic accepted 2026-02-20"
    assert words.index(one) < words.index(other)


def test_records_are_listed_by_tag(pages: Pages) -> None:
    """Each tag has an id to link to, and leads to its page."""
    page = pages["decisions/by-tag/index.html"]
    assert {"database", "python", "quality"} <= set(page.article_ids)
    assert "DR-0001 Use ormar, superseded" in page.words
    assert {f"../tags/{tag}/" for tag in TAGS} <= set(page.links)


def test_a_tags_page_lists_its_records(pages: Pages) -> None:
    """With the status and its day; a tag of no record has a page as well."""
    page = pages["decisions/tags/database/index.html"]
    assert "DR-0001 Use ormar superseded 2026-01-10 –" in page.words
    assert "DR-0002" not in page.words
    assert "../../use-ormar/" in page.links
    assert "No record yet." in pages["decisions/tags/ci/index.html"].words


@pytest.mark.parametrize("engine", build.ENGINES)
def test_a_bar_stays_in_its_cell(write: Write, engine: str) -> None:
    """In a title, a name or a reason, as code or as it is."""
    reason = "confirmation:\n  none: nobody checks str | None"
    record = NEW.replace("Use SQLAlchemy & Alembic", "Use a | b or `c | d`")
    files = FILES | {
        "docs/decisions/use-a-b-or-c-d.md": record.replace(
            "confirmation:\n  session: demo/use.console", reason
        ).replace("an architect", "x | y"),
        "docs/decisions/ledger.txt": "DR-0001 use-ormar\nDR-0002 use-a-b-or-c-d\n",
    }
    del files["docs/decisions/use-sqlalchemy-alembic.md"]
    built = build.build(write(files), engine)
    assert built.problems == []
    words = {page.path: page.words for page in built.pages}
    row = "DR-0002 Use a | b or c | d accepted"
    assert row in words["decisions/index.html"]
    assert row in words["decisions/tags/python/index.html"]
    shown = words["decisions/use-a-b-or-c-d/index.html"]
    assert "Decided by the team, x | y" in shown
    assert "Confirmed by nothing: nobody checks str | None Tags" in shown
    assert "DR-0002 Use a | b or c | d took" in words["decisions/use-ormar/index.html"]


def test_the_tags_of_a_record_lead_to_their_pages(pages: Pages) -> None:
    """From its header and from the log."""
    record = pages["decisions/use-sqlalchemy-alembic/index.html"]
    assert "../tags/python/" in record.links
    assert "tags/python/" in pages["decisions/index.html"].links


def test_the_picture_has_its_story_as_text(write: Write) -> None:
    """Who can't see it reads what became of each record; lines lead on."""
    records = collection.read(write(FILES))
    drawing = ElementTree.fromstring(history.draw(records[::-1]))
    (text,) = drawing.iter("desc")
    assert text.text == (
        "DR-0001 Use ormar: superseded 2026-01-10, superseded by DR-0002."
        " DR-0002 Use SQLAlchemy & Alembic: accepted 2026-02-20."
    )
    assert len(list(drawing.iter("circle"))) == 2
    assert len(list(drawing.iter("path"))) == 1
    upper, lower = (float(dot.get("cy", 0)) for dot in drawing.iter("circle"))
    assert upper < lower
    words = [text.text for text in drawing.iter("text")]
    assert words[:2] == ["DR-0001 superseded 2026-01-10", "Use ormar"]


def test_a_record_may_be_called_as_the_log_or_the_history_is(write: Write) -> None:
    """Each keeps its own words."""
    files = dict(FILES)
    for old, title in (("use-ormar", "Log"), ("use-sqlalchemy-alembic", "History")):
        text = files.pop(f"docs/decisions/{old}.md")
        before = re.search("^title: (.*)$", text, re.MULTILINE)
        assert before
        new = text.replace(before[1], title)
        files[f"docs/decisions/{title.lower()}.md"] = new
    ledger = files["docs/decisions/ledger.txt"]
    for old, new in (("use-ormar", "log"), ("use-sqlalchemy-alembic", "history")):
        ledger = ledger.replace(old, new)
    root = write(files | {"docs/decisions/ledger.txt": ledger})
    built = build.build(root, "mkdocs")
    assert built.problems == []
    words = {page.path: page.words for page in built.pages}
    assert "superseded, recorded on 2026-01-10" in words["decisions/log/index.html"]
    assert "DR-0002 History" in words["decisions/index.html"]
    assert "Why." in words["decisions/history/index.html"]


def header_after(root: Path, cases: str) -> str:
    """Write a record's header, after tests with these results."""
    file = root / results.FILE
    file.parent.mkdir()
    file.write_text(f"<testsuites>{cases}</testsuites>")
    records = collection.read(root)
    published.write_includes(root, root / "includes", records, [], date(2026, 3, 1))
    return (root / "includes/decisions/use-ormar.md").read_text()


@pytest.mark.parametrize(
    "module, inside, shown",
    [
        ("tests.examples.test_snippets", "", "passed"),
        ("tests.examples.test_snippets", "<failure/>", "failed"),
        ("tests.examples.test_others", "", "not run before this build"),
    ],
)
def test_a_record_shows_how_its_confirmation_went_last(
    write: Write, module: str, inside: str, shown: str
) -> None:
    """As the results of the last test run say; another test of that name is not it."""
    name = "test_an_example_does_what_its_page_shows[demo/use.console]"
    case = f'<testcase classname="{module}" name="{name}">{inside}</testcase>'
    header = header_after(write(FILES), case)
    assert f"the session `demo/use.console` ({shown})" in header


@pytest.mark.parametrize(
    "cases, shown",
    [
        ({"test_it[one]": "", "test_it[other]": ""}, "passed"),
        ({"test_it[one]": "", "test_it[other]": "<failure/>"}, "failed"),
        ({"test_item": "", "test_items[one]": ""}, "not run before this build"),
    ],
)
def test_a_test_of_many_cases_has_passed_when_all_have(
    write: Write, cases: dict[str, str], shown: str
) -> None:
    """The results name each case, and the record the test."""
    old = OLD.replace("session: demo/use.console", "test: tests/test_use.py::test_it")
    root = write(FILES | {"docs/decisions/use-ormar.md": old})
    ran = "".join(
        f'<testcase classname="tests.test_use" name="{name}">{inside}</testcase>'
        for name, inside in cases.items()
    )
    assert f"`tests/test_use.py::test_it` ({shown})" in header_after(root, ran)


@pytest.mark.parametrize(
    "cases, shown",
    [("<testcase classname='a' name='b'/>", "passed"), ("", "not run before")],
)
def test_a_check_has_passed_when_the_tests_ran(
    write: Write, cases: str, shown: str
) -> None:
    """It comes before them; without their results, nobody knows of it."""
    old = OLD.replace("session: demo/use.console", "check: records")
    root = write(FILES | {"docs/decisions/use-ormar.md": old})
    assert f"`make records` ({shown}" in header_after(root, cases)


def test_the_exports_fit_their_schema_and_each_other(write: Write) -> None:
    """JSON, feed and list hold the same records."""
    root = write(FILES)
    named = Settings("Our handbook", "")
    exports.write(root, collection.read(root), "https://example.org/handbook/", named)
    data = json.loads((root / "decisions.json").read_text())
    schema = json.loads((root / "decisions.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    assert data["decisions"][0]["supersededBy"] == ["DR-0002"]
    url = "https://example.org/handbook/decisions/use-ormar/"
    assert data["decisions"][0]["url"] == url
    feed = ElementTree.parse(root / "decisions.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
    assert titles == [
        "DR-0002 Use SQLAlchemy & Alembic: accepted",
        "DR-0001 Use ormar: superseded",
    ]
    assert feed.findtext(f"{atom}updated") == "2026-02-20T00:00:00Z"
    listed = (root / "llms.txt").read_text()
    assert f"[DR-0001 Use ormar]({url})" in listed
    assert "the rules in https://example.org/handbook/ids.json" in listed


def test_a_malformed_record_fails_the_build(write: Write) -> None:
    """It is named with its line, and no engine is run."""
    wrong = {"docs/decisions/use-ormar.md": OLD.replace("superseded\n", "sperseded\n")}
    root = write(FILES | wrong)
    handbook = str(Path(sys.executable).parent / "handbook")
    done = subprocess.run([handbook, "build"], cwd=root, capture_output=True, text=True)
    assert done.returncode == 1
    assert "docs/decisions/use-ormar.md:4: STATUS " in done.stderr
    assert not (root / build.SITE).exists()
