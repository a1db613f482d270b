"""An exception logged as JSON without a processor that formats it."""

from structlog import configure, get_logger
from structlog.processors import JSONRenderer

configure(processors=[JSONRenderer()])

try:
    int("heavy")
except ValueError:
    get_logger().exception("pet refused")
