"""Tell where an example stood when it was stopped, from what Python wrote then."""

import re

_BEHIND = re.compile(r"\n(?:Current thread's C stack trace|Extension modules: )")
"""Where what Python writes of its own insides begins; of the stack since 3.14."""


def stood_at(written: str, name: str) -> tuple[int, str]:
    """Find an example in the stacks that Python writes on SIGABRT.

    Args:
        written: What it wrote: a frame a line, the innermost first.
        name: The example's file.

    Returns:
        The example's line that was reached, 1 where no frame is of its file, and the
        text without the frames of what has called the example.
    """
    lines = _BEHIND.split(written)[0].strip().splitlines()
    own = [n for n, line in enumerate(lines) if f'/{name}", line ' in line]
    if not own:
        return 1, "\n".join(lines)
    reached = lines[own[0]].rpartition('", line ')[2].split()[0]
    return int(reached), "\n".join(lines[: own[-1] + 1])
