"""Say in one line what to do when this Python can't run the project.

It runs on any Python, 2.7 too: one that is too old must get as far as the message.
"""

import importlib
import io
import re
import sys

with io.open("pyproject.toml", encoding="utf-8") as pyproject:
    lines = re.findall(r"(?m)^requires-python *= *[\"'](.*)[\"']", pyproject.read())
with io.open(".python-version", encoding="utf-8") as python_version:
    advised = python_version.read().strip()

wanted = lines[0] if lines else ""
version = sys.version_info[:2]
fits = True
for part in wanted.split(","):
    match = re.match(r" *(>=|<) *(\d+)\.(\d+) *$", part)
    if match is None:
        sys.exit(
            "requires-python in pyproject.toml is '%s', and make reads no other signs "
            "than these: write it as '>=3.12,<3.15'." % wanted
        )
    sign, major, minor = match.groups()
    bound = (int(major), int(minor))
    fits = fits and (version >= bound if sign == ">=" else version < bound)

if not fits:
    sys.exit(
        "This project needs Python %s, and %s is %d.%d: name another, as in "
        "'make serve PYTHON=python%s' ('pyenv install' brings one)."
        % (wanted, sys.argv[1], version[0], version[1], advised)
    )

try:
    importlib.import_module("ensurepip")
except ImportError:
    sys.exit(
        "%s has no ensurepip, which makes environments: install it (on Debian: "
        "'apt install python%d.%d-venv') and run make again."
        % (sys.argv[1], version[0], version[1])
    )
