"""Run a command with an index of one package, up to a release, in place of PyPI."""

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
METADATA = "Metadata-Version: 2.1\nName: collar\nVersion: {}\nSummary: Sizes\n"
RELEASES: dict[str, list[tuple[str, str]]] = {
    "1.4.0": [],
    "1.5.0": [("Name the size", "Name the usual size")],
    "2.0.0": [("centimetres", "millimetres"), ("30", "300")],
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, as lists of links and files, without a log."""

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


def make_wheel(version: str, edits: list[tuple[str, str]]) -> None:
    """Write a release of the package: its first one, edited."""
    source = Path("~/collar/__init__.py").expanduser().read_text()
    for old, new in edits:
        source = source.replace(old, new)
    info = f"collar-{version}.dist-info"
    files = {
        "collar/__init__.py": source,
        "collar/py.typed": "",
        f"{info}/METADATA": METADATA.format(version),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
    }
    record = f"{info}/RECORD,,\n"
    for file, text in files.items():
        digest = urlsafe_b64encode(sha256(text.encode()).digest()).decode()
        record += f"{file},sha256={digest.rstrip('=')},{len(text)}\n"
    (INDEX / "collar").mkdir(parents=True, exist_ok=True)
    wheel = INDEX / "collar" / f"collar-{version}-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        for file, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(ZipInfo(file), text)


newest, *command = sys.argv[1:]
for version, edits in RELEASES.items():
    if version <= newest:
        make_wheel(version, edits)
handler = partial(Quiet, directory=str(INDEX))
with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
    Thread(target=server.serve_forever, args=[0.01]).start()
    index = f"http://127.0.0.1:{server.server_port}/"
    variables = {"POETRY_PYPI_MIRROR_URL": index, "POETRY_VIRTUALENVS_IN_PROJECT": "1"}
    code = subprocess.call(command, env=os.environ | variables)
    server.shutdown()
sys.exit(code)
