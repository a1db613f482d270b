"""The ledger of addresses, without a build: each rule of it by itself."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import addresses, site
from handbook.addresses import LEDGER
from handbook.redirects import FILE as REDIRECTS
from tests.citing.sound import page
from tests.records.sound import commit, git, on_main

HOME = page("./", "top", text="# Home\n")
GAME = page("game/", "top", "last", text="# Game\n\n## Last {#last}\n")
PAGES = [HOME, GAME, replace(HOME, path="404.html")]
LINES = ["./", "./#top", "game/", "game/#last", "game/#top"]


def handbook(root: Path, lines: list[str], *redirects: str) -> Path:
    """Write a ledger, and what is redirected."""
    (root / "docs").mkdir(exist_ok=True)
    (root / LEDGER).write_text("".join(f"{line}\n" for line in lines))
    (root / REDIRECTS).write_text("".join(f"{line}\n" for line in redirects))
    return root


def wrong(root: Path, pages: list[site.Page] = PAGES) -> list[str]:
    """Check the addresses, and write what is wrong as one line each."""
    return [
        f"{one.path}:{one.line}: {one.code} {one.message} | {one.advice}"
        for one in addresses.check(root, pages)
    ]


def test_the_addresses_of_a_site_are_its_pages_and_anchors(tmp_path: Path) -> None:
    """A file that is no page of its own has none."""
    assert sorted(addresses.of(PAGES)) == LINES
    (tmp_path / "docs").mkdir()
    assert addresses.read(tmp_path) == []
    assert addresses.add(tmp_path, PAGES) == 5
    assert addresses.add(tmp_path, PAGES[:1]) == 0
    assert (tmp_path / LEDGER).read_text() == "".join(f"{line}\n" for line in LINES)


def test_a_ledger_that_has_each_address_is_fine(tmp_path: Path) -> None:
    """So is none, where nothing was published, unless a redirect is wrong."""
    assert wrong(handbook(tmp_path, LINES)) == []
    assert wrong(handbook(tmp_path, [])) == []
    assert len(wrong(handbook(tmp_path, [], "x/ y/"))) == 1


def test_new_addresses_are_named_with_the_line_of_their_heading(tmp_path: Path) -> None:
    """A page's with its first line."""
    advice = "Run 'make addresses', and commit what it writes."
    said = "ADDRESS-NEW the ledger does not have the address"
    assert wrong(handbook(tmp_path, LINES[:2])) == [
        f"docs/game.md:1: {said} game/ | {advice}",
        f"docs/game.md:3: {said} game/#last | {advice}",
        f"docs/game.md:1: {said} game/#top | {advice}",
    ]


def test_the_heading_is_told_from_its_letters_elsewhere(tmp_path: Path) -> None:
    """Also where it is an id that the heading had formerly, or begins another one."""
    text = (
        "# Game\n\nIt is at last the old one.\n\n## First {#last-one}\n\n"
        '## Last {#last formerly="old end"}\n'
    )
    pages = [page("game/", "last", "last-one", "old", "end", text=text)]
    found = wrong(handbook(tmp_path, ["game/"]), pages)
    assert [one.partition(": ")[0] for one in found] == [
        "docs/game.md:7",
        "docs/game.md:7",
        "docs/game.md:5",
        "docs/game.md:7",
    ]


def test_what_is_lost_is_named_with_its_line_of_the_ledger(tmp_path: Path) -> None:
    """An anchor of a page that is there by its page, anything else by the redirects."""
    root = handbook(tmp_path, sorted([*LINES, "game/#first", "play/", "play/#top"]))
    said = "was published and is gone"
    redirect = f"Write a line into {REDIRECTS}: 'play/{{}} <where it leads now>'."
    assert wrong(root) == [
        f"{LEDGER}:4: ADDRESS-LOST game/#first {said} | Bring the id back in"
        ' docs/game.md, or write formerly="first" behind the id of the heading that'
        " says it now.",
        f"{LEDGER}:7: ADDRESS-LOST play/ {said} | {redirect.format('')}",
        f"{LEDGER}:8: ADDRESS-LOST play/#top {said} | {redirect.format('#top')}",
    ]


@pytest.mark.parametrize(
    ("gone", "redirects", "lost"),
    [
        (["play/"], ["play/ game/"], []),
        (["play/", "play/#last"], ["play/ game/"], []),
        (["play/", "play/#first"], ["play/ game/"], ["play/#first"]),
        (["play/", "play/#first"], ["play/ game/", "play/#first game/#last"], []),
        (["play/#first"], ["play/#first game/#last"], ["play/#first"]),
        (["play/", "play/#x"], ["play/#x game/#last"], ["play/", "play/#x"]),
        (["game/#x"], ["game/#x game/#last"], ["game/#x"]),
    ],
    ids=[
        "a page",
        "an anchor that is there, too",
        "an anchor that is not",
        "an anchor with a line of its own",
        "an anchor of a page that leads nowhere",
        "its page as well",
        "an anchor of a page that is there",
    ],
)
def test_what_left_leads_on(
    tmp_path: Path, gone: list[str], redirects: list[str], lost: list[str]
) -> None:
    """Else it is lost, whatever is redirected beside it."""
    root = handbook(tmp_path, sorted([*LINES, *gone]), *redirects)
    found = [one for one in addresses.check(root, PAGES) if one.code == "ADDRESS-LOST"]
    assert [one.message.partition(" ")[0] for one in found] == lost


@pytest.mark.parametrize(
    ("redirects", "line", "said"),
    [
        (["a/ game/", "b/"], 2, "two addresses with a space between them | Write 'too"),
        (["a/  game/"], 1, "two addresses with a space between them"),
        (["a/ game/", "a/ ./"], 2, "'a/' is redirected already, in line 1 | Keep one"),
        (["a/ ./", "game/ ./"], 2, "the page game/ is there, so nothing leads"),
        (["game/#x ./"], 1, "the page game/ is there, so nothing leads away from it"),
        (["a/ game/#x"], 1, "'a/' leads to 'game/#x', which is not there | Name a"),
        (["a/ b/", "b/ game/"], 1, "is redirected itself | Name where that leads: 'ga"),
        (["a/ game/", "c/ game/"], 2, "'c/' was never published, so nobody comes"),
        (["a/#x game/"], 1, "'a/#x' was never published, so nobody comes"),
        (["/a/ game/"], 1, "'/a/' is no address of a page or an anchor"),
        (["../../docs/a/ game/"], 1, "is no address of a page or an anchor"),
        (["a/../b/ game/"], 1, "is no address of a page or an anchor"),
        (["a game/"], 1, "'a' is no address of a page or an anchor"),
        (["a#x game/"], 1, "'a#x' is no address of a page or an anchor"),
    ],
)
def test_a_wrong_redirect_is_named_with_its_line(
    tmp_path: Path, redirects: list[str], line: int, said: str
) -> None:
    """And with what to write."""
    said_of_all = wrong(handbook(tmp_path, ["./", "./#top", "a/", "b/"], *redirects))
    (found,) = (one for one in said_of_all if " REDIRECT " in one)
    assert found.startswith(f"{REDIRECTS}:{line}: REDIRECT ")
    assert said in found


def test_a_ledger_is_sorted_and_has_each_line_once(tmp_path: Path) -> None:
    """That is one problem, of the first line."""
    for lines in (LINES[::-1], [*LINES, LINES[-1]]):
        assert wrong(handbook(tmp_path, lines)) == [
            f"{LEDGER}:1: ADDRESS-NEW the ledger is not sorted, or has a line twice"
            " | Run 'make addresses'."
        ]


MERGED = [*LINES[:3], "<<<<<<< HEAD", "game/#last", "=======", *LINES[4:]]
MERGED += [">>>>>>> work"]


def test_a_line_that_is_no_address_is_named_itself(tmp_path: Path) -> None:
    """What git leaves in a file that two branches changed was never published."""
    said = "is no address of a page or an anchor"
    advice = "Run 'make addresses', which takes the line out."
    assert wrong(handbook(tmp_path, MERGED)) == [
        f"{LEDGER}:{line}: ADDRESS-NEW '{text}' {said} | {advice}"
        for line, text in ((4, "<<<<<<< HEAD"), (6, "======="), (8, ">>>>>>> work"))
    ]
    assert wrong(handbook(tmp_path, ["", *LINES]))[0].startswith(f"{LEDGER}:1: ADDRESS")


def test_recording_takes_out_what_is_no_address(tmp_path: Path) -> None:
    """Of a merge that stays on both sides, and main may have had it."""
    root = on_main(handbook(tmp_path, MERGED))
    assert addresses.add(root, PAGES) == 0
    assert addresses.read(root) == LINES
    assert wrong(root) == []


def test_an_id_that_the_engine_made_of_words_is_named(tmp_path: Path) -> None:
    """Also when the ledger has it, and when there is no ledger."""
    pages = [HOME, replace(GAME, unnamed=("Last",))]
    for lines in (LINES, []):
        assert wrong(handbook(tmp_path, lines), pages) == [
            "docs/game.md:3: HEADING-ID the heading has no id, so its address changes"
            " with its words | Write '## Last {#a-name-that-stays}'."
        ]


def test_a_line_that_main_has_is_not_taken(tmp_path: Path) -> None:
    """Compared with where the work left main, not with what main has become."""
    root = on_main(handbook(tmp_path, [*LINES, "z/"], "z/ game/"))
    handbook(root, LINES, "z/ game/")
    assert wrong(root) == [
        f"{LEDGER}:1: ADDRESS-LOST the ledger had the address z/, and lost it"
        " | Bring the line back: what was published stays in the ledger."
    ]
    (root / LEDGER).unlink()
    lost = [one for one in wrong(root) if "ADDRESS-LOST" in one]
    names = [re.sub(r".* the address (.*), and .*", r"\1", line) for line in lost]
    assert names == [*LINES, "z/"]
    git(root, "checkout", "--quiet", LEDGER)
    git(root, "switch", "--quiet", "main")
    handbook(root, sorted([*LINES, "y/", "z/"]), "z/ game/")
    commit(root)
    git(root, "switch", "--quiet", "work")
    assert wrong(root) == []


def test_what_was_never_merged_can_go(tmp_path: Path) -> None:
    """A heading that the work made and renamed was published nowhere."""
    root = handbook(tmp_path, LINES)
    on_main(root)
    handbook(root, sorted([*LINES, "game/#tpyo"]))
    assert wrong(root) == [
        "docs/addresses.txt:6: ADDRESS-NEW game/#tpyo is gone, and was never published"
        " | Run 'make addresses', which takes the line out."
    ]
    assert addresses.add(root, PAGES) == 0
    assert wrong(root) == []
    assert addresses.read(root) == LINES


def test_the_first_ledger_takes_nothing_from_main(tmp_path: Path) -> None:
    """There was none, so it had no lines."""
    (tmp_path / "README.md").write_text("Hello\n")
    assert wrong(handbook(on_main(tmp_path), LINES)) == []


def test_a_page_that_moved_leads_on_from_where_it_was(tmp_path: Path) -> None:
    """By a script to the anchor that was asked for, and without one to the page."""
    redirects = ["old/page/ game/", "old/page/#a game/#last", "old/#b ./", "old/ ./"]
    ledger = [*LINES, "old/", "old/page/"]
    addresses.write(handbook(tmp_path, ledger, *redirects), tmp_path / "site")
    pages = sorted((tmp_path / "site").rglob("*.html"))
    names = [file.relative_to(tmp_path / "site").as_posix() for file in pages]
    assert names == ["old/index.html", "old/page/index.html"]
    first, second = (file.read_text() for file in pages)
    assert "&quot;b&quot;: &quot;.././&quot;" in first
    assert 'data-target=".././"' in first
    assert 'src="../../assets/moved.js" data-target="../../game/"' in second
    assert 'content="0; url=../../game/"' in second
    assert 'data-anchors="{&quot;a&quot;: &quot;../../game/#last&quot;}"' in second


@pytest.mark.parametrize("old", ["/{}/out/", "../out/", "a/../../out/", "a.js/", "a"])
def test_a_redirect_that_is_refused_writes_nothing(tmp_path: Path, old: str) -> None:
    """The build writes before it checks: outside the site, or over its files."""
    address = old.format(tmp_path).replace("//", "/")
    ledger = [*LINES, address] if "out" in address else LINES
    root = handbook(tmp_path, ledger, f"{address} game/")
    (root / "site").mkdir()
    (root / "site/a.js").touch()
    before = sorted(root.rglob("*"))
    addresses.write(root, root / "site")
    assert sorted(root.rglob("*")) == before
