"""Serve the handbook while it is written, with live reload."""

import socket
import subprocess
import sys
from pathlib import Path

from handbook import build

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Tell whether a server can listen at a port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(root: Path, port: int) -> int:
    """Serve the site until it is interrupted.

    Args:
        root: The handbook's root.
        port: The port to listen at.

    Returns:
        The server's exit code.
    """
    command = [sys.executable, "-m", "mkdocs", "serve"]
    server = subprocess.Popen(
        [*command, "--dev-addr", f"{HOST}:{port}"], cwd=root, env=build.environment()
    )
    try:
        return server.wait()
    except KeyboardInterrupt:
        server.wait()
        return 0
