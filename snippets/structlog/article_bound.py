"""The article's sample; the imports, the logger and the call are added."""

from structlog import get_logger
from structlog.contextvars import bound_contextvars

log = get_logger()

with bound_contextvars(b=2):
    log.info("hi")
