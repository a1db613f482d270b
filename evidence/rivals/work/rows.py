"""Store pets and read them again, in a file of SQLite: the same for each ORM."""

import asyncio
import json
import sys
import tempfile
import time
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

PETS = 2000


@dataclass(frozen=True)
class Orm:
    """What an ORM can be asked to do; each is given the URL of a database.

    Attributes:
        create: Create the table.
        insert: Store so many pets in one transaction.
        read: Read all of them, and return the sum of their weights.
        fail: Store a pet in a transaction that then fails.
        make: Make a pet whose weight is a word, and return it unstored.
    """

    create: Callable[[str], Awaitable[None]]
    insert: Callable[[str, int], Awaitable[None]]
    read: Callable[[str], Awaitable[int]]
    fail: Callable[[str], Awaitable[None]]
    make: Callable[[], object]


class Failure(Exception):
    """What a transaction fails with."""


async def work(orm: Orm, url: str) -> dict[str, float | str]:
    """Do it all; return the times and what happened."""
    await orm.create(url)
    start = time.perf_counter()
    await orm.insert(url, PETS)
    stored = time.perf_counter()
    total = await orm.read(url)
    read = time.perf_counter()
    if total != PETS * (PETS - 1) // 2:
        sys.exit(f"the weights are {total} together")
    try:
        await orm.fail(url)
    except Failure:
        pass
    kept = await orm.read(url) - total
    try:
        orm.make()
        made = "taken"
    except ValueError:
        made = "refused"
    return {
        "insert": (stored - start) * 1000,
        "read": (read - stored) * 1000,
        "failed": "stored" if kept else "not stored",
        "made": made,
    }


def main(orm: Orm) -> None:
    """Print what came of it, with the first warning that there was."""
    with (
        tempfile.TemporaryDirectory() as folder,
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("always")
        done = asyncio.run(work(orm, f"sqlite+aiosqlite:///{folder}/pets.db"))
    kinds = sorted({warning.category.__name__ for warning in caught})
    print(json.dumps({**done, "warnings": ", ".join(kinds)}))
