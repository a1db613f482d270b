"""A day that is read from its text, whoever has parsed the JSON."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError


def refuse_number(value: object) -> object:
    """Refuse a number, which would be counted as seconds since 1970."""
    if isinstance(value, int | float):
        raise ValueError("a date is wanted")
    return value


class Visit(BaseModel):
    """A visit to the vet."""

    day: Annotated[date, BeforeValidator(refuse_number)]


print(TypeAdapter(date).validate_python(0))
#> 1970-01-01
print(Visit.model_validate_json('{"day": "2026-05-04"}'))
#> day=datetime.date(2026, 5, 4)
print(Visit.model_validate({"day": "2026-05-04"}))
#> day=datetime.date(2026, 5, 4)

try:
    Visit.model_validate({"day": 0})
except ValidationError as error:
    print(error.errors()[0]["msg"])
    #> Value error, a date is wanted
