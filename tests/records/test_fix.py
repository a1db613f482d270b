"""`--fix` mends what has one right answer, once."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.records import alone, collection
from handbook.records.mending import mend
from handbook.records.record import FOLDER, Record
from handbook.records.together import LEDGER

from .graphs import Graph, Link, sound_graphs
from .sound import (
    PATH,
    SOUND,
    changed,
    codes,
    handbook,
    numbered,
    path_of,
    problems,
    write,
    write_numbered,
)

MANY = settings(max_examples=150, deadline=None, database=None)

MENDED = {
    "a byte order mark": ("\ufeff" + SOUND, SOUND),
    "two of them": ("\ufeff\ufeff" + SOUND, SOUND),
    "line ends of Windows": (SOUND.replace("\n", "\r\n"), SOUND),
    "line ends of old": (SOUND.replace("\n", "\r"), SOUND),
    "a title": (changed(SOUND, ("title: Use one thing", "title: Use it")), SOUND),
    "a title over lines": (
        changed(SOUND, ("title: Use one thing", "title:\n  Use\n\n  it")),
        SOUND,
    ),
    "no title": (changed(SOUND, ("title: Use one thing\n", "")), SOUND),
    "a title to quote": (
        changed(SOUND, ("# Use one", '# "Use": \\one #1')),
        changed(
            SOUND,
            ("# Use one", '# "Use": \\one #1'),
            ("title: Use one thing", r'title: "\"Use\": \\one #1 thing"'),
        ),
    ),
}
"""Texts with something wrong, and what they should be."""


@pytest.mark.parametrize("name", MENDED)
def test_a_file_is_mended_once(tmp_path: Path, name: str) -> None:
    """The second time there is nothing to do, and nothing is written."""
    wrong, right = MENDED[name]
    root = write(tmp_path, {PATH: wrong})
    assert codes(root) != []
    assert handbook(root, "check", "--fix", "--as-of", "2026-03-01")[:2] == (
        0,
        f"Mended {PATH}\n1 record, nothing is wrong.\n",
    )
    assert (root / PATH).read_bytes().decode() == right
    before = (root / PATH).stat()
    assert collection.fix(root) == []
    assert (root / PATH).stat() == before


def test_the_other_side_is_written_with_its_end(tmp_path: Path) -> None:
    """The record that was superseded gets status, date and successor; no review."""
    new = changed(
        numbered(2, "supersedes: DR-0001"),
        ("date: 2026-01-10", "date: 2026-02-20"),
    )
    root = write_numbered(tmp_path, numbered(1), new)
    assert codes(root) == ["LINK-ONE-SIDED"]
    assert collection.fix(root) == [path_of(1)]
    assert problems(root) == []
    assert (root / path_of(1)).read_text() == changed(
        numbered(1, "superseded-by: DR-0002", status="superseded"),
        ("date: 2026-01-10", "date: 2026-02-20"),
    )
    assert collection.fix(root) == []


def test_two_successors_are_both_written(tmp_path: Path) -> None:
    """The second does not take the first one's place."""
    new = [numbered(number, "supersedes: DR-0001") for number in (2, 3)]
    root = write_numbered(tmp_path, numbered(1), *new)
    collection.fix(root)
    assert "superseded-by: [DR-0002, DR-0003]\n" in (root / path_of(1)).read_text()
    assert problems(root) == []


def test_a_second_successor_leaves_the_day_of_the_first(tmp_path: Path) -> None:
    """The status does not change once more."""
    old = numbered(1, "superseded-by: DR-0002", status="superseded")
    new = numbered(2, "supersedes: DR-0001")
    third = changed(
        numbered(3, "supersedes: DR-0001"), ("date: 2026-01-10", "date: 2026-02-20")
    )
    root = write_numbered(tmp_path, old, new, third)
    collection.fix(root)
    assert (root / path_of(1)).read_text() == changed(
        old, ("superseded-by: DR-0002", "superseded-by: [DR-0002, DR-0003]")
    )


def test_the_end_of_a_record_is_not_before_its_decision(tmp_path: Path) -> None:
    """Where the successor was decided earlier, the day stays that of the record."""
    old = changed(numbered(1), ("date: 2026-01-10", "date: 2026-02-20"))
    root = write_numbered(tmp_path, old, numbered(2, "supersedes: DR-0001"))
    collection.fix(root)
    ended = (root / path_of(1)).read_text()
    assert "status: superseded\ndate: 2026-02-20\n" in ended


def test_quotes_that_are_not_needed_stay(tmp_path: Path) -> None:
    """They are no mistake."""
    text = changed(SOUND, ("title: Use one thing", "title: 'Use one thing'"))
    assert collection.fix(write(tmp_path, {PATH: text})) == []


@MANY
@given(sound_graphs(least=1), st.data())
def test_any_other_side_comes_back(
    drawn: tuple[Graph, list[Link]], data: st.DataObject
) -> None:
    """Whichever is lost, the records say the same as before."""
    graph, _ = drawn
    lost = data.draw(st.sampled_from(graph.sides))
    kept = tuple(side for side in graph.sides if side != lost)
    texts, ledger = replace(graph, sides=kept).texts(), graph.ledger()
    mended, _ = mend(texts, read(texts), ledger)
    for before, after in zip(read(graph.texts()), read(mended), strict=True):
        assert before.entries.keys() == after.entries.keys()
        for key in before.entries:
            assert sorted(before.texts(key)) == sorted(after.texts(key))
    assert mend(mended, read(mended), ledger) == (mended, ledger)


@MANY
@given(sound_graphs())
def test_sound_records_stay_as_they_are(drawn: tuple[Graph, list[Link]]) -> None:
    """To the letter."""
    graph, _ = drawn
    texts, ledger = graph.texts(), graph.ledger()
    assert mend(texts, read(texts), ledger) == (texts, ledger)


@pytest.mark.parametrize(
    "texts",
    [
        [numbered(1, "amends: DR-0002"), numbered(2, "amends: DR-0001")],
        [numbered(1, "supersedes: DR-0001")],
        [numbered(1), numbered(2, "supersedes: DR-0001", status="proposed")],
        [numbered(1, status="deprecated"), numbered(2, "supersedes: DR-0001")],
        [numbered(1, "superseded-by: DR-0002"), numbered(2, status="rejected")],
        [numbered(1), numbered(1), numbered(3, "supersedes: DR-0001")],
        [changed(numbered(1), ("# Use thing", "# Use\x07 thing"))],
        [changed(numbered(1), ("[python]", "[python")), numbered(2, "amends: DR-0001")],
    ],
)
def test_what_has_no_one_right_answer_is_left(tmp_path: Path, texts: list[str]) -> None:
    """Circles, a proposal, an ended record, one id twice, what is hidden or broken."""
    root = write_numbered(tmp_path, *texts)
    assert collection.fix(root) == []


def test_a_missing_line_of_the_ledger_is_appended(tmp_path: Path) -> None:
    """On a line of its own, also after a last line without an end."""
    texts = {path_of(number): numbered(number) for number in (1, 2, 3)}
    root = write(tmp_path, texts, "DR-0001 use-thing-1")
    assert codes(root) == ["LEDGER", "LEDGER"]
    assert collection.fix(root) == [LEDGER]
    lines = ["DR-0001 use-thing-1", "DR-0002 use-thing-2", "DR-0003 use-thing-3"]
    assert (root / LEDGER).read_text().splitlines() == lines
    assert problems(root) == []
    assert collection.fix(root) == []


def test_lines_are_appended_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    """Whatever the files are called: none is passed over for one that came later."""
    texts = {f"{FOLDER}/a.md": numbered(2), f"{FOLDER}/b.md": numbered(1)}
    root = write(tmp_path, texts, "")
    assert collection.fix(root) == [LEDGER]
    assert (root / LEDGER).read_text() == "DR-0001 b\nDR-0002 a\n"


def test_a_number_that_was_passed_over_is_not_given_later(tmp_path: Path) -> None:
    """The ledger grows at its end, so the record takes the next number."""
    texts = {path_of(number): numbered(number) for number in (1, 2)}
    root = write(tmp_path, texts, "DR-0002 use-thing-2\n")
    assert collection.fix(root) == []
    (one,) = problems(root)
    assert "Give it the number that the ledger has for it, or the next." == one.advice


@pytest.mark.parametrize(
    ("path", "name"),
    [("docs/decisions/Use_It.md", "DR-0001"), ("docs/decisions/use-it.md", "ADR-1")],
)
def test_what_can_not_stand_in_the_ledger_is_not_appended(
    tmp_path: Path, path: str, name: str
) -> None:
    """A file's name that makes no address, an id that is none."""
    text = changed(SOUND, ("DR-0001", name))
    assert collection.fix(write(tmp_path, {path: text}, "")) == []


def test_a_record_with_a_line_gets_no_second_one(tmp_path: Path) -> None:
    """Either its number or its line is wrong, and nobody knows which."""
    root = write(tmp_path, {path_of(1): numbered(2).replace("thing 2", "thing 1")})
    assert codes(root) == ["LEDGER"]
    assert collection.fix(root) == []


def test_a_huge_file_is_not_cut(tmp_path: Path) -> None:
    """It is not read to its end, so it is not written either."""
    text = "\ufeff" + SOUND + "x" * alone.LARGEST
    root = write(tmp_path, {PATH: text})
    assert collection.fix(root) == []
    assert (root / PATH).read_text() == text


def read(texts: dict[str, str]) -> list[Record]:
    """Read records from their texts."""
    return [alone.read(path, text.encode())[0] for path, text in texts.items()]
