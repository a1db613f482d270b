"""Write the real output of an example into its file."""

from pathlib import Path

from handbook.problems import Problem
from handbook.snippets import Snippet


def write(snippet: Snippet, file: Path, text: str) -> list[Problem]:
    """Write a snippet anew, unless somebody changed its file while it ran.

    Args:
        snippet: The snippet, as it was read before it ran.
        file: Its file.
        text: The snippet with its real output.

    Returns:
        What kept it from being written; nothing when it is.
    """
    # Line ends are read as the snippet's were.
    if file.exists() and file.read_text("utf-8", "replace") == snippet.text:
        file.write_text(text, encoding="utf-8")
        return []
    message = "the file was changed while it ran, and is left as it is now"
    place = f"snippets/{snippet.path}"
    return [Problem(place, 1, "OUTPUT", message, "Run it again.")]
