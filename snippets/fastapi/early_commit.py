"""The same service, which commits first and answers afterwards."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from store import Pet, get_session, lifespan

app = FastAPI(lifespan=lifespan)
Session = Annotated[AsyncSession, Depends(get_session, scope="function")]


@app.exception_handler(IntegrityError)
async def refuse(request: Request, error: Exception) -> JSONResponse:
    """Tell the client that the database would not take it."""
    return JSONResponse({"detail": "This pet is there already."}, status_code=409)


@app.post("/pets/{name}/{weight}", status_code=201)
async def create_pet(name: str, weight: int, session: Session) -> str:
    """Store a pet."""
    session.add(Pet(name=name, weight=weight))
    return "stored"
