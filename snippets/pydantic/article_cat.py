"""A cat on the article's base class, filled by alias, by name and by attribute."""

from dataclasses import dataclass

from pydantic import ValidationError

from article_camel import CamelModel


class Cat(CamelModel):
    """One field of two words shows what the alias does."""

    pet_type: str


@dataclass
class Row:
    """What an ORM hands over: an object with attributes."""

    pet_type: str


for source in ({"petType": "cat"}, {"pet_type": "cat"}, Row("cat")):
    try:
        print(Cat.model_validate(source, from_attributes=True).model_dump_json())
    except ValidationError as error:
        print(error)
