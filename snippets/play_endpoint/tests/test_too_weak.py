"""A test that looks at too little."""

from tests.test_pets import ask


def test_a_pet_that_is_not_there_is_404() -> None:
    """So is everything else that is not there."""
    assert ask("GET", "/pets/999999").status_code == 404
