"""The folder and the environment in which an example runs."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

from handbook.snippets import CACHES

NETWORK_MARK = "# needs the network"
"""A session that shows this comment as a command may reach other hosts."""

_UNREACHABLE = "http://127.0.0.1:9"  # the discard port, where nothing listens


@dataclass(frozen=True)
class Sandbox:
    """A fresh copy of a topic.

    Attributes:
        home: The home folder of whoever runs the example; shown as ``~``.
        folder: The topic's copy, ``~/<topic>``.
        measured: Where Python processes leave which lines they ran.
    """

    home: Path
    folder: Path
    measured: Path

    def shown(self, text: str) -> str:
        """Write ``~`` for the home folder, whose real name differs each time."""
        return text.replace(str(self.home), "~")

    def lines_run(self) -> dict[str, set[int]]:
        """List the lines that Python processes ran, by file, relative to the copy."""
        lines: dict[str, set[int]] = {}
        for part in self.measured.glob("lines.*"):
            with closing(CoverageData(basename=str(part))) as data:
                data.read()
                for path in map(Path, data.measured_files()):
                    if path.is_relative_to(self.folder):
                        name = path.relative_to(self.folder).as_posix()
                        lines.setdefault(name, set()).update(data.lines(str(path)) or ())
        return lines


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
        shutil.copytree(topic, folder, ignore=shutil.ignore_patterns(*CACHES))
        if emptied is not None:
            (folder / emptied).write_text("", encoding="utf-8")
        measured = base / "measured"
        measured.mkdir()
        yield Sandbox(home, folder, measured)


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
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
        "HOME": str(box.home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # Both are read by handbook/sitecustomize in each Python process.
        "PYTHONPATH": str(Path(__file__).parent / "sitecustomize"),
        "COVERAGE_PROCESS_START": str(_coverage_settings(box)),
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


def _coverage_settings(box: Sandbox) -> Path:
    """Write the settings with which every Python process measures its lines."""
    settings = box.measured / "settings.ini"
    settings.write_text(
        f"""[run]
data_file = {box.measured / "lines"}
parallel = true
sigterm = true
source = {box.folder}
concurrency = thread,greenlet
disable_warnings = no-data-collected,module-not-measured,no-sysmon
""",
        encoding="utf-8",
    )
    return settings
