"""The parts of the scripts in evidence/ that need no rival's environment."""

import ast
import asyncio
import json
import tomllib
from pathlib import Path

import pytest

from evidence import load
from evidence.measuring import REQUIREMENTS, ROOT, TOOLS, run
from evidence.rivals import ruff, type_checkers, uv
from evidence.rivals.logging import lines_of
from handbook.postgres import free_port


def test_the_project_for_uv_asks_for_what_the_service_asks_for() -> None:
    """Its dependencies and its development group, and the same Pythons."""
    ours, theirs = uv.service(), tomllib.loads(uv.project())
    for key in ("dependencies", "requires-python"):
        assert theirs["project"][key] == ours["project"][key]
    assert theirs["dependency-groups"] == ours["dependency-groups"]


def test_the_code_is_copied_with_the_tools_settings(tmp_path: Path) -> None:
    """The handbook's package and the service, which count lines as they are."""
    lines = ruff.copy_code(tmp_path / "code")
    names = {path.name for path in (tmp_path / "code").iterdir()}
    assert {"handbook", "pets", "tests", ".flake8", "ruff.toml"} <= names
    assert lines > 5000


def test_flake8_finds_many_kinds_of_mistakes_in_the_file_of_mistakes(
    tmp_path: Path,
) -> None:
    """Of each of its families, and black's form is among them."""
    text = (REQUIREMENTS / "mistakes.txt").read_text()
    (tmp_path / "mistakes.py").write_text(text)
    found = ruff.found_by_flake8(tmp_path, "mistakes.py")
    assert {code[:2] for code in found} >= {"C9", "E1", "E2", "E3", "E5", "E7", "F4"}


def test_nothing_is_documented_in_the_file_without_docstrings() -> None:
    """So each of its names is one that a tool has to miss."""
    tree = ast.parse((REQUIREMENTS / "undocumented.txt").read_text())
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    assert len(found) > 10
    assert not any(map(ast.get_docstring, found))


def test_the_mistakes_for_type_checkers_are_the_exceptions_of_mypy() -> None:
    """And those that mypy overlooks, whose lines are there."""
    found = type_checkers.mistakes()
    files = {f"{topic}/{name}" for topic, names in found.items() for name in names}
    assert "pydantic/article_pet.py" in files
    assert all((ROOT / "snippets" / name).is_file() for name in files)
    for name, text in type_checkers.OVERLOOKED.items():
        assert name in files
        assert type_checkers.line_of(ROOT / "snippets" / name, text) > 0


def test_the_places_of_errors_are_read_from_all_three_outputs(tmp_path: Path) -> None:
    """Lines count from 1, and notes are none."""
    mypy = '{"file": "a.py", "line": 3, "severity": "error"}\n'
    mypy += '{"file": "a.py", "line": 4, "severity": "note"}\nSuccess\n'
    assert type_checkers.read_mypy(mypy, tmp_path) == {("a.py", 3)}
    one = {
        "file": str(tmp_path / "a.py"),
        "range": {"start": {"line": 2}},
        "severity": "error",
    }
    pyright = json.dumps({"generalDiagnostics": [one]})
    assert type_checkers.read_pyright(pyright, tmp_path) == {("a.py", 3)}
    ty = (
        "a.py:3:1: error[invalid-type] No\nb.py:5:1: info[x] Well\nFound 1 diagnostic\n"
    )
    assert type_checkers.read_ty(ty, tmp_path) == {("a.py", 3)}


def test_only_lines_of_json_are_taken_for_log_lines() -> None:
    """uvicorn's plain lines are seen to be none."""
    assert lines_of('{"event": "x"}\nINFO: started\n') == ['{"event": "x"}']


@pytest.mark.parametrize("name", ["pydantic_pets pydantic", "sqlalchemy_rows"])
def test_our_side_of_a_comparison_runs_in_our_own_environment(name: str) -> None:
    """The rival's side is the same script with another library."""
    module, *options = name.split()
    task = [*options, "bodies"] if options else []
    body = '{"name": "Tom", "petType": "cow", "weight": -1}\n'
    script = f"evidence.rivals.work.{module}"
    said = run(TOOLS / "python", "-m", script, *task, text=body)
    if options:
        assert said.split() == ["2", "refused"]
    else:
        assert json.loads(said)["failed"] == "not stored"


def test_load_counts_answers_and_stops_at_a_wrong_one(tmp_path: Path) -> None:
    """Against a real server: a wrong answer is an error, and not a fast one."""
    port = free_port()
    app = "evidence.rivals.work.fastapi_pets:app"
    command = (TOOLS / "python", "-m", "uvicorn", app, "--port", str(port))
    pet = '{"name": "Tom", "petType": "cat", "weight": 4000}'
    with load.serve(*command, port=port, cwd=ROOT, log=tmp_path / "log"):
        message = load.request("POST", "/pets", pet)
        a_second, p99 = load.load(port, message, 201, 50)
        with pytest.raises(RuntimeError, match="422"):
            load.load(port, load.request("POST", "/pets", "{}"), 201, 50)
    assert a_second > 0
    assert 0 < p99 < 10_000


def test_a_server_that_ends_is_not_waited_for(tmp_path: Path) -> None:
    """What it said is shown."""
    command = (TOOLS / "python", "-c", "print('no such app')")
    server = load.serve(*command, port=1, cwd=ROOT, log=tmp_path / "log")
    with pytest.raises(SystemExit, match="no such app"), server:
        raise AssertionError("it runs")


def test_a_server_that_hangs_up_is_an_error() -> None:
    """The clients do not wait for ever."""

    async def hang_up(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Read a little, and close."""
        await reader.read(10)
        writer.close()

    async def ask() -> None:
        """Run such a server, and send it a request."""
        server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            async with asyncio.timeout(10):
                await load.send_all(port, load.request("GET", "/"), b"200", 5)

    with pytest.raises((RuntimeError, ConnectionError)):
        asyncio.run(ask())
