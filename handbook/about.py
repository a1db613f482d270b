"""What the frame of a page says about the page: in short, its source, its last change.

The build asks git once and writes the dates. The Markdown extension, which both
engines load, puts them into the page's metadata, where the templates find them.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from selectolax.lexbor import LexborHTMLParser

from handbook import git, includes, sources
from handbook.records.record import is_record
from handbook.snippets import INCLUDE

DATES = "changed.json"
"""The file with the date of each page's last change, among what the build writes."""

LONGEST = 160
"""How many characters a description has at most; search engines show no more."""

_SHORTEST = 50


def repository() -> str:
    """Read the address of the repository that REPOSITORY_URL names, if it does."""
    return os.environ.get("REPOSITORY_URL", "").rstrip("/")


def _git(root: Path, *arguments: str) -> str:
    """Ask git, and return what it says; nothing when it can't answer."""
    said = git.ask(root, "-c", "core.quotePath=off", *arguments)
    return (said or b"").decode("utf-8", errors="replace").strip()


def _committed(root: Path) -> dict[str, str]:
    """List the day of the last commit of each file that a page may be made of.

    Returns:
        The days by path, from the handbook's root; nothing when git does not know it,
        or not back to the first commit: the days would be wrong.
    """
    if _git(root, "rev-parse", "--is-shallow-repository") != "false":
        return {}
    # Relative: the handbook may be a folder of a larger repository.
    names = ("--name-only", "--relative", "--", "docs", "snippets", "evidence")
    log = _git(root, "log", "--format=//%cs", *names)
    days: dict[str, str] = {}
    day = ""
    for line in filter(None, log.splitlines()):
        if line.startswith("//"):
            day = line[2:]
        else:
            days.setdefault(line, day)
    return days


def changed(root: Path) -> dict[str, str]:
    """Tell when each page was last changed, itself or what it includes.

    That is snippets, and what was measured. Lists that the build makes of records and
    rules do not count.

    Args:
        root: The handbook's root.

    Returns:
        The days by the page's path below ``docs``, of the pages that git knows.
    """
    days = _committed(root)
    found = {}
    for page in sources.pages(root):
        name = page.relative_to(root).as_posix()
        if name in days:
            lines = map(INCLUDE.fullmatch, sources.read(page).splitlines())
            shown = [one["path"] for one in lines if one]
            parts = [f"snippets/{path}" for path in shown]
            parts += [f"evidence/{path.removesuffix('.md')}.json" for path in shown]
            day = max(days.get(one, "") for one in (name, *parts))
            found[name.removeprefix("docs/")] = day
    return found


def write(root: Path, destination: Path) -> None:
    """Write the days of the last changes to where the extension reads them."""
    destination.mkdir(parents=True, exist_ok=True)
    text = json.dumps(changed(root), indent=1)
    (destination / DATES).write_text(text, encoding="utf-8")


def shorten(text: str) -> str:
    """Cut a text to the length of a description, after a sentence or a word.

    Example: a text that is short enough comes back as it is.
    """
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    cut = text[: LONGEST - len(" …")]
    sentence = max(cut.rfind(end) for end in (". ", "? ", "! "))
    if sentence >= _SHORTEST:
        return cut[: sentence + 1]
    whole = cut.rpartition(" ")[0] or cut
    return f"{whole.rstrip(',;:')} …"


def _paragraphs(html: str, after: str) -> Iterator[str]:
    """List the texts of the paragraphs that follow an element, outermost only."""
    for node in LexborHTMLParser(f"<main>{html}</main>").css(f"main > {after}"):
        yield node.text()


def describe(html: str, page: str) -> str:
    """Describe a page by its first paragraph; a record by its outcome.

    Args:
        html: The page's text as HTML.
        page: Its path below ``docs``.

    Returns:
        The description; empty when there is no paragraph.
    """
    first = "h2[id=outcome] ~ p" if is_record(f"docs/{page}") else "p"
    texts = [text for text in _paragraphs(html, first) if text.strip()]
    enough = (text for text in texts if len(text) >= _SHORTEST)
    return shorten(next(enough, texts[0] if texts else ""))


class _Tell(Postprocessor):
    """Put what the frame says into the page's metadata; leave the text as it is."""

    def run(self, text: str) -> str:
        """Read the description off the text.

        Args:
            text: The page's text as HTML.

        Returns:
            The same text.
        """
        page, metadata = includes.page_and_metadata(self.md)
        if page:
            dates = Path(includes.GENERATED, DATES)
            days = json.loads(dates.read_text("utf-8")) if dates.is_file() else {}
            address = repository()
            metadata["about"] = {
                "description": describe(text, page),
                "source": f"docs/{page}",
                "changed": days.get(page, ""),
                "edit": f"{address}/edit/main/docs/{page}" if address else "",
            }
        return text


class About(Extension):
    """The Markdown extension that tells the frame about the page."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after all others, on the text as readers get it."""
        md.postprocessors.register(_Tell(md), "handbook-about", -1000)


def makeExtension(**options: str) -> About:
    """Make the extension; Python-Markdown looks for a function of this name."""
    return About(**options)
