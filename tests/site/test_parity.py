"""One source, two engines: readers see the same, whichever built the site."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from handbook import build, site
from tests.conftest import copy_handbook

Pages = dict[str, site.Page]
"""The pages of a site by their path."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pages, Pages]:
    """Build a copy of this handbook with MkDocs, then with Zensical."""
    root = copy_handbook(tmp_path_factory.mktemp("handbook"))
    built = []
    for engine in build.ENGINES:
        result = build.build(root, engine)
        assert result.problems == []
        built.append({page.path: page for page in result.pages})
    mkdocs, zensical = built
    return mkdocs, zensical


def differing(
    one: Pages, other: Pages, part: Callable[[site.Page], object]
) -> list[str]:
    """List the pages of which a part is not the same in both sites."""
    return [path for path in one if part(one[path]) != part(other[path])]


def test_a_difference_between_two_sites_is_seen(both: tuple[Pages, Pages]) -> None:
    """A word more in one of them is enough."""
    mkdocs, _ = both
    other = {path: replace(page, words="x") for path, page in mkdocs.items()}
    assert differing(mkdocs, other, lambda page: page.words) == list(mkdocs)


def test_both_engines_make_the_same_urls(both: tuple[Pages, Pages]) -> None:
    """No page is there in one site only."""
    mkdocs, zensical = both
    assert mkdocs.keys() == zensical.keys()
    assert len(mkdocs) > 5


def test_both_engines_make_the_same_ids(both: tuple[Pages, Pages]) -> None:
    """An anchor that is linked to today works after a change of the engine."""
    mkdocs, zensical = both
    assert differing(mkdocs, zensical, lambda page: page.article_ids) == []


def test_both_engines_show_the_same_words(both: tuple[Pages, Pages]) -> None:
    """Each article says the same, word for word."""
    mkdocs, zensical = both
    assert differing(mkdocs, zensical, lambda page: page.words) == []


def test_both_engines_show_the_same_code(both: tuple[Pages, Pages]) -> None:
    """Each block has the same title, language and text."""
    mkdocs, zensical = both
    assert differing(mkdocs, zensical, lambda page: page.blocks) == []
    assert sum(len(page.blocks) for page in mkdocs.values()) > 20
