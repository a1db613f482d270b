"""Create the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "create_tables"
down_revision = None


def upgrade() -> None:
    """Make the tables of owners and pets."""
    op.create_table(
        "owner",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
    )
    op.create_table(
        "pet",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("owner.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("pet")
    op.drop_table("owner")
