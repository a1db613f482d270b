"""Read and write a pet with msgspec: as it comes, and with no other fields."""

from functools import partial
from typing import Annotated, Any, Literal

import msgspec

from evidence.rivals.work import reading

STRICT: dict[str, Any] = {"forbid_unknown_fields": True}
CAMEL: dict[str, Any] = {"rename": "camel"}


class Pet(msgspec.Struct, **CAMEL):
    """A pet."""

    name: str
    pet_type: Literal["cat", "dog"]
    weight: Annotated[int, msgspec.Meta(gt=0)]


class StrictPet(Pet, **STRICT):
    """A pet with no other fields."""


def problems(model: type[Pet], body: bytes) -> int:
    """How many problems a body has: msgspec tells of the first."""
    try:
        msgspec.json.decode(body, type=model)
    except msgspec.DecodeError:
        return 1
    return 0


def library(model: type[Pet]) -> reading.Library:
    """What is done with a model."""
    return reading.Library(
        decode=msgspec.json.Decoder(model).decode,
        encode=msgspec.json.Encoder().encode,
        problems=partial(problems, model),
        make=lambda weight: model("Tom", "cat", weight),
    )


if __name__ == "__main__":
    reading.main({"msgspec": library(Pet), "msgspec, strict": library(StrictPet)})
