"""The engine and the session factory, one of each for a service."""

import os

from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from models import Base

# --8<-- [start:sessions]
engine = create_async_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)
sessions = async_sessionmaker(engine, expire_on_commit=False)
# --8<-- [end:sessions]


async def create_tables() -> None:
    """Make all tables; a service leaves this to Alembic."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
