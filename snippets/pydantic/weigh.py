"""Which weights the two forms of the pet take, and what they make of them."""

from pydantic import BaseModel, ValidationError

import article_pet
import pet


def weigh(model: type[BaseModel], weight: object) -> str:
    """Return the weight that the model keeps, or that it refuses."""
    sent = {"name": "Tom", "weight": weight, "pet_type": "cat"}
    try:
        return repr(model.model_validate(sent).model_dump()["weight"])
    except ValidationError:
        return "refused"


print(f"{'sent':8}{'article':10}today")
#> sent    article   today

for weight in (3, "3", 3.0, True, 3.5, 0):
    article, today = weigh(article_pet.Pet, weight), weigh(pet.Pet, weight)
    print(f"{weight!r:8}{article:10}{today}")
    #> 3       3         3
    #> '3'     3         refused
    #> 3.0     3         refused
    #> True    1         refused
    #> 3.5     refused   refused
    #> 0       refused   refused
