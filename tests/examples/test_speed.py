"""Proving costs little beside what the examples take themselves."""

import os
from pathlib import Path
from statistics import median
from time import perf_counter

from handbook import bench, isolate
from tests.conftest import Write

COUNT = 20
ROUNDS = 5
LIMIT = 6.0
"""Around each example, in calls of a clean process that does nothing: 3 to 4, measured.

Not in milliseconds: machines differ, and each is slower while others work on it.
"""


def an_empty_call(root: Path) -> float:
    """Measure the seconds that a clean process takes for nothing."""
    start = perf_counter()
    for _ in range(COUNT):
        isolate.call(os.getpid, folder=root, environment={}, limit=60)
    return (perf_counter() - start) / COUNT


def test_the_proof_takes_less_than_its_limit_around_each_example(write: Write) -> None:
    """Python examples and sessions, many and small, so that only the proof counts."""
    files = {
        f"snippets/small/example_{number}.py": f"print({number})\n#> {number}\n"
        for number in range(COUNT)
    }
    files |= {
        f"snippets/small/session_{number}.console": f"$ echo {number}\n{number}\n"
        for number in range(COUNT)
    }
    root = write(files)
    bench.around_the_examples(root)  # the fork server has to start once
    times = []
    for _ in range(ROUNDS):
        empty = an_empty_call(root)
        count, whole, own = bench.around_the_examples(root)
        times.append((whole - own) / count / empty)
    assert median(times) < LIMIT
