"""The article's base class: its indentation is restored, docstrings are added."""

from humps.main import camelize
from pydantic import BaseModel


class CamelModel(BaseModel):
    """A model that clients see in camelCase."""

    class Config:
        """What pydantic 1 read."""

        alias_generator = camelize
        allow_population_by_field_name = True
