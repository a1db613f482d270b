"""A Python example is proved only when it does exactly what its page shows."""

import pytest

from handbook import snippets
from handbook.proofs import examples
from tests.conftest import Write
from tests.examples.prove import problems_of, said_of

RIGHT = {
    "one print": 'print("a")\n#> a\n',
    "several values": 'print("a", 1, [2])\n#> a 1 [2]\n',
    "a print in a loop": "for n in range(2):\n    print(n)\n    #> 0\n    #> 1\n",
    "a print over lines": 'print(\n    "a",\n    "b",\n)\n#> a b\n',
    "a print with line ends in it": 'print("a\\n\\nb")\n#> a\n#>\n#> b\n',
    "an empty print": "print()\n#>\n",
    "a long line": f'print("w" * 90)\n#> {"w" * 90}\n',
    "indented output": 'print("    a")\n#>     a\n',
    "the home folder as a tilde": "import os\n\nprint(os.getcwd())\n#> ~/demo\n",
    "no output": "x = 1\nassert x\n",
    "no line end at the end of the file": 'print("a")\n#> a',
    "a thread that prints": (
        "import threading\n\n"
        "def work() -> None:\n    print(1)\n    #> 1\n\n"
        "threading.Thread(target=work).start()\n"
    ),
    "a thread that goes on when the main one has ended": (
        "import subprocess\nimport sys\nimport threading\n\n"
        "program = (sys.executable, '-c', 'import ssl')\n\n"
        "def work() -> None:\n    subprocess.run(program)\n    print(1)\n    #> 1\n\n"
        "threading.Thread(target=work).start()\n"
    ),
    "an async main": (
        "import asyncio\n\n"
        "async def main() -> None:\n    print(1)\n    #> 1\n\n"
        "asyncio.run(main())\n"
    ),
}

WRONG = {
    "one character differs": ('print("a")\n#> b\n', 2, "OUTPUT"),
    "output that is not shown": ('print("a")\n', 2, "OUTPUT"),
    "shown output without a print": ("x = 1\n#> 1\n", 2, "OUTPUT"),
    "output under the wrong print": (
        'print("a")\nprint("b")\n#> a\n#> b\n',
        2,
        "OUTPUT",
    ),
    "output through sys.stdout": (
        'import sys\n\nsys.stdout.write("a\\n")\n',
        1,
        "OUTPUT",
    ),
    "an indent that is not shown": (
        'import sys\n\nsys.stdout.write("    a\\n")\n#> a\n',
        4,
        "OUTPUT",
    ),
    "output that would be read as code": (
        'print("a\\rx = 1")\n#> a\n',
        1,
        "OUTPUT-FORM",
    ),
    "an end before the end, after which places can't be told": (
        "import sys\n\nprint(1)\nprint(2)\n#> 1\n#> 2\nsys.exit(0)\n",
        1,
        "OUTPUT-FORM",
    ),
    "output through pprint": ("from pprint import pprint\n\npprint(1)\n", 1, "OUTPUT"),
    "output without a line end": (
        'print("a", end="")\nprint("b")\n#> b\n',
        3,
        "OUTPUT",
    ),
    "stale output in a function that is not called": (
        "def f() -> None:\n    print(1)\n    #> 2\n",
        3,
        "OUTPUT",
    ),
    "stale output in a branch that is not taken": (
        "if len([]) > 1:\n    print(1)\n    #> 2\n",
        3,
        "OUTPUT",
    ),
    "interleaved prints": (
        "for n in range(2):\n"
        "    print(n)\n    #> 0\n    #> 1\n"
        "    print(-n)\n    #> 0\n    #> -1\n",
        4,
        "OUTPUT",
    ),
    "a set in the wrong order": ("print(set())\n#> {}\n", 2, "OUTPUT"),
    "a logged warning": ('import logging\n\nlogging.warning("a")\n', 1, "STDERR"),
    "structlog's own output": (
        'import structlog\n\nstructlog.get_logger().info("a")\n',
        1,
        "OUTPUT",
    ),
    "stderr": ('import sys\n\nprint("a", file=sys.stderr)\n#> a\n', 1, "STDERR"),
    "a warning": ('import warnings\n\nwarnings.warn("old")\n', 3, "ERROR"),
    "an exception": ('x = 1\nraise ValueError("no")\n', 2, "ERROR"),
    "an exit code": ("import sys\n\nsys.exit(3)\n", 1, "ERROR"),
    "an exception in a thread": (
        "import threading\n\n"
        "def work() -> None:\n    raise ValueError\n\n"
        "threading.Thread(target=work).start()\n",
        1,
        "STDERR",
    ),
    "a coroutine that is never awaited": (
        "async def f() -> None: ...\n\n\nf()\n",
        1,
        "STDERR",
    ),
    "a file that is left open": ("x = open(__file__)\nx = None\n", 1, "STDERR"),
    "a file that is left open in a circle": (
        "x = [open(__file__)]\nx.append(x)\ndel x\n",
        1,
        "STDERR",
    ),
    "a line that never runs": (
        "def f() -> int:\n    return 1\n",
        2,
        "NOT-RUN",
    ),
    "a line behind a good end": (
        "import sys\n\nx = 1\nsys.exit()\ny = 2\n",
        5,
        "NOT-RUN",
    ),
    "a branch that never runs": ("if len([]) > 1:\n    x = 1\n", 2, "NOT-RUN"),
    "a line excused from coverage": (
        "def f() -> int:\n    return 1  # pragma: no cover\n",
        2,
        "NOT-RUN",
    ),
    "a line for type checkers": (
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import os\n",
        4,
        "NOT-RUN",
    ),
    "a syntax error": ("x = 1\nprint(\n", 2, "SYNTAX"),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_an_example_that_does_what_it_shows_is_proved(
    write: Write, source: str
) -> None:
    """Nothing is said of it."""
    assert problems_of(write({"snippets/demo/example.py": source})) == []


@pytest.mark.parametrize("source, line, code", WRONG.values(), ids=WRONG)
def test_an_example_that_does_something_else_is_refused(
    write: Write, source: str, line: int, code: str
) -> None:
    """It is named with the line and the kind of what is wrong."""
    root = write({"snippets/demo/example.py": source})
    assert (line, code) in said_of(root, "snippets/demo/example.py")


def test_output_in_a_wrong_place_is_refused_also_in_a_folder(write: Write) -> None:
    """There, too, an example imports what lies beside it."""
    files = {
        "snippets/demo/sub/helper.py": "X = 1\n",
        "snippets/demo/sub/right.py": "from helper import X\n\nprint(X)\n#> 1\n",
        "snippets/demo/sub/wrong.py": (
            "from helper import X\n\nprint(X)\nprint(X + 1)\n#> 1\n#> 2\n"
        ),
    }
    (problem,) = problems_of(write(files))
    assert (problem.path, problem.line) == ("snippets/demo/sub/wrong.py", 4)
    assert problem.code == "OUTPUT"


def test_the_advice_to_update_is_given_only_where_it_helps(write: Write) -> None:
    """What no update can write is to be printed another way."""
    files = {
        "snippets/demo/a.py": "print(1)\n#> 2\n",
        "snippets/demo/b.py": "print(set())\n#> 2\n",
    }
    helped, other = problems_of(write(files))
    assert "UPDATE=1" in helped.advice
    assert "UPDATE=1" not in other.advice


@pytest.mark.parametrize(
    "source, line",
    [
        ('print("a")\n\n#> a\n', 2),
        ('print("a")\n# a comment\n#> a\n', 2),
        ('print("a")\n#>a\n', 2),
        ('print("a")  #> a\n', 1),
        ('print("a")\n#> a\nprint("b")\n\n#> b\n', 4),
    ],
)
@pytest.mark.parametrize("update", [False, True])
def test_output_that_stands_in_another_form_is_told_the_right_one(
    write: Write, source: str, line: int, update: bool
) -> None:
    """At the line where it belongs; an update would leave the old one beside it."""
    root = write({"snippets/demo/a.py": source})
    (problem,) = problems_of(root, update)
    assert (problem.line, problem.code) == (line, "OUTPUT")
    assert problem.advice == (
        "Write `#> …` on the line below its print, with a space behind the sign."
    )
    assert (root / "snippets/demo/a.py").read_text() == source


def test_an_example_that_hangs_is_stopped_and_named_with_where_it_stood(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time limit is in the message, and the other example is still proved."""
    monkeypatch.setattr("handbook.proofs.python.TIME_LIMIT", 1.0)
    root = write(
        {
            "snippets/demo/hangs.py": (
                "import threading\n\n\ndef wait() -> None:\n"
                "    threading.Event().wait()\n\n\nwait()\n"
            ),
            "snippets/demo/wrong.py": "print(1)\n#> 2\n",
        }
    )
    hung, wrong = problems_of(root)
    assert (hung.path, hung.line, hung.code) == ("snippets/demo/hangs.py", 5, "TIME")
    assert "1 seconds" in hung.message
    assert hung.detail.splitlines()[-2:] == [
        '  File "~/demo/hangs.py", line 5 in wait',
        '  File "~/demo/hangs.py", line 8 in <module>',
    ]
    assert (wrong.path, wrong.code) == ("snippets/demo/wrong.py", "OUTPUT")


def test_a_failure_shows_shown_against_real_output(write: Write) -> None:
    """The difference is in the report, as lines with a minus and a plus."""
    root = write({"snippets/demo/example.py": 'print("new")\n#> old\n'})
    (problem,) = problems_of(root)
    assert str(problem).startswith("snippets/demo/example.py:2: OUTPUT ")
    assert "-#> old" in problem.detail and "+#> new" in problem.detail


@pytest.mark.parametrize("end", ["1 / 0", "raise SystemExit(3)", "os._exit(3)"])
def test_what_fails_has_taken_its_time_as_well(write: Write, end: str) -> None:
    """What a topic's line sums up is the time of all its examples."""
    root = write({"snippets/demo/a.py": f"import os\n\n{end}\n"})
    (proof,) = examples.prove(root, snippets.read(root)[0])
    assert proof.problems
    assert proof.seconds > 0


def test_examples_do_not_see_each_other(write: Write) -> None:
    """What one example changes in a shared module, the next one does not find."""
    source = (
        "import structlog\n\n"
        "print(structlog.is_configured())\n#> False\n"
        "structlog.configure()\n"
    )
    files = {f"snippets/demo/{name}.py": source for name in ("one", "two", "three")}
    assert problems_of(write(files)) == []


def test_an_example_reaches_no_other_host(write: Write) -> None:
    """It can't ask for the network either: a session can."""
    source = (
        "import socket\n\ntry:\n"
        '    socket.create_connection(("192.0.2.1", 9), 0.2)\n'
        "except OSError as error:\n    print(str(error)[:26])\n"
        "    #> no network here: 192.0.2.1\n# needs the network\n"
    )
    assert problems_of(write({"snippets/demo/example.py": source})) == []
