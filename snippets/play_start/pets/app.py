"""The app and its endpoints."""

from fastapi import FastAPI

app = FastAPI(title="Pets")


@app.get("/health")
async def health() -> str:
    """Tell that the process answers; if it doesn't, start it anew."""
    return "healthy"
