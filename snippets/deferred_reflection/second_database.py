"""Prepare the same models for a second database."""

from sqlalchemy import create_engine, text

from reflected import Base, Book

ours = create_engine("sqlite://")
with ours.begin() as connection:
    connection.execute(text("CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT)"))
theirs = create_engine("sqlite://")
with theirs.begin() as connection:
    connection.execute(text("CREATE TABLE book (id INTEGER PRIMARY KEY, isbn TEXT)"))

Base.prepare(ours)
print(Book.__table__.columns.keys())
#> ['id', 'title']
Base.prepare(theirs)
print(Book.__table__.columns.keys())
#> ['id', 'title']
ours.dispose()
theirs.dispose()
