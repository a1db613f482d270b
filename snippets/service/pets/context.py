"""What belongs to a request: its id, in its log lines and its answer."""

import re
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog import get_logger
from structlog.contextvars import bind_contextvars, clear_contextvars
from structlog.typing import FilteringBoundLogger

HEADER = "x-request-id"

log: FilteringBoundLogger = get_logger(__name__)


# --8<-- [start:id]
def request_id(scope: Scope) -> str:
    """Take the client's id where it is a decent one, and make one otherwise."""
    given = Headers(scope=scope).get(HEADER, "")
    return given if re.fullmatch(r"[\w.-]{1,64}", given, re.ASCII) else uuid4().hex


# --8<-- [end:id]
# --8<-- [start:middleware]
class RequestContext:
    """Bind each request's id, answer with it, and turn a failure into a 500.

    It is a plain ASGI class: in Starlette's BaseHTTPMiddleware the endpoint runs in a
    task of its own, and what it binds is lost. It answers the 500 itself, because the
    framework does so further out, where the answer would miss the id.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        own_id = request_id(scope)
        answered = False
        # A request may inherit the context of the one before it on its connection.
        # Nothing is unbound at the end: the server's last line wants the id, too.
        clear_contextvars()
        bind_contextvars(request_id=own_id)

        async def send_with_id(message: Message) -> None:
            """Put the id into the answer's head."""
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                MutableHeaders(scope=message)[HEADER] = own_id
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception:
            if answered:
                raise  # half an answer is out; the server logs this and hangs up
            log.exception("request failed")
            failure = JSONResponse({"detail": "Internal Server Error"}, 500)
            await failure(scope, receive, send_with_id)


# --8<-- [end:middleware]
