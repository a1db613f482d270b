"""What readers see of the records: a header on each, the log, the tags, as Markdown.

All of it is written before a build, from the records, into files that pages include.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from handbook import results
from handbook.records import tags
from handbook.records.history import draw
from handbook.records.record import LINKS, TAGS, Record
from handbook.rules import Rule
from handbook.tables import cell

_LABELS = {
    "supersedes": "Supersedes",
    "superseded-by": "Superseded by",
    "amends": "Amends",
    "amended-by": "Amended by",
}
_PLANNED = {"supersedes": "Would supersede", "amends": "Would amend"}
"""What a record that is only proposed says instead."""


def write_includes(
    root: Path,
    destination: Path,
    records: list[Record],
    rules: list[Rule],
    today: date,
) -> None:
    """Write the files that pages include.

    Args:
        root: The handbook's root.
        destination: The folder to write into.
        records: All records.
        rules: All rules.
        today: The day from which reviews are due.
    """
    folder = destination / "decisions"
    folder.mkdir(parents=True, exist_ok=True)
    by_id = {record.text("id"): record for record in records}
    passed = results.passed(root)
    for record in records:
        header = _header(record, by_id, passed, today)
        text = "\n".join([*header, *_governed(record, rules)]) + "\n"
        (folder / f"{record.slug}.md").write_text(text, encoding="utf-8")
    ordered = sorted(records, key=lambda one: one.text("id"))
    # Beside the folder: a record may be called Log, or History.
    log = _listed(_log(ordered, today))
    (destination / "log.md").write_text(log, encoding="utf-8")
    (destination / "history.md").write_text(f"{draw(ordered)}\n", encoding="utf-8")
    (folder / "by-tag.md").write_text("\n".join(tags.overview(ordered)) + "\n", "utf-8")
    (folder / "tags").mkdir(exist_ok=True)
    for tag in TAGS:
        listed = _listed(tags.page(tag, ordered, rules))
        (folder / "tags" / f"{tag}.md").write_text(listed, encoding="utf-8")


def _listed(lines: Iterable[str]) -> str:
    """Put a table into a box in which, on a phone, its rows have lines of their own."""
    return "\n".join(['<div class="rows" markdown>', "", *lines, "", "</div>", ""])


def _links(names: tuple[str, ...], by_id: dict[str, Record]) -> str:
    """Write links to records, beside the page that is being read."""
    shown = []
    for name in names:
        record = by_id.get(name)
        shown.append(
            f"[{name} {cell(record.text('title'))}]({record.slug}.md)"
            if record
            else name
        )
    return ", ".join(shown)


def _header(
    record: Record, by_id: dict[str, Record], passed: dict[str, bool], today: date
) -> Iterator[str]:
    """Write what stands under a record's heading."""
    if record.is_overdue(today):
        yield '!!! warning "The review of this decision is due"'
        yield ""
        yield f"    It was planned for {record.text('review-by')}."
        yield ""
    if record.text("status") == "proposed":
        yield '!!! note "This is proposed, and not decided"'
        yield ""
        yield f"    {_until_then(record, by_id)}"
        yield ""
    successors = record.texts("superseded-by")
    if successors:
        yield '!!! warning "This decision is no longer in force"'
        yield ""
        yield f"    {_links(successors, by_id)} took its place."
        yield ""
    yield f"| Record | <span data-record>{record.text('id')}</span> |"
    yield "| --- | --- |"
    yield f"| Status | {record.text('status')}, recorded on {record.text('date')} |"
    verb = "Proposed" if record.text("status") == "proposed" else "Decided"
    yield f"| {verb} by | {cell(', '.join(record.texts('decision-makers')))} |"
    if record.text("review-by"):
        yield f"| Next review | {record.text('review-by')} |"
    labels = _LABELS | (_PLANNED if record.text("status") == "proposed" else {})
    for key in LINKS:
        if record.texts(key):
            yield f"| {labels[key]} | {_links(record.texts(key), by_id)} |"
    yield f"| Confirmed by | {cell(_confirmation(record, passed))} |"
    yield f"| Tags | {', '.join(tags.link(tag) for tag in record.texts('tags'))} |"


def _until_then(record: Record, by_id: dict[str, Record]) -> str:
    """Say what holds until something proposed is decided."""
    named = (*record.texts("supersedes"), *record.texts("amends"))
    others = tuple(dict.fromkeys(named))
    if not others:
        return "Until it is, nothing changes."
    holds = "holds" if len(others) == 1 else "hold"
    return f"Until it is, {_links(others, by_id)} {holds}."


def _governed(record: Record, rules: list[Rule]) -> Iterator[str]:
    """Write the header's last row: the rules that a record decides."""
    links = [
        f"[{rule.id} {cell(rule.title)}](../tools/{Path(rule.path).name}#{rule.anchor})"
        for rule in rules
        if rule.id in record.texts("governs")
    ]
    if links:
        yield f"| Rules | {'<br>'.join(links)} |"
    yield ""


def _confirmation(record: Record, passed: dict[str, bool]) -> str:
    """Write what shows that a decision is in force, and how that went last."""
    entry = record.entries.get("confirmation")
    if entry is None or not isinstance(entry.value, dict):
        return "nothing"
    ((kind, reference),) = entry.value.items()
    if kind == "none":
        return f"nothing: {reference}"
    if kind == "check":
        # It comes before the tests: where these have results, it has passed.
        return f"`make {reference}` ({_went([True] if passed else [])})"
    name = results.full_name(reference)
    if kind == "session":
        name = results.EXAMPLE.format(reference)
    # A parametrized test has a result for each of its cases, named in brackets.
    cases = [ok for one, ok in passed.items() if f"{one}[".startswith(f"{name}[")]
    return f"the {kind} `{reference}` ({_went(cases)})"


def _went(cases: list[bool]) -> str:
    """Say how something went whose cases passed, or did not."""
    if not cases:
        return "not run before this build"
    return "passed" if all(cases) else "failed"


def _log(records: list[Record], today: date) -> Iterator[str]:
    """Write the table of all records."""
    yield "| Record | Decision | Status | Recorded | Next review | Tags |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for record in records:
        review = record.text("review-by") or "–"
        if record.is_overdue(today):
            review += " (due)"
        cells = [
            record.text("id"),
            f"[{cell(record.text('title'))}]({record.slug}.md)",
            record.text("status"),
            record.text("date"),
            review,
            ", ".join(tags.link(tag) for tag in record.texts("tags")),
        ]
        yield f"| {' | '.join(cells)} |"
