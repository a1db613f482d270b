"""A check is quick enough to run at every save."""

from pathlib import Path
from time import perf_counter

from handbook.records import collection

from .sound import TODAY, changed, numbered, on_main, path_of, write_numbered

COUNT = 1_000
LIMIT = 2.0
"""Seconds."""


def many(count: int) -> list[str]:
    """Write records, every other one of which is superseded by the next."""
    texts = []
    for number in range(1, count + 1, 2):
        old, new = f"DR-{number:04}", f"DR-{number + 1:04}"
        texts.append(numbered(number, f"superseded-by: {new}", status="superseded"))
        texts.append(numbered(number + 1, f"supersedes: {old}"))
    return texts


def test_a_thousand_records_are_checked_in_two_seconds(tmp_path: Path) -> None:
    """Also when a branch has touched all of them."""
    texts = many(COUNT)
    root = on_main(write_numbered(tmp_path, *texts))
    start = perf_counter()
    checked = collection.check(root, TODAY)
    assert perf_counter() - start < LIMIT
    assert (len(checked.records), checked.problems, checked.compared) == (
        COUNT,
        [],
        True,
    )

    for number, text in enumerate(texts, start=1):
        (root / path_of(number)).write_text(changed(text, ("[python]", "[ci]")))
    start = perf_counter()
    checked = collection.check(root, TODAY)
    assert perf_counter() - start < LIMIT
    assert checked.problems == []
