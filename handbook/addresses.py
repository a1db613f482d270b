"""The ledger of addresses: what was published once leads somewhere for ever.

`docs/addresses.txt` lists every page and anchor, and only grows. A page that leaves is
named in `docs/redirects.txt` with the place that readers shall get to; a heading keeps
its former ids by `formerly`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from handbook import git, headings, redirects, sources
from handbook.citable import redirect
from handbook.problems import Problem
from handbook.site import Page

LEDGER = "docs/addresses.txt"
"""An address a line, relative to the site, sorted: `tools/sqlalchemy/#DB-3`."""

HOME = "./"
"""The address of the first page."""

SCRIPT = "assets/moved.js"
"""Takes readers of a page that moved to the anchor that they asked for."""


def of(pages: Iterable[Page]) -> set[str]:
    """List the addresses of a site: its pages, and the ids of their articles."""
    found = set()
    for page in pages:
        if page.path.endswith("index.html"):
            path = _path(page)
            found |= {path, *(f"{path}#{name}" for name in page.article_ids)}
    return found


def _path(page: Page) -> str:
    """Tell a page's address."""
    return page.path.removesuffix("index.html") or HOME


def read(root: Path) -> list[str]:
    """Read the ledger; nothing when there is none."""
    file = root / LEDGER
    return sources.read(file).splitlines() if file.is_file() else []


def _before(root: Path) -> set[str] | None:
    """Read the ledger where the work began; None where git can't tell."""
    commit = git.merge_base(root, None)
    if commit is None:
        return None
    text = git.read(root, commit, LEDGER) or ""
    return set(filter(redirects.is_address, text.splitlines()))


def add(root: Path, pages: Iterable[Page]) -> int:
    """Add the addresses that the ledger does not have, and take out what is none.

    So it does with what the work added, and has no more: that was never published.

    Returns:
        How many were added.
    """
    known = set(filter(redirects.is_address, read(root)))
    living, before = of(pages), _before(root)
    every = sorted(living | (known if before is None else known & before))
    text = "".join(f"{address}\n" for address in every)
    (root / LEDGER).write_text(text, encoding="utf-8", newline="\n")
    return len(set(every) - known)


def check(root: Path, pages: list[Page]) -> list[Problem]:
    """Say which addresses were lost, are new, would change, or lead nowhere.

    A handbook that has no ledger, and had none, has not been published yet.

    Args:
        root: The handbook's root.
        pages: The pages of the built site.
    """
    ledger = read(root)
    living = of(pages)
    moved, problems = redirects.read(root)
    began = _before(root)
    before = began or set()
    problems += _leading(moved, living, {*ledger, *before})
    problems += _made_of_words(pages)
    if not ledger and not before:
        return problems
    problems += _shrunk(list(filter(redirects.is_address, ledger)), before)
    for number, address in enumerate(ledger, start=1):
        if not redirects.is_address(address):
            message = f"'{address}' is no address of a page or an anchor"
        elif address in living or _led(address, moved, living):
            continue
        elif began is not None and address not in began:
            message = f"{address} is gone, and was never published"
        else:
            problems.append(_lost(address, number, living, pages))
            continue
        advice = "Run 'make addresses', which takes the line out."
        problems.append(Problem(LEDGER, number, "ADDRESS-NEW", message, advice))
    by_path = {_path(page): page for page in pages}
    for address in sorted(living - set(ledger)):
        path, _, anchor = address.partition("#")
        page = by_path[path]
        line = _line(page, anchor) if anchor else 1
        message = f"the ledger does not have the address {address}"
        advice = "Run 'make addresses', and commit what it writes."
        problems.append(Problem(page.source, line, "ADDRESS-NEW", message, advice))
    return problems


def _line(page: Page, anchor: str) -> int:
    """Find the heading with an id; else the first line with its letters."""
    lines = enumerate(page.text.splitlines(), start=1)
    written = re.compile(rf"\{{.*(#|formerly=.*\b){re.escape(anchor)}(?![\w-]).*\}}")
    found = (number for number, line in lines if written.search(line))
    return next(found, page.line_of(anchor))


def _made_of_words(pages: list[Page]) -> Iterator[Problem]:
    """However a heading is written, its id is not one that was made of its words."""
    for page in pages:
        for words in page.unnamed:
            line = page.line_of(words)
            advice = f"Write '## {words} {{#a-name-that-stays}}'."
            yield Problem(page.source, line, "HEADING-ID", headings.NO_ID, advice)


def _lost(address: str, line: int, living: set[str], pages: list[Page]) -> Problem:
    """Say that an address leads nowhere any more."""
    path, _, anchor = address.partition("#")
    message = f"{address} was published and is gone"
    if path in living:
        source = next(one.source for one in pages if _path(one) == path)
        advice = (
            f'Bring the id back in {source}, or write formerly="{anchor}" behind the id'
            " of the heading that says it now."
        )
    else:
        advice = (
            f"Write a line into {redirects.FILE}: '{address} <where it leads now>'."
        )
    return Problem(LEDGER, line, "ADDRESS-LOST", message, advice)


def _led(address: str, moved: dict[str, tuple[str, int]], living: set[str]) -> bool:
    """Tell whether an address that left leads somewhere: by itself, or as its page."""
    path, _, anchor = address.partition("#")
    if path in living:
        return False
    if address in moved:
        return path in moved
    target = moved.get(path, ("", 0))[0]
    return bool(target) and (not anchor or f"{target}#{anchor}" in living)


def _leading(
    moved: dict[str, tuple[str, int]], living: set[str], published: set[str]
) -> Iterator[Problem]:
    """Each redirect is of something that left, to something that is there."""
    for address, (target, line) in moved.items():
        path = address.partition("#")[0]
        if path in living:
            message = f"the page {path} is there, so nothing leads away from it"
            advice = "Remove the line; a heading keeps a former id by 'formerly'."
        elif address not in published:
            message = f"'{address}' was never published, so nobody comes from there"
            advice = f"Write the address as {LEDGER} has it, or remove the line."
        elif target in moved:
            message = f"'{address}' leads to '{target}', which is redirected itself"
            advice = f"Name where that leads: '{moved[target][0]}'."
        elif target not in living:
            message = f"'{address}' leads to '{target}', which is not there"
            advice = "Name a page or an anchor of the site."
        else:
            continue
        yield Problem(redirects.FILE, line, "REDIRECT", message, advice)


def _shrunk(ledger: list[str], before: set[str]) -> Iterator[Problem]:
    """Nothing left the ledger since the branch began, and it is sorted, once each."""
    for address in sorted(before - set(ledger)):
        message = f"the ledger had the address {address}, and lost it"
        advice = "Bring the line back: what was published stays in the ledger."
        yield Problem(LEDGER, 1, "ADDRESS-LOST", message, advice)
    if ledger != sorted(set(ledger)):
        message = "the ledger is not sorted, or has a line twice"
        yield Problem(LEDGER, 1, "ADDRESS-NEW", message, "Run 'make addresses'.")


def write(root: Path, site: Path) -> None:
    """Write a page for each that moved, which leads to where it is now."""
    moved, _ = redirects.read(root)
    published = set(read(root))
    for address, (target, _) in moved.items():
        if "#" in address or address not in published:
            continue
        up = "../" * address.count("/")
        anchors = {
            old.partition("#")[2]: f"{up}{new}"
            for old, (new, _) in moved.items()
            if old.startswith(f"{address}#")
        }
        folder = site / address
        folder.mkdir(parents=True, exist_ok=True)
        script = (
            f'<script src="{up}{SCRIPT}" data-target="{escape(up + target)}"'
            f' data-anchors="{escape(json.dumps(anchors))}"></script>\n'
        )
        text = redirect(f"{up}{target}", "This page has moved", script)
        (folder / "index.html").write_text(text, encoding="utf-8")
