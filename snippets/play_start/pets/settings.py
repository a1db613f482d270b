"""What the service takes from its environment."""

from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings: PETS_HOST, PETS_PORT and PETS_LOG_LEVEL."""

    model_config = SettingsConfigDict(env_prefix="PETS_")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, lt=2**16)] = 8001
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
