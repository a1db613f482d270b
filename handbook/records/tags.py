"""The tags of records: a page for each, what that lists, and an overview of all.

The pages are written by hand, a heading and what falls under the tag; what they list
is written before a build, from the records.
"""

from collections.abc import Iterator
from pathlib import Path

from handbook.problems import Problem
from handbook.records.record import FOLDER, TAGS, Record
from handbook.rules import Rule
from handbook.tables import cell

PAGES = f"{FOLDER}/tags"
"""Where the tags' pages are, relative to the root."""

OVERVIEW = f"{FOLDER}/by-tag.md"
"""The page that leads to all of them; a handbook without it has none of them."""

_ORDER = ("accepted", "proposed", "deprecated", "superseded", "rejected")
"""The statuses as readers of a tag's page want them: what holds comes first."""


def is_page(path: str) -> bool:
    """Tell whether a file, relative to the root, is meant to be a tag's page."""
    folder, _, name = path.rpartition("/")
    return folder == PAGES and name.endswith(".md")


def check(root: Path) -> Iterator[Problem]:
    """The tags and the pages are the same, and each page lists its records.

    Args:
        root: The handbook's root.
    """
    found = {file.stem: file for file in sorted((root / PAGES).glob("*.md"))}
    for tag, file in found.items():
        path = f"{PAGES}/{file.name}"
        if tag not in TAGS:
            message = f"there is no tag '{tag}', and this is its page"
            advice = "Add it to TAGS in handbook/records/record.py, or remove the page."
            yield Problem(path, 1, "TAG-PAGE", message, advice)
        elif _include(tag) not in _lines(file):
            message = f"the page does not list the records that are tagged '{tag}'"
            advice = f"Write '{_include(tag)}', alone on a line."
            yield Problem(path, 1, "TAG-PAGE", message, advice)
    for tag in TAGS if (root / OVERVIEW).is_file() else ():
        if tag not in found:
            message = f"the tag '{tag}' has no page"
            advice = (
                f"Write {PAGES}/{tag}.md: a heading, what falls under the tag, and"
                f" '{_include(tag)}'. Then name it in nav of mkdocs.yml."
            )
            yield Problem(OVERVIEW, 1, "TAG-PAGE", message, advice)


def _include(tag: str) -> str:
    """Write the line with which a tag's page shows its records."""
    return f'--8<-- "decisions/tags/{tag}.md"'


def _lines(file: Path) -> list[str]:
    """Read the lines of a page; none of what is no file."""
    return file.read_text("utf-8", "replace").splitlines() if file.is_file() else []


def link(tag: str) -> str:
    """Write a link to a tag's page, from beside the records."""
    return f"[{tag}](tags/{tag}.md)"


def page(tag: str, records: list[Record], rules: list[Rule]) -> Iterator[str]:
    """Write the lines of what a tag's page lists.

    Args:
        tag: The tag.
        records: All records, in the order of their ids.
        rules: All rules.
    """
    found = _tagged(tag, records)
    if not found:
        yield "No record yet."
        return
    yield "| Record | Decision | Status | Recorded | Rules |"
    yield "| --- | --- | --- | --- | --- |"
    for record in sorted(found, key=lambda one: _ORDER.index(one.text("status"))):
        governed = (rule for rule in rules if rule.id in record.texts("governs"))
        links = [
            f"[{rule.id}](../../tools/{Path(rule.path).name}#{rule.anchor})"
            for rule in governed
        ]
        cells = [
            record.text("id"),
            f"[{cell(record.text('title'))}](../{record.slug}.md)",
            record.text("status"),
            record.text("date"),
            ", ".join(links) or "–",
        ]
        yield f"| {' | '.join(cells)} |"


def overview(records: list[Record]) -> Iterator[str]:
    """Write the lines of the overview: under each tag its page and its records.

    Args:
        records: All records, in the order of their ids.
    """
    for tag in TAGS:
        found = _tagged(tag, records)
        yield f"## {tag} {{#{tag}}}"
        yield ""
        for record in found:
            to = f"[{record.text('title')}]({record.slug}.md)"
            yield f"- {record.text('id')} {to}, {record.text('status')}"
        if found:
            yield ""
            yield f"With dates and rules: [decisions about {tag}](tags/{tag}.md)."
        else:
            yield f"No record yet; [its page](tags/{tag}.md) says what would be one."
        yield ""


def _tagged(tag: str, records: list[Record]) -> list[Record]:
    """List the records that have a tag."""
    return [record for record in records if tag in record.texts("tags")]
