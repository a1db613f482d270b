"""Read and write a pet with pydantic: as it comes, and as strict as it can be."""

from functools import partial
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from evidence.rivals.work import reading


class Pet(BaseModel):
    """A pet."""

    model_config = ConfigDict(alias_generator=to_camel, serialize_by_alias=True)

    name: str
    pet_type: Literal["cat", "dog"]
    weight: Annotated[int, Field(gt=0)]


class StrictPet(Pet):
    """A pet that is read strictly, and has no other fields."""

    model_config = ConfigDict(strict=True, extra="forbid")


def problems(model: type[Pet], body: bytes) -> int:
    """How many problems a body has."""
    try:
        model.model_validate_json(body)
    except ValidationError as error:
        return error.error_count()
    return 0


def values(weight: int) -> dict[str, Any]:
    """The values of a pet, by the names that clients use."""
    return {"name": "Tom", "petType": "cat", "weight": weight}


def library(model: type[Pet]) -> reading.Library:
    """What is done with a model."""
    return reading.Library(
        decode=model.model_validate_json,
        encode=lambda pet: pet.model_dump_json().encode(),
        problems=partial(problems, model),
        make=lambda weight: model(**values(weight)),
    )


if __name__ == "__main__":
    reading.main({"pydantic": library(Pet), "pydantic, strict": library(StrictPet)})
