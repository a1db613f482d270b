"""What a snippet is: a file that a page shows, its sections, its kind."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from handbook.problems import Problem

LANGUAGES = {
    ".py": "python",
    ".console": "console",
    ".toml": "toml",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".ini": "ini",
    ".cfg": "ini",
    ".flake8": "ini",
    ".json": "json",
    ".sql": "sql",
    "Makefile": "makefile",
    ".lock": "toml",
    ".mako": "mako",
    ".md": "markdown",
    ".gitignore": "text",
    ".python-version": "text",
    ".typed": "text",
}
"""The language of a fence, by the ending (or else the name) of the file in it."""

CACHES = {"__pycache__", ".mypy_cache", ".pytest_cache"}
"""Folders that tools leave behind, which hold no snippets."""

_EDITORS = re.compile(r"\.#.*|\..*\.sw.|.*~|#.*#")
"""Names of files that editors keep beside those that are open."""

DIRECTIVE = re.compile(r"-+8<-+")
"""What an include line or a marker, and nothing else, holds."""

INCLUDE = re.compile(r'[ >]*--8<-- "(?P<path>[^":]+)(?::(?P<section>[a-z][-\w]*))?"')
"""An include line, whole: the snippet, or what the build wrote, and the section."""

_MARKER = re.compile(r"^[ \t]*\S+[ \t]+--8<--[ \t]+\[(start|end):([a-z][-_0-9a-z]*)\]")


@dataclass(frozen=True)
class Section:
    """A named part of a snippet, or all of it (then the name is empty).

    Attributes:
        name: The name between the markers.
        text: What a page shows: the lines without markers and common indent.
        lines: The numbers of these lines in the file, counted from 1.
    """

    name: str
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Snippet:
    """A file below ``snippets/``.

    Attributes:
        path: The file, relative to ``snippets/``, with forward slashes.
        text: The file's text, markers included.
        whole: All of the file, as a page shows it.
        sections: The named sections, in the order of their starts.
    """

    path: str
    text: str
    whole: Section
    sections: tuple[Section, ...]

    @property
    def topic(self) -> str:
        """The folder directly under ``snippets/`` that the file is in."""
        return self.path.split("/")[0]

    @property
    def name(self) -> str:
        """The file's path inside its topic."""
        return self.path.partition("/")[2]

    @property
    def suffix(self) -> str:
        """The ending by which the kind of file is told, or the name without one."""
        return Path(self.path).suffix or Path(self.path).name

    @property
    def language(self) -> str | None:
        """The language that a fence around the snippet must name."""
        return LANGUAGES.get(self.suffix)


def is_marker(line: str) -> bool:
    """Tell whether a line only marks where a section starts or ends."""
    return _MARKER.match(line) is not None


def _section(name: str, numbered: list[tuple[int, str]]) -> Section:
    """Make a section of numbered lines, dropping the markers of others."""
    kept = [(number, line) for number, line in numbered if not is_marker(line)]
    text = dedent("\n".join(line for _, line in kept)).strip("\n")
    return Section(name, text, tuple(number for number, line in kept if line.strip()))


def parse(path: str, text: str) -> tuple[Snippet, list[Problem]]:
    """Read a snippet's sections out of its text.

    Args:
        path: The file, relative to ``snippets/``.
        text: What the file holds.

    Returns:
        The snippet, and what is wrong with its markers.
    """
    place = f"snippets/{path}"
    numbered = list(enumerate(text.splitlines(), start=1))
    problems: list[Problem] = []
    starts: dict[str, int] = {}
    sections: dict[str, Section] = {}

    for number, line in numbered:
        match = _MARKER.match(line)
        if match is None and DIRECTIVE.search(line):
            message = "a line looks like a marker or an include, and is neither"
            advice = "Write markers as `# --8<-- [start:name]`, alone on a line."
            problems.append(Problem(place, number, "SECTION", message, advice))
        if match is None:
            continue
        edge, name = match.groups()
        if edge == "start" and name in starts:
            message = f"the section '{name}' starts twice"
            advice = "Rename one of the two."
        elif edge == "start":
            starts[name] = number
            continue
        elif name not in starts or name in sections:
            message = f"the section '{name}' ends but has not started"
            advice = f"Put `[start:{name}]` before it."
        else:
            sections[name] = _section(name, numbered[starts[name] : number - 1])
            if sections[name].lines:
                continue
            number = starts[name]
            message = f"the section '{name}' is empty"
            advice = "Put its lines between the two markers, or remove both."
        problems.append(Problem(place, number, "SECTION", message, advice))
    for name in starts.keys() - sections.keys():
        message = f"the section '{name}' does not end"
        advice = f"Add `[end:{name}]`."
        problems.append(Problem(place, starts[name], "SECTION", message, advice))
    whole = _section("", numbered)
    return Snippet(path, text, whole, tuple(sections.values())), problems


def read(
    root: Path, topics: tuple[str, ...] = ()
) -> tuple[list[Snippet], list[Problem]]:
    """Read all snippets of a handbook.

    Args:
        root: The handbook's root, the folder that holds ``snippets/``.
        topics: Read just these topics; all when empty.

    Returns:
        The snippets, sorted by path, and what is wrong with the files.
    """
    snippets: list[Snippet] = []
    problems: list[Problem] = []
    folder = root / "snippets"
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if not file.is_file() or CACHES & set(file.parts):
            continue
        if _EDITORS.fullmatch(file.name):
            continue
        if topics and path.split("/")[0] not in topics:
            continue
        place = f"snippets/{path}"
        if "/" not in path:
            problems.append(
                Problem(
                    place,
                    1,
                    "TOPIC",
                    "the file is in no topic",
                    "Move it into a folder of its own under snippets/.",
                )
            )
            continue
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            problems.append(
                Problem(
                    place,
                    1,
                    "ENCODING",
                    "the file is not text in UTF-8",
                    "Save it as UTF-8, or remove it.",
                )
            )
            continue
        snippet, wrong = parse(path, text)
        snippets.append(snippet)
        problems += wrong
        if snippet.language is None:
            kinds = ", ".join(sorted(LANGUAGES))
            problems.append(
                Problem(
                    place,
                    1,
                    "KIND",
                    f"nothing proves a file of the kind '{snippet.suffix}'",
                    f"Use one of these: {kinds}; or teach handbook/proofs a new kind.",
                )
            )
    return snippets, problems


def projects(snippets: list[Snippet]) -> set[str]:
    """Find the topics that are projects: whose ``pyproject.toml`` is of a package.

    Returns:
        Their names.
    """
    return {
        snippet.topic
        for snippet in snippets
        if snippet.name == "pyproject.toml" and _is_of_a_package(snippet.text)
    }


def _is_of_a_package(settings: str) -> bool:
    """Tell whether a ``pyproject.toml`` is of a package, not of tools alone."""
    try:
        return "project" in tomllib.loads(settings)
    except tomllib.TOMLDecodeError:
        return False
