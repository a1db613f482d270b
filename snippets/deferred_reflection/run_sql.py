"""Run a statement in the database: python run_sql.py STATEMENT."""

import sys

from sqlalchemy import text

from database import engine

with engine.begin() as connection:
    result = connection.execute(text(sys.argv[1]))
    for row in result if result.returns_rows else ():
        print(*row)
