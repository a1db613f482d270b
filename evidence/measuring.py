"""What all measurements share: conditions, environments, rounds and their figures."""

import json
import os
import platform
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from handbook import postgres
from handbook.evidence import Comparison, Figure, Finding, Spread

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent
"""The commands of the handbook's own environment."""

SERVICE = ROOT / "snippets" / "service"
ENVIRONMENTS = ROOT / "build/cache/evidence"
REQUIREMENTS = ROOT / "evidence" / "rivals"
FOREIGN = re.compile(
    "VIRTUAL_ENV|CONDA_PREFIX|PYTHON.*|PYENV_.*|POETRY_.*|UV_.*|MYPY.*|RUFF_.*"
)
"""Variables of the caller's that would change what is measured."""


@dataclass(frozen=True)
class Value:
    """Something that is measured: what, in which unit, and whether more is better."""

    work: str
    unit: str
    more_is_better: bool = False


@dataclass(frozen=True)
class Work:
    """What each option does once a round; a task returns a number for each value."""

    values: Sequence[Value]
    tasks: Mapping[str, Callable[[], Sequence[float]]]


def measure(works: Sequence[Work], rounds: int) -> list[Figure]:
    """Let all options do all works in turns, and print a line for each round.

    A slower minute of the machine so meets all options, and each ratio is one of two
    numbers that were measured side by side.
    """
    samples: dict[tuple[Value, str], list[float]] = {}
    for number in range(1, rounds + 1):
        start = time.perf_counter()
        for work in works:
            for option, task in work.tasks.items():
                for value, result in zip(work.values, task(), strict=True):
                    samples.setdefault((value, option), []).append(result)
        print(f"  round {number} of {rounds}: {since(start)}", flush=True)
    return [
        figure(value, {option: samples[value, option] for option in work.tasks})
        for work in works
        for value in work.values
    ]


def figure(value: Value, samples: Mapping[str, list[float]]) -> Figure:
    """Sum up what was measured, and how many times as good as the first each was."""
    base, *others = samples
    ratios = {
        other: spread(
            mine / first if value.more_is_better else first / mine
            for first, mine in zip(samples[base], samples[other], strict=True)
        )
        for other in others
    }
    return {
        "work": value.work,
        "unit": value.unit,
        "results": {option: spread(found) for option, found in samples.items()},
        "ratios": ratios,
    }


def spread(numbers: Iterable[float]) -> Spread:
    """The median of some numbers, the least and the greatest."""
    found = list(numbers)
    return {
        "median": rounded(statistics.median(found)),
        "min": rounded(min(found)),
        "max": rounded(max(found)),
    }


def rounded(number: float) -> float:
    """Keep four digits, which is more than these measurements are worth."""
    return float(f"{number:.4g}")


def answered(seen: Mapping[str, Mapping[str, str]]) -> list[Finding]:
    """Put together what each option said, by what all of them were asked.

    Args:
        seen: What each said, by what was asked.
    """
    first, *_ = seen.values()
    return [
        {"what": what, "answers": {option: one[what] for option, one in seen.items()}}
        for what in first
    ]


def comparison(
    name: str,
    title: str,
    rounds: int,
    options: Sequence[str],
    versions: dict[str, str],
    figures: list[Figure],
    findings: list[Finding],
) -> Comparison:
    """Put together what a script has measured and found, and the conditions."""
    return {
        "title": title,
        "command": f"python -m evidence {name} --write",
        "date": date.today().isoformat(),
        "rounds": rounds,
        "machine": machine(),
        "versions": {"Python": platform.python_version(), **versions},
        "options": list(options),
        "figures": figures,
        "findings": findings,
    }


def machine() -> dict[str, str]:
    """The processor, its cores and the operating system."""
    processor = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                processor = line.partition(":")[2].strip()
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        system = f"{platform.system()} {platform.release()}"
    return {
        "processor": processor,
        "cores": f"{os.cpu_count()} cores",
        "system": system,
    }


def environment(name: str) -> Path:
    """Make the environment of a rival, unless it is there.

    Returns:
        The folder of its commands.
    """
    folder = ENVIRONMENTS / name
    requirements = REQUIREMENTS / f"{name}.txt"
    source = f"{sys.version}\n{folder}\n{requirements.read_text()}"
    ready = folder / ".ready"
    if not ready.exists() or ready.read_text() != source:
        print(f"  making the environment {name}", flush=True)
        run(sys.executable, "-m", "venv", "--clear", folder)
        run(folder / "bin/python", "-m", "pip", "install", "-q", "-r", requirements)
        ready.write_text(source)
    return folder / "bin"


def installed(commands: Path, *packages: str) -> dict[str, str]:
    """The versions of packages in the environment of these commands."""
    code = "import sys; from importlib.metadata import version as v; "
    code += "print(*map(v, sys.argv[1:]))"
    return dict(zip(packages, run(commands / "python", "-c", code, *packages).split()))


def database_versions(server_url: str) -> dict[str, str]:
    """The versions of SQLite, which comes with Python, and of a PostgreSQL server."""
    name, _, number = postgres.version(server_url).partition(" ")
    return {"SQLite": sqlite3.sqlite_version, name: number}


def must_agree(commands: Path, *packages: str) -> None:
    """Stop when a rival would run on another version of what both run on."""
    ours, theirs = installed(TOOLS, *packages), installed(commands, *packages)
    for package in packages:
        if ours[package] != theirs[package]:
            sys.exit(
                f"Pin {package}=={ours[package]} in"
                f" evidence/rivals/{commands.parent.name}.txt, as poetry.lock does."
            )


def variables(**more: str) -> dict[str, str]:
    """The caller's variables without those that would change what is measured."""
    kept = {k: v for k, v in os.environ.items() if not FOREIGN.fullmatch(k)}
    return kept | more


def attempt(
    *command: str | Path, cwd: Path = ROOT, text: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command, whatever comes of it; what it says is kept."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=variables(**more),
        input=text,
        capture_output=True,
        text=True,
    )


def run(*command: str | Path, cwd: Path = ROOT, text: str = "", **more: str) -> str:
    """Run a command that must succeed, and return what it prints."""
    done = attempt(*command, cwd=cwd, text=text, **more)
    if done.returncode:
        fail(done)
    return done.stdout


def fail(done: subprocess.CompletedProcess[str]) -> NoReturn:
    """Stop with the command that failed, and what it said."""
    command = " ".join(map(str, done.args))
    sys.exit(f"{command} failed:\n{done.stdout}{done.stderr}")


def seconds(
    *command: str | Path, cwd: Path = ROOT, worst: int = 0, **more: str
) -> float:
    """How long a command takes.

    Args:
        command: The command.
        cwd: The folder to run it in.
        worst: The highest exit code that is no failure: 1 for a tool that may find
            something.
        more: Variables of its environment.
    """
    start = time.perf_counter()
    done = attempt(*command, cwd=cwd, **more)
    taken = time.perf_counter() - start
    if not 0 <= done.returncode <= worst:
        fail(done)
    return taken


def since(start: float) -> str:
    """The time that has passed, for a line of progress."""
    return f"{time.perf_counter() - start:.1f} s"


def said(yes: bool) -> str:
    """A yes or no, as the tables say it."""
    return "yes" if yes else "no"


def write(name: str, measured: Mapping[str, object]) -> None:
    """Keep what was measured beside the script that did it."""
    path = ROOT / "evidence" / f"{name.replace('.', '/')}.json"
    text = json.dumps(measured, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
