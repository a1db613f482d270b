"""The tables."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


# --8<-- [start:names]
class Base(DeclarativeBase):
    """The base of all tables. Constraints have names, so that migrations find them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )


# --8<-- [end:names]
# --8<-- [start:moment]
class Moment(TypeDecorator[datetime]):
    """A time in UTC. SQLite keeps no time zone, and would return it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Send UTC; nobody knows which time is meant by one without a zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Read what has no zone as UTC."""
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value and value.astimezone(UTC)


# --8<-- [end:moment]
class Owner(Base):
    """Somebody with pets."""

    __tablename__ = "owner"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


# --8<-- [start:pet]
class Pet(Base):
    """A pet of one owner, who calls no two pets by the same name."""

    __tablename__ = "pet"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("owner.id"))
    owner: Mapped[Owner] = relationship(lazy="raise")
    name: Mapped[str]
    pet_type: Mapped[str]
    weight: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(
        Moment, default=lambda: datetime.now(UTC)
    )
    version: Mapped[int] = mapped_column(server_default="1")

    # An update names the version that it has read, and fails if that is gone.
    __mapper_args__ = {"version_id_col": version}


# --8<-- [end:pet]
