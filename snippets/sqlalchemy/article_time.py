"""Async SQLAlchemy as it was written for version 1.4."""

import asyncio

from sqlalchemy import Column, Integer, String, select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

Base = declarative_base()


class Pet(Base):
    """A table with two columns."""

    __tablename__ = "pet"

    id = Column(Integer, primary_key=True)
    name = Column(String, nullable=False)


async def main() -> None:
    """Store a pet and read it back."""
    engine = create_async_engine("sqlite+aiosqlite://")
    sessions = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with sessions() as session:
        session.add(Pet(name="Tom"))
        await session.commit()
        print((await session.execute(select(Pet))).scalar_one().name)
    await engine.dispose()


asyncio.run(main())
