"""Correct a title in a reflected model: once as meant, once with a typo."""

from database import engine
from reflected import Base, Book

Base.prepare(engine)
book = Book(title="Dun")
book.title = "Dune"
book.titel = "Dune Messiah"
print(book.title)
