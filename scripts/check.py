"""Run every tool that reads the code, and report what all of them find.

A tool that finds nothing gets one line; what the others say is shown whole. Each topic
of the snippets is type-checked by itself, in its own folder, as its reader would.

black and flake8 read a copy of the snippets: pytest-examples writes output as
`#> text`, which both would have as `# > text`, and so it stands in the copy.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent
MYPY = ("mypy", "--config-file", ROOT / "pyproject.toml")
MYPY_CACHE = ("--cache-dir", ROOT / "build/cache/mypy")


def copy_snippets(target: Path) -> None:
    """Copy the Python files of all topics, with their output written as comments."""
    for file in sorted((ROOT / "snippets").rglob("*.py")):
        copy = target / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(re.sub(r"(?m)^( *)#>", r"\1# >", file.read_text()))


def findings(folder: Path, tool: str, *arguments: str | Path, **variables: str) -> str:
    """Run a tool in a folder; return what it says, or nothing when it is content.

    One that fails and says nothing, such as one that was killed, is not content.
    """
    done = subprocess.run(
        [TOOLS / tool, *arguments],
        cwd=folder,
        env=os.environ | variables,
        text=True,
        capture_output=True,
    )
    said = (done.stdout + done.stderr).replace(f"{folder}/", "").strip()
    return (said or f"exit code {done.returncode}") if done.returncode else ""


def checks() -> Iterator[tuple[str, str]]:
    """Yield each tool's name and its findings."""
    project = [ROOT / name for name in ("handbook", "tests", "evidence", "scripts")]
    snippets = ROOT / "snippets"
    found = {file.relative_to(snippets).parts[0] for file in snippets.rglob("*.py")}
    topics = [snippets / name for name in sorted(found)]
    missed = ("-vv", "--omit-covered-files")
    black = (
        "black",
        "--check",
        "--diff",
        "--quiet",
        "--config",
        ROOT / "pyproject.toml",
    )
    flake8 = ("flake8", "--config", ROOT / ".flake8")
    with tempfile.TemporaryDirectory() as name:
        copy_snippets(Path(name))
        # The force-exclude of pyproject.toml is for hands and hooks, not for the copy.
        unlimited = ("--force-exclude", "nothing")
        yield "black", findings(ROOT, *black, *project)
        yield "black on snippets", findings(Path(name), *black, *unlimited, "snippets")
        yield "flake8", findings(ROOT, *flake8, *project)
        yield "flake8 on snippets", findings(Path(name), *flake8, "snippets")
    yield "interrogate", findings(ROOT, "interrogate", *missed, *project, *topics)
    yield "mypy", findings(ROOT, *MYPY, *MYPY_CACHE, *project)
    for topic in topics:
        # Run from the root, so that mypy's cache tells files of one name apart by path.
        mypy = (*MYPY, *MYPY_CACHE, "--explicit-package-bases")
        place = topic.relative_to(ROOT)
        yield f"mypy in {place}", findings(ROOT, *mypy, place, MYPYPATH=str(place))


def main() -> int:
    """Show the findings; return 1 when there are any."""
    failed = 0
    for name, found in checks():
        print(f"{name}: {found or 'fine'}", flush=True)
        failed |= bool(found)
    return failed


if __name__ == "__main__":
    sys.exit(main())
