"""A rule has all its parts, is proved, and agrees with the record that decided it."""

import pytest
from markdown import markdown

from handbook import build, rules
from handbook.rules import Means
from tests.citing.sound import (
    ENDED,
    FILES,
    OTHER,
    PAGE,
    RULE,
    TOOL,
    places,
    problems,
)
from tests.conftest import ROOT, Write
from tests.records.sound import PATH, changed, numbered, path_of

HEADING = "### DB-3 Declare columns in code {#DB-3}"
BAD = '```console\n--8<-- "demo/bad.console"\n```\n'
GOOD = '```python\n--8<-- "demo/good.py"\n```\n'


def test_a_sound_rule_is_read_as_it_stands_there(write: Write) -> None:
    """Its id, its sentence, its place, its record and what enforces it."""
    root = write(FILES)
    assert problems(root) == []
    first, second = rules.read(root)
    assert (first.id, first.title) == ("DB-3", "Declare columns in code")
    assert (first.path, first.line) == (PAGE, 5)
    assert first.decided == (("DR-0001", "use-one-thing"),)
    assert [str(one) for one in first.enforced] == ["review only"]
    assert second.enforced == (
        Means("flake8", "F821"),
        Means("the test", "demo/test_good.py::test_it"),
    )
    assert [str(one) for one in second.enforced] == [
        "flake8 `F821`",
        "the test `demo/test_good.py::test_it`",
    ]


def test_the_parts_of_a_rule_are_what_stands_below_its_heading() -> None:
    """A line in a fence that looks like a heading does not end it."""
    include = '--8<-- "demo/good.py'
    rule = changed(RULE, (f'{include}"', f'# Not a heading\n{include}:part"'))
    first, second = rules.read_page(PAGE, changed(TOOL, (RULE, rule)))
    assert list(first.parts) == ["why", "bad", "good", "decided"]
    assert first.parts["why"] == ("", "So that readers see them.", "")
    assert first.shows("bad") == (("demo/bad.console", ""),)
    assert first.shows("good") == (("demo/good.py", "part"),)
    assert first.shows("gone") == ()
    assert first.decided == (("DR-0001", "use-one-thing"),)
    assert second.parts["why"][1] == "So that readers see them."


def test_what_a_rule_shows_in_a_quote_is_shown(write: Write) -> None:
    """The page shows it there as well, so it proves the rule."""
    quoted = "".join(f"> {line}\n" for line in GOOD.splitlines())
    page = changed(TOOL, (RULE, RULE.replace(GOOD, quoted)))
    assert problems(write(FILES | {PAGE: page})) == []
    assert rules.read_page(PAGE, page)[0].shows("good") == (("demo/good.py", ""),)


@pytest.mark.parametrize(
    "old, new, code, said",
    [
        (HEADING, "## DB-3 Declare columns in code {#DB-3}", "RULE-FORM", "heading"),
        (HEADING, "### DB-3 Declare columns in code {#DB-4}", "RULE-FORM", "heading"),
        (HEADING, "### DB-3 Declare columns in code", "RULE-FORM", "heading"),
        (HEADING, "### Declare columns in code {#DB-3}", "RULE-FORM", "heading"),
        (HEADING, f"### DB-3 {'x' * 61} {{#DB-3}}", "RULE-FORM", "61 characters"),
        ("So that readers see them.\n", "", "RULE-FORM", "does not say why"),
        ("**Bad.** A", "A", "RULE-FORM", "'**Bad.**'"),
        ("**Good.** Nothing", "Nothing", "RULE-FORM", "'**Good.**'"),
        ("**Decided in**", "Decided in", "RULE-FORM", "'**Decided in**'"),
        (BAD, "", "RULE-PROOF", "does not show what goes wrong"),
        (BAD, GOOD.replace("good.py", "x.py"), "RULE-PROOF", "does not show what"),
        (GOOD, "", "RULE-PROOF", "shows no code"),
        ("review only", "goodwill", "RULE-ENFORCED", "another form"),
        ("**Enforced by** review only.", "", "RULE-ENFORCED", "missing"),
        ("review only", "review only `x`", "RULE-ENFORCED", "no name"),
        ("review only", "flake8", "RULE-ENFORCED", "a name in backticks"),
        ("review only", "flake8 `E999`", "RULE-ENFORCED", "does not show that code"),
        ("review only", "mypy `misc`", "RULE-ENFORCED", "does not show that code"),
        ("review only", "the test `demo/a.py::test`", "RULE-ENFORCED", "no such test"),
        ("review only", "the test `demo/test_good.py::t`", "RULE-ENFORCED", "no such"),
        ("review only", "the hook `mypy`", "RULE-ENFORCED", "none of that name"),
        ("review only", "the job `x`", "RULE-ENFORCED", "none of that name"),
        ("review only", "the command `rm`", "RULE-ENFORCED", "no session or workflow"),
        ("[DR-0001](../decisions/use-one-thing.md)", "it", "RULE-RECORD", "no record"),
        ("use-one-thing.md", "other.md", "RULE-RECORD", "which is not"),
        ("[DR-0001]", "[DR-0009]", "RULE-RECORD", "which is not"),
    ],
)
def test_a_malformed_rule_is_named_with_its_line(
    write: Write, old: str, new: str, code: str, said: str
) -> None:
    """And with what to do."""
    page = changed(TOOL, (RULE, changed(RULE, (old, new))))
    found = problems(write(FILES | {PAGE: page}))
    wanted = [one for one in found if one.code == code and said in one.message]
    assert wanted, found
    assert (wanted[0].path, wanted[0].line) == (PAGE, 5)
    assert wanted[0].advice


@pytest.mark.parametrize("start", ["**Bad.**", "**Good.**", "**Decided in**"])
def test_a_part_that_is_missing_is_one_problem(write: Write, start: str) -> None:
    """What the part would have to hold is not asked for as well."""
    page = changed(TOOL, (RULE, changed(RULE, (start, start.strip("*")))))
    found = [one for one in problems(write(FILES | {PAGE: page})) if one.path == PAGE]
    assert [one.code for one in found] == ["RULE-FORM"]


def test_a_tool_that_is_not_known_is_answered_with_those_that_are(
    write: Write,
) -> None:
    """And with where one more is to be named."""
    page = changed(TOOL, (RULE, changed(RULE, ("review only", "ruff `F821`"))))
    (one,) = problems(write(FILES | {PAGE: page}))
    assert one.code == "RULE-ENFORCED"
    assert "The tools are black, flake8, interrogate, mypy: " in one.advice
    assert "TOOLS of handbook/rules.py" in one.advice


def test_a_bad_example_is_not_the_good_one(write: Write) -> None:
    """Two sections of one file are two examples; it is the shown part that counts."""
    good = changed(
        RULE,
        (GOOD, GOOD.replace("python", "console").replace("good.py", "bad.console")),
    )
    found = problems(write(FILES | {PAGE: changed(TOOL, (RULE, good))}))
    assert [one.code for one in found] == ["RULE-PROOF"]
    assert "is its bad one and its good one" in found[0].message


def test_output_elsewhere_in_the_file_of_a_bad_example_is_not_shown(
    write: Write,
) -> None:
    """Its reader sees a part that says nothing."""
    text = "# --8<-- [start:part]\nx = 1\n# --8<-- [end:part]\nprint(x)\n#> 1\n"
    bad = BAD.replace("bad.console", "wrong.py:part")
    page = changed(TOOL, (RULE, changed(RULE, (BAD, bad))))
    found = problems(write(FILES | {PAGE: page, "snippets/demo/wrong.py": text}))
    assert [one.code for one in found] == ["RULE-PROOF"]


@pytest.mark.parametrize(
    "name, text, shows",
    [
        ("wrong.py", 'print("1")\n#> 1\n', True),
        ("silent.py", "x = 1\n", False),
        ("settings.toml", "x = 1  #> 1\n", False),
    ],
)
def test_a_bad_example_shows_what_comes_of_it(
    write: Write, name: str, text: str, shows: bool
) -> None:
    """A session does, and Python with its output."""
    bad = BAD.replace("bad.console", name)
    page = changed(TOOL, (RULE, changed(RULE, (BAD, bad))))
    found = problems(write(FILES | {PAGE: page, f"snippets/demo/{name}": text}))
    assert [one.code for one in found] == ([] if shows else ["RULE-PROOF"])


def test_a_title_of_sixty_characters_is_short_enough(write: Write) -> None:
    """One more is not, as the case above shows."""
    heading = f"### DB-3 {'x' * 60} {{#DB-3}}"
    assert places(write(FILES | {PAGE: changed(TOOL, (HEADING, heading))})) == []


def test_what_only_looks_like_a_heading_is_none(write: Write) -> None:
    """A heading has a space behind its signs, of which there are six at most."""
    text = "# Other\n\n#x {#DB-9}\n\n####### DB-9 Not one\n"
    assert places(write(FILES | {"docs/other.md": text})) == []


SERVICE = {
    "snippets/service/.pre-commit-config.yaml": (
        "repos:\n  - repo: local\n  - repo: x\n    hooks:\n      - id: a-hook\n"
    ),
    "snippets/service/.github/workflows/checks.yml": (
        "jobs:\n  a-job:\n    steps:\n      - run: rm --all\n"
    ),
    "snippets/demo/other.sh.toml": "# rm --none\n",
}


@pytest.mark.parametrize(
    "means, is_there",
    [
        ("the hook `a-hook`", True),
        ("the hook `b-hook`", False),
        ("the job `a-job`", True),
        ("the job `jobs`", False),
        ("the command `echo F821`", True),
        ("the command `echo F822`", False),
        ("the command `rm --all`", True),
        ("the command `rm --none`", False),
        ("the command `echo F82`", False),
        ("the command `rm --al`", False),
        ("flake8 `F82`", False),
        ("black and interrogate", True),
        ("mypy `F821` and good will", False),
        ("mypy `F821`", True),
    ],
)
def test_what_enforces_a_rule_is_there(
    write: Write, means: str, is_there: bool
) -> None:
    """A hook or job of the service, or a command of a session or a workflow."""
    page = changed(TOOL, (RULE, changed(RULE, ("review only", means))))
    found = problems(write(FILES | SERVICE | {PAGE: page}))
    assert [one.code for one in found] == ([] if is_there else ["RULE-ENFORCED"])


@pytest.mark.parametrize(
    "text", ["jobs: [\n", "jobs:\n", "- jobs\n", "a: 2026-02-30\n", ""]
)
def test_a_broken_workflow_has_no_job(write: Write, text: str) -> None:
    """What is wrong with it, its own proof says."""
    page = changed(TOOL, (RULE, changed(RULE, ("review only", "the job `a-job`"))))
    workflow = {"snippets/service/.github/workflows/checks.yml": text}
    found = problems(write(FILES | SERVICE | workflow | {PAGE: page}))
    assert [one.code for one in found] == ["RULE-ENFORCED"]


@pytest.mark.parametrize(
    "text, is_there",
    [
        ("repos:\n", False),
        ("repos:\n  - repo: x\n    hooks:\n", False),
        ("repos:\n  - repo: x\n    hooks:\n      - name: a-hook\n", False),
        ("repos:\n  - repo: x\n    hooks: 1\n", False),
        ("repos:\n  - repo: x\n    hooks:\n      -\n      - id: a-hook\n", True),
    ],
)
def test_hooks_that_are_half_written_are_none(
    write: Write, text: str, is_there: bool
) -> None:
    """As they are while somebody writes; the others are there all the same."""
    page = changed(TOOL, (RULE, changed(RULE, ("review only", "the hook `a-hook`"))))
    hooks = {"snippets/service/.pre-commit-config.yaml": text}
    found = problems(write(FILES | SERVICE | hooks | {PAGE: page}))
    assert [one.code for one in found] == ([] if is_there else ["RULE-ENFORCED"])


@pytest.mark.parametrize("path", ["docs/tools/python/demo.md", "docs/tools/index.md"])
def test_a_rule_is_read_from_the_page_of_a_tool_alone(write: Write, path: str) -> None:
    """From nowhere else, so it may stand nowhere else."""
    found = problems(write(FILES | {path: f"# Tools\n\n{HEADING}\n"}))
    said = "a rule's heading stands on a page that is no tool's"
    assert said in [one.message for one in found if (one.path, one.line) == (path, 3)]


@pytest.mark.parametrize(
    "line, is_there",
    [
        ("def test_it() -> None:", True),
        ("    async def test_it(self) -> None:", True),
        ("# def test_it() -> None:", False),
        ("def test_it_all() -> None:", False),
    ],
)
def test_a_test_that_enforces_a_rule_is_there(
    write: Write, line: str, is_there: bool
) -> None:
    """Not in a comment, and by its whole name."""
    means = "the test `demo/test_a.py::test_it`"
    page = changed(TOOL, (RULE, changed(RULE, ("review only", means))))
    files = {PAGE: page, "snippets/demo/test_a.py": f"{line}\n    ...\n"}
    found = problems(write(FILES | files))
    assert [one.code for one in found] == ([] if is_there else ["RULE-ENFORCED"])


def test_a_command_is_run_on_the_page_of_its_rule(write: Write) -> None:
    """Another rule's example will do, but none of another page."""
    bad = BAD.replace("bad.console", "more.console")
    page = changed(
        TOOL,
        (RULE, changed(RULE, ("review only", "the command `ls`"))),
        (OTHER, changed(OTHER, (BAD, BAD + bad))),
    )
    files = FILES | {PAGE: page, "snippets/demo/more.console": "$ ls\n"}
    assert problems(write(files)) == []
    start = page.index("### LOG-2")
    two = {PAGE: page[:start], "docs/tools/else.md": f"# Else\n\n{page[start:]}"}
    (one,) = problems(write(files | two))
    assert (one.path, one.code) == (PAGE, "RULE-ENFORCED")


def test_one_id_is_one_rule(write: Write) -> None:
    """The second one is named, and where the first stands."""
    page = changed(TOOL, (OTHER, RULE))
    (one,) = [
        problem
        for problem in problems(write(FILES | {PAGE: page}))
        if problem.code == "RULE-ID"
    ]
    assert one.line > 5
    assert f"{PAGE}:5" in one.message


def test_a_rule_stands_on_the_page_of_a_tool(write: Write) -> None:
    """Anywhere else nobody would look for it."""
    root = write(FILES | {"docs/other.md": f"# Other\n\n{RULE}"})
    assert "docs/other.md:3 RULE-FORM" in places(root)


def test_a_heading_in_code_is_no_rule(write: Write) -> None:
    """Pages may show what a rule looks like."""
    root = write(FILES | {"docs/other.md": "# Other\n\n```\n### DB-3 X\n```\n"})
    assert places(root) == []


@pytest.mark.parametrize(
    "governs, said",
    [
        ("governs: [DB-3]\n", "does not say that it governs LOG-2"),
        ("governs: [DB-3, LOG-2, QA-1]\n", "no rule QA-1 says"),
    ],
)
def test_rule_and_record_name_each_other(write: Write, governs: str, said: str) -> None:
    """Whichever side is missing is said."""
    record = changed(FILES[PATH], ("governs: [DB-3, LOG-2]\n", governs))
    (one,) = problems(write(FILES | {PATH: record}))
    assert one.code == "RULE-RECORD"
    assert said in one.message


@pytest.mark.parametrize(
    "status, advice",
    [
        ("accepted", "Mend the id, or write '**Decided in**' below the rule."),
        ("rejected", "Take it out of 'governs': this record decides no rule."),
    ],
)
def test_a_record_that_a_rule_does_not_name_does_not_govern_it(
    write: Write, status: str, advice: str
) -> None:
    """Even if another record does; one that is not in force governs nothing."""
    line = "governs: [LOG-2]"
    ledger = FILES["docs/decisions/ledger.txt"] + "DR-0002 use-thing-2\n"
    more = {path_of(2): numbered(2, line, status=status)}
    more["docs/decisions/ledger.txt"] = ledger
    (one,) = problems(write(FILES | more))
    assert (one.path, one.code) == (path_of(2), "RULE-RECORD")
    assert (write({}) / path_of(2)).read_text().splitlines()[one.line - 1] == line
    assert one.advice == advice
    assert "no rule LOG-2 says" in one.message


def test_a_rule_rests_on_a_record_in_force(write: Write) -> None:
    """A record that was rejected decides nothing."""
    record = changed(
        FILES[PATH],
        ("status: accepted", "status: rejected"),
        ("review-by: 2027-01-10\n", ""),
    )
    found = problems(write(FILES | {PATH: record}))
    assert [one.code for one in found] == ["RULE-RECORD", "RULE-RECORD"]
    assert "DR-0001, which is rejected" in found[0].message


def test_a_rule_that_ended_keeps_its_heading_and_says_so(write: Write) -> None:
    """It needs no proof any more, and its successor must be in force."""
    page = changed(TOOL, (RULE, f"{ENDED} [LOG-2](#LOG-2) took its place.\n"))
    root = write(FILES | {PAGE: page})
    assert problems(root) == []
    assert (rules.read(root)[0].ended, rules.read(root)[0].successor) == (True, "LOG-2")


def test_a_rule_that_ended_needs_no_successor_and_no_record_in_force(
    write: Write,
) -> None:
    """What decided it may have ended as well, or may not be told any more."""
    decided = "**Decided in** [DR-0009](../decisions/gone.md)."
    page = changed(TOOL, (RULE, f"{ENDED} Nothing took its place.\n\n{decided}\n"))
    root = write(FILES | {PAGE: page})
    assert problems(root) == []
    assert (rules.read(root)[0].ended, rules.read(root)[0].successor) == (True, "")
    assert "| no longer in force |" in rules.page(rules.read(root))


def test_a_rule_that_ended_succeeds_nothing(write: Write) -> None:
    """The one that it stands for would lead to an end."""
    other = ENDED.replace("DB-3", "LOG-2").replace("Declare columns in code", "Log")
    page = changed(
        TOOL,
        (RULE, f"{ENDED} [LOG-2](#LOG-2) took its place.\n"),
        (OTHER, f"{other}\n"),
    )
    (one,) = problems(write(FILES | {PAGE: page}))
    assert (one.path, one.line, one.code) == (PAGE, 5, "RULE-ID")
    assert "LOG-2 is not in force" in one.message


def test_the_successor_of_a_rule_is_in_force(write: Write) -> None:
    """Else a citation would lead from one end to the next."""
    page = changed(TOOL, (RULE, f"{ENDED} [LOG-9](#LOG-9) took its place.\n"))
    (one,) = problems(write(FILES | {PAGE: page}))
    assert (one.code, one.line) == ("RULE-ID", 5)


def test_the_list_has_every_rule_once_under_its_area(write: Write) -> None:
    """With a link, the sentence, and what enforces it."""
    page = rules.page(rules.read(write(FILES)))
    assert page.index("## The database {#DB}") < page.index("## Logs {#LOG}")
    assert page.count("## ") == 2  # areas without a rule are left out
    row = "| [DB-3](tools/demo.md#DB-3) | Declare columns in code | review only |"
    assert page.count(row) == 1
    assert "flake8 `F821`, a test |" in page


def test_a_bar_in_a_rule_stays_in_its_cell(write: Write) -> None:
    """Else it would begin another."""
    heading = "### DB-3 Write int | None {#DB-3}"
    root = write(FILES | {PAGE: changed(TOOL, (HEADING, heading))})
    listed = rules.page(rules.read(root))
    assert r"| Write int \| None | review only |" in listed
    assert "<td>Write int | None</td>" in markdown(listed, extensions=["tables"])


@pytest.mark.parametrize("end", ["{#DB-3}  ", "{: #DB-3 }", "{ #DB-3 }"])
def test_the_id_of_a_rule_is_read_in_each_form(write: Write, end: str) -> None:
    """A space that nobody sees is no mistake."""
    root = write(FILES | {PAGE: changed(TOOL, (HEADING, HEADING[:-7] + end))})
    assert problems(root) == []
    assert rules.read(root)[0].anchor == "DB-3"


def test_the_list_says_once_that_tests_enforce_a_rule() -> None:
    """One or more; the rule itself names each."""
    test, mypy = "the test `demo/test_a.py::test_it`", "mypy `attr-defined`"
    shown = {f"{test}": "a test", f"{test} and {test}": "tests"}
    shown[f"{test} and {mypy}"] = f"a test, {mypy}"
    for means, said in shown.items():
        text = changed(TOOL, (RULE, changed(RULE, ("review only", means))))
        rule, _ = rules.read_page(PAGE, text)
        assert rules.page([rule]).endswith(f" | {said} |\n")


def test_this_handbook_has_some_fifty_rules_in_all_areas() -> None:
    """Each area has one at least, and numbers begin with 1 without a gap."""
    found = rules.read(ROOT)
    assert len(found) >= 50
    for area in rules.AREAS:
        numbers = [rule.number for rule in found if rule.area == area]
        assert numbers == list(range(1, len(numbers) + 1)), area
        assert numbers, area


def test_a_record_that_can_not_be_read_is_all_that_is_said_of_its_rules(
    write: Write,
) -> None:
    """The rules that it governs, and what cites it, may be right."""
    root = write(FILES)
    record = root / "docs/decisions/use-one-thing.md"
    record.write_bytes(record.read_bytes() + b"\xff")
    said = {(one.path, one.code) for one in build.prepare(root).problems}
    assert said == {("docs/decisions/use-one-thing.md", "ENCODING")}
