"""Run the service."""

import uvicorn
from structlog import get_logger
from structlog.typing import FilteringBoundLogger

from pets.app import app
from pets.logs import configure_logs
from pets.settings import Settings

log: FilteringBoundLogger = get_logger()

settings = Settings()
configure_logs(settings.log_level)
log.info("starting", host=settings.host, port=settings.port)
uvicorn.run(
    app,
    host=settings.host,
    port=settings.port,
    log_config=None,  # uvicorn's lines go where the service's go
)
