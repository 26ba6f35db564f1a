"""Foods that somebody marked as favourites."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.String(64)


def upgrade() -> None:
    """Make the table; on PostgreSQL each owner sees only rows of their own."""
    op.create_table(
        "favourite",
        sa.Column("workspace", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        mine = "workspace = current_setting('b12.workspace', true)"
        op.execute("ALTER TABLE favourite ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE favourite FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own_rows ON favourite USING ({mine}) WITH CHECK ({mine})")


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("favourite")
