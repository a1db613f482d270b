"""A weight out of JSON, read by pydantic."""

from pydantic import BaseModel


class Scales(BaseModel):
    """What the scales send."""

    grams: int


def grams(body: str) -> int:
    """Read a weight."""
    return Scales.model_validate_json(body).grams


print(grams('{"grams": "4000"}') * 2)
#> 8000
