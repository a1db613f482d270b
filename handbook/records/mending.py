"""Mend what has one right answer: line ends, titles, the other side of a link."""

from datetime import date

from handbook.records.alone import HIDDEN
from handbook.records.front_matter import FENCE, normal
from handbook.records.record import ID, KEYS, LINKS, NEVER_DECIDED, SLUG, Record
from handbook.records.together import (
    FORWARD,
    find_circle,
    read_ledger,
    targets,
)
from handbook.records.writing import names, quoted


def set_key(text: str, key: str, value: str) -> str:
    """Write a key of the front matter, in its place among the others.

    Args:
        text: The page.
        key: The key.
        value: What it shall be; the key goes when this is empty.
    """
    lines = text.split("\n")
    end = lines.index(FENCE, 1)
    kept: list[str] = []
    skipping = False
    for line in lines[1:end]:
        goes_on = line[:1] in ("", " ", "-")
        skipping = line.startswith(f"{key}:") or (skipping and goes_on)
        if not skipping:
            kept.append(line)
    if value:
        order = KEYS.index(key)
        later = (
            number
            for number, line in enumerate(kept)
            if (name := line.partition(":")[0]) in KEYS and KEYS.index(name) > order
        )
        kept.insert(next(later, len(kept)), f"{key}: {value}")
    return "\n".join([lines[0], *kept, *lines[end:]])


def mend(
    texts: dict[str, str], records: list[Record], ledger: str
) -> tuple[dict[str, str], str]:
    """Mend what has one right answer.

    Args:
        texts: What the records' files hold, by their paths.
        records: The records among them whose front matter could be read.
        ledger: What the ledger holds.

    Returns:
        The texts and the ledger as they should be; the same where nothing is to mend.
    """
    mended = {path: normal(text) for path, text in texts.items()}
    for record in records:
        differs = record.heading not in ("", record.text("title"))
        if differs and not HIDDEN.search(record.heading):
            title = quoted(record.heading)
            mended[record.path] = set_key(mended[record.path], "title", title)
    for (path, key), missing in _other_sides(records).items():
        mended[path] = link(mended[path], missing[0], key, missing[1:])
    return mended, _numbered(records, normal(ledger))


def _other_sides(
    records: list[Record],
) -> dict[tuple[str, str], list[Record]]:
    """Find what records say of others that these do not say back.

    Returns:
        By the file and the key that lacks it: the file's record, and those to name.
        Nothing that is not clear: no id that two records have, no circle, no link of
        a record that never decided anything.
    """
    ids = [record.text("id") for record in records]
    by_id = {record.text("id"): record for record in records if record.text("id")}
    found: dict[tuple[str, str], list[Record]] = {}
    for key, back in LINKS.items():
        graph = targets(by_id, key)
        for name, others in targets(by_id, back).items():
            for other in others & by_id.keys():
                graph[other].add(name)
        if find_circle(graph):
            continue
        for name, record in by_id.items():
            for other in record.texts(key):
                clear = ids.count(name) == ids.count(other) == 1 and other != name
                if clear and _may_say(by_id[other], back, record):
                    place = (by_id[other].path, back)
                    found.setdefault(place, [by_id[other]]).append(record)
    return found


def _may_say(record: Record, key: str, other: Record) -> bool:
    """Tell whether a record should say of another what it does not say yet."""
    newer, older = (record, other) if key in FORWARD else (other, record)
    if other.text("id") in record.texts(key) or newer.text("status") in NEVER_DECIDED:
        return False
    ended = older.text("status") in ("accepted", "superseded")
    return ended or "supersede" not in key


def link(text: str, record: Record, key: str, others: list[Record]) -> str:
    """Write into a record that others are linked to it.

    Args:
        text: The record's file.
        record: The record.
        key: The kind of link.
        others: The records to name there, after those that it names.

    Returns:
        The file; of a record that others take the place of, with its end.
    """
    ids = tuple(other.text("id") for other in others)
    text = set_key(text, key, names((*record.texts(key), *ids)))
    if key == "superseded-by" and record.text("status") == "accepted":
        days = [day for one in (record, *others) if (day := one.day("date"))]
        text = set_key(text, "status", "superseded")
        text = set_key(text, "date", str(max(days, default=date.today())))
        text = set_key(text, "review-by", "")
    return text


def append(ledger: str, record_id: str, slug: str) -> str:
    """Append a record's line to the ledger."""
    end = "" if ledger.endswith("\n") or not ledger else "\n"
    return f"{ledger}{end}{record_id} {slug}\n"


def _numbered(records: list[Record], ledger: str) -> str:
    """Append the ledger's missing lines, where the numbers are free."""
    slugs, _ = read_ledger(ledger)
    for record in sorted(records, key=lambda one: one.text("id")):
        name, slug = record.text("id"), record.slug
        valid = ID.fullmatch(name) and SLUG.fullmatch(slug)
        if valid and name > max(slugs, default="") and slug not in slugs.values():
            slugs[name] = slug
            ledger = append(ledger, name, slug)
    return ledger
