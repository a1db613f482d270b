"""Prove a Python example that stands alone.

It is run twice, each time in a clean process. pytest-examples checks that each
``#>`` line stands under the print that made it. It does not see what is written
another way, warnings, or lines that never run; the second run does.
"""

import io
import tokenize
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from handbook import isolate
from handbook.problems import Problem
from handbook.proofs import updating
from handbook.proofs.difference import UPDATE, first_difference, unified
from handbook.proofs.running import run_alone, with_output
from handbook.proofs.stopped import stood_at
from handbook.sandbox import Sandbox, environment
from handbook.snippets import Snippet

TIME_LIMIT = 60.0
"""Seconds that an example may take."""

_OUTPUT = "#>"


def prove(
    snippet: Snippet, box: Sandbox, extra: Mapping[str, str], update: Path | None
) -> tuple[list[Problem], float]:
    """Prove one example that stands alone.

    Args:
        snippet: The example, which is Python.
        box: A fresh copy of its topic.
        extra: Environment variables to add.
        update: The file to write the real output into, instead of comparing.

    Returns:
        What is wrong, and the seconds that the example itself took.
    """
    variables = environment(box, extra)
    run = partial(
        isolate.call, folder=box.folder, environment=variables, limit=TIME_LIMIT
    )
    source, right = snippet.text, snippet.text
    placing = None
    if shows_output(source) or "print(" in source:
        placing = run(with_output, source, snippet.name)
        right = box.shown(placing.value or source)
        if right == f"{source}\n":  # the end of the last line is no output
            right = source
    outcome = run(run_alone, snippet.name)
    ended = outcome.exit_code == 0
    real = [line.rstrip() for line in box.shown(outcome.stdout).splitlines()]
    is_whole = real == [text for _, text in output_lines(right)]
    if update is not None and right != source and ended and is_whole:
        problems = updating.write(snippet, update, right)
        if problems:
            return problems, outcome.seconds
        (box.folder / snippet.name).write_text(right, encoding="utf-8")
        return prove(replace(snippet, text=right), box, extra, None)
    problems = _judge(snippet, box, outcome)
    if ended and placing is not None and placing.value is None:
        problems.append(_unplaced(snippet, box.shown(placing.stderr)))
    if ended and not is_whole:
        problems.append(_not_whole(snippet, right, real))
    elif ended and right != source:
        problems.append(_misplaced(snippet, right))
    return problems, outcome.value[1] if outcome.value else outcome.seconds


def check(snippet: Snippet) -> list[Problem]:
    """Check that a file is Python at all."""
    try:
        compile(snippet.text, snippet.path, "exec")
    except SyntaxError as error:
        message = f"this is not Python: {error.msg}"
        advice = "Mend the syntax; to show the mistake itself, show it in a session."
        place = f"snippets/{snippet.path}"
        return [Problem(place, error.lineno or 1, "SYNTAX", message, advice)]
    return []


def _unplaced(snippet: Snippet, stderr: str) -> Problem:
    """Say that pytest-examples can't tell under which print the output stands."""
    return Problem(
        f"snippets/{snippet.path}",
        1,
        "OUTPUT-FORM",
        "nothing tells under which print each line of the output belongs",
        "Print plainly, and let the example run to its end; or show it in a session.",
        stderr,
    )


def _not_whole(snippet: Snippet, right: str, real: list[str]) -> Problem:
    """Say that what the prints write, in their places, is not all of the output."""
    own = output_lines(snippet.text)
    if [text for _, text in own] == real:
        return _not_below(snippet, right)
    shown = [text for _, text in output_lines(right)]
    lines = [number for number, _ in own] or [1]
    return Problem(
        f"snippets/{snippet.path}",
        lines[min(first_difference(shown, real), len(lines) - 1)],
        "OUTPUT",
        "a clean run does not print exactly the shown lines, in their order",
        "Print plainly, a line each, in the order of the page.",
        unified(shown, real),
    )


def _not_below(snippet: Snippet, right: str) -> Problem:
    """Say that output, itself right, stands where pytest-examples doesn't read it."""
    lines = snippet.text.splitlines()
    return Problem(
        f"snippets/{snippet.path}",
        min(first_difference(lines, right.splitlines()) + 1, len(lines)),
        "OUTPUT",
        "the shown output is right, but does not stand where and as it is read",
        "Write `#> …` on the line below its print, with a space behind the sign.",
    )


def _misplaced(snippet: Snippet, right: str) -> Problem:
    """Say that pytest-examples would write the output differently."""
    shown, real = snippet.text.splitlines(), right.splitlines()
    return Problem(
        f"snippets/{snippet.path}",
        first_difference(shown, real) + 1,
        "OUTPUT",
        "the shown output is not the real output, or not in its place",
        UPDATE,
        unified(shown, real),
    )


def _judge(
    snippet: Snippet,
    box: Sandbox,
    outcome: isolate.Outcome[tuple[list[int], float]],
) -> list[Problem]:
    """Tell what a clean run says against an example, its output left aside.

    Args:
        snippet: The example.
        box: Where it ran.
        outcome: How it ended.
    """
    wrong = partial(Problem, f"snippets/{snippet.path}")
    stderr = box.shown(outcome.stderr)
    if outcome.exit_code is None:
        message = f"the example did not end within {TIME_LIMIT:.0f} seconds"
        advice = "Make it end; this is where it stood, innermost first."
        line, stack = stood_at(stderr, snippet.name)
        return [wrong(line, "TIME", message, advice, stack)]
    if outcome.exit_code != 0:
        line = _failing_line(stderr, snippet.name)
        message = f"the example fails: {_last_line(stderr)}"
        advice = "Mend it; to show a failure, run the file in a session."
        return [wrong(line, "ERROR", message, advice, stderr)]
    problems = []
    if stderr:
        message = f"the example writes to stderr: {_last_line(stderr)}"
        advice = "Mend what is warned of, or show it in a session."
        problems.append(wrong(1, "STDERR", message, advice, stderr))
    if outcome.value:
        problems += not_run(snippet, outcome.value[0], "the example")
    return problems


def not_run(snippet: Snippet, lines: list[int], runner: str) -> list[Problem]:
    """Say which lines never ran, in one problem at the first of them."""
    if not lines:
        return []
    named = ", ".join(str(line) for line in lines)
    return [
        Problem(
            f"snippets/{snippet.path}",
            lines[0],
            "NOT-RUN",
            f"{runner} never runs line{'s' if len(lines) > 1 else ''} {named}",
            "Call it, or remove it; a page shows nothing that is not run.",
        )
    ]


def output_lines(source: str) -> list[tuple[int, str]]:
    """List the output that an example shows: line numbers and texts.

    White space at the end of a line is left out, as editors remove it.
    """
    return [
        (token.start[0], token.string[len(_OUTPUT) :].removeprefix(" ").rstrip())
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and token.string.startswith(_OUTPUT)
    ]


def shows_output(source: str) -> bool:
    """Tell whether an example shows output in ``#>`` lines."""
    return any(line.lstrip().startswith(_OUTPUT) for line in source.splitlines())


def _last_line(text: str) -> str:
    """Take the last line that holds something: the error itself, of a traceback."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no message"


def _failing_line(stderr: str, name: str) -> int:
    """Find in a traceback the line of the example that it last came through."""
    line = 1
    for text in stderr.splitlines():
        before, _, after = text.partition(f'{name}", line ')
        if after and before.lstrip().startswith("File"):
            line = int(after.split(",")[0].strip())
    return line
