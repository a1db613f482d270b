"""What clients send and get, over real HTTP, on each database."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from httpx import Client

from tests.conftest import Service, pet_of


def test_names_are_in_camel_case_both_ways(client: Client, owner: int) -> None:
    """A client sends and gets camelCase."""
    answer = client.post("/pets", json=pet_of(owner))
    assert answer.status_code == 201
    pet = answer.json()
    assert (pet.pop("id"), pet.pop("createdAt")) != (0, "")
    assert pet == {
        "name": "Tom",
        "petType": "cat",
        "weight": 4,
        "version": 1,
        "owner": {"id": owner, "name": "Ann"},
    }


def test_a_pet_is_read_as_it_was_stored(client: Client, owner: int) -> None:
    """What the answer to the creation says is what is in the database."""
    pet = client.post("/pets", json=pet_of(owner)).json()
    assert client.get(f"/pets/{pet['id']}").json() == pet
    assert pet in client.get("/pets", params={"limit": 100}).json()


def test_times_come_back_with_their_zone(client: Client, owner: int) -> None:
    """A time read from the database is as exact and as aware as the one written."""
    pet = client.post("/pets", json=pet_of(owner)).json()
    read = client.get(f"/pets/{pet['id']}").json()
    created = datetime.fromisoformat(read["createdAt"])
    assert created.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - created) < timedelta(minutes=1)


# --8<-- [start:camel]
def test_the_openapi_document_names_everything_in_camel_case(client: Client) -> None:
    """In bodies, in answers and in queries; path parameters are part of the path."""
    document = client.get("/openapi.json").json()
    models = document["components"]["schemas"].values()
    names = {name for model in models for name in model["properties"]}
    names |= {
        parameter["name"]
        for path in document["paths"].values()
        for operation in path.values()
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
    }
    assert {"petType", "ownerId", "createdAt", "afterId"} <= names
    assert not [name for name in names if "_" in name]


# --8<-- [end:camel]
# --8<-- [start:slash]
def test_no_path_ends_in_a_slash(client: Client) -> None:
    """Who leaves the slash out, as everywhere, is not sent elsewhere."""
    paths = client.get("/openapi.json").json()["paths"]
    assert [path for path in paths if path.endswith("/")] == []


# --8<-- [end:slash]
def test_what_is_not_there_is_404(client: Client) -> None:
    """Each kind of thing says so by name."""
    pet = {"detail": "There is no such pet."}
    owner = {"detail": "There is no such owner."}
    change = {"name": "Tom", "petType": "cat", "weight": 4, "version": 1}
    answers = [
        (client.get("/pets/999999"), pet),
        (client.put("/pets/999999", json=change), pet),
        (client.post("/pets", json=pet_of(999999)), owner),
        (client.delete("/owners/999999"), owner),
    ]
    for answer, body in answers:
        assert (answer.status_code, answer.json()) == (404, body)


def test_a_second_pet_of_one_name_is_409(client: Client, owner: int) -> None:
    """An owner has one Tom; creating or renaming makes no second one."""
    client.post("/pets", json=pet_of(owner)).raise_for_status()
    rex = client.post("/pets", json=pet_of(owner, name="Rex")).json()
    change = {"name": "Tom", "petType": "cat", "weight": 4, "version": 1}
    for answer in (
        client.post("/pets", json=pet_of(owner)),
        client.put(f"/pets/{rex['id']}", json=change),
    ):
        assert answer.status_code == 409
        assert answer.json() == {"detail": "This conflicts with what is stored."}


def test_an_owner_with_pets_stays(client: Client, owner: int) -> None:
    """Deleting is 409 while there are pets, and the pet keeps its owner."""
    pet = client.post("/pets", json=pet_of(owner)).json()
    answer = client.delete(f"/owners/{owner}")
    assert answer.status_code == 409
    assert answer.json() == {"detail": "This conflicts with what is stored."}
    assert client.get(f"/pets/{pet['id']}").json() == pet


def test_an_owner_without_pets_can_go(client: Client, owner: int) -> None:
    """And is gone then."""
    assert client.delete(f"/owners/{owner}").status_code == 204
    assert client.delete(f"/owners/{owner}").status_code == 404


@pytest.mark.parametrize(
    "field, sent, kind",
    [
        ("petType", "bird", "literal_error"),
        ("weight", 0, "greater_than"),
        ("weight", "4", "int_type"),
        ("weight", True, "int_type"),
        ("name", "", "string_too_short"),
        ("name", "T\x00m", "string_pattern_mismatch"),
        ("color", "red", "extra_forbidden"),
    ],
)
def test_a_wrong_field_is_422_and_named_as_the_client_named_it(
    client: Client, owner: int, field: str, sent: object, kind: str
) -> None:
    """The location is the key that was sent."""
    answer = client.post("/pets", json=pet_of(owner, **{field: sent}))
    assert answer.status_code == 422
    (problem,) = answer.json()["detail"]
    assert (problem["loc"], problem["type"]) == (["body", field], kind)


# --8<-- [start:names]
def test_a_name_of_the_code_is_none_for_clients(client: Client, owner: int) -> None:
    """There is one name for each field, and it is the documented one."""
    body = pet_of(owner)
    body["pet_type"] = body.pop("petType")
    answer = client.post("/pets", json=body)
    assert answer.status_code == 422
    places = [problem["loc"] for problem in answer.json()["detail"]]
    assert places == [["body", "petType"], ["body", "pet_type"]]


# --8<-- [end:names]
# --8<-- [start:number]
def test_a_whole_number_may_have_a_decimal_point(client: Client, owner: int) -> None:
    """In JSON 4.0 is an integer, and the OpenAPI document asks for one."""
    answer = client.post("/pets", json=pet_of(owner, weight=4.0))
    assert answer.status_code == 201
    assert answer.json()["weight"] == 4


# --8<-- [end:number]
def test_pets_are_listed_by_type_and_page_by_page(client: Client, owner: int) -> None:
    """The query is in camelCase, too."""
    sent = [("Tom", "cat"), ("Rex", "dog"), ("Kit", "cat")]
    bodies = [pet_of(owner, name=name, petType=kind) for name, kind in sent]
    ids = [client.post("/pets", json=body).json()["id"] for body in bodies]
    query = {"petType": "cat", "limit": "1", "afterId": str(ids[0])}
    assert [pet["id"] for pet in client.get("/pets", params=query).json()] == [ids[2]]


@pytest.mark.parametrize("name", ["pet_type", "color"])
def test_an_unknown_query_parameter_is_422(client: Client, name: str) -> None:
    """It isn't passed over, which would answer another question."""
    answer = client.get("/pets", params={name: "cat"})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", name]


def test_a_change_counts_the_version(client: Client, owner: int) -> None:
    """Who sends the version that is there changes the pet."""
    pet = client.post("/pets", json=pet_of(owner)).json()
    change = {"name": "Tim", "petType": "dog", "weight": 5, "version": 1}
    answer = client.put(f"/pets/{pet['id']}", json=change)
    assert answer.status_code == 200
    assert answer.json() == pet | change | {"version": 2}
    assert client.get(f"/pets/{pet['id']}").json() == answer.json()


def test_a_change_of_an_old_version_is_409(client: Client, owner: int) -> None:
    """The other writer's change stays."""
    pet = client.post("/pets", json=pet_of(owner)).json()
    change = {"name": "Tom", "petType": "cat", "weight": 5, "version": 1}
    client.put(f"/pets/{pet['id']}", json=change).raise_for_status()
    answer = client.put(f"/pets/{pet['id']}", json=change | {"weight": 6})
    assert answer.status_code == 409
    assert answer.json() == {"detail": "It has changed meanwhile: read it again."}
    assert client.get(f"/pets/{pet['id']}").json()["weight"] == 5


def test_405_names_all_methods_of_the_path(client: Client) -> None:
    """Those of all endpoints that share it, and of the documentation as well."""
    assert client.delete("/pets").headers["allow"] == "GET, POST"
    assert client.delete("/pets/1").headers["allow"] == "GET, PUT"
    assert client.delete("/docs").headers["allow"] == "GET, HEAD"


def test_schemathesis_finds_nothing(service: Service, tmp_path: Path) -> None:
    """It makes requests from the document, right ones and wrong ones."""
    st = Path(sys.executable).with_name("st")
    options = ["--seed", "1", "--max-examples", "10", "--no-shrink"]
    done = subprocess.run(
        [st, "run", f"{service.url()}/openapi.json", *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout
