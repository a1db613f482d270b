"""handbook/postgres.py: a real server starts by itself and leaves nothing behind."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from handbook import postgres

# Says where its server is, then waits for its end as a page's example would.
WITH_A_SERVER = """
import sys
from handbook import postgres
with postgres.server() as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@dataclass(frozen=True)
class Traces:
    """What a running server has, and what must be gone afterwards."""

    folders: tuple[Path, Path]
    processes: int

    def kept(self) -> list[Path]:
        """The folders that are still there."""
        return [folder for folder in self.folders if folder.exists()]

    def gone(self) -> bool:
        """Whether neither a folder nor a process of the group is left."""
        try:
            os.killpg(self.processes, 0)
        except ProcessLookupError:
            return not self.kept()
        return False


@pytest.fixture(autouse=True)
def no_server_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests run the same where somebody has set the variable."""
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    """A server that several tests ask."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        with postgres.server() as url:
            yield url


def connect(url: str) -> psycopg.Connection:
    """A connection to a server or database."""
    return psycopg.connect(
        url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True
    )


def ask(url: str, question: str) -> str:
    """The one value that the server answers."""
    with connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0])


def databases(url: str) -> set[str]:
    """The names of all databases on the server."""
    with connect(url) as connection:
        return {
            name for (name,) in connection.execute("SELECT datname FROM pg_database")
        }


def traces(url: str) -> Traces:
    """What the server has; its processes are the group of its script."""
    data = Path(ask(url, "SHOW data_directory"))
    postmaster = int(ask(url, "SELECT pg_read_file('postmaster.pid')").split()[0])
    script = os.getpgid(postmaster)
    return Traces((data, Path(f"/proc/{script}/cwd").readlink()), script)


def soon(condition: Callable[[], bool]) -> bool:
    """Whether the condition comes true within ten seconds."""
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        pass
    return condition()


def test_the_newest_server_of_the_package_answers_a_query(running: str) -> None:
    """It is no stand-in, and the newest that the package has."""
    newest = subprocess.run(
        [postgres.newest_binaries() / "postgres", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    version = ask(running, "SHOW server_version")
    assert newest.stdout.split()[-1] == version
    assert int(version.split(".")[0]) >= 18


def test_the_server_does_not_run_as_root(running: str) -> None:
    """The server itself says who it is."""
    with connect(running) as connection:
        connection.execute("CREATE TEMPORARY TABLE answer (uid int)")
        connection.execute("COPY answer FROM PROGRAM 'id -u'")
        row = connection.execute("SELECT uid FROM answer").fetchone()
    assert row is not None
    if os.geteuid() == 0:
        assert row[0] != 0
    else:
        assert row[0] == os.geteuid()


def test_the_server_listens_on_loopback_only(running: str) -> None:
    """Neither another address of this machine nor a socket in a folder leads to it."""
    assert ask(running, "SHOW listen_addresses") == "127.0.0.1"
    assert ask(running, "SHOW unix_socket_directories") == ""
    elsewhere = running.replace("127.0.0.1", "127.0.0.2") + "?connect_timeout=2"
    with pytest.raises(psycopg.OperationalError):
        connect(elsewhere).close()


def test_two_servers_run_side_by_side(running: str) -> None:
    """Parallel runs of the examples don't meet."""
    with postgres.server() as other:
        assert other != running
        assert ask(other, "SHOW port") != ask(running, "SHOW port")


def test_nothing_is_left_behind() -> None:
    """Folder and processes go, and no user was added."""
    users = Path("/etc/passwd").read_bytes()
    with postgres.server() as url:
        left = traces(url)
        assert len(left.kept()) == 2
        assert not left.gone()
    assert left.gone()
    assert Path("/etc/passwd").read_bytes() == users


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_is_left_behind_after_an_exception(error: type[BaseException]) -> None:
    """The exception is the one that the body raised."""
    with pytest.raises(error), postgres.server() as url:
        left = traces(url)
        raise error
    assert left.gone()


def test_open_connections_do_not_hold_the_server_back() -> None:
    """A test that forgets to close its engine is no reason to wait."""
    with postgres.server() as url:
        left = traces(url)
        forgotten = connect(url)
    assert left.gone()
    with pytest.raises(psycopg.OperationalError):
        forgotten.execute("SELECT 1")
    forgotten.close()


def answers(url: str) -> bool:
    """Whether a server is there."""
    try:
        connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_server_goes_when_its_process_is_killed(how: signal.Signals) -> None:
    """Also when that process has no chance to clean up."""
    with subprocess.Popen(
        [sys.executable, "-c", WITH_A_SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as owner:
        assert owner.stdout is not None
        url = owner.stdout.readline().strip()
        left = traces(url)
        # The whole group, as Ctrl-C in a terminal does.
        os.killpg(owner.pid, how)
        owner.wait()
    # Its processes are now children of the machine's first one, which may take its
    # time to notice that they have ended.
    assert soon(lambda: not left.kept())
    assert not answers(url)


def test_databases_are_empty_and_separate_and_dropped(running: str) -> None:
    """What one example does, no other sees."""
    before = databases(running)
    with postgres.database(running) as one, postgres.database(running) as other:
        assert len(databases(running) - before) == 2
        with connect(one) as connection:
            connection.execute("CREATE TABLE book (id int)")
        count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert ask(one, count) == "1"
        assert ask(other, count) == "0"
    assert databases(running) == before


def test_a_database_is_empty_whatever_the_server_gives_to_new_ones(
    running: str,
) -> None:
    """A server of one's own may have a template with tables in it."""
    template = running.removesuffix("/postgres") + "/template1"
    with connect(template) as connection:
        connection.execute("CREATE TABLE of_the_house (id int)")
    with postgres.database(running) as url:
        assert ask(url, "SELECT to_regclass('of_the_house')") == "None"


def test_a_database_is_dropped_though_a_connection_is_open(running: str) -> None:
    """And though the body raised."""
    before = databases(running)
    with contextlib.ExitStack() as stack:
        with pytest.raises(ValueError), postgres.database(running) as url:
            stack.enter_context(contextlib.closing(connect(url)))
            raise ValueError
    assert databases(running) == before


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_a_server_of_ones_own_is_used_as_given(
    running: str, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    """It goes on running, and its other databases stay as they are."""
    with postgres.database(running) as mine:
        with connect(mine) as connection:
            connection.execute("CREATE TABLE book (id int)")
        given = running.replace("postgresql+psycopg", scheme)
        monkeypatch.setenv("DATABASE_URL", given)
        with postgres.server() as url, postgres.database(url) as example:
            assert url == running
            assert example != mine
            assert ask(example, "SHOW port") == ask(running, "SHOW port")
        assert ask(mine, "SELECT count(*) FROM book") == "0"


def test_a_server_of_ones_own_that_does_not_answer_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The password in the variable is not."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    gone = f"postgresql://postgres:secret@127.0.0.1:{port}/postgres"
    monkeypatch.setenv("DATABASE_URL", gone)
    with (
        pytest.raises(
            postgres.PostgresDidNotStart, match="DATABASE_URL.*refused"
        ) as no,
        postgres.server(),
    ):
        pass
    assert "secret" not in str(no.value)


def test_a_url_of_another_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names what is accepted."""
    monkeypatch.setenv("DATABASE_URL", "mysql://root@127.0.0.1/test")
    with (
        pytest.raises(postgres.PostgresDidNotStart, match="postgresql\\+psycopg://"),
        postgres.server(),
    ):
        pass


def test_a_broken_package_says_why_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without a server in it is a clear message, and leaves nothing."""
    monkeypatch.setattr(postgres, "newest_binaries", lambda: tmp_path / "bin")
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o777)
        monkeypatch.setattr(tempfile, "tempdir", place)
        with (
            pytest.raises(postgres.PostgresDidNotStart, match="initdb") as no,
            postgres.server(),
        ):
            pass
        assert os.listdir(place) == []
    assert "set DATABASE_URL" in str(no.value)


def test_a_port_that_is_taken_is_the_reason_given(
    running: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last lines of the server's log are in the message."""
    port = int(ask(running, "SHOW port"))
    monkeypatch.setattr(postgres, "free_port", lambda: port)
    with (
        pytest.raises(postgres.PostgresDidNotStart, match="Address already in use"),
        postgres.server(),
    ):
        pass


def test_a_server_in_a_closed_folder_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root's environment may lie where `nobody` can't go; it stays as closed."""
    newest = postgres.newest_binaries()
    package = newest.parents[1]
    closed = tmp_path / "closed"
    for folder in (newest.parent, package.with_name(f"{package.name}.libs")):
        shutil.copytree(
            folder,
            closed / folder.relative_to(package.parent),
            ignore=postgres.NOT_COPIED,
        )
    closed.chmod(0o700)
    monkeypatch.setattr(
        postgres, "newest_binaries", lambda: closed / newest.relative_to(package.parent)
    )
    with postgres.server() as url:
        assert ask(url, "SELECT 1") == "1"
    assert closed.stat().st_mode & 0o777 == 0o700
