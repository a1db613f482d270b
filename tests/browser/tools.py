"""The judges of pages that come by npm, installed once below `build/cache`."""

import fcntl
import json
import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT

HERE = Path(__file__).parent
FILES = ("package.json", "package-lock.json", ".npmrc")

RULES = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:a11y"],
}
"""The rules of the HTML standard and of WCAG, and none of style."""


def installed(name: str, command: str = "ci") -> Path:
    """Install what a folder's lock names, unless it is there.

    Args:
        name: The folder beside this file, which names the packages.
        command: What npm shall do; `ci` takes exactly what is locked.

    Returns:
        The folder in which the packages are.
    """
    folder = ROOT / "build/cache/npm" / name
    folder.mkdir(parents=True, exist_ok=True)
    lock = (HERE / name / "package-lock.json").read_text(encoding="utf-8")
    ready = folder / "ready"
    # Of the processes of pytest-xdist, one installs and the others wait for it.
    with (folder / "lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        if not ready.is_file() or ready.read_text(encoding="utf-8") != lock:
            npm = shutil.which("npm")
            assert npm, "The tests need npm: install Node.js (apt install nodejs npm)."
            for file in FILES:
                shutil.copy(HERE / name / file, folder / file)
            done = subprocess.run(
                [npm, command], cwd=folder, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
            ready.write_text(lock, encoding="utf-8")
    return folder / "node_modules"


def invalid(site: Path) -> list[str]:
    """List what html-validate finds in the pages of a site.

    Of pages that are the same, letter for letter, it reads the first.

    Args:
        site: The folder of the built site.

    Returns:
        A line for each error: the page, the line, the rule and what is wrong.
    """
    modules = installed("tools")
    rules = modules.parent / "rules.json"
    rules.write_text(json.dumps(RULES), encoding="utf-8")
    found = sorted(site.rglob("*.html"), reverse=True)
    pages = {page.read_bytes(): str(page) for page in found}
    command = [str(modules / ".bin/html-validate"), "--config", str(rules)]
    done = subprocess.run(
        [*command, "--formatter", "json", *pages.values()],
        capture_output=True,
        text=True,
    )
    assert done.stdout, done.stderr
    return [
        f"{Path(page['filePath']).relative_to(site)}:{one['line']}"
        f" {one['ruleId']} {one['message']}"
        for page in json.loads(done.stdout)
        for one in page["messages"]
    ]
