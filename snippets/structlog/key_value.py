"""The configuration that prints what the article shows."""

from structlog import configure, get_logger
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.processors import KeyValueRenderer
from structlog.typing import FilteringBoundLogger

configure(processors=[merge_contextvars, KeyValueRenderer()])
log: FilteringBoundLogger = get_logger()

with bound_contextvars(b=2):
    log.info("hi")
