"""What the site's HTML has beyond what Markdown makes, as a Markdown extension.

Tables get a box that they can scroll in, and classes in place of styles, which the
site's policy forbids. Code is marked in as few colours as the site has: the marks of
Pygments are half of a page's weight. What an example prints is marked as well, the name
of a snippet's file becomes a link, and below an example stands what it ran with. A link
that says an id alone is marked, so that a line does not end within it.
"""

import json
import re
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from handbook import about, includes, results

COLOURS = {
    "k": "k kc kd kn kr kt ow",
    "s": "s s1 s2 sa sb sc se si sr ss sx dl sh",
    "c": "c c1 cm ch cp sd go gu",
    "n": "nf nc nd nt na ne fm",
    "g": "gp",
    "e": "gd gr gt err",
}
"""The site's colours of code: keywords, strings, comments and output, names, prompts,
errors; each with the classes of Pygments that have it."""

_STYLED = {"doc-contents", "first", "doc-heading", "doc-labels"}
_COLOUR = {name: colour for colour, names in COLOURS.items() for name in names.split()}
_CODE = re.compile(r"<code[^>]*>.*?</code>", re.DOTALL)
_MARKED = re.compile(r'<span class="([a-z]+\d?)(?: [\w -]+)?">([^<]*)</span>')
_TWICE = re.compile(r'<span class="(\w)">([^<]*)</span>(\s*)<span class="\1">')
_GOES_ON = re.compile(r'<span class="go">&gt; ([^<]*)</span>')
_OUTPUT = re.compile(r'<span class="c">(?=#&gt; )')
_FILE = re.compile(r'<span class="filename">([^<]+)</span>(<pre>.*?</pre>)', re.DOTALL)
_DOC = re.compile(r' class="(doc[ -][^"]*)"')
# What no page of ours is about, and the name of an attribute, which is where it says.
_LEADS_NOWHERE = re.compile(
    r'<autoref (?:(?!identifier="handbook\.)[^>])*>(.*?)</autoref>'
    r"|(?<=<b><code>)<autoref [^>]*>(.*?)</autoref>(?=</code></b>)"
)
_ID = re.compile(r'<a (href="[^"]*")>(?=[A-Z]+-\d+</a>)')
_INDENT = re.compile(r"(<pre.*?</pre>)|\s*\n\s*", re.DOTALL)
_SECTION = re.compile(r"(?=<h[2-6][ >])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ALIGN = re.compile(r"text-align: (\w+);")


def _marked(found: re.Match[str]) -> str:
    """Mark a piece of code in one of the site's colours, or not at all."""
    colour = _COLOUR.get(found[1])
    return f'<span class="{colour}">{found[2]}</span>' if colour else found[2]


def _lighten(code: str) -> str:
    """Mark code in the site's colours, with as few marks as will do.

    Pygments takes the lines with which a command goes on for its output.
    """
    code = _GOES_ON.sub(r'<span class="gp">&gt; </span>\1', code)
    code = _OUTPUT.sub('<span class="o">', _MARKED.sub(_marked, code))
    before = ""
    while before != code:
        before, code = code, _TWICE.sub(r'<span class="\1">\2\3', code)
    return code


def _styled(found: re.Match[str]) -> str:
    """Keep the class of a docstring's part that the site's styles have a use for."""
    kept = [name for name in found[1].split() if name in _STYLED]
    return f' class="{" ".join(kept)}"' if kept else ""


def _link(path: str) -> str:
    """Link a snippet's file in the repository, where that is known."""
    address = about.repository()
    name = re.sub(r"(?<=[/_])", "<wbr>", path)
    if not address:
        return name
    return f'<a href="{escape(address)}/blob/main/snippets/{path}">{name}</a>'


def _tell(section: str, ran: dict[str, str]) -> str:
    """Link the files that a section shows, and say once with what each ran."""
    told: set[str] = set()

    def below(found: re.Match[str]) -> str:
        """Add the words about one block."""
        path, block = found.groups()
        note = ran.get(path, "") if path not in told else ""
        told.add(path)
        words = f'<p class="ran">Run with {escape(note)}</p>' if note else ""
        return f'<span class="filename">{_link(path)}</span>{block}{words}'

    return _FILE.sub(below, section)


class _Tables(Treeprocessor):
    """Wrap each table, and say by classes what is in its cells."""

    def run(self, root: Element) -> None:
        """Change the tree in place.

        Args:
            root: The page's tree.
        """
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    self._name_cells(child)
                    box = Element("div", {"class": "scroll"})
                    box.tail, child.tail = child.tail, None
                    box.append(child)
                    parent[index] = box

    def _name_cells(self, table: Element) -> None:
        """Turn the styles of a table's cells into classes, and name dates as such."""
        for cell in table.iter():
            found = _ALIGN.fullmatch(cell.attrib.pop("style", ""))
            names = [found[1]] if found else []
            if cell.tag == "td" and _DATE.fullmatch(cell.text or ""):
                names.append("date")
            if names:
                cell.set("class", " ".join(names))


class _Code(Postprocessor):
    """Lighten code blocks, mark output, and tell of the file that a block shows.

    What is around code loses its indentation, of which templates make much.
    """

    def run(self, text: str) -> str:
        """Change the HTML of a page.

        Args:
            text: The HTML.

        Returns:
            The changed HTML.
        """
        text = _CODE.sub(lambda code: _lighten(code[0]), text)
        text = _INDENT.sub(lambda found: found[1] or "\n", text)
        text = text.replace("<pre><span></span>", "<pre>")
        text = _DOC.sub(_styled, text)
        text = _LEADS_NOWHERE.sub(lambda found: found[1] or found[2], text)
        text = _ID.sub(r'<a class="id" \1>', text)
        file = Path(includes.GENERATED, results.CONDITIONS)
        ran = json.loads(file.read_text("utf-8")) if file.is_file() else {}
        return "".join(_tell(section, ran) for section in _SECTION.split(text))


class Markup(Extension):
    """The Markdown extension that changes tables and code."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run once the tree is whole, and once stashed HTML, the code, is back."""
        md.treeprocessors.register(_Tables(md), "handbook-tables", -10)
        md.postprocessors.register(_Code(md), "handbook-code", -10)


def makeExtension(**options: str) -> Markup:
    """Make the extension; Python-Markdown looks for a function of this name."""
    return Markup(**options)
