"""Run the service: bring the database up to date, then serve."""

import uvicorn
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import OperationalError

from pets.app import app
from pets.logs import configure_logs
from pets.settings import read_settings, refuse

# --8<-- [start:main]
settings = read_settings()
configure_logs(settings.log_level)

migrations = Config()
migrations.set_main_option("script_location", "pets:migrations")
try:
    command.upgrade(migrations, "head")
except OperationalError as error:
    if error.statement is not None:
        raise  # the database answers; it is a migration that has failed
    reason = str(error.orig).splitlines()[0]
    refuse(f"DATABASE_URL: {reason}. Mend it, or start the database.")

uvicorn.run(
    app,
    host=settings.host,
    port=settings.port,
    log_config=None,  # uvicorn's lines go where the service's go
    timeout_graceful_shutdown=settings.seconds_to_stop,
)
# --8<-- [end:main]
