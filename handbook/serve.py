"""Serve the handbook while it is written: built at each change, and reloaded.

It serves what `handbook build` makes, checks included, and sends the site's policy with
each answer. A request waits for the build that is under way.
"""

import os
import socket
import sys
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handbook import build
from handbook.sources import ROOT_PAGES

HOST = "127.0.0.1"

POLICY = "handbook/theme/partials/policy.html"
"""The site's policy, which each page holds as well, relative to the root."""

WATCHED = (
    "docs",
    "snippets",
    "evidence",
    "handbook/theme",
    "handbook/search_words.toml",
    "mkdocs.yml",
    *ROOT_PAGES,
)
"""What a change of leads to a new build, relative to the root."""

SCRIPT = "/reload.js"
BUILT = "/built"
_PAUSE = 0.4
_PATIENCE = 25.0
_RELOAD = b"""\
(async () => {
  const { built } = document.currentScript.dataset;
  const later = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));
  for (;;) {
    const asked = fetch(`/built?${built}`);
    const now = await asked.then((one) => one.text(), () => later(1));
    if (now && now !== built) return location.reload();
  }
})();
"""

Report = Callable[[build.Built], None]
"""Is told what came of each build."""


class Server(ThreadingHTTPServer):
    """A server that says nothing of a browser that went away before it had all."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Show any other error.

        Args:
            request: The browser's socket.
            client_address: Its address.
        """
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Builds:
    """The builds: one at a time, counted, and awaited by who needs the newest."""

    def __init__(self) -> None:
        """Begin before the first build."""
        self.count = 0
        self.under_way = threading.Lock()
        self.done = threading.Condition()

    def run(self, root: Path, report: Report) -> None:
        """Build once, and tell everybody who waits."""
        with self.under_way:
            built = build.build(root, "mkdocs")
        with self.done:
            self.count += 1
            self.done.notify_all()
        report(built)

    def after(self, count: int) -> int:
        """Wait a while for a build after the given one, and tell the newest."""
        with self.done:
            self.done.wait_for(lambda: self.count != count, timeout=_PATIENCE)
            return self.count


class _Handler(SimpleHTTPRequestHandler):
    """Answer with the files of the site, and with what reloading needs."""

    def __init__(
        self, root: Path, builds: Builds, policy: str, *arguments: Any
    ) -> None:
        """Serve the site of a handbook."""
        self.builds = builds
        self.policy = policy
        super().__init__(*arguments, directory=str(root / build.SITE))

    def do_GET(self) -> None:
        """Answer a request."""
        parts = urlsplit(self.path)
        if parts.path == SCRIPT:
            self._answer(200, "text/javascript", _RELOAD)
        elif parts.path == BUILT:
            count = int(parts.query) if parts.query.isdigit() else -1
            self._answer(200, "text/plain", str(self.builds.after(count)).encode())
        else:
            # Only until it is read: who takes long to listen holds up nobody.
            with self.builds.under_way:
                answer = self._read(Path(self.translate_path(self.path)))
            if answer is None:
                super().do_GET()  # leads to the same with a slash
            else:
                self._answer(*answer)

    def _read(self, file: Path) -> tuple[int, str, bytes] | None:
        """Read the answer: a file, or a page with the script that reloads it."""
        if file.is_dir() and not urlsplit(self.path).path.endswith("/"):
            return None
        page = file / "index.html" if file.is_dir() else file
        status = 200 if page.is_file() else 404
        if status == 404:
            page = Path(self.directory) / "404.html"
        if not page.is_file():
            return status, "text/plain", b"There is nothing here.\n"
        if page.suffix != ".html":
            return status, self.guess_type(str(page)), page.read_bytes()
        script = f'<script src="{SCRIPT}" data-built="{self.builds.count}"></script>'
        text = page.read_bytes().replace(b"</body>", f"{script}</body>".encode())
        return status, "text/html; charset=utf-8", text

    def _answer(self, status: int, kind: str, content: bytes) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Send the policy with everything, and let nothing be kept."""
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing of each request: the problems shall stay in sight."""


def refused(port: int) -> str:
    """Say why no server can listen at a port of this machine; nothing if one can."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            return "is the system's, and you may not use it"
        except OSError:
            return "is taken"
    return ""


def state(root: Path) -> dict[Path, int]:
    """Tell when each watched file was last changed."""
    files = [root / name for name in WATCHED if (root / name).is_file()]
    for name in WATCHED:
        files += [file for file in (root / name).rglob("*") if file.is_file()]
    return {file: file.stat().st_mtime_ns for file in files if file.is_file()}


def serve(root: Path, port: int, report: Report, stop: threading.Event) -> None:
    """Serve the site, and build it at each change, until it shall stop.

    Args:
        root: The handbook's root.
        port: The port to listen at.
        report: Is told what came of each build.
        stop: Is set when it shall stop.
    """
    os.environ["SITE_URL"] = f"http://{HOST}:{port}/"
    builds = Builds()
    policy = (root / POLICY).read_text(encoding="utf-8").strip()
    handler = partial(_Handler, root, builds, policy)
    with Server((HOST, port), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        known: dict[Path, int] = {}
        try:
            while not stop.is_set():
                found = state(root)
                if found != known:
                    known = found
                    builds.run(root, report)
                stop.wait(_PAUSE)
        finally:
            server.shutdown()
