"""`handbook new decision` writes a record that passes as it is."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from handbook.records import alone
from handbook.records.record import FOLDER, months_later
from handbook.records.together import LEDGER

from .sound import (
    codes,
    commit,
    git,
    handbook,
    numbered,
    on_main,
    path_of,
    problems,
    real_handbook,
    with_status,
    write,
    write_numbered,
)


def new(root: Path, title: str, *options: str) -> str:
    """Begin a record; tell its text."""
    exit_code, said, problem = handbook(root, "new", "decision", title, *options)
    assert (exit_code, problem) == (0, "")
    return (root / said.splitlines()[0]).read_text()


def fill_in(file: Path) -> None:
    """Say something else than the template, in each line of its help."""
    file.write_text(re.sub(r"[.?]\n", " indeed.\n", file.read_text()))


def test_the_path_and_the_next_step_are_printed(tmp_path: Path) -> None:
    """By the real command, which has nothing else to say."""
    (tmp_path / "docs").mkdir()
    done = real_handbook(tmp_path, "new", "decision", "Use uv for environments")
    path = f"{FOLDER}/use-uv-for-environments.md"
    assert done.stdout == f"{path}\nFill it in, then: handbook check {path}\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / LEDGER).read_text() == "DR-0001 use-uv-for-environments\n"
    checked = real_handbook(tmp_path, "check")
    assert (checked.returncode, checked.stdout) == (
        0,
        "1 record, nothing is wrong.\n",
    )


def test_a_record_has_the_next_number_and_the_day(tmp_path: Path) -> None:
    """Its number is one more than the last of the ledger."""
    root = on_main(write_numbered(tmp_path, numbered(1), numbered(2)))
    days = [date.today()]
    text = new(root, "Use uv")
    days.append(date.today())
    assert "id: DR-0003\ntitle: Use uv\nstatus: proposed\n" in text
    assert any(f"\ndate: {day}\n" in text for day in days)
    lines = (root / LEDGER).read_text().splitlines()
    assert lines[-1] == "DR-0003 use-uv"
    assert handbook(root, "check")[0] == 0
    assert handbook(root, "check", "--fix")[1] == "3 records, nothing is wrong.\n"


def test_a_ledger_without_a_last_line_end_gets_a_line_of_its_own(
    tmp_path: Path,
) -> None:
    """Editors leave such files."""
    root = write(tmp_path, {path_of(1): numbered(1)}, "DR-0001 use-thing-1")
    new(root, "Use uv")
    assert (root / LEDGER).read_text() == "DR-0001 use-thing-1\nDR-0002 use-uv\n"


def test_a_number_that_only_a_record_has_is_taken_too(tmp_path: Path) -> None:
    """Its line may have been forgotten."""
    root = write(tmp_path, {path_of(7): numbered(7)}, "")
    assert "id: DR-0008\n" in new(root, "Use uv")


def test_superseding_writes_both_sides(tmp_path: Path) -> None:
    """The new one is accepted, for a proposal supersedes nothing yet."""
    root = on_main(write_numbered(tmp_path, numbered(1), numbered(2)))
    text = new(root, "Use uv", "--supersedes", "DR-0001", "--supersedes", "DR-0002")
    assert "supersedes: [DR-0001, DR-0002]\n" in text
    assert "status: accepted\n" in text
    since, review = re.findall(r"^(?:date|review-by): (.*)$", text, re.MULTILINE)
    assert review == str(months_later(date.fromisoformat(since), 12))
    for number in (1, 2):
        old = (root / path_of(number)).read_text()
        assert "status: superseded\n" in old and "superseded-by: DR-0003\n" in old
        assert "review-by" not in old
    fill_in(root / FOLDER / "use-uv.md")
    assert handbook(root, "check")[:2] == (0, "3 records, nothing is wrong.\n")
    commit(root)
    assert handbook(root, "check")[0] == 0


def test_superseding_is_said(tmp_path: Path) -> None:
    """Between the path and the next step, each record once."""
    root = write_numbered(tmp_path, numbered(1), numbered(2))
    options = [f"--supersedes=DR-000{number}" for number in (2, 1, 2)]
    _, said, _ = handbook(root, "new", "decision", "Use uv", *options)
    assert said.splitlines() == [
        f"{FOLDER}/use-uv.md",
        "Accepted in place of DR-0002, which is superseded by it.",
        "Accepted in place of DR-0001, which is superseded by it.",
        f"Fill it in, then: handbook check {FOLDER}/use-uv.md",
    ]


def test_what_is_decided_has_no_help_left(tmp_path: Path) -> None:
    """Each line of it is said; a proposal may still have them."""
    root = write_numbered(tmp_path, numbered(1))
    text = new(root, "Use uv", "--supersedes", "DR-0001")
    found = problems(root, date.today())
    lines = text.splitlines()
    assert [(one.path, one.code) for one in found] == [
        (f"{FOLDER}/use-uv.md", "HELP")
    ] * 8
    assert [lines[one.line - 1] for one in found] == [
        "confirmation:",
        *(line for line in lines[lines.index("# Use uv") + 1 :] if line[:1] not in "#"),
    ]
    fill_in(root / FOLDER / "use-uv.md")
    assert problems(root, date.today()) == []


def test_a_proposal_says_what_it_would_supersede_and_is_accepted_later(
    tmp_path: Path,
) -> None:
    """Until then nothing changes; then `--fix` writes the other side."""
    root = on_main(write_numbered(tmp_path, numbered(1)))
    new(root, "Use uv")
    file = root / FOLDER / "use-uv.md"
    fill_in(file)
    text = file.read_text().replace("confirm", "supersedes: DR-0001\nconfirm", 1)
    file.write_text(text)
    assert handbook(root, "check", "--fix")[0] == 0
    assert (root / path_of(1)).read_text() == numbered(1)
    day = date.today()
    text = text.replace("proposed", "accepted")
    file.write_text(text.replace("confirm", f"review-by: {day}\nconfirm", 1))
    assert codes(root, day) == ["LINK-ONE-SIDED"]
    assert handbook(root, "check", "--fix")[0] == 0
    old = (root / path_of(1)).read_text()
    assert "status: superseded\n" in old and "superseded-by: DR-0002\n" in old


def test_a_record_named_twice_is_superseded_once(tmp_path: Path) -> None:
    """It is no mistake to say a thing again."""
    root = write_numbered(tmp_path, numbered(1))
    text = new(root, "Use uv", "--supersedes", "DR-0001", "--supersedes", "DR-0001")
    assert "supersedes: DR-0001\n" in text


def test_a_record_of_today_can_be_superseded_today(tmp_path: Path) -> None:
    """Both statuses have one day, and the main line is of that day."""
    (tmp_path / "docs").mkdir()
    new(tmp_path, "Use one")
    file = tmp_path / FOLDER / "use-one.md"
    fill_in(file)
    text = file.read_text().replace("proposed", "accepted")
    today = date.today()
    file.write_text(
        text.replace("confirmation:", f"review-by: {today}\nconfirmation:", 1)
    )
    on_main(tmp_path, when=f"{today}T00:00:00+00:00")
    new(tmp_path, "Use another", "--supersedes", "DR-0001")
    fill_in(tmp_path / FOLDER / "use-another.md")
    assert handbook(tmp_path, "check")[0] == 0


def test_what_is_superseded_on_the_main_line_has_no_other_successor(
    tmp_path: Path,
) -> None:
    """The command says which one it has, and writes nothing."""
    old = numbered(1, "superseded-by: DR-0002", status="superseded")
    root = on_main(write_numbered(tmp_path, old, numbered(2, "supersedes: DR-0001")))
    done = handbook(root, "new", "decision", "Use uv", "--supersedes", "DR-0001")
    assert done[0] == 2
    assert done[2] == (
        "DR-0001 is superseded by DR-0002 already: supersede what took its place.\n"
    )
    assert git(root, "status", "--porcelain") == ""


def test_two_records_of_one_change_may_take_the_place_of_one(tmp_path: Path) -> None:
    """Each of them for a part of it."""
    root = on_main(write_numbered(tmp_path, numbered(1)))
    for title in ("Use uv", "Use hatch"):
        new(root, title, "--supersedes", "DR-0001")
        fill_in(root / FOLDER / f"{title.lower().replace(' ', '-')}.md")
    old = (root / path_of(1)).read_text()
    assert "superseded-by: [DR-0002, DR-0003]\n" in old
    assert handbook(root, "check")[0] == 0


def test_nothing_else_is_touched(tmp_path: Path) -> None:
    """Not even what `--fix` would mend."""
    text = "\ufeff" + numbered(2)
    root = write_numbered(tmp_path, numbered(1), text)
    new(root, "Use uv", "--supersedes", "DR-0001")
    assert (root / path_of(2)).read_text() == text


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ('Say "yes": always', "say-yes-always"),
        ("Use C#, not \\n", "use-c-not-n"),
        ("Größe über Straße", "grosse-uber-strasse"),
        ("It's {100%} safe", "it-s-100-safe"),
        ("  Use   it\tall\n", "use-it-all"),
        ("Use one: or two", "use-one-or-two"),
        ("yes", "yes"),
        ("null", "null"),
        ("2026-11-24", "2026-11-24"),
        ("12", "12"),
        ("- a list: [x]", "a-list-x"),
        ("&a *b !c", "a-b-c"),
        ("# Use it", "use-it"),
        ("日本語 3", "3"),
        ("Use `<b>` & co", "use-b-co"),
    ],
)
def test_a_title_may_hold_what_it_likes(tmp_path: Path, title: str, slug: str) -> None:
    """The record passes, and is named with plain letters."""
    root = write_numbered(tmp_path, numbered(1))
    before = " ".join(title.split())
    exit_code, said, problem = handbook(root, "new", "decision", "--", title)
    assert (exit_code, problem) == (0, "")
    path = said.splitlines()[0]
    assert path == f"{FOLDER}/{slug}.md"
    record, _ = alone.read(path, (root / path).read_bytes())
    assert record.text("title") == record.heading == before
    front_matter = (root / path).read_text().split("---\n")[1]
    assert yaml.safe_load(front_matter)["title"] == before  # as the engines read it
    assert handbook(root, "check")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["?!"], "'?!' has no letter from a to z"),
        (["日本語"], "has no letter from a to z"),
        ([""], "'' has no letter from a to z"),
        (["x" * 81], "81 characters, and 80"),
        (["Use thing 1"], f"{path_of(1)} is taken: give the record another title."),
        (["Index"], f"{FOLDER}/index.md is taken"),
        (["By tag"], f"{FOLDER}/by-tag.md is taken"),
        (["Use gone"], f"{FOLDER}/use-gone.md is taken"),
        (["Use\u200b uv"], "a character that nobody sees: U+200B"),
        (["Use it {#it}"], "Markdown takes what is in braces for attributes"),
        (["Use <script>"], "more than Markdown: '<script'"),
        (["Use uv", "--supersedes", "DR-0009"], "There is no record DR-0009 to"),
        (["Use uv", "--supersedes", "use-thing-1"], "There is no record use-thing-1"),
        (["Use uv", "--supersedes", "DR-0002"], "DR-0002 is proposed: only what was"),
    ],
)
def test_what_can_not_be_written_is_one_line(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    """It ends with 2, and nothing is written."""
    texts = {
        path_of(1): numbered(1),
        path_of(2): numbered(2, status="proposed"),
    }
    ledger = "DR-0001 use-thing-1\nDR-0002 use-thing-2\nDR-0003 use-gone\n"
    root = write(tmp_path, texts, ledger)
    exit_code, out, problem = handbook(root, "new", "decision", *arguments)
    assert (exit_code, out) == (2, "")
    assert said in problem and len(problem.splitlines()) == 1
    files = {file.name for file in (root / FOLDER).iterdir()}
    assert files == {"ledger.txt", "use-thing-1.md", "use-thing-2.md"}
    assert (root / LEDGER).read_text() == ledger
    assert {path: (root / path).read_text() for path in texts} == texts


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """Also one that the ledger does not know."""
    root = write(tmp_path, {path_of(1): numbered(1)}, "")
    exit_code, _, problem = handbook(root, "new", "decision", "Use thing 1")
    assert (exit_code, problem.split(":")[0]) == (2, f"{path_of(1)} is taken")
    assert (root / path_of(1)).read_text() == numbered(1)


def test_the_numbers_come_to_an_end(tmp_path: Path) -> None:
    """There is a line for that as well."""
    root = write(tmp_path, {}, "DR-9999 use-the-last\n")
    exit_code, _, problem = handbook(root, "new", "decision", "Use one more")
    assert exit_code == 2
    assert problem == "DR-9999 is taken: the numbers have come to their end.\n"


def test_a_folder_that_is_no_handbook_gets_no_record(tmp_path: Path) -> None:
    """Nor is it said to be without fault."""
    for arguments in (["new", "decision", "Use uv"], ["check"]):
        exit_code, out, problem = handbook(tmp_path, *arguments)
        assert (exit_code, out) == (2, "")
        assert "name the root with --root" in problem
    assert list(tmp_path.iterdir()) == []


def test_a_record_in_a_folder_that_can_not_be_written_is_one_line(
    tmp_path: Path,
) -> None:
    """Here a file is where the folder should be."""
    (tmp_path / "docs").mkdir()
    (tmp_path / FOLDER).write_text(with_status("accepted"))
    exit_code, _, problem = handbook(tmp_path, "new", "decision", "Use uv")
    assert exit_code == 2
    assert len(problem.splitlines()) == 1
