"""The app: what is made at its start, and what is around its endpoints."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from starlette.routing import Match, Route

from pets.context import RequestContext
from pets.database import make_engine, make_sessions
from pets.endpoints import router
from pets.settings import Settings


# --8<-- [start:lifespan]
@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Hold the engine while the service runs."""
    engine = make_engine(Settings().database_url)
    app.state.sessions = make_sessions(engine)
    try:
        yield
    finally:
        await engine.dispose()


# --8<-- [end:lifespan]
app = FastAPI(title="Pets", lifespan=lifespan)
app.include_router(router)
app.add_middleware(RequestContext)


# --8<-- [start:conflict]
# Unique and foreign keys, as the databases name them. NOT NULL and CHECK are our own
# mistakes: they stay a 500.
CONFLICTS = {
    "23503",
    "23505",
    "SQLITE_CONSTRAINT_FOREIGNKEY",
    "SQLITE_CONSTRAINT_PRIMARYKEY",
    "SQLITE_CONSTRAINT_UNIQUE",
}


@app.exception_handler(IntegrityError)
async def refuse_conflict(request: Request, error: IntegrityError) -> JSONResponse:
    """Answer what conflicts with other rows, wherever it comes up."""
    codes = {getattr(error.orig, name, "") for name in ("sqlstate", "sqlite_errorname")}
    if not codes & CONFLICTS:
        raise error
    return JSONResponse({"detail": "This conflicts with what is stored."}, 409)


@app.exception_handler(StaleDataError)
async def refuse_late(request: Request, error: Exception) -> JSONResponse:
    """Answer who was a moment later than another writer."""
    return JSONResponse({"detail": "It has changed meanwhile: read it again."}, 409)


# --8<-- [end:conflict]


# --8<-- [start:allow]
@app.exception_handler(405)
async def refuse_method(request: Request, error: Exception) -> JSONResponse:
    """Name all methods of a path; Starlette names those of one endpoint."""
    allowed = {
        method
        for route in (*app.routes, *router.routes)
        if isinstance(route, Route)
        and route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods or ()
    }
    headers = {"allow": ", ".join(sorted(allowed))}
    return JSONResponse({"detail": "Method Not Allowed"}, 405, headers)


# --8<-- [end:allow]
