"""Structlog writes JSON, the standard library writes as it likes."""

import logging

from structlog import configure, get_logger
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.processors import JSONRenderer

configure(processors=[merge_contextvars, JSONRenderer()])

with bound_contextvars(request_id="r1"):
    get_logger().warning("from structlog")
    logging.getLogger("some_library").warning("from the standard library")
