"""What mypy finds, with the settings of the project."""

import subprocess
import sys

from tests.conftest import PROJECT

WRONG_CALL = "from pets.models import OwnerOut; OwnerOut(id='1', name='', nme='Ann')"


def test_mypy_knows_what_a_model_takes() -> None:
    """A wrong name and a wrong type are found where a model is made."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "-c", WRONG_CALL],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert 'Unexpected keyword argument "nme" for "OwnerOut"' in done.stdout
    assert 'Argument "id" to "OwnerOut" has incompatible type "str"' in done.stdout
