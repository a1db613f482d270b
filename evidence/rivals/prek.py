"""prek beside pre-commit: the same configuration, and the same pushes.

Each has a repository with the reference service and its hooks, and a bare repository to
push to. What is pushed is an empty commit; the hooks read all files all the same.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from evidence.measuring import (
    SERVICE,
    TOOLS,
    Value,
    Work,
    answered,
    attempt,
    comparison,
    environment,
    installed,
    measure,
    run,
    said,
    seconds,
)
from handbook.evidence import Comparison

OPTIONS = PRE_COMMIT, PREK = "pre-commit", "prek"
CONFIGURATION = ".pre-commit-config.yaml"
NOTHING = """
default_install_hook_types: [pre-push]
default_stages: [pre-push]
repos:
  - repo: local
    hooks:
      - id: nothing
        name: nothing
        entry: "true"
        language: unsupported
        always_run: true
        pass_filenames: false
"""
MISSPELT = NOTHING.replace("always_run", "alway_run")
OLD = NOTHING.replace("default_stages: [pre-push]", "default_stages: [push]")
UNKNOWN = NOTHING.replace("default_stages: [pre-push]", "default_stages: [pushing]")


class Repository:
    """A repository whose hooks one of the two has installed."""

    def __init__(self, folder: Path, tool: Path, configuration: str) -> None:
        """Commit the service, let the tool install its hooks, and push."""
        self.folder, self.tool = folder / "work", tool
        self.settings = {
            "HOME": str(folder),
            "PATH": os.pathsep.join([str(TOOLS), str(tool.parent), os.defpath]),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{
                f"GIT_{who}_{what}": "somebody@example.org"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        }
        skipped = shutil.ignore_patterns(".*_cache", "__pycache__", "*.db")
        shutil.copytree(SERVICE, self.folder, ignore=skipped)
        (self.folder / CONFIGURATION).write_text(configuration)
        self.git("init", "--quiet", "--bare", str(folder / "bare"))
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("remote", "add", "origin", str(folder / "bare"))
        run(tool, "install", cwd=self.folder, **self.settings)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=service")
        self.git("push", "--quiet", "--set-upstream", "origin", "main")

    def git(self, *command: str) -> None:
        """Run git, which must succeed."""
        run("git", *command, cwd=self.folder, **self.settings)

    def push(self) -> tuple[float]:
        """How long it takes to push an empty commit."""
        self.git("commit", "--quiet", "--allow-empty", "--message=nothing")
        settings = self.settings
        return (seconds("git", "push", "-q", cwd=self.folder, worst=0, **settings),)

    def refuses_a_mistake(self) -> bool:
        """Whether a push is refused of code that black would change."""
        file = self.folder / "pets" / "__init__.py"
        file.write_text(file.read_text() + "x  =  1\n")
        self.git("commit", "--quiet", "--all", "--message=mistake")
        done = attempt("git", "push", cwd=self.folder, **self.settings)
        self.git("reset", "--quiet", "--hard", "HEAD~1")
        return done.returncode != 0 and "black" in done.stdout + done.stderr

    def hooks(self) -> str:
        """The hooks that were installed."""
        hooks = (self.folder / ".git/hooks").iterdir()
        return ", ".join(f"`{hook.name}`" for hook in hooks if not hook.suffix)

    def run(self, configuration: str) -> subprocess.CompletedProcess[str]:
        """Run the hooks of another configuration, as a push would."""
        file = self.folder.with_name("other.yaml")
        file.write_text(configuration)
        command = ("run", "--all-files", "--hook-stage", "pre-push", "--config", file)
        return attempt(self.tool, *command, cwd=self.folder, **self.settings)


def answers(repository: Repository) -> dict[str, str]:
    """What one of the two does with the configuration, and with mistakes in it."""
    misspelt, old, unknown = map(repository.run, (MISSPELT, OLD, UNKNOWN))
    return {
        "Hooks that `install` installs": repository.hooks(),
        "Refuses the push of a mistake": said(repository.refuses_a_mistake()),
        "Names a misspelt key": said("alway_run" in misspelt.stdout + misspelt.stderr),
        "Runs a hook of the old stage `push`": said("Passed" in old.stdout),
        "Refuses a stage that there is not": said(unknown.returncode != 0),
    }


def compare(rounds: int = 5) -> Comparison:
    """Time both, and see what they do."""
    commands = environment("prek")
    tools = {PRE_COMMIT: TOOLS / "pre-commit", PREK: commands / "prek"}
    configurations = {
        "Push with the service's hooks": (SERVICE / CONFIGURATION).read_text(),
        "Push with a hook that does nothing": NOTHING,
    }
    with tempfile.TemporaryDirectory() as name:
        repositories = {
            (what, option): Repository(Path(name) / f"{option} {number}", tool, text)
            for number, (what, text) in enumerate(configurations.items())
            for option, tool in tools.items()
        }
        works = [
            Work(
                [Value(what, "s")],
                {option: repositories[what, option].push for option in OPTIONS},
            )
            for what in configurations
        ]
        figures = measure(works, rounds)
        first = next(iter(configurations))
        seen = {option: answers(repositories[first, option]) for option in OPTIONS}
    return comparison(
        "rivals.prek",
        "prek and pre-commit",
        rounds,
        OPTIONS,
        {
            **installed(TOOLS, "pre-commit"),
            **installed(commands, "prek"),
            "git": run("git", "--version").split()[2],
        },
        figures,
        answered(seen),
    )
