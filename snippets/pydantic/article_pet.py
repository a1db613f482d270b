"""The article's pet: its indentation is restored, docstrings are added."""

from pydantic import BaseModel, conint
from typing import Literal


class Pet(BaseModel):
    """A pet as a client sends it."""

    name: str
    # weight must be an int > 0
    weight: conint(gt=0)
    # type must be either "cat" or "dog"
    pet_type: Literal["cat", "dog"]
