"""The same configuration without the processor that merges the context."""

from structlog import configure, get_logger
from structlog.contextvars import bound_contextvars
from structlog.processors import KeyValueRenderer
from structlog.typing import FilteringBoundLogger

configure(processors=[KeyValueRenderer()])
log: FilteringBoundLogger = get_logger()

with bound_contextvars(b=2):
    log.info("hi")
