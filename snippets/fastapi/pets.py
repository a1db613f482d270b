"""A small service in today's form: snake_case inside, camelCase outside."""

from typing import Annotated, Literal

from fastapi import FastAPI, Query
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class CamelModel(BaseModel):
    """A model that clients see in camelCase."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True
    )


class Pet(CamelModel):
    """A pet as a client sends it."""

    name: str
    weight: Annotated[int, Field(gt=0, strict=True)]
    pet_type: Literal["cat", "dog"]


class PetQuery(CamelModel):
    """What a client may search by."""

    model_config = ConfigDict(extra="forbid")

    pet_type: Literal["cat", "dog"] = "cat"


app = FastAPI()


@app.post("/pets", status_code=201)
async def create_pet(pet: Pet) -> Pet:
    """Return the pet that came in."""
    return pet


@app.get("/pets")
async def find_pets(query: Annotated[PetQuery, Query()]) -> list[Pet]:
    """Return the pets of one type."""
    return [Pet(name="Tom", weight=4, pet_type=query.pet_type)]
