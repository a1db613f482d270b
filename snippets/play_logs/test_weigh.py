"""Each line of a request can be found by the request and by its pet."""

import asyncio

from httpx import ASGITransport, AsyncClient
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from weigh import app


async def put(path: str) -> None:
    """Send one request."""
    transport = ASGITransport(app)
    async with AsyncClient(transport=transport, base_url="http://pets") as client:
        await client.put(path, headers={"x-request-id": "a1"})


def test_each_line_of_a_request_has_its_id_and_the_pets() -> None:
    """The context is part of what a test sees only with this processor."""
    with capture_logs(processors=[merge_contextvars]) as lines:
        asyncio.run(put("/pets/7/weight/4000"))
    assert [line["event"] for line in lines] == ["weighing", "weight stored"]
    assert all(line["request_id"] == "a1" for line in lines)
    assert all(line["pet_id"] == 7 for line in lines)
