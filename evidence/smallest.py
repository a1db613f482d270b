"""The smallest FastAPI app that reads a row, to hold the reference service against."""

import os
from typing import Any

from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

app = FastAPI()
engine = create_async_engine(os.environ["DATABASE_URL"])


@app.get("/pets/{pet_id}")
async def get_pet(pet_id: int) -> dict[str, Any]:
    """Read one row."""
    async with engine.connect() as connection:
        found = await connection.execute(
            text("SELECT id, name, weight FROM pet WHERE id = :id"), {"id": pet_id}
        )
        return dict(found.mappings().one())
