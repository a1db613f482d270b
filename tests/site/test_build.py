"""`handbook build` builds the site and says all that is wrong, for people."""

import subprocess
import sys
from pathlib import Path

import pytest

from handbook import build, includes, snippets
from handbook.records.together import LEDGER
from tests.citing.sound import ENDED, FILES, PAGE, RECORD, RULE, TOOL
from tests.conftest import Write
from tests.records.sound import PATH, changed, numbered, on_main, path_of

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


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_all_problems_are_said_at_once(write: Write, engine: str) -> None:
    """A literal block, an unseen snippet and a broken link, each with its place."""
    files = {
        "docs/page.md": "# Page\n\n[x](#gone)\n\n```python\ny = 1\n```\n",
        "snippets/demo/unseen.py": "z = 1\n",
    }
    done = _handbook(write(GOOD | files), "build", "--engine", engine)
    assert done.returncode == 1
    for place in (
        "docs/page.md:3: LINK ",
        "docs/page.md:6: UNOWNED ",
        "snippets/demo/unseen.py:1: NOT-SHOWN ",
        "3 problems",
    ):
        assert place in done.stderr


def test_what_is_wrong_with_rules_and_citations_is_said(write: Write) -> None:
    """In the sources; and, once there is a site, where a rule's address leads."""
    bad = changed(TOOL, (RULE, changed(RULE, ("**Bad.** A", "A"))))
    done = _handbook(
        write(FILES | {PAGE: bad, "docs/more.md": "# More\n\nSee DB-4.\n"}), "build"
    )
    assert f"{PAGE}:5: RULE-FORM DB-3 has no paragraph" in done.stderr
    assert "docs/more.md:3: CITATION DB-4 is cited, and there is none" in done.stderr
    hidden = changed(TOOL, (RULE, f"<!--\n{RULE}")) + "-->\n"
    done = _handbook(write(FILES | {PAGE: hidden, "docs/more.md": "# More\n"}), "build")
    assert f"{PAGE}:1: CITED DB-3 leads to tools/demo/#DB-3" in done.stderr


@pytest.mark.parametrize(
    "said",
    [
        "[LOG-2](#LOG-2) took its place.",
        "Nothing took its place.",
        "DB-3 came of DR-0002, which ended too.",
    ],
)
def test_a_rule_can_end(write: Write, said: str) -> None:
    """Its heading stays, and so does what is told of it; nobody else may cite it."""
    home = FILES["docs/index.md"]
    files = FILES | {
        PAGE: changed(TOOL, (RULE, f"{ENDED} {said}\n")),
        "docs/index.md": home.replace("DB-3", "LOG-2"),
        path_of(2): numbered(2, status="rejected"),
        LEDGER: f"{FILES[LEDGER]}DR-0002 use-thing-2\n",
    }
    assert build.build(write(files), "mkdocs").problems == []
    (one,) = build.build(write(files | {"docs/index.md": home}), "mkdocs").problems
    assert (one.path, one.line, one.code) == ("docs/index.md", 3, "CITATION")


@pytest.mark.parametrize("engine", build.ENGINES)
def test_a_site_below_a_path_is_sound_as_well(
    write: Write, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As GitHub publishes a repository's; pages name that path."""
    monkeypatch.setenv("SITE_URL", "https://team.example/handbook")
    root = write(FILES)
    assert build.build(root, engine).problems == []
    missing = (root / build.SITE / "404.html").read_text()
    assert 'href="/handbook/' in missing


def test_settings_that_do_not_parse_are_said_without_a_traceback(write: Write) -> None:
    """The engine's own words are shown."""
    root = write(GOOD)
    (root / "mkdocs.yml").write_text("site_name: [\n")
    for engine in ("mkdocs", "zensical"):
        done = _handbook(root, "build", "--engine", engine)
        assert done.returncode == 1
        assert done.stderr.startswith(f"mkdocs.yml:1: ENGINE {engine} can't build")
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_site_in_another_folder_is_no_site(write: Write, engine: str) -> None:
    """Nothing of it would be checked, and nothing wrong with it found."""
    root = write(GOOD)
    settings = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(settings.replace("build/site", "build/public"))
    done = _handbook(root, "build", "--engine", engine)
    assert done.returncode == 1
    assert done.stderr.startswith(
        f"mkdocs.yml:1: ENGINE {engine} wrote no page into build/site\n"
        "    Write 'site_dir: build/site'."
    )


def test_a_wrong_record_does_not_miss_what_is_made_of_the_others(write: Write) -> None:
    """Before the first build, too; what is missing elsewhere is missed."""
    wrong = changed(RECORD, ("status: accepted", "status: acepted"))
    more = '# More\n\n--8<-- "rules.md"\n\n```python\n--8<-- "a/gone.py"\n```\n'
    done = _handbook(write(FILES | {PATH: wrong, "docs/more.md": more}), "build")
    assert "docs/more.md:6: INCLUDE the page includes a missing file" in done.stderr
    assert f"{PATH}:4: STATUS" in done.stderr
    assert "rules.md" not in done.stderr


def test_a_page_that_nav_names_and_that_is_gone_is_said_once(write: Write) -> None:
    """At the line of nav, and not on each page that has the menu."""
    root = write(GOOD)
    settings = (root / "mkdocs.yml").read_text()
    nav = "nav:\n  - Home: index.md\n  - Gone: gone.md\n"
    (root / "mkdocs.yml").write_text(f"{settings}{nav}")
    done = _handbook(root, "build")
    line = settings.count("\n") + 3
    assert done.stderr == (
        f"mkdocs.yml:{line}: ENGINE nav names docs/gone.md, which is not there\n"
        "    Remove the line, or mend its path.\n\n"
        "1 problem; docs/codes.md explains each code.\n"
    )


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_where_the_engine_ends_itself_only_that_is_said(
    write: Write, engine: str
) -> None:
    """Half a site would have a thousand links that lead nowhere."""
    files = GOOD | {"handbook/theme/main.html": '{% extends "nope.html" %}\n'}
    done = _handbook(write(files), "build", "--engine", engine)
    assert done.returncode == 1
    assert f"ENGINE {engine} can't build the site\n" in done.stderr
    assert "nope.html" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith("1 problem; docs/codes.md explains each code.\n")


def test_the_page_that_ends_the_engine_is_named(write: Write) -> None:
    """With what the engine says of it, and what is wrong elsewhere."""
    files = {"docs/a.md": "# A\n\n::: handbook.nothing\n", "docs/b.md": "# B\n"}
    root = write(GOOD | files)
    settings = (root / "mkdocs.yml").read_text()
    nav = "nav:\n  - Home: index.md\n  - A: a.md\n"
    (root / "mkdocs.yml").write_text(f"{settings}{nav}")
    done = _handbook(root, "build")
    assert "docs/a.md:1: ENGINE mkdocs can't build the site\n" in done.stderr
    assert "Could not collect 'handbook.nothing'" in done.stderr
    assert "docs/b.md:1: ENGINE the page is not in nav" in done.stderr


def test_a_docstring_that_is_wrong_is_named_at_its_line(write: Write) -> None:
    """Not at the settings."""
    source = (
        '"""Count."""\n\n\ndef count(pets: int) -> int:\n    """Count.\n\n'
        '    Args:\n        cats: How many.\n    """\n    return pets\n'
    )
    files = {"extra.py": source, "docs/a.md": "# A\n\n::: extra\n"}
    done = _handbook(write(GOOD | files), "build")
    assert "extra.py:8: ENGINE " in done.stderr
    assert "'cats'" in done.stderr


def test_an_unknown_engine_is_one_line(write: Write) -> None:
    """It names the engines that there are."""
    done = _handbook(write(GOOD), "build", "--engine", "sphinx")
    assert done.returncode == 2
    assert done.stderr == "There is no engine 'sphinx': use mkdocs or zensical.\n"


def test_files_that_are_not_utf_8_are_named(write: Write) -> None:
    """All at once, with the line; no traceback."""
    root = on_main(write(GOOD | {"docs/tools/a.md": "# A\n"}))
    names = ("docs/tools/a.md", "docs/addresses.txt", "docs/redirects.txt", "README.md")
    for name in names:
        (root / name).write_bytes(b"# A\n\n\xe9\n")
    done = _handbook(root, "build")
    assert done.returncode == 1
    for name in names:
        assert f"{name}:3: ENCODING the file is not text in UTF-8" in done.stderr
    assert "\n4 problems;" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_what_editors_leave_is_no_page_and_no_snippet(
    write: Write, engine: str
) -> None:
    """A lock of Emacs, which is a link to nowhere, Vim's copies, and a folder."""
    root = on_main(write(GOOD))
    (root / "docs/tools/x.md").mkdir(parents=True)
    (root / "docs/tools/.#black.md").symlink_to("somebody@host.1234")
    (root / "docs/tools/.black.md.swp").write_bytes(b"b0VIM\xe9")
    (root / "snippets/demo/.a.py.swp").write_bytes(b"b0VIM\xe9")
    done = _handbook(root, "build", "--engine", engine)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_tools_and_editors_left_is_no_snippet_other_hidden_files_are(
    write: Write,
) -> None:
    """Tools are configured by such files."""
    kept = [".flake8", ".github/workflows/a.yml", ".pre-commit-config.yaml", "a.py"]
    left = [".#a.py", ".a.py.swp", ".a.py.swo", "a.py~", "#a.py#"]
    left += ["__pycache__/a.py", ".mypy_cache/3.13/a.json", ".pytest_cache/a.md"]
    root = write({f"snippets/demo/{name}": "a\n" for name in (*kept, *left)})
    found, problems = snippets.read(root)
    assert [one.name for one in found] == kept
    assert problems == []


@pytest.mark.parametrize(
    "text, line",
    [
        ('--8<-- "demo/a.py"', 3),
        ('> --8<-- "demo/a.py"', 3),
        ('1.  One:\n\n    --8<-- "demo/a.py"', 5),
        ('```x``` is code.\n\n--8<-- "demo/a.py"', 5),
        ('```\nx\n```\n\n--8<-- "demo/a.py"', 7),
        ('```python\n--8<-- "demo/a.py"', 4),
    ],
)
def test_a_snippet_outside_a_fence_is_named(write: Write, text: str, line: int) -> None:
    """Its code would be read as Markdown."""
    root = write(GOOD | {"docs/page.md": f"# Page\n\n{text}\n"})
    (one,) = includes.check(root, snippets.read(root)[0], generated=True)
    assert (one.path, one.line, one.code) == ("docs/page.md", line, "INCLUDE")
    assert "outside a fence" in one.message


@pytest.mark.parametrize(
    "text",
    [
        '~~~python\n--8<-- "demo/a.py"\n~~~',
        '````python\n--8<-- "demo/a.py"\n````',
        '``` python\n--8<-- "demo/a.py"\n```',
        '```python \n--8<-- "demo/a.py"\n```',
        '```\n--8<-- "demo/a.py"\n```',
        '```python hl_lines="1"\n--8<-- "demo/a.py"\n```',
        '```python\n\n--8<-- "demo/a.py"\n```',
    ],
)
def test_a_snippet_in_another_fence_is_named(write: Write, text: str) -> None:
    """At its line: no file would stand above the block, so nothing would own it."""
    root = write(GOOD | {"docs/page.md": f"# Page\n\n{text}\n"})
    (one,) = includes.check(root, snippets.read(root)[0], generated=True)
    assert (one.path, one.line) == ("docs/page.md", 2 + text.count("\n"))
    assert one.advice.startswith("Write three backticks and the language")


@pytest.mark.parametrize(
    "text",
    [
        '```python\n--8<-- "demo/a.py"\n```',
        '> ```python\n> --8<-- "demo/a.py"\n> ```',
        '=== "One"\n\n    ```python\n    --8<-- "demo/a.py"\n    ```',
        '--8<-- "rules.md"',
        "Write `--8<--` in a fence.",
    ],
)
def test_a_snippet_in_a_fence_is_fine(write: Write, text: str) -> None:
    """And what the build writes is Markdown, and stands outside one."""
    files = {"docs/page.md": f"# Page\n\n{text}\n", "build/includes/rules.md": "x\n"}
    root = write(GOOD | files)
    assert includes.check(root, snippets.read(root)[0], generated=True) == []
