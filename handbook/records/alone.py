"""What can be told wrong of a record by itself."""

import difflib
import re
from collections.abc import Iterator

from handbook.problems import Problem
from handbook.records.front_matter import Page, split
from handbook.records.record import (
    CONFIRMATIONS,
    ID,
    KEYS,
    LINKS,
    LISTS,
    REQUIRED,
    REVIEW_MONTHS,
    RULE,
    SECTIONS,
    STATUSES,
    TAGS,
    Record,
    months_later,
    take_apart,
    to_date,
)

LARGEST = 1_000_000
"""Bytes; a longer file is no record."""

_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_ACTIVE = re.compile(r"<script|<iframe|<object|<embed|\bon\w+ *=|javascript:", re.I)

# Keys and headings that other tools write, with what they are called here.
_ELSEWHERE = {
    "deciders": "decision-makers",
    "consulted": "decision-makers",
    "informed": "decision-makers",
    "adr": "id",
    "number": "id",
    "created": "date",
    "superseded_by": "superseded-by",
    "status-date": "date",
}
_SECTION_WORDS = {
    "context": ("context", "problem", "motivation", "background"),
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
    if len(content) > LARGEST:
        message = f"the file has {len(content):,} bytes; a record has far fewer"
        advice = "Link to what is long instead of including it."
        return Record(path, {}), [Problem(path, 1, "TOO-LARGE", message, advice)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "the file is not text in UTF-8"
        advice = "Save it as UTF-8."
        return Record(path, {}), [Problem(path, line, "ENCODING", message, advice)]
    problems = list(_characters(path, text))
    page, wrong = split(path, text.removeprefix("\ufeff").replace("\r\n", "\n"))
    record = take_apart(path, page)
    problems += wrong
    if page.entries:
        problems += _front_matter(record)
    problems += _body(record, page)
    return record, problems


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
    for number, shown in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        hidden = _HIDDEN.search(shown)
        if hidden:
            message = f"a character that nobody sees: U+{ord(hidden[0]):04X}"
            advice = f"Remove it; it is at column {hidden.start() + 1}."
            yield Problem(path, number, "HIDDEN", message, advice)


def _front_matter(record: Record) -> Iterator[Problem]:
    """Each key is known, has the right form, and those that must be are there."""
    for key, entry in record.entries.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, 1)
            other = _ELSEWHERE.get(key.lower(), near[0] if near else "")
            advice = f"Write '{other}'." if other else f"Keys are: {', '.join(KEYS)}."
            message = f"the key '{key}' is unknown"
            yield Problem(record.path, entry.line, "KEY", message, advice)
        elif entry.value in ("", (), {}):
            message = f"the key '{key}' has no value"
            advice = "Give it one, or remove the line."
            yield Problem(record.path, entry.line, "KEY", message, advice)
        elif key not in (*LISTS, *LINKS, "confirmation"):
            if not isinstance(entry.value, str):
                message = f"the key '{key}' takes one text"
                advice = f"Write '{key}: …' on one line, without brackets."
                yield Problem(record.path, entry.line, "KEY", message, advice)
        elif key in LISTS and not isinstance(entry.value, tuple):
            message = f"the key '{key}' takes a list"
            advice = f"Write '{key}: [one, another]'."
            yield Problem(record.path, entry.line, "KEY", message, advice)
    for key in REQUIRED:
        if key not in record.entries:
            message = f"the key '{key}' is missing"
            advice = f"Add '{key}: …' to the front matter."
            yield Problem(record.path, 1, "MISSING", message, advice)
    yield from _values(record)
    yield from _dates(record)
    yield from _confirmation_kind(record)


def _values(record: Record) -> Iterator[Problem]:
    """Ids, statuses and tags are of the closed lists."""
    for key in ("id", *LINKS):
        for text in record.texts(key):
            if not ID.fullmatch(text):
                message = f"'{text}' is no record's id"
                advice = "Write DR- and four digits, such as DR-0007."
                yield Problem(record.path, record.line(key), "ID", message, advice)
    status = record.text("status")
    if status and status not in STATUSES:
        near = difflib.get_close_matches(status.lower(), STATUSES, 1)
        advice = f"Write '{near[0]}'." if near else f"Use: {', '.join(STATUSES)}."
        message = f"there is no status '{status}'"
        yield Problem(record.path, record.line("status"), "STATUS", message, advice)
    for tag in record.texts("tags"):
        if tag not in TAGS:
            message = f"there is no tag '{tag}'"
            advice = f"Use some of: {', '.join(TAGS)}."
            yield Problem(record.path, record.line("tags"), "TAG", message, advice)
    for rule in record.texts("governs"):
        if not RULE.fullmatch(rule):
            message = f"'{rule}' is no rule's id"
            advice = "Write its area and number, such as DB-3."
            yield Problem(record.path, record.line("governs"), "ID", message, advice)
    if record.heading and record.text("title") != record.heading:
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
    accepted = record.text("status") == "accepted"
    if accepted and "review-by" not in record.entries:
        message = "an accepted record has no date for its next review"
        advice = f"Add 'review-by', at most {REVIEW_MONTHS} months ahead."
        line = record.line("status")
        yield Problem(record.path, line, "REVIEW", message, advice)
    if not accepted and "review-by" in record.entries:
        message = f"a record that is {record.text('status') or 'none'} needs no review"
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
    found = [name for name in record.sections if name in SECTIONS]
    wanted = [name for name in SECTIONS if name in found]
    if found != wanted:
        line = record.sections[next(a for a, b in zip(found, wanted) if a != b)].line
        message = "the sections are not in their order"
        advice = f"The order is: {', '.join(SECTIONS.values())}."
        yield Problem(record.path, line, "SECTION-ORDER", message, advice)
    for name, section in record.sections.items():
        if name not in SECTIONS:
            ids = [
                known
                for known, words in _SECTION_WORDS.items()
                if any(word in name.lower() for word in words)
            ]
            likely = ids[-1] if ids else ""
            advice = "Remove it, or make it a '### ' heading within a section."
            if likely:
                advice = f"Write '## {SECTIONS[likely]} {{#{likely}}}'."
            message = f"'{name}' is no section of a record"
            yield Problem(record.path, section.line, "SECTION-UNKNOWN", message, advice)
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
    for number, text in enumerate(page.body, start=page.body_line):
        active = _ACTIVE.search(text)
        if active and "`" not in text[: active.start()]:
            message = f"the page would run something: '{active[0]}'"
            advice = "Records are read, not run: remove it, or put it into `code`."
            yield Problem(record.path, number, "ACTIVE", message, advice)


def _contents(record: Record) -> Iterator[Problem]:
    """Two options, a good and a bad consequence, dated re-evaluations."""
    options = record.sections.get("options")
    if options and sum(line.startswith("- ") for line in options.lines) < 2:
        message = "there are not two options"
        advice = "List each with '- '; a decision without a choice is none."
        yield Problem(record.path, options.line, "OPTIONS", message, advice)
    consequences = record.sections.get("consequences")
    for word in ("Good", "Bad") if consequences else ():
        assert consequences is not None
        start = f"- {word}, because "
        if not any(line.startswith(start) for line in consequences.lines):
            message = f"no consequence is {word.lower()}"
            advice = f"Add one that begins '{start.strip()}'."
            line = consequences.line
            yield Problem(record.path, line, "CONSEQUENCES", message, advice)
    looks = record.looks()
    dates = [text for _, text in looks]
    for (line, text), later in zip(looks, [*dates[1:], "9999"]):
        if to_date(text) is None:
            message = f"'{text}' is no date"
            advice = "Write year, month and day, such as 2026-11-24."
            yield Problem(record.path, line, "DATE", message, advice)
        elif text > later:
            message = f"the re-evaluation of {text} stands before that of {later}"
            advice = "Append; the last one stands last."
            yield Problem(record.path, line, "LOOK", message, advice)
    section = record.sections.get("re-evaluations")
    if section and not looks and any(line.strip() for line in section.lines):
        message = "the re-evaluation has no date"
        advice = "Begin it with its date: '**2026-11-24.** …'."
        yield Problem(record.path, section.line, "LOOK", message, advice)
