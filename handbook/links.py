"""Check the addresses of the built site, and that no id stands twice on a page."""

from collections import Counter
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

from handbook.problems import Problem
from handbook.site import Page

_HERE = "https://handbook.invalid"
"""A host that stands for the site itself while its addresses are resolved."""


def _target(page: Page, link: str, base: str) -> tuple[str, str] | None:
    """Resolve an address.

    Args:
        page: The page that uses it.
        link: The address, as it is written there.
        base: The path under which the site is published, such as ``/handbook/``.

    Returns:
        The path relative to the site and the anchor; None when it leads elsewhere.
    """
    own = urljoin(f"{_HERE}{base}", page.path.removesuffix("index.html"))
    parts = urlsplit(urljoin(own, link))
    if f"{parts.scheme}://{parts.netloc}" != _HERE:
        return None
    path = unquote(parts.path)
    if not path.startswith(base):
        return path, unquote(parts.fragment)
    return path.removeprefix(base), unquote(parts.fragment)


def _file(site: Path, path: str) -> str | None:
    """Find the file that a server answers a path with, relative to the site."""
    if path.startswith(("/", "..")):
        return None
    names = [f"{path}index.html", f"{path}/index.html", path]
    for name in names[:1] if path.endswith("/") else names[1:]:
        if (site / normpath(name).lstrip("/")).is_file():
            return normpath(name).lstrip("/")
    return None


def _line(page: Page, link: str) -> int:
    """Find the line of the source that uses an address, as far as its text tells."""
    path, _, anchor = link.partition("#")
    last = path.rstrip("/").rpartition("/")[2]
    lines = (page.line_of(text) for text in (link, f"#{anchor}", last) if text != "#")
    return next((line for line in lines if line > 1), 1)


def check(pages: list[Page], site: Path, base: str = "/") -> list[Problem]:
    """Check every internal address of every page, what it loads, and its ids.

    Args:
        pages: All pages of the site.
        site: The folder of the built site.
        base: The path under which the site is published.

    Returns:
        A problem for each address that leads nowhere, each that has something loaded
        from another host, and each id that is not unique.
    """
    ids = {page.path: set(page.ids) for page in pages}
    problems: list[Problem] = []
    for page in pages:
        for link in dict.fromkeys(page.links):
            target = _target(page, link, base)
            if target is None:
                continue
            path, anchor = target
            file = _file(site, path)
            if file is None:
                message = f"the address '{link}' leads to no file of the site"
                advice = "Mend the path, or remove the link."
            elif anchor and file in ids and anchor not in ids[file]:
                message = f"the address '{link}' leads to no id of its page"
                advice = f"Give a heading of {file} this id, or mend the link."
            else:
                continue
            line = _line(page, link)
            problems.append(Problem(page.source, line, "LINK", message, advice))
        for link in dict.fromkeys(page.loads):
            if _target(page, link, base) is None and not link.startswith("data:"):
                message = f"the page has '{link}' loaded from another host"
                advice = "Put the file into docs/, and name it by a relative path."
                line = page.line_of(link)
                problems.append(Problem(page.source, line, "LINK", message, advice))
        for name, count in Counter(page.ids).items():
            if count > 1:
                message = f"the id '{name}' stands {count} times on the page"
                advice = "Give each heading an id of its own: {#name}."
                line = page.line_of(name)
                problems.append(Problem(page.source, line, "ID", message, advice))
    return problems
