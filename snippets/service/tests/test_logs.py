"""What the log says, of a service that runs as in production, on each database."""

import asyncio
from socket import create_connection
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from httpx import ASGITransport, AsyncClient, Client
from starlette.types import Message, Receive, Scope, Send
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from pets.app import app
from pets.context import RequestContext
from tests.conftest import SECONDS, Service, execute, pet_of


def test_every_line_is_json_and_of_one_form(client: Client, service: Service) -> None:
    """uvicorn's, Alembic's and the service's own: same keys, and no copy for colors."""
    client.post("/owners", json={"name": "Ann"})
    events = service.events()
    loggers = {event["logger"].split(".")[0] for event in events}
    assert loggers == {"alembic", "pets", "uvicorn"}
    for event in events:
        assert {"event", "level", "logger", "timestamp"} <= event.keys()
        assert "color_message" not in event


def test_every_line_of_a_request_bears_its_id(
    client: Client, service: Service, owner: int
) -> None:
    """The service's lines and the server's, and the answer as well."""
    own_id = uuid4().hex
    headers = {"x-request-id": own_id}
    answer = client.post("/pets", json=pet_of(owner), headers=headers)
    assert answer.headers["x-request-id"] == own_id
    lines = [
        event["event"].partition(" - ")[2] or event["event"]
        for event in service.events(request_id=own_id)
    ]
    assert lines == ["pet created", '"POST /pets HTTP/1.1" 201']


def test_what_an_endpoint_binds_is_in_the_servers_line(
    client: Client, service: Service
) -> None:
    """The line of the access log can be found by the pet."""
    client.get("/pets/4711", headers={"x-request-id": "who-asks"})
    assert [event["pet_id"] for event in service.events(request_id="who-asks")] == [
        4711
    ]


def test_requests_on_one_connection_share_nothing(service: Service) -> None:
    """They come together, so the server begins the second where the first has ended."""
    requests = (
        b"GET /pets/4711 HTTP/1.1\r\nhost: pets\r\n\r\n"
        b"GET /health HTTP/1.1\r\nhost: pets\r\n"
        b"x-request-id: afterwards\r\nconnection: close\r\n\r\n"
    )
    url = urlsplit(service.url())
    with create_connection((url.hostname, url.port), SECONDS) as connection:
        connection.sendall(requests)
        while connection.recv(1024):
            pass
    (event,) = service.events(request_id="afterwards")
    assert "pet_id" not in event


@pytest.mark.parametrize("given", ["", "two words", "x" * 65, "a{b}"])
def test_an_id_that_is_none_is_replaced(client: Client, given: str) -> None:
    """A client can't write what it likes into the log."""
    answer = client.get("/health", headers={"x-request-id": given})
    assert len(answer.headers["x-request-id"]) == 32


def test_a_failure_is_logged_and_answered_with_the_id(
    client: Client, service: Service
) -> None:
    """Without its table the service fails, and says so to all who ask."""
    execute(service.database_url, "ALTER TABLE pet RENAME TO gone")
    try:
        answer = client.get("/pets", headers={"x-request-id": "it-fails"})
        own_id = answer.headers.get("x-request-id")
        assert (answer.status_code, own_id) == (500, "it-fails")
        ready = client.get("/ready")
        alive = client.get("/health")
    finally:
        execute(service.database_url, "ALTER TABLE gone RENAME TO pet")
    assert answer.json() == {"detail": "Internal Server Error"}
    failed, access = service.events(request_id="it-fails")
    assert (failed["event"], failed["level"]) == ("request failed", "error")
    assert failed["exception"].startswith("Traceback")
    assert access["event"].endswith('"GET /pets HTTP/1.1" 500')
    assert ready.status_code == 503
    assert ready.json() == {"detail": "The database does not answer."}
    assert alive.json() == "healthy"
    assert client.get("/ready").json() == "ready"


def test_a_failed_statement_is_logged_without_its_values(
    client: Client, service: Service
) -> None:
    """They are what a client has sent."""
    execute(service.database_url, "ALTER TABLE owner RENAME TO gone")
    try:
        headers = {"x-request-id": "no-values"}
        client.post("/owners", json={"name": "Ann Secret"}, headers=headers)
    finally:
        execute(service.database_url, "ALTER TABLE gone RENAME TO owner")
    failed, _ = service.events(request_id="no-values")
    assert "INSERT INTO owner" in failed["exception"]
    assert "Ann Secret" not in failed["exception"]


def test_half_an_answer_is_left_to_the_server() -> None:
    """When the answer has begun, no second one is sent."""
    sent: list[Message] = []

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        """Begin to answer, and fail."""
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ArithmeticError

    async def receive() -> Message:
        """Let the client say nothing."""
        raise AssertionError

    async def send(message: Message) -> None:
        """Take what the client would get."""
        sent.append(message)

    scope: Scope = {"type": "http", "headers": [(b"x-request-id", b"half")]}
    with pytest.raises(ArithmeticError):
        asyncio.run(RequestContext(broken)(scope, receive, send))
    (start,) = sent
    assert start["headers"] == [(b"x-request-id", b"half")]


def test_in_process_the_events_bear_the_id_too(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test that captures events has to say that it wants the context in them."""
    monkeypatch.setenv("DATABASE_URL", service.database_url)

    async def create_owner() -> None:
        """Start the app without a server, and send a request."""
        transport = ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            AsyncClient(transport=transport, base_url="http://pets") as client,
        ):
            headers = {"x-request-id": "in-process"}
            await client.post("/owners", json={"name": "Ann"}, headers=headers)

    with capture_logs(processors=[merge_contextvars]) as events:
        asyncio.run(create_owner())
    (event,) = events
    assert (event["event"], event["request_id"]) == ("owner created", "in-process")
