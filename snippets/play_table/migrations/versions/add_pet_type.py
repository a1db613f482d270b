"""Tell cats from dogs."""

import sqlalchemy as sa
from alembic import op

revision = "add_pet_type"
down_revision = "create_pet"


def upgrade() -> None:
    """Add the column, fill it, and only then forbid it to be empty."""
    op.add_column("pet", sa.Column("pet_type", sa.String(), nullable=True))
    op.execute("UPDATE pet SET pet_type = 'cat'")  # until now there were no dogs
    with op.batch_alter_table("pet") as pet:
        pet.alter_column("pet_type", existing_type=sa.String(), nullable=False)


def downgrade() -> None:
    """Drop the column, and with it what is a dog."""
    op.drop_column("pet", "pet_type")
