"""An endpoint that works where all requests are served."""

from meanwhile import app, ask_both, scale


@app.post("/photos")
async def take_photo() -> None:
    """Scale a photo."""
    scale()


ask_both()
