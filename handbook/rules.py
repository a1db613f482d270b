"""The rules: what a reviewer cites, read from the tools' pages, and listed.

A rule is a heading below `## Rules` of its tool's page, with its id as the anchor.
Under it stand why, a bad example, a good one, and a paragraph that says which record
decided it and what enforces it. CONTRIBUTING.md shows one.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from handbook import sources
from handbook.fences import lines
from handbook.snippets import INCLUDE
from handbook.tables import cell

FOLDER = "docs/tools"
"""Where the rules stand, relative to the root."""

AREAS = {
    "PY": "Python itself",
    "DEP": "Dependencies and environments",
    "API": "Endpoints and data at the boundary",
    "DB": "The database",
    "LOG": "Logs",
    "QA": "Quality of the code",
    "CI": "Letting only good code in",
}
"""What the rules are about, by the letters before their numbers."""

TOOLS = {"black": False, "flake8": True, "interrogate": False, "mypy": True}
"""What may enforce a rule, and whether by a code, which the bad example shows."""

ID = re.compile(rf"(?:{'|'.join(AREAS)})-[1-9][0-9]*")

HEADING = re.compile(
    rf"### (?P<id>{ID.pattern}) (?P<title>[^{{}}]+?)"
    rf' \{{:? *#(?P<anchor>[\w-]+)(?: formerly="[^"]*")? *\}} *'
)
_RULES_HEADING = re.compile("#{1,3} ")
_DECIDED = re.compile(r"\[(DR-[0-9]{4})\]\(\.\./decisions/([a-z0-9-]+)\.md\)")
_ENDED = re.compile(rf"\*\*No longer in force\.\*\*(?: \[({ID.pattern})\]\(\S+\))?")
_MEANS = re.compile(
    rf"(?P<kind>review only|{'|'.join(TOOLS)}"
    r"|the test|the hook|the job|the command)"
    r"(?: `(?P<name>[^`]+)`)?"
)


@dataclass(frozen=True)
class Means:
    """What enforces a rule.

    Attributes:
        kind: A tool, `the test`, `the hook`, `the job`, `the command`, `review only`.
        name: The tool's code, or the name of the test, hook, job or command.
    """

    kind: str
    name: str = ""

    def __str__(self) -> str:
        """Write it as the pages do."""
        return f"{self.kind} `{self.name}`" if self.name else self.kind


@dataclass(frozen=True)
class Rule:
    """A rule, as far as it could be read.

    Attributes:
        id: The area and the number: `DB-3`.
        title: The rule itself, one imperative sentence.
        path: The page, relative to the root.
        line: The heading's line.
        anchor: The id of the heading.
        parts: The lines of its parts: `why`, `bad`, `good`, `decided`.
        ended: Whether the rule is no longer in force.
        successor: The rule that took its place; empty when none did.
    """

    id: str
    title: str
    path: str
    line: int
    anchor: str
    parts: dict[str, tuple[str, ...]]
    ended: bool = False
    successor: str = ""

    @property
    def area(self) -> str:
        """The letters before the number."""
        return self.id.partition("-")[0]

    @property
    def number(self) -> int:
        """The number within the area."""
        return int(self.id.partition("-")[2])

    @property
    def decided(self) -> tuple[tuple[str, str], ...]:
        """The records that decided it: id and slug of each."""
        return tuple(_DECIDED.findall(self._last.partition("**Enforced by**")[0]))

    @property
    def enforced(self) -> tuple[Means, ...]:
        """What enforces it; nothing when that is written in another form."""
        text = self._last.partition("**Enforced by**")[2].strip().removesuffix(".")
        found = re.split(r", and |, | and ", text)
        matches = [_MEANS.fullmatch(one) for one in found]
        if not all(matches):
            return ()
        return tuple(Means(one["kind"], one["name"] or "") for one in matches if one)

    @property
    def _last(self) -> str:
        """The paragraph on record and enforcement, as one line."""
        return " ".join(" ".join(self.parts.get("decided", ())).split())

    def shows(self, part: str) -> tuple[tuple[str, str], ...]:
        """List what a part includes: the snippet and the section of each."""
        matches = (INCLUDE.fullmatch(line) for line in self.parts.get(part, ()))
        return tuple((one["path"], one["section"] or "") for one in matches if one)


def read(root: Path) -> list[Rule]:
    """Read all rules, in the order of areas and numbers."""
    found = [
        rule
        for page in sources.pages(root)
        if page.parent == root / FOLDER
        for rule in read_page(page.relative_to(root).as_posix(), sources.read(page))
    ]
    areas = list(AREAS)
    return sorted(found, key=lambda one: (areas.index(one.area), one.number))


def read_page(path: str, text: str) -> list[Rule]:
    """Read the rules of a page.

    Args:
        path: The page, relative to the root.
        text: What it holds.
    """
    rules = []
    every = lines(text)
    for number, (line, is_code) in enumerate(every, start=1):
        match = None if is_code else HEADING.fullmatch(line)
        if match:
            following = every[number:]
            ends = (
                n
                for n, (one, code) in enumerate(following)
                if not code and _RULES_HEADING.match(one)
            )
            body = [one for one, _ in following[: next(ends, len(following))]]
            parts = _parts(body)
            end = _ENDED.match(" ".join(parts["why"]).strip())
            rules.append(
                Rule(
                    match["id"],
                    match["title"],
                    path,
                    number,
                    match["anchor"],
                    parts,
                    end is not None,
                    (end[1] or "") if end else "",
                )
            )
    return rules


def _parts(body: list[str]) -> dict[str, tuple[str, ...]]:
    """Divide what stands under a rule's heading."""
    starts = {"**Bad.**": "bad", "**Good.**": "good", "**Decided in**": "decided"}
    parts: dict[str, list[str]] = {"why": []}
    part = "why"
    for line in body:
        for start, name in starts.items():
            if line.startswith(start):
                part = name
        parts.setdefault(part, []).append(line)
    return {name: tuple(found) for name, found in parts.items()}


def page(rules: list[Rule]) -> str:
    """Write the list of all rules, by area, in Markdown."""
    rows: list[str] = []
    for area, about in AREAS.items():
        found = [rule for rule in rules if rule.area == area]
        if not found:
            continue
        rows += [f"## {about} {{#{area}}}", "", "| Id | Rule | Enforced by |"]
        rows += ["| --- | --- | --- |", *(_row(rule) for rule in found), ""]
    return "\n".join(rows)


def _row(rule: Rule) -> str:
    """Write a row of the list."""
    link = f"tools/{Path(rule.path).name}#{rule.anchor}"
    title = cell(rule.title)
    if rule.ended:
        return f"| [{rule.id}]({link}) | {title} | no longer in force |"
    # Which tests, the rule says itself: their names would fill the row.
    tests = [one for one in rule.enforced if "::" in one.name]
    said = "tests" if len(tests) > 1 else "a test"
    tools = dict.fromkeys(said if one in tests else str(one) for one in rule.enforced)
    return f"| [{rule.id}]({link}) | {title} | {', '.join(tools)} |"
