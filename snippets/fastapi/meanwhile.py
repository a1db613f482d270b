"""What both examples share: some work, and two requests at the same time."""

import asyncio
from threading import Event

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

app = FastAPI()
answered = Event()


def scale() -> None:
    """Work on a photo until somebody else was answered, or for a second."""
    print("scaling")
    answered.wait(1)
    print("scaled")


@app.get("/health")
async def health() -> str:
    """Tell that the process answers."""
    print("healthy")
    answered.set()
    return "healthy"


async def _ask_both() -> None:
    """Send a photo, and ask for the service's health meanwhile."""
    transport = ASGITransport(app)
    async with AsyncClient(transport=transport, base_url="http://pets") as client:
        await asyncio.gather(client.post("/photos"), client.get("/health"))


def ask_both() -> None:
    """Send both requests."""
    asyncio.run(_ask_both())
