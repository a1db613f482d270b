"""Other teams' documentation links to our ids."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from handbook import build, citing
from tests.citing.sound import FILES
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


def test_programs_read_all_ids_with_what_took_their_place(write: Write) -> None:
    """`ids.json` has what the command and the pages have."""
    root = write(FILES)
    assert build.build(root, "mkdocs").problems == []
    listed = json.loads((root / build.SITE / "ids.json").read_text())
    assert [one["id"] for one in listed] == [one.id for one in citing.read(root)]
    assert listed[0] == {
        "id": "DB-3",
        "title": "Declare columns in code",
        "url": f"{build.site_url()}r/DB-3/",
        "status": "in force",
        "successors": [],
    }
