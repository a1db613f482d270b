"""Create the tables of owners and pets."""

import sqlalchemy as sa
from alembic import op

revision = "create_tables"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "owner",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_owner"),
    )
    op.create_table(
        "pet",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("owner_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("pet_type", sa.String, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pet"),
        sa.ForeignKeyConstraint(["owner_id"], ["owner.id"], name="fk_pet_owner_id"),
        sa.UniqueConstraint("owner_id", "name", name="uq_pet_owner_id_name"),
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("pet")
    op.drop_table("owner")
