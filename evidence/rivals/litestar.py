"""Litestar beside FastAPI: the same endpoint over HTTP, under the same uvicorn.

Litestar takes part twice: with pydantic's models, as a service would keep them, and
with msgspec's, which are its own choice.
"""

import contextlib
import tempfile
from functools import partial
from pathlib import Path

import httpx

from evidence.load import CONNECTIONS, load, request, serve
from evidence.measuring import (
    ROOT,
    TOOLS,
    Value,
    Work,
    answered,
    comparison,
    environment,
    installed,
    measure,
    must_agree,
    said,
)
from handbook.evidence import Comparison
from handbook.postgres import free_port

OPTIONS = FASTAPI, PYDANTIC, MSGSPEC = (
    "FastAPI",
    "Litestar with pydantic",
    "Litestar with msgspec",
)
APPS = {
    FASTAPI: "fastapi_pets:app",
    PYDANTIC: "litestar_pets:with_pydantic",
    MSGSPEC: "litestar_pets:with_msgspec",
}
DOCUMENTS = {
    FASTAPI: "/openapi.json",
    PYDANTIC: "/schema/openapi.json",
    MSGSPEC: "/schema/openapi.json",
}
TOTAL = 2000
PET = '{"name": "Tom", "petType": "cat", "weight": 4000}'
WRONG = '{"name": "Tom", "petType": "cow", "weight": -1}'


def work(ports: dict[str, int]) -> Work:
    """Post a pet to each app."""
    message = request("POST", "/pets", PET)
    return Work(
        [
            Value("Requests", "/s", more_is_better=True),
            Value("p99", "ms"),
        ],
        {
            option: partial(load, port, message, 201, TOTAL)
            for option, port in ports.items()
        },
    )


def answers(option: str, port: int) -> dict[str, str]:
    """Ask an app, and say what it does."""
    base = f"http://127.0.0.1:{port}"
    with httpx.Client(base_url=base, headers={"connection": "close"}) as client:
        kind = {"content-type": "application/json"}
        right = client.post("/pets", content=PET, headers=kind)
        wrong = client.post("/pets", content=WRONG, headers=kind)
        snake = PET.replace("petType", "pet_type")
        undocumented = client.post("/pets", content=snake, headers=kind)
        broken = client.post("/pets", content=PET[:9], headers=kind)
        document = client.get(DOCUMENTS[option]).json()
        missing = client.get("/nothing")
        method = client.put("/pets", content=PET, headers=kind)
        failed = client.post("/failing")
        earlier = client.post("/failing/earlier")
    names = sorted(right.json())
    body = wrong.json()
    details = body.get("extra", body["detail"])
    named = [key for key in ("petType", "weight") if key in str(details)]
    commit = f"{failed.status_code}"
    if earlier.status_code != 404:
        commit += f', and {earlier.status_code} with `scope="function"`'
    documented = document["paths"]["/pets"]["post"]["responses"]
    return {
        "Takes and answers camelCase": said(names == ["name", "petType", "weight"]),
        "Takes snake_case too, which is not documented": said(undocumented.is_success),
        "camelCase in the OpenAPI document": said(
            any(
                "petType" in schema.get("properties", {})
                for schema in document["components"]["schemas"].values()
            )
        ),
        "A body with two mistakes": f"{wrong.status_code}, names {len(named)}",
        "That body's keys": ", ".join(f"`{key}`" for key in body),
        "That code is documented": said(str(wrong.status_code) in documented),
        "A body that is no JSON": str(broken.status_code),
        "An unknown path": str(missing.status_code),
        "A wrong method": str(method.status_code),
        "A commit that fails after the endpoint's `return`": commit,
    }


def compare(rounds: int = 5) -> Comparison:
    """Measure all apps, and ask each the same."""
    commands = environment("litestar")
    must_agree(commands, "uvicorn", "h11", "pydantic")
    ports = {option: free_port() for option in OPTIONS}
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for option, port in ports.items():
            python = (TOOLS if option == FASTAPI else commands) / "python"
            app = f"evidence.rivals.work.{APPS[option]}"
            server = (python, "-m", "uvicorn", app, "--port", str(port))
            log = folder / f"{port}.log"
            stack.enter_context(serve(*server, port=port, cwd=ROOT, log=log))
        seen = {option: answers(option, port) for option, port in ports.items()}
        figures = measure([work(ports)], rounds)
    return comparison(
        "rivals.litestar",
        f"Litestar and FastAPI at {CONNECTIONS} connections",
        rounds,
        OPTIONS,
        {
            **installed(TOOLS, "fastapi", "pydantic", "uvicorn"),
            **installed(commands, "litestar", "msgspec"),
        },
        figures,
        answered(seen),
    )
