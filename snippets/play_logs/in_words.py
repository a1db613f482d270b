"""Weigh pets, and log sentences."""

import asyncio

from fastapi import FastAPI
from structlog import get_logger
from structlog.typing import FilteringBoundLogger

import scale

log: FilteringBoundLogger = get_logger()
app = FastAPI()


@app.put("/pets/{pet_id}/weight/{grams}")
async def weigh(pet_id: int, grams: int) -> None:
    """Store a weight."""
    log.info(f"Weighing pet {pet_id}")
    scale.check(grams)
    await asyncio.sleep(0)  # here the service waits for its database
    log.info(f"Stored {grams} g")
