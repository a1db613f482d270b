"""`make examples UPDATE=1` writes the real output, and nothing the second time."""

from pathlib import Path

import pytest

from tests.conftest import Write
from tests.examples.prove import problems_of

STALE = {
    "example.py": (
        'print("a")\nfor n in range(2):\n    print(n)\n    #> 5\n',
        'print("a")\n#> a\nfor n in range(2):\n    print(n)\n    #> 0\n    #> 1\n',
    ),
    "run.console": (
        "# --8<-- [start:one]\n$ echo a\n# --8<-- [end:one]\n\n"
        "# --8<-- [start:two]\n$ false\nstale\n# --8<-- [end:two]\n$ echo ü; pwd\n",
        "# --8<-- [start:one]\n$ echo a\na\n# --8<-- [end:one]\n\n"
        "# --8<-- [start:two]\n$ false\n[1]\n# --8<-- [end:two]\n"
        "$ echo ü; pwd\nü\n~/demo\n",
    ),
}


@pytest.mark.parametrize("name", STALE)
def test_update_writes_the_real_output_once(write: Write, name: str) -> None:
    """The second run changes nothing, and the file is then proved."""
    stale, real = STALE[name]
    file = Path("snippets/demo") / name
    root = write({str(file): stale})
    assert problems_of(root, update=True) == []
    assert (root / file).read_text(encoding="utf-8") == real
    assert problems_of(root, update=True) == []
    assert (root / file).read_text(encoding="utf-8") == real
    assert problems_of(root) == []


@pytest.mark.parametrize(
    "name, text",
    [
        ("fails.py", 'print("a")\n#> b\nraise ValueError\n'),
        ("cut.console", "$ echo a\n$ exit\n$ echo b\n"),
    ],
)
def test_update_leaves_an_example_that_fails_as_it_is(
    write: Write, name: str, text: str
) -> None:
    """Half an output would be worse than the old one; the failure is reported."""
    root = write({f"snippets/demo/{name}": text})
    assert problems_of(root, update=True) != []
    assert (root / "snippets/demo" / name).read_text() == text
