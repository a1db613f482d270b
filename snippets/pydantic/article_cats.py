"""A test of the article's base class, of the one use that it still has."""

from article_camel import CamelModel


class Cat(CamelModel):
    """One field of two words shows what the alias does."""

    pet_type: str


def test_a_client_fills_a_cat() -> None:
    """The client's name is taken."""
    assert Cat.model_validate({"petType": "cat"}).pet_type == "cat"
