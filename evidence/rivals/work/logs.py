"""Log lines with the context of a request: the same with each library.

All lines go to stdout as JSON.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import uvicorn

from evidence.rivals.work.clock import per_second


@dataclass(frozen=True)
class Log:
    """How a library logs.

    Attributes:
        configure: Set it up, for its own lines and those of `logging`.
        info: Log an event with values.
        error: The same, with the exception that is being handled.
        bound: Bind a value for all lines within.
    """

    configure: Callable[[], None]
    info: Callable[..., None]
    error: Callable[..., None]
    bound: Callable[..., AbstractContextManager[Any]]


def speed(log: Log) -> float:
    """How many lines a second it writes, to nowhere."""
    with open(os.devnull, "w") as sys.stdout:
        log.configure()
        with log.bound(request_id="5c1f"):
            return per_second(lambda: log.info("pet created", pet_id=7, weight=4000))


async def places(log: Log) -> None:
    """Log from all places that a request may get to."""
    with log.bound(request_id="5c1f"):
        log.info("the endpoint")
        await asyncio.create_task(in_task(log))
        await asyncio.to_thread(log.info, "asyncio.to_thread")
        with ThreadPoolExecutor() as pool:
            pool.submit(log.info, "ThreadPoolExecutor").result()
        logging.getLogger("library").info("%s", "a library's `logging`")
        try:
            password = "secret"
            raise ValueError("too heavy", len(password))
        except ValueError:
            log.error("an exception")
    log.info("outside")


async def in_task(log: Log) -> None:
    """Log from a task."""
    log.info("create_task")


def serve(log: Log, port: int) -> None:
    """Answer requests with uvicorn."""

    async def app(
        scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]
    ) -> None:
        """Bind the request's id, and answer."""
        with log.bound(request_id="5c1f"):
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    uvicorn.run(app, port=port, lifespan="off", log_config=None)


def main(log: Log) -> None:
    """Do what is asked for."""
    task, *port = sys.argv[1:]
    if task == "speed":
        print(speed(log), file=sys.__stdout__)
        return
    log.configure()
    if task == "places":
        asyncio.run(places(log))
    else:
        serve(log, int(port[0]))
