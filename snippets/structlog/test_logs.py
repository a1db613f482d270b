"""What a test sees of the logs."""

from structlog import get_logger
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.testing import capture_logs
from structlog.typing import FilteringBoundLogger

log: FilteringBoundLogger = get_logger()


def test_captured_logs_have_the_context_when_given_the_processor() -> None:
    """The processor runs before the capture."""
    with capture_logs(processors=[merge_contextvars]) as logs, bound_contextvars(b=2):
        log.info("hi")
    assert logs == [{"event": "hi", "b": 2, "log_level": "info"}]
