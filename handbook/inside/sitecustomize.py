"""What each Python process of an example does first: note what ran, stay at home.

Python imports a module of this name at its start, when it finds one on its path. It
runs in every process of every session, so it has to be quick: it adds 8 ms to a start,
where coverage.py added 70 (Python 3.13, two cores).
"""

import atexit
import os
import signal
import sys
from types import CodeType, FrameType

_TOOLS = (3, 4)
"""The ids that `sys.monitoring` leaves free for any tool."""


def record(folder: str) -> set[tuple[str, int]]:
    """Note which lines of the files in a folder run from now on, in any thread.

    Args:
        folder: The folder's absolute path.

    Returns:
        The files and line numbers; the set grows while the process runs.
    """
    ran: set[tuple[str, int]] = set()
    monitoring = sys.monitoring
    # The second is for an example that proves examples itself.
    tool = next(one for one in _TOOLS if monitoring.get_tool(one) is None)

    def started(code: CodeType, offset: int) -> object:
        """Follow the lines of code that stands in the folder, and of no other."""
        if os.path.abspath(code.co_filename).startswith(folder + os.sep):
            monitoring.set_local_events(tool, code, monitoring.events.LINE)
        return monitoring.DISABLE

    def line(code: CodeType, number: int) -> object:
        """Note a line; once is enough."""
        ran.add((os.path.abspath(code.co_filename), number))
        return monitoring.DISABLE

    monitoring.use_tool_id(tool, "handbook")
    monitoring.register_callback(tool, monitoring.events.PY_START, started)
    monitoring.register_callback(tool, monitoring.events.LINE, line)
    monitoring.set_events(tool, monitoring.events.PY_START)
    return ran


def _program() -> str:
    """Name what Python was started for: a command, a module or a file."""
    words = [word for word in sys.orig_argv[1:] if not word.startswith("-")]
    return os.path.basename(words[0]).replace("-", "_") if words else ""


def _record_until_the_end(folder: str, file: str) -> None:
    """Note what runs, and write it to a file at the end, also when stopped.

    mypy ends at once, without what Python does at its end. So Python's version and the
    program are written at the start.
    """
    ran = record(folder)
    with open(file, "w", encoding="utf-8") as stream:
        stream.write(f"python {sys.version.partition(' ')[0]}\n")
        stream.write(f"module {_program()}\n")

    def save() -> None:
        """Add the modules, by their first names, and the lines."""
        modules = {name.partition(".")[0] for name in sys.modules}
        with open(file, "a", encoding="utf-8") as stream:
            stream.writelines(f"module {name}\n" for name in modules)
            stream.writelines(f"{number} {path}\n" for path, number in ran)

    def stopped(number: int, frame: FrameType | None) -> None:
        """Write what ran, and end as the signal would have it."""
        save()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    atexit.register(save)
    signal.signal(signal.SIGTERM, stopped)


_REACHING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
"""What Python tells before a socket reaches out: the socket, and the address."""


def _refuse_other_hosts(event: str, arguments: tuple[object, ...]) -> None:
    """Let a socket connect and send to this machine only."""
    if event in _REACHING and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
        if not host.startswith("127.") and host not in {"localhost", "::1"}:
            raise PermissionError(
                f"no network here: {host}; a session that needs it shows the comment"
                " `$ # needs the network`"
            )


def stay_at_home() -> None:
    """Refuse other hosts to this process from now on, unless it may reach them."""
    if "HANDBOOK_NO_NETWORK" in os.environ:
        sys.addaudithook(_refuse_other_hosts)


if __name__ == "sitecustomize":
    stay_at_home()

if __name__ == "sitecustomize" and sys.version_info >= (3, 12):
    _record_until_the_end(
        os.environ["HANDBOOK_RECORD"],
        os.path.join(os.environ["HANDBOOK_RECORDED"], str(os.getpid())),
    )
