"""The pet in today's form."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field


class Pet(BaseModel):
    """A pet as a client sends it."""

    name: str
    weight: Annotated[int, Field(gt=0, strict=True)]
    pet_type: Literal["cat", "dog"]
