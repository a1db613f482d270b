"""Reflect through an async engine: a sync function on its connection."""

import asyncio
import os

from sqlalchemy.ext.asyncio import create_async_engine

from reflected import Base, Book


async def columns() -> list[str]:
    """The columns that reflection found."""
    engine = create_async_engine(os.environ["DATABASE_URL"])
    async with engine.connect() as connection:
        await connection.run_sync(lambda sync: Base.prepare(sync))
    await engine.dispose()
    return Book.__table__.columns.keys()


print(asyncio.run(columns()))
