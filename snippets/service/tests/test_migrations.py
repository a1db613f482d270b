"""The migrations, on databases with rows in them."""

import logging
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from httpx import Client
from sqlalchemy import inspect, text

from tests.conftest import PROJECT, Start, count, execute, pet_of, sync_engine

VERSIONS = PROJECT / "pets/migrations/versions"
CHANGE_OWNER = '''
from alembic import op

revision = "change_owner"
down_revision = "count_versions"


def upgrade() -> None:
    with op.batch_alter_table("owner") as owner:
        owner.alter_column("name", nullable=True)
'''


@pytest.fixture
def config(own_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Have Alembic's commands work on a database of the test's own."""
    monkeypatch.setenv("DATABASE_URL", own_database_url)
    return Config(toml_file=PROJECT / "pyproject.toml")


# --8<-- [start:drift]
def test_a_fresh_database_is_what_the_code_declares(config: Config) -> None:
    """No migration is missing, and none does something else."""
    command.upgrade(config, "head")
    command.check(config)


# --8<-- [end:drift]
# --8<-- [start:rows]
ROWS = [
    "INSERT INTO owner (id, name) VALUES (1, 'Ann')",
    "INSERT INTO pet (id, owner_id, name, pet_type, weight, created_at)"
    " VALUES (1, 1, 'Tom', 'cat', 4, '2026-01-01 00:00:00')",
]


def test_rows_survive_up_down_and_up_again(
    config: Config, own_database_url: str
) -> None:
    """From the first migration to the last, back, and there again."""
    command.upgrade(config, "create_tables")
    execute(own_database_url, *ROWS)
    for revision in ("head", "create_tables", "head"):
        move = command.downgrade if revision == "create_tables" else command.upgrade
        move(config, revision)
        with sync_engine(own_database_url).connect() as connection:
            pet = connection.execute(text("SELECT * FROM pet")).one()
        assert pet[:5] == (1, 1, "Tom", "cat", 4)
        assert pet[6:] == ((1,) if revision == "head" else ())
    command.check(config)


# --8<-- [end:rows]
def test_rows_survive_a_change_of_the_table_that_they_point_to(
    config: Config, own_database_url: str, tmp_path: Path
) -> None:
    """SQLite drops the old table; its foreign keys would take the pets along."""
    (tmp_path / "change_owner.py").write_text(CHANGE_OWNER)
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{VERSIONS}\n{tmp_path}")
    command.upgrade(config, "count_versions")
    execute(own_database_url, *ROWS)
    command.upgrade(config, "head")
    assert count(own_database_url, "pet") == 1


def test_all_of_it_can_be_undone(config: Config, own_database_url: str) -> None:
    """What is left is Alembic's own table."""
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    assert inspect(sync_engine(own_database_url)).get_table_names() == [
        "alembic_version"
    ]
    assert count(own_database_url, "alembic_version") == 0


def test_a_migration_that_fails_leaves_nothing_behind(
    config: Config, own_database_url: str
) -> None:
    """It is all or nothing, and can be tried again."""
    execute(own_database_url, "CREATE TABLE pet (id INTEGER)")
    with pytest.raises(Exception, match="already exists"):
        command.upgrade(config, "head")
    execute(own_database_url, "DROP TABLE pet")
    command.upgrade(config, "head")
    command.check(config)


# --8<-- [start:logs]
def test_migrating_leaves_the_logs_alone(config: Config) -> None:
    """The service migrates in its own process, and wants to go on logging."""
    handlers = logging.root.handlers[:]
    server = logging.getLogger("uvicorn.error")
    command.upgrade(config, "head")
    assert not server.disabled
    assert logging.root.handlers == handlers


# --8<-- [end:logs]
def test_services_that_start_at_once_migrate_once(start: Start) -> None:
    """The other waits, and both serve."""
    services = [start(), start()]
    with Client(base_url=services[0].url()) as client:
        owner = client.post("/owners", json={"name": "Ann"}).json()["id"]
        pet = client.post("/pets", json=pet_of(owner)).json()
    for service in services:
        with Client(base_url=service.url()) as client:
            assert client.get(f"/pets/{pet['id']}").json() == pet
    migrations = [
        line
        for service in services
        for line in service.lines
        if "Running upgrade" in line
    ]
    assert len(migrations) == 2
