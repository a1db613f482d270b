"""A label for a pet, without type hints."""


def label(name, grams):
    """Say what a pet weighs."""
    return name + " weighs " + grams


print(label("Tom", 4000))
