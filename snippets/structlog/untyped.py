"""A misspelt method of a logger without a type."""

from structlog import get_logger

log = get_logger()
log.inof("hi")
