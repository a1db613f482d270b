"""The built site, read back: what readers see, and where it stands in the sources."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

BLOCKS = (
    "pre",
    "textarea",
    "xmp",
    "listing",
    "plaintext",
    "iframe",
    "object",
    "embed",
    "script",
    "template",
)
"""Elements that show, or hide, text as it stands."""

ROOT_PAGES = ("README.md", "CONTRIBUTING.md")
"""Pages that are read where the repository is hosted, not on the site."""

DIRECTIVE = re.compile(r"-+8<-+")
"""What an include line, and nothing else, holds."""

_INLINE = ("code", "samp", "kbd", "tt")


@dataclass(frozen=True)
class Block:
    """A code block, as a page shows it.

    Attributes:
        path: The page's source, relative to the root.
        line: The line of the source at which the block stands, as far as it can be
            told from the text.
        title: The file name above the block; empty when there is none.
        language: The language that the block is highlighted as; empty when none.
        text: The block's text.
        module: The file that mkdocstrings names as the source of the block; empty
            when it is no such block.
    """

    path: str
    line: int
    title: str
    language: str
    text: str
    module: str = ""


@dataclass(frozen=True)
class Page:
    """A page of the built site.

    Attributes:
        path: The page's file, relative to the site.
        source: The page's source, relative to the root.
        text: What the source holds; empty when there is none, as for 404.html.
        ids: All ids of the page, in order, and as often as they stand there.
        links: All addresses that the page uses: links, images, scripts, styles.
        blocks: The code blocks of its article.
        words: What the article says, white space folded, without its code blocks.
        article_ids: The ids within the article, in order.
        directives: Include lines that are left in the article, as text or comment.
    """

    path: str
    source: str
    text: str
    ids: tuple[str, ...]
    links: tuple[str, ...]
    blocks: tuple[Block, ...]
    words: str
    article_ids: tuple[str, ...]
    directives: tuple[str, ...]

    def line_of(self, text: str) -> int:
        """Find the line of the source that holds a text; 1 when none does."""
        return line_of(self.text, text)


def line_of(source: str, text: str) -> int:
    """Find the line that holds a text, counted from 1; 1 when none does."""
    for number, line in enumerate(source.splitlines(), start=1):
        if text and text in line:
            return number
    return 1


def source_of(root: Path, path: str) -> str:
    """Find the source of a page of the site.

    Args:
        root: The handbook's root.
        path: The page's file, relative to the site.

    Returns:
        The Markdown file, relative to the root; where there is none, the page itself.
    """
    folder = path.removesuffix("index.html").rstrip("/")
    for candidate in (f"docs/{folder}.md", f"docs/{folder}/index.md", "docs/index.md"):
        is_home = candidate == "docs/index.md"
        if (root / candidate).is_file() and (not is_home or path == "index.html"):
            return candidate
    return path


def _classes(element: HtmlElement) -> list[str]:
    """List an element's classes."""
    return (element.get("class") or "").split()


def _language(element: HtmlElement) -> str:
    """Tell the language of a block from the classes around and in it."""
    inner = element.xpath("descendant-or-self::*") + list(element.iterancestors())
    for one in inner:
        for name in _classes(one):
            if name.startswith("language-") and name != "language-text":
                return name.removeprefix("language-")
    return ""


def _title(element: HtmlElement) -> str:
    """Find the file name above a block."""
    for one in element.iterancestors("div"):
        if "highlight" in _classes(one):
            names = one.xpath("./span[contains(@class, 'filename')]")
            return names[0].text_content() if names else ""
    return ""


def _module(element: HtmlElement) -> str:
    """Read which file mkdocstrings names above a block of source code."""
    for details in element.iterancestors("details"):
        if "mkdocstrings-source" in _classes(details):
            return str(details.xpath("string(./summary/code)"))
    return ""


def _is_line_numbers(element: HtmlElement) -> bool:
    """Tell whether an element only numbers the lines of the block beside it."""
    beside = any("linenodiv" in _classes(one) for one in element.iterancestors("div"))
    return beside and element.text_content().replace("\n", "").replace(" ", "").isdigit()


def _is_block(element: HtmlElement) -> bool:
    """Tell whether an element shows code as a block, however it was written."""
    tag = element.tag
    if tag in BLOCKS:
        return True
    style = re.sub(r"\s", "", element.get("style") or "").lower()
    if "white-space:pre" in style or "white-space:break-spaces" in style:
        return True
    if "highlight" in _classes(element) and not element.xpath(".//pre"):
        return tag != "code"  # mkdocstrings marks inline signatures so
    if tag in _INLINE and not any(one.tag in BLOCKS for one in element.iterancestors()):
        parent = element.getparent()
        alone = (
            parent is not None
            and parent.tag in ("p", "div", "blockquote", "center")
            and parent.text_content().strip() == element.text_content().strip()
        )
        broken = "\n" in element.text_content().strip() or element.xpath(".//br")
        return bool(alone or broken)
    return False


def blocks_of(article: HtmlElement, path: str, source: str) -> list[Block]:
    """List the code blocks of an article.

    Args:
        article: The article's element.
        path: The source's file, relative to the root.
        source: The source's text, to find lines in.

    Returns:
        The blocks, outermost elements only, in the order of the page.
    """
    blocks = []
    found: set[Any] = set()
    for element in article.iter("*"):
        if any(one in found for one in element.iterancestors()):
            continue
        if not _is_block(element) or _is_line_numbers(element):
            continue
        found.add(element)
        text = element.text_content().strip("\n")
        title = _title(element)
        first = next((line for line in text.splitlines() if line.strip()), "")
        line = line_of(source, f'"{title}') if title else line_of(source, first.strip())
        blocks.append(
            Block(path, line, title, _language(element), text, _module(element))
        )
    return blocks


def _folded(text: str) -> str:
    """Fold each run of white space into one space."""
    return " ".join(text.split())


def _directives(article: HtmlElement) -> list[str]:
    """Find include lines that were not carried out, in the text and in comments."""
    found = [
        str(comment.text).strip() for comment in article.iter(etree.Comment)
    ] + [
        str(text).strip()
        for text in article.xpath(".//text()[not(ancestor::code[not(ancestor::pre)])]")
    ]
    return [text for text in found if DIRECTIVE.search(text)]


def read_page(root: Path, site: Path, path: str) -> Page:
    """Read one page of the built site.

    Args:
        root: The handbook's root.
        site: The folder of the built site.
        path: The page's file, relative to the site.
    """
    document = html.fromstring((site / path).read_bytes())
    source = source_of(root, path)
    text = (root / source).read_text(encoding="utf-8") if source != path else ""
    articles = document.xpath("//article")
    article = articles[0] if articles else document
    blocks = blocks_of(article, source, text) if source != path else []
    links = document.xpath("//@href | //@src | //@poster | //@data-src")
    return Page(
        path=path,
        source=source,
        text=text,
        ids=tuple(str(one) for one in document.xpath("//@id")),
        links=tuple(str(one) for one in links),
        blocks=tuple(blocks),
        words=_folded(article.text_content()),
        article_ids=tuple(str(one) for one in article.xpath(".//@id")),
        directives=tuple(_directives(article)) if source != path else (),
    )


def read_site(root: Path, site: Path) -> list[Page]:
    """Read all pages of the built site, sorted by path."""
    files = sorted(site.rglob("*.html"))
    return [read_page(root, site, file.relative_to(site).as_posix()) for file in files]


def read_root_pages(root: Path) -> list[Page]:
    """Read the pages beside the site, rendered as their host renders Markdown."""
    pages = []
    for name in ROOT_PAGES:
        if (root / name).is_file():
            text = (root / name).read_text(encoding="utf-8")
            rendered = MarkdownIt("gfm-like", {"linkify": False}).render(text)
            article = html.fromstring(f"<article>{rendered}</article>")
            pages.append(
                Page(
                    path=name,
                    source=name,
                    text=text,
                    ids=(),
                    links=tuple(str(one) for one in article.xpath("//@href | //@src")),
                    blocks=tuple(blocks_of(article, name, text)),
                    words=_folded(article.text_content()),
                    article_ids=(),
                    directives=tuple(_directives(article)),
                )
            )
    return pages
