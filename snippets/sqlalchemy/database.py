"""The engine and the session factory, one of each for a service."""

import os

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from models import Base

# --8<-- [start:sessions]
engine = create_async_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
sessions = async_sessionmaker(engine, expire_on_commit=False)
# --8<-- [end:sessions]


def enforce_foreign_keys(connection: DBAPIConnection, record: object) -> None:
    """Have SQLite check foreign keys, which it only does when it is told to."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


if engine.dialect.name == "sqlite":
    event.listen(engine.sync_engine, "connect", enforce_foreign_keys)


async def create_tables() -> None:
    """Make all tables; a service leaves this to Alembic."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
