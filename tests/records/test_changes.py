"""What was decided stays: compared with where a branch left the main line."""

from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from handbook.records.changes import FOLLOWS
from handbook.records.record import STATUSES

from .sound import (
    COMMITTED,
    LOOK,
    PATH,
    SOUND,
    TODAY,
    changed,
    codes,
    commit,
    git,
    handbook,
    numbered,
    on_main,
    path_of,
    problems,
    with_status,
    write,
    write_numbered,
)

LATER = date(2027, 2, 1)
"""A day on which the sound record's review is due."""


def edited(root: Path, *changes: tuple[str, str], text: str = SOUND) -> Path:
    """Let the main branch have a record, and another branch change it."""
    on_main(write(root, {PATH: text}))
    (root / PATH).write_text(changed(text, *changes))
    return root


def in_status(status: str, day: str) -> str:
    """Write a record that got its status on some day; superseded, by number 2."""
    links = ("superseded-by: DR-0002",) if status == "superseded" else ()
    return changed(numbered(1, *links, status=status), ("2026-01-10", day))


@pytest.mark.parametrize(("before", "after"), list(permutations(STATUSES, 2)))
def test_a_status_changes_as_the_table_says_and_no_other_way(
    tmp_path: Path, before: str, after: str
) -> None:
    """The advice names what may follow."""
    successor = numbered(2, "supersedes: DR-0001")
    root = write_numbered(
        tmp_path,
        in_status(before, "2026-01-10"),
        *([successor] if before == "superseded" else []),
    )
    on_main(root)
    others = [successor] if "superseded" in (before, after) else []
    write_numbered(root, in_status(after, "2026-02-20"), *others)
    found = problems(root)
    if after in FOLLOWS[before]:
        assert found == []
    else:
        (one,) = [problem for problem in found if problem.code == "LIFECYCLE"]
        assert (one.path, one.line) == (path_of(1), 4)
        ways = " or ".join(FOLLOWS[before]) or "nothing"
        assert f"After '{before}' comes {ways}" in one.advice


def test_the_table_is_the_one_that_was_agreed() -> None:
    """What is decided ends once, and what has ended stays so."""
    assert FOLLOWS == {
        "proposed": ("accepted", "rejected"),
        "accepted": ("deprecated", "superseded"),
        "rejected": (),
        "deprecated": (),
        "superseded": (),
    }


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-02-20", []),
        ("2026-02-01", []),
        ("2026-01-10", ["LIFECYCLE"]),
        ("2026-01-09", ["LIFECYCLE"]),
    ],
)
def test_the_date_moves_with_the_status(
    tmp_path: Path, day: str, code: list[str]
) -> None:
    """Forward."""
    root = edited(tmp_path)
    (root / PATH).write_text(changed(with_status("deprecated"), ("2026-01-10", day)))
    assert codes(root) == code


def test_a_status_may_change_twice_on_one_day(tmp_path: Path) -> None:
    """Then both have one date."""
    on_main(write(tmp_path, {PATH: SOUND}), when="2026-01-10T12:00:00+00:00")
    (tmp_path / PATH).write_text(with_status("deprecated"))
    assert codes(tmp_path) == []


def test_the_date_moves_only_with_the_status(tmp_path: Path) -> None:
    """The advice says what it was."""
    (one,) = problems(edited(tmp_path, ("2026-01-10", "2026-01-11")))
    assert (one.line, one.code) == (5, "LIFECYCLE")
    assert "Bring 2026-01-10 back" in one.advice


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("Why.", "Why not?"), 15),
        (("Why.\n", "Why.\n\nAnd more.\n"), 15),
        (("- Another thing.", "- Another thing.\n- A third."), 19),
        (("one.\n- Bad", "one.\n- Good, because it is.\n- Bad"), 28),
        (("Nothing shows it.", "All show it."), 33),
        (("# Use one thing\n", "# Use one thing\n\nIn short.\n"), 13),
        (("[the team]", "[others]"), 6),
        (("tags:", "supersedes: DR-0002\ntags:"), 7),
        (("tags:", "amends: DR-0002\ntags:"), 7),
    ],
)
@pytest.mark.parametrize("status", ["accepted", "rejected", "deprecated"])
def test_what_was_decided_may_not_change(
    tmp_path: Path, status: str, change: tuple[str, str], line: int
) -> None:
    """No section, no line above them, no key that is part of the decision."""
    root = edited(tmp_path, change, text=with_status(status))
    line -= status != "accepted" and line > 8
    found = [(one.line, one.code) for one in problems(root)]
    assert (line, "FROZEN") in found
    assert {code for _, code in found} <= {"FROZEN", "LINK-DANGLING"}


def test_the_title_may_not_change(tmp_path: Path) -> None:
    """Not even together with the heading."""
    root = edited(tmp_path)
    (root / PATH).write_text(SOUND.replace("Use one thing", "Use no thing"))
    assert [(one.line, one.code) for one in problems(root)] == [(3, "FROZEN")]


def test_a_section_that_is_gone_is_refused_as_a_change(tmp_path: Path) -> None:
    """And as missing."""
    root = edited(tmp_path, ("## Outcome {#outcome}\n\nOne thing.\n\n", ""))
    assert sorted(codes(root)) == ["FROZEN", "SECTION-MISSING"]


def test_a_section_can_not_be_said_again(tmp_path: Path) -> None:
    """Neither under its id nor under another heading."""
    again = "## Outcome {#outcome}\n\nNo thing.\n\n## Conseq"
    assert codes(edited(tmp_path / "a", ("## Conseq", again))) == ["TWICE"]
    other = ("## Outcome {", "## Overruled outcome {")
    assert codes(edited(tmp_path / "b", other)) == ["SECTION-TITLE"]


@pytest.mark.parametrize(
    "change",
    [
        ("[python]", "[python, ci]"),
        ("tags:", "governs: [DB-3]\ntags:"),
        ("Why.\n", "Why.\n\n"),
        ("none: nothing can show it", "none: nothing is there to show it"),
    ],
)
def test_what_is_named_may_change(tmp_path: Path, change: tuple[str, str]) -> None:
    """Tags, rules and the confirmation are about the decision; blank lines nothing."""
    assert problems(edited(tmp_path, change)) == []


def test_a_record_may_be_amended(tmp_path: Path) -> None:
    """Both sides are written then, in one that is frozen."""
    on_main(write_numbered(tmp_path, numbered(1)))
    write_numbered(
        tmp_path, numbered(1, "amended-by: DR-0002"), numbered(2, "amends: DR-0001")
    )
    assert problems(tmp_path) == []


def test_a_record_that_has_ended_gets_no_second_successor(tmp_path: Path) -> None:
    """What took its place is in force, and is what a new decision is about."""
    ended = numbered(1, "superseded-by: DR-0002", status="superseded")
    taken = numbered(2, "supersedes: DR-0001")
    on_main(write_numbered(tmp_path, ended, taken))
    write_numbered(
        tmp_path,
        changed(ended, ("DR-0002", "[DR-0002, DR-0003]")),
        taken,
        numbered(3, "supersedes: DR-0001"),
    )
    (problem,) = problems(tmp_path)
    assert (problem.path, problem.code) == (path_of(1), "LIFECYCLE")
    assert problem.advice == ("Supersede what is in force: DR-0002 took its place.")


def test_two_records_may_take_the_place_of_one_together(tmp_path: Path) -> None:
    """A decision is split by one change, which ends it."""
    on_main(write_numbered(tmp_path, numbered(1)))
    ended = numbered(1, "superseded-by: [DR-0002, DR-0003]", status="superseded")
    successors = (numbered(number, "supersedes: DR-0001") for number in (2, 3))
    write_numbered(
        tmp_path, changed(ended, ("date: 2026-01-10", "date: 2026-02-20")), *successors
    )
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("../tools/new.md#first", True),
        ("../tools/other.md#third", True),
        ("../tools/index.md", True),
        ("../tools/new.md#second", False),
        ("../tools/other.md#first", False),
    ],
)
def test_a_link_goes_along_with_a_page_that_moves(
    tmp_path: Path, link: str, leads: bool
) -> None:
    """To where readers of the old address are led, and nowhere else."""
    came_from = {
        "../tools/new.md#first": "../tools/old.md#first",
        "../tools/other.md#third": "../tools/old.md#second",
        "../tools/index.md": "../start.md",
    }.get(link, "../tools/old.md#first")
    root = edited(
        tmp_path,
        (f"[why]({came_from})", f"[why]({link})"),
        text=changed(SOUND, ("Why.", f"This is [why]({came_from}).")),
    )
    (root / "docs/redirects.txt").write_text(
        "tools/old/ tools/new/\ntools/old/#second tools/other/#third\nstart/ tools/\n"
    )
    found = [problem.code for problem in problems(root)]
    assert found == ([] if leads else ["FROZEN"])


def test_a_proposal_may_change_as_it_likes(tmp_path: Path) -> None:
    """Nothing is decided yet."""
    text = with_status("proposed")
    changes = [("Why.", "Why not?"), ("[the team]", "[others]")]
    assert problems(edited(tmp_path, *changes, text=text)) == []


def test_a_proposal_may_change_while_it_is_accepted(tmp_path: Path) -> None:
    """What counts is what the main line had."""
    root = edited(tmp_path, text=with_status("proposed"))
    text = changed(SOUND, ("Why.", "Why not?"), ("2026-01-10", "2026-02-20"))
    (root / PATH).write_text(text)
    assert problems(root) == []


def test_a_new_record_may_change_until_it_is_merged(tmp_path: Path) -> None:
    """Also when the branch has committed it as accepted."""
    on_main(write_numbered(tmp_path, numbered(1)))
    write_numbered(tmp_path, numbered(1), numbered(2))
    commit(tmp_path)
    text = changed(numbered(2), ("Why.", "Why not?"))
    write_numbered(tmp_path, numbered(1), text)
    assert problems(tmp_path) == []


@pytest.mark.parametrize("committed", [False, True])
def test_a_change_counts_committed_or_not(tmp_path: Path, committed: bool) -> None:
    """It is compared with where the branch left the main line, not with its tip."""
    root = edited(tmp_path, ("Why.", "Why not?"))
    if committed:
        commit(root)
    assert codes(root) == ["FROZEN"]


def test_what_others_merged_meanwhile_is_no_change(tmp_path: Path) -> None:
    """The branch did not do it."""
    on_main(write_numbered(tmp_path, numbered(1)))
    git(tmp_path, "switch", "--quiet", "main")
    write_numbered(tmp_path, numbered(1), numbered(2))
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "work")
    assert problems(tmp_path) == []


def test_line_ends_do_not_hide_what_was_there(tmp_path: Path) -> None:
    """A record of the main line with others is compared all the same."""
    root = edited(tmp_path, text="\ufeff" + SOUND.replace("\n", "\r\n"))
    (root / PATH).write_text(changed(SOUND, ("Why.", "Why not?")))
    assert codes(root) == ["FROZEN"]


@pytest.mark.parametrize(
    ("broken", "codes"),
    [
        (lambda text: text.encode() + b"\xff", {"ENCODING"}),
        (
            lambda text: text.replace("---\n", "", 1).encode(),
            {"FRONT-MATTER", "HEADING"},
        ),
        (lambda text: text.replace("title: ", "title: a: ", 1).encode(), {"YAML"}),
        (lambda text: text.encode().ljust(200_001), {"TOO-LARGE"}),
    ],
)
def test_a_record_that_can_not_be_read_is_compared_with_nothing(
    tmp_path: Path, broken: Callable[[str], bytes], codes: set[str]
) -> None:
    """Nothing in it has changed, and what another says of it may be right."""
    old = numbered(1, "superseded-by: DR-0002", status="superseded")
    on_main(write_numbered(tmp_path, old, numbered(2, "supersedes: DR-0001")))
    (tmp_path / path_of(2)).write_bytes(broken(numbered(2, "supersedes: DR-0001")))
    assert {problem.code for problem in problems(tmp_path)} == codes


def test_what_stands_behind_the_mistake_is_not_missed(tmp_path: Path) -> None:
    """The successor of a record that is read only as far as its status."""
    old = numbered(1, "superseded-by: DR-0002", status="superseded")
    on_main(write_numbered(tmp_path, old, numbered(2, "supersedes: DR-0001")))
    broken = changed(old, ("[the team]", "the team: all"))
    (tmp_path / path_of(1)).write_text(broken)
    assert [problem.code for problem in problems(tmp_path)] == ["YAML"]


def test_a_record_that_was_broken_may_be_mended(tmp_path: Path) -> None:
    """What could not be read was never decided."""
    root = on_main(write(tmp_path, {PATH: SOUND.removeprefix("---\n")}))
    (root / PATH).write_text(SOUND)
    assert problems(root) == []


def test_a_date_that_was_none_may_be_mended_with_the_status(tmp_path: Path) -> None:
    """There is nothing to compare the new one with."""
    root = edited(tmp_path, text=changed(SOUND, ("2026-01-10", "then")))
    (root / PATH).write_text(with_status("deprecated"))
    assert problems(root) == []


def test_a_date_that_is_none_is_said_and_not_compared(tmp_path: Path) -> None:
    """Together with a change of status."""
    root = edited(tmp_path)
    (root / PATH).write_text(changed(with_status("deprecated"), ("2026-01-10", "then")))
    assert codes(root) == ["DATE"]


def test_a_record_that_has_ended_is_never_due(tmp_path: Path) -> None:
    """Also when its review was left standing."""
    text = changed(SOUND, ("status: accepted", "status: deprecated"))
    write(tmp_path, {PATH: text})
    assert codes(tmp_path, LATER) == ["REVIEW"]
    assert "due" not in handbook(tmp_path, "check", "--as-of", str(LATER))[1]


def test_the_pages_beside_the_records_are_free(tmp_path: Path) -> None:
    """They decide nothing."""
    index = tmp_path / "docs/decisions/index.md"
    write(tmp_path, {PATH: SOUND})
    index.write_text("# Decisions\n")
    on_main(tmp_path)
    index.write_text("# All decisions\n")
    assert problems(tmp_path) == []


def test_a_look_at_the_decision_is_appended(tmp_path: Path) -> None:
    """And another one after it, each with what it has to show."""
    root = edited(tmp_path)
    (root / PATH).write_text(SOUND + LOOK)
    assert problems(root) == []
    (root / PATH).write_text(SOUND + LOOK.removeprefix("\n"))
    assert problems(root) == []
    more = "\n### Shown {#shown}\n\nIt runs.\n\n**2026-02-21.** And again.\n"
    (root / PATH).write_text(SOUND + LOOK + more)
    assert problems(root) == []


@pytest.mark.parametrize(
    ("after", "code"),
    [
        (SOUND + LOOK.replace("Still", "Not"), "FROZEN"),
        (SOUND, "FROZEN"),
        (SOUND + "\n**2026-02-19.** Before.\n" + LOOK, "FROZEN"),
        (SOUND + LOOK + "Or not.\n", "LOOK"),
        (SOUND + LOOK + "\nOr not.\n", "LOOK"),
        (SOUND + LOOK + "**2026-02-21.** Or not.\n", "LOOK"),
        (SOUND + LOOK + "\n**2026-02-19.** Or not.\n", "LOOK"),
    ],
)
def test_an_earlier_look_stays_as_it_is(tmp_path: Path, after: str, code: str) -> None:
    """What is appended is one of its own, with its date."""
    root = edited(tmp_path, text=SOUND + LOOK)
    (root / PATH).write_text(after)
    assert codes(root) == [code]


@pytest.mark.parametrize("rest", ["", "\n\n**2026-03-01.** It holds."])
def test_a_look_that_says_nothing_is_none(tmp_path: Path, rest: str) -> None:
    """A date by itself shows that somebody wrote a date."""
    root = edited(tmp_path)
    with (root / PATH).open("a") as file:
        file.write(f"\n**2026-02-20.**{rest}\n")
    (problem,) = problems(root)
    assert (problem.code, problem.message) == (
        "LOOK",
        "the re-evaluation of 2026-02-20 says nothing",
    )
    text = (root / PATH).read_text()
    (root / PATH).write_text(text.replace("20.**", "20.**\nIt was held against uv."))
    assert problems(root) == []


def test_the_next_review_moves_only_with_a_look(tmp_path: Path) -> None:
    """A date that moves by itself proves nothing."""
    root = edited(tmp_path, ("2027-01-10", "2027-06-10"))
    (one,) = problems(root)
    assert (one.line, one.code) == (8, "REVIEW")
    assert "Append a re-evaluation with its date" in one.advice
    (root / PATH).write_text((root / PATH).read_text() + LOOK)
    assert problems(root) == []


def test_a_look_that_was_there_already_does_not_count(tmp_path: Path) -> None:
    """It has to be a new one."""
    change = ("2027-01-10", "2027-06-10")
    assert codes(edited(tmp_path, change, text=SOUND + LOOK)) == ["REVIEW"]


def test_a_look_lets_the_review_move_as_far_as_from_that_day(tmp_path: Path) -> None:
    """18 months after it, and no day more."""
    root = edited(tmp_path)
    text = changed(SOUND, ("2027-01-10", "2027-08-20")) + LOOK
    (root / PATH).write_text(text)
    assert problems(root) == []
    (root / PATH).write_text(text.replace("2027-08-20", "2027-08-21"))
    assert codes(root) == ["REVIEW"]


def test_a_review_that_is_due_fails_only_who_touches_the_record(
    tmp_path: Path,
) -> None:
    """Everybody else is told, and may go on."""
    on_main(write_numbered(tmp_path, numbered(1), numbered(2)))
    as_of = ("check", "--as-of", str(LATER))
    told = [f"{path_of(n)}: review was due on 2027-01-10" for n in (1, 2)]
    exit_code, said, _ = handbook(tmp_path, *as_of)
    assert (exit_code, said.splitlines()[:2]) == (0, told)
    assert handbook(tmp_path, "check", "--as-of", "2027-01-10")[1].count("due") == 0
    (tmp_path / path_of(1)).write_text(changed(numbered(1), ("[python]", "[ci]")))
    (one,) = problems(tmp_path, LATER)
    assert (one.path, one.line, one.code) == (path_of(1), 8, "OVERDUE")
    assert "append a dated re-evaluation" in one.advice
    exit_code, said, _ = handbook(tmp_path, *as_of)
    assert (exit_code, said.splitlines()[:2]) == (1, told)


def test_a_new_record_whose_review_is_due_is_refused(tmp_path: Path) -> None:
    """Before git has heard of it."""
    on_main(write_numbered(tmp_path, numbered(1)))
    write_numbered(tmp_path, numbered(1), numbered(2))
    assert [one.path for one in problems(tmp_path, LATER)] == [path_of(2)]


def test_a_record_that_git_ignores_is_no_work(tmp_path: Path) -> None:
    """Its review may be due: nobody will merge it."""
    on_main(write_numbered(tmp_path, numbered(1)))
    (tmp_path / ".gitignore").write_text(f"{path_of(2)}\n")
    write_numbered(tmp_path, numbered(1), numbered(2))
    assert problems(tmp_path, LATER) == []


def test_a_review_that_is_done_lets_the_record_pass(tmp_path: Path) -> None:
    """So does its end."""
    root = edited(tmp_path, ("2027-01-10", "2028-01-10"))
    with (root / PATH).open("a") as file:
        file.write("\n**2027-01-20.** Still so.\n")
    assert problems(root, LATER) == []
    text = changed(with_status("deprecated"), ("2026-01-10", "2027-01-20"))
    (root / PATH).write_text(text)
    assert problems(root, LATER) == []


def test_the_base_can_be_named(tmp_path: Path) -> None:
    """As the branch to be merged into; one that is not there ends it."""
    root = on_main(write(tmp_path, {PATH: SOUND}))
    git(root, "branch", "--quiet", "--move", "main", "trunk")
    (root / PATH).write_text(changed(SOUND, ("Why.", "Why not?")))
    exit_code, _, said = handbook(root, "check", "--as-of", str(TODAY))
    assert exit_code == 0
    assert "Not compared with an earlier state" in said
    based = ("check", "--as-of", str(TODAY), "--base")
    assert handbook(root, *based, "trunk")[0] == 1
    exit_code, said, problem = handbook(root, *based, "nope")
    assert (exit_code, said) == (2, "")
    assert problem == "There is no branch 'nope' here that this work came from.\n"


def test_a_branch_of_the_server_counts_before_the_local_one(tmp_path: Path) -> None:
    """The local main may be old, or be where the work is done."""
    root = on_main(write(tmp_path, {PATH: SOUND}), when=COMMITTED)
    git(root, "update-ref", "refs/remotes/origin/main", "main")
    git(root, "switch", "--quiet", "main")
    (root / PATH).write_text(changed(SOUND, ("Why.", "Why not?")))
    commit(root)
    assert codes(root) == ["FROZEN"]
