"""Pets and what they weigh."""

from collections.abc import Callable


class Pet:
    """A pet on the scales."""

    def __init__(self, name: str, grams: int) -> None:
        """Take its name and its weight."""
        self.name = name
        self.grams = grams

    def __str__(self) -> str:
        """Say what it weighs."""
        return f"{self.name}: {self._kilos()} kg"

    def _kilos(self) -> float:
        """Convert the weight."""
        return self.grams / 1000


def heavier_than(grams: int) -> Callable[[Pet], bool]:
    """Make a filter."""

    def is_heavier(pet: Pet) -> bool:
        """Compare one pet."""
        return pet.grams > grams

    return is_heavier


tom = Pet("Tom", 4000)
print(tom, heavier_than(3000)(tom))
#> Tom: 4.0 kg True
