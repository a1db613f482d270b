"""A reviewer cites any rule by keyboard alone, at once, and prints their list."""

import re
from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import expect

from handbook import build, rules
from tests.browser.conftest import Look
from tests.browser.searching import hits_for
from tests.conftest import ROOT

LIMIT = 5.0
"""Seconds from the first key to the citation on the clipboard."""

RULES = rules.read(ROOT)
FROM = ["", "playbook/start-a-service/", "decisions/", "reference/site/"]
"""Pages of each kind, from which one may want to cite."""


@pytest.mark.parametrize(
    "rule",
    {rule.area: rule for rule in RULES}.values(),
    ids=[area for area in rules.AREAS],
)
def test_slash_id_enter_c_is_the_whole_way(
    look: Look, this_handbook: Path, rule: rules.Rule
) -> None:
    """The last rule of each area, from a page that is not its own."""
    number = list(rules.AREAS).index(rule.area)
    path = FROM[number % len(FROM)]
    page = look(this_handbook / build.SITE, path)
    home = page.url.removesuffix(path)
    start = perf_counter()
    page.keyboard.type(f"/{rule.id.lower()}")
    expect(page.get_by_role("dialog").get_by_role("link").first).to_contain_text(
        rule.id
    )
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/*#{rule.id}")
    page.wait_for_load_state()
    page.keyboard.press("c")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_contain_text(
        rule.id
    )
    cited = page.evaluate("navigator.clipboard.readText()")
    seconds = perf_counter() - start
    title = rule.title.replace("`", "")
    assert cited == f"[{rule.id} {title}]({home}r/{rule.id}/)"
    assert seconds < LIMIT, f"{seconds:.1f} s"


def test_every_rule_is_the_first_hit_for_its_id(
    look: Look, this_handbook: Path
) -> None:
    """So that Enter leads to it, whichever it is."""
    page = look(this_handbook / build.SITE, "")
    home = page.url
    page.keyboard.press("/")
    page.locator(".search[open]").wait_for()
    found = hits_for(page, [rule.id.lower() for rule in RULES])
    for rule, hits in zip(RULES, found, strict=True):
        assert hits[0].address == f"{home}tools/{Path(rule.path).stem}/#{rule.id}"


def test_the_list_of_rules_prints_on_two_pages(look: Look, this_handbook: Path) -> None:
    """Of A4, with what enforces each."""
    page = look(this_handbook / build.SITE, "rules/")
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
