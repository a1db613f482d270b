"""Two sessions that add to one weight, at the same moment."""

import asyncio

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from database import engine, sessions


class Base(DeclarativeBase):
    """The base of the table."""


class Pet(Base):
    """A pet that weighs something."""

    __tablename__ = "pet"

    name: Mapped[str] = mapped_column(primary_key=True)
    weight: Mapped[int]


async def main() -> None:
    """Let both read 4, then add 1 and commit, one after the other."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with sessions.begin() as session:
        session.add(Pet(name="Tom", weight=4))
    async with sessions() as one, sessions() as other:
        for session in (one, other):
            pet = await session.get_one(Pet, "Tom")
            pet.weight += 1
        await one.commit()
        await other.commit()
    async with sessions() as session:
        print("4 + 1 + 1 =", (await session.get_one(Pet, "Tom")).weight)
    await engine.dispose()


asyncio.run(main())
