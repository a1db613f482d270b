"""A request that logs, through structlog and through the standard library."""

import logging

from structlog import get_logger
from structlog.contextvars import bound_contextvars
from structlog.typing import FilteringBoundLogger

from logs import configure_logs

log: FilteringBoundLogger = get_logger()


def create_pet(name: str) -> None:
    """Log what happens to one pet."""
    log.info("pet arrived", name=name)
    logging.getLogger("some_library").warning("slow query")
    try:
        log.info("weight read", weight=int("heavy"))
    except ValueError:
        log.exception("pet refused")


configure_logs()
with bound_contextvars(request_id="r1"):
    create_pet("Tom")
