"""Rows with ormar."""

from typing import Any

import ormar
from ormar import DatabaseConnection
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from evidence.rivals.work.rows import Failure, Orm, main

config = ormar.OrmarConfig(
    database=DatabaseConnection("sqlite+aiosqlite://"), metadata=MetaData()
)


class Pet(ormar.Model):
    """A pet."""

    ormar_config = config.copy(tablename="pet")

    id: int = ormar.Integer(primary_key=True)
    name: str = ormar.String(max_length=100)
    weight: int = ormar.Integer()


def connected(url: str) -> DatabaseConnection:
    """Give the model, which knows its database, another one."""
    Pet.ormar_config.database = DatabaseConnection(url)
    return Pet.ormar_config.database


async def create(url: str) -> None:
    """Create the table."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(config.metadata.create_all)
    await engine.dispose()


async def insert(url: str, number: int) -> None:
    """Store so many pets in one transaction."""
    async with connected(url) as database, database.transaction():
        await Pet.objects.bulk_create(
            [Pet(name=f"pet {n}", weight=n) for n in range(number)]
        )


async def read(url: str) -> int:
    """Read all of them, and return the sum of their weights."""
    async with connected(url):
        return sum(pet.weight for pet in await Pet.objects.all())


async def fail(url: str) -> None:
    """Store a pet in a transaction that then fails."""
    async with connected(url) as database, database.transaction():
        await Pet.objects.create(name="Tom", weight=1)
        raise Failure


def make() -> object:
    """Make a pet whose weight is a word."""
    wrong: dict[str, Any] = {"name": "Tom", "weight": "heavy"}
    return Pet(**wrong)


if __name__ == "__main__":
    main(Orm(create, insert, read, fail, make))
