"""The same endpoint, with its work in a thread."""

import asyncio

from meanwhile import app, ask_both, scale


@app.post("/photos")
async def take_photo() -> None:
    """Scale a photo."""
    await asyncio.to_thread(scale)


ask_both()
