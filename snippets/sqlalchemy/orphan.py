"""A pet whose owner does not exist, on an engine as it comes and on ours."""

import asyncio

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

import database
from models import Pet


async def store_orphan(engine: AsyncEngine) -> str:
    """Say whether the database takes the pet."""
    try:
        async with engine.begin() as connection:
            await connection.execute(insert(Pet).values(name="Tom", owner_id=99))
    except IntegrityError:
        return "refused"
    return "stored"


async def main() -> None:
    """Try it on both."""
    await database.create_tables()
    for engine in (create_async_engine(database.engine.url), database.engine):
        print(engine.dialect.name, await store_orphan(engine))
        await engine.dispose()


asyncio.run(main())
