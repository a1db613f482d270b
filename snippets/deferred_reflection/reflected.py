"""A book whose columns come from the database."""

from sqlalchemy.ext.declarative import DeferredReflection
from sqlalchemy.orm import DeclarativeBase


class Base(DeferredReflection, DeclarativeBase):
    """The base of all models; `Base.prepare(engine)` adds the columns."""


class Book(Base):
    """A book, with whatever columns its table has."""

    __tablename__ = "book"
