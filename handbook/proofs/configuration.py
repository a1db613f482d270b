"""Check a configuration file by the rules of the tool that it is for.

That it is also used, the sessions and tests of its topic show: one of them must
fail when the file is emptied (see ``handbook.proofs.topic``).
"""

import configparser
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import sqlglot
from mako.exceptions import MakoException
from mako.template import Template
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError
from sqlglot import exp
from validate_pyproject import api
from validate_pyproject.error_reporting import ValidationError

from handbook.problems import Problem
from handbook.snippets import Snippet

Finding = tuple[int, str]
"""A line of the file and what is wrong there."""


def _toml(name: str, text: str) -> Iterator[Finding]:
    """TOML must parse; a ``pyproject.toml`` must hold only what its tools know."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = str(error).rpartition("(at line ")[2].partition(",")[0]
        yield int(line) if line.isdigit() else len(text.splitlines()), str(error)
        return
    if Path(name).name == "pyproject.toml":
        try:
            _pyproject()(data)
        except ValidationError as error:
            table, _, key = str(error.name).strip("`").rpartition(".")
            named = re.findall(r"'([^']+)'", error.summary)
            yield _line_of(text, [*named, key, table]), error.summary


@cache
def _pyproject() -> api.Validator:
    """Make the validator once: it reads the schemas of many tools."""
    return api.Validator()


def _line_of(text: str, keys: list[str]) -> int:
    """Find the first line that holds one of the keys, the earlier keys first."""
    lines = list(enumerate(text.splitlines(), start=1))
    found = [number for key in keys for number, line in lines if key in line]
    return found[0] if found else 1


def _yaml(name: str, text: str) -> Iterator[Finding]:
    """YAML must parse without a key twice; some files have a schema, or a checker."""
    try:
        YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        yield mark.line + 1 if mark else 1, str(error.problem).strip().splitlines()[0]
        return
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        yield line, f"{error.reason}: U+{error.character:04X}"
        return
    except (KeyError, ValueError) as error:  # it does not say where
        yield 1, f"a value is not what it is said to be: {error}"
        return
    if ".github/workflows/" in name:
        schema = ["check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
        yield from _ask(schema, text)
    if Path(name).name == ".pre-commit-config.yaml":
        yield from _ask(["pre_commit", "validate-config"], text)


def _ask(checker: list[str], text: str) -> Iterator[Finding]:
    """Ask a checker of YAML files, whose last line says what is wrong."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        command = [sys.executable, "-m", *checker, file.name]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        last = [line for line in done.stdout.splitlines() if line.strip()][-1]
        yield 1, last.strip()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a dictionary of a JSON object, refusing a key that comes twice."""
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"the key '{key}' comes twice")
    return dict(pairs)


def _json(name: str, text: str) -> Iterator[Finding]:
    """JSON must parse without a duplicate key."""
    try:
        json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        yield error.lineno, error.msg
    except ValueError as error:
        yield _line_of(text, [str(error).split("'")[1]]), str(error)


def _ini(name: str, text: str) -> Iterator[Finding]:
    """An INI file must parse as configparser does, without a section or key twice."""
    try:
        configparser.RawConfigParser(strict=True).read_string(text)
    except configparser.MissingSectionHeaderError as error:
        yield error.lineno, "no section begins before this line"
    except configparser.ParsingError as error:
        yield error.errors[0][0], "this is neither a section, a key nor a comment"
    except configparser.Error as error:
        yield getattr(error, "lineno", 1), error.message.splitlines()[0]


def _sql(name: str, text: str) -> Iterator[Finding]:
    """SQL must parse; what sqlglot passes on unread counts as an error."""
    try:
        statements = sqlglot.parse(text)
    except sqlglot.ParseError as error:
        first = error.errors[0]
        yield int(first["line"] or 1), str(first["description"])
        return
    except sqlglot.TokenError as error:
        yield 1, str(error)
        return
    for statement in statements:
        if isinstance(statement, exp.Command):
            yield _line_of(
                text, [statement.name]
            ), f"'{statement.name}' is not known SQL"


def _mako(name: str, text: str) -> Iterator[Finding]:
    """A Mako template, as Alembic writes migrations from one, must compile."""
    try:
        Template(text)
    except MakoException as error:
        yield getattr(error, "lineno", 1), str(error).splitlines()[0]
    except SyntaxError as error:  # its line is one of what was compiled
        yield 1, f"the code in it is not Python: {error.msg}"


def _makefile(name: str, text: str) -> Iterator[Finding]:
    """A Makefile must be one that make can read."""
    done = subprocess.run(
        ["make", "--dry-run", "--file", "-"],
        input=text,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        _, line, message = (done.stderr.splitlines()[0] + "::").split(":")[:3]
        yield int(line) if line.isdigit() else 1, message.strip() or done.stderr.strip()


_CHECKS = {
    ".toml": _toml,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
    ".ini": _ini,
    ".cfg": _ini,
    ".flake8": _ini,
    ".sql": _sql,
    "Makefile": _makefile,
    ".lock": _toml,
    ".mako": _mako,
}

PROSE = {".md", ".typed"}
"""Kinds that no tool reads as its settings."""


def _check(snippet: Snippet) -> Iterator[Finding]:
    """Apply the rules of the kind of file, where it has any of its own."""
    if snippet.suffix in _CHECKS:
        yield from _CHECKS[snippet.suffix](snippet.name, snippet.text)


def check(snippet: Snippet) -> list[Problem]:
    """Check one configuration file by itself."""
    return [
        Problem(
            f"snippets/{snippet.path}",
            line,
            "CONFIGURATION",
            message,
            "Mend the file; to show the mistake itself, show it in a session.",
        )
        for line, message in _check(snippet)
    ]
