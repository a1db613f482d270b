"""What is shown is proved: every code block is a snippet, and every snippet is shown.

It reads the built site, because that is what readers see: a block may come about in
many ways that the Markdown does not show.
"""

from handbook.blocks import Block, line_of
from handbook.problems import Problem
from handbook.site import Page
from handbook.snippets import Section, Snippet, projects

_OWN = (
    "Move the code into a file below snippets/, and include that: three backticks with"
    ' a language, then `--8<-- "topic/file.py"` alone.'
)


def owners(block: Block, snippets: list[Snippet]) -> list[tuple[Snippet, Section]]:
    """Find the files, or sections of files, whose text a block is.

    Args:
        block: The block. Its title, where it has one, names the only file it may be.
        snippets: All snippets.
    """
    return [
        (snippet, section)
        for snippet in snippets
        if block.title in ("", snippet.path)
        for section in (snippet.whole, *snippet.sections)
        if section.text == block.text and section.lines
    ]


def _check_block(block: Block, titled: bool, snippets: list[Snippet]) -> Problem | None:
    """Tell what is wrong with one block; None when a snippet owns it."""
    first = (block.text.strip().splitlines() or ["(an empty block)"])[0]
    found = owners(block, snippets)
    if not found or (titled and not block.title):
        message = f"no snippet owns the code block '{first}'"
        return Problem(block.path, block.line, "UNOWNED", message, _OWN, block.text)
    snippet, _ = found[0]
    if block.language != snippet.language:
        named = block.language or "nothing"
        return Problem(
            block.path,
            block.line,
            "LANGUAGE",
            f"the fence says {named}, but snippets/{snippet.path} is"
            f" {snippet.language}",
            f"Write `{snippet.language}` after the three backticks.",
        )
    return None


def check(
    site: list[Page], root_pages: list[Page], snippets: list[Snippet]
) -> list[Problem]:
    """Compare what readers see with what is proved.

    Args:
        site: The pages of the built site.
        root_pages: README and CONTRIBUTING, whose blocks have no title to go by.
        snippets: All snippets.

    Returns:
        A problem for each block that is no snippet, each snippet that no page shows,
        and each include line that was left standing.
    """
    problems: list[Problem] = []
    shown: dict[str, set[int]] = {snippet.path: set() for snippet in snippets}
    for page in [*site, *root_pages]:
        for block in page.blocks:
            problem = _check_block(block, page in site, snippets)
            if problem is not None:
                problems.append(problem)
                continue
            for snippet, section in owners(block, snippets):
                shown[snippet.path] |= set(section.lines)
        problems += [
            Problem(
                page.source,
                line_of(page.text, text.splitlines()[0]),
                "INCLUDE",
                f"an include line was not carried out: {text.splitlines()[0]}",
                "Put it alone on a line, in double quotes, inside a fence; or remove"
                " it.",
            )
            for text in page.directives
        ]
    may_hide = projects(snippets)
    for snippet in snippets:
        hidden = set(snippet.whole.lines) - shown[snippet.path]
        if hidden and snippet.topic not in may_hide:
            problems.append(
                Problem(
                    f"snippets/{snippet.path}",
                    min(hidden),
                    "NOT-SHOWN",
                    f"no page shows {_count(len(hidden))} of this file",
                    "Include the file, or sections that cover it; or remove it.",
                )
            )
        elif not snippet.whole.lines and snippet.topic not in may_hide:
            problems.append(
                Problem(
                    f"snippets/{snippet.path}",
                    1,
                    "EMPTY",
                    "the file is empty",
                    "Fill it, or remove it.",
                )
            )
    return problems


def _count(lines: int) -> str:
    """Write a number of lines for people."""
    return "1 line" if lines == 1 else f"{lines} lines"
