"""The built site, read back: what readers see, and where it stands in the sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser, LexborNode

from handbook.blocks import Block, around, blocks_of, classes, line_of
from handbook.snippets import DIRECTIVE
from handbook.sources import ROOT_PAGES

_ADDRESSES = ("href", "src", "poster", "data-src")
_LOADED = {
    "[src]": "src",
    "[poster]": "poster",
    "object[data]": "data",
    "link[rel~=stylesheet], link[rel~=icon], link[rel~=preload]": "href",
}
"""What a browser asks for by itself: the elements, and where their addresses are."""


@dataclass(frozen=True)
class Page:
    """A page of the built site.

    Attributes:
        path: The page's file, relative to the site.
        source: The page's source, relative to the root; where there is none, as for
            404.html, the page's file itself.
        text: What the source holds; empty when there is none.
        ids: All ids of the page, in order, and as often as they stand there.
        links: All addresses that the page uses: links, images, scripts, styles.
        blocks: The code blocks of its article.
        words: What the article says, white space folded.
        article_ids: The ids within the article, in order, without the engine's own and
            those within drawings.
        directives: Include lines that are left in the article, as text or comment.
        unnamed: What those headings of its article say whose ids the engine made.
        loads: The addresses that a browser asks for by itself.
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
    unnamed: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()

    def line_of(self, text: str) -> int:
        """Find the line of the source that holds a text; 1 when none does."""
        return line_of(self.text, text)


def source_of(root: Path, path: str) -> str:
    """Find the source of a page of the site.

    Args:
        root: The handbook's root.
        path: The page's file, relative to the site.

    Returns:
        The Markdown file, relative to the root; where there is none, the page's file.
    """
    folder = path.removesuffix("index.html").rstrip("/")
    candidates = (f"docs/{folder}.md", f"docs/{folder}/index.md".replace("//", "/"))
    return next((one for one in candidates if (root / one).is_file()), path)


def _ids(node: LexborNode) -> tuple[str, ...]:
    """List the ids at and below an element."""
    return tuple(one.attributes["id"] or "" for one in node.css("[id]"))


def _anchors(article: LexborNode) -> Iterator[str]:
    """List the ids of an article that somebody may link to."""
    for one in article.css("[id]"):
        name = one.attributes["id"] or ""
        if not name.startswith("__") and all(a.tag != "svg" for a in around(one)):
            yield name


def _unnamed(article: LexborNode) -> Iterator[str]:
    """List the headings that handbook.headings found no id at, nor mkdocstrings made.

    A title is always `#top`, and not looked at.
    """
    for one in article.css("h2[id], h3[id], h4[id], h5[id], h6[id]"):
        if "data-cite" not in one.attributes and "doc-heading" not in classes(one):
            yield " ".join(one.text().removesuffix("¶").split())


def _links(node: LexborNode) -> tuple[str, ...]:
    """List the addresses that elements below an element use."""
    return tuple(
        one.attributes[name] or ""
        for name in _ADDRESSES
        for one in node.css(f"[{name}]")
    )


def _loads(node: LexborNode) -> tuple[str, ...]:
    """List the addresses below an element that a browser asks for by itself."""
    return tuple(
        one.attributes.get(name) or ""
        for elements, name in _LOADED.items()
        for one in node.css(elements)
    )


def _directives(article: LexborNode) -> tuple[str, ...]:
    """Find include lines that were not carried out, in the text and in comments.

    Code within a line may speak of them.
    """
    found = []
    for node in article.traverse(include_text=True):
        text = node.comment_content if node.is_comment_node else node.text(deep=False)
        if not (node.is_comment_node or node.is_text_node):
            continue
        if text is None or not DIRECTIVE.search(text):
            continue
        tags = {one.tag for one in around(node)}
        if "code" not in tags or "pre" in tags:
            found.append(text.strip())
    return tuple(found)


def _page(path: str, source: str, text: str, html: str) -> Page:
    """Read one page out of its HTML."""
    document = LexborHTMLParser(html)
    whole = document.root
    assert whole is not None  # Lexbor makes a document of any text
    article = document.css_first("article") or whole
    return Page(
        path=path,
        source=source,
        text=text,
        ids=_ids(whole),
        links=_links(whole),
        blocks=tuple(blocks_of(article, source, text)) if text else (),
        words=" ".join(article.text().split()),
        article_ids=tuple(_anchors(article)),
        directives=_directives(article) if text else (),
        unnamed=tuple(_unnamed(article)) if text else (),
        loads=_loads(whole),
    )


def read_site(root: Path, site: Path) -> list[Page]:
    """Read all pages of the built site.

    Args:
        root: The handbook's root.
        site: The folder of the built site.

    Returns:
        The pages, sorted by path.
    """
    pages = []
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        source = source_of(root, path)
        text = "" if source == path else (root / source).read_text(encoding="utf-8")
        pages.append(_page(path, source, text, file.read_text(encoding="utf-8")))
    return pages


def read_root_pages(root: Path) -> list[Page]:
    """Read the pages beside the site, rendered as their host renders Markdown."""
    pages = []
    for name in ROOT_PAGES:
        if (root / name).is_file():
            text = (root / name).read_text(encoding="utf-8")
            html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
            pages.append(_page(name, name, text, f"<article>{html}</article>"))
    return pages
