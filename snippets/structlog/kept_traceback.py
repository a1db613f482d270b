"""The same exception, with a processor that formats it."""

from structlog import configure, get_logger
from structlog.processors import JSONRenderer, format_exc_info

configure(processors=[format_exc_info, JSONRenderer()])

try:
    int("heavy")
except ValueError:
    get_logger().exception("pet refused")
