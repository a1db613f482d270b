"""Draw the records' history: when each was decided, and which took whose place.

Time runs downwards; a line leads from a record to its successor. The picture is as wide
as a phone, where its words are as large as those around it. Lines and text take the
page's colour, so it follows light and dark.
"""

from html import escape
from textwrap import wrap

from handbook.records.record import Record

WIDTH = 340
LEFT = 44
TEXT = 60
LINE = 17
GAP = 9
LETTERS = 36
"""How many letters of a title fit beside its mark."""

_MARKS = {
    "accepted": 'fill="currentColor"',
    "proposed": 'fill="none" stroke="currentColor" stroke-dasharray="2 2"',
}
_OTHER = 'fill="none" stroke="currentColor"'


def draw(records: list[Record]) -> str:
    """Draw the history as a figure.

    Args:
        records: All records, sound ones, in any order.

    Returns:
        A figure in HTML, without an empty line.
    """
    ordered = sorted(records, key=lambda one: (one.text("date"), one.text("id")))
    tops: dict[str, int] = {}
    height = GAP
    for record in ordered:
        tops[record.text("id")] = height + LINE - 5
        height += LINE * len(_lines(record)) + GAP
    parts = [
        f'<svg class="history" viewBox="0 0 {WIDTH} {height}" role="img"'
        ' aria-labelledby="history-title history-text" font-size="13"'
        ' fill="currentColor">',
        '<title id="history-title">The decisions and what became of them</title>',
        f'<desc id="history-text">{escape(_spoken(ordered))}</desc>',
    ]
    for record in ordered:
        top = tops[record.text("id")]
        for other in record.texts("superseded-by"):
            parts.append(_way(top, tops[other]))
        mark = _MARKS.get(record.text("status"), _OTHER)
        parts.append(f'<circle cx="{LEFT}" cy="{top}" r="6" {mark}/>')
        for number, line in enumerate(_lines(record)):
            place = f'x="{TEXT}" y="{top + 5 + LINE * number}"'
            weight = ' font-weight="600"' if number == 0 else ""
            parts.append(f"<text {place}{weight}>{escape(line)}</text>")
    parts.append("</svg>")
    caption = (
        "By the day on which the status was recorded, then by number. Filled: in force."
        " Dashed: proposed. Empty: ended. A line leads on."
    )
    return "\n".join(
        ["<figure>", *parts, f"<figcaption>{caption}</figcaption>", "</figure>"]
    )


def _lines(record: Record) -> list[str]:
    """Write what stands beside a record's mark."""
    first = f"{record.text('id')} {_state(record)}"
    return [first, *wrap(record.text("title"), LETTERS)]


def _way(top: int, bottom: int) -> str:
    """Draw a line from a record to its successor; the longer it is, the further out."""
    out = max(LEFT - 16 - abs(bottom - top) / 8, -8)
    bend = f"C{out:g} {top} {out:g} {bottom} {LEFT} {bottom}"
    return (
        f'<path d="M{LEFT} {top}{bend}" fill="none" stroke="currentColor"'
        ' stroke-opacity="0.5"/>'
    )


def _state(record: Record) -> str:
    """Write a status and its date."""
    return f"{record.text('status')} {record.text('date')}"


def _spoken(records: list[Record]) -> str:
    """Write the whole picture as text."""
    sentences = []
    for record in records:
        words = f"{record.text('id')} {record.text('title')}: {_state(record)}"
        if record.texts("superseded-by"):
            words += f", superseded by {', '.join(record.texts('superseded-by'))}"
        sentences.append(f"{words}.")
    return " ".join(sentences)
