"""pyright and ty beside mypy: the same code, and the mistakes that the pages show.

The code is the handbook's package and the reference service, in a copy. The mistakes
are the snippets that pyproject.toml excepts from mypy, because they show what it finds,
and a few that it does not find. All three look for packages in the handbook's own
environment, and are as strict as they can be told to be.
"""

import json
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from evidence.measuring import (
    ROOT,
    SERVICE,
    TOOLS,
    Value,
    Work,
    attempt,
    comparison,
    environment,
    fail,
    installed,
    measure,
    run,
    seconds,
)
from handbook.evidence import Comparison, Finding

OPTIONS = MYPY, PYRIGHT, TY = "mypy", "pyright", "ty"
PYTHON = TOOLS / "python"
SNIPPETS = ROOT / "snippets"
LINE = re.compile(r"^(\S+?):(\d+):\d+: (?:error|warning)\[", re.MULTILINE)
OVERLOOKED = {
    "mypy/any_leak.py": "weight: int = json.loads",
    "deferred_reflection/constant.py": "status = ",
}
"""Mistakes in snippets that mypy does not find, by their lines."""

Place = tuple[str, int]
Checker = Callable[..., set[Place]]
Command = tuple[str | Path, ...]
Reader = Callable[[str, Path], set[Place]]


def copy_code(folder: Path) -> int:
    """Copy the code into a folder, with the tools' settings; return its lines.

    mypy has ours here, exceptions and all: the code is code that it accepts.
    """
    shutil.copytree(ROOT / "handbook", folder / "handbook")
    shutil.copytree(SERVICE / "pets", folder / "pets")
    settle(folder)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return sum(len(file.read_text().splitlines()) for file in folder.rglob("*.py"))


def settle(folder: Path) -> None:
    """Have the tools be strict in a folder, without our exceptions."""
    mypy = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    codes = json.dumps(mypy["enable_error_code"])
    (folder / "pyproject.toml").write_text(
        f"[tool.mypy]\nstrict = true\nwarn_unreachable = true\n"
        f"enable_error_code = {codes}\n"
    )
    strict = {"typeCheckingMode": "strict", "reportMissingTypeStubs": "none"}
    (folder / "pyrightconfig.json").write_text(json.dumps(strict))
    (folder / "ty.toml").write_text('[rules]\nall = "warn"\n')


def commands(tools: Path, cache: Path) -> dict[str, Command]:
    """How each is called; they find packages in the handbook's own environment."""
    return {
        MYPY: (TOOLS / "mypy", "--output=json", "--cache-dir", cache),
        PYRIGHT: (tools / "pyright", "--pythonpath", PYTHON, "--outputjson"),
        TY: (tools / "ty", "check", "--python", PYTHON, "--output-format=concise"),
    }


def checkers(tools: Path, cache: Path) -> dict[str, Checker]:
    """Functions that return the places of all that is wrong in a folder."""
    readers = {MYPY: read_mypy, PYRIGHT: read_pyright, TY: read_ty}

    def check(command: Command, read: Reader, folder: Path, *files: str) -> set[Place]:
        """Run one of the tools on a folder, or on some of its files."""
        done = attempt(*command, *(files or ["."]), cwd=folder)
        if done.returncode not in (0, 1):
            fail(done)
        return read(done.stdout, folder)

    return {
        option: partial(check, command, readers[option])
        for option, command in commands(tools, cache).items()
    }


def read_mypy(text: str, folder: Path) -> set[Place]:
    """The places in mypy's output: objects, a line each, or a word of praise."""
    found = [json.loads(line) for line in text.splitlines() if line[:1] == "{"]
    return {(one["file"], one["line"]) for one in found if one["severity"] == "error"}


def read_pyright(text: str, folder: Path) -> set[Place]:
    """The places in pyright's output, which counts lines from 0."""
    return {
        (
            Path(one["file"]).relative_to(folder).as_posix(),
            one["range"]["start"]["line"] + 1,
        )
        for one in json.loads(text)["generalDiagnostics"]
        if one["severity"] in ("error", "warning")
    }


def read_ty(text: str, folder: Path) -> set[Place]:
    """The places in ty's output."""
    return {(file, int(line)) for file, line in LINE.findall(text)}


def works(folder: Path, tools: Path, lines: int) -> list[Work]:
    """What is timed: all of the code, at first, again, and after a change."""
    cache = folder / ".mypy_cache"
    called = commands(tools, cache)
    changed = folder / "handbook" / "problems.py"
    original = changed.read_text()
    changes = 0

    def check(option: str) -> tuple[float]:
        """Check all of the code."""
        return (seconds(*called[option], ".", cwd=folder, worst=1),)

    def anew(option: str) -> tuple[float]:
        """Check it as if for the first time; only mypy keeps a cache."""
        if option == MYPY:
            shutil.rmtree(cache, ignore_errors=True)
        return check(option)

    def after_a_change(option: str) -> tuple[float]:
        """Check it when a module has a new name in it that many others import."""
        nonlocal changes
        changes += 1
        changed.write_text(f"{original}\n\nCHANGE_{changes} = 0\n")
        return check(option)

    return [
        Work([Value(what, "s")], {option: partial(task, option) for option in OPTIONS})
        for what, task in [
            (f"{lines} lines, nothing cached", anew),
            ("Again, one module changed", after_a_change),
        ]
    ]


def mistakes() -> dict[str, set[str]]:
    """The topics with the snippets that show what mypy finds, or overlooks."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    modules = [
        module
        for override in settings["overrides"]
        if "disable_error_code" in override
        for module in override["module"]
    ]
    files = [file for name in modules for file in SNIPPETS.rglob(f"{name}.py")]
    files += [SNIPPETS / name for name in OVERLOOKED]
    topics: dict[str, set[str]] = {}
    for file in files:
        topic, _, name = file.relative_to(SNIPPETS).as_posix().partition("/")
        topics.setdefault(topic, set()).add(name)
    return topics


def all_at_once(
    check: dict[str, Checker], folder: Path, *files: str
) -> dict[str, set[Place]]:
    """What each finds in a folder; nothing is timed, so they run side by side."""
    with ThreadPoolExecutor() as pool:
        found = pool.map(lambda option: check[option](folder, *files), OPTIONS)
        return dict(zip(OPTIONS, found))


def places_of_mistakes(
    folder: Path, check: dict[str, Checker]
) -> dict[str, set[Place]]:
    """What each finds in the snippets that show mistakes, by topic and line."""
    places: dict[str, set[Place]] = {option: set() for option in OPTIONS}
    for topic, files in mistakes().items():
        copy = folder / topic
        shutil.copytree(SNIPPETS / topic, copy)
        settle(copy)
        for option, found in all_at_once(check, copy, *sorted(files)).items():
            places[option] |= {
                (f"{topic}/{file}", line) for file, line in found if file in files
            }
    return places


def findings(folder: Path, code: Path, tools: Path) -> list[Finding]:
    """What each finds where mypy does, where it does not, and in sound code."""
    check = checkers(tools, folder / "cache")
    found = places_of_mistakes(folder, check)
    overlooked = {
        name: line_of(SNIPPETS / name, text) for name, text in OVERLOOKED.items()
    }
    known = {place for place in found[MYPY] if place[0] not in overlooked}
    rest = set(overlooked.items())
    sound = all_at_once(check, code)
    return [
        {
            "what": "Lines with mistakes that mypy finds in our snippets",
            "answers": {
                option: f"{len(known & found[option])} of {len(known)}"
                for option in OPTIONS
            },
        },
        {
            "what": "Of these, not found in",
            "answers": {
                option: listed({file for file, _ in known - found[option]})
                for option in OPTIONS
            },
        },
        {
            "what": "Mistakes that mypy overlooks, found in",
            "answers": {
                option: listed({file for file, _ in rest & found[option]})
                for option in OPTIONS
            },
        },
        {
            "what": "Lines that it objects to in the code above",
            "answers": {option: str(len(places)) for option, places in sound.items()},
        },
    ]


def line_of(file: Path, text: str) -> int:
    """The number of the line that has a text."""
    lines = file.read_text().splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def listed(names: set[str]) -> str:
    """Names as code, or that there are none."""
    return ", ".join(f"`{name}`" for name in sorted(names)) or "none"


def node() -> dict[str, str]:
    """The Node.js of this machine, which pyright takes; it fetches one otherwise."""
    found = shutil.which("node")
    return (
        {"Node.js": run(found, "--version").strip().removeprefix("v")} if found else {}
    )


def compare(rounds: int = 3) -> Comparison:
    """Time all three on the same code, and see which mistakes they find."""
    tools = environment("type_checkers")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        code = folder / "code"
        lines = copy_code(code)
        seen = findings(folder, code, tools)
        figures = measure(works(code, tools, lines), rounds)
    return comparison(
        "rivals.type_checkers",
        "pyright, ty and mypy",
        rounds,
        OPTIONS,
        {
            **installed(TOOLS, "mypy"),
            **installed(tools, "pyright", "ty"),
            **node(),
        },
        figures,
        seen,
    )
