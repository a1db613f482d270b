"""Measure the figures of the pages and records again.

    python -m evidence [NAME …] [--write] [--rounds N]

Without a name, everything is measured, one comparison after the other.
"""

import argparse
import importlib
import time

from evidence.measuring import since, write
from handbook.evidence import render_comparison, render_startup

NAMES = (
    "startup",
    "service",
    "rivals.uv",
    "rivals.ruff",
    "rivals.type_checkers",
    "rivals.litestar",
    "rivals.msgspec",
    "rivals.orms",
    "rivals.logging",
    "rivals.prek",
)
"""The modules that measure; each has a function `compare`."""


def main() -> None:
    """Measure, print, and with `--write` keep the results."""
    parser = argparse.ArgumentParser(prog="python -m evidence", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--write", action="store_true", help="write the JSON files")
    parser.add_argument("--rounds", type=int, help="instead of each script's own")
    options = parser.parse_args()
    for name in options.names or NAMES:
        if name not in NAMES:
            parser.error(f"{name} is none of {', '.join(NAMES)}")
    start = time.perf_counter()
    for name in options.names or NAMES:
        print(name, flush=True)
        started = time.perf_counter()
        module = importlib.import_module(f"evidence.{name}")
        measured = module.compare(*filter(None, [options.rounds]))
        startup = name == "startup"
        page = render_startup(measured) if startup else render_comparison("", measured)
        print(*(line for line in page.splitlines() if line[:1] == "|"), sep="\n")
        if options.write:
            write(name, measured)
        print(f"  measured in {since(started)}", flush=True)
    print(f"all in {since(start)}", flush=True)


if __name__ == "__main__":
    main()
