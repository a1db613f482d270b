"""A rule has all its parts, is proved, and agrees with the record that decided it."""

import pytest

from handbook import rules
from tests.citing.sound import FILES, OTHER, PAGE, RULE, TOOL, places, problems
from tests.conftest import ROOT, Write
from tests.records.sound import PATH, changed

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
    assert [str(one) for one in second.enforced] == [
        "flake8 `F821`",
        "the test `demo/test_good.py::test_it`",
    ]


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


ENDED = "### DB-3 Declare columns in code {#DB-3}\n\n**No longer in force.**"


def test_a_rule_that_ended_keeps_its_heading_and_says_so(write: Write) -> None:
    """It needs no proof any more, and its successor must be in force."""
    page = changed(TOOL, (RULE, f"{ENDED} [LOG-2](#LOG-2) took its place.\n"))
    root = write(FILES | {PAGE: page})
    assert problems(root) == []
    assert (rules.read(root)[0].ended, rules.read(root)[0].successor) == (True, "LOG-2")


def test_the_successor_of_a_rule_is_in_force(write: Write) -> None:
    """Else a citation would lead from one end to the next."""
    page = changed(TOOL, (RULE, f"{ENDED} [LOG-9](#LOG-9) took its place.\n"))
    (one,) = problems(write(FILES | {PAGE: page}))
    assert (one.code, one.line) == ("RULE-ID", 5)


def test_the_list_has_every_rule_once_under_its_area(write: Write) -> None:
    """With a link, the sentence, and what enforces it."""
    page = rules.page(rules.read(write(FILES)))
    assert page.index("## The database {#DB}") < page.index("## Logs {#LOG}")
    row = "| [DB-3](tools/demo.md#DB-3) | Declare columns in code | review only |"
    assert page.count(row) == 1
    assert "flake8 `F821`, the test |" in page


def test_this_handbook_has_some_fifty_rules_in_all_areas() -> None:
    """Each area has one at least, and numbers begin with 1 without a gap."""
    found = rules.read(ROOT)
    assert len(found) >= 50
    for area in rules.AREAS:
        numbers = [rule.number for rule in found if rule.area == area]
        assert numbers == list(range(1, len(numbers) + 1)), area
        assert numbers, area
