"""A day that is read from its text, whoever has parsed the JSON."""

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError


def only_a_date(value: object) -> object:
    """Refuse 0 and "0", which would be seconds since 1970, and a day with a time."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        raise ValueError("a date is wanted")
    return value


class Visit(BaseModel):
    """A visit to the vet."""

    day: Annotated[date, BeforeValidator(only_a_date)]


print(Visit.model_validate_json('{"day": "2026-05-04"}'))
#> day=datetime.date(2026, 5, 4)
print(Visit.model_validate({"day": "2026-05-04"}))
#> day=datetime.date(2026, 5, 4)

for other in (0, "0", "2026-05-04T00:00:00Z"):
    plain = TypeAdapter(date).validate_python(other)
    try:
        Visit.model_validate({"day": other})
    except ValidationError as error:
        print(f"{other!r}, a plain {plain}: {error.errors()[0]['msg']}")
        #> 0, a plain 1970-01-01: Value error, a date is wanted
        #> '0', a plain 1970-01-01: Value error, a date is wanted
        #> '2026-05-04T00:00:00Z', a plain 2026-05-04: Value error, a date is wanted
