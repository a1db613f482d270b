"""Ask a reflected model for a column before it was reflected."""

from reflected import Book

print(Book.title)
