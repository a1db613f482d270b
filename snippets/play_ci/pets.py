"""Pets, as the service knows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pet:
    """A pet; its weight is in grams."""

    name: str
    weight: int

    def is_heavy(self) -> bool:
        """Tell whether a cat of this weight should eat less."""
        return self.weight > 5000
