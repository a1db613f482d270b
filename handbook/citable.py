"""What the site offers to who cites it: short addresses, `ids.json`, `objects.inv`."""

import zlib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from pydantic import BaseModel

from handbook.citing import Citation, sections
from handbook.problems import Problem
from handbook.site import Page

INVENTORY = "objects.inv"
"""Names with their addresses, in the format of Sphinx, which MkDocs reads too."""

_POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'"

_REDIRECT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
{script}<meta http-equiv="refresh" content="0; url={target}">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<link rel="canonical" href="{target}">
</head>
<body>
<main>
<h1>{title}</h1>
<p>Go on to <a href="{target}">{target}</a>.</p>
</main>
</body>
</html>
"""

_HEAD = """\
# Sphinx inventory version 2
# Project: {name}
# Version: 1
# The remainder of this file is compressed using zlib.
"""


class Cited(BaseModel):
    """A rule or a record as programs read it."""

    id: str
    title: str
    url: str
    status: str
    successors: list[str]


def redirect(target: str, title: str, script: str = "") -> str:
    """Write a page that leads to another; without JavaScript, too.

    Args:
        target: The address, as seen from the page.
        title: What is there.
        script: An element that may lead somewhere more precise.
    """
    return _REDIRECT.format(
        policy=_POLICY, target=escape(target), title=escape(title), script=script
    )


def write(site: Path, citations: list[Citation], site_url: str, name: str) -> None:
    """Write all of it into the built site.

    Args:
        site: The folder of the built site.
        citations: All that can be cited, without sections.
        site_url: The address of the site, with a slash at its end.
        name: What the site is called.
    """
    for one in [*citations, *sections(citations)]:
        text = redirect(f"../../{one.target}", f"{one.id} {one.title}")
        for written in (one.id, one.id.lower()):
            folder = site / "r" / written
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_text(text, encoding="utf-8")
    cited = [
        Cited(
            id=one.id,
            title=one.title,
            url=f"{site_url}{one.path}",
            status=one.status,
            successors=list(one.successors),
        ).model_dump_json()
        for one in citations
    ]
    text = "[\n" + ",\n".join(cited) + "\n]\n"
    (site / "ids.json").write_text(text, encoding="utf-8")
    _write_inventory(site / INVENTORY, citations, name)


def _write_inventory(file: Path, citations: list[Citation], name: str) -> None:
    """Add the citations to the names that mkdocstrings wrote, if it did."""
    names: list[str] = []
    if file.is_file():
        names = (
            zlib.decompress(file.read_bytes().split(b"\n", 4)[4]).decode().split("\n")
        )
    names += [
        f"{one.id} std:label -1 {one.target} {one.id} {one.title}" for one in citations
    ]
    body = "\n".join(dict.fromkeys(filter(None, names))) + "\n"
    file.write_bytes(_HEAD.format(name=name).encode() + zlib.compress(body.encode()))


def check(pages: list[Page], citations: list[Citation]) -> Iterator[Problem]:
    """What can be cited is where its address leads.

    Args:
        pages: The pages of the built site.
        citations: All that can be cited, without sections.
    """
    ids = {page.path: set(page.ids) for page in pages}
    sources = {page.path: page.source for page in pages}
    for one in [*citations, *sections(citations)]:
        path, _, anchor = one.target.partition("#")
        file = f"{path}index.html"
        if file not in ids or (anchor and anchor not in ids[file]):
            message = f"{one.id} leads to {one.target}, which the site does not have"
            advice = f"Give the heading of {one.id} its id again."
            yield Problem(
                sources.get(file, f"docs/{path}"), 1, "CITED", message, advice
            )
