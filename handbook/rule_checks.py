"""What is wrong with the rules: their form, their proof, and what others say of them.

A rule and the record that decided it name each other, and what is said to enforce it
exists.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from handbook import sources
from handbook.fences import lines
from handbook.problems import Problem
from handbook.records.record import FOLDER as RECORDS
from handbook.records.record import Record
from handbook.rules import FOLDER, HEADING, ID, TOOLS, Means, Rule
from handbook.snippets import Snippet

LONGEST_TITLE = 60

_MEANT = re.compile(rf"#+ {ID.pattern}\b|#.*\{{ ?#{ID.pattern}\b")
_ANY_HEADING = re.compile("#{1,6} ")
_NAMELESS = {"review only", *(tool for tool, coded in TOOLS.items() if not coded)}
_CONFIGURATION = {
    "the hook": "service/.pre-commit-config.yaml",
    "the job": "service/.github/workflows/checks.yml",
}
_FORM = "CONTRIBUTING.md shows the form of a rule."


def check(root: Path, rules: list[Rule], snippets: list[Snippet]) -> list[Problem]:
    """Say everything that is wrong with the rules themselves.

    Args:
        root: The handbook's root.
        rules: All rules.
        snippets: All snippets.
    """
    problems = list(_headings(root))
    by_path = {snippet.path: snippet for snippet in snippets}
    seen: dict[str, Rule] = {}
    for rule in rules:
        first = seen.setdefault(rule.id, rule)
        if first is not rule:
            advice = "Give this one the next free number; numbers are never reused."
            message = f"{rule.id} is a rule already, at {first.path}:{first.line}"
            problems.append(_wrong(rule, "RULE-ID", message, advice))
        problems += _form(rule)
        if not rule.ended:
            problems += _proof(rule, by_path)
            problems += _enforcement(rule, by_path, rules)
    for rule in rules:
        if rule.successor and (
            rule.successor not in seen or seen[rule.successor].ended
        ):
            message = f"the rule's successor {rule.successor} is not in force"
            advice = "Name a rule that is, or none."
            problems.append(_wrong(rule, "RULE-ID", message, advice))
    return problems


def _wrong(rule: Rule, code: str, message: str, advice: str) -> Problem:
    """Say what is wrong with a rule, at its heading."""
    return Problem(rule.path, rule.line, code, message, advice)


def _headings(root: Path) -> Iterator[Problem]:
    """A heading that is meant to be a rule's has its form, and stands with the tools.

    Pages elsewhere may cite a rule in a heading, but not have its id.
    """
    for page in sources.pages(root):
        path = page.relative_to(root).as_posix()
        for number, (line, is_code) in enumerate(lines(sources.read(page)), start=1):
            if is_code or not _ANY_HEADING.match(line) or not _MEANT.match(line):
                continue
            match = HEADING.fullmatch(line)
            if page.parent != root / FOLDER or page.name == "index.md":
                message = "a rule's heading stands on a page that is no tool's"
                advice = f"Move the rule to a page directly in {FOLDER}."
            elif match is None or match["id"] != match["anchor"]:
                message = "this is not how a rule's heading is written"
                advice = "Write '### DB-3 Declare columns in code {#DB-3}'."
            elif len(match["title"]) > LONGEST_TITLE:
                message = f"the rule has {len(match['title'])} characters"
                advice = f"Say it in {LONGEST_TITLE}; the rest goes below it."
            else:
                continue
            yield Problem(path, number, "RULE-FORM", message, advice)


def _form(rule: Rule) -> Iterator[Problem]:
    """A rule says why, and has its parts; one that has ended has what it wants."""
    if not " ".join(rule.parts["why"]).strip():
        message = f"{rule.id} does not say why"
        yield _wrong(rule, "RULE-FORM", message, "Say it below the heading.")
    if rule.ended:
        return
    for part, start in (
        ("bad", "**Bad.**"),
        ("good", "**Good.**"),
        ("decided", "**Decided in**"),
    ):
        if part not in rule.parts:
            message = f"{rule.id} has no paragraph that begins with '{start}'"
            yield _wrong(rule, "RULE-FORM", message, _FORM)


def _proof(rule: Rule, snippets: dict[str, Snippet]) -> Iterator[Problem]:
    """The bad example shows what goes wrong, and there is a good one."""
    bad, good = rule.shows("bad"), rule.shows("good")
    if "bad" in rule.parts and not any(
        path.endswith(".console")
        or (path.endswith(".py") and "#> " in _text(snippets, ((path, name),)))
        for path, name in bad
        if path in snippets
    ):
        message = f"the bad example of {rule.id} does not show what goes wrong"
        advice = "Show a session with the error, or Python with its wrong output."
        yield _wrong(rule, "RULE-PROOF", message, advice)
    if set(bad) & set(good):
        message = f"one example of {rule.id} is its bad one and its good one"
        advice = "Show at '**Bad.**' what goes wrong, and at '**Good.**' what does not."
        yield _wrong(rule, "RULE-PROOF", message, advice)
    if "good" in rule.parts and not good:
        message = f"the good example of {rule.id} shows no code"
        advice = "Include a snippet that is proved to work."
        yield _wrong(rule, "RULE-PROOF", message, advice)


def _text(snippets: dict[str, Snippet], shown: tuple[tuple[str, str], ...]) -> str:
    """Put the text together that includes show."""
    texts = []
    for path, name in shown:
        if path in snippets:
            snippet = snippets[path]
            named = {section.name: section for section in snippet.sections}
            texts.append(named.get(name, snippet.whole).text)
    return "\n".join(texts)


def _enforcement(
    rule: Rule, snippets: dict[str, Snippet], rules: list[Rule]
) -> Iterator[Problem]:
    """What enforces a rule exists, and does."""
    if "decided" not in rule.parts:
        return
    if not rule.enforced:
        message = f"what enforces {rule.id} is missing, or written in another form"
        advice = (
            "Write '**Enforced by** review only.', or tools, tests, hooks, jobs and"
            f" commands. {_FORM} The tools are {', '.join(TOOLS)}: one more has to be"
            " named in TOOLS of handbook/rules.py."
        )
        yield _wrong(rule, "RULE-ENFORCED", message, advice)
    bad = _text(snippets, rule.shows("bad"))
    page = _text(
        snippets,
        tuple(
            shown
            for other in rules
            if other.path == rule.path
            for part in other.parts
            for shown in other.shows(part)
        ),
    )
    for means in rule.enforced:
        wrong = _unfounded(means, snippets, bad, page)
        if wrong:
            message = f"{rule.id} is not enforced by {means}: {wrong[0]}"
            yield _wrong(rule, "RULE-ENFORCED", message, wrong[1])


def _unfounded(
    means: Means, snippets: dict[str, Snippet], bad: str, page: str
) -> tuple[str, str] | None:
    """Tell why a rule is not enforced by what it names, and what to do."""
    if (means.kind in _NAMELESS) == bool(means.name):
        known = "no name" if means.kind in _NAMELESS else "a name in backticks"
        return f"this takes {known}", _FORM
    whole = rf"(?<![\w-]){re.escape(means.name)}(?![\w-])"
    if TOOLS.get(means.kind) and not re.search(whole, bad):
        return "its bad example does not show that code", "Show the tool's answer."
    if means.kind == "the test":
        path, _, name = means.name.partition("::")
        text = snippets[path].text if path in snippets else ""
        if not re.search(rf"(?m)^ *(async )?def {re.escape(name)}\(", text):
            return "there is no such test", "Write the path below snippets/."
    if means.kind == "the command" and not re.search(rf"(?<=\$ ){whole}", page):
        runs = [one.text for path, one in snippets.items() if path.endswith(".yml")]
        if not any(re.search(whole, text) for text in runs):
            return "no session or workflow runs it", "Show it in a session."
    if means.kind in _CONFIGURATION:
        path = _CONFIGURATION[means.kind]
        if means.name not in _named(snippets, path):
            return f"snippets/{path} has none of that name", "Mend the name."
    return None


def _named(snippets: dict[str, Snippet], path: str) -> set[str]:
    """List the hooks of pre-commit's configuration, or the jobs of a workflow."""
    if path not in snippets:
        return set()
    try:
        settings = yaml.safe_load(snippets[path].text)
        repos = settings.get("repos") or ()
        hooks = [hook for one in repos for hook in one.get("hooks") or ()]
        ids = {hook["id"] for hook in hooks if isinstance(hook, dict) and "id" in hook}
        return ids | set(settings.get("jobs") or ())
    except (yaml.YAMLError, AttributeError, TypeError, ValueError):
        return set()  # the proof of the file says what is wrong with it


def agree(rules: list[Rule], records: list[Record]) -> Iterator[Problem]:
    """A rule and the record that decided it name each other, and it is in force.

    Args:
        rules: All rules.
        records: All records; of each, all could be read.
    """
    by_id = {record.text("id"): record for record in records}
    for rule in rules:
        if rule.ended:
            continue
        if "decided" in rule.parts and not rule.decided:
            message = f"{rule.id} names no record that decided it"
            advice = "Write '[DR-0001](../decisions/declare-columns-in-code.md)'."
            yield _wrong(rule, "RULE-RECORD", message, advice)
        for name, slug in rule.decided:
            record = by_id.get(name)
            if record is None or record.slug != slug:
                message = f"{rule.id} names {name}, which is not {RECORDS}/{slug}.md"
                yield _wrong(rule, "RULE-RECORD", message, "Mend the id or the link.")
            elif record.text("status") != "accepted":
                message = f"{rule.id} rests on {name}, which is {record.text('status')}"
                advice = "Name the record in force, or end the rule."
                yield _wrong(rule, "RULE-RECORD", message, advice)
            elif rule.id not in record.texts("governs"):
                message = f"{record.path} does not say that it governs {rule.id}"
                advice = f"Add {rule.id} to its 'governs'."
                yield _wrong(rule, "RULE-RECORD", message, advice)
    decided = {(rule.id, name) for rule in rules for name, _ in rule.decided}
    ended = {rule.id for rule in rules if rule.ended}
    for record in records:
        for name in record.texts("governs"):
            if (name, record.text("id")) not in decided and name not in ended:
                message = f"no rule {name} says that this record decided it"
                advice = "Mend the id, or write '**Decided in**' below the rule."
                if record.text("status") != "accepted":
                    advice = "Take it out of 'governs': this record decides no rule."
                line = record.line("governs")
                yield Problem(record.path, line, "RULE-RECORD", message, advice)
