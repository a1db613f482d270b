"""Every snippet of the handbook, run for real: the pages' examples as tests."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import results, snippets
from handbook.problems import report
from handbook.proofs import examples
from handbook.proofs.topic import Proof
from tests.conftest import ROOT

FOUND, UNREADABLE = snippets.read(ROOT)
BY_PATH = {snippet.path: snippet for snippet in FOUND}
PARTS = re.compile(r'^--8<-- "(play_[^":]+)(?<!\.console):([^"]+)"$', re.MULTILINE)
"""Parts of a play's files; a session's are typed, not written into a file."""


@pytest.fixture(scope="module")
def proofs() -> dict[str, Proof]:
    """Prove all snippets, on all processors, once."""
    return {proof.path: proof for proof in examples.prove(ROOT, FOUND)}


@pytest.mark.parametrize("path", list(BY_PATH))
def test_an_example_does_what_its_page_shows(
    proofs: dict[str, Proof], path: str, record_property: Callable[[str, str], None]
) -> None:
    """The snippet is proved, by the kind of file that it is."""
    ran = results.to_property(BY_PATH[path], proofs[path].conditions)
    record_property(results.PROPERTY, ran)
    assert not proofs[path].problems, report(proofs[path].problems)


def test_every_file_below_snippets_is_a_snippet_that_can_be_proved() -> None:
    """Its markers are sound, and its kind is known."""
    assert not UNREADABLE, report(UNREADABLE)


def test_proving_changes_no_snippet(proofs: dict[str, Proof]) -> None:
    """Examples run in copies."""
    assert proofs
    for snippet in FOUND:
        assert Path(ROOT, "snippets", snippet.path).read_text() == snippet.text


def test_parts_of_a_file_that_a_play_shows_make_it_whole_when_joined() -> None:
    """With their indentation: readers copy them one below the other."""
    shown: dict[tuple[str, str], list[str]] = {}
    for page in (ROOT / "docs/playbook").glob("*.md"):
        for path, name in PARTS.findall(page.read_text(encoding="utf-8")):
            text = {one.name: one.text for one in BY_PATH[path].sections}[name]
            shown.setdefault((page.name, path), []).append(text)
    assert shown
    for (page_name, path), texts in shown.items():
        whole = [line for line in BY_PATH[path].whole.text.splitlines() if line]
        joined = [line for line in "\n".join(texts).splitlines() if line]
        assert joined == whole, (page_name, path)
