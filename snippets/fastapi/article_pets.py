"""The article's endpoint, repaired where its text has lost something."""

from fastapi import FastAPI
from pydantic import BaseModel, conint
from typing import Literal


class Pet(BaseModel):
    """A pet as a client sends it."""

    name: str
    # weight must be an int > 0
    weight: conint(gt=0)
    # type must be either "cat" or "dog"
    pet_type: Literal["cat", "dog"]


app = FastAPI()


@app.post("/pets/")
async def create_pet(pet: Pet):
    """Return the pet that came in."""
    return pet
