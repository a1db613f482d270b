"""Rows with SQLAlchemy's async ORM."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from evidence.rivals.work.rows import Failure, Orm, main


class Base(DeclarativeBase):
    """The base of all tables."""


class Pet(Base):
    """A pet."""

    __tablename__ = "pet"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    weight: Mapped[int]


async def create(url: str) -> None:
    """Create the table."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()


async def insert(url: str, number: int) -> None:
    """Store so many pets in one transaction."""
    engine = create_async_engine(url)
    async with AsyncSession(engine) as session, session.begin():
        session.add_all(Pet(name=f"pet {n}", weight=n) for n in range(number))
    await engine.dispose()


async def read(url: str) -> int:
    """Read all of them, and return the sum of their weights."""
    engine = create_async_engine(url)
    async with AsyncSession(engine) as session:
        total = sum(pet.weight for pet in await session.scalars(select(Pet)))
    await engine.dispose()
    return total


async def fail(url: str) -> None:
    """Store a pet in a transaction that then fails."""
    engine = create_async_engine(url)
    try:
        async with AsyncSession(engine) as session, session.begin():
            session.add(Pet(name="Tom", weight=1))
            await session.flush()
            raise Failure
    finally:
        await engine.dispose()


def make() -> object:
    """Make a pet whose weight is a word."""
    wrong: dict[str, Any] = {"name": "Tom", "weight": "heavy"}
    return Pet(**wrong)


if __name__ == "__main__":
    main(Orm(create, insert, read, fail, make))
