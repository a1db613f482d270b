"""How the service answers those who look after it."""

import asyncio

from httpx import ASGITransport, AsyncClient, Response

from pets.app import app


async def get(path: str) -> Response:
    """Ask the app in this process, started as a server starts it."""
    transport = ASGITransport(app)
    async with app.router.lifespan_context(app):
        async with AsyncClient(transport=transport, base_url="http://pets") as client:
            return await client.get(path)


def test_a_service_that_runs_is_healthy() -> None:
    """Whoever looks after it asks just this."""
    answer = asyncio.run(get("/health"))
    assert (answer.status_code, answer.json()) == (200, "healthy")
