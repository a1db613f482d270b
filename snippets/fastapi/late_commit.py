"""A service that answers first and commits afterwards."""

from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from store import Pet, get_session, lifespan

app = FastAPI(lifespan=lifespan)
Session = Annotated[AsyncSession, Depends(get_session)]


@app.post("/pets/{name}/{weight}", status_code=201)
async def create_pet(name: str, weight: int, session: Session) -> str:
    """Store a pet."""
    session.add(Pet(name=name, weight=weight))
    return "stored"


@app.get("/pets/{name}")
async def read_pet(name: str, session: Session) -> int:
    """Return a pet's weight."""
    return (await session.get_one(Pet, name)).weight
