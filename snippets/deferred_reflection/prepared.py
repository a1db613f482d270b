"""Ask a reflected model for a column after it was reflected."""

from database import engine
from reflected import Base, Book

Base.prepare(engine)
print(Book.title)
