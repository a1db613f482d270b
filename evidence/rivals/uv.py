"""uv beside pyenv and poetry: the same project, locked and installed by both.

The project is the reference service without its code. Each command runs in a copy, with
the package index that pip is set up with. To install a Python is not measured: it needs
hosts besides the package index.
"""

import json
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from evidence.measuring import (
    ROOT,
    SERVICE,
    Value,
    Work,
    attempt,
    comparison,
    environment,
    installed,
    measure,
    run,
    said,
    seconds,
)
from handbook.evidence import Comparison, Finding

OPTIONS = OURS, UV = "pyenv and poetry", "uv"
POETRY = ROOT / ".poetry/bin"
PYTHON = Path(sys.base_exec_prefix) / "bin/python3"
PATH = f"{PYTHON.parent}:/usr/bin:/bin"
ASK_PIP = "import environment, json; print(json.dumps(environment.pip_index()))"
WORK = (
    Value("Lock, nothing cached", "s"),
    Value("Install from the lock, nothing cached", "s"),
    Value("Lock, cached", "s"),
    Value("Install from the lock, cached", "s"),
    Value("Install, when nothing is to be done", "s"),
    Value("Run a program in the environment", "s"),
    Value("Run the Python of `.python-version`", "s"),
)


class Tool:
    """One of the two, with a folder for its copy of the project and for its cache."""

    def __init__(self, folder: Path, project: str, index: tuple[str, str]) -> None:
        """Lay out the project."""
        self.cache = folder / "cache"
        self.folder = folder / "project"
        self.folder.mkdir(parents=True)
        (self.folder / "pyproject.toml").write_text(project)
        url, certificates = index
        self.settings = {"HOME": str(folder), **self.indexed(url)}
        if certificates:
            self.settings["REQUESTS_CA_BUNDLE"] = certificates
            self.settings["SSL_CERT_FILE"] = certificates

    lock_file = ""
    program = Path()
    lock: tuple[str, ...] = ()
    check: tuple[str, ...] = ()
    sync: tuple[str, ...] = ()
    export: tuple[str, ...] = ()

    def indexed(self, url: str) -> dict[str, str]:
        """The variables that name the index, the cache and the environment."""
        raise NotImplementedError

    def seconds(self, *command: str) -> float:
        """How long a command takes."""
        settings = self.settings
        return seconds(self.program, *command, cwd=self.folder, worst=0, **settings)

    def attempt(
        self, *command: str, cwd: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command, whatever comes of it."""
        settings = self.settings | more
        return attempt(self.program, *command, cwd=cwd or self.folder, **settings)

    def round(self) -> tuple[float, ...]:
        """Do all works, each as the one before it left things."""
        shutil.rmtree(self.cache, ignore_errors=True)
        times = []
        for _ in ("nothing cached", "cached"):
            (self.folder / self.lock_file).unlink(missing_ok=True)
            times.append(self.seconds(*self.lock))
            shutil.rmtree(self.folder / ".venv", ignore_errors=True)
            times.append(self.seconds(*self.sync))
        times.append(self.seconds(*self.sync))
        times.append(self.seconds("run", "python", "-c", ""))
        times.append(self.switched(self.folder.with_name("switched"), "-c", "")[0])
        return tuple(times)

    def python(self) -> tuple[str, ...]:
        """The command that starts the Python of `.python-version`."""
        raise NotImplementedError

    def switched(self, folder: Path, *options: str) -> tuple[float, str]:
        """Run the Python that a folder's `.python-version` names, outside of projects.

        Returns:
            The seconds, and what it printed, which is nothing when it failed.
        """
        folder.mkdir(exist_ok=True)
        version = folder / ".python-version"
        if not version.exists():
            version.write_text(f"{platform.python_version()}\n")
        start = time.perf_counter()
        done = attempt(*self.python(), *options, cwd=folder, **self.settings)
        return time.perf_counter() - start, "" if done.returncode else done.stdout

    def locked(self) -> dict[str, str]:
        """The packages in the lock with their versions, without the project itself."""
        lock = tomllib.loads((self.folder / self.lock_file).read_text())
        found = {one["name"]: one["version"] for one in lock["package"]}
        found.pop("pets", None)
        return found


class Poetry(Tool):
    """Poetry, as the handbook sets it up, with pyenv's shims for `python`."""

    lock_file = "poetry.lock"
    program = POETRY / "poetry"
    lock = ("lock", "--no-interaction")
    check = ("check", "--lock")
    sync = ("sync", "--no-interaction")
    export = ("export", "--format", "requirements.txt")

    def indexed(self, url: str) -> dict[str, str]:
        """Poetry's variables; the first Python on the path is the one to use."""
        return {
            "PATH": PATH,
            "POETRY_CACHE_DIR": str(self.cache),
            "POETRY_PYPI_MIRROR_URL": url,
            "POETRY_VIRTUALENVS_IN_PROJECT": "true",
            "PYENV_ROOT": str(self.folder.with_name("pyenv")),
        }

    def python(self) -> tuple[str, ...]:
        """pyenv's shim, which is made here for the one Python that there is."""
        root = Path(self.settings["PYENV_ROOT"])
        shim = root / "shims/python"
        if not shim.exists():
            (root / "versions").mkdir(parents=True)
            here = root / "versions" / platform.python_version()
            here.symlink_to(sys.base_exec_prefix)
            run(pyenv(), "rehash", cwd=root, **self.settings)
        return (str(shim),)


class Uv(Tool):
    """uv with its defaults, and kept from installing Pythons."""

    lock_file = "uv.lock"
    lock = ("lock",)
    check = ("lock", "--check")
    sync = ("sync", "--frozen")
    export = ("export", "--format", "requirements.txt")

    def indexed(self, url: str) -> dict[str, str]:
        """uv's variables; the first Python on the path is the one to use."""
        return {
            "PATH": PATH,
            "UV_CACHE_DIR": str(self.cache),
            "UV_DEFAULT_INDEX": url,
            "UV_PYTHON_DOWNLOADS": "never",
        }

    def python(self) -> tuple[str, ...]:
        """uv chooses among the Pythons that it finds."""
        return (str(self.program), "run", "--no-project", "python")


def service() -> dict[str, Any]:
    """The service's pyproject.toml."""
    return tomllib.loads((SERVICE / "pyproject.toml").read_text())


def project() -> str:
    """The service's dependencies and its development group, without its code."""
    ours = service()
    return f"""
[project]
name = "pets"
version = "0.1.0"
requires-python = "{ours["project"]["requires-python"]}"
dependencies = {json.dumps(ours["project"]["dependencies"])}

[dependency-groups]
dev = {json.dumps(ours["dependency-groups"]["dev"])}

[tool.poetry]
package-mode = false
"""


def findings(tools: dict[str, Tool], index: str, folder: Path) -> list[Finding]:
    """See what both do with the same project and the same mistakes."""
    questions: dict[str, Callable[[Tool], str]] = {
        "Packages in the lock": lambda tool: str(len(tool.locked())),
        "The lock names the index's host": lambda tool: said(
            (urlsplit(index).hostname or index)
            in (tool.folder / tool.lock_file).read_text()
        ),
        "Locks a group in a table of Poetry's own": reads_groups,
        "Writes requirements.txt without a plugin": lambda tool: said(
            tool.attempt(*tool.export).returncode == 0
        ),
        "Refuses a lock that does not fit": refuses_stale,
        "Removes what the lock no longer has": removes_left,
        "While another environment is active, installs into": installs_into,
        "Downloads off, and the Python of `.python-version` is missing": missing_python,
    }
    found: list[Finding] = []
    for what, ask in questions.items():
        answers = {option: ask(tool) for option, tool in tools.items()}
        found.append({"what": what, "answers": answers})
    ours, theirs = (tool.locked() for tool in tools.values())
    same = sum(theirs.get(name) == version for name, version in ours.items())
    answers = {UV: f"{same} of {len(ours)}"}
    found.insert(1, {"what": "Of these, in the same version", "answers": answers})
    return found


def reads_groups(tool: Tool) -> str:
    """Lock a project with a group in Poetry's own table, and look for its package."""
    copy = tool.folder.with_name("group")
    copy.mkdir()
    (copy / "pyproject.toml").write_text(
        '[project]\nname = "x"\nversion = "0"\nrequires-python = ">=3.12"\n'
        "[tool.poetry]\npackage-mode = false\n"
        '[tool.poetry.group.dev.dependencies]\ninterrogate = "^1.7"\n'
    )
    tool.attempt(*tool.lock, cwd=copy)
    return said('name = "interrogate"' in (copy / tool.lock_file).read_text())


def refuses_stale(tool: Tool) -> str:
    """Ask for another version in pyproject.toml, and leave the lock as it is."""
    file = tool.folder / "pyproject.toml"
    before = file.read_text()
    file.write_text(before.replace("structlog>=25", "structlog>=24"))
    done = tool.attempt(*tool.check)
    file.write_text(before)
    return said(done.returncode != 0 and tool.attempt(*tool.check).returncode == 0)


def removes_left(tool: Tool) -> str:
    """Take a dependency away, lock, sync, and see whether it is gone."""
    file = tool.folder / "pyproject.toml"
    before = file.read_text()
    file.write_text(before.replace('"structlog>=25", ', ""))
    tool.attempt(*tool.lock)
    tool.attempt(*tool.sync)
    gone = not list((tool.folder / ".venv").glob("lib/*/site-packages/structlog"))
    file.write_text(before)
    tool.attempt(*tool.lock)
    tool.attempt(*tool.sync)
    back = list((tool.folder / ".venv").glob("lib/*/site-packages/structlog"))
    return said(gone and bool(back))


def installs_into(tool: Tool) -> str:
    """Sync while an environment elsewhere is active."""
    copy = tool.folder.with_name("active")
    copy.mkdir()
    shutil.copy(tool.folder / "pyproject.toml", copy)
    shutil.copy(tool.folder / tool.lock_file, copy)
    other = tool.folder.with_name("other")
    run(PYTHON, "-m", "venv", "--without-pip", other)
    path = f"{other}/bin:{tool.settings['PATH']}"
    tool.attempt(*tool.sync, cwd=copy, VIRTUAL_ENV=str(other), PATH=path)
    if list(other.glob("lib/*/site-packages/structlog")):
        return "the active one"
    own = list((copy / ".venv").glob("lib/*/site-packages/structlog"))
    return "the project's own" if own else "none"


def missing_python(tool: Tool) -> str:
    """Ask for a Python that nobody has, and run one."""
    folder = tool.folder.with_name("missing")
    folder.mkdir()
    (folder / ".python-version").write_text("3.99\n")
    _, answer = tool.switched(folder, "--version")
    return "runs another one" if answer else "refuses to run"


def pyenv() -> str:
    """The pyenv of this machine."""
    found = shutil.which("pyenv") or str(Path.home() / ".pyenv/bin/pyenv")
    return str(Path(found).resolve())


def compare(rounds: int = 3) -> Comparison:
    """Measure both, and see what they do."""
    Uv.program = environment("uv") / "uv"
    url, certificates = json.loads(
        run(sys.executable, "-c", ASK_PIP, PYTHONPATH=str(ROOT / "scripts"))
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index = (url, certificates)
        tools: dict[str, Tool] = {
            OURS: Poetry(folder / "poetry", project(), index),
            UV: Uv(folder / "uv", project(), index),
        }
        tasks = {option: tool.round for option, tool in tools.items()}
        figures = measure([Work(WORK, tasks)], rounds)
        seen = findings(tools, url, folder)
    return comparison(
        "rivals.uv",
        "uv, and pyenv with poetry",
        rounds,
        OPTIONS,
        {
            "pyenv": run(pyenv(), "--version").split()[-1],
            **installed(POETRY, "poetry"),
            **installed(Uv.program.parent, "uv"),
        },
        figures,
        seen,
    )
