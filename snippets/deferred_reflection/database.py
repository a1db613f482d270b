"""The database of an experiment: the one at DATABASE_URL."""

import os

from sqlalchemy import create_engine

engine = create_engine(os.environ["DATABASE_URL"])
