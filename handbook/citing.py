"""What can be cited by an id, and how: rules, records and sections of records."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handbook import fences
from handbook import rules as ruling
from handbook.problems import Problem
from handbook.records import collection
from handbook.records.record import ENDED as RECORDS_ENDED
from handbook.records.record import FOLDER as RECORDS
from handbook.records.record import SECTIONS, Record
from handbook.rules import Rule
from handbook.sources import ROOT_PAGES

IN_FORCE = ("in force", "accepted")
"""The statuses of what holds today."""

ENDED = ("ended", *RECORDS_ENDED)
"""The statuses of what nobody should cite any more."""

ALIAS = re.compile(r"([A-Za-z]+)[- ]?0*([0-9]{1,4})(?:-([a-z-]+))?")
"""How people write an id: `DB-3`, `db 3`, `db3`, `DR-0007-outcome`."""

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


@dataclass(frozen=True)
class Citation:
    """Something that has an id.

    Attributes:
        id: `DB-3`, `DR-0007` or `DR-0007-outcome`.
        title: Its heading, without the id.
        target: Where it stands, relative to the site: `tools/sqlalchemy/#DB-3`.
        status: `in force` or `ended` of a rule; a record's own.
        successors: The ids of what took its place.
    """

    id: str
    title: str
    target: str
    status: str
    successors: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The address that never changes, relative to the site."""
        return f"r/{self.id}/"

    def markdown(self, site_url: str) -> str:
        """Write the citation for a review.

        Args:
            site_url: The address of the site, with a slash at its end.
        """
        return f"[{self.id} {self.title}]({site_url}{self.path})"


def read(root: Path) -> list[Citation]:
    """Read all that can be cited: rules, then records, each in their order."""
    return of(ruling.read(root), collection.read(root))


def of(rules: list[Rule], records: list[Record]) -> list[Citation]:
    """List what can be cited of rules and records."""
    ordered = sorted(records, key=lambda one: one.text("id"))
    return [*map(_of_rule, rules), *map(_of_record, ordered)]


def _of_rule(rule: Rule) -> Citation:
    """Cite a rule."""
    return Citation(
        rule.id,
        rule.title.replace("`", ""),
        f"tools/{Path(rule.path).stem}/#{rule.anchor}",
        "ended" if rule.ended else "in force",
        (rule.successor,) if rule.successor else (),
    )


def _of_record(record: Record) -> Citation:
    """Cite a record."""
    return Citation(
        record.text("id"),
        record.text("title"),
        f"decisions/{record.slug}/",
        record.text("status"),
        record.texts("superseded-by"),
    )


def sections(citations: list[Citation]) -> Iterator[Citation]:
    """List the sections of all records, which are the same in each."""
    for one in citations:
        if one.id.startswith("DR-"):
            for name, title in SECTIONS.items():
                yield Citation(
                    f"{one.id}-{name}",
                    f"{one.title}: {title.lower()}",
                    f"{one.target}#{name}",
                    one.status,
                    one.successors,
                )


def find(citations: list[Citation], words: str) -> list[Citation]:
    """Find what is meant, the likeliest first.

    Args:
        citations: All that can be cited, without sections.
        words: An id, however it is written, or words of a title.

    Returns:
        One, where an id is named; else all whose titles have all the words.
    """
    alias = ALIAS.fullmatch(words.strip())
    if alias and f"{alias[1].upper()}-" in prefixes():
        area, number, section = alias.groups()
        name = (
            f"{area}-{int(number):04}" if area.upper() == "DR" else f"{area}-{number}"
        )
        wanted = f"{name}-{section}" if section else name
        every = [*citations, *sections(citations)]
        return [one for one in every if one.id.lower() == wanted.lower()]
    asked = [word.lower() for word in _WORD.findall(words)]
    found = [
        one
        for one in citations
        if asked and all(word in one.title.lower() for word in asked)
    ]
    return sorted(found, key=lambda one: (one.status not in IN_FORCE, len(one.title)))


def nearest(citations: list[Citation], words: str) -> list[Citation]:
    """List what may have been meant by something that was not found."""
    names: dict[str, list[Citation]] = {}
    for one in citations:
        for name in (one.id, one.title, *one.title.split()):
            names.setdefault(name.lower(), []).append(one)
    close = [
        name
        for asked in (words, *words.split())
        for name in difflib.get_close_matches(asked.lower(), names, 5, 0.6)
    ]
    return list(dict.fromkeys(one for name in close for one in names[name]))[:5]


def in_force(citations: list[Citation], one: Citation) -> Citation:
    """Follow the successors of what has ended; itself where there is none.

    One that does not exist, which the checks name, is none.
    """
    left = {other.id: other for other in [*citations, *sections(citations)]}
    left.pop(one.id, None)
    while one.successors and one.successors[0] in left:
        one = left.pop(one.successors[0])
    return one


def named(citations: list[Citation], one: Citation) -> str:
    """Name something by id and title, and say if it has ended, and what came then.

    In one line, so that a page that shows it names what is in force as well.
    """
    name = f"{one.id} {one.title}"
    if one.status not in ENDED:
        return name
    later = in_force(citations, one)
    what = "" if later is one else f": {later.id} took its place"
    return f"{name} ({one.status}{what})"


# DR-0000 and DR-9999 are the ends of the numbers, in the code that counts them.
_RECORD = rf"DR-(?!0000|9999)[0-9]{{4}}(?:-(?:{'|'.join(SECTIONS)}))?"
_MENTION = re.compile(rf"\b(?:{ruling.ID.pattern}|{_RECORD})\b(?!-[0-9])")
_READ = (
    *("docs/**/*.md", "snippets/**/*", "*.md", ".github/**/*.md"),
    *("handbook/**/*.py", "handbook/theme/**/*.html", "evidence/**/*.py"),
    "scripts/*.py",
)
_OWN_RECORDS = "docs/decisions/"


def check(root: Path, citations: list[Citation]) -> Iterator[Problem]:
    """Everything that is cited, on pages, in examples and in the code, is in force.

    A record may name one that has ended, for that is its history, and so may a rule
    that has ended itself, and a line that also names what took its place. A topic with
    records of its own speaks of those, and what README and CONTRIBUTING show is a
    snippet, word for word, and read where that stands.

    Args:
        root: The handbook's root.
        citations: All that can be cited, without sections.
    """
    by_id = {one.id: one for one in [*citations, *sections(citations)]}
    own = {
        file.relative_to(root / "snippets").parts[0]
        for file in (root / "snippets").rglob("*")
        if file.is_file() and _OWN_RECORDS in file.read_text("utf-8", "replace")
    }
    for file in sorted({file for glob in _READ for file in root.glob(glob)}):
        path = file.relative_to(root).as_posix()
        parts = path.split("/")
        if not file.is_file() or (parts[0] == "snippets" and parts[1] in own):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        every = text.splitlines()
        shown = fences.inside(every)[0] if path in ROOT_PAGES else set()
        history = _history(path, text)
        for number, line in enumerate(every, start=1):
            if number - 1 in shown:
                continue
            ids = dict.fromkeys(_MENTION.findall(line))
            for name in ids:
                cited = by_id.get(name)
                if cited is None:
                    message = f"{name} is cited, and there is none"
                    advice = "Mend the id; 'handbook cite' finds it by its words."
                elif cited.status not in ENDED or number in history:
                    continue
                else:
                    later = in_force(citations, cited)
                    if later is not cited and later.id in ids:
                        continue
                    message = f"{name} is cited, which is {cited.status}"
                    advice = f"Cite {later.id}." if later is not cited else "Remove it."
                yield Problem(path, number, "CITATION", message, advice)


def _history(path: str, text: str) -> set[int]:
    """List the lines that tell what was: a record's, and those of rules that ended."""
    if path.startswith(f"{RECORDS}/"):
        return set(range(1, len(text.splitlines()) + 1))
    if not path.startswith(f"{ruling.FOLDER}/"):
        return set()
    return {
        rule.line + below
        for rule in ruling.read_page(path, text)
        if rule.ended
        for below in range(1 + sum(map(len, rule.parts.values())))
    }


def prefixes() -> list[str]:
    """List the beginnings of all ids, each with its hyphen."""
    return [*(f"{area}-" for area in ruling.AREAS), "DR-"]
