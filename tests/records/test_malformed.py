"""A record with one thing wrong: its file, line and code, and what to do."""

from pathlib import Path

import pytest

from handbook.records import alone
from handbook.records.record import STATUSES
from handbook.records.writing import HELP

from .sound import (
    LOOK,
    PATH,
    SOUND,
    changed,
    codes,
    numbered,
    path_of,
    problems,
    with_status,
    write,
)

Case = tuple[tuple[str, str], int, str, str]

FRONT: list[Case] = [
    (("id: DR-0001\n", ""), 1, "MISSING", "Add 'id: …'"),
    (("tags: [python]\n", ""), 1, "MISSING", "Add 'tags: …'"),
    (("confirmation:\n  none: nothing can show it\n", ""), 1, "MISSING", "Add 'conf"),
    (("tags:", "tag:"), 7, "KEY", "Write 'tags'."),
    (("decision-makers:", "deciders:"), 6, "KEY", "Write 'decision-makers'."),
    (("tags:", "consulted: [us]\ntags:"), 7, "KEY", "Remove it"),
    (("tags:", "quokka: yes\ntags:"), 7, "KEY", "Keys are: id, title,"),
    (("[the team]", "the team"), 6, "KEY", "Write 'decision-makers: [one, another]'."),
    (("[the team]", "[]"), 6, "KEY", "Give it one, or remove the line."),
    (("[the team]", '[the team, ""]'), 6, "KEY", "Give it one"),
    (("Use one thing\nst", "[Use one thing]\nst"), 3, "KEY", "without brackets"),
    (("Use one thing\nst", "|\n  Use\n  one\nst"), 3, "KEY", "on one line"),
    (("tags:", "supersedes: {DR-0002: x}\ntags:"), 7, "KEY", "'supersedes: DR-0007'"),
    (("[python]", "[python, python]"), 7, "TWICE", "Name each once."),
    (("tags:", "id: nope\ntags:"), 7, "TWICE", "the first is on line 2"),
    (("DR-0001", "ADR-1"), 2, "ID", "DR- and four digits"),
    (("DR-0001", "DR-٠٠٠١"), 2, "ID", "DR- and four digits"),
    (("tags:", "governs: [db3]\ntags:"), 7, "ID", "such as DB-3"),
    (("status: accepted", "status:"), 4, "KEY", "Give it one"),
    (("accepted", "acepted"), 4, "STATUS", "Write 'accepted'."),
    (("accepted", "done"), 4, "STATUS", "Use: proposed, accepted,"),
    (("accepted", "superseded by ADR-2"), 4, "STATUS", "in 'superseded-by: DR-…'"),
    (("[python]", "[pyhton]"), 7, "TAG", "Use some of: api,"),
    (("Use one thing\nst", "Use it\nst"), 3, "TITLE", "`handbook check --fix`"),
    (("2026-01-10", "10.1.2026"), 5, "DATE", "such as 2026-11-24"),
    (("2026-01-10", "20260110"), 5, "DATE", "such as 2026-11-24"),
    (("2026-01-10", "2026-02-30"), 5, "DATE", "such as 2026-11-24"),
    (("2026-01-10", "2026-03-03"), 5, "DATE", "on which it was done"),
    (("2027-01-10", "soon"), 8, "DATE", "such as 2026-11-24"),
    (("review-by: 2027-01-10\n", ""), 4, "REVIEW", "Add 'review-by', at most 18"),
    (("accepted", "deprecated"), 8, "REVIEW", "Remove 'review-by'."),
    (("2027-01-10", "2027-07-11"), 8, "REVIEW", "Set it to 2027-07-10 or earlier."),
    (("none: n", "proof: n"), 9, "CONFIRMATION", "'check: <target of make>'"),
    (("nothing can show it", '"a\\u202eb"'), 9, "HIDDEN", "written with a backslash"),
    (("  none: n", "  check: x\n  none: n"), 9, "CONFIRMATION", "one of"),
    (("\n  none: nothing can show it", " x"), 9, "CONFIRMATION", "indented below it"),
    (("\n  none: nothing", " nothing"), 9, "CONFIRMATION", "indented below it"),
    (("nothing can show it", '" "'), 9, "CONFIRMATION", "Say why no test"),
    (("none: nothing", "test: nothing"), 9, "CONFIRMATION", "::test_name"),
    (("none: nothing can show it", "check: nope"), 9, "CONFIRMATION", "a target"),
    (("none: nothing can show it", "session: no"), 9, "CONFIRMATION", "file.console"),
]
"""A change to the front matter, and what is then wrong."""

TEXT: list[Case] = [
    (("\n# Use one thing\n", "\n"), 12, "HEADING", "Write '# '"),
    (("Why.", "Why.\n\n# Again"), 19, "HEADING", "Make it a '### ' heading"),
    (("Why.", "##Why"), 17, "HEADING", "Make it a '### ' heading"),
    (("Why.", "Why\n---"), 18, "HEADING", "Make it a '### ' heading"),
    (("Why.", "Why\n==="), 18, "HEADING", "Make it a '### ' heading"),
    (
        ("## Outcome {#outcome}\n\nOne thing.\n\n", ""),
        1,
        "SECTION-MISSING",
        "Add '## O",
    ),
    (("\n## Re-evaluations {#re-evaluations}\n", ""), 1, "SECTION-MISSING", "## Re-"),
    (("One thing.\n\n## C", "\n\n## C"), 24, "SECTION-EMPTY", "Say at least one"),
    (("Why.", "Why.\n\n## More {#more}"), 19, "SECTION-UNKNOWN", "'### ' heading"),
    (("Why.", "Why.\n\n## Status"), 19, "SECTION-UNKNOWN", "'status: …'"),
    (("## Outcome", "## Result"), 24, "SECTION-TITLE", "Write '## Outcome {#outcome}'"),
    (("Why.", "Why.\n\n## Context {#context}"), 19, "TWICE", "first is on line 15"),
    (("- Another thing.\n", ""), 19, "OPTIONS", "List each with '- '"),
    (("- One thing.\n-", "One thing.\n\n"), 19, "OPTIONS", "List each with '- '"),
    (("- Another thing.\n", "\n- \n"), 19, "OPTIONS", "List each with '- '"),
    (("- Good, b", "- B"), 28, "CONSEQUENCES", "begins '- Good, because'"),
    (("- Bad, b", "- B"), 28, "CONSEQUENCES", "begins '- Bad, because'"),
    (("it is no other.", ""), 28, "CONSEQUENCES", "begins '- Bad, because'"),
    (
        ("evaluations}\n", "evaluations}\n\nStill so.\n"),
        37,
        "LOOK",
        "Begin it with its date",
    ),
    (
        ("evaluations}\n", "evaluations}\n\n**2026-02-30.** So.\n"),
        39,
        "DATE",
        "such as 2026-11-24",
    ),
    (
        ("evaluations}\n", "evaluations}\n\n**2026-03-03.** So.\n"),
        39,
        "DATE",
        "on which it was done",
    ),
    (
        (
            "evaluations}\n",
            "evaluations}\n\n**2026-02-02.** So.\n\n**2026-02-01.** So.\n",
        ),
        39,
        "LOOK",
        "the last one stands last",
    ),
    (("Why.", "Why.\n\n```python\nx"), 19, "FENCE", "Close it"),
    (("Why.", "Why.\n\n```python\nx\n````"), 19, "FENCE", "Close it"),
    (("Why.", "Why.\n\n  ```\n  x\n\ny\n\n  ```"), 19, "FENCE", "indent or quote"),
    (("Why.", "> ```\n> x\n\ny\n\n> ```"), 17, "FENCE", "indent or quote"),
    (("Why.", "``` {.x}\nx\n```\n\ny\n\n```\nx\n```"), 17, "FENCE", "Write a language"),
    (("tags: [python]", "tags: [python]\ngoverns: [UTF-8]"), 8, "ID", "such as DB-3"),
    (("Why.", "Why\u200b."), 17, "HIDDEN", "at column 4"),
    (("Why.", "Why \u202eyhw."), 17, "HIDDEN", "at column 5"),
    (("Why.", "Why\x07."), 17, "HIDDEN", "at column 4"),
    (("Why.", "Why.\r"), 17, "LINE-END", "--fix"),
    (("Why.", "<script>alert(1)</script>"), 17, "ACTIVE", "put it into `code`"),
    (("Why.", "a ` <img src=x>"), 17, "ACTIVE", "put it into `code`"),
    (("Why.", "a `b\n- <b> c`"), 18, "ACTIVE", "on one line"),
    (("Why.", "a \\`<b>`"), 17, "ACTIVE", "put it into `code`"),
    (("Why.", "<b@c onclick=x>"), 17, "ACTIVE", "put it into `code`"),
    (("Why.", "<<<<<<< HEAD\nWhy."), 17, "CONFLICT", "Take one side"),
    (("Why.", "<!-- ask again -->"), 17, "ACTIVE", "put it into `code`"),
    (("Why.", "[x](#){ onclick=go() }"), 17, "ACTIVE", "put it into `code`"),
    (("Why.", "[x](java&#115;cript:go())"), 17, "ACTIVE", "put it into `code`"),
    (("Why.", "[x](javascript\\:go())"), 17, "ACTIVE", "put it into `code`"),
]
"""A change to what is below the front matter, and what is then wrong."""


@pytest.mark.parametrize(("change", "line", "code", "advice"), FRONT + TEXT)
def test_one_thing_wrong_is_one_problem_at_its_line_with_what_to_do(
    tmp_path: Path, change: tuple[str, str], line: int, code: str, advice: str
) -> None:
    """And nothing else is reported that comes of it."""
    text = changed(SOUND, change)
    found = problems(write(tmp_path, {PATH: text}))
    assert [(one.path, one.line, one.code) for one in found] == [(PATH, line, code)]
    assert advice in found[0].advice


@pytest.mark.parametrize("signs", ["#", " #", " ##", " {#top}", " {safe}"])
def test_a_title_does_not_end_with_what_is_none_of_its_words(
    tmp_path: Path, signs: str
) -> None:
    """The page would be without it, and the log would not."""
    text = SOUND.replace("title: Use one thing", f'title: "Use one thing{signs}"')
    text = text.replace("# Use one thing", f"# Use one thing{signs}")
    (found,) = problems(write(tmp_path, {PATH: text}))
    assert (found.line, found.code) == (13, "HEADING")
    assert "end with a word" in found.advice


def of_status(status: str, text: str = SOUND) -> dict[str, str]:
    """Write a record of a status; one that is superseded, with its successor."""
    text = with_status(status, text)
    if status != "superseded":
        return {PATH: text}
    text = changed(text, ("confirmation:", "superseded-by: DR-0002\nconfirmation:"))
    return {PATH: text, path_of(2): numbered(2, "supersedes: DR-0001")}


@pytest.mark.parametrize("status", STATUSES)
def test_a_sound_record_of_each_status_passes(tmp_path: Path, status: str) -> None:
    """Superseded is the one that needs another record."""
    assert problems(write(tmp_path, of_status(status))) == []


@pytest.mark.parametrize(
    "change",
    [
        ("Why.", "`<script>` and ``a ` <b>`` and <https://example.org>, 1 < 2 <3"),
        ("Why.", "Ask <team@example.org>, or <mailto:team@example.org>."),
        ("Why.", "We write JavaScript: a language. It is online = good."),
        ("Why.", "### Within {#within}\n\n| a |\n| --- |\n| b |\n\n---\n"),
        ("Why.", '```python\n--8<-- "x/# y.py"\n## Not a section\n<b>\n```'),
        ("Why.", "~~~\n```\n## Not a section\n~~~"),
        ("Why.", "> ```html\n> <b>bold</b>\n>\n> ```"),
        ("Why.", "- One:\n\n\t```html\n\t<b>\n\n    ```"),
        ("Why.", "```text\n``` more\n## Not a section\n```"),
        ("evaluations}\n", "evaluations}\n" + LOOK + LOOK),
        ("tags: [python]", "tags:\n- python\n- ci"),
        ("tags: [python]", "tags: [\n  python,\n  ci]"),
        ("tags: [python]", "tags: [python]\ngoverns: [DB-3, API-12]"),
        ("[the team]", "[\"Zoë\", 'O''Hara']"),
        ("2027-01-10", "2027-07-10"),
        ("2026-01-10", "2026-03-02"),
    ],
)
def test_what_is_unusual_and_right_passes(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    """A rule that refuses these would be in the way."""
    assert problems(write(tmp_path, {PATH: changed(SOUND, change)})) == []


@pytest.mark.parametrize("review, found", [("07-10", []), ("07-11", ["REVIEW"])])
def test_a_look_at_what_was_proposed_does_not_bring_the_review_forward(
    tmp_path: Path, review: str, found: list[str]
) -> None:
    """The decision is the last look then, and the months count from it."""
    text = changed(SOUND, ("2027-01-10", f"2027-{review}"))
    text += "\n**2026-01-05.** We try it.\n"
    assert codes(write(tmp_path, {PATH: text})) == found


@pytest.mark.parametrize("more, found", [(0, []), (1, ["TOO-LARGE"])])
def test_a_record_may_be_as_large_as_is_said(
    tmp_path: Path, more: int, found: list[str]
) -> None:
    """And no byte larger."""
    words = "a" * (alone.LARGEST - len(SOUND) + more)
    text = changed(SOUND, ("Why.", f"Why.{words}"))
    assert codes(write(tmp_path, {PATH: text})) == found


@pytest.mark.parametrize("status", STATUSES)
def test_the_help_is_gone_from_what_was_decided(tmp_path: Path, status: str) -> None:
    """Whatever became of it since; a proposal may still have it."""
    (line,) = (one for one in HELP if one.startswith("How does anybody see"))
    texts = of_status(status, changed(SOUND, ("Nothing shows it.", line)))
    wanted = [] if status == "proposed" else ["HELP"]
    assert codes(write(tmp_path, texts)) == wanted


def test_the_sections_have_an_order(tmp_path: Path) -> None:
    """The first one that is out of it is named."""
    start, end = SOUND.index("## Options"), SOUND.index("## Outcome")
    text = SOUND[:start] + SOUND[end:] + "\n" + SOUND[start:end]
    (found,) = problems(write(tmp_path, {PATH: text}))
    assert (found.line, found.code) == (19, "SECTION-ORDER")
    assert "Context, Options, Outcome, Consequences" in found.advice


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    """The first does not hide the others."""
    text = changed(SOUND, ("accepted", "x"), ("[python]", "[y]"), ("Why.", ""))
    found = problems(write(tmp_path, {PATH: text}))
    assert {one.code for one in found} == {"SECTION-EMPTY", "STATUS", "TAG"}


@pytest.mark.parametrize(
    ("confirmation", "there"),
    [
        ("test: tests/test_x.py::test_it", True),
        ("test: tests/test_x.py::TestAll::test_in_class", True),
        ("test: tests/test_x.py::test_slow", True),
        ("test: tests/test_x.py::test_", False),
        ("test: tests/test_x.py::test_commented", False),
        ("test: tests/test_x.py", False),
        ("test: ../tests/test_x.py::test_it", False),
        ("test: tests/../../outside.py::test_it", False),
        (f"test: tests/{'x' * 500}.py::test_it", False),
        ("check: lint", True),
        ("check: lin", False),
        ("check: other", False),
        ("check: run", False),
        ("check: NAME", False),
        ("session: topic/it.console", True),
        ("session: topic/it.py", False),
        ("session: topic/gone.console", False),
        ("session: ../topic/it.console", False),
        ('session: "a\\0b.console"', False),
        ("session: /etc/passwd", False),
    ],
)
def test_a_confirmation_refers_to_what_is_there(
    tmp_path: Path, confirmation: str, there: bool
) -> None:
    """A test by its function, a check by its target, a session by its file."""
    text = changed(SOUND, ("none: nothing can show it", confirmation))
    root = write(tmp_path / "root", {PATH: text})
    for name, content in {
        "tests/test_x.py": "def test_it():\n    # def test_commented(\n    ...\n\n"
        "class TestAll:\n    def test_in_class(self): ...\n\n"
        "async def test_slow(): ...\n",
        "../outside.py": "def test_it(): ...\n",
        "Makefile": "test: lint all ## run it\nother: lint\nNAME := x\n",
        "snippets/topic/it.console": "$ true\n",
        "snippets/topic/it.py": "1\n",
        "topic/it.console": "$ true\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    found = {problem.code for problem in problems(root)} - {"HIDDEN"}
    assert found == (set() if there else {"CONFIRMATION"})


@pytest.mark.parametrize("status", STATUSES)
def test_what_was_decided_is_not_confirmed_as_a_proposal(
    tmp_path: Path, status: str
) -> None:
    """Who accepts a proposal says what confirms it now."""
    text = changed(
        with_status(status), ("nothing can show it", "Proposed, and not done yet")
    )
    found = [problem.code for problem in problems(write(tmp_path, {PATH: text}))]
    wanted = [] if status in ("proposed", "rejected") else ["CONFIRMATION"]
    assert [code for code in found if code == "CONFIRMATION"] == wanted
