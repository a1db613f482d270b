"""The lines by which a page shows a snippet.

As a Python-Markdown extension, which both engines load, this names the snippet's
file above each block. As a check, it finds wrong includes before a build trips over
them.
"""

import re
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from handbook import fences, sources
from handbook.problems import Problem
from handbook.records.record import is_record
from handbook.snippets import DIRECTIVE, INCLUDE, Snippet

_FENCE = re.compile(r"^(?P<indent>[ >]*)```(?P<language>\w+)$")
_OUTSIDE_CODE = re.compile(
    rf"(?!.*`[^`]*{DIRECTIVE.pattern}[^`]*`).*{DIRECTIVE.pattern}"
)

_OTHER_FENCE = (
    "above this line is not the beginning of a block as the checks know it",
    "Write three backticks and the language there, and nothing else on that line.",
)

GENERATED = "build/includes"
"""Where the build writes what pages include beside snippets."""


class _NameTheFile(Preprocessor):
    """Give each fence around an include the title of the file that it shows."""

    def run(self, lines: list[str]) -> list[str]:
        """Add the titles.

        Args:
            lines: The lines of a page, before snippets are included.

        Returns:
            The lines with the titles.
        """
        named = list(lines)
        for number, (line, following) in enumerate(zip(lines, lines[1:])):
            include = INCLUDE.fullmatch(following)
            if include and _FENCE.match(line):
                named[number] = f'{line} title="{include["path"]}"'
        return named


class _ShowTheState(Preprocessor):
    """Put a record's state, as the build wrote it, under the record's heading."""

    def run(self, lines: list[str]) -> list[str]:
        """Add the include line.

        Args:
            lines: The lines of a page, before snippets are included.

        Returns:
            The lines; of a record, with one more.
        """
        page = page_of(self.md)
        heading = next((n for n, line in enumerate(lines) if line[:2] == "# "), None)
        if heading is None or not is_record(f"docs/{page}"):
            return lines
        include = f'--8<-- "{page}"'
        return [*lines[: heading + 1], "", include, "", *lines[heading + 1 :]]


def page_and_metadata(md: Markdown) -> tuple[str, dict[str, object]]:
    """Tell which page is being rendered, and what its front matter says.

    Neither engine says so to extensions officially: MkDocs leaves the page's file in
    the processor of its links, Zensical in a processor that it adds first.

    Returns:
        The page's source, relative to ``docs/``, and its metadata, which the
        templates read when the page is rendered; empty when no engine renders it.
    """
    if "relpath" in md.treeprocessors:
        file = getattr(md.treeprocessors["relpath"], "file", None)
        page = getattr(file, "page", None)
        return str(getattr(file, "src_uri", "")), getattr(page, "meta", {})
    for one in md.preprocessors:
        if type(one).__name__ == "ContextPreprocessor":
            page = getattr(one, "page", None)
            return str(getattr(page, "path", "")), getattr(page, "meta", {})
    return "", {}


def page_of(md: Markdown) -> str:
    """Tell which page is being rendered: its source, relative to ``docs/``."""
    return page_and_metadata(md)[0]


class Includes(Extension):
    """The Markdown extension that names files, and shows the state of records."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run before pymdownx.snippets, whose priority is 32, includes the files."""
        md.preprocessors.register(_NameTheFile(md), "handbook-files", 33)
        md.preprocessors.register(_ShowTheState(md), "handbook-states", 34)


def makeExtension(**options: str) -> Includes:
    """Make the extension; Python-Markdown looks for a function of this name."""
    return Includes(**options)


def check(root: Path, snippets: list[Snippet], generated: bool) -> list[Problem]:
    """Check the include lines of all pages.

    Args:
        root: The handbook's root.
        snippets: All snippets.
        generated: Whether the build wrote all that pages include beside snippets.
            Where it did not, what stands outside a fence may be missing.

    Returns:
        A problem for each line that includes nothing, shows a snippet outside a fence,
        or is written another way than ``--8<-- "topic/file.py"`` or
        ``--8<-- "topic/file.py:section"``.
    """
    by_path = {snippet.path: snippet for snippet in snippets}
    problems = []
    for page in sources.pages(root):
        place = page.relative_to(root).as_posix()
        above = ""
        lines = fences.lines(sources.read(page))
        for number, (line, is_code) in enumerate(lines, start=1):
            if _OUTSIDE_CODE.match(line):
                message = _wrong(root, by_path, line, is_code, generated)
                if message is None and is_code and not _FENCE.match(above):
                    message = _OTHER_FENCE
                if message is not None:
                    problems.append(Problem(place, number, "INCLUDE", *message))
            above = line
    return problems


def _wrong(
    root: Path,
    snippets: dict[str, Snippet],
    line: str,
    is_code: bool,
    generated: bool,
) -> tuple[str, str] | None:
    """Tell what is wrong with an include line, and what to do; None when nothing."""
    match = INCLUDE.fullmatch(line)
    if match is None:
        return (
            "this is not an include that a page may have",
            'Write `--8<-- "topic/file.py"` or `--8<-- "topic/file.py:section"`, alone'
            " on the line.",
        )
    path, section = match["path"], match["section"]
    if (root / GENERATED / path).is_file():
        return None
    if path not in snippets:
        if not (is_code or generated):
            return None
        return (
            f"the page includes a missing file, snippets/{path}",
            "Mend the path, or add the file.",
        )
    snippet = snippets[path]
    names = [one.name for one in snippet.sections]
    if section is not None and section not in names:
        return (
            f"snippets/{path} has no section '{section}'",
            f"It has: {', '.join(names) or 'none'}.",
        )
    shown = snippet.whole
    if section is not None:
        shown = snippet.sections[names.index(section)]
    if not shown.lines:
        return f"snippets/{path} shows nothing here: it is empty", "Fill it."
    if not is_code:
        return (
            f"snippets/{path} is included outside a fence, so it is read as Markdown",
            "Write three backticks and its language above it, and three below.",
        )
    return None
