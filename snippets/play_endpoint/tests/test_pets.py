# --8<-- [start:header]
"""Pets, as clients store and read them."""

import asyncio

from httpx import ASGITransport, AsyncClient, Response

from pets.app import app


async def _ask(method: str, path: str, body: object) -> Response:
    """Ask the app in this process, started as a server starts it."""
    transport = ASGITransport(app)
    async with app.router.lifespan_context(app):
        async with AsyncClient(transport=transport, base_url="http://pets") as client:
            return await client.request(method, path, json=body)


def ask(method: str, path: str, body: object = None) -> Response:
    """Ask the app, and wait for its answer."""
    return asyncio.run(_ask(method, path, body))


# --8<-- [end:header]
# --8<-- [start:stored]
def test_a_pet_is_read_as_it_was_stored() -> None:
    """The names are in camelCase both ways."""
    answer = ask("POST", "/pets", {"name": "Tom", "petType": "cat"})
    assert answer.status_code == 201
    pet = answer.json()
    assert pet == {"id": pet["id"], "name": "Tom", "petType": "cat"}
    assert ask("GET", f"/pets/{pet['id']}").json() == pet


# --8<-- [end:stored]
# --8<-- [start:refused]
def test_a_pet_that_is_not_there_is_404() -> None:
    """It says what is missing."""
    answer = ask("GET", "/pets/999999")
    assert answer.status_code == 404
    assert answer.json() == {"detail": "There is no such pet."}


def test_a_wrong_field_is_422_and_named_as_the_client_named_it() -> None:
    """The location is the key that was sent."""
    answer = ask("POST", "/pets", {"name": "Tom", "petType": "bird"})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", "petType"]


# --8<-- [end:refused]
# --8<-- [start:document]
def test_the_openapi_document_has_the_clients_names() -> None:
    """And the 404 as well."""
    document = ask("GET", "/openapi.json").json()
    models = document["components"]["schemas"]
    assert list(models["NewPet"]["properties"]) == ["name", "petType"]
    assert list(models["PetOut"]["properties"]) == ["id", "name", "petType"]
    assert "404" in document["paths"]["/pets/{pet_id}"]["get"]["responses"]


# --8<-- [end:document]
