"""The pet in today's form."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field


# --8<-- [start:number]
def refuse_no_number(value: object) -> object:
    """Refuse "3" and true; 3.0 passes, which is an integer in JSON."""
    if isinstance(value, str | bool):
        raise ValueError("a number is wanted")
    return value


Weight = Annotated[int, Field(gt=0), BeforeValidator(refuse_no_number)]


# --8<-- [end:number]
# --8<-- [start:pet]
class Pet(BaseModel):
    """A pet as a client sends it."""

    name: str
    weight: Weight
    pet_type: Literal["cat", "dog"]


# --8<-- [end:pet]
