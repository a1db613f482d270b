"""Reflect through an async engine, as one would guess that it goes."""

import os

from sqlalchemy.ext.asyncio import create_async_engine

from reflected import Base

Base.prepare(create_async_engine(os.environ["DATABASE_URL"]))
