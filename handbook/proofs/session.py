"""Prove a shell session: run its commands with prysk, compare every character."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from prysk.test import test as run_prysk

from handbook import isolate
from handbook.problems import Problem
from handbook.proofs import updating
from handbook.proofs.difference import UPDATE, first_difference, unified
from handbook.sandbox import NETWORK_MARK, Sandbox, environment
from handbook.snippets import Snippet, is_marker

TIME_LIMIT = 120.0
"""Seconds that a session may take."""

_SHELL = ["bash", "--noprofile", "--norc"]
_INDENT = "  "
_END = [f"{_INDENT}$ echo the end is reached", f"{_INDENT}the end is reached"]
"""A command after the last one, and its output: without it, the rest did not run."""


def commands(text: str) -> list[str]:
    """List the commands of a session, continuation lines included."""
    lines = text.splitlines()
    if not any(line.startswith("$ ") for line in lines):
        return []
    return [line[2:] for line in lines if line.startswith(("$ ", "> "))]


def to_prysk(text: str) -> list[str]:
    """Write a session as a prysk test: commands and output indented, the rest not.

    Section markers, and blank lines next to them, are no output.
    """
    lines = text.splitlines()
    written = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        after = lines[number + 1] if number + 1 < len(lines) else ""
        between = not line.strip() and (is_marker(before) or is_marker(after))
        written.append(line if is_marker(line) or between else _INDENT + line)
    return written


def run_session(lines: list[str]) -> list[str] | None:
    """Run a prysk test in the working directory.

    Args:
        lines: The test, and after it a command that shows that its end was reached.

    Returns:
        The same lines with the real output, as far as the shell came, and then the next
        command; None when it ended with 80, which prysk takes for "skip".

    Raises:
        ValueError: A command printed what prysk wrote behind it.
    """
    test = [f"{line}\n".encode() for line in lines]
    _, real, _ = run_prysk(test, shell=_SHELL, indent=len(_INDENT), cleanenv=False)
    if real is None:
        return None
    return [line.decode("utf-8", errors="replace").rstrip("\n") for line in real]


def _cut_short_at(lines: list[str], real: list[str]) -> int:
    """Find the line of the command in which the shell ended; 1 if nothing tells.

    There the result differs, or it ends with the command behind it.
    """
    same = first_difference(lines, real)
    begun = _commands_at(lines[:same])
    if same == len(real):
        begun = begun[:-1]
    return (begun or [1])[-1]


def _stopped_at(lines: list[str], real: list[str]) -> tuple[int, str]:
    """Find the command that was stopped: the result ends with the one behind it.

    Returns:
        Its line, and it with its output; 1 and nothing if nothing tells.
    """
    shown, ran = _commands_at(lines), _commands_at(real)
    if not 1 < len(ran) <= len(shown) + 1:
        return 1, ""
    whole = real[ran[-2] - 1 : ran[-1] - 1]
    return shown[len(ran) - 2], "\n".join(one.removeprefix(_INDENT) for one in whole)


def _commands_at(lines: list[str]) -> list[int]:
    """List the lines, counted from 1, at which commands begin."""
    start = f"{_INDENT}$ "
    return [number for number, line in enumerate(lines, 1) if line.startswith(start)]


def prove(
    snippet: Snippet, box: Sandbox, extra: Mapping[str, str], update: Path | None
) -> tuple[list[Problem], float]:
    """Prove one session.

    Args:
        snippet: The session.
        box: A fresh copy of its topic.
        extra: Environment variables to add.
        update: The file to write the real output into, instead of comparing.

    Returns:
        What is wrong, and the seconds that the commands took.
    """
    wrong = partial(Problem, f"snippets/{snippet.path}")
    if not commands(snippet.text):
        advice = "Start a line with `$ ` and a command."
        return [wrong(1, "NO-COMMAND", "the session runs nothing", advice)], 0.0
    lines = to_prysk(snippet.text)
    network = f"$ {NETWORK_MARK}" in snippet.text.splitlines()
    run = isolate.call(
        run_session,
        [*lines, *_END[:1]],
        folder=box.folder,
        environment=environment(box, extra, network),
        limit=TIME_LIMIT,
    )
    if box.missing.exists():  # whatever came of it, it is nothing to show or write
        message = box.missing.read_text(encoding="utf-8").strip()
        advice = "Install it, as README.md says, and run the session again."
        return [wrong(1, "OUTPUT", message, advice)], run.seconds
    if run.exit_code is None:
        line, stood = _stopped_at(lines, run.value or [])
        message = f"the session did not end within {TIME_LIMIT:.0f} seconds"
        advice = "Make each command end, and stop what is started in the background."
        return [wrong(line, "TIME", message, advice, box.shown(stood))], run.seconds
    if run.value is None or run.value[-2:] != _END:
        message = "the shell ended before the session did, so the rest did not run"
        advice = (
            "Put `exit` into a subshell, give a command that reads its input something"
            " else to read (`< /dev/null`), or close a quote."
        )
        line = _cut_short_at(lines, run.value or [])
        return [wrong(line, "CUT-SHORT", message, advice)], run.seconds
    real = [box.shown(line) for line in run.value[:-2]]
    if real == lines:
        return [], run.seconds
    plain = [line.removeprefix(_INDENT) for line in real]
    text = "\n".join(plain) + "\n"
    line = min(first_difference(lines, real) + 1, len(lines))
    if commands(text) != commands(snippet.text) or to_prysk(text) != real:
        message = "the output would be read as a command, or as a section's edge"
        advice = (
            "Print it another way: `… | sed 's/^/| /'` begins each line with a bar."
        )
        detail = "\n".join(plain)
        return [wrong(line, "OUTPUT-FORM", message, advice, detail)], run.seconds
    if update is not None:
        return updating.write(snippet, update, text), run.seconds
    message = "the shown output is not the real output"
    difference = unified(snippet.text.splitlines(), plain)
    return [wrong(line, "OUTPUT", message, UPDATE, difference)], run.seconds
