"""A session factory with the default, and an object used after the commit."""

import asyncio

from sqlalchemy.ext.asyncio import async_sessionmaker

from database import create_tables, engine
from models import Owner

sessions = async_sessionmaker(engine)


async def main() -> None:
    """Store an owner and print its name."""
    await create_tables()
    async with sessions() as session:
        owner = Owner(name="Kim")
        session.add(owner)
        await session.commit()
        print(owner.name)


asyncio.run(main())
