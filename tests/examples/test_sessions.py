"""A session is proved only when each command prints exactly what is shown."""

import os
import re
import select
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from handbook.proofs import session
from tests.conftest import Write
from tests.examples.prove import problems_of, said_of
from tests.records.sound import COMMAND

SESSION = "snippets/demo/run.console"

RIGHT = {
    "a command and its output": "$ echo a\na\n",
    "a command without output": "$ true\n",
    "an exit code": "$ sh -c 'exit 3'\n[3]\n",
    "a command over two lines": "$ echo a \\\n> b\na b\n",
    "a blank line of output": "$ printf 'a\\n\\nb\\n'\na\n\nb\n",
    "output on stderr": "$ echo a >&2\na\n",
    "state from one command to the next": "$ x=1\n$ echo $x\n1\n",
    "a missing line end": "$ printf a\na (no-eol)\n",
    "sections, with a blank line between": (
        "# --8<-- [start:one]\n$ echo a\na\n# --8<-- [end:one]\n\n"
        "# --8<-- [start:two]\n$ echo b\nb\n# --8<-- [end:two]\n"
    ),
    "the home folder as a tilde": "$ pwd\n~/demo\n",
    "the same locale, time zone and width everywhere": (
        "$ echo $LC_ALL $TZ $COLUMNS $NO_COLOR\nC.UTF-8 UTC 80 1\n"
    ),
    "letters beyond ASCII": "$ echo é ☺\né ☺\n",
    "more text than a pipe holds": "$ seq 15000\n"
    + "".join(f"{number}\n" for number in range(1, 15001)),
}

WRONG = {
    "one character differs": ("$ echo a\nb\n", 2, "OUTPUT"),
    "output that is not shown": ("$ echo a\n", 1, "OUTPUT"),
    "shown output that does not come": ("$ true\na\n", 2, "OUTPUT"),
    "trailing white space": ("$ echo 'a '\na\n", 2, "OUTPUT"),
    "an exit code that is not shown": ("$ false\n", 1, "OUTPUT"),
    "a wrong exit code": ("$ false\n[2]\n", 2, "OUTPUT"),
    "a pattern that would match anything": ("$ echo a\n.* (re)\n", 2, "OUTPUT"),
    "a wildcard": ("$ echo a\n* (glob)\n", 2, "OUTPUT"),
    "no command": ("a\n", 1, "NO-COMMAND"),
    "an empty file": ("", 1, "NO-COMMAND"),
    "an exit in the middle": ("$ exit 0\n$ echo a\nb\n", 1, "CUT-SHORT"),
    "an exit that means skipped": ("$ exit 80\n$ echo a\nb\n", 1, "CUT-SHORT"),
    "a command that eats the rest": ("$ cat\n$ echo a\nb\n", 1, "CUT-SHORT"),
    "output that looks like a command": ("$ echo '$ rm x'\n", 1, "OUTPUT-FORM"),
    "output that looks like a command's next line": (
        "$ echo '> touch x'\n> touch x\n",
        2,
        "OUTPUT-FORM",
    ),
    "output that looks like a section marker": (
        "$ printf '# --8%s [end:x]\\n' '<--'\n",
        1,
        "OUTPUT-FORM",
    ),
    "a blank line of output next to a section marker": (
        "# --8<-- [start:x]\n$ echo\n# --8<-- [end:x]\n",
        3,
        "OUTPUT-FORM",
    ),
    "a command that does not exist": ("$ nonesuch\n[0]\n", 2, "OUTPUT"),
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_a_session_that_prints_what_it_shows_is_proved(write: Write, text: str) -> None:
    """Nothing is said of it."""
    assert problems_of(write({SESSION: text})) == []


@pytest.mark.parametrize("text, line, code", WRONG.values(), ids=WRONG)
def test_a_session_that_prints_something_else_is_refused(
    write: Write, text: str, line: int, code: str
) -> None:
    """It is named with the line and the kind of what is wrong."""
    assert said_of(write({SESSION: text}), SESSION) == [(line, code)]


@pytest.mark.parametrize(
    "command",
    [
        "exit",
        "echo c; exit 3",
        'echo "c',
        'echo "c\n$ echo "d"',
        "echo $(date",
        "grep nothing",
        "cat <<END\n> c",
    ],
)
@pytest.mark.parametrize("rest", ["", "$ echo e \\\n> f\ne f\n$ true\n"])
def test_a_session_that_ends_early_is_told_the_command_that_ended_it(
    write: Write, command: str, rest: str
) -> None:
    """Also where it reads what comes behind it, or where nothing does.

    Where it prints that as well, as `cat` does, the first line is named.
    """
    text = f"# --8<-- [start:one]\n$ echo a \\\n> b\na b\n$ {command}\n{rest}"
    text += "# --8<-- [end:one]\n"
    assert said_of(write({SESSION: text}), SESSION) == [(5, "CUT-SHORT")]


def test_the_line_is_the_files_own_below_section_markers(write: Write) -> None:
    """Markers count as lines of the file."""
    text = "# --8<-- [start:one]\n$ echo a\nb\n# --8<-- [end:one]\n"
    assert said_of(write({SESSION: text}), SESSION) == [(3, "OUTPUT")]


MARK = f"left-running-{os.getpid()}"
"""Tells the processes of these tests from those of others who run them beside us."""

WAITS = f"python -c 'import signal; signal.alarm(60); signal.pause()' {MARK}"


def is_left_running() -> bool:
    """Tell whether a process with our mark goes on; one that is killed may still go."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if f"\0{MARK}\0".encode() in file.read_bytes():
                end = os.pidfd_open(int(file.parent.name))
                is_over, _, _ = select.select([end], [], [], 5)
                os.close(end)
                if not is_over:
                    return True
    return False


def test_a_session_that_hangs_is_stopped_with_all_that_it_started(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit and the command are named, and no process is left.

    Its output, and where a Python stood, are below; what differs before is no matter.
    """
    monkeypatch.setattr(session, "TIME_LIMIT", 1.0)
    root = write(
        {
            "snippets/demo/hangs.console": f"$ echo a\nb\n$ {WAITS}\n$ echo c\nc\n",
            "snippets/demo/wrong.console": "$ echo a\nb\n",
        }
    )
    hung, wrong = problems_of(root)
    hangs = "snippets/demo/hangs.console"
    assert (hung.path, hung.line, hung.code) == (hangs, 3, "TIME")
    assert "1 seconds" in hung.message
    assert hung.detail.startswith(f"$ {WAITS}\n")
    assert "line 1 in <module>" in hung.detail
    assert (wrong.path, wrong.code) == ("snippets/demo/wrong.console", "OUTPUT")
    assert not is_left_running()


def test_what_a_session_has_left_running_is_stopped(write: Write) -> None:
    """It is proved all the same: no page needs to show how it is stopped."""
    runs = f"until grep -qs {MARK} /proc/$!/cmdline; do :; done"
    text = f"$ {WAITS} > /dev/null 2>&1 &\n$ {runs}\n"
    assert problems_of(write({SESSION: text})) == []
    assert not is_left_running()


def test_each_session_has_a_fresh_copy_of_its_topic(write: Write) -> None:
    """What one session writes, the other does not find, nor does the topic keep it."""
    text = "$ cat state\nas it was\n$ echo changed > state\n"
    root = write({"snippets/demo/a.console": text, "snippets/demo/b.console": text})
    (root / "snippets/demo/state").write_text("as it was\n")
    assert [one.code for one in problems_of(root)] == ["KIND"]  # of `state` alone
    assert (root / "snippets/demo/state").read_text() == "as it was\n"


def test_no_example_sees_the_environment_of_whoever_runs_it(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would do something else on another machine, or show a secret."""
    monkeypatch.setenv("A_SECRET", "hunter2")
    root = write(
        {
            SESSION: "$ echo ${A_SECRET-unset}\nunset\n",
            "snippets/demo/a.py": (
                'import os\n\nprint("A_SECRET" in os.environ)\n#> False\n'
            ),
        }
    )
    done = subprocess.run(  # ours has begun to run examples, without the secret
        [COMMAND, "examples"], cwd=root, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 examples proved" in done.stdout


def test_sets_have_the_same_order_in_each_example_and_each_run(write: Write) -> None:
    """What Python draws by lot at each start, where nothing tells it, is fixed."""
    program = "print(hash('a'))"
    fixed = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
    ).stdout
    files = {
        SESSION: f'$ python -c "{program}"\n{fixed}',
        "snippets/demo/a.py": f"{program}\n#> {fixed}",
    }
    assert problems_of(write(files)) == []


OUTSIDE = "('192.0.2.1', 9)"
"""An address that nobody has."""

REFUSAL = (
    "PermissionError: no network here: 192.0.2.1; a session that needs it shows the"
    " comment `$ # needs the network`"
)


def reach(how: str) -> str:
    """Write a session that tries to reach another host, and shows the refusal."""
    return f'$ python -c "import socket; {how}" 2>&1 | tail -n 1\n{REFUSAL}\n'


CONNECT = reach(f"socket.create_connection({OUTSIDE}, 0.2)")
SEND = "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).send"


@pytest.mark.parametrize(
    "text",
    [
        CONNECT,
        reach(f"{SEND}to(b'a', {OUTSIDE})"),
        reach(f"{SEND}msg([b'a'], [], 0, {OUTSIDE})"),
    ],
    ids=["a connection", "a datagram", "a datagram of parts"],
)
def test_a_session_reaches_no_other_host(write: Write, text: str) -> None:
    """It is refused at once, with what to do; to show that opens nothing."""
    assert problems_of(write({SESSION: text})) == []


def test_a_session_that_says_so_in_a_command_may_reach_other_hosts(
    write: Write,
) -> None:
    """Then it is the network that answers, or does not."""
    text = f"$ # needs the network\n{CONNECT}"
    (problem,) = problems_of(write({SESSION: text}))
    assert (problem.line, problem.code) == (3, "OUTPUT")
    assert f"-{REFUSAL}" in problem.detail


def test_git_is_turned_away_from_other_hosts(write: Write) -> None:
    """It says so itself, and asks no host."""
    shown = "fatal: transport 'https' not allowed\n[128]\n"
    text = f"$ git ls-remote https://192.0.2.1/a\n{shown}"
    assert problems_of(write({SESSION: text})) == []


PROXIES = {"http_proxy": "http", "https_proxy": "https", "all_proxy": "ftp"}
"""The settings, each with a transport of git for which it is asked."""


@pytest.mark.parametrize("setting, transport", PROXIES.items())
def test_a_program_that_heeds_a_proxy_setting_is_turned_away(
    write: Write, setting: str, transport: str
) -> None:
    """Git does, where it may: it asks no other host, but a port where none listens."""
    others = " ".join(PROXIES.keys() - {setting})
    ask = f"GIT_ALLOW_PROTOCOL={transport} git ls-remote {transport}:"
    text = (
        f"$ unset {others}\n"
        f"$ {ask}//192.0.2.1/a 2>&1 | grep -o 127.0.0.1 | uniq\n127.0.0.1\n"
        f"$ {ask}//127.0.0.1:1/a 2>&1 | tr ' ' : | grep -o :1:\n:1:\n"
    )
    assert problems_of(write({SESSION: text})) == []


def test_a_session_reaches_this_machine(write: Write) -> None:
    """A server on the loopback address answers it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}))"
        assert problems_of(write({SESSION: f'$ python -c "{code}"\n'})) == []


def test_shown_tracebacks_carry_no_path_of_the_machine(write: Write) -> None:
    """The sandbox's own folder is shown as the reader's home folder."""
    text = (
        "$ python fails.py 2>&1 | grep File\n"
        '  File "~/demo/fails.py", line 1, in <module>\n'
    )
    root = write({SESSION: text, "snippets/demo/fails.py": "raise ValueError\n"})
    assert problems_of(root) == []
    assert not re.search(r"/tmp|/home", (root / SESSION).read_text())


def test_markers_and_blank_lines_beside_them_are_no_output_of_a_session() -> None:
    """A blank line elsewhere is."""
    start, end = "# --8<-- [start:a]", "# --8<-- [end:a]"
    text = f"{start}\n\n$ echo\n\n$ echo b\nb\n\n{end}\n"
    indented = ["  $ echo", "  ", "  $ echo b", "  b"]
    wanted = [start, "", *indented, "", end]
    assert session.to_prysk(text) == wanted


def test_the_commands_of_a_session_go_on_over_lines() -> None:
    """What has a second prompt before any first is none: nothing would run."""
    assert session.commands("$ a \\\n> b\nc\n$ d\n") == ["a \\", "b", "d"]
    assert session.commands("> b\nc\n") == []
