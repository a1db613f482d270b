"""A middleware made from Starlette's base class."""

from fastapi import FastAPI, Request, Response
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from structlog import get_logger
from structlog.contextvars import bind_contextvars
from structlog.typing import FilteringBoundLogger

from one_request import ask

log: FilteringBoundLogger = get_logger()
app = FastAPI()


class RequestContext(BaseHTTPMiddleware):
    """Bind a request's id."""

    async def dispatch(
        self, request: Request, call_next: RequestResponseEndpoint
    ) -> Response:
        """Serve one request."""
        bind_contextvars(request_id="r1")
        return await call_next(request)


@app.get("/pets/{pet_id}")
async def read_pet(pet_id: int) -> str:
    """Find a pet."""
    bind_contextvars(pet_id=pet_id)
    log.info("found")
    return "Tom"


app.add_middleware(RequestContext)
ask(app)
