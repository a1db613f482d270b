"""The engine, and a transaction for each request."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)


# --8<-- [start:engine]
# --8<-- [start:keys]
def enforce_foreign_keys(connection: DBAPIConnection, record: object) -> None:
    """Have SQLite check foreign keys, which it only does when it is told to."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def make_engine(url: str) -> AsyncEngine:
    """Make the engine, which replaces a connection that the server has closed.

    Its errors hide the values of a statement: they would get into the log.
    """
    engine = create_async_engine(url, pool_pre_ping=True, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", enforce_foreign_keys)
    return engine


# --8<-- [end:keys]
def make_sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Make the factory of sessions, whose objects stay readable after the commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


# --8<-- [end:engine]
# --8<-- [start:session]
async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """Give an endpoint a session, and commit what it has done."""
    sessions: async_sessionmaker[AsyncSession] = request.app.state.sessions
    async with sessions.begin() as session:
        yield session


# The scope has the commit come before the answer, so that it can still fail.
Session = Annotated[AsyncSession, Depends(get_session, scope="function")]
# --8<-- [end:session]
