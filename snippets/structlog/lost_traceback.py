"""An exception logged as JSON without a processor that formats it."""

from structlog import configure, get_logger
from structlog.contextvars import merge_contextvars
from structlog.processors import JSONRenderer
from structlog.typing import FilteringBoundLogger

configure(processors=[merge_contextvars, JSONRenderer()])
log: FilteringBoundLogger = get_logger()

try:
    int("heavy")
except ValueError:
    log.exception("pet refused")
