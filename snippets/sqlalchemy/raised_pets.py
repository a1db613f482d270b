"""The same with the models of today's form."""

import asyncio

from sqlalchemy import select

from database import create_tables, sessions
from models import Owner


async def main() -> None:
    """Store an owner, read it and ask for its pets."""
    await create_tables()
    async with sessions.begin() as session:
        session.add(Owner(name="Kim"))
    async with sessions() as session:
        owner = (await session.scalars(select(Owner))).one()
        print(owner.pets)


asyncio.run(main())
