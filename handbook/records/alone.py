"""What can be told wrong of a record by itself."""

import difflib
import html
import re
from collections.abc import Iterator

from handbook.problems import Problem
from handbook.records.front_matter import Page, Value, normal, split
from handbook.records.record import (
    CONFIRMATIONS,
    ID,
    KEYS,
    LINKS,
    LISTS,
    REQUIRED,
    REVIEW_MONTHS,
    SECTIONS,
    SLUG,
    STATUSES,
    TAGS,
    Record,
    Section,
    code_lines,
    is_look,
    months_later,
    take_apart,
    texts_of,
    to_date,
)
from handbook.records.writing import HELP, slug_of
from handbook.rules import ID as RULE_ID
from handbook.sources import conflicts

LARGEST = 200_000
"""Bytes; a longer file is no record."""

HIDDEN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""Characters that nobody sees, or that turn the direction of what is read."""

# HTML but for links in angle brackets; attributes that run code; links that run code.
_LINK = r"https?://|(?:mailto:)?[^\s<>@]+@[^\s<>@]+>"
_HTML = re.compile(rf"<(?!{_LINK})[a-z/!?][^\s>]*|\{{[^{{}}]*\bon\w+\s*=", re.I)
_RUNS = re.compile(r"(^|\]\(<?|\]:<?|[=\"'<])javascript:", re.I)
_UNSEEN_IN_LINKS = re.compile(r"[\s\\\0-\x1f]")
_BACKTICKS = re.compile(r"(?<!\\)`+")
_OTHER_HEADING = re.compile("#{1,2}(?!#)|(=+|-+) *$")

# Keys, lines and headings that other tools write, with what they are called here.
_ELSEWHERE = {
    "deciders": "decision-makers",
    "author": "decision-makers",
    "authors": "decision-makers",
    "adr": "id",
    "number": "id",
    "created": "date",
    "superseded_by": "superseded-by",
    "status-date": "date",
}
_NOT_KEPT = ("consulted", "description", "informed")
_SECTION_WORDS = {
    "context": ("context", "problem", "motivation", "background", "driver"),
    "options": ("option", "alternative"),
    "outcome": ("outcome", "decision", "resolution"),
    "consequences": ("consequence", "implication", "impact"),
    "confirmation": ("confirm", "validation", "compliance"),
    "re-evaluations": ("re-evaluation", "review", "history"),
}


def read(path: str, content: bytes) -> tuple[Record, list[Problem]]:
    """Read a record and say all that is wrong with it by itself.

    Args:
        path: The file, relative to the root.
        content: What it holds, whatever that is.
    """
    problems = list(_name(path))
    if len(content) > LARGEST:
        message = f"the file has more than {LARGEST:,} bytes; a record has far fewer"
        advice = "Link to what is long instead of including it."
        return Record(path, {}), [
            *problems,
            Problem(path, 1, "TOO-LARGE", message, advice),
        ]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "the file is not text in UTF-8"
        advice = "Save it as UTF-8."
        return Record(path, {}), [
            *problems,
            Problem(path, line, "ENCODING", message, advice),
        ]
    problems += [*_characters(path, text), *conflicts(path, normal(text))]
    page, wrong = split(path, normal(text))
    record = take_apart(path, page)
    problems += wrong
    if all(problem.code != "FRONT-MATTER" for problem in wrong):
        # What comes after a mistake in the YAML was not read, so it may be there.
        whole = all(problem.code != "YAML" for problem in wrong)
        problems += _front_matter(record, REQUIRED if whole else ())
    problems += _body(record, page)
    return record, problems


def _name(path: str) -> Iterator[Problem]:
    """The file's name is the record's address."""
    name = path.rpartition("/")[2].removesuffix(".md")
    if not SLUG.fullmatch(name):
        better = slug_of(name)
        message = f"the file's name '{name}' makes no address"
        advice = "Name it with the letters a to z, digits and single hyphens."
        if better:
            advice = f"Rename it to '{better}.md'."
        yield Problem(path, 1, "NAME", message, advice)


def _characters(path: str, text: str) -> Iterator[Problem]:
    """No character that readers can't see, and no line end but the usual one."""
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        message = "the file has line ends of another system"
        advice = "Let `handbook check --fix` mend it."
        yield Problem(path, line, "LINE-END", message, advice)
    if text.startswith("\ufeff"):
        message = "the file starts with a byte order mark"
        advice = "Let `handbook check --fix` mend it."
        yield Problem(path, 1, "BOM", message, advice)
    lines = [
        (number, hidden)
        for number, line in enumerate(normal(text).split("\n"), start=1)
        if (hidden := HIDDEN.search(line))
    ]
    if lines:
        number, hidden = lines[0]
        more = f", and on {len(lines) - 1} more lines" if len(lines) > 1 else ""
        message = f"a character that nobody sees: U+{ord(hidden[0]):04X}{more}"
        advice = f"Remove it; it is at column {hidden.start() + 1}."
        yield Problem(path, number, "HIDDEN", message, advice)


def _front_matter(record: Record, required: tuple[str, ...]) -> Iterator[Problem]:
    """Each key is known, has the right form, and those that must be are there."""
    for key, entry in record.entries.items():
        wrong = _wrong_key(key, entry.value)
        if wrong:
            yield Problem(record.path, entry.line, "KEY", *wrong)
    meant = {_meant(key) for key in record.entries}
    for key in required:
        if key not in meant:
            message = f"the key '{key}' is missing"
            advice = f"Add '{key}: …' to the front matter."
            yield Problem(record.path, 1, "MISSING", message, advice)
    yield from _values(record)
    yield from _dates(record)
    yield from _confirmation_kind(record)


def _meant(key: str) -> str:
    """Tell which key is meant by one, known or not; empty when nobody knows."""
    if key in KEYS:
        return key
    near = difflib.get_close_matches(key[:100], KEYS, 1)
    return _ELSEWHERE.get(key.lower(), near[0] if near else "")


def _wrong_key(key: str, value: Value) -> tuple[str, str] | None:
    """Say what is wrong with a key or the form of its value, and what to do."""
    if key.lower() in _NOT_KEPT:
        return f"the key '{key}' is unknown", "Remove it: a record does not keep that."
    if key not in KEYS:
        other = _meant(key)
        advice = f"Write '{other}'." if other else f"Keys are: {', '.join(KEYS)}."
        return f"the key '{key}' is unknown", advice
    if any("\n" in text for text in texts_of(value)):
        return f"the value of '{key}' has several lines", "Write it on one line."
    empty = isinstance(value, tuple) and any(not text.strip() for text in value)
    if value in ("", (), {}) or empty:
        return f"the key '{key}' has no value", "Give it one, or remove the line."
    if key in LISTS and not isinstance(value, tuple):
        return f"the key '{key}' takes a list", f"Write '{key}: [one, another]'."
    if key in LINKS and isinstance(value, dict):
        return f"the key '{key}' takes ids", f"Write '{key}: DR-0007'."
    if key not in (*LISTS, *LINKS, "confirmation") and not isinstance(value, str):
        advice = f"Write '{key}: …' on one line, without brackets."
        return f"the key '{key}' takes one text", advice
    return None


def _values(record: Record) -> Iterator[Problem]:
    """Ids, statuses and tags are of the closed lists, and nothing is hidden."""
    for key, entry in record.entries.items():
        texts = texts_of(entry.value)
        if any(HIDDEN.search(text) for text in texts):
            message = f"the value of '{key}' has a character that nobody sees"
            advice = "Remove it; it may be written with a backslash."
            yield Problem(record.path, entry.line, "HIDDEN", message, advice)
        if len(set(texts)) < len(texts):
            message = f"the list of '{key}' names one thing twice"
            advice = "Name each once."
            yield Problem(record.path, entry.line, "TWICE", message, advice)
    for key in ("id", *LINKS):
        for text in record.texts(key):
            if not ID.fullmatch(text):
                message = f"'{text}' is no record's id"
                advice = "Write DR- and four digits, such as DR-0007."
                yield Problem(record.path, record.line(key), "ID", message, advice)
    status = record.text("status")
    if status and status not in STATUSES:
        near = difflib.get_close_matches(status.lower()[:100], STATUSES, 1)
        advice = f"Write '{near[0]}'." if near else f"Use: {', '.join(STATUSES)}."
        if status.lower().startswith("superseded "):
            advice = "Write 'superseded', and the successor in 'superseded-by: DR-…'."
        message = f"there is no status '{status}'"
        yield Problem(record.path, record.line("status"), "STATUS", message, advice)
    for tag in record.texts("tags"):
        if tag not in TAGS:
            message = f"there is no tag '{tag}'"
            advice = f"Use some of: {', '.join(TAGS)}."
            yield Problem(record.path, record.line("tags"), "TAG", message, advice)
    for rule in record.texts("governs"):
        if not RULE_ID.fullmatch(rule):
            message = f"'{rule}' is no rule's id"
            advice = "Write its area and number, such as DB-3."
            yield Problem(record.path, record.line("governs"), "ID", message, advice)
    title = record.text("title")
    if record.heading and title and "\n" not in title and title != record.heading:
        message = f"the title is not the page's heading '{record.heading}'"
        advice = "Let `handbook check --fix` take the heading, or mend that."
        line = record.line("title")
        yield Problem(record.path, line, "TITLE", message, advice)


def _dates(record: Record) -> Iterator[Problem]:
    """Dates are dates; a review is planned exactly when the decision is in force."""
    for key in ("date", "review-by"):
        if record.text(key) and record.day(key) is None:
            message = f"'{record.text(key)}' is no date"
            advice = "Write year, month and day, such as 2026-11-24."
            yield Problem(record.path, record.line(key), "DATE", message, advice)
    status = record.text("status")
    accepted = status == "accepted"
    if accepted and "review-by" not in record.entries:
        message = "an accepted record has no date for its next review"
        advice = f"Add 'review-by', at most {REVIEW_MONTHS} months ahead."
        line = record.line("status")
        yield Problem(record.path, line, "REVIEW", message, advice)
    if not accepted and status in STATUSES and "review-by" in record.entries:
        message = f"a record that is {status} needs no review"
        advice = "Remove 'review-by'."
        line = record.line("review-by")
        yield Problem(record.path, line, "REVIEW", message, advice)
    looks = [day for _, text in record.looks() if (day := to_date(text))]
    last = max([*looks, *filter(None, [record.day("date")])], default=None)
    review = record.day("review-by")
    if last and review and review > months_later(last, REVIEW_MONTHS):
        message = f"the next review is more than {REVIEW_MONTHS} months after {last}"
        advice = f"Set it to {months_later(last, REVIEW_MONTHS)} or earlier."
        line = record.line("review-by")
        yield Problem(record.path, line, "REVIEW", message, advice)


def _confirmation_kind(record: Record) -> Iterator[Problem]:
    """What shows that the decision is in force is named with its kind."""
    entry = record.entries.get("confirmation")
    if entry is None:
        return
    value = entry.value
    if (
        not isinstance(value, dict)
        or len(value) != 1
        or not (value.keys() <= set(CONFIRMATIONS))
    ):
        message = "the confirmation is not one kind with what it refers to"
        advice = (
            "Write 'confirmation:', and indented below it one of"
            " 'test: tests/…::test_…', 'check: <target of make>',"
            " 'session: topic/file.console', 'none: <the reason>'."
        )
        yield Problem(record.path, entry.line, "CONFIRMATION", message, advice)


def _body(record: Record, page: Page) -> Iterator[Problem]:
    """The sections are there, once, in order, with what each must hold."""
    if not record.heading:
        message = "the page has no heading"
        advice = "Write '# ' and the title below the front matter."
        yield Problem(record.path, page.body_line, "HEADING", message, advice)
    elif record.heading.endswith("#"):
        message = "Markdown takes the signs at the end of the heading for its close"
        advice = "Let the title end with a word."
        yield Problem(record.path, record.heading_line, "HEADING", message, advice)
    elif record.heading.endswith("}"):
        message = "Markdown takes what is in braces for attributes of the heading"
        advice = "Let the title end with a word; its id is 'top' on each page."
        yield Problem(record.path, record.heading_line, "HEADING", message, advice)
    found = [name for name in record.sections if name in SECTIONS]
    wanted = [name for name in SECTIONS if name in found]
    if found != wanted:
        line = record.sections[next(a for a, b in zip(found, wanted) if a != b)].line
        message = "the sections are not in their order"
        advice = f"The order is: {', '.join(SECTIONS.values())}."
        yield Problem(record.path, line, "SECTION-ORDER", message, advice)
    for name, section in record.sections.items():
        if name not in SECTIONS:
            message = f"'{name}' is no section of a record"
            advice = _likely_section(name)
            yield Problem(record.path, section.line, "SECTION-UNKNOWN", message, advice)
        elif section.title != SECTIONS[name]:
            message = f"the section '{name}' has another heading: '{section.title}'"
            advice = f"Write '## {SECTIONS[name]} {{#{name}}}'."
            yield Problem(record.path, section.line, "SECTION-TITLE", message, advice)
    for name, section in record.repeated:
        message = f"the section '{name}' comes twice"
        advice = f"Keep one; the first is on line {record.sections[name].line}."
        yield Problem(record.path, section.line, "TWICE", message, advice)
    for name, title in SECTIONS.items():
        if name not in record.sections:
            message = f"the section '{title}' is missing"
            advice = f"Add '## {title} {{#{name}}}'."
            yield Problem(record.path, 1, "SECTION-MISSING", message, advice)
        elif name != "re-evaluations" and not any(
            line.strip() for line in record.sections[name].lines
        ):
            message = f"the section '{title}' is empty"
            advice = "Say at least one sentence."
            line = record.sections[name].line
            yield Problem(record.path, line, "SECTION-EMPTY", message, advice)
    yield from _contents(record)
    yield from _markdown(record, page)
    if record.text("status") not in ("", "proposed"):
        yield from _unanswered(record, page)


def _unanswered(record: Record, page: Page) -> Iterator[Problem]:
    """What was decided has no line left of the help for who writes it."""
    asked = [
        number
        for number, line in enumerate(page.body, start=page.body_line)
        if line in HELP
    ]
    confirmation = record.entries.get("confirmation")
    if confirmation and not HELP.isdisjoint(texts_of(confirmation.value)):
        asked.append(confirmation.line)
    for number in asked:
        message = "this is the template's line, and the record is decided"
        advice = "Say what it asks for, in words of the record's own."
        yield Problem(record.path, number, "HELP", message, advice)


def _likely_section(title: str) -> str:
    """Say what to do with a section that no record has."""
    lower = title.lower()
    if lower in ("status", "date", "deciders"):
        key = _ELSEWHERE.get(lower, lower)
        return f"Remove it, and write '{key}: …' in the front matter."
    for name, words in _SECTION_WORDS.items():
        if any(word in lower for word in words):
            return f"Write '## {SECTIONS[name]} {{#{name}}}'."
    return "Remove it, or make it a '### ' heading within a section."


def _markdown(record: Record, page: Page) -> Iterator[Problem]:
    """The text is plain Markdown: what readers see is what stands in the file."""
    inside, unclosed = code_lines(page)
    if unclosed:
        message = "the code block does not end, or its first line is not read as one"
        advice = (
            "Write a language behind its backticks, or nothing. Close it with the same"
            " ones, alone on a line, and indent or quote each line of it alike."
        )
        yield Problem(record.path, unclosed, "FENCE", message, advice)
    sections = {one.line for one in record.sections.values()}
    headings = {
        record.heading_line,
        *sections,
        *(one.line for _, one in record.repeated),
    }
    before = ""
    for number, line in enumerate(page.body, start=page.body_line):
        if number in inside:
            before = ""
            continue
        heading = _OTHER_HEADING.match(line)
        if heading and number not in headings and (before.strip() or not heading[1]):
            message = "a heading that is neither the title nor a section"
            advice = "Make it a '### ' heading within a section."
            yield Problem(record.path, number, "HEADING", message, advice)
        seen = _without_code(line)
        link = _RUNS.search(_UNSEEN_IN_LINKS.sub("", html.unescape(seen)))
        active = _HTML.search(seen)
        if active or link:
            shown = active[0] if active else "javascript:"
            message = f"the page has more than Markdown: '{shown}'"
            advice = "Records aren't run: remove it, or put it into `code` on one line."
            yield Problem(record.path, number, "ACTIVE", message, advice)
        before = line


def _without_code(line: str) -> str:
    """Cut the code spans out of a line.

    One that goes on in the next line is not cut: whether the engines take it for code
    depends on what begins there, such as an item of a list, or HTML.
    """
    runs = list(_BACKTICKS.finditer(line))
    closing: list[int | None] = []
    following: dict[str, int] = {}
    for index, run in reversed(list(enumerate(runs))):
        closing.append(following.get(run[0]))
        following[run[0]] = index
    closing.reverse()
    kept, start, index = [], 0, 0
    while index < len(runs):
        end = closing[index]
        if end is not None:
            kept.append(line[start : runs[index].start()])
            start = runs[end].end()
            index = end
        index += 1
    return "".join([*kept, line[start:]])


def _contents(record: Record) -> Iterator[Problem]:
    """Two options, a good and a bad consequence, dated re-evaluations."""
    options = record.sections.get("options")
    if (
        options
        and sum(line[:2] == "- " and line[2:].strip() != "" for line in options.lines)
        < 2
    ):
        message = "there are not two options"
        advice = "List each with '- '; a decision without a choice is none."
        yield Problem(record.path, options.line, "OPTIONS", message, advice)
    consequences = record.sections.get("consequences")
    for word in ("Good", "Bad") if consequences else ():
        assert consequences is not None
        start = f"- {word}, because "
        if not any(
            line.startswith(start) and line.strip() != start.strip()
            for line in consequences.lines
        ):
            message = f"no consequence is {word.lower()}"
            advice = f"Add one that begins '{start.strip()}'."
            line = consequences.line
            yield Problem(record.path, line, "CONSEQUENCES", message, advice)
    looks = record.looks()
    dates = [text for _, text in looks]
    for (line, text), later in zip(looks, [*dates[1:], "9999-99-99"]):
        if to_date(text) is None:
            message = f"'{text}' is no date"
            advice = "Write year, month and day, such as 2026-11-24."
            yield Problem(record.path, line, "DATE", message, advice)
        elif text > later:
            message = f"the re-evaluation of {text} stands before that of {later}"
            advice = "Append; the last one stands last."
            yield Problem(record.path, line, "LOOK", message, advice)
    section = record.sections.get("re-evaluations")
    for line, text in _silent(record, section) if section else ():
        message = f"the re-evaluation of {text} says nothing"
        advice = "Write what was looked at, and what came of it."
        yield Problem(record.path, line, "LOOK", message, advice)
    first = (
        next((line for line in section.lines if line.strip()), "") if section else ""
    )
    if section and first and not is_look(first):
        message = "the re-evaluation has no date"
        advice = "Begin it with its date: '**2026-11-24.** …'."
        yield Problem(record.path, section.line, "LOOK", message, advice)


def _silent(record: Record, section: Section) -> Iterator[tuple[int, str]]:
    """Find the re-evaluations that are a date and nothing more: their lines, and it."""
    looks = record.looks()
    ends = [line for line, _ in looks[1:]] + [section.line + len(section.lines) + 1]
    for (line, day), end in zip(looks, ends):
        own = section.lines[line - section.line - 1 : end - section.line - 1]
        if "".join(own).strip() == f"**{day}.**":
            yield line, day
