"""Weigh pets, and log events with values."""

import asyncio

from fastapi import FastAPI
from structlog import get_logger
from structlog.contextvars import bind_contextvars
from structlog.typing import FilteringBoundLogger

import scale
from context import RequestContext

log: FilteringBoundLogger = get_logger()
app = FastAPI()
app.add_middleware(RequestContext)


# --8<-- [start:endpoint]
@app.put("/pets/{pet_id}/weight/{grams}")
async def weigh(pet_id: int, grams: int) -> None:
    """Store a weight."""
    bind_contextvars(pet_id=pet_id)
    log.info("weighing")
    scale.check(grams)
    await asyncio.sleep(0)  # here the service waits for its database
    log.info("weight stored", grams=grams)


# --8<-- [end:endpoint]
