"""The same as a plain ASGI class."""

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send
from structlog import get_logger
from structlog.contextvars import bind_contextvars, clear_contextvars
from structlog.typing import FilteringBoundLogger

from one_request import ask

log: FilteringBoundLogger = get_logger()
app = FastAPI()


class RequestContext:
    """Bind a request's id."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        clear_contextvars()
        bind_contextvars(request_id="r1")
        await self.app(scope, receive, send)


@app.get("/pets/{pet_id}")
async def read_pet(pet_id: int) -> str:
    """Find a pet."""
    bind_contextvars(pet_id=pet_id)
    log.info("found")
    return "Tom"


app.add_middleware(RequestContext)
ask(app)
