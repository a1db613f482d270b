"""A body whose fields have two names each, and that takes any other name as well."""

from fastapi import FastAPI

from pets import CamelModel


class Pet(CamelModel):
    """A pet as a client sends it, and gets it."""

    name: str
    pet_type: str = "cat"


app = FastAPI()


@app.post("/pets", status_code=201)
async def create_pet(pet: Pet) -> Pet:
    """Return the pet that came in."""
    return pet
