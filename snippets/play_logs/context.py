"""What belongs to a request: its id, in each of its log lines."""

from uuid import uuid4

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars


class RequestContext:
    """Bind each request's id, the client's where it sends one."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            given = Headers(scope=scope).get("x-request-id")
            clear_contextvars()
            bind_contextvars(request_id=given or uuid4().hex)
        await self.app(scope, receive, send)
