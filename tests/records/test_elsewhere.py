"""Records as other tools write them are refused, with what to change."""

from pathlib import Path

import pytest

from handbook.records.record import FOLDER

from .sound import handbook, problems, write

MADR = """---
# Who was asked
status: "superseded by ADR-0007"
date: 2026-01-10
decision-makers: Ann, Ben
consulted: Cas
informed: Dee
---

# Keep sessions in Redis

## Context and Problem Statement

Where do sessions live?

## Decision Drivers

* They must outlive a restart

## Considered Options

* Redis
* PostgreSQL

## Decision Outcome

Chosen option: "Redis", because it forgets by itself.

### Consequences

* Good, because it is fast
* Bad, because it is one more server

## More Information

<!-- Nothing yet -->
"""

ADR_TOOLS = """# 3. Keep sessions in Redis

Date: 2026-01-10

## Status

Accepted

Supersedes [2. Keep sessions in files](0002-keep-sessions-in-files.md)

## Context

Where do sessions live?

## Decision

In Redis.

## Consequences

One more server.
"""

BACKSTAGE = """---
id: adrs-adr003
title: 'ADR003: Keep sessions in Redis'
description: Where sessions live
---

# ADR003: Sessions in Redis

## Context

Where do sessions live?

## Decision

In Redis.

## Consequences

One more server.
"""

LOG4BRAINS = """# Keep sessions in Redis

- Status: accepted
- Deciders: Ann, Ben
- Date: 2026-01-10
- Tags: storage

Technical Story: none

## Context and Problem Statement

Where do sessions live?

## Considered Options

- Redis
- PostgreSQL

## Decision Outcome

Chosen option: "Redis".

### Positive Consequences

- Fast

## Links

- Supersedes [files](20250101-files.md)
"""


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        (
            "0007-keep-sessions-in-redis",
            MADR.replace("# Who was asked\n", ""),
            [
                (1, "Add 'id: …' to the front matter."),
                (1, "Add 'title: …' to the front matter."),
                (1, "Add 'confirmation: …' to the front matter."),
                (2, "Write 'superseded', and the successor in 'superseded-by: DR-…'."),
                (4, "Write 'decision-makers: [one, another]'."),
                (5, "Remove it: a record does not keep that."),
                (6, "Remove it: a record does not keep that."),
                (11, "Write '## Context {#context}'."),
                (15, "Write '## Context {#context}'."),
                (19, "Write '## Options {#options}'."),
                (24, "Write '## Outcome {#outcome}'."),
                (1, "Add '## Consequences {#consequences}'."),
                (33, "Remove it, or make it a '### ' heading within a section."),
                (
                    35,
                    "Records aren't run: remove it, or put it into `code` on one line.",
                ),
            ],
        ),
        (
            "0007-with-its-comment",
            MADR,
            [(2, "Write plain keys with a text, or a list of texts in [brackets]")],
        ),
        (
            "0003-keep-sessions-in-redis",
            ADR_TOOLS,
            [
                (1, "Start the file with `---`, the keys (id, title, status, date …)"),
                (5, "Remove it, and write 'status: …' in the front matter."),
                (11, "Write '## Context {#context}'."),
                (15, "Write '## Outcome {#outcome}'."),
                (19, "Write '## Consequences {#consequences}'."),
                (1, "Add '## Options {#options}'."),
                (1, "Add '## Confirmation {#confirmation}'."),
            ],
        ),
        (
            "adr003-keep-sessions-in-redis",
            BACKSTAGE,
            [
                (2, "Write DR- and four digits, such as DR-0007."),
                (3, "Let `handbook check --fix` take the heading, or mend that."),
                (4, "Remove it: a record does not keep that."),
                (1, "Add 'status: …' to the front matter."),
                (9, "Write '## Context {#context}'."),
                (13, "Write '## Outcome {#outcome}'."),
                (1, "Add '## Options {#options}'."),
            ],
        ),
        (
            "20260110-keep-sessions-in-redis",
            LOG4BRAINS,
            [
                (1, "Start the file with `---`, the keys (id, title, status, date …)"),
                (10, "Write '## Context {#context}'."),
                (14, "Write '## Options {#options}'."),
                (19, "Write '## Outcome {#outcome}'."),
                (1, "Add '## Consequences {#consequences}'."),
                (27, "Remove it, or make it a '### ' heading within a section."),
            ],
        ),
    ],
)
def test_a_record_of_another_tool_is_told_what_to_change(
    tmp_path: Path, name: str, text: str, wanted: list[tuple[int, str]]
) -> None:
    """Line by line, with the words that are used here."""
    root = write(tmp_path, {f"{FOLDER}/{name}.md": text}, "")
    found = [(one.line, one.advice) for one in problems(root)]
    for line, advice in wanted:
        assert [where for where, said in found if said.startswith(advice)] != [], advice
        assert any(where == line and said.startswith(advice) for where, said in found)
    assert handbook(root, "check")[0] == 1


def test_what_those_tools_keep_beside_their_records_is_refused(tmp_path: Path) -> None:
    """Names with another look, and pages in folders."""
    root = write(tmp_path, {f"{FOLDER}/ADR-003_Sessions.md": ADR_TOOLS}, "")
    (root / FOLDER / "archive").mkdir()
    (root / FOLDER / "archive/0001-old.md").write_text(ADR_TOOLS)
    advice = [one.advice for one in problems(root)]
    assert "Rename it to 'adr-003-sessions.md'." in advice
    assert f"Move it to {FOLDER}/0001-old.md." in advice
