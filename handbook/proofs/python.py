"""Prove a Python example that stands alone.

It is run twice, each time in a clean process. pytest-examples checks that each
``#>`` line stands under the print that made it. It does not see what is written
another way, warnings, or lines that never run; the second run does.
"""

import difflib
import gc
import io
import runpy
import sys
import threading
import tokenize
import warnings
from collections.abc import Collection, Mapping
from pathlib import Path
from time import perf_counter

from coverage import Coverage
from pytest_examples import CodeExample
from pytest_examples.config import ExamplesConfig
from pytest_examples.run_code import run_code

from handbook import isolate
from handbook.problems import Problem
from handbook.sandbox import Sandbox, environment
from handbook.snippets import Snippet

TIME_LIMIT = 60.0
"""Seconds that an example may take."""

_CONFIG = ExamplesConfig(target_version="py311")  # what its print layout asks Black for
_OUTPUT = "#>"
UPDATE = "Run `make examples UPDATE=1` and review the difference."


def with_output(source: str, name: str) -> str | None:
    """Run an example under pytest-examples and write its output into its text.

    Args:
        source: The example's text.
        name: Its file, in the working directory.

    Returns:
        The text as it should be; None when it is so already, or when the example
        fails, which the run in ``run_alone`` reports.
    """
    sys.path.insert(0, str(Path.cwd()))
    example = CodeExample.create(source, path=Path(name))
    try:
        prints, _ = run_code(
            example=example,
            python_file=Path(name).resolve(),
            loader=None,
            config=_CONFIG,
            enable_print_mock=True,
            print_callback=None,
            include_print=None,
            module_globals=None,
            call=None,
        )
    except (Exception, SystemExit):
        return None
    return prints.updated_print_statements(example)


def run_alone(name: str) -> tuple[list[int], float]:
    """Run an example as Python would run it, with warnings as errors.

    Args:
        name: The example's file, in the working directory.

    Returns:
        The numbers of the lines that did not run, and the seconds that the run took.
    """
    path = Path(name).resolve()
    sys.argv = [name]
    sys.path.insert(0, str(path.parent))
    sys.warnoptions = ["error"]
    warnings.simplefilter("error")
    measured = Coverage(
        data_file=None,
        config_file=False,
        include=[str(path)],
        concurrency=["thread", "greenlet"],
        messages=False,
    )
    measured.set_option("run:disable_warnings", ["no-sysmon", "no-data-collected"])
    measured.start()
    start = perf_counter()
    try:
        runpy.run_path(str(path), run_name="__main__")
        gc.collect()  # what is left open is warned of when it is collected
        for thread in threading.enumerate():
            if thread is not threading.main_thread() and not thread.daemon:
                thread.join()
    finally:
        seconds = perf_counter() - start
        measured.stop()
    return lines_not_run(path, measured.get_data().lines(str(path)) or []), seconds


def lines_not_run(path: Path, ran: Collection[int]) -> list[int]:
    """List a file's lines that never ran, of those that could.

    No comment and no kind of code is left out: there is no skip marker.
    """
    measured = Coverage(data_file=None, config_file=False, messages=False)
    measured.set_option("report:exclude_lines", [])
    data = measured.get_data()
    try:
        data.add_lines({str(path): ran})
        return [int(line) for line in measured.analysis2(str(path))[3]]
    finally:
        data.close(force=True)  # it is in memory, and stays open otherwise


def output_lines(source: str) -> list[tuple[int, str]]:
    """List the output that an example shows: line numbers and texts."""
    shown = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and token.string.startswith(_OUTPUT):
            shown.append((token.start[0], token.string[len(_OUTPUT) :].strip(" ")))
    return shown


def shows_output(source: str) -> bool:
    """Tell whether an example shows output in ``#>`` lines."""
    return any(line.lstrip().startswith(_OUTPUT) for line in source.splitlines())


def unified(shown: list[str], real: list[str]) -> str:
    """Write the difference of shown and real output, with little around it."""
    return "\n".join(
        line.rstrip("\n")
        for line in difflib.unified_diff(shown, real, "shown", "real", n=2, lineterm="")
    )


def _last_line(text: str) -> str:
    """Take the last line that holds something: the error itself, of a traceback."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no message"


def failing_line(stderr: str, name: str) -> int:
    """Find in a traceback the line of the example that it last came through."""
    line = 1
    for text in stderr.splitlines():
        before, _, after = text.partition(f'{name}", line ')
        if after and before.lstrip().startswith("File"):
            line = int(after.split(",")[0].strip())
    return line


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
    place = f"snippets/{snippet.path}"
    variables = environment(box, extra)
    variables.pop("COVERAGE_PROCESS_START")  # the run measures itself
    problems: list[Problem] = []
    source = snippet.text

    def wrong(
        line: int, code: str, message: str, advice: str, detail: str = ""
    ) -> None:
        problems.append(Problem(place, line, code, message, advice, detail))

    try:
        compile(source, snippet.path, "exec")
    except SyntaxError as error:
        wrong(
            error.lineno or 1,
            "SYNTAX",
            f"this is not Python: {error.msg}",
            "Mend the syntax; to show the mistake itself, show it in a session.",
        )
        return problems, 0.0

    if shows_output(source) or "print(" in source:
        placed = isolate.call(
            with_output,
            source,
            snippet.name,
            folder=box.folder,
            environment=variables,
            limit=TIME_LIMIT,
        ).value
        if placed is not None and update is not None:
            update.write_text(placed, encoding="utf-8")
            (box.folder / snippet.name).write_text(placed, encoding="utf-8")
            source = placed
        elif placed is not None:
            shown, real = source.splitlines(), placed.splitlines()
            first = next(
                (
                    number
                    for number, (old, new) in enumerate(zip(shown, real), start=1)
                    if old != new
                ),
                min(len(shown), len(real)) + 1,
            )
            wrong(
                first,
                "OUTPUT",
                "the shown output is not the real output, or not in its place",
                UPDATE,
                unified(shown, real),
            )

    run = isolate.call(
        run_alone,
        snippet.name,
        folder=box.folder,
        environment=variables,
        limit=TIME_LIMIT,
    )
    stderr = box.shown(run.stderr)
    if run.exit_code is None:
        wrong(
            1,
            "TIME",
            f"the example did not end within {TIME_LIMIT:.0f} seconds",
            "Make it end by itself.",
        )
    elif run.exit_code != 0:
        wrong(
            failing_line(stderr, snippet.name),
            "ERROR",
            f"the example fails: {_last_line(stderr)}",
            "Mend it; to show a failure, run the file in a session and show it there.",
            stderr,
        )
    else:
        if stderr:
            wrong(
                1,
                "STDERR",
                f"the example writes to stderr: {_last_line(stderr)}",
                "Mend what is warned of, or show it in a session.",
                stderr,
            )
        expected = output_lines(source)
        real = [line.strip(" ") for line in box.shown(run.stdout).splitlines()]
        if [text for _, text in expected] != real and not problems:
            numbers = [number for number, _ in expected]
            texts = [text for _, text in expected]
            same = next(
                (i for i, (a, b) in enumerate(zip(texts, real)) if a != b),
                min(len(texts), len(real)),
            )
            wrong(
                (
                    numbers[same]
                    if same < len(numbers)
                    else numbers[-1] if numbers else 1
                ),
                "OUTPUT",
                "a clean run does not print exactly the shown lines, in their order",
                "Print plainly, a line each, in the order of the page.",
                unified(texts, real),
            )
        for line in run.value[0] if run.value else []:
            wrong(
                line,
                "NOT-RUN",
                "this line of the example never runs",
                "Call it, or remove it; a page shows nothing that is not run.",
            )
    return problems, run.value[1] if run.value else run.seconds
