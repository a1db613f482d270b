"""How the tests went, by what `make test` leaves: what passed, what examples ran with.

A result is of the text that was tested. Pages say nothing of an example that has
changed since.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from handbook.snippets import Snippet

FILE = "build/test-results.xml"
"""Where `make test` leaves the results, in JUnit's format, relative to the root."""

CONDITIONS = "conditions.json"
"""The file with what each example ran with, among what the build writes."""

EXAMPLE = "tests.examples.test_snippets.test_an_example_does_what_its_page_shows[{}]"
"""The test that proves a snippet, in full, by the snippet's path."""

PROPERTY = "ran"
"""The property of that test that says which text ran, and with what."""

_UNSUCCESSFUL = {"failure", "error", "skipped"}


def to_property(snippet: Snippet, conditions: str) -> str:
    """Write the property of a test that proved a snippet."""
    return f"{_digest(snippet.text)} {conditions}"


def passed(root: Path) -> dict[str, bool]:
    """Read the results of the last `make test`.

    Args:
        root: The handbook's root.

    Returns:
        Whether each test passed, by its full name; nothing when there was no run.
    """
    return {_name(case): _has_passed(case) for case in _cases(root)}


def conditions(root: Path, snippets: list[Snippet]) -> dict[str, str]:
    """Read what examples ran with in the last `make test`.

    Args:
        root: The handbook's root.
        snippets: The snippets as they are now.

    Returns:
        Names with versions, none where nothing ran, by the snippet's path; of those
        that have passed, and have not changed since.
    """
    ran = {
        _name(case): one.get("value", "").partition(" ")
        for case in _cases(root)
        if _has_passed(case)
        for one in case.iter("property")
        if one.get("name") == PROPERTY
    }
    found = {}
    for snippet in snippets:
        digest, _, named = ran.get(EXAMPLE.format(snippet.path), ("", "", ""))
        if digest == _digest(snippet.text):
            found[snippet.path] = named
    return found


def write_conditions(root: Path, destination: Path, snippets: list[Snippet]) -> None:
    """Write what examples ran with to where the Markdown extension reads it."""
    destination.mkdir(parents=True, exist_ok=True)
    text = json.dumps(conditions(root, snippets), indent=1)
    (destination / CONDITIONS).write_text(text, encoding="utf-8")


def _cases(root: Path) -> Iterator[ElementTree.Element]:
    """Go through the tests of the last run; none when there was no run, or half."""
    file = root / FILE
    if file.is_file():
        with suppress(ElementTree.ParseError):
            yield from ElementTree.parse(file).iter("testcase")


def full_name(reference: str) -> str:
    """Write a test's full name, module and all, as the results have it.

    Args:
        reference: The test as one runs it: ``tests/test_a.py::TestB::test_c``.
    """
    file, _, names = reference.partition(".py::")
    return f"{file.replace('/', '.')}.{names.replace('::', '.')}"


def _name(case: ElementTree.Element) -> str:
    """Read a test's full name."""
    return f"{case.get('classname')}.{case.get('name')}"


def _has_passed(case: ElementTree.Element) -> bool:
    """Tell whether a test passed."""
    return _UNSUCCESSFUL.isdisjoint(part.tag for part in case)


def _digest(text: str) -> str:
    """Make a short name for a text that another text won't have."""
    return sha256(text.encode()).hexdigest()[:16]
