"""Run the service: bring the database up to date, then serve."""

import uvicorn
from alembic import command
from alembic.config import Config

from pets.app import app
from pets.logs import configure_logs
from pets.settings import Settings

# --8<-- [start:main]
settings = Settings()
configure_logs(settings.log_level)

migrations = Config()
migrations.set_main_option("script_location", "pets:migrations")
command.upgrade(migrations, "head")

uvicorn.run(
    app,
    host=settings.host,
    port=settings.port,
    log_config=None,  # uvicorn's lines go where the service's go
    timeout_graceful_shutdown=settings.seconds_to_stop,
)
# --8<-- [end:main]
