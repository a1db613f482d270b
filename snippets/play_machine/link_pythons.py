"""Have pyenv find Python 3.12, 3.13 and 3.14: this machine's, or stand-ins for them."""

import shutil
import subprocess
import sys
from pathlib import Path

VERSIONS = Path("~/.pyenv/versions").expanduser()
ASK = "import platform; print(platform.python_version())"

pyenv = Path(shutil.which("pyenv") or "").resolve()
found = [Path(sys.executable), *Path("/usr/bin").glob("python3.1[234]")]
found += pyenv.parents[1].glob("versions/3.1[234].*/bin/python")
pythons = {
    subprocess.check_output([python, "-c", ASK], text=True).strip(): python
    for python in found
}
print(*sorted(pythons), sep="\n")
there = {version.rpartition(".")[0] for version in pythons}
missing = {"3.12", "3.13", "3.14"} - there
pythons |= {f"{minor}.0": Path(sys.executable) for minor in missing}
for version, python in pythons.items():
    (VERSIONS / version / "bin").mkdir(parents=True)
    (VERSIONS / version / "bin/python").symlink_to(python.resolve())
