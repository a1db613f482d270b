"""`handbook check` for people, for GitHub and for programs."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from handbook.cli import _fail, app
from handbook.problems import Problem

from .sound import (
    PATH,
    SOUND,
    changed,
    commit,
    git,
    handbook,
    numbered,
    on_main,
    path_of,
    real_handbook,
    write,
    write_numbered,
)

AS_OF = ("--as-of", "2026-03-01")


@pytest.fixture
def two_wrong(tmp_path: Path) -> Path:
    """Write two records, one thing wrong with the first and two with the second."""
    return write_numbered(
        tmp_path,
        changed(numbered(1), ("[python]", "[pyhton]")),
        changed(numbered(2), ("Why.", ""), ("2026-01-10", "today")),
    )


def test_everything_wrong_is_said_in_the_order_of_places(two_wrong: Path) -> None:
    """The place, the code and what is wrong; below it what to do; a blank line."""
    done = real_handbook(two_wrong, "check", *AS_OF)
    assert (done.returncode, done.stdout) == (1, "")
    blocks = done.stderr.split("\n\n")
    assert blocks[0].startswith("Not compared with an earlier state")
    assert blocks[0].splitlines()[1:] + blocks[1].splitlines() == [
        f"{path_of(1)}:7: TAG there is no tag 'pyhton'",
        "    Use some of: api, ci, database, logging, packaging, python, quality.",
        f"{path_of(2)}:5: DATE 'today' is no date",
        "    Write year, month and day, such as 2026-11-24.",
    ]
    assert blocks[-1] == "3 problems; docs/codes.md explains each code.\n"


def test_one_problem_is_counted_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Two checks may find the same."""
    same = Problem("a.md", 1, "TAG", "there is no tag 'x'", "Use another.")
    with pytest.raises(typer.Exit) as end:
        _fail([same, same])
    assert end.value.exit_code == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "a.md:1: TAG there is no tag 'x'"
    assert said[2:] == ["", "1 problem; docs/codes.md explains each code."]


def test_programs_get_json(two_wrong: Path) -> None:
    """All of the problems, and nothing else on stdout."""
    done = real_handbook(two_wrong, "check", "--json", *AS_OF)
    assert done.returncode == 1
    found = json.loads(done.stdout)["problems"]
    assert [(one["path"], one["line"], one["code"]) for one in found] == [
        (path_of(1), 7, "TAG"),
        (path_of(2), 5, "DATE"),
        (path_of(2), 15, "SECTION-EMPTY"),
    ]
    assert found[0]["message"] == "there is no tag 'pyhton'"
    assert found[0]["advice"].startswith("Use some of: api")


def test_json_names_the_records_whose_review_is_due(two_wrong: Path) -> None:
    """That alone is no failure; paths narrow it down."""
    (two_wrong / path_of(1)).write_text(numbered(1))
    late = ("check", "--json", "--as-of", "2027-02-01")
    due = [
        {"path": path_of(number), "line": 8, "id": f"DR-000{number}"}
        | {"reviewBy": "2027-01-10"}
        for number in (1, 2)
    ]
    exit_code, out, _ = handbook(two_wrong, *late)
    assert (exit_code, json.loads(out)["overdue"]) == (1, due)
    exit_code, out, _ = handbook(two_wrong, *late, str(two_wrong / path_of(1)))
    assert (exit_code, json.loads(out)) == (0, {"problems": [], "overdue": due[:1]})


def test_json_of_nothing_has_empty_lists(tmp_path: Path) -> None:
    """And ends with 0; what was mended is told beside it."""
    root = write(tmp_path, {PATH: "\ufeff" + SOUND})
    exit_code, out, problem = handbook(root, "check", "--json", "--fix", *AS_OF)
    assert (exit_code, json.loads(out)) == (0, {"problems": [], "overdue": []})
    assert out == '{\n  "problems": [],\n  "overdue": []\n}\n'
    assert problem == f"Mended {PATH}\n"


def test_programs_get_each_problem_once(tmp_path: Path) -> None:
    """Even if a record says a thing twice."""
    root = write_numbered(tmp_path, numbered(1, "amends: [DR-0009, DR-0009]"))
    found = json.loads(handbook(root, "check", "--json", *AS_OF)[1])["problems"]
    assert [one["code"] for one in found] == ["LINK-DANGLING", "TWICE"]


def test_another_branch_can_be_named_to_compare_with(tmp_path: Path) -> None:
    """By its name; `main` is the one that is taken else."""
    root = on_main(write_numbered(tmp_path, numbered(1)))
    git(root, "branch", "next")
    (root / path_of(1)).write_text(numbered(1).replace("Why.", "Because."))
    commit(root)
    for base, codes in (("next", ["FROZEN"]), ("main", ["FROZEN"]), ("work", [])):
        exit_code, out, note = handbook(root, "check", "--json", "--base", base, *AS_OF)
        found = [one["code"] for one in json.loads(out)["problems"]]
        assert (exit_code, found, note) == (int(bool(codes)), codes, "")


def test_programs_get_the_order_of_places(tmp_path: Path) -> None:
    """Whichever check found a problem first."""
    root = write_numbered(
        tmp_path,
        numbered(1, "amends: DR-0009"),
        changed(numbered(2), ("[python]", "[pyhton]")),
    )
    found = json.loads(handbook(root, "check", "--json", *AS_OF)[1])["problems"]
    assert [(one["path"], one["code"]) for one in found] == [
        (path_of(1), "LINK-DANGLING"),
        (path_of(2), "TAG"),
    ]


def test_github_gets_an_annotation_for_each_problem(two_wrong: Path) -> None:
    """With the advice on a second line, beside what people read."""
    done = real_handbook(two_wrong, "check", *AS_OF, GITHUB_ACTIONS="true")
    lines = done.stdout.splitlines()
    assert lines[1] == (
        f"::error file={path_of(2)},line=5,title=DATE::'today' is no date%0A"
        "Write year, month and day, such as 2026-11-24."
    )
    assert len(lines) == 3
    assert "3 problems" in done.stderr


def test_an_annotation_can_not_be_ended_by_what_it_says(tmp_path: Path) -> None:
    """Per cent signs, colons and commas stand for themselves."""
    write(tmp_path, {PATH: changed(SOUND, ("[python]", '["%0A::x"]'))})
    (tmp_path / "docs/decisions/a,b:c.md").write_text(SOUND)
    done = real_handbook(tmp_path, "check", *AS_OF, GITHUB_ACTIONS="true")
    assert "::there is no tag '%250A::x'%0AUse some of" in done.stdout
    assert "file=docs/decisions/a%2Cb%3Ac.md,line=1,title=NAME::" in done.stdout


def test_paths_narrow_what_is_said(two_wrong: Path) -> None:
    """To files, or to all in a folder."""
    for paths, count in (
        ([path_of(1)], 1),
        ([path_of(2)], 2),
        ([path_of(1), path_of(2)], 3),
        (["docs"], 3),
    ):
        named = [str(two_wrong / path) for path in paths]
        exit_code, out, _ = handbook(two_wrong, "check", *named, "--json", *AS_OF)
        assert (exit_code, len(json.loads(out)["problems"])) == (1, count)


def test_paths_narrow_what_counts(two_wrong: Path) -> None:
    """What is wrong elsewhere does not fail the check, nor is it counted."""
    (two_wrong / path_of(1)).write_text(numbered(1))
    sound = str(two_wrong / path_of(1))
    assert handbook(two_wrong, "check", sound, *AS_OF)[:2] == (
        0,
        "1 record, nothing is wrong.\n",
    )
    late = handbook(two_wrong, "check", sound, "--as-of", "2027-02-01")[1]
    assert late.splitlines() == [
        f"{path_of(1)}: review was due on 2027-01-10",
        "1 record, nothing is wrong.",
    ]


def test_paths_are_those_of_the_shell(
    two_wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative to the working folder, as completion writes them."""
    monkeypatch.chdir(two_wrong / "docs")
    exit_code, out, _ = handbook(two_wrong, "check", "decisions/use-thing-1.md", *AS_OF)
    assert exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope.md"], "There is no nope.md."),
        (["--as-of", "tomorrow"], "'tomorrow' is no date: write it as 2026-11-24."),
        (["--as-of", "2026-02-30"], "'2026-02-30' is no date"),
        (["--base", "nope"], "There is no branch 'nope' here"),
    ],
)
def test_what_can_not_be_done_is_one_line(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    """It ends with 2."""
    exit_code, out, problem = handbook(
        write(tmp_path, {PATH: SOUND}), "check", *arguments
    )
    assert (exit_code, out) == (2, "")
    assert said in problem and len(problem.splitlines()) == 1


def test_a_handbook_without_records_passes(tmp_path: Path) -> None:
    """There is nothing that could be wrong."""
    (tmp_path / "docs").mkdir()
    assert handbook(tmp_path, "check")[:2] == (0, "0 records, nothing is wrong.\n")


@pytest.mark.parametrize(
    "verb",
    [
        ["build"],
        ["serve"],
        ["examples"],
        ["bench"],
        ["addresses"],
        ["cite"],
        ["autolinks"],
        ["check"],
        ["new", "decision"],
    ],
)
def test_the_help_of_each_verb_has_an_example(verb: list[str]) -> None:
    """One that begins with the verb, and can be typed."""
    result = CliRunner().invoke(app, [*verb, "--help"])
    assert f"Example: handbook {' '.join(verb)}" in result.stdout


def test_no_verb_was_forgotten() -> None:
    """In the test above."""
    said = CliRunner().invoke(app, ["--help"]).stdout
    verbs = {line.split()[0] for line in said.partition("Commands:\n")[2].splitlines()}
    told = {"build", "serve", "examples", "bench", "check", "new"}
    assert verbs == told | {"addresses", "cite", "autolinks"}
    said = CliRunner().invoke(app, ["new", "--help"]).stdout
    verbs = {line.split()[0] for line in said.partition("Commands:\n")[2].splitlines()}
    assert verbs == {"decision"}


def test_a_rule_that_a_record_governs_is_looked_up(tmp_path: Path) -> None:
    """What governs nothing lies, and is said before anything is built."""
    root = write_numbered(tmp_path, numbered(1, "governs: [DB-99]"))
    found = json.loads(handbook(root, "check", "--json", *AS_OF)[1])["problems"]
    assert [(one["path"], one["code"]) for one in found] == [
        (path_of(1), "RULE-RECORD")
    ]
    assert found[0]["message"] == "no rule DB-99 says that this record decided it"


def test_rules_are_not_held_against_a_record_that_can_not_be_read(
    tmp_path: Path,
) -> None:
    """What it governs may stand behind the mistake."""
    text = numbered(1, "governs: [DB-99]").replace("status:", "status: a:")
    root = write_numbered(tmp_path, text)
    found = json.loads(handbook(root, "check", "--json", *AS_OF)[1])["problems"]
    assert [one["code"] for one in found] == ["YAML"]
