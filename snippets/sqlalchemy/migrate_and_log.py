"""Migrate, and go on logging: python migrate_and_log.py CONFIGURATION."""

import logging
import os
import sys

from alembic import command
from alembic.config import Config

logging.basicConfig(stream=sys.stdout, format="%(name)s: %(message)s", level="INFO")
log = logging.getLogger("uvicorn.error")
config = Config(sys.argv[1])
config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"])

log.warning("before the migrations")
command.upgrade(config, "head")
log.warning("after the migrations")
