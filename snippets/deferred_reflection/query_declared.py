"""Read the titles with a declared model."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from database import engine
from declared import Book

with Session(engine) as session:
    print(session.scalars(select(Book.title)).all())
