"""Settings with which the service can't start."""

import pytest

from pydantic import ValidationError

from pets.settings import NO_FILE, NO_FOLDER, NO_URL, Settings, read_settings
from tests.conftest import Service, Start, execute

ELSEWHERE = "sqlite+aiosqlite:////no/such/pets.db"
NO_SERVER = "postgresql+psycopg://127.0.0.1:9/pets"


@pytest.mark.parametrize(
    "name, value, reason",
    [
        ("DATABASE_URL", "", NO_URL),
        ("DATABASE_URL", "pets.db", NO_URL),
        ("DATABASE_URL", "postgresql+psycopg://ann@db:port/pets", NO_URL),
        ("DATABASE_URL", "sqlite:///pets.db", NO_URL),
        ("DATABASE_URL", ELSEWHERE, NO_FOLDER),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:", NO_FILE),
        ("PETS_PORT", "65536", "Input should be less than 65536"),
        ("PETS_SECONDS_TO_STOP", "0", "Input should be greater than 0"),
    ],
)
def test_a_wrong_setting_is_refused_by_the_name_of_its_variable(
    name: str,
    value: str,
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In one line, which says what it should be."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        read_settings()
    assert capsys.readouterr().err == f"{name}: {reason}. Mend or unset it.\n"


def test_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not where the URL is wrong, as in a traceback of Alembic, and not otherwise."""
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://ann:s3cret@db/pets")
    assert "s3cret" not in repr(Settings())
    monkeypatch.setenv("DATABASE_URL", "postgres://ann:s3cret@db/pets")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url, settings, starts",
    [
        (
            "sqlite+aiosqlite://",
            {"PETS_PORT": "eighty", "PETS_LOG_LEVEL": "loud"},
            ["DATABASE_URL: SQLite", "PETS_PORT: Input", "PETS_LOG_LEVEL: Input"],
        ),
        (NO_SERVER, {}, ["DATABASE_URL: connection failed"]),
    ],
)
def test_a_wrong_setting_ends_the_start_without_a_traceback(
    url: str, settings: dict[str, str], starts: list[str]
) -> None:
    """There is a line for each, and nothing else."""
    service = Service(url, **settings)
    assert service.wait() == 2
    assert len(service.lines) == len(starts)
    assert all(map(str.startswith, service.lines, starts))


def test_a_migration_that_fails_keeps_its_traceback(
    start: Start, own_database_url: str
) -> None:
    """The setting is right; what is wrong is in the migration or the database."""
    execute(own_database_url, "CREATE TABLE pet (id INTEGER)")
    service = start()
    assert service.wait() == 1
    service.wait_for("Traceback")
