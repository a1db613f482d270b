"""Tasks and threads that a bound context reaches."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from structlog import configure, get_logger
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.processors import KeyValueRenderer
from structlog.typing import FilteringBoundLogger

configure(processors=[merge_contextvars, KeyValueRenderer()])
log: FilteringBoundLogger = get_logger()


def work(where: str) -> None:
    """Log from wherever this is called."""
    log.info(where)


async def task() -> None:
    """Log from a task."""
    work("create_task")


async def main() -> None:
    """Start tasks and threads inside the context."""
    with bound_contextvars(b=2), ThreadPoolExecutor() as pool:
        await asyncio.create_task(task())
        await asyncio.to_thread(work, "to_thread")
        pool.submit(copy_context().run, work, "submit with a copy").result()


asyncio.run(main())
