"""Files of one topic prove each other, and what fails stops nothing else."""

from pathlib import Path

import pytest

from handbook import snippets
from handbook.proofs import examples, tests, topic
from tests.conftest import Write
from tests.examples.prove import problems_of, said_of
from tests.records.sound import handbook

FAILS = 'def fail() -> None:\n    raise ValueError("no")\n\n\nfail()\n'
PACKAGE = '[project]  # a comment changes nothing\nname = "a"\nversion = "1"\n'
SHOWS_IT = "$ python fails.py 2>&1 | tail -n 1\nValueError: no\n"


def test_a_file_that_a_session_runs_may_fail_as_the_session_shows(
    write: Write,
) -> None:
    """The shown error is the real one, and every line ran."""
    files = {"snippets/demo/fails.py": FAILS, "snippets/demo/a.console": SHOWS_IT}
    assert problems_of(write(files)) == []


def test_a_file_that_a_session_runs_only_in_part_is_refused(write: Write) -> None:
    """The line that did not run is named."""
    files = {
        "snippets/demo/fails.py": FAILS + "print('never')\n",
        "snippets/demo/a.console": SHOWS_IT,
    }
    assert said_of(write(files), "snippets/demo/fails.py") == [(6, "NOT-RUN")]


def test_lines_count_over_all_sessions_and_tests_of_the_topic(write: Write) -> None:
    """One runs one branch, the other the other."""
    branch = (
        "def sign(n: int) -> str:\n    if n < 0:\n        return '-'\n    return '+'\n"
    )
    files = {
        "snippets/demo/signs.py": branch,
        "snippets/demo/a.console": (
            "$ python -c 'import signs; print(signs.sign(1))'\n+\n"
        ),
        "snippets/demo/test_signs.py": "import signs\n\n\ndef test_it() -> None:\n"
        "    assert signs.sign(-1) == '-'\n",
    }
    assert problems_of(write(files)) == []
    del files["snippets/demo/test_signs.py"]
    (Path(write(files)) / "snippets/demo/test_signs.py").unlink()
    assert said_of(write(files), "snippets/demo/signs.py") == [(3, "NOT-RUN")]


def test_a_file_that_a_checker_only_reads_is_also_run(write: Write) -> None:
    """A session that names it for mypy proves nothing of its output."""
    files = {
        "snippets/demo/typed.py": "print(1)\n#> 2\n",
        "snippets/demo/a.console": (
            "$ mypy typed.py\nSuccess: no issues found in 1 source file\n"
        ),
    }
    assert said_of(write(files), "snippets/demo/typed.py") == [(2, "OUTPUT")]


def test_shown_output_is_checked_also_in_a_file_that_a_session_imports(
    write: Write,
) -> None:
    """The file is run by itself as well."""
    files = {
        "snippets/demo/shows.py": "print(1)\n#> 2\n",
        "snippets/demo/a.console": "$ python -c 'import shows'\n1\n",
    }
    assert said_of(write(files), "snippets/demo/shows.py") == [(2, "OUTPUT")]


def test_lines_that_a_stopped_server_ran_count(write: Write) -> None:
    """A process that a session stops with SIGTERM still tells what it ran."""
    server = "import signal\n\n" "print('ready', flush=True)\n" "signal.pause()\n"
    session = (
        "$ touch log; python serve.py > log &\n"
        "$ tail -f log --pid=$! | sed '/ready/q'\nready\n"
        "$ kill %1; wait %1 2> /dev/null\n[143]\n"
    )
    files = {"snippets/demo/serve.py": server, "snippets/demo/a.console": session}
    assert problems_of(write(files)) == []


# Texts of test files that must be refused, a skip and an expected failure among them.
@pytest.mark.parametrize(
    "test, line",
    [
        ("def test_it() -> None:\n    assert False\n", 2),
        ("import warnings\n\n\ndef test_it() -> None:\n    warnings.warn('old')\n", 5),
        ("import pytest\n\n\ndef test_it() -> None:\n    pytest.skip()\n", 1),
        (
            "import pytest\n\n\n@pytest.mark.xfail\ndef test_it() -> None:\n"
            "    assert 0\n",
            1,
        ),
        ("x = 1\n", 1),
    ],
    ids=["a failure", "a warning", "a skip", "an expected failure", "no test"],
)
def test_a_test_file_must_run_and_pass_whole(
    write: Write, test: str, line: int
) -> None:
    """Anything else than all passed is refused, at the line that pytest names."""
    root = write({"snippets/demo/test_it.py": test})
    assert said_of(root, "snippets/demo/test_it.py") == [(line, "TEST")]


def test_a_test_file_that_hangs_is_stopped_and_named_with_where_it_stood(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time limit is in the message, and the other file is still proved."""
    monkeypatch.setattr(tests, "TIME_LIMIT", 1.0)
    hangs = (
        "import threading\n\n\ndef test_it() -> None:\n    threading.Event().wait()\n"
    )
    root = write(
        {
            "snippets/demo/test_it.py": hangs,
            "snippets/demo/wrong.console": "$ echo a\nb\n",
        }
    )
    hung, wrong = problems_of(root)
    assert (hung.path, hung.line, hung.code) == ("snippets/demo/test_it.py", 5, "TIME")
    assert "1 seconds" in hung.message
    assert hung.detail.endswith('/demo/test_it.py", line 5 in test_it')
    assert (wrong.path, wrong.code) == ("snippets/demo/wrong.console", "OUTPUT")


def test_tests_that_pass_and_do_not_end_are_told_with_what_they_left_running(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of Python's threads are named; a thread of a test's is one."""
    monkeypatch.setattr(tests, "TIME_LIMIT", 2.0)
    stays = (
        "import threading\n\n\ndef stay() -> None:\n    threading.Event().wait()\n\n\n"
        "def test_it() -> None:\n    threading.Thread(target=stay).start()\n"
    )
    (hung,) = problems_of(write({"snippets/demo/test_it.py": stays}))
    assert (hung.line, hung.code) == (5, "TIME")
    assert "1 passed" in hung.detail


def test_a_test_has_no_plugins_of_the_handbooks(write: Write) -> None:
    """A reader has the packages of the example; what comes with others is not there."""
    test = (
        "import pytest\n\n\n"
        "def test_it(pytestconfig: pytest.Config) -> None:\n"
        "    assert pytestconfig.pluginmanager.list_plugin_distinfo() == []\n"
    )
    assert problems_of(write({"snippets/demo/test_it.py": test})) == []


def test_what_tests_write_is_removed_with_all_of_the_example(write: Write) -> None:
    """Pytests that tidied up one folder at the same time could fail for it."""
    test = (
        "from pathlib import Path\n\n\n"
        "def test_it(tmp_path: Path) -> None:\n"
        "    assert tmp_path.is_relative_to(Path.home())\n"
    )
    assert problems_of(write({"snippets/demo/test_it.py": test})) == []


def test_a_test_file_reaches_no_other_host(write: Write) -> None:
    """It can't ask for the network either: a session can."""
    test = (
        "import socket\n\nimport pytest\n\n\ndef test_it() -> None:\n"
        '    with pytest.raises(PermissionError, match="no network here: 192.0.2.1"):\n'
        '        socket.create_connection(("192.0.2.1", 9), 0.2)  # needs the network\n'
    )
    assert problems_of(write({"snippets/demo/test_it.py": test})) == []


def test_what_fails_stops_nothing_else(write: Write) -> None:
    """Each bad file has its message, with its line, and the good ones are proved."""
    root = write(
        {
            "snippets/one/syntax.py": "x = 1\nx = (\n",
            "snippets/one/good.py": "print(1)\n#> 1\n",
            "snippets/one/differs.console": "$ echo a\nb\n",
            "snippets/two/twice.yaml": "a: 1\na: 2\n",
            "snippets/two/good.console": "$ echo a\na\n",
            "snippets/three/empty.py": "# --8<-- [start:x]\n# --8<-- [end:x]\n",
            "snippets/four/pyproject.toml": PACKAGE,
            "snippets/four/pets.py": "def (\n",
            "snippets/four/use.console": "$ test -s pyproject.toml\n",
        }
    )
    (root / "snippets/two/binary.py").write_bytes(b"\xff\xfe\x00")
    found, unread = snippets.read(root)
    proofs = examples.prove(root, found)
    said = unread + [problem for proof in proofs for problem in proof.problems]
    assert sorted((one.path, one.line, one.code) for one in said) == [
        ("snippets/four/pets.py", 1, "SYNTAX"),
        ("snippets/one/differs.console", 2, "OUTPUT"),
        ("snippets/one/syntax.py", 2, "SYNTAX"),
        ("snippets/three/empty.py", 1, "SECTION"),
        ("snippets/two/binary.py", 1, "ENCODING"),
        ("snippets/two/twice.yaml", 2, "CONFIGURATION"),
    ]
    assert {proof.path for proof in proofs if not proof.problems} == {
        "four/pyproject.toml",
        "four/use.console",
        "one/good.py",
        "three/empty.py",
        "two/good.console",
    }


def test_a_topic_of_which_no_file_can_be_read_is_told_of_the_file(write: Write) -> None:
    """Not that there is no such topic."""
    root = write({"snippets/empty/.a.py.swp": ""})
    (root / "snippets/latin").mkdir()
    (root / "snippets/latin/a.py").write_bytes("# é\n".encode("latin-1"))
    exit_code, said, problem = handbook(root, "examples", "latin")
    assert (exit_code, said) == (1, "")
    assert problem.startswith("snippets/latin/a.py:1: ENCODING ")
    exit_code, _, problem = handbook(root, "examples", "empty")
    assert (exit_code, problem) == (2, "There is no topic empty under snippets/.\n")


def test_an_example_that_asks_for_a_database_has_an_empty_one_of_its_own(
    write: Write,
) -> None:
    """Two examples create the same table without meeting each other."""
    source = (
        "import os\n\nimport psycopg\n\n"
        'url = os.environ["DATABASE_URL"].replace("+psycopg", "")\n'
        "with psycopg.connect(url) as connection:\n"
        '    connection.execute("CREATE TABLE book (id integer)")\n'
        "connection.close()\n"
    )
    root = write({"snippets/demo/a.py": source, "snippets/demo/b.py": source})
    assert problems_of(root) == []


def test_a_database_that_cannot_start_fails_its_examples_and_says_why(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are not skipped, and the other topic is proved."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    root = write(
        {
            "snippets/base/a.py": 'import os\n\nos.environ["DATABASE_URL"]\n',
            "snippets/other/wrong.py": "print(1)\n#> 2\n",
        }
    )
    base, other = problems_of(root)
    assert (base.path, base.code) == ("snippets/base/a.py", "POSTGRES")
    assert "DATABASE_URL" in base.message
    assert (other.path, other.code) == ("snippets/other/wrong.py", "OUTPUT")


def test_driven_files_are_found_through_imports(write: Write) -> None:
    """What a session's script imports is run by that session too."""
    root = write(
        {
            "snippets/demo/models.py": "X = 1\n",
            "snippets/demo/app.py": "from models import X\n",
            "snippets/demo/alone.py": "y = 1\n",
            "snippets/demo/here.py": "z = 1\n",
            "snippets/demo/a.console": "$ python app.py; python ./here.py\n",
        }
    )
    found, _ = snippets.read(root)
    assert topic.driven(found) == {"demo/models.py", "demo/app.py", "demo/here.py"}


PROJECT = {
    "snippets/demo/pyproject.toml": (
        '[project]\nname = "demo"\nversion = "1"\n\n'
        '[tool.pytest.ini_options]\npythonpath = ["src"]\n'
    ),
    "snippets/demo/src/demo/__init__.py": "",
    "snippets/demo/src/demo/sums.py": (
        "from . import words\n\n\ndef add(a: int, b: int) -> int:\n"
        "    assert words\n    return a + b\n"
    ),
    "snippets/demo/src/demo/words.py": 'HELLO = "hello"\n',
    "snippets/demo/tests/test_sums.py": (
        "from demo.sums import add\n\n\ndef test_it() -> None:\n"
        "    assert add(1, 1) == 2\n"
    ),
    "snippets/demo/README.md": "# Demo\n",
}
"""A project: its tests need its own settings, and prove its files."""


def test_a_project_is_proved_by_its_own_tests(write: Write) -> None:
    """They run with its settings, which make them fail when they are emptied."""
    assert problems_of(write(PROJECT)) == []


def test_a_line_of_a_project_that_its_tests_do_not_run_is_refused(write: Write) -> None:
    """Also in a file that nothing imports."""
    unused = {"snippets/demo/src/demo/unused.py": "X = 1\n"}
    root = write(PROJECT | unused)
    assert said_of(root, "snippets/demo/src/demo/unused.py") == [(1, "NOT-RUN")]


def test_a_setting_of_a_project_that_nothing_notices_is_refused(write: Write) -> None:
    """As in any topic."""
    root = write(PROJECT | {"snippets/demo/.flake8": "[flake8]\nignore = E203\n"})
    assert said_of(root, "snippets/demo/.flake8") == [(1, "UNUSED")]


def test_a_setting_is_tried_first_where_its_tool_is_named(
    write: Write, tmp_path: Path
) -> None:
    """The other session is not run a second time, though it is the quicker one."""
    log = tmp_path / "log"
    files = {
        "snippets/demo/.flake8": "[flake8]\nextend-ignore = F401\n",
        "snippets/demo/unused.py": "import os\n",
        "snippets/demo/other.console": f"$ echo other >> {log}\n",
        "snippets/demo/style.console": f"$ echo style >> {log}\n$ flake8\n",
    }
    assert problems_of(write(files)) == []
    assert sorted(log.read_text().split()) == ["other", "style", "style"]


@pytest.mark.parametrize(
    "last, passed",
    [
        ("50 passed in 0.61s", True),
        ("50 passed in 71.11s (0:01:11)", True),
        ("1 failed, 49 passed in 71.11s (0:01:11)", False),
        ("49 passed, 1 skipped in 0.61s", False),
        ("49 passed, 1 xfailed in 71.11s (0:01:11)", False),
        ("no tests ran in 0.01s", False),
        ("", False),
    ],
)
def test_tests_have_passed_however_long_they_took(last: str, passed: bool) -> None:
    """pytest writes times of more than a minute in two ways."""
    assert tests.all_passed(last) is passed
