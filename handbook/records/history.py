"""Draw the records' history: when each was decided, and which took whose place.

Time runs from left to right; a line leads from a record to its successor. Lines and
text take the page's colour, so the picture follows light and dark.
"""

from datetime import date
from html import escape

from handbook.records.record import Record

WIDTH = 720
ROW = 30
LEFT = 72
RIGHT = 704
TOP = 16

_MARKS = {
    "accepted": 'fill="currentColor"',
    "proposed": 'fill="none" stroke="currentColor" stroke-dasharray="2 2"',
}
_OTHER = 'fill="none" stroke="currentColor"'


def draw(records: list[Record]) -> str:
    """Draw the history as a figure.

    Args:
        records: All records, in the order of their rows.

    Returns:
        A figure in HTML, without an empty line.
    """
    height = TOP * 2 + ROW * len(records)
    days = [day for record in records if (day := record.day("date"))]
    span = (min(days), max(days)) if days else None
    places = {
        record.text("id"): (_across(record.day("date"), span), TOP + ROW * row + 12)
        for row, record in enumerate(records)
    }
    parts = [
        f'<svg class="history" viewBox="0 0 {WIDTH} {height}" role="img"'
        ' aria-labelledby="history-title history-text" font-size="13"'
        ' fill="currentColor">',
        '<title id="history-title">The decisions and what became of them</title>',
        f'<desc id="history-text">{escape(_spoken(records))}</desc>',
    ]
    for record in records:
        left, top = places[record.text("id")]
        for other in record.texts("superseded-by"):
            if other in places:
                x, y = places[other]
                out = min(left, x) - min(16 + abs(y - top) / 8, LEFT - 8)
                bend = f"C{out} {top} {out} {y} {x} {y}"
                parts.append(
                    f'<path d="M{left} {top}{bend}" fill="none" stroke="currentColor"'
                    ' stroke-opacity="0.5"/>'
                )
        mark = _MARKS.get(record.text("status"), _OTHER)
        parts.append(f'<circle cx="{left}" cy="{top}" r="6" {mark}/>')
        end = left > WIDTH / 2
        x, anchor = (left - 12, "end") if end else (left + 12, "start")
        words = f"{record.text('id')} {record.text('title')}, {_state(record)}"
        parts.append(
            f'<text x="{x}" y="{top + 4}" text-anchor="{anchor}">{escape(words)}</text>'
        )
    parts.append("</svg>")
    caption = "Filled: in force. Dashed: proposed. Empty: ended. A line leads on."
    return "\n".join(
        ["<figure>", *parts, f"<figcaption>{caption}</figcaption>", "</figure>"]
    )


def _across(day: date | None, span: tuple[date, date] | None) -> float:
    """Find a day's place between the first and the last one."""
    if day is None or span is None or span[0] == span[1]:
        return LEFT + 6.0
    share = (day - span[0]).days / (span[1] - span[0]).days
    return round(LEFT + 6 + share * (RIGHT - LEFT - 12), 1)


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
