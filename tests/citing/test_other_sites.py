"""Other teams' documentation links to our ids."""

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from handbook import build, citable, citing, settings, site
from handbook.citing import Citation
from tests.citing.sound import FILES, page
from tests.conftest import Write

BIN = Path(sys.executable).parent


class Quiet(SimpleHTTPRequestHandler):
    """Serve files without a line for each."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(params=build.ENGINES)
def site_url(
    write: Write, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Serve a handbook that was built with either engine."""
    root = write(FILES)
    handler = partial(Quiet, directory=str(root / build.SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        url = f"http://127.0.0.1:{server.server_port}/"
        monkeypatch.setenv("SITE_URL", url)
        assert build.build(root, request.param).problems == []
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield url
        server.shutdown()
        thread.join()


def run(folder: Path, *command: str) -> None:
    """Run a command that must succeed without a warning."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=folder,
        env=os.environ | {"no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_sphinx_project_links_to_a_rule(
    site_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By its id, and to a record."""
    folder = tmp_path_factory.mktemp("sphinx")
    (folder / "conf.py").write_text(
        'extensions = ["sphinx.ext.intersphinx"]\n'
        f'intersphinx_mapping = {{"handbook": ("{site_url}", None)}}\n'
    )
    (folder / "index.rst").write_text(
        "Home\n====\n\nSee :ref:`DB-3` and :ref:`this record <DR-0001>`.\n"
    )
    run(folder, "sphinx-build", "-q", "-W", "-n", ".", "out")
    page = (folder / "out/index.html").read_text()
    assert f'href="{site_url}tools/demo/#DB-3"' in page
    assert "DB-3 Declare columns in code" in page
    assert f'href="{site_url}decisions/use-one-thing/"' in page


def test_a_mkdocs_project_links_to_a_rule(
    site_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With mkdocstrings, which reads the same list."""
    folder = tmp_path_factory.mktemp("mkdocs")
    (folder / "mkdocs.yml").write_text(
        "site_name: Pets\nplugins:\n  - mkdocstrings:\n      handlers:\n"
        "        python:\n          inventories:\n"
        f"            - {{url: {site_url}objects.inv, domains: [std]}}\n"
    )
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Home\n\nSee [the rule][DB-3].\n")
    run(folder, "mkdocs", "build", "--strict", "--quiet")
    page = (folder / "site/index.html").read_text()
    assert f'href="{site_url}tools/demo/#DB-3"' in page


def test_what_mkdocstrings_lists_stays_in_the_list(
    site_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Python's names and ours are in one file; Sphinx reads it without a word."""
    folder = tmp_path_factory.mktemp("list")
    (folder / "conf.py").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx.ext.intersphinx", f"{site_url}objects.inv"],
        capture_output=True,
        text=True,
        env=os.environ | {"no_proxy": "127.0.0.1"},
    )
    assert done.returncode == 0, done.stderr
    assert "DB-3" in done.stdout


CITED = Citation("DB-3", "Declare <columns>", "tools/demo/#DB-3", "in force")


def test_an_id_has_a_page_that_leads_on_however_it_is_written(tmp_path: Path) -> None:
    """Capital letters or small ones; a record's sections have pages as well."""
    record = Citation("DR-0001", "Use it", "decisions/use-it/", "accepted")
    citable.write(tmp_path, [CITED, record], "https://example.org/", "Ours")
    for name in ("DB-3", "db-3"):
        page = (tmp_path / f"r/{name}/index.html").read_text()
        assert 'content="0; url=../../tools/demo/#DB-3"' in page
        assert "<h1>DB-3 Declare &lt;columns&gt;</h1>" in page
    page = (tmp_path / "r/dr-0001-outcome/index.html").read_text()
    assert 'href="../../decisions/use-it/#outcome"' in page


@pytest.mark.parametrize(
    ("found", "source"),
    [
        (page("tools/demo/", "DB-4"), "docs/tools/demo.md"),
        (page("tools/other/", "DB-3"), "docs/tools/demo/"),
    ],
    ids=["no such anchor", "no such page"],
)
def test_an_id_that_leads_nowhere_is_named(found: site.Page, source: str) -> None:
    """With the page that should have it."""
    (one,) = citable.check([found], [CITED])
    assert (one.path, one.line, one.code) == (source, 1, "CITED")
    assert one.message == (
        "DB-3 leads to tools/demo/#DB-3, which the site does not have"
    )
    assert list(citable.check([page("tools/demo/", "DB-3")], [CITED])) == []


def test_names_of_python_stay_beside_the_ids(tmp_path: Path) -> None:
    """However the packed list of them looks; a second time nothing is added."""
    names = [f"a.b{number**9:x} py:function 1 c/#$ -" for number in range(500)]
    packed = zlib.compress("\n".join(names).encode())
    assert b"\n" in packed
    file = tmp_path / citable.INVENTORY
    file.write_bytes(b"# Sphinx inventory version 2\n# x\n# x\n# x\n" + packed)
    for _ in range(2):
        citable.write(tmp_path, [CITED], "https://example.org/", "Ours")
        *head, body = file.read_bytes().split(b"\n", 4)
        assert head[0] == b"# Sphinx inventory version 2"
        assert zlib.decompress(body).decode().splitlines() == [
            *names,
            "DB-3 std:label -1 tools/demo/#DB-3 DB-3 Declare <columns>",
        ]


def test_programs_read_all_ids_with_what_took_their_place(write: Write) -> None:
    """`ids.json` has what the command and the pages have."""
    root = write(FILES)
    assert build.build(root, "mkdocs").problems == []
    listed = json.loads((root / build.SITE / "ids.json").read_text())
    assert [one["id"] for one in listed] == [one.id for one in citing.read(root)]
    assert listed[0] == {
        "id": "DB-3",
        "title": "Declare columns in code",
        "url": f"{settings.site_url()}r/DB-3/",
        "status": "in force",
        "successors": [],
    }
