"""The site's name and description stand in `mkdocs.yml`, and nowhere else."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from handbook import build, settings
from tests.citing.sound import FILES
from tests.conftest import ROOT, Write

NAME = 'Ours & "theirs"'
PICTURE = "assets/share.svg"
"""What the picture for who shares a page is made from: by hand, as README.md says."""


def renamed(root: Path, name: str, description: str) -> Path:
    """Give a handbook another name, and another description, or none."""
    file = root / "mkdocs.yml"
    _, _, others = file.read_text().split("\n", 2)
    file.write_text(f"site_name: {name}\n{description}\n{others}")
    return root


@pytest.mark.parametrize("engine", build.ENGINES)
def test_all_that_is_built_has_the_name_of_the_settings(
    write: Write, engine: str
) -> None:
    """Pages and what programs read; nothing has that of the handbook copied from."""
    root = renamed(write(FILES), NAME, "site_description: How we build.")
    assert build.build(root, engine).problems == []
    site = root / build.SITE
    page = LexborHTMLParser((site / "index.html").read_text())
    assert [one.text() for one in page.css("title, a.brand b")] == [NAME, NAME]
    shared = page.css("[property='og:site_name'], [property='og:image:alt']")
    assert [one.attributes["content"] for one in shared] == [NAME, NAME]
    feed = ElementTree.parse(site / "decisions.xml").getroot()
    title = feed.findtext("{http://www.w3.org/2005/Atom}title")
    assert title == f"Decisions – {NAME}"
    listed = (site / "llms.txt").read_text()
    assert listed.startswith(f"# {NAME}\n\n> How we build.\n\nThe decisions are")
    names = (site / "objects.inv").read_bytes()
    assert names.split(b"\n")[1] == f"# Project: {NAME}".encode()
    before = settings.read(ROOT)
    assert [
        file.relative_to(site).as_posix()
        for file in site.rglob("*")
        if file.is_file()
        for text in (before.name, before.description)
        if text.encode() in file.read_bytes()
    ] == [PICTURE]


def test_a_site_without_a_description_has_none(write: Write) -> None:
    """The list of links begins with the decisions then."""
    root = renamed(write(FILES), "Ours", "")
    assert build.build(root, "mkdocs").problems == []
    listed = (root / build.SITE / "llms.txt").read_text()
    assert listed.startswith("# Ours\n\nThe decisions are")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ours", "Ours"),
        ("'Ours: all of it'", "Ours: all of it"),
        (">\n  Ours and\n  theirs", "Ours and theirs"),
        ("!ENV OURS", "From outside"),
        ("!ENV [OURS, Else]", "From outside"),
        ("!ENV [THEIRS, OURS, Else]", "From outside"),
        ("!ENV [THEIRS, Else]", "Else"),
    ],
)
def test_the_name_is_read_as_the_engines_read_it(
    write: Write, monkeypatch: pytest.MonkeyPatch, written: str, name: str
) -> None:
    """Quoted, folded, or out of the environment."""
    monkeypatch.setenv("OURS", "From outside")
    root = renamed(write({}), written, "extra: !relative here")
    assert settings.read(root) == settings.Settings(name, "")
