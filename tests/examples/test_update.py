"""`make examples UPDATE=1` writes the real output, and nothing the second time."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, Write
from tests.examples.prove import problems_of

STALE = {
    "example.py": (
        'print("a")\nfor n in range(2):\n    print(n)\n    #> 5\n',
        'print("a")\n#> a\nfor n in range(2):\n    print(n)\n    #> 0\n    #> 1\n',
    ),
    "places.py": (
        'import os\n\nprint(os.getcwd())\nprint("w" * 90)\nprint("a\\n\\n b")\n',
        "import os\n\nprint(os.getcwd())\n#> ~/demo\n"
        f'print("w" * 90)\n#> {"w" * 90}\nprint("a\\n\\n b")\n#> a\n#>\n#>  b\n',
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
        ("differs.py", "print(set())\n#> stale\n"),
        ("code.py", 'print("a\\rx = 1")\n#> stale\n'),
        ("text.py", 'print("a")\n"""A text."""\n'),
        ("warns.py", 'import warnings\n\nprint(1)\nwarnings.warn("old")\n'),
        ("command.console", "$ echo '$ touch x'\n"),
        ("next_line.console", "$ echo '> touch x'\n"),
        ("marker.console", "$ printf '# --8%s [end:x]\\n' '<--'\n"),
        ("blank.console", "# --8<-- [start:x]\n$ echo\n# --8<-- [end:x]\n"),
    ],
)
def test_update_leaves_an_example_that_it_cannot_mend_as_it_is(
    write: Write, name: str, text: str
) -> None:
    """What it wrote would be no output, or half of it; what is wrong is reported."""
    root = write({f"snippets/demo/{name}": text})
    assert problems_of(root, update=True) != []
    assert (root / "snippets/demo" / name).read_text() == text


@pytest.mark.parametrize(
    "name, text",
    [
        ("run.console", "$ echo typed > {file}\n$ echo one\nold\n"),
        (
            "a.py",
            "from pathlib import Path\n\n"
            'Path("{file}").write_text("typed\\n")\nprint(1)\n#> 2\n',
        ),
    ],
)
def test_update_keeps_what_was_typed_while_the_example_ran(
    write: Write, tmp_path: Path, name: str, text: str
) -> None:
    """It says so, and writes nothing into the file."""
    file = tmp_path / "snippets/demo" / name
    text = text.format(file=file)
    (problem,) = problems_of(write({f"snippets/demo/{name}": text}), update=True)
    assert (problem.code, problem.advice) == ("OUTPUT", "Run it again.")
    assert "changed while it ran" in problem.message
    assert file.read_text() == "typed\n"


def test_update_brings_no_file_back_that_was_removed_while_it_ran(
    write: Write, tmp_path: Path
) -> None:
    """It was removed on purpose."""
    file = tmp_path / "snippets/demo/run.console"
    text = f"$ rm {file}\n$ echo one\nold\n"
    (problem,) = problems_of(write({"snippets/demo/run.console": text}), update=True)
    assert problem.code == "OUTPUT"
    assert not file.exists()


def test_update_names_lines_as_they_are_afterwards(write: Write) -> None:
    """What it wrote above them counts."""
    text = "print(1)\nif len([]) > 1:\n    x = 1\n"
    (problem,) = problems_of(write({"snippets/demo/a.py": text}), update=True)
    assert (problem.line, problem.code) == (4, "NOT-RUN")


@pytest.mark.parametrize("value, updates", [("1", True), ("0", False), ("", False)])
def test_make_updates_unless_the_variable_is_0_or_empty(
    value: str, updates: bool
) -> None:
    """`UPDATE=0` is how somebody says no."""
    command = ["make", "--dry-run", "examples", f"UPDATE={value}"]
    said = subprocess.check_output(command, cwd=ROOT, text=True)
    assert ("--update" in said) is updates
