"""Mend what has one right answer: line ends, titles, the other side of a link."""

from datetime import date

from handbook.records.front_matter import FENCE
from handbook.records.record import ID, KEYS, LINKS, Record
from handbook.records.together import NOT_IN_FORCE, read_ledger


def set_key(text: str, key: str, value: str) -> str:
    """Write a key of the front matter, in its place among the others.

    Args:
        text: The page.
        key: The key.
        value: What it shall be; the key goes when this is empty.
    """
    lines = text.split("\n")
    end = lines.index(FENCE, 1)
    front = lines[1:end]
    kept: list[str] = []
    skipping = False
    for line in front:
        is_key = not line.startswith((" ", "\t", "-")) and ":" in line
        skipping = line.startswith(f"{key}:") or (skipping and not is_key)
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


def written(names: tuple[str, ...]) -> str:
    """Write ids as a key's value: one as a text, several as a list."""
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def mend(
    texts: dict[str, str], records: list[Record], ledger: str
) -> tuple[dict[str, str], str]:
    """Mend what has one right answer.

    Args:
        texts: What the records' files hold, by their paths.
        records: The records read from them.
        ledger: What the ledger holds.

    Returns:
        The texts and the ledger as they should be; the same where nothing is to mend.
    """
    mended = dict(texts)
    by_id = {record.text("id"): record for record in records if record.entries}
    for record in records:
        text = mended[record.path].removeprefix("\ufeff")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if record.entries and record.heading not in ("", record.text("title")):
            text = set_key(text, "title", record.heading)
        mended[record.path] = text
    for name, record in by_id.items():
        for key, back in LINKS.items():
            for other in record.texts(key):
                if other in by_id and other != name:
                    path = by_id[other].path
                    mended[path] = _other_side(mended[path], record, by_id[other], back)
    return mended, _numbered(records, ledger)


def _other_side(text: str, record: Record, other: Record, back: str) -> str:
    """Write into a record what another one says of it."""
    name = record.text("id")
    if name in other.texts(back):
        return text
    if back == "superseded-by" and record.text("status") in NOT_IN_FORCE:
        return text
    text = set_key(text, back, written((*other.texts(back), name)))
    if back == "superseded-by" and other.text("status") == "accepted":
        text = set_key(text, "status", "superseded")
        text = set_key(text, "date", record.text("date") or date.today().isoformat())
        text = set_key(text, "review-by", "")
    return text


def _numbered(records: list[Record], ledger: str) -> str:
    """Append the ledger's missing lines, where the numbers are free."""
    slugs, _ = read_ledger(ledger)
    for record in sorted(records, key=lambda one: one.text("id")):
        name = record.text("id")
        later = not slugs or name > max(slugs)
        if ID.fullmatch(name) and later and record.slug not in slugs.values():
            slugs[name] = record.slug
            ledger += f"{name} {record.slug}\n"
    return ledger
