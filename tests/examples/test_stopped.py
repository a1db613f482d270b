"""Where an example stood is read from what Python wrote when it was stopped."""

import pytest

from handbook.proofs.stopped import stood_at

STACKS = """\
Fatal Python error: Aborted

Current thread 0x00007f5b46ea5200 [python] (most recent call first):
  File "/lib/threading.py", line 369 in wait
  File "/tmp/demo/hangs.py", line 5 in wait
  File "/tmp/demo/hangs.py", line 8 in <module>
  File "/tmp/handbook/running.py", line 60 in as_it_is
"""

C_STACK = """
Current thread's C stack trace (most recent call first):
  Binary file "python", at _Py_DumpStack+0x4a [0x499c1d]
"""

MODULES = "\nExtension modules: markupsafe._speedups (total: 1)\n"


def test_the_line_of_the_example_is_found() -> None:
    """The innermost of its own; and what has called it is left out."""
    line, stacks = stood_at(STACKS, "hangs.py")
    assert line == 5
    assert stacks.splitlines()[-1] == '  File "/tmp/demo/hangs.py", line 8 in <module>'


@pytest.mark.parametrize("behind", [C_STACK, MODULES, C_STACK + MODULES])
def test_what_python_says_of_its_insides_is_left_out(behind: str) -> None:
    """Also where no line is the example's."""
    assert stood_at(STACKS + behind, "other.py") == (1, STACKS.strip())
