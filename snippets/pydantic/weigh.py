"""Which weights the forms of the pet take, and what they make of them."""

from typing import Annotated

from pydantic import BaseModel, Field, ValidationError

import article_pet
import pet


class StrictPet(pet.Pet):
    """A pet whose weight is a strict int."""

    weight: Annotated[int, Field(gt=0, strict=True)]


class FloatPet(article_pet.Pet):
    """A pet whose weight is a strict float."""

    weight: Annotated[float, Field(gt=0, strict=True)]


def weigh(model: type[BaseModel], weight: object) -> str:
    """Return the weight that the model keeps, or that it refuses."""
    sent = {"name": "Tom", "weight": weight, "pet_type": "cat"}
    try:
        return repr(model.model_validate(sent).model_dump()["weight"])
    except ValidationError:
        return "refused"


print(f"{'sent':6}{'article':10}{'strict int':12}{'today':9}strict float")
#> sent  article   strict int  today    strict float

for sent in (3, "3", 3.0, True, 3.5, 0):
    article, strict = weigh(article_pet.Pet, sent), weigh(StrictPet, sent)
    today, strict_float = weigh(pet.Pet, sent), weigh(FloatPet, sent)
    print(f"{sent!r:6}{article:10}{strict:12}{today:9}{strict_float}")
    #> 3     3         3           3        3.0
    #> '3'   3         refused     refused  refused
    #> 3.0   3         refused     3        3.0
    #> True  1         refused     refused  refused
    #> 3.5   refused   refused     refused  3.5
    #> 0     refused   refused     refused  refused
