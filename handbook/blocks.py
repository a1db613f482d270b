"""What counts as a code block in a page's HTML, however it was written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

VERBATIM = {
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
}
"""Elements that show, or hide, text as it stands."""

_INLINE = {"code", "samp", "kbd", "tt"}
_WRAPPERS = {"p", "div", "blockquote", "center"}


@dataclass(frozen=True)
class Block:
    """A code block, as a page shows it.

    Attributes:
        path: The page's source, relative to the root.
        line: The line of the source at which the block stands, as far as the text
            tells.
        title: The file name above the block; empty when there is none.
        language: The language that the block is highlighted as; empty when none.
        text: The block's text.
    """

    path: str
    line: int
    title: str
    language: str
    text: str


def line_of(source: str, text: str) -> int:
    """Find the line that holds a text, counted from 1; 1 when none does."""
    for number, line in enumerate(source.splitlines(), start=1):
        if text and text in line:
            return number
    return 1


def around(node: LexborNode) -> Iterator[LexborNode]:
    """Go through the elements around an element, the nearest first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def classes(node: LexborNode) -> list[str]:
    """List an element's classes."""
    return (node.attributes.get("class") or "").split()


def _language(node: LexborNode) -> str:
    """Tell the language of a block from the classes in and around it."""
    for one in [*node.traverse(), *around(node)]:
        for name in classes(one):
            if name.startswith("language-"):
                return name.removeprefix("language-")
    return ""


def _title(node: LexborNode) -> str:
    """Read the file name above a block."""
    for one in around(node):
        if "highlight" in classes(one):
            name = one.css_first("span.filename")
            return name.text() if name else ""
    return ""


def _is_line_numbers(node: LexborNode) -> bool:
    """Tell whether an element only numbers the lines of the block beside it."""
    beside = any("linenodiv" in classes(one) for one in around(node))
    return beside and "".join(node.text().split()).isdigit()


def _lines(node: LexborNode) -> list[str]:
    """List what an element says between its line breaks."""
    lines = [""]
    for one in node.iter(include_text=True):
        if one.tag == "br":
            lines.append("")
        else:
            lines[-1] += one.text()
    return [line.strip() for line in lines]


def _is_block(node: LexborNode) -> bool:
    """Tell whether an element shows code as a block."""
    if node.tag in VERBATIM:
        return not _is_line_numbers(node)
    style = "".join((node.attributes.get("style") or "").lower().split())
    if re.search(r"white-space:(pre|break-spaces)", style):
        return True
    if "highlight" in classes(node) and node.tag != "code":
        return node.css_first("pre") is None  # mkdocstrings marks inline code so
    if node.tag in _INLINE:
        parent = node.parent
        alone = (
            parent is not None
            and parent.tag in _WRAPPERS
            and node.text().strip() in _lines(parent)
        )
        broken = "\n" in node.text().strip() or node.css_first("br") is not None
        return alone or broken
    return False


def blocks_of(article: LexborNode, path: str, source: str) -> list[Block]:
    """List the code blocks of an article.

    Args:
        article: The article's element.
        path: The source's file, relative to the root.
        source: The source's text, to find lines in.

    Returns:
        The outermost blocks, in the order of the page.
    """
    blocks: list[Block] = []
    seen: set[int] = set()
    for node in article.traverse():
        if any(one.mem_id in seen for one in around(node)) or not _is_block(node):
            continue
        seen.add(node.mem_id)
        text = node.text().strip("\n")
        title = _title(node)
        first = next((line for line in text.splitlines() if line.strip()), "")
        line = line_of(source, f'"{title}') if title else line_of(source, first.strip())
        blocks.append(Block(path, line, title, _language(node), text))
    return blocks
