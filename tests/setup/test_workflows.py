"""What GitHub runs: the same targets, with few rights, from pinned actions."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from .project import BEYOND, LOWEST, ROOT

TOOLS = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def load(name: str) -> dict[str, Any]:
    """Read a workflow."""
    workflow: dict[str, Any] = YAML(typ="safe").load(
        ROOT / f".github/workflows/{name}.yml"
    )
    return workflow


def commands(workflow: dict[str, Any]) -> list[str]:
    """Return what a workflow runs, in order."""
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    return [step["run"] for step in steps if "run" in step]


def run(tool: str, *arguments: str | Path) -> None:
    """Run a tool, which must find nothing."""
    done = subprocess.run([TOOLS / tool, *arguments], text=True, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    """No more rights than needed, no credentials kept, no injection."""
    run("zizmor", "--offline", "--no-config", ROOT / ".github")


def test_the_files_hold_githubs_schemas() -> None:
    """A misspelt key is found here and not on GitHub."""
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    dependabot = ROOT / ".github/dependabot.yml"
    run("check-jsonschema", "--builtin-schema", "vendor.dependabot", dependabot)


def test_every_action_is_pinned_by_its_commit() -> None:
    """A tag can move; the version is in a comment, for Dependabot and for readers."""
    uses = [
        line
        for workflow in WORKFLOWS
        for line in workflow.read_text().splitlines()
        if "uses:" in line
    ]
    assert uses
    for line in uses:
        assert re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_the_checks_are_make_test_on_every_python_that_is_supported() -> None:
    """The versions are those of requires-python, none left out."""
    workflow = load("checks")
    assert commands(workflow) == [
        "make records PYTHON=python",
        "make test PYTHON=python",
    ]
    assert set(workflow["on"]) == {"pull_request", "push"}
    versions = [f"3.{minor}" for minor in range(LOWEST[1], BEYOND[1])]
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == versions


def test_the_pages_are_what_make_build_makes_from_main() -> None:
    """Nothing else is deployed, and only the job that deploys may write."""
    workflow = load("pages")
    assert commands(workflow) == [
        "make test PYTHON=python",
        "make build PYTHON=python",
    ]
    assert workflow["on"] == {"push": {"branches": ["main"]}}
    assert workflow["permissions"] == {}
    writing = [
        name
        for name, job in workflow["jobs"].items()
        if "write" in job["permissions"].values()
    ]
    assert writing == ["deploy"]


def test_ci_runs_make_test() -> None:
    """The test command is one and the same everywhere."""
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == "make test"
