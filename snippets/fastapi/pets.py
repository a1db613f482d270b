"""A small service in today's form: snake_case inside, camelCase outside."""

from typing import Annotated, Literal

from fastapi import FastAPI, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

PetType = Literal["cat", "dog"]


# --8<-- [start:base]
class CamelModel(BaseModel):
    """What clients get: camelCase outside, snake_case inside."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True
    )


class ClientModel(CamelModel):
    """What clients send: by the documented names, and nothing else."""

    model_config = ConfigDict(validate_by_name=False, extra="forbid")


# --8<-- [end:base]
def refuse_no_number(value: object) -> object:
    """Refuse "3" and true; 3.0 passes, which is an integer in JSON."""
    if isinstance(value, str | bool):
        raise ValueError("a number is wanted")
    return value


class NewPet(ClientModel):
    """A pet as a client sends it."""

    name: str
    weight: Annotated[int, Field(gt=0), BeforeValidator(refuse_no_number)]
    pet_type: PetType


class PetOut(CamelModel):
    """A pet as a client gets it."""

    name: str
    weight: int
    pet_type: PetType


app = FastAPI()


# --8<-- [start:create]
@app.post("/pets", status_code=201)
async def create_pet(new: NewPet) -> PetOut:
    """Return the pet that came in."""
    return PetOut(name=new.name, weight=new.weight, pet_type=new.pet_type)


# --8<-- [end:create]
# --8<-- [start:find]
class PetQuery(ClientModel):
    """What a client may search by."""

    pet_type: PetType = "cat"


@app.get("/pets")
async def find_pets(query: Annotated[PetQuery, Query()]) -> list[PetOut]:
    """Return the pets of one type."""
    return [PetOut(name="Tom", weight=4, pet_type=query.pet_type)]


# --8<-- [end:find]
