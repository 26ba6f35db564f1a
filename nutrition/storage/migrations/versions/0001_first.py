"""The first tables, and on PostgreSQL the rule that each owner sees only rows of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.String(64)
OWNED = ("client", "plan", "step", "own_food", "lab_result")


def upgrade() -> None:
    """Make the tables. Written out in full: a migration stays as it was when the tables change later."""
    _workspace()
    _client()
    _plan()
    _step()
    _own_food()
    _lab_result()
    if op.get_bind().dialect.name == "postgresql":
        _guard("workspace", "id")
        for table in OWNED:
            _guard(table, "workspace")


def downgrade() -> None:
    """Remove the tables."""
    for table in (*reversed(OWNED), "workspace"):
        op.drop_table(table)


def _guard(table: str, column: str) -> None:
    """Let a row be seen and written only by its workspace, by whoever owns the table too."""
    mine = f"{column} = current_setting('b12.workspace', true)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own_rows ON {table} USING ({mine}) WITH CHECK ({mine})")


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def _id(name: str) -> sa.Column[object]:
    return sa.Column(name, ID, nullable=False)


def _whole(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _owned(*key: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.PrimaryKeyConstraint("workspace", *key),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], ondelete="CASCADE"),
    ]


def _within(other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace", other], [f"{other}.workspace", f"{other}.id"], ondelete="CASCADE", onupdate="CASCADE"
    )


def _workspace() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", ID, primary_key=True, nullable=False),
        _text("author"),
        _text("credentials"),
        _text("created_at"),
    )


def _client() -> None:
    op.create_table(
        "client",
        _id("workspace"),
        _id("id"),
        _text("name"),
        _text("person"),
        _text("notes"),
        _whole("archived"),
        _whole("version"),
        _text("created_at"),
        _text("changed_at"),
        *_owned("id"),
    )


def _plan() -> None:
    op.create_table(
        "plan",
        _id("workspace"),
        _id("id"),
        _id("client"),
        _text("name"),
        _whole("days"),
        _whole("foods"),
        _whole("step"),
        _whole("archived"),
        _whole("version"),
        _text("created_at"),
        _text("changed_at"),
        *_owned("id"),
        _within("client"),
    )


def _step() -> None:
    op.create_table(
        "step",
        _id("workspace"),
        _id("plan"),
        _whole("number"),
        _text("body"),
        _text("at"),
        *_owned("plan", "number"),
        _within("plan"),
    )


def _own_food() -> None:
    op.create_table(
        "own_food",
        _id("workspace"),
        _id("id"),
        _text("name"),
        _text("body"),
        _text("changed_at"),
        *_owned("id"),
    )


def _lab_result() -> None:
    op.create_table(
        "lab_result",
        _id("workspace"),
        _id("id"),
        _id("client"),
        _text("taken_on"),
        _text("body"),
        _text("note"),
        _text("created_at"),
        *_owned("id"),
        _within("client"),
    )
