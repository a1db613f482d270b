"""The same apps of Litestar: one with pydantic's models, one with msgspec's."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

import msgspec
from litestar import Litestar, post
from litestar.di import Provide
from litestar.plugins.pydantic import PydanticPlugin
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

AS_CLIENTS_SEND: dict[str, Any] = {"rename": "camel", "forbid_unknown_fields": True}


class Pet(BaseModel):
    """A pet."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    name: str
    pet_type: Literal["cat", "dog"]
    weight: Annotated[int, Field(gt=0, strict=True)]


class QuickPet(msgspec.Struct, **AS_CLIENTS_SEND):
    """A pet."""

    name: str
    pet_type: Literal["cat", "dog"]
    weight: Annotated[int, msgspec.Meta(gt=0)]


async def failing_commit() -> AsyncIterator[str]:
    """Stand for a session whose commit fails."""
    yield "session"
    raise RuntimeError("the commit failed")


@post("/pets")
async def create_pet(data: Pet) -> Pet:
    """Answer what was sent."""
    return data


@post("/pets")
async def create_quick_pet(data: QuickPet) -> QuickPet:
    """Answer what was sent."""
    return data


@post("/failing", dependencies={"session": Provide(failing_commit)})
async def create_nothing(session: str) -> str:
    """Answer after the commit, or before it: that is the question."""
    return session


with_pydantic = Litestar(
    [create_pet, create_nothing], plugins=[PydanticPlugin(prefer_alias=True)]
)
with_msgspec = Litestar([create_quick_pet, create_nothing])
