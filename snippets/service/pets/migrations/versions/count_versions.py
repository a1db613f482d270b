"""Count a pet's versions, so that no writer overwrites another's change."""

import sqlalchemy as sa
from alembic import op

revision = "count_versions"
down_revision = "create_tables"


# --8<-- [start:upgrade]
def upgrade() -> None:
    """Add the column; the server's default is what the rows that are there get."""
    version = sa.Column("version", sa.Integer, nullable=False, server_default="1")
    op.add_column("pet", version)


# --8<-- [end:upgrade]
def downgrade() -> None:
    """Drop the column."""
    op.drop_column("pet", "version")
