"""The checks find each page that the site shows, by its name."""

import pytest

from handbook import sources
from tests.conftest import Write


@pytest.mark.parametrize(
    "name, page",
    [
        ("notes/README.md", "notes/index.md"),
        ("notes/readme.md", "notes/index.md"),
        ("notes.markdown", "notes.md"),
        ("notes.mkd", "notes.md"),
        ("notes.MD", "notes.md"),
        ("notes.html", "notes.md"),
        ("tools/notes.htm", "tools/notes.md"),
    ],
)
def test_a_page_by_another_name_is_refused(write: Write, name: str, page: str) -> None:
    """The site would show it, and the checks go by the names of pages."""
    root = write({f"docs/{name}": "<pre>x = 1</pre>\n"})
    (one,) = sources.check(root)
    assert (one.path, one.line, one.code) == (f"docs/{name}", 1, "NAME")
    assert f"docs/{page}." in one.advice


@pytest.mark.parametrize("name", ["a b.md", "ünï.md", "tools/50%.md", "a b.txt"])
def test_a_name_that_no_ledger_can_hold_is_refused(write: Write, name: str) -> None:
    """A page that leaves is redirected by a line with a space in it."""
    (one,) = sources.check(write({f"docs/{name}": "# A\n"}))
    assert (one.path, one.line, one.code) == (f"docs/{name}", 1, "NAME")


@pytest.mark.parametrize(
    "names, wrong",
    [
        (["tools.md", "tools/index.md"], "tools.md"),
        (["r/DB-3.md"], "r/DB-3.md"),
        (["r.md", "tools/r/a.md"], ""),
    ],
)
def test_an_address_that_is_taken_is_refused(
    write: Write, names: list[str], wrong: str
) -> None:
    """By another page, or by what leads to a rule."""
    found = sources.check(write({f"docs/{name}": "# A\n" for name in names}))
    assert [(one.path, one.code) for one in found] == (
        [(f"docs/{wrong}", "NAME")] if wrong else []
    )


def test_a_folder_that_is_a_link_is_refused(write: Write) -> None:
    """The engines follow it, and the checks do not."""
    root = write({"docs/index.md": "# A\n", "more/b.md": "# B\n"})
    (root / "docs/linked").symlink_to(root / "more", target_is_directory=True)
    (one,) = sources.check(root)
    assert (one.path, one.line, one.code) == ("docs/linked", 1, "NAME")


def test_marks_of_a_merge_are_refused(write: Write) -> None:
    """On pages and in lists; what only looks like them is none."""
    text = "# A\n\n<<<<<<< HEAD\nOurs.\n=======\nTheirs.\n>>>>>>> other\n"
    fine = "# B\n\n>>>>>> Six\n\nTitle\n=======\n\n`<<<<<<< x`\n"
    root = write({"docs/a.md": text, "docs/terms.txt": text, "docs/b.md": fine})
    assert [(one.path, one.line, one.code) for one in sources.check(root)] == [
        (path, line, "CONFLICT")
        for path in ("docs/a.md", "docs/terms.txt")
        for line in (3, 7)
    ]


def test_pages_and_what_they_show_have_the_names_they_like(write: Write) -> None:
    """And what is hidden is no page, nor is a folder."""
    names = ("index.md", "a/index.md", "a/read-me.md", "a.svg", "a.txt", ".a.html")
    root = write({f"docs/{name}": "" for name in names} | {"docs/b.md/c.md": ""})
    assert list(sources.check(root)) == []
    pages = [file.relative_to(root / "docs").as_posix() for file in sources.pages(root)]
    assert pages == ["a/index.md", "a/read-me.md", "b.md/c.md", "index.md"]


@pytest.mark.parametrize(
    ("front", "line", "code"),
    [
        ("title: [", 3, "YAML"),
        ("title: A game\nsearch: !!python/object:os.x y", 3, "YAML"),
        ("title: A game\ntitle: Another", 3, "TWICE"),
        ("title: A game\nnonsense: 1", 3, "KEY"),
    ],
)
def test_front_matter_that_the_engines_read_differently_is_refused(
    write: Write, front: str, line: int, code: str
) -> None:
    """One shows it to readers, the other ends; what nobody asks for is a mistake."""
    root = write({"docs/game.md": f"---\n{front}\n---\n\n# Game\n"})
    (problem,) = sources.check(root)
    assert (problem.path, problem.line, problem.code) == ("docs/game.md", line, code)


def test_a_page_may_have_front_matter_or_begin_with_a_line(write: Write) -> None:
    """A title for the navigation, a description and scripts, or none of it."""
    front = (
        "---\ntitle: A game\ndescription: How it is played.\nscripts: [log.js]\n---\n"
    )
    pages = {"docs/game.md": f"{front}\n# Game\n", "docs/line.md": "----\n\n# Line\n"}
    assert list(sources.check(write(pages))) == []
