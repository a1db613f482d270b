"""`handbook build` builds the site and says all that is wrong, for people."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Write

GOOD = {
    "docs/index.md": '# Home\n\n```python\n--8<-- "demo/a.py"\n```\n',
    "snippets/demo/a.py": "x = 1\n",
}


def _handbook(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as its user would."""
    command = [str(Path(sys.executable).parent / "handbook"), *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_sound_handbook_builds_with_one_line(write: Write, engine: str) -> None:
    """The line says what was built and checked; nothing else is printed."""
    root = write(GOOD)
    done = _handbook(root, "build", "--engine", engine)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Built build/site with {engine} in ")
    assert len(done.stdout.splitlines()) == 1
    assert (root / "build/site/index.html").is_file()


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_build_keeps_what_else_was_made(write: Write, engine: str) -> None:
    """Zensical empties `.cache`, so all that takes long to make is below `build`."""
    root = write(GOOD)
    made = [root / "build/cache/mypy/ready", root / "build/screenshots/home.png"]
    for file in made:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("made", encoding="utf-8")
    assert _handbook(root, "build", "--engine", engine).returncode == 0
    assert all(file.is_file() for file in made)


@pytest.mark.parametrize(
    "page, said",
    [
        (
            '--8<-- "demo/gone.py"',
            "docs/page.md:4: INCLUDE the page includes a missing",
        ),
        (
            '--8<-- "demo/a.py:gone"',
            "docs/page.md:4: INCLUDE snippets/demo/a.py has no",
        ),
        ('--8<-- "demo/empty.py"', "docs/page.md:4: INCLUDE snippets/demo/empty.py sh"),
        ('--8<-- "demo/a.py:1:2"', "docs/page.md:4: INCLUDE this is not an include"),
        ("--8<-- demo/a.py", "docs/page.md:4: INCLUDE this is not an include"),
        (';--8<-- "demo/a.py"', "docs/page.md:4: INCLUDE this is not an include"),
    ],
)
@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_wrong_include_is_named_with_its_line(
    write: Write, page: str, said: str, engine: str
) -> None:
    """One message, what to do, and exit code 1; no traceback."""
    files = {
        "docs/page.md": f"# Page\n\n```python\n{page}\n```\n",
        "snippets/demo/empty.py": "",
    }
    done = _handbook(write(GOOD | files), "build", "--engine", engine)
    assert done.returncode == 1
    assert done.stderr.startswith(said)
    assert done.stderr.endswith("\n1 problem; docs/codes.md explains each code.\n")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
@pytest.mark.parametrize(
    "link",
    [
        "[x](gone.md)",
        "[x](#gone)",
        "![x](gone.png)",
        "[x](index.md#gone)",
        "[x](/gone/)",
    ],
)
def test_a_broken_link_fails_the_build_with_its_line(
    write: Write, link: str, engine: str
) -> None:
    """Both engines' builds say where."""
    root = write(GOOD | {"docs/page.md": f"# Page\n\nWords.\n\nSee {link}.\n"})
    done = _handbook(root, "build", "--engine", engine)
    assert done.returncode == 1
    assert "docs/page.md:5: " in done.stderr
    assert "Traceback" not in done.stderr


def test_all_problems_are_said_at_once(write: Write) -> None:
    """A literal block, an unseen snippet and a broken link, each with its place."""
    files = {
        "docs/page.md": "# Page\n\n[x](#gone)\n\n```python\ny = 1\n```\n",
        "snippets/demo/unseen.py": "z = 1\n",
    }
    done = _handbook(write(GOOD | files), "build")
    assert done.returncode == 1
    for place in (
        "docs/page.md:3: LINK ",
        "docs/page.md:6: UNOWNED ",
        "snippets/demo/unseen.py:1: NOT-SHOWN ",
        "3 problems",
    ):
        assert place in done.stderr


def test_settings_that_do_not_parse_are_said_without_a_traceback(write: Write) -> None:
    """The engine's own words are shown."""
    root = write(GOOD)
    (root / "mkdocs.yml").write_text("site_name: [\n")
    for engine in ("mkdocs", "zensical"):
        done = _handbook(root, "build", "--engine", engine)
        assert done.returncode == 1
        assert done.stderr.startswith(f"mkdocs.yml:1: ENGINE {engine} can't build")
        assert "Traceback" not in done.stderr


def test_an_unknown_engine_is_one_line(write: Write) -> None:
    """It names the engines that there are."""
    done = _handbook(write(GOOD), "build", "--engine", "sphinx")
    assert done.returncode == 2
    assert done.stderr == "There is no engine 'sphinx': use mkdocs or zensical.\n"
