"""A cat on today's base class, filled by alias, by name and by attribute."""

from dataclasses import dataclass

from camel import CamelModel


class Cat(CamelModel):
    """One field of two words shows what the alias does."""

    pet_type: str


@dataclass
class Row:
    """What an ORM hands over: an object with attributes."""

    pet_type: str


for source in ({"petType": "cat"}, {"pet_type": "cat"}, Row("cat")):
    cat = Cat.model_validate(source, from_attributes=True)
    print(cat.pet_type, cat.model_dump_json())
    #> cat {"petType":"cat"}
    #> cat {"petType":"cat"}
    #> cat {"petType":"cat"}
