"""The verbs that prove, serve, measure and record say in a few lines how it went."""

import errno
import os
import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest
import typer

from handbook import addresses, cli, serve
from tests.conftest import Write
from tests.records.sound import COMMAND, commit, git, handbook, real_handbook

FILES = {
    "docs/index.md": (
        '# Home\n\n```python\n--8<-- "demo/a.py"\n```\n\n'
        '```python\n--8<-- "more/b.py"\n```\n'
    ),
    "snippets/demo/a.py": 'print("one")\n#> one\n',
    "snippets/more/b.py": 'print("two")\n#> two\n',
}
WRONG = {"snippets/more/b.py": 'print("two")\n#> three\n'}


def without_times(text: str) -> list[str]:
    """Read the lines, with a letter for each duration."""
    return re.sub(r" +\d+\.\d s", " T", text).splitlines()


def test_examples_that_hold_are_a_line_for_each_topic(write: Write) -> None:
    """As each is done, and one for all."""
    exit_code, said, problem = handbook(write(FILES), "examples")
    assert (exit_code, problem) == (0, "")
    *topics, last = without_times(said)
    assert sorted(topics) == [
        "demo                       1 examples T  proved",
        "more                       1 examples T  proved",
    ]
    assert last == "2 examples proved in T."


def test_an_example_that_is_wrong_is_said_with_its_topic(write: Write) -> None:
    """The others are proved all the same."""
    exit_code, said, problem = handbook(write(FILES | WRONG), "examples")
    assert exit_code == 1
    assert sorted(without_times(said)) == [
        "demo                       1 examples T  proved",
        "more                       1 examples T  1 wrong",
    ]
    assert problem.startswith("snippets/more/b.py:2: OUTPUT ")
    assert problem.endswith("\n1 problem; docs/codes.md explains each code.\n")


def test_topics_can_be_named(write: Write) -> None:
    """Nothing else is run, or said to be wrong."""
    root = write(FILES | WRONG | {"snippets/stray.py": "x = 1\n"})
    exit_code, said, _ = handbook(root, "examples", "demo")
    assert (exit_code, without_times(said)[-1]) == (0, "1 examples proved in T.")
    exit_code, said, problem = handbook(root, "examples", "demo", "z", "y")
    assert (exit_code, said) == (2, "")
    assert problem == "There is no topic y, z under snippets/.\n"
    assert "snippets/stray.py:1: TOPIC " in handbook(root, "examples")[2]


def test_an_update_writes_the_real_output(write: Write) -> None:
    """And only when it is asked for."""
    root = write(FILES | WRONG)
    file = root / "snippets/more/b.py"
    assert handbook(root, "examples", "more")[0] == 1
    assert file.read_text() == WRONG["snippets/more/b.py"]
    assert handbook(root, "examples", "more", "--update")[0] == 0
    assert file.read_text() == FILES["snippets/more/b.py"]


def test_addresses_are_added_and_counted(write: Write) -> None:
    """Those that are new are no problem, anything else is, and nothing is written."""
    root = write(FILES)
    assert handbook(root, "addresses") == (0, f"{addresses.LEDGER}: 2 new.\n", "")
    assert (root / addresses.LEDGER).read_text() == "./\n./#top\n"
    index = root / "docs/index.md"
    index.write_text(f"{FILES['docs/index.md']}\n## More {{#more}}\n")
    assert handbook(root, "addresses")[1] == f"{addresses.LEDGER}: 1 new.\n"
    index.write_text(f"{FILES['docs/index.md']}\n## More {{#else}}\n")
    exit_code, said, problem = handbook(root, "addresses")
    assert (exit_code, said) == (1, "")
    assert [line[:22] for line in problem.splitlines()] == [
        "docs/addresses.txt:2: ",
        "    Bring the id back ",
        "",
        "1 problem; docs/codes.",
    ]
    assert "#else" not in (root / addresses.LEDGER).read_text()


def test_the_measures_are_a_line_each(write: Write) -> None:
    """The machine, the examples and both engines."""
    exit_code, said, _ = handbook(write(FILES), "bench")
    assert exit_code == 0
    machine, proved, *built = without_times(said)
    assert re.fullmatch(r"Python 3\.\d+\.\d+, \d+ processors, \w+ \w+", machine)
    assert proved.startswith("examples: 2 in T, of which their own T: ")
    assert [line.partition(":")[0] for line in built] == [
        "build with mkdocs",
        "build with zensical",
    ]
    assert all(line.endswith("T, 2 pages") for line in built)  # one is 404.html


def test_a_port_that_is_taken_is_one_line(write: Write) -> None:
    """It names a command that may do."""
    root = write(FILES)
    with socket.socket() as other:
        other.bind((serve.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        exit_code, said, problem = handbook(root, "serve", f"--port={port}")
    assert (exit_code, said) == (2, "")
    assert problem == (
        f"Port {port} is taken. Use another: make serve PORT={port - 1}\n"
    )


def test_in_place_of_the_lowest_port_none_of_the_systems_is_named(write: Write) -> None:
    """Below it are those that not everybody may use."""
    root = write(FILES)
    with socket.socket() as other:
        with suppress(OSError):  # it is taken already
            other.bind((serve.HOST, 1024))
            other.listen()
        _, _, problem = handbook(root, "serve", "--port=1024")
    assert problem.endswith("Use another: make serve PORT=8000\n")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "x"])
def test_a_port_that_there_is_not_is_refused(write: Write, port: str) -> None:
    """Before anything is built."""
    exit_code, said, problem = handbook(write(FILES), "serve", "--port", port)
    assert (exit_code, said) == (2, "")
    assert "Invalid value for '--port'" in problem


@pytest.mark.parametrize("verb", ["build", "serve", "examples", "bench", "check"])
def test_a_folder_that_is_no_handbook_is_left_alone(tmp_path: Path, verb: str) -> None:
    """Nothing is proved there, and nothing is written."""
    exit_code, said, problem = handbook(tmp_path, verb)
    assert (exit_code, said) == (2, "")
    assert re.fullmatch(
        r"There is no \w+/ in .+: name the root with --root.\n", problem
    )
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_is_not_in_nav_is_named(write: Write) -> None:
    """Each by its file, with what to do."""
    nav = "nav:\n  - Home: index.md\n"
    root = write(FILES | {"docs/a.md": "# A\n", "docs/b.md": "# B\n"})
    settings = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(settings + nav)
    exit_code, _, problem = handbook(root, "build")
    assert exit_code == 1
    told = "the page is not in nav, so readers don't come to it"
    for page in ("a", "b"):
        assert f"docs/{page}.md:1: ENGINE {told}\n    Name it in nav" in problem
    assert "mkdocs.yml:" not in problem


def test_a_new_page_is_told_of_both_its_places_at_once(write: Write) -> None:
    """Its line in nav, and those in the ledger, which is not written without it."""
    files = {"docs/a.md": "# A\n", "docs/addresses.txt": "./\n./#top\n"}
    root = write(FILES | files)
    settings = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(f"{settings}nav:\n  - Home: index.md\n")
    _, _, problem = handbook(root, "build")
    assert "docs/a.md:1: ENGINE the page is not in nav" in problem
    assert "docs/a.md:1: ADDRESS-NEW the ledger does not have the address a/" in problem
    assert handbook(root, "addresses")[0] == 1
    assert (root / "docs/addresses.txt").read_text() == files["docs/addresses.txt"]


@pytest.mark.parametrize(
    "name",
    [
        "docs/index.md",
        "docs/addresses.txt",
        "snippets/demo/a.py",
        "evidence/rivals/a.json",
        "handbook/theme/main.html",
        "handbook/search_words.toml",
        "mkdocs.yml",
        "README.md",
        "CONTRIBUTING.md",
    ],
)
def test_what_a_build_reads_is_watched(write: Write, name: str) -> None:
    """A change of it leads to a new build."""
    root = write(FILES)
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    before = serve.state(root)
    os.utime(file, (0, 0))
    assert serve.state(root) != before


@pytest.mark.parametrize("ledger", ["", "./\n./#top\n"])
def test_a_build_says_when_nothing_tells_what_was_published(
    write: Write, ledger: str
) -> None:
    """Once there is a ledger of what was: a line that it lost is not missed then."""
    root = write(FILES | ({"docs/addresses.txt": ledger} if ledger else {}))
    exit_code, _, note = handbook(root, "build")
    assert exit_code == 0
    assert note.startswith("Not compared with an earlier state: ") == bool(ledger)
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root)
    assert handbook(root, "build")[2] == ""


def test_what_an_earlier_build_left_is_no_source(write: Write) -> None:
    """A page that shows it does not build, here as in a fresh clone."""
    page = FILES["docs/index.md"] + '\n--8<-- "rivals/gone.md"\n'
    root = write(FILES | {"docs/index.md": page, "build/includes/rivals/gone.md": "x"})
    exit_code, _, problem = handbook(root, "build")
    assert exit_code == 1
    assert "docs/index.md:11: INCLUDE the page includes a missing file" in problem


def test_results_that_are_half_written_are_none(write: Write) -> None:
    """A run of the tests was killed, or is at it."""
    root = write(FILES | {"build/test-results.xml": "<testsuites><testcase"})
    assert handbook(root, "build")[0] == 0


def test_measures_with_marks_of_a_merge_are_named(write: Write) -> None:
    """By the line."""
    broken = {"evidence/rivals/a.json": '{\n<<<<<<< HEAD\n"a": 1}\n'}
    page = FILES["docs/index.md"] + '\n--8<-- "rivals/a.md"\n'
    root = write(FILES | broken | {"docs/index.md": page})
    exit_code, _, problem = handbook(root, "build")
    assert exit_code == 1
    assert problem.startswith(
        "evidence/rivals/a.json:2: EVIDENCE these are no measures"
    )
    assert "1 problem;" in problem  # the table of them is not missed as well


@contextmanager
def serving(root: Path) -> Iterator[tuple[int, IO[str]]]:
    """Serve a handbook as its user does, until Ctrl-C; give the port and stderr."""
    with socket.socket() as probe:
        probe.bind((serve.HOST, 0))
        port = probe.getsockname()[1]
    command = [str(COMMAND), "serve", f"--port={port}"]
    with subprocess.Popen(
        command, cwd=root, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        try:
            yield port, process.stderr
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


@pytest.mark.parametrize(
    "words, state",
    [
        ("[x](gone.md)", "is"),
        ("## No id", "is, until this is mended, not"),
    ],
    ids=["built", "not built"],
)
def test_what_is_wrong_is_said_above_the_address(
    write: Write, words: str, state: str
) -> None:
    """The site is served for all that, or an earlier one, until it is interrupted."""
    root = write(FILES | {"docs/more.md": f"# More\n\n{words}\n"})
    with serving(root) as (port, stderr):
        said = [stderr.readline() for _ in range(3)]
    assert said[0].startswith("docs/more.md:3: ")
    assert said[2] == f"http://{serve.HOST}:{port}/ {state} what docs/ says.\n"


def test_what_is_served_is_here_alone_and_of_now(write: Write) -> None:
    """At no other address, under the port that was asked for, and kept by no browser.

    Each address that begins with 127 is this machine's.
    """
    with serving(write(FILES)) as (port, stderr):
        stderr.readline()
        with urllib.request.urlopen(f"http://{serve.HOST}:{port}/") as answer:
            page = answer.read().decode()
        with socket.socket() as other:
            elsewhere = other.connect_ex(("127.0.0.2", port))
    assert elsewhere == errno.ECONNREFUSED
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'rel="canonical" href="http://{serve.HOST}:{port}/"' in page


def test_a_day_that_is_not_given_is_today(capsys: pytest.CaptureFixture[str]) -> None:
    """One that is none ends it."""
    day = cli._day("2026-02-28")
    assert (day.year, day.month, day.day) == (2026, 2, 28)
    with pytest.raises(typer.Exit) as end:
        cli._day("2026-02-29")
    assert end.value.exit_code == 2
    said = "'2026-02-29' is no date: write it as 2026-11-24.\n"
    assert capsys.readouterr().err == said


def test_a_root_is_a_folder_with_pages(tmp_path: Path) -> None:
    """For each verb that needs them."""
    for verb in (["addresses"], ["check"]):
        exit_code, said, problem = handbook(tmp_path, *verb)
        assert (exit_code, said) == (2, "")
        assert problem.startswith(f"There is no docs/ in {tmp_path}")


def test_what_the_system_refuses_is_said_in_one_line(write: Write) -> None:
    """With the file's name: here a file stands where the build makes a folder."""
    root = write(FILES | {"build": "A note of mine.\n"})
    done = real_handbook(root, "build")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{root}/build/includes: Not a directory; mend that first.\n"
    assert (root / "build").read_text() == "A note of mine.\n"
