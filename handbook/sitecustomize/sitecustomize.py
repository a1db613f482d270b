"""What each Python process of an example does first: measure, and stay at home.

Python imports a module of this name at its start, when it finds one on its path.
"""

import os
import sys


def _refuse_other_hosts(event: str, arguments: tuple[object, ...]) -> None:
    """Let a socket connect to this machine only."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
        if not host.startswith("127.") and host not in {"localhost", "::1"}:
            raise PermissionError(
                f"no network here: {host}; a session that needs it shows the comment"
                " `$ # needs the network`"
            )


if "HANDBOOK_NO_NETWORK" in os.environ:
    sys.addaudithook(_refuse_other_hosts)

if "COVERAGE_PROCESS_START" in os.environ:
    try:
        import coverage
    except ImportError:  # a Python of the example's own
        pass
    else:
        coverage.process_startup()
