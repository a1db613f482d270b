"""Make `.venv`, the project's own environment, from poetry.lock.

What must not happen: a half-made environment that counts as ready, a change to some
other environment (an activated one, one that Poetry keeps elsewhere), or packages from
an index other than the one that pip is set up with.

`make` runs it with its name for this Python and, to write poetry.lock, with `lock`.
"""

import contextlib
import fcntl
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

LOG = Path("build/cache/setup.log")
POETRY = Path(".poetry")
VENV = Path(".venv")

ASK_PIP = """
import json
from pip._internal.commands import create_command
options, _ = create_command("install").parse_args([])
print(json.dumps([options.index_url, options.cert or ""]))
"""
NO_ANSWER = "connection broken|All attempts to connect|Max retries|timed out"


def main(python: str, task: str = "sync") -> None:
    """Do the task, alone: a second make waits, and then finds it done."""
    called = time.time()
    source = f"{python}\n{Path.cwd()}\n{sys.base_prefix} {sys.version}\n"
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.with_name("setup.lock").open("w") as lock:
        # Commands hold the lock as well, should they outlive this process.
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another make is at it; waiting.", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
            if fits(VENV, source) and (VENV / ".ready").stat().st_mtime > called:
                return
        LOG.write_text("")
        make_poetry(source)
        if task == "lock":
            poetry("Writing poetry.lock", "lock")
        else:
            make_environment(source)


def make_poetry(source: str) -> None:
    """Make the folder that Poetry itself lives in, unless it is there."""
    requirements = "scripts/poetry.txt"
    source += Path(requirements).read_text()
    if not fits(POETRY, source):
        make_folder(POETRY)
        pip = (".poetry/bin/python", "-m", "pip", "install", "--retries", "2")
        step("Installing Poetry", *pip, "-r", requirements)
        (POETRY / ".ready").write_text(source)


def make_environment(source: str) -> None:
    """Install exactly what poetry.lock names, in a new folder unless the old one fits.

    While it changes it isn't ready, and one that isn't ready is never carried on.
    """
    poetry("Checking poetry.lock", "check", "--lock")
    if fits(VENV, source):
        (VENV / ".ready").unlink()
    else:
        make_folder(VENV, "--without-pip")
    poetry("Installing the packages", "sync", "--compile")
    mend_script(VENV / "bin/handbook")
    (VENV / ".ready").write_text(source)


def mend_script(script: Path) -> None:
    """Let the project's own script start in a folder with a space, as others' do.

    Poetry gives it a first line that names Python, which the system would split. These
    lines are a command to sh, and a string to Python.
    """
    first, rest = script.read_text().split("\n", 1)
    if first != "#!/bin/sh":
        start = f"'{first.removeprefix('#!')}' \"$0\" \"$@\""
        script.write_text(f"#!/bin/sh\n'''exec' {start}\n' '''\n{rest}")


def fits(folder: Path, source: str) -> bool:
    """Whether this environment was finished, from this source, and has its Python."""
    ready, python = folder / ".ready", folder / "bin/python"
    return ready.exists() and ready.read_text() == source and python.exists()


def make_folder(folder: Path, *options: str) -> None:
    """Make an empty environment in place of the one that is there."""
    (folder / ".ready").unlink(missing_ok=True)
    venv = (sys.executable, "-m", "venv", "--clear", *options, str(folder))
    step(f"Making {folder}", *venv)


def poetry(title: str, *command: str) -> None:
    """Run Poetry on the project's own environment, with pip's index."""
    index, certificates = pip_index()
    step(
        title,
        *(".poetry/bin/python", ".poetry/bin/poetry", "--no-interaction", "--no-ansi"),
        *command,
        POETRY_CONFIG_DIR=".poetry/config",
        POETRY_PYPI_MIRROR_URL=index,
        POETRY_VIRTUALENVS_IN_PROJECT="true",
        **({"REQUESTS_CA_BUNDLE": certificates} if certificates else {}),
    )


def pip_index() -> tuple[str, str]:
    """Return the index that pip is set up with, and the file of its certificates."""
    command = [".poetry/bin/python", "-c", ASK_PIP]
    null, env = subprocess.DEVNULL, variables()
    answer = subprocess.check_output(command, env=env, stderr=null)
    index, certificates = json.loads(answer)
    return index, certificates


def variables() -> dict[str, str]:
    """Return the caller's variables without those that would change the outcome."""
    others = "POETRY_.*|VIRTUAL_ENV|CONDA_PREFIX|PYTHONHOME|PYTHONPATH"
    others += "|PYTHONDONTWRITEBYTECODE"  # it would make every later start slower
    return {k: v for k, v in os.environ.items() if not re.fullmatch(others, k)}


def step(title: str, *command: str, **more: str) -> None:
    """Run a command under one line of progress; what it says goes to the log."""
    print(title, end=" ", flush=True)
    with LOG.open("a") as log:
        start, null, env = log.tell(), subprocess.DEVNULL, variables() | more
        process = subprocess.Popen(
            command, env=env, stdin=null, stdout=log, stderr=log, close_fds=False
        )
        while process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(1)
            print(".", end="", flush=True)
    print(flush=True)
    if process.returncode:
        output = LOG.read_bytes()[start:].decode(errors="replace")
        sys.exit(f"{title} failed: {advice(output)}. Details: {LOG}")


def advice(output: str) -> str:
    """Return what to do about a command that failed with this output."""
    if re.search(NO_ANSWER, output):
        host = urlsplit(pip_index()[0]).netloc.rpartition("@")[2]
        index = f"{host}, the package index that pip is set up with"
        return f"no answer from {index}; check the network and 'pip config list'"
    if "poetry.lock was last generated" in output:
        return "it doesn't fit pyproject.toml; run 'make lock'"
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(?i)\w*error", line)]
    return (errors or lines or ["it said nothing"])[-1].rstrip(".")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nInterrupted; run make again.")
    except subprocess.CalledProcessError:
        sys.exit("pip can't read its own set-up: see what 'pip config debug' says.")
    except OSError as error:
        sys.exit(f"The environment can't be made: {error}. Details: {LOG}")
