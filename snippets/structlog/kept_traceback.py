"""The same exception, with a processor that formats it."""

from structlog import configure, get_logger
from structlog.contextvars import merge_contextvars
from structlog.processors import JSONRenderer, format_exc_info
from structlog.typing import FilteringBoundLogger

configure(processors=[merge_contextvars, format_exc_info, JSONRenderer()])
log: FilteringBoundLogger = get_logger()

try:
    int("heavy")
except ValueError:
    log.exception("pet refused")
