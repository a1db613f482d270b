"""Prove a Python example that stands alone.

It is run twice, each time in a clean process. pytest-examples checks that each
``#>`` line stands under the print that made it. It does not see what is written
another way, warnings, or lines that never run; the second run does.
"""

import io
import tokenize
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from handbook import isolate
from handbook.problems import Problem
from handbook.proofs.difference import UPDATE, first_difference, unified
from handbook.proofs.running import run_alone, with_output
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
        snippet: The example.
        box: A fresh copy of its topic.
        extra: Environment variables to add.
        update: The file to write the real output into, instead of comparing.

    Returns:
        What is wrong, and the seconds that the example itself took.
    """
    try:
        compile(snippet.text, snippet.path, "exec")
    except SyntaxError as error:
        message = f"this is not Python: {error.msg}"
        advice = "Mend the syntax; to show the mistake itself, show it in a session."
        place = f"snippets/{snippet.path}"
        return [Problem(place, error.lineno or 1, "SYNTAX", message, advice)], 0.0
    variables = environment(box, extra)
    run = partial(
        isolate.call, folder=box.folder, environment=variables, limit=TIME_LIMIT
    )
    source, problems = snippet.text, []
    if shows_output(source) or "print(" in source:
        placed = run(with_output, source, snippet.name).value
        if placed is not None and update is not None:
            update.write_text(placed, encoding="utf-8")
            (box.folder / snippet.name).write_text(placed, encoding="utf-8")
            source = placed
        elif placed is not None:
            problems.append(_misplaced(snippet, placed))
    outcome = run(run_alone, snippet.name)
    problems += _judge(snippet, source, box, outcome, bool(problems))
    return problems, outcome.value[1] if outcome.value else outcome.seconds


def _misplaced(snippet: Snippet, placed: str) -> Problem:
    """Say that pytest-examples would write the output differently."""
    shown, real = snippet.text.splitlines(), placed.splitlines()
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
    source: str,
    box: Sandbox,
    outcome: isolate.Outcome[tuple[list[int], float]],
    differs: bool,
) -> list[Problem]:
    """Tell what a clean run says against an example.

    Args:
        snippet: The example.
        source: Its text, with the output that it should show.
        box: Where it ran.
        outcome: How it ended.
        differs: Whether its output is known to be wrong already.
    """
    wrong = partial(Problem, f"snippets/{snippet.path}")
    stderr = box.shown(outcome.stderr)
    if outcome.exit_code is None:
        message = f"the example did not end within {TIME_LIMIT:.0f} seconds"
        return [wrong(1, "TIME", message, "Make it end by itself.")]
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
    numbered = output_lines(source)
    shown = [text for _, text in numbered]
    real = [line.strip(" ") for line in box.shown(outcome.stdout).splitlines()]
    if shown != real and not differs:
        lines = [number for number, _ in numbered] or [1]
        line = lines[min(first_difference(shown, real), len(lines) - 1)]
        message = "a clean run does not print exactly the shown lines, in their order"
        advice = "Print plainly, a line each, in the order of the page."
        problems.append(wrong(line, "OUTPUT", message, advice, unified(shown, real)))
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
    """List the output that an example shows: line numbers and texts."""
    return [
        (token.start[0], token.string[len(_OUTPUT) :].strip(" "))
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
