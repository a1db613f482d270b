"""Logs with structlog, set up as in the reference service."""

import importlib

import structlog
from structlog.contextvars import bound_contextvars

from evidence.rivals.work.logs import Log, main

log = structlog.get_logger("pets")


def info(event: str, **values: object) -> None:
    """Log an event with values."""
    log.info(event, **values)


def error(event: str) -> None:
    """Log an event with the exception that is being handled."""
    log.exception(event)


def configure() -> None:
    """Set it up."""
    # The service's package is on the path only when this runs.
    importlib.import_module("pets.logs").configure_logs("INFO")


if __name__ == "__main__":
    main(Log(configure, info, error, bound_contextvars))
