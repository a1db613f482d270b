"""Proving costs little beside what the examples take themselves."""

from handbook import bench
from tests.conftest import Write

LIMIT = 60.0
"""Milliseconds around each example, on two idle cores."""


def test_the_proof_takes_less_than_its_limit_around_each_example(write: Write) -> None:
    """Python examples and sessions, many and small, so that only the proof counts."""
    files = {
        f"snippets/small/example_{number}.py": f"print({number})\n#> {number}\n"
        for number in range(40)
    }
    files |= {
        f"snippets/small/session_{number}.console": f"$ echo {number}\n{number}\n"
        for number in range(40)
    }
    root = write(files)
    bench.around_the_examples(root)  # the fork server has to start once
    around = []
    for _ in range(3):  # the quickest run is the one that nothing else slowed down
        count, whole, own = bench.around_the_examples(root)
        around.append((whole - own) / count * 1000)
    assert min(around) < LIMIT
