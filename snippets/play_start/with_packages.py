"""Serve the packages that are installed here, as PyPI would.

Each is there in one version, packed when it is first asked for. The first line of
output is the address; the end of the input ends it.
"""

import sys
from base64 import urlsafe_b64encode
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path
from threading import Thread
from zipfile import ZipFile, ZipInfo

INDEX = Path("~/index").expanduser()


def pack(name: str) -> None:
    """Write the wheel of a package from its installed files."""
    package = distribution(name)
    release = f"{name.replace('-', '_')}-{package.version}"
    info = f"{release}.dist-info"
    wheel = b"Wheel-Version: 1.0\nTag: py3-none-any\n"
    files = {f"{info}/WHEEL": wheel}
    for file in package.files or []:
        kept = file.parts[0] != ".." and file.suffix != ".pyc"
        if kept and file.name not in {"INSTALLER", "RECORD", "WHEEL"}:
            folder, _, rest = file.as_posix().partition("/")
            path = f"{info}/{rest}" if folder.endswith(".dist-info") else str(file)
            files[path] = file.read_binary()
    rows = [f"{info}/RECORD,,"]
    for path, data in files.items():
        digest = urlsafe_b64encode(sha256(data).digest()).decode().rstrip("=")
        rows.append(f"{path},sha256={digest},{len(data)}")
    files[f"{info}/RECORD"] = "\n".join(rows).encode()
    (INDEX / name).mkdir(parents=True)
    with ZipFile(INDEX / name / f"{release}-py3-none-any.whl", "w") as archive:
        for path, data in files.items():
            archive.writestr(ZipInfo(path), data)


class Index(SimpleHTTPRequestHandler):
    """Serves a folder for each package, without a log."""

    def do_GET(self) -> None:
        """Pack a package before its folder is listed."""
        name = self.path.strip("/")
        if "/" not in name and not (INDEX / name).exists():
            pack(name)
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


with ThreadingHTTPServer(("127.0.0.1", 0), partial(Index, directory=INDEX)) as server:
    Thread(target=server.serve_forever, args=[0.01]).start()
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    sys.stdin.read()
    server.shutdown()
