"""A time with a zone, stored and read back."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import DateTime, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from database import engine, sessions


class Base(DeclarativeBase):
    """The base of the table."""


class Visit(Base):
    """A visit to the vet."""

    __tablename__ = "visit"

    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), primary_key=True)


async def main() -> None:
    """Store ten o'clock in a zone that is two hours ahead."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with sessions.begin() as session:
        session.add(Visit(at=datetime.fromisoformat("2026-05-04T10:00+02:00")))
    async with sessions() as session:
        at = (await session.scalars(select(Visit.at))).one()
        kind = "aware" if at.tzinfo else "naive"
        print(engine.dialect.name, kind, at.astimezone(UTC).time(), "UTC")
    await engine.dispose()


asyncio.run(main())
