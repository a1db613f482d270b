"""Prove a topic: each of its snippets by the kind of file that it is.

Sessions and tests are run first, because what they run needs no run of its own.
"""

import ast
import platform
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handbook import postgres
from handbook.problems import Problem
from handbook.proofs import conditions, configuration, python, running, session, tests
from handbook.proofs.configuration import PROSE
from handbook.sandbox import sandbox
from handbook.snippets import Snippet, projects

_DATABASE = "DATABASE_URL"
_DRIVERS = {"aiosqlite", "psycopg"}  # loaded for a database's URL, not by an import

Outcome = tuple[list[Problem], float]
"""What is wrong with a snippet, and the seconds that it took itself."""


@dataclass(frozen=True)
class Proof:
    """What came of one snippet's proof.

    Attributes:
        path: The snippet, relative to ``snippets/``.
        problems: What is wrong; nothing when it is proved.
        seconds: What the example itself took: its run, without what is around it.
        conditions: What it ran with: names with versions.
    """

    path: str
    problems: tuple[Problem, ...]
    seconds: float
    conditions: str = ""


def is_test(snippet: Snippet) -> bool:
    """Tell whether pytest runs the file."""
    return re.fullmatch(r"test_\w+\.py", Path(snippet.path).name) is not None


def is_session(snippet: Snippet) -> bool:
    """Tell whether the file is a shell session."""
    return snippet.suffix == ".console"


def driven(snippets: list[Snippet]) -> set[str]:
    """Find the Python files that a topic's sessions and tests run.

    Those are the ones that a session's command names, and the ones that they or a
    test import, however far.

    Args:
        snippets: The topic's snippets.

    Returns:
        Their paths.
    """
    modules = {
        snippet.name.removesuffix(".py").replace("/", "."): snippet
        for snippet in snippets
        if snippet.suffix == ".py"
    }
    words = {
        word
        for snippet in snippets
        if is_session(snippet)
        for command in session.commands(snippet.text)
        for word in re.findall(r"(?:\./)?([\w./]+)", command)
    }
    found = {
        name
        for name, snippet in modules.items()
        if is_test(snippet) or {name, snippet.name} & words
    }
    waiting = list(found)
    while waiting:
        for name in _imports(modules[waiting.pop()].text) & modules.keys() - found:
            found.add(name)
            waiting.append(name)
    return {modules[name].path for name in found}


def _imports(source: str) -> set[str]:
    """List the modules that a Python text imports; none when it is not Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _named(snippet: Snippet) -> set[str]:
    """List the modules that a file imports, and that a session's commands may name."""
    if is_session(snippet):
        words = re.split(r"[^\w.-]+", "\n".join(session.commands(snippet.text)))
        return {word.replace("-", "_") for word in words}
    runner = {"pytest"} if is_test(snippet) else set()
    return runner | {name.partition(".")[0] for name in _imports(snippet.text)}


@contextmanager
def _database(wanted: bool, server: str | None) -> Iterator[dict[str, str]]:
    """Give an example that asks for a database a fresh one of its own."""
    if wanted and server is not None:
        with postgres.database(server) as url:
            yield {_DATABASE: url}
    else:
        yield {}


def prove(
    root: Path,
    snippets: list[Snippet],
    server: str | None = None,
    update: bool = False,
) -> list[Proof]:
    """Prove all snippets of one topic.

    Args:
        root: The handbook's root.
        snippets: The topic's snippets.
        server: The URL of the PostgreSQL server, where an example asks for one.
        update: Write the real output into the snippets, instead of comparing.

    Returns:
        A proof for each snippet, in the same order.
    """
    folder = root / "snippets" / snippets[0].topic
    is_project = folder.name in projects(snippets)
    runs = [snippet for snippet in snippets if is_session(snippet) or is_test(snippet)]
    asks = any(_DATABASE in snippet.text for snippet in snippets)
    database = postgres.version(server) if asks and server else ""
    imported = {name for one in snippets if one.suffix == ".py" for name in _named(one)}
    ran: dict[str, set[int]] = {}
    conditions_of: dict[str, str] = {}

    def run(snippet: Snippet, emptied: str | None = None) -> Outcome:
        """Run a session or a test in a copy of the topic."""
        # mypy's errors come from its cache with the path of their first check: no two
        # sessions may share one.
        cache = root / "build/cache/sessions" / snippet.path
        variables = {"MYPY_CACHE_DIR": str(cache)}
        file = root / "snippets" / snippet.path
        with sandbox(folder, emptied) as box, _database(asks, server) as extra:
            variables |= extra
            if is_test(snippet):
                outcome = tests.prove(snippet, box, variables, is_project)
            else:
                target = file if update and emptied is None else None
                outcome = session.prove(snippet, box, variables, target)
            if emptied is None:
                for name, lines in box.lines_run().items():
                    ran.setdefault(name, set()).update(lines)
                modules, pythons = box.loaded()
                # What pytest or uvicorn load beside is none of the reader's concern.
                shown = _named(snippet) | (_DRIVERS if asks else set())
                if is_session(snippet):
                    shown |= imported
                conditions_of[snippet.path] = conditions.describe(
                    modules & shown, pythons, database
                )
        return outcome

    outcomes = {snippet.path: run(snippet) for snippet in runs}
    failing = any(problems for problems, _ in outcomes.values())
    runs.sort(key=lambda one: outcomes[one.path][1])
    by_runs = {one.path for one in snippets} if is_project else driven(snippets)
    for snippet in snippets:
        if snippet.path in outcomes or snippet.language is None:
            continue
        if snippet.suffix == ".py":
            lines: set[int] | None = ran.get(snippet.name, set())
            if snippet.path not in by_runs or not (lines or is_project):
                lines = None
            outcomes[snippet.path] = _prove_python(root, snippet, lines, server, update)
            conditions_of[snippet.path] = conditions.describe(
                _named(snippet), {platform.python_version()}, database
            )
            continue
        problems, seconds = configuration.check(snippet), 0.0
        is_setting = snippet.text.strip() != "" and snippet.suffix not in PROSE
        if is_setting and not problems and not failing:
            noticed, seconds = _noticed_by(snippet, runs, run)
            problems = [] if noticed else [_unused(snippet)]
            if noticed:
                conditions_of[snippet.path] = conditions_of[noticed.path]
        outcomes[snippet.path] = problems, seconds
    nothing: Outcome = ([], 0.0)
    return [
        Proof(
            snippet.path, tuple(problems), seconds, conditions_of.get(snippet.path, "")
        )
        for snippet in snippets
        for problems, seconds in [outcomes.get(snippet.path, nothing)]
    ]


def _noticed_by(
    snippet: Snippet, runs: list[Snippet], run: Callable[[Snippet, str], Outcome]
) -> tuple[Snippet | None, float]:
    """Run sessions and tests with a file emptied, until one of them fails.

    Those come first that have the most words of the file's name: ``.flake8`` is noticed
    where flake8 runs.

    Returns:
        The one that did, if one did, and the seconds that they took.
    """
    words = set(re.findall(r"\w+", snippet.name))

    def unlikely(one: Snippet) -> int:
        """Count the words of the file's name that a session or test has not."""
        return sum(word not in one.text for word in words)

    seconds = 0.0
    for one in sorted(runs, key=unlikely):
        problems, spent = run(one, snippet.name)
        seconds += spent
        if problems:
            return one, seconds
    return None, seconds


def _unused(snippet: Snippet) -> Problem:
    """Say that nothing notices a configuration file."""
    return Problem(
        f"snippets/{snippet.path}",
        1,
        "UNUSED",
        "no session or test of the topic notices when this file is emptied",
        "Add a session that shows what the file changes.",
    )


def _prove_python(
    root: Path,
    snippet: Snippet,
    ran: set[int] | None,
    server: str | None,
    update: bool,
) -> Outcome:
    """Prove a Python file by the lines that sessions and tests ran, or by itself.

    It is run by itself where they ran none (None), and where it shows output.
    """
    file = root / "snippets" / snippet.path
    problems, seconds = python.check(snippet), 0.0
    if problems:
        return problems, seconds
    if ran is None or python.shows_output(snippet.text):
        folder = root / "snippets" / snippet.topic
        asks = _DATABASE in snippet.text
        with sandbox(folder) as box, _database(asks, server) as extra:
            problems, seconds = python.prove(
                snippet, box, extra, file if update else None
            )
    if ran is not None:
        missed = running.lines_not_run(file, ran)
        problems += python.not_run(snippet, missed, "no session or test of the topic")
    return problems, seconds
