"""A page says when it was last changed, how to change it, and what it is about."""

import json
import subprocess
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from handbook import about, build
from tests.conftest import Write

FILES = {
    "docs/index.md": "# Home\n\nWords.\n",
    "docs/page.md": '# Page\n\nWords.\n\n```python\n--8<-- "demo/a.py"\n```\n',
    "snippets/demo/a.py": "x = 1\n",
}


def git(root: Path, day: str, *arguments: str) -> None:
    """Run git on a day of its own."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    environment = {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "PATH": "/usr/bin:/bin"}
    subprocess.run(
        ["git", *who, *arguments], cwd=root, env=environment, check=True, text=True
    )


@pytest.fixture
def root(write: Write) -> Path:
    """Commit a handbook on one day, and its snippet again on another."""
    root = write(FILES)
    git(root, "2026-01-02", "init", "--quiet")
    git(root, "2026-01-02", "add", "--all")
    git(root, "2026-01-02", "commit", "--quiet", "--message", "Begin")
    (root / "snippets/demo/a.py").write_text("x = 2\n")
    git(root, "2026-03-04", "commit", "--quiet", "--all", "--message", "Go on")
    return root


def test_a_page_changes_with_what_it_includes(root: Path) -> None:
    """The day is that of the last commit to the page or to its snippets."""
    assert about.changed(root) == {"index.md": "2026-01-02", "page.md": "2026-03-04"}


def test_a_page_changes_with_what_was_measured(root: Path) -> None:
    """The figures that it includes are drawn from a file beside their script."""
    page = '# Page\n\n--8<-- "rivals/uv.md"\n'
    (root / "docs/page.md").write_text(page)
    git(root, "2026-05-06", "commit", "--quiet", "--all", "--message", "Include")
    (root / "evidence/rivals").mkdir(parents=True)
    (root / "evidence/rivals/uv.json").write_text("{}")
    git(root, "2026-07-08", "add", "--all")
    git(root, "2026-07-08", "commit", "--quiet", "--message", "Measure")
    assert about.changed(root) == {"index.md": "2026-01-02", "page.md": "2026-07-08"}


def test_only_what_git_knows_has_a_day(root: Path, tmp_path: Path) -> None:
    """Not a new page, not a copy without history, not one with a part of it."""
    (root / "docs/new.md").write_text("# New\n\nWords.\n")
    assert "new.md" not in about.changed(root)
    folder = tmp_path.parent / f"{tmp_path.name}-shallow"
    git(
        root,
        "2026-03-04",
        "clone",
        "--quiet",
        "--depth=1",
        f"file://{root}",
        f"{folder}",
    )
    assert about.changed(folder) == {}


def test_a_handbook_within_a_larger_repository_has_its_own_days(root: Path) -> None:
    """Not those of the pages that have the same names around it."""
    inner = root / "inner"
    for name, text in FILES.items():
        (inner / name).parent.mkdir(parents=True, exist_ok=True)
        (inner / name).write_text(text)
    git(root, "2026-05-06", "add", "--all")
    git(root, "2026-05-06", "commit", "--quiet", "--message", "Go within")
    assert about.changed(inner) == {"index.md": "2026-05-06", "page.md": "2026-05-06"}
    assert about.changed(root) == {"index.md": "2026-01-02", "page.md": "2026-03-04"}


@pytest.mark.parametrize("engine", build.ENGINES)
def test_the_day_and_the_way_to_change_it_are_shown(
    root: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With either engine; the links lead to the repository that is named."""
    monkeypatch.setenv("REPOSITORY_URL", "https://example.org/handbook/")
    build.build(root, engine)
    page = (root / build.SITE / "page/index.html").read_text()
    assert 'Last changed on <time datetime="2026-03-04">2026-03-04</time>' in page
    assert 'href="https://example.org/handbook/edit/main/docs/page.md"' in page
    file = "https://example.org/handbook/blob/main/snippets/demo/a.py"
    assert f'<a href="{file}">demo/<wbr>a.py</a>' in page


def test_the_days_are_written_for_the_engines(root: Path, tmp_path: Path) -> None:
    """As a file among what the build writes."""
    about.write(root, tmp_path / "new")
    written = json.loads((tmp_path / "new" / about.DATES).read_text())
    assert written == about.changed(root)


LONG = "A sentence of some words that go on for a while. "


@pytest.mark.parametrize(
    "text, short",
    [
        ("Few  words.\n", "Few words."),
        (LONG * 9, (LONG * 3).strip()),
        (f"{'word, ' * 40}", f"{'word, ' * 25}word …"),
        (f"Too little. {'word, ' * 40}", f"Too little. {'word, ' * 23}word …"),
        ("x" * 200, f"{'x' * (about.LONGEST - 2)} …"),
    ],
    ids=["short", "sentences", "words", "a short sentence", "one long word"],
)
def test_a_description_is_cut_where_one_would_stop_reading(
    text: str, short: str
) -> None:
    """After a sentence, or else after a word."""
    assert about.shorten(text) == short
    assert len(short) <= about.LONGEST


def test_a_page_is_described_by_its_first_real_paragraph() -> None:
    """A short line above it is none; a record's outcome is what it is about."""
    html = f"<h1>A</h1><p>Short.</p><div><p>{LONG * 2}</p></div><p>B {LONG}</p>"
    assert about.describe(html, "a.md") == f"B {LONG}".strip()
    outcome = f'{html}<h2 id="outcome">Outcome</h2><p>We use B. {LONG}</p>'
    assert about.describe(outcome, "decisions/b.md") == f"We use B. {LONG}".strip()
    assert about.describe("<h1>A</h1>", "a.md") == ""


@pytest.mark.parametrize("engine", build.ENGINES)
def test_a_description_keeps_its_signs(write: Write, engine: str) -> None:
    """Those that HTML has for itself, too."""
    words = 'right when `low < value` and `value > 0`, or so they "say" & mean it'
    root = write(FILES | {"docs/more.md": f"# More\n\nA value is {words}.\n"})
    assert build.build(root, engine).problems == []
    html = (root / build.SITE / "more/index.html").read_text()
    for name in ("description", "og:description"):
        (tag,) = LexborHTMLParser(html).css(f"meta[name='{name}'], [property='{name}']")
        assert tag.attributes["content"] == f"A value is {words.replace('`', '')}."
