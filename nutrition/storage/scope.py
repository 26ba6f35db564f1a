"""The one place where statements run: each sees and writes only the rows of its owner's workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, delete, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from nutrition.errors import PlanError
from nutrition.storage.database import StorageError, engine, turn
from nutrition.storage.schema import WORKSPACE

ME = "local"  # the owner on one's own computer


class Missing(LookupError):  # noqa: N818 - what has happened, not what went wrong
    """It is not there, or it is somebody else's: the same words, so that nobody learns which."""


@dataclass(frozen=True)
class Store:
    """What one owner has saved."""

    engine: Engine
    owner: str


@dataclass(frozen=True)
class Scope:
    """One transaction in one workspace."""

    connection: Connection
    workspace: str

    def rows(
        self,
        table: Table,
        *where: ColumnElement[bool],
        order: ColumnElement[Any] | None = None,
        only: ColumnElement[Any] | None = None,
    ) -> list[Row[Any]]:
        """Give the rows of this workspace, or one column of them."""
        what = table if only is None else only
        found = select(what).where(_mine(table, self.workspace), *where).order_by(order)
        return list(self.connection.execute(found))

    def one(self, table: Table, row_id: str) -> Row[Any]:
        """Give the row with that id, or raise `Missing`."""
        found = self.rows(table, table.c.id == row_id) if isinstance(row_id, str) else []
        if not found:
            raise Missing(f"There is no {table.name.replace('_', ' ')} {str(row_id)[:60]!r} here")
        return found[0]

    def add(self, table: Table, **values: object) -> None:
        """Add a row to this workspace."""
        self.connection.execute(insert(table).values({**values, "workspace": self.workspace}))

    def change(self, table: Table, *where: ColumnElement[bool], **values: object) -> int:
        """Change rows of this workspace and give how many they were; none of them leaves it."""
        if fixed := {"workspace", "id"} & set(values):
            raise ValueError(f"{', '.join(sorted(fixed))} of a row stays; delete it and add another")
        changed = update(table).where(_mine(table, self.workspace), *where).values(values)
        return self.connection.execute(changed).rowcount

    def remove(self, table: Table, *where: ColumnElement[bool]) -> int:
        """Remove rows of this workspace and give how many they were."""
        return self.connection.execute(delete(table).where(_mine(table, self.workspace), *where)).rowcount


def open_store(url: str | None = None, owner: str = ME) -> Store:
    """Open what is saved at an address (`database.address` where none is given) for an owner.

    Raises
    ------
    StorageError
        where it cannot be opened; says which and why.
    """
    if not owner:
        raise ValueError("owner '': what is saved belongs to somebody; give who")
    return Store(engine(url), owner)


@contextmanager
def reading(store: Store) -> Iterator[Scope]:
    """Look at what an owner has saved; what is damaged there, or written otherwise, is a `StorageError`."""
    try:
        with _transaction(store, writes=False) as scope:
            yield scope
    except PlanError as error:
        raise StorageError(f"a part of what is saved cannot be read: {error.faults[0]}") from error


@contextmanager
def writing(store: Store) -> Iterator[Scope]:
    """Change what an owner has saved: all of it, or where anything goes wrong nothing."""
    with turn(store.engine), _transaction(store, writes=True) as scope:
        made = "INSERT INTO workspace VALUES (:id, '', '', :at) ON CONFLICT DO NOTHING"
        scope.connection.execute(text(made), {"id": scope.workspace, "at": now()})
        yield scope


@contextmanager
def _transaction(store: Store, *, writes: bool) -> Iterator[Scope]:
    workspace = workspace_id(store.owner)
    try:
        with store.engine.connect().execution_options(b12_writes=writes) as connection, connection.begin():
            if store.engine.dialect.name == "postgresql":  # which looks at every row itself
                connection.execute(text("SELECT set_config('b12.workspace', :id, true)"), {"id": workspace})
            yield Scope(connection, workspace)
    except SQLAlchemyError as error:
        raise StorageError(f"what is saved cannot be reached now ({type(error).__name__})") from error


def _mine(table: Table, workspace: str) -> ColumnElement[bool]:
    return table.c.id == workspace if table is WORKSPACE else table.c.workspace == workspace


def workspace_id(owner: str) -> str:
    """Give the id of an owner's workspace, always the same."""
    return uuid5(NAMESPACE_URL, f"b12-planner:{owner}").hex


def new_id() -> str:
    """Give an id that nobody can guess."""
    return uuid4().hex


def now() -> str:
    """Give the time as ISO text, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
