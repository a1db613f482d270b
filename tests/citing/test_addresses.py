"""What was published once leads somewhere for ever."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import addresses, build, citable, citing, redirects, site
from handbook.problems import Problem
from tests.citing.sound import FILES, PAGE, RULE, TOOL
from tests.conftest import ROOT, Write, copy_handbook
from tests.records.sound import PATH, changed, commit, git, on_main

PLAY = "# Play\n\n## First {#first}\n\nx\n\n## Last {#last}\n\nx\n"


@pytest.fixture
def published(write: Write) -> Path:
    """Build a handbook, and write its ledger."""
    root = write(FILES | {"docs/play.md": PLAY})
    built = build.build(root, "mkdocs")
    assert built.problems == []
    assert addresses.add(root, built.pages) > 10
    return root


def lost(root: Path) -> list[Problem]:
    """Build a handbook, and list what is wrong with its addresses."""
    problems = build.build(root, "mkdocs").problems
    codes = ("ADDRESS-LOST", "ADDRESS-NEW", "REDIRECT", "CITED")
    return [problem for problem in problems if problem.code in codes]


def edit(file: Path, *changes: tuple[str, str]) -> None:
    """Change a file."""
    file.write_text(changed(file.read_text(), *changes))


def test_a_ledger_lists_pages_and_anchors_and_grows_once(published: Path) -> None:
    """A second time there is nothing to add."""
    ledger = addresses.read(published)
    for address in ("./", "play/", "play/#first", "tools/demo/#DB-3"):
        assert address in ledger
    assert lost(published) == []
    assert addresses.add(published, build.build(published, "mkdocs").pages) == 0


def test_a_handbook_that_was_never_published_has_nothing_to_lose(write: Write) -> None:
    """Its first addresses are no problem."""
    assert lost(write(FILES)) == []


@pytest.mark.parametrize(
    "break_it, address, line",
    [
        (lambda root: (root / "docs/play.md").unlink(), "play/#last", "redirects.txt"),
        (
            lambda root: (root / "docs/play.md").rename(root / "docs/game.md"),
            "play/",
            "redirects.txt",
        ),
        (
            lambda root: edit(root / "docs/play.md", ("{#last}", "{#end}")),
            "play/#last",
            'formerly="last"',
        ),
        (
            lambda root: edit(root / "docs/play.md", ("## Last {#last}\n", "")),
            "play/#last",
            'formerly="last"',
        ),
    ],
    ids=["delete", "rename", "another id", "a section less"],
)
def test_each_way_to_lose_an_address_is_named(
    published: Path, break_it: Callable[[Path], None], address: str, line: str
) -> None:
    """With the ledger's line, and what to do."""
    break_it(published)
    number = addresses.read(published).index(address) + 1
    (one,) = [
        problem
        for problem in lost(published)
        if problem.message == f"{address} was published and is gone"
    ]
    assert (one.path, one.line) == (addresses.LEDGER, number)
    assert line in one.advice


def test_another_heading_changes_no_address(published: Path) -> None:
    """The id is the heading's own, not made of its words; a page's title is #top."""
    edit(published / "docs/play.md", ("# Play", "# Game"))
    edit(published / "docs/play.md", ("## Last {#last}", "## The end {#last}"))
    edit(published / PAGE, ("DB-3 Declare columns in code {", "DB-3 Say it {"))
    assert lost(published) == []


def test_a_former_id_stays_an_anchor(published: Path) -> None:
    """The heading that says it now has both."""
    edit(published / "docs/play.md", ("{#last}", '{#end formerly="last"}'))
    (one,) = lost(published)
    assert (one.code, one.path, one.line) == ("ADDRESS-NEW", "docs/play.md", 7)
    addresses.add(published, build.build(published, "mkdocs").pages)
    assert lost(published) == []


def redirect(root: Path, *lines: str) -> list[str]:
    """Move the play away, redirect it, and say what is wrong with that."""
    (root / "docs/play.md").unlink()
    (root / redirects.FILE).write_text("".join(f"{line}\n" for line in lines))
    return [f"{one.path}:{one.line} {one.code}" for one in lost(root)]


def test_a_page_that_moved_leads_on_with_all_its_anchors(published: Path) -> None:
    """By itself where the anchor is there too, by a line of its own where not."""
    (published / "docs/game.md").write_text(PLAY.replace("#last", "#end"))
    wrong = redirect(published, "play/ game/", "play/#last game/#end")
    assert [one for one in wrong if "ADDRESS-NEW" not in one] == []
    page = (published / "build/site/play/index.html").read_text()
    assert 'content="0; url=../game/"' in page
    assert "../game/#end" in page


@pytest.mark.parametrize(
    "lines, wrong",
    [
        (["play/ gone/"], "docs/redirects.txt:1 REDIRECT"),
        (["play/ tools/demo/#gone"], "docs/redirects.txt:1 REDIRECT"),
        (["play/ a/", "a/ ./"], "docs/redirects.txt:1 REDIRECT"),
        (["play/ a/", "a/ play/"], "docs/redirects.txt:2 REDIRECT"),
        (["play/ ./", "tools/demo/ ./"], "docs/redirects.txt:2 REDIRECT"),
        (["play/ ./", "tools/demo/#x ./"], "docs/redirects.txt:2 REDIRECT"),
        (["play/ ./", "play/ tools/demo/"], "docs/redirects.txt:2 REDIRECT"),
        (["play/"], "docs/redirects.txt:1 REDIRECT"),
        (["play/ -> ./"], "docs/redirects.txt:1 REDIRECT"),
    ],
    ids=[
        "nowhere",
        "no such anchor",
        "a chain",
        "a circle",
        "a page that is there",
        "an anchor of a page that is there",
        "twice",
        "half",
        "an arrow",
    ],
)
def test_a_redirect_leads_from_what_left_to_what_is_there(
    published: Path, lines: list[str], wrong: str
) -> None:
    """In one step."""
    assert wrong in redirect(published, *lines)


def test_an_anchor_of_a_page_that_moved_is_not_lost_on_the_way(published: Path) -> None:
    """The new page has no such anchor, and no line says which."""
    wrong = redirect(published, "play/ tools/demo/")
    lines = [
        addresses.read(published).index(f"play/#{x}") + 1 for x in ("first", "last")
    ]
    for line in lines:
        assert f"{addresses.LEDGER}:{line} ADDRESS-LOST" in wrong


def test_the_ledger_never_shrinks(published: Path) -> None:
    """Compared with where the branch left main, even if it is emptied."""
    on_main(published)
    ledger = published / addresses.LEDGER
    edit(ledger, ("play/#last\n", ""))
    commit(published)
    messages = [one.message for one in lost(published)]
    assert "the ledger had the address play/#last, and lost it" in messages
    ledger.unlink()
    commit(published)
    messages = [one.message for one in lost(published)]
    assert "the ledger had the address play/, and lost it" in messages


def test_two_branches_that_add_addresses_merge(published: Path) -> None:
    """A sorted file keeps them apart, and the check finds a merge gone wrong."""
    (published / ".gitignore").write_text("build/\n")
    on_main(published)
    for branch, name in (("work", "alpha"), ("other", "zeta")):
        git(published, "switch", "--quiet", "main")
        git(published, "switch", "--quiet", "--force-create", branch)
        (published / f"docs/{name}.md").write_text(f"# {name}\n")
        addresses.add(published, build.build(published, "mkdocs").pages)
        commit(published)
    git(published, "merge", "--quiet", "--message", "Merge", "work")
    assert lost(published) == []


def test_lines_out_of_order_are_said(published: Path) -> None:
    """And the command mends them."""
    ledger = published / addresses.LEDGER
    lines = ledger.read_text().splitlines()
    ledger.write_text("\n".join([*lines[1:], lines[0], lines[0]]) + "\n")
    assert [one.code for one in lost(published)] == ["ADDRESS-NEW"]
    addresses.add(published, build.build(published, "mkdocs").pages)
    assert ledger.read_text().splitlines() == lines


def test_a_record_that_ends_keeps_its_page(published: Path) -> None:
    """To delete it loses the addresses of all its sections."""
    (published / PATH).unlink()
    (published / "docs/decisions/ledger.txt").write_text("")
    edit(published / PAGE, (TOOL, TOOL.replace(RULE, "")))
    assert build.build(published, "mkdocs").problems != []


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[site.Page]:
    """Build a copy of this handbook."""
    built = build.build(copy_handbook(tmp_path_factory.mktemp("copy")), "mkdocs")
    assert built.problems == []
    return built.pages


def test_each_address_of_this_handbook_is_missed_when_it_is_gone(
    pages: list[site.Page],
) -> None:
    """Each page without its first id, then each without its second, and so on.

    What a branch adds was not published yet, and is missed as well.
    """
    said = ("was published and is gone", "is gone, and was never published")
    for number in range(max(len(page.article_ids) for page in pages)):
        gone = [page for page in pages if len(page.article_ids) > number]
        broken = [
            replace(
                page,
                article_ids=page.article_ids[:number] + page.article_ids[number + 1 :],
            )
            for page in gone
        ]
        missed = {
            one.message
            for one in addresses.check(ROOT, [*(set(pages) - set(gone)), *broken])
        }
        for page in gone:
            if page.path.endswith("index.html"):
                path = page.path.removesuffix("index.html") or addresses.HOME
                name = page.article_ids[number]
                assert missed & {f"{path}#{name} {words}" for words in said}


def test_each_id_of_this_handbook_is_missed_when_its_anchor_is_gone(
    pages: list[site.Page],
) -> None:
    """The check names the rule or record."""
    cited = citing.read(ROOT)
    assert list(citable.check(pages, cited)) == []
    for one in [*cited, *citing.sections(cited)]:
        path, _, anchor = one.target.partition("#")
        without = [
            (
                (
                    replace(page, ids=tuple(set(page.ids) - {anchor}))
                    if anchor
                    else replace(page, path="gone")
                )
                if page.path == f"{path}index.html"
                else page
            )
            for page in pages
        ]
        first, *_ = citable.check(without, cited)
        assert first.code == "CITED"
        missed = [problem.message for problem in citable.check(without, cited)]
        assert any(message.startswith(f"{one.id} leads to") for message in missed)
