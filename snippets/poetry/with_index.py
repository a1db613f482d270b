"""Run a command with a small package index of its own in place of PyPI."""

import os
import subprocess
import sys
from base64 import urlsafe_b64encode
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zipfile import ZipFile, ZipInfo

INDEX = Path("~/index").expanduser()
RELEASES = {
    "collar-1.4.0": ">=3.9",
    "collar-2.0.0": ">=3.9",
    "bowl-1.0.0": ">=3.9,<3.15",
    "leash-1.0.0": ">=3.9,<3.14",
    "whistle-1.0.0": ">=3.9",
    "album-1.0.0": ">=3.9",
}
LATER = dict.fromkeys(os.environ.get("RELEASED", "").split(), ">=3.9")


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, as lists of links and files, without a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


def make_wheel(release: str, python: str) -> None:
    """Write a package with one module, which knows its version."""
    name, version = release.split("-")
    info = f"{release}.dist-info"
    metadata = f"Name: {name}\nVersion: {version}\nRequires-Python: {python}\n"
    files = {
        f"{name}.py": f"version = '{version}'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\n{metadata}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
        f"{info}/RECORD": f"{info}/RECORD,,\n",
    }
    for file, text in list(files.items())[:3]:
        digest = urlsafe_b64encode(sha256(text.encode()).digest()).decode()
        row = f"{file},sha256={digest.rstrip('=')},{len(text)}\n"
        files[f"{info}/RECORD"] += row
    (INDEX / name).mkdir(parents=True, exist_ok=True)
    with ZipFile(INDEX / name / f"{release}-py3-none-any.whl", "w") as wheel:
        for file, text in files.items():
            wheel.writestr(ZipInfo(file), text)


for release, python in (RELEASES | LATER).items():
    make_wheel(release, python)
handler = partial(Quiet, directory=str(INDEX))
with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
    Thread(target=server.serve_forever, args=[0.01]).start()
    index = f"http://127.0.0.1:{server.server_port}/"
    variables = os.environ | {
        "INDEX": index,
        "POETRY_PYPI_MIRROR_URL": index,
        "POETRY_INSTALLER_PARALLEL": "false",  # so that the lines keep their order
    }
    code = subprocess.call(sys.argv[1:], env=variables)
    server.shutdown()
sys.exit(code)
