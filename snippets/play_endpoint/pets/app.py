"""The app and its endpoints."""

from fastapi import FastAPI

from pets.endpoints import router

app = FastAPI(title="Pets")
app.include_router(router)


@app.get("/health")
async def health() -> str:
    """Tell that the process answers; if it doesn't, start it anew."""
    return "healthy"
