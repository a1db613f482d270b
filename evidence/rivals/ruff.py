"""ruff beside black, flake8 and interrogate: the same code, read by both.

The code is the handbook's package and the reference service, in a copy. What the tools
say is compared on two files that do everything wrong, and how they format on code that
has lost all its form.
"""

import ast
import json
import re
import shutil
import tempfile
from pathlib import Path

from evidence.measuring import (
    ENVIRONMENTS,
    REQUIREMENTS,
    ROOT,
    SERVICE,
    TOOLS,
    Value,
    Work,
    attempt,
    comparison,
    environment,
    installed,
    measure,
    run,
    said,
    seconds,
)
from handbook.evidence import Comparison, Finding

OPTIONS = OURS, RUFF = "black, flake8, interrogate", "ruff"
SETTINGS = """
line-length = 88
target-version = "py312"
[lint]
select = ["E", "F", "W", "D1"]
ignore = ["E203", "E701"]
"""
LINT = "--select=E,F,W"
DOCSTRINGS = "--select=D1"
FLAKE8_CODE = re.compile(r"^\S+?:\d+:\d+: ([A-Z]+\d+)", re.MULTILINE)


def copy_code(folder: Path) -> int:
    """Copy the code into a folder, with the tools' settings; return its lines."""
    for source in (ROOT / "handbook", SERVICE / "pets", SERVICE / "tests"):
        for file in sorted(source.rglob("*.py")):
            target = folder / source.name / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    shutil.copy(ROOT / ".flake8", folder)
    (folder / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.12"\n')
    (folder / "ruff.toml").write_text(SETTINGS)
    return sum(len(file.read_text().splitlines()) for file in folder.rglob("*.py"))


def works(folder: Path, lines: int, ruff: Path) -> list[Work]:
    """What is timed: each tool by itself, and all that a check runs."""
    warm = {"BLACK_CACHE_DIR": str(ENVIRONMENTS / "black-cache")}

    def timed(*command: str | Path, **more: str) -> float:
        """How long a command takes in the folder of the code."""
        return seconds(*command, cwd=folder, worst=1, **more)

    def black(**more: str) -> tuple[float]:
        """Check the form with black."""
        return (timed(TOOLS / "black", "--check", "-q", ".", **more),)

    def black_anew() -> tuple[float]:
        """The same with an empty cache."""
        with tempfile.TemporaryDirectory() as empty:
            return black(BLACK_CACHE_DIR=empty)

    def flake8() -> tuple[float]:
        """Check with flake8, which has no cache."""
        return (timed(TOOLS / "flake8", "."),)

    def interrogate() -> tuple[float]:
        """Count docstrings."""
        return (timed(TOOLS / "interrogate", "-q", "--fail-under=100", "."),)

    def all_ours() -> tuple[float]:
        """Everything, as a check does it the second time."""
        return (black(**warm)[0] + flake8()[0] + interrogate()[0],)

    def format_anew() -> tuple[float]:
        """Check the form with ruff, without a cache."""
        return (timed(ruff, "format", "--check", "--no-cache", "."),)

    def lint(*options: str) -> tuple[float]:
        """Check with ruff."""
        return (timed(ruff, "check", "--quiet", *options, "."),)

    def all_theirs() -> tuple[float]:
        """Everything, as a check does it the second time."""
        return (timed(ruff, "format", "--check", ".") + lint()[0],)

    black(**warm)
    lint()
    of = f" of {lines} lines"
    return [
        Work([Value(what, "s")], {OURS: ours, RUFF: theirs})
        for what, ours, theirs in [
            (f"Check the form{of}, cold", black_anew, format_anew),
            (f"Lint{of}", flake8, lambda: lint(LINT, "--no-cache")),
            (
                f"Find missing docstrings{of}",
                interrogate,
                lambda: lint(DOCSTRINGS, "--no-cache"),
            ),
            ("All three, warm", all_ours, all_theirs),
        ]
    ]


def same_form(folder: Path, ruff: Path) -> str:
    """Format code that has lost all form with both, and count the files that agree."""
    files = [file.relative_to(folder) for file in sorted(folder.rglob("*.py"))]
    with tempfile.TemporaryDirectory() as name:
        copies = Path(name) / "black", Path(name) / "ruff"
        for copy in copies:
            for file in files:
                (copy / file).parent.mkdir(parents=True, exist_ok=True)
                formless = ast.unparse(ast.parse((folder / file).read_text()))
                (copy / file).write_text(formless + "\n")
        black = (TOOLS / "black", "-q", "--config", folder / "pyproject.toml")
        run(*black, ".", cwd=copies[0])
        run(ruff, "format", "-q", "--config", folder / "ruff.toml", ".", cwd=copies[1])
        same = sum(
            (copies[0] / file).read_text() == (copies[1] / file).read_text()
            for file in files
        )
    return f"{same} of {len(files)} files"


def refuse_misspelt_settings(folder: Path, ruff: Path) -> Finding:
    """Whether each tool ends when a setting is misspelt."""
    place = folder / "misspelt"
    place.mkdir()
    (place / "sound.py").write_text('"""Nothing is wrong here."""\n')
    (place / ".flake8").write_text("[flake8]\nmax-line-lenght = 88\n")
    (place / "ruff.toml").write_text("line-lenght = 88\n")
    (place / "pyproject.toml").write_text(
        "[tool.black]\nline-lenght = 88\n[tool.interrogate]\nfail-undr = 90\n"
    )
    ours = {
        "black": ("black", "--check", "."),
        "flake8": ("flake8", "."),
        "interrogate": ("interrogate", "."),
    }
    refusing = {
        name
        for name, (tool, *options) in ours.items()
        if attempt(TOOLS / tool, *options, cwd=place).returncode
    }
    theirs = attempt(ruff, "check", ".", cwd=place).returncode
    shutil.rmtree(place)
    return {
        "what": "Refuses to run with a misspelt setting",
        "answers": {
            OURS: f"only {listed(refusing)}" if refusing else "none of the three",
            RUFF: said(theirs != 0),
        },
    }


def found_by_flake8(folder: Path, file: str) -> set[str]:
    """The codes of what flake8 finds."""
    command = ("flake8", "--isolated", "--max-line-length=88", "--max-complexity=10")
    done = attempt(TOOLS / command[0], *command[1:], file, cwd=folder)
    return set(FLAKE8_CODE.findall(done.stdout))


def found_by_ruff(ruff: Path, folder: Path, *options: str) -> list[tuple[int, str]]:
    """The lines and codes of what ruff finds."""
    command = ("check", "--no-cache", "--output-format=json", "--isolated", *options)
    done = attempt(ruff, *command, cwd=folder)
    return [(one["location"]["row"], one["code"]) for one in json.loads(done.stdout)]


def lint_findings(folder: Path, ruff: Path) -> list[Finding]:
    """Which of flake8's findings ruff has too, in a file of mistakes."""
    file = folder / "mistakes.py"
    shutil.copy(REQUIREMENTS / "mistakes.txt", file)
    options = (LINT, "--extend-select=C90", file.name)

    def theirs(*more: str) -> set[str]:
        """The codes of what ruff finds."""
        return {code for _, code in found_by_ruff(ruff, folder, *options, *more)}

    all_ours, stable = found_by_flake8(folder, file.name), theirs()
    preview = stable | theirs("--preview")
    # black refuses the file for its tab; ruff's formatter gives the same form.
    attempt(ruff, "format", "-q", file.name, cwd=folder)
    left = found_by_flake8(folder, file.name) - theirs()
    file.unlink()
    return [
        {
            "what": "Kinds of mistakes found in a file full of them",
            "answers": {OURS: f"{len(all_ours)}", RUFF: among(all_ours & stable)},
        },
        {
            "what": "The same with ruff's rules in preview",
            "answers": {OURS: f"{len(all_ours)}", RUFF: among(all_ours & preview)},
        },
        {
            "what": "Kinds that only one finds, even in preview",
            "answers": {
                OURS: listed(all_ours - preview),
                RUFF: listed(preview - all_ours),
            },
        },
        {
            "what": "Kinds that only one finds once the file is formatted",
            "answers": {OURS: listed(left)},
        },
    ]


def among(codes: set[str]) -> str:
    """How many of the other's findings these are."""
    return f"{len(codes)} of these"


def docstring_findings(folder: Path, ruff: Path) -> list[Finding]:
    """Where a docstring is missed, in a file that has none."""
    file = folder / "undocumented.py"
    shutil.copy(REQUIREMENTS / "undocumented.txt", file)
    counted = attempt(TOOLS / "interrogate", "-vv", file.name, cwd=folder).stdout
    rows = re.findall(r"\| ([\w.]+) \(L(\d+)\) +\| +MISSED", counted)
    names = {int(line): name for name, line in rows}
    theirs = {line for line, _ in found_by_ruff(ruff, folder, DOCSTRINGS, file.name)}
    file.unlink()
    only = {name for line, name in names.items() if line not in theirs}
    threshold = "lint.pydocstyle.fail-under = 90"
    refused = attempt(ruff, "check", "--config", threshold, ".", cwd=folder).stderr
    limit = attempt(TOOLS / "interrogate", "--fail-under=90", ".", cwd=folder)
    return [
        {
            "what": "Missing docstrings that only one finds",
            "answers": {OURS: listed(only)},
        },
        {
            "what": "Takes a threshold below 100 %",
            "answers": {
                OURS: said(limit.returncode == 0),
                RUFF: said("unknown field" not in refused),
            },
        },
    ]


def listed(names: set[str]) -> str:
    """Names as code, or that there are none."""
    return ", ".join(f"`{name}`" for name in sorted(names)) or "none"


def compare(rounds: int = 7) -> Comparison:
    """Time both on the same code, and compare what they say of bad code."""
    ruff = environment("ruff") / "ruff"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "code"
        figures = measure(works(folder, copy_code(folder), ruff), rounds)
        form: Finding = {
            "what": "Code without any form is formatted alike",
            "answers": {RUFF: same_form(folder, ruff)},
        }
        mistakes = lint_findings(folder, ruff)
        docstrings = docstring_findings(folder, ruff)
        settings = refuse_misspelt_settings(folder, ruff)
    return comparison(
        "rivals.ruff",
        "ruff, and black, flake8 and interrogate",
        rounds,
        OPTIONS,
        {
            **installed(TOOLS, "black", "flake8", "interrogate"),
            **installed(ruff.parent, "ruff"),
        },
        figures,
        [form, *mistakes, *docstrings, settings],
    )
