"""What `make test` leaves of the examples' proofs, and what pages may say of it."""

import subprocess
import sys
from pathlib import Path

import pytest

from handbook import build, results, snippets
from tests.conftest import Write

TEST = """\
from collections.abc import Callable

import pytest


@pytest.mark.parametrize("path", ["demo/a.py", "demo/b.py", "demo/c.py"])
def test_an_example_does_what_its_page_shows(
    path: str, record_property: Callable[[str, str], None]
) -> None:
    record_property("ran", ran[path])
    record_property("took", "nothing of interest")
    if path == "demo/b.py":
        pytest.fail("an example")
    if path == "demo/c.py":
        pytest.skip("an example")


def test_another() -> None:
    pass


class TestThose:
    def test_another(self) -> None:
        pytest.fail("one of a class")
"""

FILES = {f"snippets/demo/{name}.py": f"NAME = '{name}'\n" for name in "abc"}


@pytest.fixture
def root(write: Write) -> Path:
    """Leave the results of a real run, in which one example passed."""
    root = write(FILES)
    found, _ = snippets.read(root)
    ran = {one.path: results.to_property(one, f"Python 3, {one.name}") for one in found}
    test = root / "tests/examples/test_snippets.py"
    test.parent.mkdir(parents=True)
    test.write_text(f"{TEST}\n\nran = {ran}\n")
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    options = ("--rootdir", root, "--junit-xml", root / results.FILE)
    subprocess.run([*command, *options, test], cwd=root, stdout=subprocess.PIPE)
    return root


def test_a_result_is_known_by_the_tests_full_name(root: Path) -> None:
    """What failed or was left out has not passed; tests of one name are told apart."""
    file = "tests/examples/test_snippets.py"
    assert results.passed(root) == {
        results.EXAMPLE.format("demo/a.py"): True,
        results.EXAMPLE.format("demo/b.py"): False,
        results.EXAMPLE.format("demo/c.py"): False,
        results.full_name(f"{file}::test_another"): True,
        results.full_name(f"{file}::TestThose::test_another"): False,
    }


def test_what_an_example_ran_with_is_known_when_it_passed(root: Path) -> None:
    """Of one that failed, or was left out, pages say nothing; other notes are none."""
    found, _ = snippets.read(root)
    assert results.conditions(root, found) == {"demo/a.py": "Python 3, a.py"}


def test_an_example_that_has_changed_since_has_not_run(root: Path) -> None:
    """It was another text that did."""
    (root / "snippets/demo/a.py").write_text("NAME = 'other'\n")
    found, _ = snippets.read(root)
    assert results.conditions(root, found) == {}


def test_before_any_test_nothing_is_known(write: Write) -> None:
    """A build then says nothing of runs."""
    root = write(FILES)
    found, _ = snippets.read(root)
    assert results.passed(root) == {}
    assert results.conditions(root, found) == {}


@pytest.mark.parametrize("engine", build.ENGINES)
def test_a_page_says_what_its_example_ran_with(root: Path, engine: str) -> None:
    """On both engines, from the results of the last run."""
    page = "# Page\n\n" + "".join(
        f'```python\n--8<-- "demo/{name}.py"\n```\n\n' for name in "abc"
    )
    (root / "docs/index.md").write_text(page)
    (home,) = (
        one for one in build.build(root, engine).pages if one.path == "index.html"
    )
    assert home.words.count("Run with Python 3") == 1
    assert "NAME = 'a' Run with Python 3, a.py demo/b.py" in home.words
