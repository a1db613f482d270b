# --8<-- [start:app]
"""What starts an app that is called in process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Prepare what the endpoints need."""
    app.state.greeting = "hello"
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def greet() -> str:
    """Use what the lifespan has prepared."""
    return str(app.state.greeting)


async def get() -> str:
    """Ask the app for its greeting."""
    transport = ASGITransport(app)
    async with AsyncClient(transport=transport, base_url="http://pets") as client:
        return (await client.get("/")).text


# --8<-- [end:app]
# --8<-- [start:alone]
def test_the_transport_alone_does_not_run_the_lifespan() -> None:
    """The endpoint misses what the start should have made."""
    with pytest.raises(AttributeError, match="has no attribute 'greeting'"):
        asyncio.run(get())


# --8<-- [end:alone]
# --8<-- [start:started]
async def start_and_get() -> str:
    """Start the app as a server does, then ask it."""
    async with app.router.lifespan_context(app):
        return await get()


def test_the_lifespan_context_runs_it() -> None:
    """The endpoint finds it."""
    assert asyncio.run(start_and_get()) == '"hello"'


# --8<-- [end:started]
