"""Write a new record, with the next number and a line of help for each part."""

import re
import unicodedata
from datetime import date

from handbook.records.record import months_later

REVIEW = 12
"""Months until the first review that a new record plans."""

# A title that YAML reads as text whatever its words: several, the first a word.
_PLAIN = re.compile(r"[^\W\d_][\w'/-]*( [\w,.'()/-]+)+")

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

HELP = frozenset(
    line.removeprefix("  none: ")
    for line in TEMPLATE.splitlines()
    if line.startswith(("  none: ", "- ")) or line[:1].isupper()
)
"""The lines of help, the confirmation's without its key."""


def slug_of(title: str) -> str:
    """Make a record's name in its address out of its title."""
    letters = unicodedata.normalize("NFKD", title).casefold()
    plain = letters.encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def quoted(text: str) -> str:
    """Write a text as YAML, in quotes where it could be taken for something else."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def record_text(name: str, title: str, today: date, supersedes: tuple[str, ...]) -> str:
    """Write a new record.

    Args:
        name: Its id.
        title: Its title.
        today: The day of its status.
        supersedes: The ids of the records that it takes the place of; it is then
            written as accepted, for a proposal supersedes nothing yet.

    Returns:
        The file's text.
    """
    links = ""
    if supersedes:
        review = months_later(today, REVIEW)
        links = f"supersedes: {names(supersedes)}\nreview-by: {review}\n"
    return TEMPLATE.format(
        id=name,
        title=quoted(title),
        heading=title,
        status="accepted" if supersedes else "proposed",
        date=today,
        links=links,
    )


def names(ids: tuple[str, ...]) -> str:
    """Write ids as a key's value: one as a text, several as a list."""
    return ids[0] if len(ids) == 1 else f"[{', '.join(ids)}]"
