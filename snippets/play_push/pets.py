"""Pets, as the service knows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pet:
    """A pet; its weight is in grams."""

    name: str
    weight: int
