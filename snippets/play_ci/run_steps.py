"""Run the commands of a workflow's job, as GitHub's runner does in its clone."""

import subprocess
import sys
from pathlib import Path

import yaml

BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")

clone, job, beginning = sys.argv[1:]
workflow = yaml.safe_load(Path(clone, ".github/workflows/checks.yml").read_text())
for step in workflow["jobs"][job]["steps"]:
    command = step.get("run", "")
    if command.startswith(beginning):
        print(f"Run {command}", flush=True)
        code = subprocess.call([*BASH, command], cwd=clone)
        if code:
            sys.exit(code)
