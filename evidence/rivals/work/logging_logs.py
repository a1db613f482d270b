"""Logs with nothing but the standard library: what one has to write for it."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from evidence.rivals.work.logs import Log, main

context: ContextVar[dict[str, object]] = ContextVar("context")
log = logging.getLogger("pets")


class JsonFormatter(logging.Formatter):
    """Write a record as JSON, with its values and the context."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one."""
        values = {
            **context.get({}),
            **getattr(record, "values", {}),
            "event": record.getMessage(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.exc_info:
            values["exception"] = self.formatException(record.exc_info)
        return json.dumps(values, default=str, sort_keys=True)


@contextmanager
def bound(**values: object) -> Iterator[None]:
    """Bind values for all lines within."""
    token = context.set({**context.get({}), **values})
    try:
        yield
    finally:
        context.reset(token)


def info(event: str, **values: object) -> None:
    """Log an event with values."""
    log.info(event, extra={"values": values})


def error(event: str) -> None:
    """Log an event with the exception that is being handled."""
    log.exception(event)


def configure() -> None:
    """Set it up."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(handlers=[handler], level="INFO", force=True)


if __name__ == "__main__":
    main(Log(configure, info, error, bound))
