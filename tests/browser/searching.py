"""How tests search, and what the page says then."""

import re
from typing import NamedTuple

from playwright.sync_api import Page, expect

ANSWERED = re.compile("result")
"""What is said when the hits are there."""

_HITS = """async (texts) => {
  const field = document.querySelector(".search input");
  const status = document.querySelector(".search-status");
  const hits = [];
  for (const text of texts) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    while (!status.textContent.includes("result"))
      await new Promise((done) => setTimeout(done));
    const links = document.querySelectorAll(".search-hits a");
    const title = (link) => link.querySelector(".search-title").textContent;
    hits.push([...links].map((link) => [link.href, title(link)]));
  }
  return hits;
}"""


class Hit(NamedTuple):
    """What was found: the address of a section, and its heading."""

    address: str
    title: str


def ask(page: Page, text: str) -> None:
    """Open the search with its key, put a text in, and wait for the hits."""
    page.keyboard.press("/")
    page.locator(".search[open]").wait_for()
    page.keyboard.insert_text(text)
    expect(page.locator(".search-status")).to_have_text(ANSWERED)


def hits_for(page: Page, texts: list[str]) -> list[list[Hit]]:
    """Put one text after the other into the open search, and tell its hits."""
    return [[Hit(*hit) for hit in hits] for hits in page.evaluate(_HITS, texts)]
