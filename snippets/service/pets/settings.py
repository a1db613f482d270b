"""What the service takes from its environment."""

import os
import sys
from pathlib import Path
from typing import Annotated, Final, Literal, NoReturn

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

NO_URL: Final = (
    "Input should be like postgresql+psycopg://user@host/name"
    " or sqlite+aiosqlite:///file.db"
)
NO_FILE: Final = "SQLite should have a file: nobody shares a database in memory"
NO_FOLDER: Final = "The file's folder should exist, and let the service write"


def refuse_unusable_database(text: str) -> str:
    """Refuse what is no URL, what has no driver here, and a file that can't be made."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise PydanticCustomError("database_url", NO_URL) from error
    if url.drivername not in ("postgresql+psycopg", "sqlite+aiosqlite"):
        raise PydanticCustomError("database_url", NO_URL)
    if url.drivername == "sqlite+aiosqlite":
        if url.database in (None, "", ":memory:"):
            raise PydanticCustomError("database_url", NO_FILE)
        if not os.access(Path(url.database).parent, os.W_OK):
            raise PydanticCustomError("database_url", NO_FOLDER)
    return text


# --8<-- [start:settings]
class Settings(BaseSettings):
    """The settings: DATABASE_URL, and PETS_HOST, PETS_PORT and so on."""

    # No error repeats what it was given, which may be a URL with a password.
    model_config = SettingsConfigDict(env_prefix="PETS_", hide_input_in_errors=True)

    database_url: Annotated[
        str,
        Field(validation_alias="DATABASE_URL", repr=False),
        AfterValidator(refuse_unusable_database),
    ] = "sqlite+aiosqlite:///pets.db"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, lt=2**16)] = 8001
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    seconds_to_stop: Annotated[int, Field(gt=0)] = 30


# --8<-- [end:settings]
# --8<-- [start:read]
def read_settings() -> Settings:
    """Read the settings, or end the process with a line for each wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [(str(one["loc"][0]), one["msg"]) for one in error.errors()]
    refuse(*(f"{variable(name)}: {text}. Mend or unset it." for name, text in problems))


def variable(name: str) -> str:
    """Name a setting's variable, which is what whoever starts the service knows."""
    return name if name.isupper() else f"PETS_{name.upper()}"


def refuse(*reasons: str) -> NoReturn:
    """End the process before it serves, with a line for each reason."""
    print(*reasons, sep="\n", file=sys.stderr)
    sys.exit(2)


# --8<-- [end:read]
