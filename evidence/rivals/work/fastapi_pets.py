"""An app of FastAPI that takes a pet, as the handbook would write it."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

app = FastAPI()


class Pet(BaseModel):
    """A pet."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    name: str
    pet_type: Literal["cat", "dog"]
    weight: Annotated[int, Field(gt=0, strict=True)]


async def failing_commit() -> AsyncIterator[str]:
    """Stand for a session whose commit fails."""
    yield "session"
    raise RuntimeError("the commit failed")


@app.post("/pets", status_code=201)
async def create_pet(pet: Pet) -> Pet:
    """Answer what was sent."""
    return pet


@app.post("/failing", status_code=201)
async def create_nothing(session: Annotated[str, Depends(failing_commit)]) -> str:
    """Answer before the commit, as FastAPI does by default."""
    return session


@app.post("/failing/earlier", status_code=201)
async def create_nothing_in_scope(
    session: Annotated[str, Depends(failing_commit, scope="function")],
) -> str:
    """Answer after the commit, as the handbook demands."""
    return session
