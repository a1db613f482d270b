"""Create the table of pets."""

import sqlalchemy as sa
from alembic import op

revision = "create_pet"
down_revision = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "pet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("pet")
