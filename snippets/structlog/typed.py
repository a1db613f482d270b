"""The same, of a logger whose type is declared."""

from structlog import get_logger
from structlog.typing import FilteringBoundLogger

log: FilteringBoundLogger = get_logger()
log.inof("hi")
