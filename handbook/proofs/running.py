"""What happens to a Python example inside the clean process that runs it."""

import gc
import runpy
import sys
import threading
import warnings
from collections.abc import Collection
from pathlib import Path
from time import perf_counter

from coverage import Coverage
from pytest_examples import CodeExample
from pytest_examples.config import ExamplesConfig
from pytest_examples.run_code import run_code

from handbook.inside.sitecustomize import record

_CONFIG = ExamplesConfig(target_version="py311")  # the newest that it knows


def with_output(source: str, name: str) -> str | None:
    """Run an example under pytest-examples and write its output into its text.

    Args:
        source: The example's text.
        name: Its file, in the working directory.

    Returns:
        The text as it should be; None when it is so already, or when the example
        fails, which ``run_alone`` reports.
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
    ran = record(str(path.parent))
    start = perf_counter()
    runpy.run_path(str(path), run_name="__main__")
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
