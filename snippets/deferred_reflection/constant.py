"""Give a reflected model a default, and sell a book."""

from sqlalchemy.ext.declarative import DeferredReflection
from sqlalchemy.orm import DeclarativeBase, Session

from database import engine


class Base(DeferredReflection, DeclarativeBase):
    """The base of all models."""


class Stock(Base):
    """A book in stock; its table has a column `status`."""

    __tablename__ = "stock"

    status = "in stock"


Base.prepare(engine)
with Session(engine) as session:
    book = session.get_one(Stock, 1)
    book.status = "sold"
    session.commit()
