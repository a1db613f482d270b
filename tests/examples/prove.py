"""Prove the snippets of a small handbook, and tell what was said of them."""

from pathlib import Path

from handbook import snippets
from handbook.problems import Problem
from handbook.proofs import examples


def problems_of(root: Path, update: bool = False) -> list[Problem]:
    """List everything that is wrong with a handbook's snippets, sorted by place."""
    found, problems = snippets.read(root)
    proofs = examples.prove(root, found, update)
    return sorted(problems + [one for proof in proofs for one in proof.problems])


def said_of(root: Path, path: str) -> list[tuple[int, str]]:
    """List the lines and codes of what is wrong with one file."""
    return [(one.line, one.code) for one in problems_of(root) if one.path == path]
