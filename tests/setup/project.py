"""Copies of the project as a clone would have it, and make run in them."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = Path(sys.base_prefix, "bin", "python{}.{}".format(*sys.version_info))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

WANTED: str = PROJECT["requires-python"]
LOWEST, BEYOND = [(int(a), int(b)) for a, b in re.findall(r"(\d+)\.(\d+)", WANTED)]
"""The versions of Python that fit, and the bounds of those."""

NO_INDEX = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_NO_CACHE_DIR": "1",
}
"""Variables under which pip finds nothing: nobody listens at that port."""


def files() -> list[Path]:
    """Return the project's files, as git sees them, relative to its root."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.check_output(command, cwd=ROOT, text=True).split("\0")
    return [Path(name) for name in listed if name and (ROOT / name).is_file()]


def copy(folder: Path) -> Path:
    """Copy the project's files into a folder, which is made."""
    for file in files():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, folder / file)
    return folder


def variables(**more: str) -> dict[str, str]:
    """Return this process's variables without those of a make around it."""
    make = ("MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS", "PYTHON", "TOPIC")
    return {k: v for k, v in os.environ.items() if k not in make} | more


def make(
    folder: Path, *arguments: str, python: str | Path = PYTHON, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run make in a folder, with these variables besides one's own."""
    command = ["make", f"PYTHON={python}", *arguments]
    return subprocess.run(
        command, cwd=folder, env=variables(**more), capture_output=True, text=True
    )


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line with which a failed make says what to do."""
    assert done.returncode != 0, done.stdout
    lines = done.stderr.splitlines()
    [line] = [line for line in lines if not line.startswith("make: ***")]
    return line
