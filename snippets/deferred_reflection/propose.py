"""What Alembic would change in the database: python propose.py MODULE [prepare]."""

import importlib
import sys

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from database import engine

base = importlib.import_module(sys.argv[1]).Base
if "prepare" in sys.argv:
    base.prepare(engine)
with engine.connect() as connection:
    context = MigrationContext.configure(connection)
    script = produce_migrations(context, base.metadata)
for operations in script.upgrade_ops_list:
    print(render_python_code(operations))
