"""What all tables and all models have in common."""

import re
import warnings
from datetime import datetime

import pytest
from sqlalchemy import DateTime
from sqlalchemy.engine.default import DefaultDialect

from pets import models
from pets.models import CamelModel
from pets.tables import Base, Moment

MAPPERS = list(Base.registry.mappers)
MODELS = [
    one
    for one in vars(models).values()
    if isinstance(one, type) and issubclass(one, CamelModel)
]


# --8<-- [start:relationships]
def test_no_relationship_loads_by_itself() -> None:
    """A query loads it, or it says so by its name."""
    relationships = [one for mapper in MAPPERS for one in mapper.relationships]
    assert relationships
    assert [str(one) for one in relationships if one.lazy != "raise"] == []


# --8<-- [end:relationships]
# --8<-- [start:times]
def test_every_time_comes_back_in_utc() -> None:
    """A plain DateTime would lose it on SQLite."""
    columns = [one for mapper in MAPPERS for one in mapper.columns]
    assert [str(one) for one in columns if isinstance(one.type, DateTime)] == []


# --8<-- [end:times]
def test_a_time_without_a_zone_is_refused() -> None:
    """Python would take it for the machine's local time."""
    with pytest.raises(ValueError, match="2026-05-04 10:00:00 has no time zone"):
        Moment().process_bind_param(datetime(2026, 5, 4, 10), DefaultDialect())


def test_no_time_stays_no_time() -> None:
    """A column may be empty."""
    dialect = DefaultDialect()
    assert Moment().process_bind_param(None, dialect) is None
    assert Moment().process_result_value(None, dialect) is None


# --8<-- [start:fields]
def test_every_field_is_named_in_words_that_start_with_a_letter() -> None:
    """Digits stand at their ends: no two fields of a model become one key."""
    plain = re.compile("[a-z]+[0-9]*(_[a-z]+[0-9]*)*")
    names = {name for model in MODELS for name in model.model_fields}
    assert names
    assert [name for name in sorted(names) if not plain.fullmatch(name)] == []


# --8<-- [end:fields]
# --8<-- [start:warnings]
def test_a_warning_fails_the_test_that_causes_it() -> None:
    """So what is deprecated is found by the first test that uses it."""
    with pytest.raises(DeprecationWarning):
        warnings.warn("It will go.", DeprecationWarning)


# --8<-- [end:warnings]
