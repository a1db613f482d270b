"""What databases call a constraint, without and with names from SQLAlchemy."""

import os

from sqlalchemy import (
    Column,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    inspect,
)

CONVENTION = {"uq": "uq_%(table_name)s_%(column_0_N_name)s"}

for metadata in (MetaData(), MetaData(naming_convention=CONVENTION)):
    Table("pet", metadata, Column("name", String), UniqueConstraint("name"))
    for url in (os.environ["DATABASE_URL"], "sqlite://"):
        engine = create_engine(url)
        with engine.begin() as connection:
            metadata.create_all(connection)
            (found,) = inspect(connection).get_unique_constraints("pet")
            metadata.drop_all(connection)
        engine.dispose()
        print(f"{engine.dialect.name}: {found['name']}")
        #> postgresql: pet_name_key
        #> sqlite: None
        #> postgresql: uq_pet_name
        #> sqlite: uq_pet_name
