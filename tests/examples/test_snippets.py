"""Every snippet of the handbook, run for real: the pages' examples as tests."""

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
