"""How Alembic reaches the database."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from pets.database import make_engine
from pets.settings import Settings
from pets.tables import Base

# --8<-- [start:migrate]
# Of several processes that start at once, one migrates and the others wait.
LOCKS = {
    "postgresql": "SELECT pg_advisory_xact_lock(8001)",
    "sqlite": "BEGIN IMMEDIATE",
}


def migrate(connection: Connection) -> None:
    """Run the migrations in the connection's transaction: all of them, or none."""
    if connection.dialect.name == "sqlite":
        # It drops a table to change it; the rows that point to it would object, or go.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.exec_driver_sql(LOCKS[connection.dialect.name])
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_server_default=True,
    )
    context.run_migrations()


# --8<-- [end:migrate]
async def connect() -> None:
    """Migrate on a connection of its own."""
    engine = make_engine(Settings().database_url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(migrate)
    finally:
        await engine.dispose()


asyncio.run(connect())
