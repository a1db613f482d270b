"""Which uses of a model say that it was never prepared, and which say nothing."""

from collections.abc import Callable

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, configure_mappers

from reflected import Book


def outcome(use: Callable[[], object]) -> str:
    """What a use of the model ends with."""
    try:
        use()
    except Exception as error:
        return type(error).__name__
    return "passes"


engine = create_engine("sqlite://")
session = Session(engine)
print(outcome(lambda: Book()))
#> passes
print(outcome(lambda: configure_mappers()))
#> passes
print(outcome(lambda: Book(title="Dune")))
#> TypeError
print(outcome(lambda: getattr(Book, "title")))
#> AttributeError
print(outcome(lambda: session.add(Book())))
#> UnmappedInstanceError
print(outcome(lambda: session.get(Book, 1)))
#> UnmappedClassError
print(outcome(lambda: select(Book)))
#> UnmappedClassError
engine.dispose()
