"""`logging` alone and loguru beside structlog: JSON lines with a request's context.

structlog is set up as in the reference service, where its lines pass through `logging`;
the standard library has a formatter and a context of some lines; loguru serializes.
"""

import json
import tempfile
import urllib.request
from functools import partial
from pathlib import Path

from evidence.load import serve
from evidence.measuring import (
    ROOT,
    SERVICE,
    TOOLS,
    Value,
    Work,
    answered,
    comparison,
    environment,
    installed,
    measure,
    must_agree,
    run,
    said,
)
from handbook.evidence import Comparison
from handbook.postgres import free_port

OPTIONS = STRUCTLOG, LOGGING, LOGURU = "structlog", "logging", "loguru"
PLACES = {
    "create_task": "a task",
    "asyncio.to_thread": "`asyncio.to_thread`",
    "ThreadPoolExecutor": "`ThreadPoolExecutor`",
    "a library's `logging`": "a library's `logging`",
}
ID = '"request_id": "5c1f"'


def lines_of(text: str) -> list[str]:
    """The lines that are JSON."""
    found = []
    for line in text.splitlines():
        try:
            json.loads(line)
        except ValueError:
            continue
        found.append(line)
    return found


def answers(python: Path, option: str) -> dict[str, str]:
    """What becomes of the context, of exceptions, and of uvicorn's lines."""
    module = f"evidence.rivals.work.{option}_logs"
    output = run(python, "-m", module, "places", PYTHONPATH=str(SERVICE))
    lines = lines_of(output)

    def has_id(text: str) -> str:
        """Whether the line with a text bears the request's id."""
        return said(any(text in line and ID in line for line in lines))

    error = next(line for line in lines if "an exception" in line)
    access, all_json = uvicorn_lines(python, module)
    return {
        **{f"The request's id in {name}": has_id(key) for key, name in PLACES.items()},
        "The id is gone after the request": said(
            any("outside" in line and ID not in line for line in lines)
        ),
        "All of uvicorn's lines are JSON": said(all_json),
        "The request's id in uvicorn's line of it": said(ID in access),
        "Values of variables in a traceback": said("'secret'" in error),
        "Characters in a line": str(len(lines[0])),
    }


def uvicorn_lines(python: Path, module: str) -> tuple[str, bool]:
    """Ask a real uvicorn once.

    Returns:
        Its line of the request, and whether all lines were JSON.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "uvicorn.log"
        command = (python, "-m", module, "serve", str(port))
        with serve(*command, port=port, cwd=ROOT, log=log, PYTHONPATH=str(SERVICE)):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
        text = log.read_text()
    lines = lines_of(text)
    access = next((line for line in lines if "GET / HTTP" in line), "")
    return access, len(lines) == len(text.splitlines())


def compare(rounds: int = 7) -> Comparison:
    """Time all three, and see what becomes of a request's context."""
    commands = environment("loguru")
    must_agree(commands, "uvicorn", "h11")
    ours = TOOLS / "python"
    pythons = {STRUCTLOG: ours, LOGGING: ours, LOGURU: commands / "python"}

    def speed(option: str) -> tuple[float]:
        """Thousands of lines a second."""
        module = f"evidence.rivals.work.{option}_logs"
        return (
            float(run(pythons[option], "-m", module, "speed", PYTHONPATH=str(SERVICE)))
            / 1000,
        )

    value = Value("Log an event with two values", "thousand/s", more_is_better=True)
    tasks = {option: partial(speed, option) for option in OPTIONS}
    seen = {option: answers(pythons[option], option) for option in OPTIONS}
    return comparison(
        "rivals.logging",
        "logging, loguru and structlog",
        rounds,
        OPTIONS,
        {
            **installed(TOOLS, "structlog", "uvicorn"),
            **installed(commands, "loguru"),
        },
        measure([Work([value], tasks)], rounds),
        answered(seen),
    )
