"""What is written is what was answered, on each database."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from httpx import Client
from sqlalchemy import make_url
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from pets.database import make_engine, make_sessions
from pets.tables import Owner, Pet
from tests.conftest import SECONDS, Service, count, execute, pet_of

Sessions = async_sessionmaker[AsyncSession]

WRITERS = 8
CHANGES = 5

# With each new pet, a row that breaks a rule which is only looked at in the commit.
BREAK_COMMITS = {
    "sqlite": [
        "CREATE TRIGGER late AFTER INSERT ON pet"
        " BEGIN INSERT INTO late VALUES (-1); END",
    ],
    "postgresql": [
        "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN INSERT INTO late VALUES (-1); RETURN NULL; END'",
        "CREATE TRIGGER late AFTER INSERT ON pet FOR EACH ROW EXECUTE FUNCTION late()",
    ],
}
MEND_COMMITS = {
    "sqlite": ["DROP TRIGGER late"],
    "postgresql": ["DROP TRIGGER late ON pet", "DROP FUNCTION late"],
}
HANG_UP = {
    "sqlite": "SELECT 'there is no server'",
    "postgresql": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()",
}


@pytest.fixture
def commits_fail(service: Service) -> Iterator[None]:
    """Have each commit of a new pet fail in the database."""
    url = service.database_url
    kind = make_url(url).get_backend_name()
    owner = "INTEGER REFERENCES owner (id) DEFERRABLE INITIALLY DEFERRED"
    execute(url, f"CREATE TABLE late (owner_id {owner})", *BREAK_COMMITS[kind])
    yield
    execute(url, *MEND_COMMITS[kind], "DROP TABLE late")


# --8<-- [start:commit]
def test_a_failed_commit_is_answered_as_a_failure(
    client: Client, owner: int, service: Service, commits_fail: None
) -> None:
    """The insert went well, the commit does not, and the client is told."""
    before = count(service.database_url, "pet")
    answer = client.post("/pets", json=pet_of(owner))
    assert answer.status_code == 409
    assert answer.json() == {"detail": "This conflicts with what is stored."}
    assert count(service.database_url, "pet") == before


# --8<-- [end:commit]
def test_a_write_that_is_sent_with_the_commit_is_answered_as_a_failure(
    client: Client, owner: int
) -> None:
    """The deletion is sent with the commit: there the owner turns out to have pets."""
    client.post("/pets", json=pet_of(owner)).raise_for_status()
    assert client.delete(f"/owners/{owner}").status_code == 409


def test_what_the_code_forgets_is_a_failure_and_no_conflict(
    client: Client, service: Service
) -> None:
    """The client can do nothing about it, and the log has the traceback."""
    url = service.database_url
    needed = "email VARCHAR CHECK (email IS NOT NULL OR name <> 'Eve')"
    execute(url, f"ALTER TABLE owner ADD COLUMN {needed}")
    try:
        headers = {"x-request-id": "forgotten"}
        answer = client.post("/owners", json={"name": "Eve"}, headers=headers)
    finally:
        execute(url, "ALTER TABLE owner DROP COLUMN email")
    assert answer.status_code == 500
    failed, _ = service.events(request_id="forgotten")
    assert "check constraint" in failed["exception"].lower()


# --8<-- [start:writers]
def test_concurrent_writers_lose_nothing(
    client: Client, service: Service, owner: int
) -> None:
    """Each adds to the weight that it has read, and tries again on a 409."""
    path = f"/pets/{client.post('/pets', json=pet_of(owner)).json()['id']}"

    def add() -> None:
        """Make some changes, each of which must not be lost."""
        with Client(base_url=service.url(), timeout=SECONDS) as own:
            left = CHANGES
            while left:
                pet = own.get(path).json()
                change = pet_of(owner, weight=pet["weight"] + 1, version=pet["version"])
                del change["ownerId"]
                answer = own.put(path, json=change)
                assert answer.status_code in (200, 409)
                left -= answer.status_code == 200

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(add) for _ in range(WRITERS)]:
            done.result()
    pet = client.get(path).json()
    assert pet["weight"] == 4 + WRITERS * CHANGES
    assert pet["version"] == 1 + WRITERS * CHANGES


# --8<-- [end:writers]
def test_of_concurrent_pets_of_one_name_one_is_stored(
    client: Client, service: Service, owner: int
) -> None:
    """The others are told 409."""

    def create(number: int) -> int:
        """Try to store a pet, and return the code."""
        return client.post("/pets", json=pet_of(owner, weight=number)).status_code

    with ThreadPoolExecutor(WRITERS) as pool:
        codes = list(pool.map(create, range(1, WRITERS + 1)))
    assert sorted(codes) == [201] + [409] * (WRITERS - 1)


def test_a_connection_that_the_server_has_closed_is_replaced(
    client: Client, service: Service
) -> None:
    """A restart of the database costs no request."""
    kind = make_url(service.database_url).get_backend_name()
    assert client.get("/pets").status_code == 200
    execute(service.database_url, HANG_UP[kind])
    assert client.get("/pets").status_code == 200


@asynccontextmanager
async def sessions_of(service: Service) -> AsyncIterator[Sessions]:
    """Make sessions as the service does, on its database."""
    engine = make_engine(service.database_url)
    yield make_sessions(engine)
    await engine.dispose()


async def stored(sessions: Sessions, **fields: object) -> Pet:
    """Store a pet in a transaction of its own."""
    pet = Pet(name="Tom", pet_type="cat", weight=4, **fields)
    async with sessions.begin() as session:
        session.add(pet)
    return pet


# --8<-- [start:readable]
def test_a_row_can_be_read_after_its_commit(service: Service) -> None:
    """Nothing is expired, which asyncio could not load again."""

    async def weight() -> int:
        """Store a pet, and read its weight when that is done."""
        pet = Pet(owner=Owner(name="Ann"), name="Tom", pet_type="cat", weight=4)
        async with sessions_of(service) as sessions, sessions() as session:
            session.add(pet)
            await session.commit()
            return pet.weight

    assert asyncio.run(weight()) == 4


# --8<-- [end:readable]
def test_a_relationship_that_was_not_loaded_is_named(
    service: Service, owner: int
) -> None:
    """asyncio could not load it at this point, and would not say which it was."""

    async def read() -> None:
        """Read a pet, and then its owner."""
        async with sessions_of(service) as sessions:
            pet_id = (await stored(sessions, owner_id=owner)).id
            async with sessions() as session:
                pet = await session.get_one(Pet, pet_id)
                with pytest.raises(InvalidRequestError, match="'Pet.owner' is not"):
                    print(pet.owner.name)

    asyncio.run(read())


# --8<-- [start:orphan]
def test_a_pet_without_owner_is_refused_by_the_database(service: Service) -> None:
    """By SQLite as well."""

    async def store() -> None:
        """Store a pet of somebody who isn't there."""
        async with sessions_of(service) as sessions:
            with pytest.raises(IntegrityError):
                await stored(sessions, owner_id=999999)

    asyncio.run(store())


# --8<-- [end:orphan]
# --8<-- [start:later]
def test_the_later_of_two_writers_fails(service: Service, owner: int) -> None:
    """Both have read the same version."""

    async def change_twice() -> None:
        """Let two sessions read a pet, and change it one after the other."""
        async with sessions_of(service) as sessions:
            pet_id = (await stored(sessions, owner_id=owner)).id
            async with sessions() as one, sessions() as other:
                for session in (one, other):
                    pet = await session.get_one(Pet, pet_id)
                    pet.weight += 1
                await one.commit()
                with pytest.raises(StaleDataError):
                    await other.commit()

    asyncio.run(change_twice())


# --8<-- [end:later]
