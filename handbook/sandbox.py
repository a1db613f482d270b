"""The folder and the environment in which an example runs."""

import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handbook.snippets import CACHES

NETWORK_MARK = "# needs the network"
"""A session that shows this comment as a command may reach other hosts."""

_UNREACHABLE = "http://127.0.0.1:9"  # the discard port, where nothing listens

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Sandbox:
    """A fresh copy of a topic.

    Attributes:
        home: The home folder of whoever runs the example; shown as ``~``.
        folder: The topic's copy, ``~/<topic>``.
        recorded: Where Python processes leave what they ran.
        tools: Commands that the environment doesn't have, and examples show.
        missing: What was said by such a command that isn't on this machine.
    """

    home: Path
    folder: Path
    recorded: Path
    tools: Path
    missing: Path

    def shown(self, text: str) -> str:
        """Write ``~`` for the home folder, whose real name differs each time."""
        return text.replace(str(self.home), "~")

    def lines_run(self) -> dict[str, set[int]]:
        """List the lines that Python processes ran, by file, relative to the copy."""
        lines: dict[str, set[int]] = {}
        for what, path in self._records():
            if what.isdigit():
                name = path.removeprefix(f"{self.folder}/")
                lines.setdefault(name, set()).add(int(what))
        return lines

    def loaded(self) -> tuple[set[str], set[str]]:
        """List what Python processes loaded.

        Returns:
            The modules, by their first names, and the versions of Python.
        """
        records = list(self._records())
        modules = {name for what, name in records if what == "module"}
        return modules, {version for what, version in records if what == "python"}

    def _records(self) -> Iterator[tuple[str, str]]:
        """Read what Python processes left: what it is, or a line's number, and what."""
        for file in self.recorded.iterdir():
            for line in file.read_text(encoding="utf-8").splitlines():
                what, _, name = line.partition(" ")
                yield what, name


@contextmanager
def sandbox(topic: Path, emptied: str | None = None) -> Iterator[Sandbox]:
    """Copy a topic into a new home folder, and remove all of it afterwards.

    Args:
        topic: The topic's folder.
        emptied: A file of the topic, relative to it, to leave empty in the copy.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        base = Path(temporary).resolve()
        home = base / "home"
        folder = home / topic.name
        ignored = shutil.ignore_patterns(*CACHES)
        shutil.copytree(topic, folder, ignore=ignored, ignore_dangling_symlinks=True)
        if emptied is not None:
            (folder / emptied).write_text("", encoding="utf-8")
        recorded = base / "recorded"
        recorded.mkdir()
        tools = base / "tools"
        tools.mkdir()
        missing = base / "missing"
        for name, places in _places().items():
            _offer(tools / name, places, missing)
        yield Sandbox(home, folder, recorded, tools, missing)


def _places() -> dict[str, list[Path]]:
    """List the files that may be pyenv and Poetry here, the first choice first."""
    on_path = shutil.which("pyenv")
    root = os.environ.get("PYENV_ROOT")
    return {
        "pyenv": [
            *([Path(on_path).absolute()] if on_path else []),
            *([Path(root, "bin/pyenv")] if root else []),
            Path.home() / ".pyenv/bin/pyenv",
        ],
        "poetry": [_ROOT / ".poetry/bin/poetry"],
    }


def _offer(command: Path, places: list[Path], missing: Path) -> None:
    """Make a command: a link to the first file there is, or one that misses them.

    That one says so to the session, which may hide it, and in the file ``missing``.
    """
    found = next((place for place in places if place.is_file()), None)
    if found is not None:
        command.symlink_to(found)
        return
    looked = " or ".join(str(place) for place in places)
    said = shlex.quote(f"this session needs {command.name}; there is none at {looked}")
    told = f"echo {said} > {shlex.quote(str(missing))}\necho error: {said} >&2"
    command.write_text(f"#!/bin/sh\n{told}\nexit 127\n")
    command.chmod(0o755)


def environment(
    box: Sandbox, extra: Mapping[str, str], network: bool = False
) -> dict[str, str]:
    """Make the environment variables of an example: few, and the same everywhere.

    Args:
        box: Where the example runs.
        extra: Variables to add, such as ``DATABASE_URL``.
        network: Whether the example may reach other hosts.
    """
    variables = {
        "PATH": os.pathsep.join(
            [str(Path(sys.executable).parent), str(box.tools), os.defpath]
        ),
        "HOME": str(box.home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # A reader's pytest has none of the handbook's plugins, which are slow to load.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        # Python that hangs says where it stands, before it is killed: handbook/isolate.
        "PYTHONFAULTHANDLER": "1",
        # What each Python process reads at its start: handbook/inside.
        "PYTHONPATH": str(Path(__file__).parent / "inside"),
        "HANDBOOK_RECORD": str(box.folder),
        "HANDBOOK_RECORDED": str(box.recorded),
        **extra,
    }
    if not network:
        variables |= {
            "HANDBOOK_NO_NETWORK": "1",
            "http_proxy": _UNREACHABLE,
            "https_proxy": _UNREACHABLE,
            "all_proxy": _UNREACHABLE,
            "no_proxy": "127.0.0.1,localhost,::1",
            "GIT_ALLOW_PROTOCOL": "file",
        }
    return variables
