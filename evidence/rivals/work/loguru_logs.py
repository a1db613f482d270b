"""Logs with loguru, and a handler that leads the lines of `logging` to it."""

import logging
import sys

from loguru import logger

from evidence.rivals.work.logs import Log, main


class Lead(logging.Handler):
    """Lead the records of `logging` to loguru."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log one with loguru."""
        logger.opt(exception=record.exc_info).log(record.levelname, record.getMessage())


def info(event: str, **values: object) -> None:
    """Log an event with values."""
    logger.info(event, **values)


def error(event: str) -> None:
    """Log an event with the exception that is being handled."""
    logger.exception(event)


def configure() -> None:
    """Set it up."""
    logger.remove()
    logger.add(sys.stdout, level="INFO", serialize=True)
    logging.basicConfig(handlers=[Lead()], level="INFO", force=True)


if __name__ == "__main__":
    main(Log(configure, info, error, logger.contextualize))
