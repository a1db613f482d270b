"""A weight out of JSON, read by pydantic."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ValidationError


def refuse_no_number(value: object) -> object:
    """Refuse "4000" and true."""
    if isinstance(value, str | bool):
        raise ValueError("a number is wanted")
    return value


class Scales(BaseModel):
    """What the scales send."""

    grams: Annotated[int, BeforeValidator(refuse_no_number)]


def grams(body: str) -> int:
    """Read a weight."""
    return Scales.model_validate_json(body).grams


print(grams('{"grams": 4000}') * 2)
#> 8000

for sent in ('{"grams": "4000"}', '{"grams": true}'):
    try:
        grams(sent)
    except ValidationError as error:
        print(error.errors()[0]["msg"])
        #> Value error, a number is wanted
        #> Value error, a number is wanted
