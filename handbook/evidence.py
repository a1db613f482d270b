"""Being written."""

from pathlib import Path


def write_includes(root: Path, destination: Path) -> None:
    """Write."""
    destination.mkdir(parents=True, exist_ok=True)
