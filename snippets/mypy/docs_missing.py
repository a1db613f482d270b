"""Ask a library that has no types how many docstrings a file lacks."""

from interrogate.coverage import InterrogateCoverage

print(InterrogateCoverage(["any_leak.py"]).get_coverage().missing)
#> 0
