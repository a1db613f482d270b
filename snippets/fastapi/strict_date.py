"""A body with a strict date, which no JSON can fill."""

from datetime import date
from typing import Annotated

from fastapi import FastAPI
from pydantic import BaseModel, Field


class Visit(BaseModel):
    """A visit to the vet."""

    day: Annotated[date, Field(strict=True)]


app = FastAPI()


@app.post("/visits")
async def create_visit(visit: Visit) -> None:
    """Take a visit; no request gets this far."""
