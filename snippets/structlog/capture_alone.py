"""What capture_logs sees, as it comes."""

from structlog import get_logger
from structlog.contextvars import bound_contextvars
from structlog.testing import capture_logs

with capture_logs() as logs, bound_contextvars(b=2):
    get_logger().info("hi")

print(logs)
#> [{'event': 'hi', 'log_level': 'info'}]
