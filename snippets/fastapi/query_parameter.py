"""A search by a plain parameter, whose name no model turns into camelCase."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/pets")
async def find_pets(pet_type: str = "every type") -> str:
    """Say what would be searched for."""
    return pet_type
