"""A pet whose owner does not exist."""

import asyncio

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError

from database import create_tables, engine, sessions
from models import Pet


async def store_orphan() -> str:
    """Say whether the database takes the pet."""
    try:
        async with sessions.begin() as session:
            session.add(Pet(name="Tom", owner_id=99))
    except IntegrityError:
        return "refused"
    return "stored"


def check_foreign_keys(connection: DBAPIConnection, record: object) -> None:
    """Have SQLite check foreign keys on a new connection."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


async def main() -> None:
    """Try it without the pragma and with it."""
    await create_tables()
    print(engine.dialect.name, await store_orphan())
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", check_foreign_keys)
        await engine.dispose()
        print("sqlite with the pragma", await store_orphan())
    await engine.dispose()


asyncio.run(main())
