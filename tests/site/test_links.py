"""Every address within the site leads somewhere, and an id stands once on its page."""

from pathlib import Path

import pytest

from handbook import links, site

PAGE = """<html><body><article>
<h1 id="top">Top</h1><a href="{}">x</a><img src="dot.png">
</article></body></html>"""


def _site(tmp_path: Path, address: str, extra: str = "") -> Path:
    """Write a site of two pages, the first of which uses an address."""
    for name, text in {
        "index.html": PAGE.format(address) + extra,
        "tools/index.html": '<h2 id="use">Use</h2><a href="../#top">up</a>',
        "dot.png": "",
        "a b.txt": "",
    }.items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path / "site"


def _codes(tmp_path: Path, folder: Path, base: str = "/") -> list[str]:
    """List the codes of what is wrong with the site."""
    pages = site.read_site(tmp_path, folder)
    return [problem.code for problem in links.check(pages, folder, base)]


@pytest.mark.parametrize(
    "address",
    [
        "#top",
        "",
        "tools/",
        "tools/#use",
        "tools/index.html#use",
        "./tools/?a=1#use",
        "/handbook/tools/#use",
        "a%20b.txt",
        "a%20b.txt#x",
        "https://example.org/nope",
        "//example.org/nope",
        "mailto:a@example.org",
        "data:image/png;base64,AA",
    ],
)
def test_an_address_that_leads_somewhere_is_fine(tmp_path: Path, address: str) -> None:
    """Relative, absolute below the site's own path, or of another host."""
    assert _codes(tmp_path, _site(tmp_path, address), "/handbook/") == []


@pytest.mark.parametrize(
    "address",
    [
        "#nope",
        "nope/",
        "nope.png",
        "tools/#nope",
        "tools/#Use",
        "tools/nope.html",
        "../outside.html",
        "/tools/",
        "/handbook/nope/",
        "dot.png/",
    ],
)
def test_an_address_that_leads_nowhere_fails_the_build(
    tmp_path: Path, address: str
) -> None:
    """A missing page, image, anchor, or a path outside the site's own."""
    assert _codes(tmp_path, _site(tmp_path, address), "/handbook/") == ["LINK"]


def test_a_missing_image_fails_the_build(tmp_path: Path) -> None:
    """Images count as addresses."""
    folder = _site(tmp_path, "#top", '<img src="gone.png">')
    assert _codes(tmp_path, folder) == ["LINK"]


@pytest.mark.parametrize(
    "element",
    [
        '<img src="https://example.org/a.png">',
        '<script src="//example.org/a.js"></script>',
        '<iframe src="http://example.org/"></iframe>',
        '<video poster="https://example.org/a.png"></video>',
        '<object data="https://example.org/a.svg"></object>',
        '<link rel="stylesheet" href="https://example.org/a.css">',
    ],
)
def test_what_is_loaded_from_another_host_fails_the_build(
    tmp_path: Path, element: str
) -> None:
    """Readers would be known there; the page's policy would leave a hole."""
    assert _codes(tmp_path, _site(tmp_path, "#top", element)) == ["LINK"]


@pytest.mark.parametrize(
    "element",
    [
        '<img src="data:image/png;base64,AA">',
        '<link rel="stylesheet" href="dot.png">',
        '<link rel="canonical" href="https://example.org/">',
    ],
)
def test_what_is_loaded_from_here_or_only_named_is_fine(
    tmp_path: Path, element: str
) -> None:
    """As the address of the page itself is."""
    assert _codes(tmp_path, _site(tmp_path, "#top", element)) == []


@pytest.mark.parametrize(
    ("address", "source", "line"),
    [
        ("nope/", "x\n[a](nope/) #\n", 2),
        ("nope/", "x\n# Top\n\n[a](nope.md)\n", 4),
        ("nope/#x", "x\n# Top\n\n[a](nope.md#x)\n", 4),
        ("tools/#gone", "x\ntools\n[a](use.md#gone)\n", 3),
        ("gone/nope/", "x\n\n[a](../gone/nope.md)\n", 3),
        ("nope/", "x\n\n# Top\n", 1),
        ("nope/", "[a](nope.md)\n", 1),
    ],
)
def test_a_wrong_address_is_named_with_its_line(
    tmp_path: Path, address: str, source: str, line: int
) -> None:
    """The engines change what is written: the anchor or the last name is left of it."""
    folder = _site(tmp_path, address)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(source)
    (found,) = links.check(site.read_site(tmp_path, folder), folder)
    assert (found.path, found.line) == ("docs/index.md", line)


def test_an_id_twice_on_a_page_fails_the_build(tmp_path: Path) -> None:
    """It is named once, with how often it stands there."""
    folder = _site(tmp_path, "#top", '<p id="top">')
    pages = site.read_site(tmp_path, folder)
    (problem,) = links.check(pages, folder)
    assert (problem.code, problem.path) == ("ID", "index.html")
    assert "'top' stands 2 times" in problem.message
