"""Numbers are given once: two branches that take one conflict in git."""

from pathlib import Path

import pytest

from handbook.records import collection
from handbook.records.together import LEDGER

from .sound import (
    changed,
    codes,
    commit,
    git,
    handbook,
    name_of,
    numbered,
    on_main,
    path_of,
    places,
    problems,
    try_git,
    write,
    write_numbered,
)

THREE = "".join(f"{name_of(number)} use-thing-{number}\n" for number in (1, 2, 3))
"""The ledger of three numbered records."""


def three(root: Path) -> Path:
    """Write three sound records."""
    return write_numbered(root, *(numbered(number) for number in (1, 2, 3)))


def two_branches(root: Path) -> Path:
    """Let two people begin a record, each on a branch of its own."""
    on_main(write_numbered(root, numbered(1)))
    for branch in ("one", "other"):
        git(root, "switch", "--quiet", "--create", branch, "main")
        assert handbook(root, "new", "decision", f"Use the {branch}")[0] == 0
        assert handbook(root, "check")[0] == 0
        commit(root)
    git(root, "switch", "--quiet", "main")
    git(root, "merge", "--quiet", "one")
    return root


@pytest.mark.parametrize("way", ["merge", "rebase"])
def test_two_branches_that_take_one_number_conflict(tmp_path: Path, way: str) -> None:
    """The first gets in. The second conflicts, in the ledger and only there."""
    root = two_branches(tmp_path)
    git(root, "switch", "--quiet", "other")
    assert try_git(root, way, "main").returncode != 0
    unmerged = git(root, "diff", "--name-only", "--diff-filter=U").split()
    assert unmerged == [LEDGER]
    assert {"LEDGER", "ID"} <= set(codes(root))


def test_taking_the_next_number_resolves_it(tmp_path: Path) -> None:
    """Both lines stay, and the second record says its new number."""
    root = two_branches(tmp_path)
    git(root, "switch", "--quiet", "other")
    assert try_git(root, "merge", "main").returncode != 0
    lines = ["DR-0001 use-thing-1", "DR-0002 use-the-one", "DR-0003 use-the-other"]
    (root / LEDGER).write_text("".join(f"{line}\n" for line in lines))
    record = root / "docs/decisions/use-the-other.md"
    record.write_text(changed(record.read_text(), ("DR-0002", "DR-0003")))
    commit(root)
    exit_code, said, _ = handbook(root, "check")
    assert (exit_code, said) == (0, "3 records, nothing is wrong.\n")


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize(
    ("ledger", "line"),
    [
        (changed(THREE, ("use-thing-2", "use-it")), 2),
        (changed(THREE, ("DR-0002", "DR-0004")), 2),
        (changed(THREE, ("DR-0002 use-thing-2\n", "")), 2),
        (changed(THREE, ("DR-0003 use-thing-3\n", "")), 2),
        ("DR-0002 use-thing-2\nDR-0001 use-thing-1\nDR-0003 use-thing-3\n", 1),
        ("DR-0000 use-thing-0\n" + THREE, 1),
        ("", 1),
    ],
)
def test_a_line_that_changed_moved_or_went_is_refused(
    tmp_path: Path, ledger: str, line: int, committed: bool
) -> None:
    """Wherever it stood, and committed or not."""
    root = on_main(three(tmp_path))
    (root / LEDGER).write_text(ledger)
    if committed:
        commit(root)
    message = "a line of the ledger changed"
    (found,) = [one for one in problems(root) if one.message == message]
    assert (found.path, found.line, found.code) == (LEDGER, line, "LEDGER")
    assert "Bring it back, and append" in found.advice


def test_a_ledger_that_is_gone_is_refused(tmp_path: Path) -> None:
    """As one that lost every line."""
    root = on_main(three(tmp_path))
    (root / LEDGER).unlink()
    assert f"{LEDGER}:1 LEDGER" in places(root)


def test_a_line_more_passes(tmp_path: Path) -> None:
    """With its record."""
    root = on_main(three(tmp_path))
    write_numbered(root, *(numbered(number) for number in (1, 2, 3, 4)))
    assert problems(root) == []


@pytest.mark.parametrize(
    ("added", "line", "advice"),
    [
        ("what is this", 4, "'DR-0007 use-uv'"),
        ("<<<<<<< HEAD", 4, "'DR-0007 use-uv'"),
        ("DR-0004 Use It", 4, "'DR-0007 use-uv'"),
        ("DR-0004 use-thing-3", 4, "Take the next number, DR-0004"),
        ("DR-0003 use-thing-4", 4, "Take the next number, DR-0004"),
        ("DR-0004 use-thing-4", 4, "Bring it back: a record that ends keeps"),
        ("DR-0000 use-thing-0", 4, "a line is never moved"),
        ("\nDR-0004 use-thing-4", 5, "Bring it back"),
    ],
)
def test_a_line_that_is_none_is_refused(
    tmp_path: Path, added: str, line: int, advice: str
) -> None:
    """At its own line, with what to do."""
    texts = {path_of(number): numbered(number) for number in (1, 2, 3)}
    root = write(tmp_path, texts, f"{THREE}{added}\n")
    found = [one for one in problems(root) if one.line == line]
    assert {(one.path, one.code) for one in found} == {(LEDGER, "LEDGER")}
    assert any(advice in one.advice for one in found)


def test_a_ledger_with_other_line_ends_is_one_problem(tmp_path: Path) -> None:
    """Its lines are those of the records all the same."""
    texts = {path_of(number): numbered(number) for number in (1, 2, 3)}
    root = write(tmp_path, texts, THREE)
    (root / LEDGER).write_bytes(THREE.replace("\n", "\r\n").encode())
    (one,) = problems(root)
    assert (one.path, one.line, one.code) == (LEDGER, 1, "LINE-END")
    assert collection.fix(root) == [LEDGER]
    assert (root / LEDGER).read_text() == THREE


@pytest.mark.parametrize(
    ("ledger", "line", "advice"),
    [
        ("DR-0001 use-thing-1\n", 2, f"Append 'DR-0002 use-thing-2' to {LEDGER}."),
        ("DR-0001 use-thing-1\nDR-0002 use-it\n", 2, "Give the file its name back"),
        ("DR-0001 use-thing-1\nDR-0003 use-thing-2\n", 2, "Give it the number that"),
    ],
)
def test_a_record_without_its_line_is_refused(
    tmp_path: Path, ledger: str, line: int, advice: str
) -> None:
    """At the line of its id."""
    texts = {path_of(number): numbered(number) for number in (1, 2)}
    found = problems(write(tmp_path, texts, ledger))
    (one,) = [one for one in found if one.path == path_of(2)]
    assert (one.line, one.code) == (line, "LEDGER")
    assert advice in one.advice


def test_an_id_that_two_records_have_is_refused(tmp_path: Path) -> None:
    """At the second one, which is told of the first."""
    root = write_numbered(tmp_path, numbered(1), numbered(1).replace("thing 1", "it"))
    (one,) = problems(root)
    assert (one.path, one.line, one.code) == (path_of(2), 2, "ID")
    assert path_of(1) in one.message
    assert "Take the next number" in one.advice


def test_a_record_that_is_removed_is_refused(tmp_path: Path) -> None:
    """Also when its line goes with it."""
    root = on_main(three(tmp_path))
    (root / path_of(3)).unlink()
    assert places(root) == [f"{LEDGER}:3 LEDGER", f"{path_of(3)}:1 REMOVED"]
    (root / LEDGER).write_text(changed(THREE, ("DR-0003 use-thing-3\n", "")))
    assert places(root) == [f"{LEDGER}:2 LEDGER", f"{path_of(3)}:1 REMOVED"]


def test_a_record_that_is_renamed_is_refused(tmp_path: Path) -> None:
    """Git would tell it as one file with another name; it is an address that died."""
    root = on_main(three(tmp_path))
    git(root, "mv", path_of(3), "docs/decisions/use-it.md")
    commit(root)
    assert places(root) == [
        "docs/decisions/use-it.md:2 LEDGER",
        f"{path_of(3)}:1 REMOVED",
    ]


def test_a_number_that_changes_is_refused(tmp_path: Path) -> None:
    """Whatever its status."""
    for status in ("proposed", "accepted"):
        root = tmp_path / status
        on_main(write_numbered(root, numbered(1, status=status)))
        text = changed(numbered(1, status=status), ("DR-0001", "DR-0002"))
        (root / path_of(1)).write_text(text)
        assert f"{path_of(1)}:2 FROZEN" in places(root)


def test_a_handbook_below_the_repositorys_root_is_compared_too(tmp_path: Path) -> None:
    """Its files have other names in git then."""
    root = three(tmp_path / "below/here")
    on_main(tmp_path)
    (root / path_of(3)).unlink()
    assert f"{path_of(3)}:1 REMOVED" in places(root)
    (root / path_of(1)).write_text(changed(numbered(1), ("Why.", "Why not?")))
    assert f"{path_of(1)}:15 FROZEN" in places(root)


def test_a_name_of_two_lines_does_not_hide_the_others(tmp_path: Path) -> None:
    """Git is asked for files line by line."""
    root = three(tmp_path)
    odd = root / "docs/decisions/a\nb.md"
    odd.write_text(numbered(9))
    on_main(root)
    odd.write_text(numbered(8))
    (root / path_of(1)).write_text(changed(numbered(1), ("Why.", "Why not?")))
    assert f"{path_of(1)}:15 FROZEN" in places(root)
