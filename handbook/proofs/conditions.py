"""What an example ran with: Python, and the packages that took part, with versions."""

import os
import subprocess
import sysconfig
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def describe(modules: set[str], pythons: set[str], server: str) -> str:
    """Name what took part in a run.

    Args:
        modules: The first names of modules; those that no package has are left out.
        pythons: The versions of Python that ran; none when only the shell did.
        server: The database server that psycopg is for; empty when there is none.

    Returns:
        Names with versions, as in ``Python 3.13.0, pydantic 2.12.5``.
    """
    packages = {installed()[name] for name in modules & installed().keys()}
    if server and "psycopg" in modules:
        packages.add(server)
    ran = [f"Python {version}" for version in sorted(pythons)] or [shell()]
    return ", ".join([*ran, *sorted(packages, key=str.lower)])


@cache
def installed() -> dict[str, str]:
    """Name each package that is installed, by the modules that it has.

    Returns:
        Names with versions: ``{"pydantic": "pydantic 2.12.5", …}``.
    """
    return {
        module: f"{found.name} {found.version}"
        for folder in (_poetrys(), sysconfig.get_path("purelib"))
        for found in distributions(path=[folder])
        for module in _modules(found)
    }


@cache
def shell() -> str:
    """Name the shell that runs sessions, with its version."""
    asked = ("bash", "-c", "echo bash ${BASH_VERSION%%(*}")
    path = {"PATH": os.defpath}  # where sessions find it
    return subprocess.check_output(asked, env=path, text=True).strip()


def _poetrys() -> str:
    """Tell where Poetry's own environment keeps its packages."""
    base = str(_ROOT / ".poetry")
    return sysconfig.get_path("purelib", vars={"base": base, "platbase": base})


def _modules(package: Distribution) -> set[str]:
    """List the modules, and packages of modules, that are imported from a package."""
    files = package.files or []
    return {
        file.parts[0].removesuffix(".py")
        for file in files
        if file.suffix == ".py" and (len(file.parts) > 1 or file.parts[0][0] != "_")
    }
