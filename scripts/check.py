"""Run every tool that reads the code, and report what all of them find.

A tool that finds nothing gets one line; what the others say is shown whole. Each topic
of the snippets is type-checked by itself, in its own folder, as its reader would.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent
MYPY = ("mypy", "--config-file", ROOT / "pyproject.toml")
MYPY_CACHE = ("--cache-dir", ROOT / ".cache/mypy")


def with_python(folders: list[Path]) -> list[Path]:
    """Return those of the folders that hold Python files."""
    return [folder for folder in folders if any(folder.rglob("*.py"))]


def findings(folder: Path, tool: str, *arguments: str | Path) -> str:
    """Run a tool in a folder; return what it says, or nothing when it is content."""
    command = [TOOLS / tool, *arguments]
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True)
    return done.stdout + done.stderr if done.returncode else ""


def checks() -> Iterator[tuple[str, str]]:
    """Yield each tool's name and its findings."""
    names = ("handbook", "tests", "evidence", "scripts")
    project = with_python([ROOT / name for name in names])
    topics = with_python(sorted((ROOT / "snippets").glob("*/")))
    everything = project + topics
    missed = ("-vv", "--omit-covered-files")
    yield "black", findings(ROOT, "black", "--check", "--diff", "--quiet", *everything)
    yield "flake8", findings(ROOT, "flake8", *everything)
    yield "interrogate", findings(ROOT, "interrogate", *missed, *everything)
    yield "mypy", findings(ROOT, *MYPY, *MYPY_CACHE, *project)
    for topic in topics:
        name = f"mypy in {topic.relative_to(ROOT)}"
        yield name, findings(topic, *MYPY, *MYPY_CACHE, ".")


def main() -> int:
    """Show the findings; return 1 when there are any."""
    failed = 0
    for name, found in checks():
        print(f"{name}: {found.strip() or 'fine'}", flush=True)
        failed |= bool(found)
    return failed


if __name__ == "__main__":
    sys.exit(main())
