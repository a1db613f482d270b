"""A strict model: JSON text passes, the same data from a dictionary does not."""

from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError


class Visit(BaseModel):
    """A visit to the vet."""

    model_config = ConfigDict(strict=True)

    day: date


print(repr(Visit.model_validate_json('{"day": "2026-05-04"}')))
#> Visit(day=datetime.date(2026, 5, 4))

try:
    Visit.model_validate({"day": "2026-05-04"})
except ValidationError as error:
    print(error.errors()[0]["msg"])
    #> Input should be a valid date
