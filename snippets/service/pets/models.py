"""What clients send and get."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError


# --8<-- [start:base]
class CamelModel(BaseModel):
    """What clients get: camelCase outside, snake_case inside."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        serialize_by_alias=True,
        from_attributes=True,
    )


class ClientModel(CamelModel):
    """What clients send: by the documented names, and nothing else."""

    model_config = ConfigDict(validate_by_name=False, extra="forbid")


# --8<-- [end:base]
# --8<-- [start:number]
def refuse_no_number(value: object) -> object:
    """Refuse "3" and true. strict=True would refuse 3.0, too, an integer in JSON."""
    if isinstance(value, str | bool):
        raise PydanticCustomError("int_type", "Input should be a valid integer")
    return value


# What a column holds: PostgreSQL knows integers of four bytes, and no NUL in a text.
Id = Annotated[int, Field(gt=0, lt=2**31)]
Number = Annotated[Id, BeforeValidator(refuse_no_number)]
# --8<-- [end:number]
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")]
PetType = Literal["cat", "dog"]


class Problem(CamelModel):
    """Why a request was refused."""

    detail: str


class NewOwner(ClientModel):
    """An owner to be."""

    name: Name


class OwnerOut(CamelModel):
    """An owner."""

    id: int
    name: str


# --8<-- [start:pet]
class PetFields(ClientModel):
    """What a client may say of a pet."""

    name: Name
    pet_type: PetType
    weight: Number


class NewPet(PetFields):
    """A pet to be."""

    owner_id: Number


class ChangedPet(PetFields):
    """A pet as it shall be, made from the version that the client has seen."""

    version: Number


class PetOut(CamelModel):
    """A pet."""

    id: int
    name: str
    pet_type: PetType
    weight: int
    created_at: datetime
    version: int
    owner: OwnerOut


class PetQuery(ClientModel):
    """Which pets to list."""

    pet_type: PetType | None = None
    after_id: Annotated[int, Field(ge=0, lt=2**31)] = 0
    limit: Annotated[int, Field(gt=0, le=100)] = 20


# --8<-- [end:pet]
