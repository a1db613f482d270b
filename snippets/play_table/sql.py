"""Run a statement on the database, and print the rows that it returns."""

import os
import sys

from sqlalchemy import create_engine, text

url = os.environ["DATABASE_URL"].replace("+aiosqlite", "")
with create_engine(url).begin() as connection:
    result = connection.execute(text(sys.argv[1]))
    for row in result.mappings() if result.returns_rows else []:
        print(dict(row))
