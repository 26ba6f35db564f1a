"""The tables of what is saved. Every row belongs to one workspace, and so to one owner.

Each key begins with the workspace: a plan cannot hang on somebody else's client, and the same id of an own
food, which travels in plan files, may stand in many workspaces.
"""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

NEWEST = "0002"  # the migration that these tables are the outcome of
ID = String(64)
META = MetaData()


def _table(name: str, *columns: Column[object], within: tuple[str, ...] = (), key: str = "id") -> Table:
    """Make a table of one workspace; its rows go with the ones they hang on (``within``, a table's name)."""
    hung = [
        ForeignKeyConstraint(
            ["workspace", other],
            [f"{other}.workspace", f"{other}.id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        )
        for other in within
    ]
    owner = Column("workspace", ID, ForeignKey("workspace.id", ondelete="CASCADE"), nullable=False)
    first = PrimaryKeyConstraint("workspace", *([*within, key] if key != "id" else [key]))
    return Table(name, META, owner, *columns, first, *hung)


def _text(name: str, kind: String | Text | None = None) -> Column[object]:
    return Column(name, kind or Text(), nullable=False)


def _whole(name: str) -> Column[object]:
    return Column(name, Integer, nullable=False)


WORKSPACE = Table(
    "workspace",
    META,
    Column("id", ID, primary_key=True),
    _text("author"),
    _text("credentials"),
    _text("created_at"),
)
CLIENT = _table(
    "client",
    _text("id", ID),
    _text("name"),
    _text("person"),  # JSON of a Person
    _text("notes"),
    _whole("archived"),
    _whole("version"),
    _text("created_at"),
    _text("changed_at"),
)
PLAN = _table(
    "plan",
    _text("id", ID),
    _text("client", ID),
    _text("name"),
    _whole("days"),
    _whole("foods"),
    _whole("step"),  # the step that is shown; those after it can be done again
    _whole("archived"),
    _whole("version"),
    _text("created_at"),
    _text("changed_at"),
    within=("client",),
)
STEP = _table(  # a plan as it was after each edit
    "step",
    _text("plan", ID),
    _whole("number"),
    _text("body"),  # the plan file
    _text("at"),
    within=("plan",),
    key="number",
)
OWN_FOOD = _table("own_food", _text("id", ID), _text("name"), _text("body"), _text("changed_at"))
FAVOURITE = _table("favourite", _text("id", ID), _text("created_at"))  # id: of a food
LAB_RESULT = _table(
    "lab_result",
    _text("id", ID),
    _text("client", ID),
    _text("taken_on"),
    _text("body"),
    _text("note"),
    _text("created_at"),
    within=("client",),
)
OWNED = (CLIENT, PLAN, STEP, OWN_FOOD, FAVOURITE, LAB_RESULT)
