"""What is cited on pages, in examples and in the code exists and is in force."""

from dataclasses import replace

import pytest

from handbook import citing
from handbook.problems import Problem
from handbook.records.together import LEDGER
from tests.citing.sound import ENDED as ENDED_RULE
from tests.citing.sound import FILES, OTHER, PAGE, RULE, TOOL
from tests.conftest import ROOT, Write
from tests.records.sound import changed, numbered, path_of

ENDED = {
    path_of(1): numbered(1, "superseded-by: DR-0002", status="superseded"),
    path_of(2): numbered(2, "supersedes: DR-0001"),
    LEDGER: "",
}


def problems(write: Write, files: dict[str, str]) -> list[Problem]:
    """Check what the files cite."""
    root = write(files)
    return list(citing.check(root, citing.read(root)))


@pytest.mark.parametrize(
    "path, text",
    [
        ("docs/page.md", "# Page\n\nSee DB-4.\n"),
        ("docs/page.md", "# Page\n\nSee [this](r/DB-4/).\n"),
        ("docs/page.md", "# Page\n\nSee DR-0099.\n"),
        ("docs/page.md", "# Page\n\nSee `DR-0099-outcome`.\n"),
        ("snippets/demo/a.py", "x = 1\n\n# as DB-4 says\n"),
        ("snippets/demo/a.toml", "a = 1\n\n# DB-4\n"),
        ("handbook/a.py", '"""A."""\n\n# as DB-4 says\n'),
        ("scripts/a.py", '"""A."""\n\n# as DB-4 says\n'),
        ("evidence/rivals/a.py", '"""A."""\n\n# as DB-4 says\n'),
        (".github/pull_request_template.md", "# What\n\nDB-4\n"),
        ("handbook/theme/a.html", "<p>\n<br>\nDB-4\n"),
        ("README.md", "# Read me\n\nDB-4\n"),
    ],
)
def test_a_citation_of_nothing_is_named_with_its_line(
    write: Write, path: str, text: str
) -> None:
    """On pages, in examples, in comments and beside the site."""
    (one,) = problems(write, FILES | {path: text})
    assert (one.path, one.line, one.code) == (path, 3, "CITATION")


def test_citations_of_nothing_are_named_in_the_order_of_their_files(
    write: Write,
) -> None:
    """Each once a line, however often it stands there."""
    files = {f"docs/{name}.md": "DB-4 DB-4\n\nDB-4 DB-5\n" for name in "gfedcba"}
    found = problems(write, FILES | files)
    assert [(one.path, one.line) for one in found] == [
        (f"docs/{name}.md", line) for name in "abcdefg" for line in (1, 3, 3)
    ]


@pytest.mark.parametrize(
    "text", ["UTF-8", "DB-3", "DR-0001", "DB-", "XDB-9", "db-9", "CI-4-2"]
)
def test_what_is_no_citation_or_a_good_one_passes(write: Write, text: str) -> None:
    """Other names have hyphens and numbers too."""
    assert problems(write, FILES | {"docs/page.md": f"# Page\n\n{text}\n"}) == []


def test_a_superseded_record_is_not_cited(write: Write) -> None:
    """The advice names what is in force."""
    (one,) = problems(write, ENDED | {"docs/page.md": "# Page\n\nDR-0001\n"})
    assert (one.path, one.line) == ("docs/page.md", 3)
    assert one.advice == "Cite DR-0002."


def test_what_was_rejected_is_not_cited(write: Write) -> None:
    """Nothing took its place, so the advice names nothing."""
    files = {path_of(1): numbered(1, status="rejected"), LEDGER: ""}
    (one,) = problems(write, files | {"docs/page.md": "# Page\n\nDR-0001\n"})
    assert (one.path, one.line, one.advice) == ("docs/page.md", 3, "Remove it.")
    assert one.message == "DR-0001 is cited, which is rejected"


def test_a_record_may_name_what_went_before(write: Write) -> None:
    """That is its history."""
    assert problems(write, ENDED) == []


def test_a_rule_that_ended_excuses_itself_alone(write: Write) -> None:
    """Not the rules around it, and not the name of what there never was."""
    before = OTHER.replace("LOG-2", "LOG-1").replace("A typo", "As DB-3 says, a typo")
    after = changed(OTHER, ("A typo", "As DB-3 says, a typo"))
    page = changed(
        TOOL, (RULE, f"{before}\n{ENDED_RULE} DB-3 was DB-7.\n"), (OTHER, after)
    )
    home = {"docs/index.md": "# Home\n"}
    found = problems(write, FILES | home | {PAGE: page})
    lines = page.splitlines()
    assert [(one.path, lines[one.line - 1], one.message) for one in found] == [
        (PAGE, said, f"{name} is cited, {what}")
        for said, name, what in (
            ("**Bad.** As DB-3 says, a typo passes.", "DB-3", "which is ended"),
            ("**No longer in force.** DB-3 was DB-7.", "DB-7", "and there is none"),
            ("**Bad.** As DB-3 says, a typo passes.", "DB-3", "which is ended"),
        )
    ]


def test_a_line_that_names_the_successor_may_name_what_it_took_over(
    write: Write,
) -> None:
    """It tells readers both."""
    line = "DR-0002, in place of DR-0001"
    assert problems(write, ENDED | {"docs/page.md": f"# Page\n\n{line}\n"}) == []


@pytest.mark.parametrize("name", ["DR-0002-outcome", "DR-00021"])
def test_what_begins_as_the_successor_does_is_another(write: Write, name: str) -> None:
    """The line has to name what is in force itself."""
    page = f"# Page\n\n{name}, in place of DR-0001\n"
    (one,) = problems(write, ENDED | {"docs/page.md": page})
    assert one.advice == "Cite DR-0002."


def test_other_topics_cite_what_there_is(write: Write) -> None:
    """One that has records of its own excuses itself alone."""
    own = {"snippets/demo/a.console": "$ cat docs/decisions/a.md\nDR-0099\n"}
    files = FILES | own | {"snippets/other/a.py": "x = 1\n\n# DR-0099\n"}
    (one,) = problems(write, files)
    assert (one.path, one.code) == ("snippets/other/a.py", "CITATION")


def test_a_topic_with_records_of_its_own_speaks_of_those(write: Write) -> None:
    """As an example of writing one does."""
    files = {"snippets/demo/a.console": "$ cat docs/decisions/a.md\nDR-0099\n"}
    assert problems(write, FILES | files) == []


def test_what_a_page_beside_the_site_shows_is_read_where_it_stands(
    write: Write,
) -> None:
    """It is a snippet, word for word; what the page says itself is read there."""
    own = "$ cat docs/decisions/a.md\nid: DR-0001\n"
    files = ENDED | {
        "snippets/demo/a.console": own,
        "snippets/other/a.py": "x = 1  # DR-0001\n",
        "README.md": f"# Read me\n\n```console\n{own}```\n\nDR-0001\n",
        "CONTRIBUTING.md": "# How\n\n```python\nx = 1  # DR-0001\n```\n",
        "SECURITY.md": "# Safe\n\n```\nDR-0001\n```\n",
    }
    found = [(one.path, one.line) for one in problems(write, files)]
    assert found == [("README.md", 8), ("SECURITY.md", 4), ("snippets/other/a.py", 1)]


def test_what_only_shows_the_form_of_an_id_cites_no_record() -> None:
    """The help and the session of a small handbook's outlive this one's DR-0002."""
    every = [
        replace(one, status="rejected") if one.id == "DR-0002" else one
        for one in citing.read(ROOT)
    ]
    folders = {one.path.split("/")[0] for one in citing.check(ROOT, every)}
    assert folders == {"docs"}


def test_this_handbook_cites_only_what_is_in_force() -> None:
    """On all pages, in all examples and in the code."""
    assert list(citing.check(ROOT, citing.read(ROOT))) == []
