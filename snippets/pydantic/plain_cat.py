"""A cat that is not built on the base class: clients have to write snake_case."""

from pydantic import BaseModel, ValidationError


class Cat(BaseModel):
    """One field of two words shows what is missing."""

    pet_type: str


print(Cat(pet_type="cat").model_dump_json())
#> {"pet_type":"cat"}

try:
    Cat.model_validate({"petType": "cat"})
except ValidationError as error:
    print(error.errors()[0]["loc"], error.errors()[0]["msg"])
    #> ('pet_type',) Field required
