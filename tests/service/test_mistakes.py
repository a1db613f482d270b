"""Each known trap, put back into the reference service, fails the test that guards it.

A mistake is a small change to a copy of the project. Its guard is one of the project's
own tests; it must fail, and say what is typical of the mistake.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from handbook.snippets import CACHES
from tests.conftest import ROOT

SERVICE = ROOT / "snippets/service"


@dataclass(frozen=True)
class Mistake:
    """A change to the project that one of its tests must notice.

    Attributes:
        guard: The test, on SQLite where it uses a database.
        symptom: A part of what the failing test shows.
        file: The file to change.
        changes: What to replace there, and by what.
    """

    guard: str
    symptom: str
    file: str
    changes: dict[str, str]


BASE_MIDDLEWARE = '''
class RequestContext(BaseHTTPMiddleware):
    """Bind each request's id, and answer with it."""

    async def dispatch(
        self, request: Request, call_next: RequestResponseEndpoint
    ) -> Response:
        """Serve one request."""
        own_id = request_id(request.scope)
        clear_contextvars()
        bind_contextvars(request_id=own_id)
        response = await call_next(request)
        response.headers[HEADER] = own_id
        return response
'''
BASE_IMPORTS = """
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
"""
ROUTER = "router = APIRouter()"
SYNC_DEPENDENCY = '''
def bind_pet(pet_id: Id) -> None:
    """Bind the pet, in a thread."""
    bind_contextvars(pet_id=pet_id)
'''
SYNC_YIELD = '''
def bind_pet(pet_id: Id) -> Iterator[None]:
    """Bind the pet while the request lasts, in a thread."""
    with bound_contextvars(pet_id=pet_id):
        yield
'''
OWN_BINDING = "    bind_contextvars(pet_id=pet_id)\n    pet = await"
GET_PET = '@router.get("/pets/{pet_id}", responses=refusals(404))'
GET_PET_BOUND = (
    '@router.get("/pets/{pet_id}", responses=refusals(404),'
    " dependencies=[Depends(bind_pet)])"
)
LIST_QUERY = "query: Annotated[PetQuery, Query()], session: Session"
LIST_PARAMETERS = (
    "session: Session, pet_type: PetType | None = None,"
    " after_id: int = 0, limit: int = 20"
)
TEMPLATE = "Path(alembic.__file__).parent / 'templates/async/alembic.ini.mako'"

BESIDE = """class OwnerOut(BaseModel):
    full_name: str = "?"
"""
STRICT_DATE = """    pet_type: PetType
    seen: Annotated[date | None, Field(strict=True)] = None
    weight: Number
"""
ALIKE = """class Score(CamelModel):
    team_1: int
    team1: int


class Problem(CamelModel):"""
DIGIT_WITHIN = """class Answer(CamelModel):
    sha256sum: str


class Problem(CamelModel):"""
OLD_CONFIG = """class Problem(CamelModel):
    class Config:
        frozen = True
"""

FORGOTTEN = (
    "test_writes.py::test_what_the_code_forgets_is_a_failure_and_no_conflict[sqlite]"
)
FAILED_COMMIT = "test_writes.py::test_a_failed_commit_is_answered_as_a_failure[sqlite]"
BOUND = "test_logs.py::test_what_an_endpoint_binds_is_in_the_servers_line[sqlite]"
OWN_ID = "test_logs.py::test_every_line_of_a_request_bears_its_id[sqlite]"
NOTHING_SHARED = "test_logs.py::test_requests_on_one_connection_share_nothing[sqlite]"
ONE_FORM = "test_logs.py::test_every_line_is_json_and_of_one_form[sqlite]"
FAILURE = "test_logs.py::test_a_failure_is_logged_and_answered_with_the_id[sqlite]"
IN_PROCESS = "test_logs.py::test_in_process_the_events_bear_the_id_too[sqlite]"
AFTER_COMMIT = "test_writes.py::test_a_row_can_be_read_after_its_commit[sqlite]"
NAMED = "test_writes.py::test_a_relationship_that_was_not_loaded_is_named[sqlite]"
AS_STORED = "test_pets.py::test_a_pet_is_read_as_it_was_stored[sqlite]"
ORPHAN = "test_writes.py::test_a_pet_without_owner_is_refused_by_the_database[sqlite]"
ZONE = "test_pets.py::test_times_come_back_with_their_zone[sqlite]"
NAIVE = "test_declarations.py::test_a_time_without_a_zone_is_refused"
OTHER_DEFAULT = (
    "test_migrations.py::test_a_servers_default_that_differs_is_found[sqlite]"
)
VALUES = "test_logs.py::test_a_failed_statement_is_logged_without_its_values[sqlite]"
LISTED = "test_pets.py::test_pets_are_listed_by_type_and_page_by_page[sqlite]"
LATER = "test_writes.py::test_the_later_of_two_writers_fails[sqlite]"
STOP = "test_stop.py::test_requests_under_way_are_answered[sqlite]"
TYPES = "test_types.py::test_mypy_knows_what_a_model_takes"
SNAKE = "test_pets.py::test_a_name_of_the_code_is_none_for_clients[sqlite]"
WHOLE = "test_pets.py::test_a_whole_number_may_have_a_decimal_point[sqlite]"
METHODS = "test_pets.py::test_405_names_all_methods_of_the_path[sqlite]"
ALL_OR_NOTHING = (
    "test_migrations.py::test_a_migration_that_fails_leaves_nothing_behind[sqlite]"
)
ALL_CAMEL = (
    "test_pets.py::test_the_openapi_document_names_everything_in_camel_case[sqlite]"
)
SLASH = "test_pets.py::test_no_path_ends_in_a_slash[sqlite]"
FUZZ = "test_pets.py::test_schemathesis_finds_nothing[sqlite]"
NAMES = (
    "test_declarations.py::test_every_field_is_named_in_words_that_start_with_a_letter"
)
RAISED = "test_declarations.py::test_no_relationship_loads_by_itself"
MOMENTS = "test_declarations.py::test_every_time_comes_back_in_utc"
WARNED = "test_declarations.py::test_a_warning_fails_the_test_that_causes_it"
DRIFT = "test_migrations.py::test_a_fresh_database_is_what_the_code_declares[sqlite]"
ROWS = "test_migrations.py::test_rows_survive_up_down_and_up_again[sqlite]"
REFUSED = (
    "test_settings.py::test_a_wrong_setting_ends_the_start_without_a_traceback"
    "[sqlite+aiosqlite://-settings0-starts0]"
)
CHANGED_TABLE = (
    "test_migrations.py"
    "::test_rows_survive_a_change_of_the_table_that_they_point_to[sqlite]"
)
MIGRATE = "test_migrations.py::test_migrating_leaves_the_logs_alone[sqlite]"

MISTAKES = {
    "the answer goes out before the commit": Mistake(
        FAILED_COMMIT,
        "assert 201 == 409",
        "pets/database.py",
        {', scope="function"': ""},
    ),
    "every IntegrityError is a conflict": Mistake(
        FORGOTTEN,
        "assert 409 == 500",
        "pets/app.py",
        {r"    if not codes & CONFLICTS:\n        raise error\n": ""},
    ),
    "BaseHTTPMiddleware loses what endpoints bind": Mistake(
        BOUND,
        "KeyError: 'pet_id'",
        "pets/context.py",
        {
            r"(?s)\nclass RequestContext:.*": BASE_MIDDLEWARE,
            "\nfrom starlette.responses import JSONResponse\n": BASE_IMPORTS,
        },
    ),
    "a request inherits the context of another": Mistake(
        NOTHING_SHARED,
        "assert 'pet_id' not in",
        "pets/context.py",
        {r"        clear_contextvars\(\)\n": ""},
    ),
    "a def dependency loses what it binds": Mistake(
        BOUND,
        "KeyError: 'pet_id'",
        "pets/endpoints.py",
        {
            re.escape(OWN_BINDING): "    pet = await",
            re.escape(ROUTER): f"{ROUTER}\n\n{SYNC_DEPENDENCY}",
            re.escape(GET_PET): GET_PET_BOUND,
        },
    ),
    "bound_contextvars in a def dependency with yield is lost": Mistake(
        BOUND,
        "KeyError: 'pet_id'",
        "pets/endpoints.py",
        {
            re.escape(OWN_BINDING): "    pet = await",
            re.escape(ROUTER): f"{ROUTER}\n\n{SYNC_YIELD}",
            re.escape(GET_PET): GET_PET_BOUND,
            "from collections.abc import Sequence": (
                "from collections.abc import Iterator, Sequence\n"
                "from structlog.contextvars import bound_contextvars"
            ),
        },
    ),
    "an executor's thread loses the context": Mistake(
        OWN_ID,
        "assert ['\"POST /pets",
        "pets/endpoints.py",
        {
            r'    log.info\("pet created", pet_id=pet.id\)': (
                "    await asyncio.get_running_loop().run_in_executor(\n"
                '        None, log.info, "pet created"\n'
                "    )"
            ),
            "from collections.abc": "import asyncio\nfrom collections.abc",
        },
    ),
    "Alembic's fileConfig takes the loggers away": Mistake(
        MIGRATE,
        "assert not True",
        "pets/migrations/env.py",
        {
            r"asyncio.run\(connect\(\)\)": (
                "import logging.config\n"
                "from pathlib import Path\n"
                "import alembic\n"
                f"logging.config.fileConfig({TEMPLATE})\n"
                "asyncio.run(connect())"
            )
        },
    ),
    "the framework's 500 lacks the id": Mistake(
        FAILURE,
        "assert (500, None) == (500, 'it-fails')",
        "pets/context.py",
        {r"            if answered:\n                raise .*": "            raise"},
    ),
    "uvicorn's color_message stays": Mistake(
        ONE_FORM,
        "assert 'color_message' not in",
        "pets/logs.py",
        {r", drop_color\]": "]"},
    ),
    "uvicorn's lines have a form of their own": Mistake(
        ONE_FORM,
        "JSONDecodeError",
        "pets/__main__.py",
        {"    log_config=None,.*\n": ""},
    ),
    "what was committed is expired": Mistake(
        AFTER_COMMIT,
        "MissingGreenlet",
        "pets/database.py",
        {", expire_on_commit=False": ""},
    ),
    "a relationship is loaded lazily": Mistake(
        NAMED,
        "MissingGreenlet",
        "pets/tables.py",
        {r'relationship\(lazy="raise"\)': "relationship()"},
    ),
    "a relationship is not loaded": Mistake(
        AS_STORED,
        "Internal Server Error",
        "pets/endpoints.py",
        {r", options=\[joinedload\(Pet.owner\)\]": ""},
    ),
    "SQLite takes orphans": Mistake(
        ORPHAN,
        "DID NOT RAISE",
        "pets/database.py",
        {"PRAGMA foreign_keys = ON": "SELECT 1"},
    ),
    "SQLite drops the time zone": Mistake(
        ZONE,
        "assert None == datetime.timedelta(0)",
        "pets/tables.py",
        {"Moment, default": "DateTime(timezone=True), default"},
    ),
    "a time without a zone is stored": Mistake(
        NAIVE,
        "DID NOT RAISE",
        "pets/tables.py",
        {r"            raise ValueError.*\n": "            pass\n"},
    ),
    "a server's default is not compared": Mistake(
        OTHER_DEFAULT,
        "DID NOT RAISE",
        "pets/migrations/env.py",
        {r"        compare_server_default=True,\n": ""},
    ),
    "a failed statement is logged with its values": Mistake(
        VALUES,
        "assert 'Ann Secret' not in",
        "pets/database.py",
        {", hide_parameters=True": ""},
    ),
    "query parameters stay in snake_case": Mistake(
        LISTED,
        "assert [1] == [3]",
        "pets/endpoints.py",
        {
            re.escape(LIST_QUERY): LIST_PARAMETERS,
            r'    """List pets.*': (
                "    query = PetQuery.model_validate(\n"
                '        {"petType": pet_type, "afterId": after_id, "limit": limit}\n'
                "    )"
            ),
            "    PetOut,": "    PetOut,\n    PetType,",
        },
    ),
    "a client may use either name": Mistake(
        SNAKE,
        "assert 201 == 422",
        "pets/models.py",
        {"validate_by_name=False, ": ""},
    ),
    "strict=True refuses what JSON takes for an integer": Mistake(
        WHOLE,
        "assert 422 == 201",
        "pets/models.py",
        {r"BeforeValidator\(refuse_no_number\)": "Field(strict=True)"},
    ),
    "Starlette's 405 names one endpoint's methods": Mistake(
        METHODS,
        "assert 'POST' == 'GET, POST'",
        "pets/app.py",
        {r"@app.exception_handler\(405\)\n": ""},
    ),
    "Alembic commits each step on SQLite": Mistake(
        ALL_OR_NOTHING,
        "table owner already exists",
        "pets/migrations/env.py",
        {r"    connection.exec_driver_sql\(LOCKS.*\n": ""},
    ),
    "SQLite's foreign keys stay on in a migration": Mistake(
        CHANGED_TABLE,
        "FOREIGN KEY constraint failed",
        "pets/migrations/env.py",
        {"PRAGMA foreign_keys = OFF": "SELECT 1"},
    ),
    "the transport skips the lifespan": Mistake(
        IN_PROCESS,
        "'request failed' != 'owner created'",
        "tests/test_logs.py",
        {r"            app.router.lifespan_context\(app\),\n": ""},
    ),
    "TestClient warns": Mistake(
        IN_PROCESS,
        "httpx2",
        "tests/test_logs.py",
        {
            "from httpx import": (
                "from fastapi.testclient import TestClient\nfrom httpx import"
            )
        },
    ),
    "capture_logs leaves the context out": Mistake(
        IN_PROCESS,
        "KeyError: 'request_id'",
        "tests/test_logs.py",
        {r"capture_logs\(processors=\[merge_contextvars\]\)": "capture_logs()"},
    ),
    "pydantic's mypy plugin checks less": Mistake(
        TYPES,
        "assert 'Unexpected keyword argument",
        "pyproject.toml",
        {"strict = true": 'strict = true\nplugins = ["pydantic.mypy"]'},
    ),
    "the later writer wins": Mistake(
        LATER,
        "DID NOT RAISE",
        "pets/tables.py",
        {'    __mapper_args__ = {"version_id_col": version}\n': ""},
    ),
    "a path ends in a slash": Mistake(
        SLASH,
        "assert ['/pets/'] == []",
        "pets/endpoints.py",
        {r'@router.get\("/pets"\)': '@router.get("/pets/")'},
    ),
    "a model stands beside the base class": Mistake(
        ALL_CAMEL,
        "assert not ['full_name']",
        "pets/models.py",
        {r"class OwnerOut\(CamelModel\):\n": BESIDE},
    ),
    "a date in a body is strict": Mistake(
        FUZZ,
        "Schema-valid request rejected",
        "pets/models.py",
        {
            "    pet_type: PetType\n    weight: Number\n": STRICT_DATE,
            "import datetime": "import date, datetime",
        },
    ),
    "two fields become one key": Mistake(
        NAMES,
        "assert ['team_1'] == []",
        "pets/models.py",
        {r"class Problem\(CamelModel\):": ALIKE},
    ),
    "a field's name has a digit within a word": Mistake(
        NAMES,
        "assert ['sha256sum'] == []",
        "pets/models.py",
        {r"class Problem\(CamelModel\):": DIGIT_WITHIN},
    ),
    "a model has a class Config": Mistake(
        NAMES,
        "PydanticDeprecatedSince20",
        "pets/models.py",
        {r"class Problem\(CamelModel\):\n": OLD_CONFIG},
    ),
    "warnings are no errors": Mistake(
        WARNED,
        "DID NOT RAISE",
        "pyproject.toml",
        {r'filterwarnings = \["error"\]': ""},
    ),
    "some relationship is loaded lazily": Mistake(
        RAISED,
        "assert ['Pet.owner'] == []",
        "pets/tables.py",
        {r'relationship\(lazy="raise"\)': "relationship()"},
    ),
    "some time is no Moment": Mistake(
        MOMENTS,
        "assert ['pet.created_at'] == []",
        "pets/tables.py",
        {"Moment, default": "DateTime(timezone=True), default"},
    ),
    "a column has no migration": Mistake(
        DRIFT,
        "New upgrade operations detected",
        "pets/tables.py",
        {
            r"    weight: Mapped\[int\]\n": (
                "    weight: Mapped[int]\n    color: Mapped[str | None]\n"
            )
        },
    ),
    "a new column has no value for the rows": Mistake(
        ROWS,
        "Cannot add a NOT NULL column with default value NULL",
        "pets/migrations/versions/count_versions.py",
        {', server_default="1"': ""},
    ),
    "a wrong setting ends in a traceback": Mistake(
        REFUSED,
        "assert 1 == 2",
        "pets/__main__.py",
        {
            r"settings = read_settings\(\)": "settings = Settings()",
            "import read_settings, refuse": "import Settings, refuse",
        },
    ),
    "requests under way are cut off": Mistake(
        STOP,
        "timeout graceful shutdown exceeded",
        "pets/__main__.py",
        {"=settings.seconds_to_stop": "=0"},
    ),
}


def copy_service(target: Path) -> Path:
    """Copy the project."""
    ignored = shutil.ignore_patterns(*CACHES)
    shutil.copytree(SERVICE, target, ignore=ignored)
    return target


def run_guards(folder: Path, *guards: str) -> subprocess.CompletedProcess[str]:
    """Run tests of a copy of the project, without PostgreSQL."""
    variables = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "MYPY_CACHE_DIR": str(ROOT / "build/cache/mypy-mistakes"),
        # Plugins of the handbook's environment take longer to import than the guard.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    # Two that ran at the same time would tidy up one folder for temporary files.
    options = ["-q", "-p", "no:cacheprovider", f"--basetemp={folder.parent / 'pytest'}"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *(f"tests/{one}" for one in guards)],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
    )


def make_mistake(mistake: Mistake, folder: Path) -> str:
    """Put a mistake into a copy of the project; return what its guard then says."""
    file = copy_service(folder) / mistake.file
    text = file.read_text()
    for old, new in mistake.changes.items():
        text, times = re.subn(old, lambda _: new, text)
        assert times == 1, f"{mistake.file} has '{old}' {times} times"
    file.write_text(text)
    done = run_guards(folder, mistake.guard)
    assert done.returncode != 0, "the guard passes:\n" + done.stdout
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def said(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Future[str]]]:
    """Make all mistakes that are asked for, two at a time."""
    nodes = "".join(item.nodeid for item in request.session.items)
    with ThreadPoolExecutor(2) as pool:
        yield {
            name: pool.submit(
                make_mistake, mistake, tmp_path_factory.mktemp("mistake") / "service"
            )
            for name, mistake in MISTAKES.items()
            if f"[{name}]" in nodes
        }


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_fails_its_guard(name: str, said: dict[str, Future[str]]) -> None:
    """And the failure shows the mistake, not something else."""
    result = said[name].result()
    assert MISTAKES[name].symptom in result, result


def test_without_a_mistake_all_guards_pass(tmp_path: Path) -> None:
    """It is the mistake that fails them."""
    guards = sorted({mistake.guard for mistake in MISTAKES.values()})
    done = run_guards(copy_service(tmp_path / "service"), *guards)
    assert done.returncode == 0, done.stdout
    assert f"{len(guards)} passed" in done.stdout
