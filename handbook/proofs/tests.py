"""Prove a topic's test file: pytest runs all of it, with warnings as errors."""

import re
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from handbook import isolate
from handbook.problems import Problem
from handbook.proofs.stopped import stood_at
from handbook.sandbox import Sandbox, environment
from handbook.snippets import Snippet

TIME_LIMIT = 120.0
"""Seconds that a test file may take."""

_OPTIONS = ["-q", "-W", "error", "-p", "no:cacheprovider"]
_NO_SETTINGS = ["-c", "/dev/null", "--rootdir=."]


def run_tests(name: str, has_settings: bool) -> int:
    """Run a test file in the working directory.

    Args:
        name: The test file.
        has_settings: Whether the folder is a project with settings for pytest.

    Returns:
        pytest's exit code.
    """
    options = _OPTIONS if has_settings else _OPTIONS + _NO_SETTINGS
    # Two that run at the same time would tidy up one folder for temporary files.
    own = f"--basetemp={Path.home() / 'pytest'}"
    return subprocess.call([sys.executable, "-m", "pytest", *options, own, name])


def all_passed(last: str) -> bool:
    """Tell from pytest's last line whether all tests ran and passed.

    After a minute it repeats the time in another form.
    """
    return re.fullmatch(r"\d+ passed in [\d.]+s( \([\d:]+\))?", last) is not None


def prove(
    snippet: Snippet, box: Sandbox, extra: Mapping[str, str], is_project: bool
) -> tuple[list[Problem], float]:
    """Prove one test file.

    Args:
        snippet: The test file.
        box: A fresh copy of its topic.
        extra: Environment variables to add.
        is_project: Whether the topic is a project, with settings of its own.

    Returns:
        What is wrong, and the seconds that the tests took.
    """
    run = isolate.call(
        run_tests,
        snippet.name,
        is_project,
        folder=box.folder,
        environment=environment(box, extra),
        limit=TIME_LIMIT,
    )
    output = box.shown(run.stdout + run.stderr)
    last = ([""] + run.stdout.strip().splitlines())[-1]
    wrong = partial(Problem, f"snippets/{snippet.path}")
    if run.exit_code is None:
        line, stack = stood_at(output, snippet.name)
        message = f"the tests did not end within {TIME_LIMIT:.0f} seconds"
        advice = "Make them end; this is where they stood, innermost first."
        return [wrong(line, "TIME", message, advice, stack)], run.seconds
    if run.value != 0 or not all_passed(last):
        message = f"the tests must all run and pass: {last or 'pytest said nothing'}"
        advice = "Mend what fails; nothing is skipped here."
        line = _failing_line(output, snippet.name)
        return [wrong(line, "TEST", message, advice, output)], run.seconds
    return [], run.seconds


def _failing_line(output: str, name: str) -> int:
    """Find the line that pytest names; 1 if it names none."""
    line = re.search(rf"^{re.escape(name)}:(\d+): ", output, re.MULTILINE)
    return int(line[1]) if line else 1
