"""What a client must say about the JSON that it sends."""

import asyncio

from httpx import ASGITransport, AsyncClient, Response

from pets import app

BODY = '{"name": "Tom", "weight": 4, "petType": "cat"}'


async def post(headers: dict[str, str]) -> Response:
    """Send a pet with these headers."""
    transport = ASGITransport(app)
    async with AsyncClient(transport=transport, base_url="http://pets") as client:
        return await client.post("/pets", content=BODY, headers=headers)


def test_json_with_its_content_type_is_taken() -> None:
    """The body is read as JSON."""
    assert asyncio.run(post({"content-type": "application/json"})).status_code == 201


def test_json_without_a_content_type_is_refused() -> None:
    """The body stays text, and text is not a pet."""
    response = asyncio.run(post({}))
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body"]
