"""Call a note a remark."""

from alembic import op

revision = "rename_note"
down_revision = "add_pet_type"


def upgrade() -> None:
    """Rename the column, which keeps what is in it."""
    op.alter_column("pet", "note", new_column_name="remark")


def downgrade() -> None:
    """Rename it back."""
    op.alter_column("pet", "remark", new_column_name="note")
