"""Print the log lines that have all of the given values."""

import json
import sys

wanted = dict(argument.split("=") for argument in sys.argv[1:])
found = False
for line in sys.stdin:
    values = json.loads(line) if line.startswith("{") else {}
    if all(str(values.get(name)) == value for name, value in wanted.items()):
        print(line, end="")
        found = True
sys.exit(not found)
