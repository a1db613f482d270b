"""What happens to a Python example inside the clean process that runs it."""

import ast
import faulthandler
import gc
import re
import runpy
import signal
import sys
import threading
import warnings
from collections.abc import Collection
from pathlib import Path
from time import perf_counter

from coverage import Coverage
from pytest_examples import CodeExample
from pytest_examples.config import ExamplesConfig
from pytest_examples.run_code import Arg, PrintStatement, run_code

from handbook.inside.sitecustomize import record, stay_at_home

_CONFIG = ExamplesConfig(line_length=sys.maxsize)
"""Never fold a line of output: it would no longer be what was printed."""


def _as_script(name: str) -> Path:
    """Let a file of the working directory find what it would as Python's script.

    This process is a fork: what a new one would do first at its start is done here.
    """
    stay_at_home()
    signal.signal(signal.SIGABRT, signal.SIG_DFL)
    faulthandler.enable()
    path = Path(name).resolve()
    sys.argv = [str(path)]
    sys.path.insert(0, str(path.parent))
    return path


def with_output(source: str, name: str) -> str:
    """Run an example under pytest-examples and write its output into its text.

    Args:
        source: The example's text.
        name: Its file, in the working directory.

    Returns:
        The text as it should be, each line of output in a line of its own.

    Raises:
        ValueError: The output would change what the example does.
    """
    path = _as_script(name)
    # pytest-examples replaces only lines of output with a space, also of an empty one.
    spaced = re.sub(r"(?m)^( *#>)$", r"\1 ", source)
    example = CodeExample.create(spaced, path=Path(name))
    prints, _ = run_code(
        example=example,
        python_file=path,
        loader=None,
        config=_CONFIG,
        enable_print_mock=True,
        print_callback=None,
        include_print=None,
        module_globals=None,
        call=None,
    )
    assert prints.print_func is not None
    prints.print_func.statements = [
        PrintStatement(statement.line_no, "", [Arg(line)])
        for statement in prints.print_statements()
        for line in str(statement).split("\n")
    ]
    written = prints.updated_print_statements(example) or spaced
    written = re.sub(r"(?m)^( *#>.*?)[ \t]+$", r"\1", written)
    if ast.dump(ast.parse(written)) != ast.dump(ast.parse(source)):
        raise ValueError("the output would be read as code, or in place of some")
    return written


def run_alone(name: str) -> tuple[list[int], float]:
    """Run an example as Python would run it, with warnings as errors.

    Args:
        name: The example's file, in the working directory.

    Returns:
        The numbers of the lines that did not run, and the seconds that the run took.
    """
    path = _as_script(name)
    sys.warnoptions = ["error"]
    warnings.simplefilter("error")
    ran = record(str(path.parent))
    start = perf_counter()
    try:
        runpy.run_path(str(path), run_name="__main__")
    except SystemExit as end:
        if end.code:
            raise
    gc.collect()  # what is left open is warned of when it is collected
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()
    seconds = perf_counter() - start
    return lines_not_run(path, [n for name, n in ran if name == str(path)]), seconds


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
