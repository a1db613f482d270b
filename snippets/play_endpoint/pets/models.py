# --8<-- [start:header]
"""What clients send and get."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class CamelModel(BaseModel):
    """What clients get: camelCase outside, snake_case inside."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        serialize_by_alias=True,
    )


class ClientModel(CamelModel):
    """What clients send: by the documented names, and nothing else."""

    model_config = ConfigDict(validate_by_name=False, extra="forbid")


# --8<-- [end:header]
# --8<-- [start:pet]
PetType = Literal["cat", "dog"]


class NewPet(ClientModel):
    """A pet to be."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    pet_type: PetType


class PetOut(CamelModel):
    """A pet."""

    id: int
    name: str
    pet_type: PetType


class Problem(CamelModel):
    """Why a request was refused."""

    detail: str


# --8<-- [end:pet]
