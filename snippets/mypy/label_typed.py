"""A label for a pet, with type hints."""


def label(name: str, grams: str) -> str:
    """Say what a pet weighs."""
    return name + " weighs " + grams


print(label("Tom", 4000))
