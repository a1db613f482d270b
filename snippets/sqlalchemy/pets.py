"""Store an owner with a pet, and read both back."""

import asyncio

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from database import create_tables, engine, sessions
from models import Owner, Pet


async def main() -> None:
    """Write in one transaction, read in another."""
    await create_tables()
    async with sessions.begin() as session:
        session.add(Owner(name="Kim", pets=[Pet(name="Tom")]))
    # --8<-- [start:load]
    async with sessions() as session:
        with_pets = select(Owner).options(selectinload(Owner.pets))
        for owner in await session.scalars(with_pets):
            print(engine.dialect.name, owner.name, [pet.name for pet in owner.pets])
    # --8<-- [end:load]
    await engine.dispose()


asyncio.run(main())
