"""Write a new record, with the next number and a line of help for each part."""

import re
import unicodedata
from datetime import date

from handbook.records.record import months_later
from handbook.records.together import read_ledger

REVIEW = 12
"""Months until the first review that a new record plans."""

TEMPLATE = """---
id: {id}
title: {title}
status: {status}
date: {date}
decision-makers: [the team]
tags: [python]
{links}confirmation:
  none: Say which test, check or session shows that this is in force, or why none can.
---

# {heading}

## Context {{#context}}

What is the question, and what do we know? Say where each fact is from.

## Options {{#options}}

- **First option.** What it is, in a sentence.
- **Second option.** What it is; two options at least.

## Outcome {{#outcome}}

Which option, and the reason that decided.

## Consequences {{#consequences}}

- Good, because it makes something easier.
- Bad, because it costs something.

## Confirmation {{#confirmation}}

How does anybody see that the decision is in force?

## Re-evaluations {{#re-evaluations}}
"""


def slug_of(title: str) -> str:
    """Make a record's name in its address out of its title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def next_id(ledger: str) -> str:
    """Take the number after the last one of the ledger."""
    slugs, _ = read_ledger(ledger)
    last = max((int(name.removeprefix("DR-")) for name in slugs), default=0)
    return f"DR-{last + 1:04}"


def record_text(name: str, title: str, today: date, supersedes: tuple[str, ...]) -> str:
    """Write a new record.

    Args:
        name: Its id.
        title: Its title.
        today: The day of its status.
        supersedes: The ids of the records that it takes the place of; it is then
            written as accepted, for a proposal supersedes nothing.

    Returns:
        The file's text.
    """
    links = ""
    if supersedes:
        named = supersedes[0] if len(supersedes) == 1 else f"[{', '.join(supersedes)}]"
        review = months_later(today, REVIEW)
        links = f"supersedes: {named}\nreview-by: {review}\n"
    quoted = title if re.fullmatch(r"[\w][\w ,.'()/-]*", title) else _quoted(title)
    return TEMPLATE.format(
        id=name,
        title=quoted,
        heading=title,
        status="accepted" if supersedes else "proposed",
        date=today,
        links=links,
    )


def _quoted(title: str) -> str:
    """Quote a text for YAML."""
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
