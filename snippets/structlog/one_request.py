"""What the examples with an app share: the log, and a request in this process."""

import asyncio

from httpx import ASGITransport, AsyncClient
from starlette.types import ASGIApp
from structlog import configure, get_logger
from structlog.contextvars import merge_contextvars
from structlog.processors import KeyValueRenderer
from structlog.typing import FilteringBoundLogger

log: FilteringBoundLogger = get_logger()


async def _ask(app: ASGIApp) -> None:
    """Ask for a pet; log that it was answered, as a server does."""
    transport = ASGITransport(app)
    async with AsyncClient(transport=transport, base_url="http://pets") as client:
        await client.get("/pets/7")
    log.info("answered")


def ask(app: ASGIApp) -> None:
    """Set up the log, and send one request."""
    configure(processors=[merge_contextvars, KeyValueRenderer(sort_keys=True)])
    asyncio.run(_ask(app))
