"""Stopping the service while requests are under way, on each database."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Semaphore

import pytest
from httpx import Client, ConnectError, NetworkError, RemoteProtocolError, get
from sqlalchemy import make_url, text

from tests.conftest import SECONDS, Start, count, pet_of, sync_engine

REQUESTS = 10
LOCKS = {
    "sqlite": ["BEGIN IMMEDIATE"],
    "postgresql": ["BEGIN", "LOCK TABLE pet IN SHARE MODE"],
}


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Keep everybody from writing, but not from reading."""
    with sync_engine(url).connect() as connection:
        for statement in LOCKS[make_url(url).get_backend_name()]:
            connection.execute(text(statement))
        yield
        connection.execute(text("ROLLBACK"))


# --8<-- [start:stop]
def test_requests_under_way_are_answered(start: Start, own_database_url: str) -> None:
    """They hang in the database when the signal comes; no new one is taken."""
    service = start()
    url = service.url()
    sent = Semaphore(0)

    def note(event: str, details: object) -> None:
        """Count the requests that are out."""
        if event == "http11.send_request_body.complete":
            sent.release()

    with Client(base_url=url, timeout=SECONDS) as client:
        owner = client.post("/owners", json={"name": "Ann"}).json()["id"]

        def create(number: int) -> int:
            """Store a pet, and return the code of the answer."""
            body = pet_of(owner, name=f"Tom {number}")
            answer = client.post("/pets", json=body, extensions={"trace": note})
            return answer.status_code

        with ThreadPoolExecutor(REQUESTS) as pool, locked(own_database_url):
            codes = pool.map(create, range(REQUESTS))
            assert all(sent.acquire(timeout=SECONDS) for _ in range(REQUESTS))
            # Who is answered after them shows that they have been taken.
            assert get(f"{url}/ready").status_code == 200
            service.process.send_signal(signal.SIGTERM)
            service.wait_for("Waiting for connections to close")
            with pytest.raises(ConnectError):
                get(f"{url}/health")
    assert list(codes) == [201] * REQUESTS
    assert count(own_database_url, "pet") == REQUESTS
    assert service.wait() == -signal.SIGTERM
    service.wait_for("Application shutdown complete")


# --8<-- [end:stop]
def test_under_load_all_that_is_stored_was_answered(
    start: Start, own_database_url: str
) -> None:
    """Whoever is not answered can try again, and stores nothing twice."""
    service = start()
    url = service.url()
    answered = Semaphore(0)
    with Client(base_url=url) as client:
        owner = client.post("/owners", json={"name": "Ann"}).json()["id"]

    def store(name: str) -> int:
        """Store pets for as long as there is somebody to take them."""
        done = 0
        with Client(base_url=url, timeout=SECONDS) as client:
            try:
                while True:
                    body = pet_of(owner, name=f"{name} {done}")
                    assert client.post("/pets", json=body).status_code == 201
                    answered.release()
                    done += 1
            except (NetworkError, RemoteProtocolError):
                return done

    with ThreadPoolExecutor(4) as pool:
        stored = pool.map(store, ["Tom", "Rex", "Kit", "Max"])
        assert all(answered.acquire(timeout=SECONDS) for _ in range(REQUESTS))
        assert service.stop() == -signal.SIGTERM
    assert count(own_database_url, "pet") == sum(stored)
