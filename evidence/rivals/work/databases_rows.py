"""Rows with databases and SQLAlchemy Core."""

from typing import Any

from databases import Database
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine

from evidence.rivals.work.rows import Failure, Orm, main

metadata = MetaData()
pets = Table(
    "pet",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("weight", Integer, nullable=False),
)


def plain(url: str) -> str:
    """The URL without the driver, which databases chooses."""
    return url.replace("+aiosqlite", "")


async def create(url: str) -> None:
    """Create the table."""
    engine = create_engine(plain(url))
    metadata.create_all(engine)
    engine.dispose()


async def insert(url: str, number: int) -> None:
    """Store so many pets in one transaction."""
    async with Database(plain(url)) as database, database.transaction():
        values = [{"name": f"pet {n}", "weight": n} for n in range(number)]
        await database.execute_many(pets.insert(), values)


async def read(url: str) -> int:
    """Read all of them, and return the sum of their weights."""
    async with Database(plain(url)) as database:
        return sum(pet.weight for pet in await database.fetch_all(pets.select()))


async def fail(url: str) -> None:
    """Store a pet in a transaction that then fails."""
    async with Database(plain(url)) as database, database.transaction():
        await database.execute(pets.insert(), {"name": "Tom", "weight": 1})
        raise Failure


def make() -> object:
    """Make a pet whose weight is a word: there is but the statement to make."""
    wrong: dict[str, Any] = {"name": "Tom", "weight": "heavy"}
    return pets.insert().values(**wrong)


if __name__ == "__main__":
    main(Orm(create, insert, read, fail, make))
