"""Threads that a bound context doesn't reach."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from structlog import configure, get_logger
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.processors import KeyValueRenderer
from structlog.typing import FilteringBoundLogger

configure(processors=[merge_contextvars, KeyValueRenderer()])
log: FilteringBoundLogger = get_logger()


def work(where: str) -> None:
    """Log from wherever this is called."""
    log.info(where)


async def main() -> None:
    """Start threads inside the context."""
    with bound_contextvars(b=2), ThreadPoolExecutor() as pool:
        await asyncio.get_running_loop().run_in_executor(None, work, "run_in_executor")
        pool.submit(work, "submit").result()


asyncio.run(main())
