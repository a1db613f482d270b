"""A dependency and an endpoint that are run in threads."""

from fastapi import Depends, FastAPI
from structlog import get_logger
from structlog.contextvars import bind_contextvars
from structlog.typing import FilteringBoundLogger

from one_request import ask

log: FilteringBoundLogger = get_logger()
app = FastAPI()


def bind_pet(pet_id: int) -> None:
    """Bind which pet the request is about."""
    bind_contextvars(pet_id=pet_id)


@app.get("/pets/{pet_id}", dependencies=[Depends(bind_pet)])
def read_pet() -> str:
    """Find a pet."""
    bind_contextvars(name="Tom")
    log.info("found")
    return "Tom"


ask(app)
