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


def test_pages_and_what_they_show_have_the_names_they_like(write: Write) -> None:
    """And what is hidden is no page, nor is a folder."""
    names = ("index.md", "a/index.md", "a/read-me.md", "a.svg", "a.txt", ".a.html")
    root = write({f"docs/{name}": "" for name in names} | {"docs/b.md/c.md": ""})
    assert list(sources.check(root)) == []
    pages = [file.relative_to(root / "docs").as_posix() for file in sources.pages(root)]
    assert pages == ["a/index.md", "a/read-me.md", "b.md/c.md", "index.md"]
