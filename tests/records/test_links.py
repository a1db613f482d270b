"""What records say of each other: both sides, and never in a circle."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .graphs import Graph, Link, sound_graphs
from .sound import name_of, numbered, path_of, problems, write_numbered

MANY = settings(max_examples=150, deadline=None, database=None)


@MANY
@given(sound_graphs())
def test_records_that_agree_pass(drawn: tuple[Graph, list[Link]]) -> None:
    """Whoever supersedes or amends whom, if both sides say it."""
    graph, _ = drawn
    assert graph.problems() == []


@MANY
@given(sound_graphs(least=1), st.data())
def test_a_link_that_one_side_does_not_say_is_reported_where_it_is_said(
    drawn: tuple[Graph, list[Link]], data: st.DataObject
) -> None:
    """Whichever link it is and whichever side."""
    graph, _ = drawn
    lost = data.draw(st.sampled_from(graph.sides))
    kept = tuple(side for side in graph.sides if side != lost)
    found = replace(graph, sides=kept).problems()
    number, key, other = lost
    (one,) = [problem for problem in found if problem.code == "LINK-ONE-SIDED"]
    assert one.path == path_of(other)
    assert one.message.endswith(f"{name_of(number)}, which does not say so")
    assert f"Add '{key}: {name_of(other)}' to {path_of(number)}" in one.advice


@MANY
@given(sound_graphs(), st.data())
def test_a_circle_is_reported(
    drawn: tuple[Graph, list[Link]], data: st.DataObject
) -> None:
    """Of any length, among any records, in both kinds of links."""
    graph, _ = drawn
    key = data.draw(st.sampled_from(["supersedes", "amends"]))
    numbers = list(range(1, len(graph.statuses) + 1))
    circle = data.draw(st.lists(st.sampled_from(numbers), min_size=2, unique=True))
    added = [Link(key, a, b) for a, b in zip(circle, [*circle[1:], circle[0]])]
    sides = {side: None for link in added for side in link.sides()}
    found = replace(graph, sides=(*sides, *graph.sides)).problems()
    circles = [problem for problem in found if problem.code == "LINK-CIRCLE"]
    assert circles
    if not graph.sides:
        assert set(circles[0].message.split(": ")[1].split(" → ")) == {
            name_of(number) for number in circle
        }
        assert f"Remove one '{key}'" in circles[0].advice


@pytest.mark.parametrize("key", ["supersedes", "superseded-by", "amends", "amended-by"])
def test_a_link_to_no_record_is_reported_at_its_line(tmp_path: Path, key: str) -> None:
    """Also among others that exist."""
    status = "superseded" if key == "superseded-by" else "accepted"
    root = write_numbered(tmp_path, numbered(1, f"{key}: DR-0009", status=status))
    (one,) = problems(root)
    assert (one.path, one.code) == (path_of(1), "LINK-DANGLING")
    assert (root / one.path).read_text().splitlines()[one.line - 1].startswith(key)
    assert f"Mend the id in '{key}'" in one.advice


@pytest.mark.parametrize("key", ["supersedes", "superseded-by", "amends", "amended-by"])
def test_a_link_to_itself_is_reported_at_its_line(tmp_path: Path, key: str) -> None:
    """It is no circle as well."""
    status = "superseded" if key == "superseded-by" else "accepted"
    root = write_numbered(tmp_path, numbered(1, f"{key}: DR-0001", status=status))
    (one,) = problems(root)
    assert one.code == "LINK-SELF"
    assert f"Remove '{key}'" in one.advice


def test_superseded_without_a_successor_is_reported(tmp_path: Path) -> None:
    """The advice names both ways out."""
    (one,) = problems(write_numbered(tmp_path, numbered(1, status="superseded")))
    assert (one.line, one.code) == (4, "SUPERSEDED")
    assert "'superseded-by: DR-…'" in one.advice and "'deprecated'" in one.advice


@pytest.mark.parametrize("status", ["accepted", "deprecated"])
def test_a_successor_without_the_status_is_reported(
    tmp_path: Path, status: str
) -> None:
    """A record that was superseded says so."""
    old = numbered(1, "superseded-by: DR-0002", status=status)
    root = write_numbered(tmp_path, old, numbered(2, "supersedes: DR-0001"))
    (one,) = problems(root)
    assert (one.path, one.line, one.code) == (path_of(1), 4, "SUPERSEDED")
    assert "Set 'status: superseded'" in one.advice


@pytest.mark.parametrize("status", ["proposed", "rejected"])
@pytest.mark.parametrize(
    ("key", "back"), [("supersedes", "superseded-by"), ("amends", "amended-by")]
)
def test_a_successor_that_is_not_accepted_is_reported(
    tmp_path: Path, status: str, key: str, back: str
) -> None:
    """It may name what it would replace; the other side waits."""
    new = numbered(2, f"{key}: DR-0001", status=status)
    root = write_numbered(tmp_path, numbered(1), new)
    assert problems(root) == []
    ended = "superseded" if key == "supersedes" else "accepted"
    write_numbered(root, numbered(1, f"{back}: DR-0002", status=ended), new)
    (one,) = problems(root)
    assert (one.path, one.code) == (path_of(1), "NOT-ACCEPTED")
    assert "link it when it is accepted" in one.advice


def test_a_chain_of_successors_passes(tmp_path: Path) -> None:
    """A successor may be superseded, and one record may replace two."""
    root = write_numbered(
        tmp_path,
        numbered(1, "superseded-by: DR-0003", status="superseded"),
        numbered(2, "superseded-by: DR-0003", status="superseded"),
        numbered(
            3,
            "supersedes: [DR-0001, DR-0002]",
            "superseded-by: DR-0004",
            status="superseded",
        ),
        numbered(4, "supersedes: DR-0003"),
    )
    assert problems(root) == []
