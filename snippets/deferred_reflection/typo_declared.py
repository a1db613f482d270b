"""Correct a title in a declared model: once as meant, once with a typo."""

from declared import Book

book = Book(title="Dun")
book.title = "Dune"
book.titel = "Dune Messiah"
print(book.title)
