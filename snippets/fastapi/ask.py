"""Ask an app without a server: python ask.py FILE METHOD PATH [JSON]."""

import asyncio
import sys
from importlib import import_module

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from starlette.types import Receive, Scope, Send


async def ask(app: FastAPI, method: str, path: str, body: str = "") -> Response:
    """Start the app, send it one request and stop it."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        """Do as a server does: log an exception, whatever was sent before."""
        try:
            await app(scope, receive, send)
        except Exception as error:
            print("server log:", type(error).__name__)

    transport = ASGITransport(serve)
    headers = {"content-type": "application/json"}
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=transport, base_url="http://pets") as client,
    ):
        return await client.request(method, path, content=body, headers=headers)


file, *request = sys.argv[1:]
answer = asyncio.run(ask(import_module(file.removesuffix(".py")).app, *request))
print(answer.status_code, answer.text or answer.headers["location"])
