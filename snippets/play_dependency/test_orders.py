"""Orders say the right size."""

from orders import order


def test_a_dog_with_a_wide_neck_gets_a_large_collar() -> None:
    """Forty centimetres are wide."""
    assert order("Rex", 40) == "Rex: L"
