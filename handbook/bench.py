"""Measure what the proof costs around the examples, and how long builds take."""

import os
import platform
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from handbook import build, snippets
from handbook.proofs import examples


def around_the_examples(root: Path) -> tuple[int, float, float]:
    """Prove all examples on one processor, so that times add up.

    Args:
        root: The handbook's root.

    Returns:
        How many examples there are, the seconds that all took from reading the files
        to the last proof, and the seconds that the examples took themselves: a
        session's commands, a test run, a Python example's clean run.
    """
    start = perf_counter()
    found, _ = snippets.read(root)
    proofs = examples.prove(root, found, workers=1)
    own = sum(proof.seconds for proof in proofs)
    return len(proofs), perf_counter() - start, own


def lines(root: Path) -> Iterator[str]:
    """Measure, and write a line for each result as it comes."""
    yield (
        f"Python {platform.python_version()}, {os.cpu_count()} processors,"
        f" {platform.system()} {platform.machine()}"
    )
    count, whole, own = around_the_examples(root)
    around = (whole - own) / count * 1000
    yield (
        f"examples: {count} in {whole:.1f} s, of which their own {own:.1f} s:"
        f" {around:.0f} ms around each"
    )
    for engine in build.ENGINES:
        start = perf_counter()
        built = build.build(root, engine)
        yield (
            f"build with {engine}: {perf_counter() - start:.1f} s,"
            f" {len(built.pages)} pages"
        )
