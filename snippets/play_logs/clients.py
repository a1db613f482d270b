"""Start a service and be its clients, who come at the same time."""

import asyncio
import sys
from importlib import import_module

from httpx import ASGITransport, AsyncClient

from logs import configure_logs

REQUESTS = {
    "a1": "/pets/7/weight/4000",
    "b2": "/pets/70/weight/5200",
    "c3": "/pets/7/weight/52000",
    "d4": "/pets/8/weight/3100",
}


async def send_all(module: str) -> None:
    """Send all requests, each with its id."""
    transport = ASGITransport(import_module(module).app)
    async with AsyncClient(transport=transport, base_url="http://pets") as client:
        sent = [
            client.put(path, headers={"x-request-id": name})
            for name, path in REQUESTS.items()
        ]
        await asyncio.gather(*sent)


configure_logs()
asyncio.run(send_all(sys.argv[1]))
