"""Create the tables of reflected models that nobody has prepared."""

from database import engine
from reflected import Base

Base.metadata.create_all(engine)
