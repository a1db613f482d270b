"""Build the site with one of two engines, and check what came out."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from handbook import (
    about,
    addresses,
    citable,
    citing,
    evidence,
    headings,
    includes,
    ledger,
    links,
    offline,
    results,
    rule_checks,
    rules,
    search,
    search_sections,
    search_terms,
    settings,
    site,
    snippets,
    sources,
)
from handbook.blocks import line_of
from handbook.problems import Problem
from handbook.records import collection, exports, published
from handbook.records.record import Record

ENGINES = ("mkdocs", "zensical")
"""What builds the site. MkDocs does; Zensical shows that the sources can move on."""

SITE = "build/site"
"""Where the site is built, as mkdocs.yml says, relative to the root."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_MKDOCS = re.compile(r"^WARNING +- +(.*?'([^']+\.md)'.*|.*)$", re.MULTILINE)
_LINK = re.compile(r"link '([^']*)'")
_ZENSICAL = re.compile(r"Warning: (.+)\n.*?\[ (\S+?):(\d+):\d+ \]")
_NOT_IN_NAV = re.compile(r"^WARNING .*in the \"nav\".*\n((?: +- .+\n?)+)", re.MULTILINE)
_ONLY_WARNED = re.compile("in strict mode!|because --strict flag is set")
_FAILED_PAGE = re.compile(r"(?:Error \w+ page|reading page metadata) '([^']+)'")
_NAV = re.compile("A reference to '[^']+' is included in the 'nav'")
_DOCSTRING = re.compile(r"griffe: (\S+?):(\d+): (.*)")
_INFO = re.compile(r"(INFO|WARNING) +-")
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


@dataclass(frozen=True)
class Built:
    """What came of a build.

    Attributes:
        pages: The pages of the site; none when the engine was not run.
        problems: What is wrong.
    """

    pages: list[site.Page]
    problems: list[Problem]


def environment() -> dict[str, str]:
    """Make the engine's environment: ours, and no notice of what MkDocs 2 will be."""
    package = str(Path(__file__).parents[1])
    return {
        **os.environ,
        **_QUIET,
        "PYTHONPATH": package,
        "SITE_URL": settings.site_url(),
    }


@dataclass(frozen=True)
class Sources:
    """What a site is made of, read once.

    Attributes:
        snippets: All snippets.
        rules: All rules.
        records: All records.
        problems: What would keep the engine from building.
    """

    snippets: list[snippets.Snippet]
    rules: list[rules.Rule]
    records: list[Record]
    problems: list[Problem]


def prepare(root: Path) -> Sources:
    """Write what pages include beside snippets, and check the sources.

    Args:
        root: The handbook's root.
    """
    today = date.today()
    checked = collection.check(root, today)
    destination = root / includes.GENERATED
    found, problems = snippets.read(root)
    problems += checked.problems
    is_sound = not problems
    if is_sound:
        # What an earlier build left would hide that its source is gone.
        shutil.rmtree(destination, ignore_errors=True)
    measured = evidence.write_includes(root, destination)
    problems += measured
    about.write(root, destination)
    results.write_conditions(root, destination, found)
    ruled = rules.read(root)
    if is_sound:
        published.write_includes(root, destination, checked.records, ruled, today)
        (destination / "rules.md").write_text(rules.page(ruled), encoding="utf-8")
    problems += [
        *sources.check(root),
        *includes.check(root, found, is_sound and not measured),
        *headings.check(root),
        *search.check(),
        *rule_checks.check(root, ruled, found),
    ]
    if checked.whole:
        problems += rule_checks.agree(ruled, checked.records)
        problems += citing.check(root, citing.of(ruled, checked.records))
    return Sources(found, ruled, checked.records, problems)


def _warnings(root: Path, said: str) -> list[Problem]:
    """Turn the warnings of either engine into problems."""
    problems = []
    for listed in _NOT_IN_NAV.findall(said):
        for page in re.findall(r"- (.+)", listed):
            message = "the page is not in nav, so readers don't come to it"
            advice = "Name it in nav of mkdocs.yml."
            problems.append(Problem(f"docs/{page}", 1, "ENGINE", message, advice))
    for message, page in _MKDOCS.findall(_NOT_IN_NAV.sub("", said)):
        problems.append(_of_mkdocs(root, message, page))
    for message, page, number in _ZENSICAL.findall(said):
        place, line = f"docs/{page}", int(number)
        problems.append(Problem(place, line, "ENGINE", message, "Mend the page."))
    return problems


def _of_mkdocs(root: Path, message: str, page: str) -> Problem:
    """Place a warning of MkDocs, which may name a page, where it is to be mended."""
    docstring = _DOCSTRING.match(message)
    if docstring is not None:
        place, line, message = docstring.groups()
        return Problem(place, int(line), "ENGINE", message, "Mend the docstring.")
    if _NAV.match(message):
        message = f"nav names docs/{page}, which is not there"
        advice = "Remove the line, or mend its path."
        number = line_of((root / "mkdocs.yml").read_text(encoding="utf-8"), page)
        return Problem("mkdocs.yml", number, "ENGINE", message, advice)
    link = _LINK.search(message)
    file = root / "docs" / page
    number = 1
    if link is not None and file.is_file():
        number = line_of(file.read_text(encoding="utf-8"), link[1])
    place = f"docs/{page}" if page else "mkdocs.yml"
    return Problem(place, number, "ENGINE", message, "Mend the page.")


def _run(root: Path, engine: str) -> tuple[list[Problem], bool]:
    """Run the engine, strictly.

    Returns:
        What it finds wrong, and whether it wrote the site: it does, and fails then,
        where it only warns.
    """
    done = subprocess.run(
        [sys.executable, "-m", engine, "build", "--strict", "--clean"],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
    )
    if done.returncode == 0:
        return [], True
    said = _COLOURS.sub("", done.stdout + done.stderr)
    problems = _warnings(root, said.partition("Traceback ")[0])
    if _ONLY_WARNED.search(said) and problems:
        return problems, True
    return [*problems, _failure(engine, said)], False


def _failure(engine: str, said: str) -> Problem:
    """Say why the engine could not go on, and at which page, if it tells."""
    words, _, trace = said.partition("Traceback ")
    lines = [line for line in words.splitlines() if line and not _INFO.match(line)]
    lines += trace.strip().splitlines()[-1:]
    page = _FAILED_PAGE.search(said)
    place = f"docs/{page[1]}" if page else "mkdocs.yml"
    message = f"{engine} can't build the site"
    return Problem(place, 1, "ENGINE", message, "Mend what it says:", "\n".join(lines))


def build(root: Path, engine: str) -> Built:
    """Build the site into ``build/site`` and check it.

    Args:
        root: The handbook's root.
        engine: One of ``ENGINES``.

    Returns:
        The pages and everything that is wrong. When an include is wrong, or an
        example's file, the engine is not run: it would only trip over that. Where it
        can't go on itself, there are no pages: half a site is not checked.
    """
    read = prepare(root)
    if read.problems:
        return Built([], read.problems)
    shutil.rmtree(root / SITE, ignore_errors=True)
    warnings, is_whole = _run(root, engine)
    if not is_whole or any(one.path == "mkdocs.yml" for one in warnings):
        return Built([], warnings)  # what is wrong with nav is wrong on each page
    pages = site.read_site(root, root / SITE)
    problems: list[Problem] = []
    if pages:
        cited = citing.of(read.rules, read.records)
        named = settings.read(root)
        exports.write(root / SITE, read.records, settings.site_url(), named)
        sections = search_sections.read(root / SITE, pages, read.records, read.rules)
        search.write(root / SITE, search_terms.add(root, sections))
        citable.write(root / SITE, cited, settings.site_url(), named.name)
        addresses.write(root, root / SITE)
        offline.tidy(root / SITE)
        offline.write(root / SITE)
        base = urlsplit(settings.site_url()).path
        problems = [
            *links.check(pages, root / SITE, base),
            *citable.check(pages, cited),
            *addresses.check(root, pages),
            *search_terms.check(root, sections),
            *ledger.check(pages, site.read_root_pages(root), read.snippets),
        ]
    elif not warnings:
        message = f"{engine} wrote no page into {SITE}"
        advice = f"Write 'site_dir: {SITE}'."
        problems = [Problem("mkdocs.yml", 1, "ENGINE", message, advice)]
    said = {
        (problem.path, problem.line) for problem in problems if problem.code == "LINK"
    }
    problems += [one for one in warnings if (one.path, one.line) not in said]
    return Built(pages, problems)
