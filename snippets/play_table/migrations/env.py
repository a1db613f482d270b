"""How Alembic reaches the database and the models."""

import os

from alembic import context
from sqlalchemy import NullPool, create_engine

from tables import Base

engine = create_engine(os.environ["DATABASE_URL"], poolclass=NullPool)
with engine.begin() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata)
    context.run_migrations()
