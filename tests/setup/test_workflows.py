"""What GitHub runs: the same targets, with few rights, from pinned actions."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from .project import BEYOND, LOWEST, ROOT

TOOLS = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def load(name: str, project: str = ".") -> dict[str, Any]:
    """Read a workflow of this repository, or of a project in it."""
    workflow: dict[str, Any] = YAML(typ="safe").load(
        ROOT / project / f".github/workflows/{name}.yml"
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
    *forms, settings = sorted(
        (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"),
        key=lambda file: file.stem == "config",
    )
    assert len(forms) > 1
    run("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms)
    run("check-jsonschema", "--builtin-schema", "vendor.github-issue-config", settings)


def test_a_pull_request_gets_no_right_to_write_and_no_secret() -> None:
    """What a fork sends is only ever read, and its site is an artifact."""
    workflow = load("checks")
    assert workflow["permissions"] == {"contents": "read"}
    assert not any(job.get("permissions") for job in workflow["jobs"].values())
    assert "secrets" not in (ROOT / ".github/workflows/checks.yml").read_text()
    assert "pull_request_target" not in workflow["on"]


def test_the_reminder_may_open_an_issue_and_nothing_more(tmp_path: Path) -> None:
    """Its script, run here with a `gh` that notes its calls, opens one issue, once."""
    workflow = load("reviews")
    assert workflow["jobs"]["remind"]["permissions"] == {
        "contents": "read",
        "issues": "write",
    }
    script = commands(workflow)[-1]
    gh = tmp_path / "gh"
    gh.write_text('#!/bin/sh\necho "$1 $2" >> calls\n[ "$2" = list ] && cat open\n:\n')
    gh.chmod(0o755)
    for due, issues, calls in (
        ("a\n", "0", "issue list\nissue create\n"),
        ("a\n", "1", "issue list\n"),
        ("", "0", "issue list\n"),
    ):
        (tmp_path / "due.txt").write_text(due)
        (tmp_path / "open").write_text(f"{issues}\n")
        (tmp_path / "calls").write_text("")
        environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
        subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=tmp_path,
            env=environment,
            check=True,
        )
        assert (tmp_path / "calls").read_text() == calls


def test_a_failure_before_a_pipe_fails_the_step() -> None:
    """CI-12: each workflow's shell is bash, which GitHub then runs with pipefail."""
    for workflow in WORKFLOWS:
        assert load(workflow.stem)["defaults"] == {"run": {"shell": "bash"}}


@pytest.mark.parametrize("result", ["success", "failure", "cancelled", "skipped"])
def test_one_check_tests_the_results_of_all_others(result: str) -> None:
    """CI-6: it runs whatever came of them, and passes when each has succeeded."""
    jobs = load("checks")["jobs"]
    gate = jobs.pop("may-merge")
    assert gate["name"] == "May merge"
    assert set(gate["needs"]) == set(jobs)
    assert gate["if"].startswith("always()")
    [step] = gate["steps"]
    asked = {f"${{{{ needs.{job}.result }}}}": job for job in jobs}
    variables = {name: asked[value] for name, value in step["env"].items()}
    for one in jobs:
        results = {job: "success" for job in jobs} | {one: result}
        environment = {name: results[job] for name, job in variables.items()}
        done = subprocess.run(["bash", "-ec", step["run"]], env=environment)
        assert (done.returncode == 0) == (result == "success")


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
        "make build PYTHON=python",  # the preview of a pull request
        'test "$TEST $PREVIEW" = "success success"',
    ]
    assert set(workflow["on"]) == {"pull_request", "push"}
    versions = [f"3.{minor}" for minor in range(LOWEST[1], BEYOND[1])]
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == versions


@pytest.mark.parametrize("topic", ["github_workflows", "play_ci"])
def test_a_page_shows_the_commands_of_the_services_workflow(topic: str) -> None:
    """The service adds a database; what is run is the same, and on which Pythons."""
    service = load("checks", "snippets/service")
    shown = load("checks", f"snippets/{topic}")
    assert "poetry check --lock" in commands(service)
    assert commands(shown) == commands(service)
    assert shown["jobs"]["checks"]["strategy"] == service["jobs"]["checks"]["strategy"]


def test_dependabot_looks_after_actions_and_dependencies_everywhere() -> None:
    """Of both a newer release is proposed, here, in the service and on the page."""
    shown = "snippets/github_workflows", "snippets/service"
    page, service = (ROOT / one / ".github/dependabot.yml" for one in shown)
    assert page.read_text() == service.read_text()
    for file in (page, ROOT / ".github/dependabot.yml"):
        updates = YAML(typ="safe").load(file)["updates"]
        ecosystems = {update["package-ecosystem"] for update in updates}
        assert ecosystems == {"github-actions", "pip"}


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
