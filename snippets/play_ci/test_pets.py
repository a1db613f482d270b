"""What the service says of pets' weights."""

from pets import Pet


def test_a_pet_is_heavy_above_five_kilograms() -> None:
    """Five kilograms are still fine."""
    assert not Pet("Tom", 5000).is_heavy()
    assert Pet("Tom", 5001).is_heavy()
