"""A relationship with the default loading, read when it was not loaded."""

import asyncio

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from database import engine, sessions


class Base(DeclarativeBase):
    """The base of both tables."""


class Owner(Base):
    """Somebody with pets."""

    __tablename__ = "owner"

    id: Mapped[int] = mapped_column(primary_key=True)
    pets: Mapped[list["Pet"]] = relationship()


class Pet(Base):
    """A pet of one owner."""

    __tablename__ = "pet"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owner.id"))


async def main() -> None:
    """Store an owner, read it and ask for its pets."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with sessions.begin() as session:
        session.add(Owner())
    async with sessions() as session:
        owner = (await session.scalars(select(Owner))).one()
        print(owner.pets)


asyncio.run(main())
