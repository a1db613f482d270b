"""What git knows of the handbook's earlier states."""

import subprocess
from pathlib import Path


def ask(root: Path, *arguments: str, asked: bytes = b"") -> bytes | None:
    """Ask git; None when it has no answer, or is not there.

    Args:
        root: The folder in which to ask.
        arguments: The command, without `git`.
        asked: What the command reads.
    """
    command = ["git", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, input=asked)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def merge_base(root: Path, base: str | None) -> str | None:
    """Find the commit to compare with.

    Args:
        root: The handbook's root.
        base: The branch that the work will be merged into; when None, that is
            ``origin/main``, or else ``main``.

    Returns:
        The commit where the work left it; None when there is none to be found.
    """
    for name in [base] if base else ["origin/main", "main"]:
        commit = ask(root, "merge-base", "HEAD", name)
        if commit is not None:
            return commit.decode().strip()
    return None


def read(root: Path, commit: str, path: str) -> str | None:
    """Read a file as a commit has it; None where it does not.

    Args:
        root: The handbook's root.
        commit: The commit.
        path: The file, relative to the root.
    """
    content = ask(root, "show", f"{commit}:./{path}")
    return None if content is None else content.decode("utf-8", errors="replace")
