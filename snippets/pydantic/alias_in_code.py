"""A model filled by its alias in code: it runs, and mypy refuses it."""

from camel import CamelModel


class Cat(CamelModel):
    """One field of two words shows what the alias does."""

    pet_type: str


print(Cat(pet_type="cat"))
print(Cat(petType="cat"))
