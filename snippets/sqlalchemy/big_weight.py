"""A weight that is too large for an integer of four bytes."""

import asyncio

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from database import engine, sessions


class Base(DeclarativeBase):
    """The base of the table."""


class Whale(Base):
    """A pet of some weight, in grams."""

    __tablename__ = "whale"

    id: Mapped[int] = mapped_column(primary_key=True)
    weight: Mapped[int]


async def main() -> None:
    """Store three thousand tonnes."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with sessions.begin() as session:
        session.add(Whale(weight=3_000_000_000))
    print(engine.dialect.name, "stored")
    await engine.dispose()


asyncio.run(main())
