"""Opens the database: the SQLite file of one's own computer, or PostgreSQL by ``B12_DATABASE_URL``."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from nutrition.storage.schema import META, NEWEST

FILE = "b12-planner.sqlite3"
MEMORY = "sqlite://"
PATIENCE = 15  # seconds to wait for another edit to end, or for the database to answer
IN_LINE = 60  # seconds to wait for one's turn where very many edit at once: slow is better than not saved
MIGRATING = 812_012  # one number for all replicas: the first to start migrates, the others wait
_first = threading.Lock()


class StorageError(Exception):
    """What is saved cannot be reached, or cannot be read by this version; says what to do."""


def address() -> str:
    """Give where things are saved: ``B12_DATABASE_URL``, or a file in the `data_folder`."""
    return os.environ.get("B12_DATABASE_URL") or f"sqlite:///{data_folder() / FILE}"


def data_folder() -> Path:
    """Give the folder of what the planner keeps: the system's own for such files, or ``B12_DATA_FOLDER``."""
    named = os.environ.get("B12_DATA_FOLDER")
    return Path(named) if named else platformdirs.user_data_path("b12-planner", appauthor=False)


def engine(url: str | None = None) -> Engine:
    """Give the database at an address, brought to this version; the same one for the same address.

    ``sqlite://`` is a new one in memory each time.

    Raises
    ------
    StorageError
        where it cannot be opened, or was written by a newer version.
    """
    url = url or address()
    try:
        if url in (MEMORY, f"{MEMORY}/:memory:"):
            return _in_memory()
        with _first:  # two sessions that start at once open it once
            return _opened(url)
    except (SQLAlchemyError, OSError, ImportError, ValueError, TypeError) as error:
        raise StorageError(f"{_shown(url)} cannot be opened: {_cause(error)}") from error


def _shown(url: str) -> str:
    try:
        return make_url(url).set(query={}).render_as_string(hide_password=True)  # a query may hold one too
    except (ArgumentError, ValueError):
        return "The address in B12_DATABASE_URL"


def _cause(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]


@cache
def _opened(url: str) -> Engine:
    made = _sqlite(url) if url.startswith("sqlite") else _postgresql(url)
    with ExitStack() as failed:
        failed.callback(made.dispose)  # of a database that cannot be used nothing stays open
        migrate(made)
        failed.pop_all()
    return made


def _in_memory() -> Engine:
    made = create_engine(
        MEMORY, poolclass=StaticPool, connect_args={"check_same_thread": False}, query_cache_size=60
    )
    _obey(made, "foreign_keys=ON")
    META.create_all(made)
    return made


def _sqlite(url: str) -> Engine:
    file = make_url(url).database
    if file:
        _private(Path(file))
    made = create_engine(url, pool_timeout=IN_LINE, connect_args={"timeout": PATIENCE})
    # Wait for the disk at each commit, so that what was confirmed outlives a power cut; write over what is
    # deleted, so that it is gone.
    _obey(made, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
    if file:
        _watch(made, Path(file))
    return made


def _watch(made: Engine, file: Path) -> None:
    """Never write into a file that was moved or deleted: SQLite would go on, and all be gone at the end."""

    @event.listens_for(made, "do_connect")
    def _there(*_: object) -> None:
        if not file.exists():
            raise StorageError(f"the file {file} is gone; put it back, or start the planner again")

    @event.listens_for(made, "connect")
    def _note(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["file"] = _identity(file)

    @event.listens_for(made, "checkout")
    def _look(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if record.info.get("file") != _identity(file):
            raise DisconnectionError(f"{file} is another file now")


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        about = file.stat()
    except FileNotFoundError:
        return None
    return about.st_dev, about.st_ino


def _private(file: Path) -> None:
    """Make the folder and the file for their owner's eyes only, where they are not there yet."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)


def _obey(made: Engine, *pragmas: str) -> None:
    @event.listens_for(made, "connect")
    def _set(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own class
        connection.isolation_level = None  # so that a transaction begins where we say
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        # Whoever will write says so at the start: two writers then wait for each other and never deadlock.
        writes = connection.get_execution_options().get("b12_writes", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: str) -> Engine:
    named = make_url(url)
    if named.drivername in ("postgres", "postgresql"):
        named = named.set(drivername="postgresql+psycopg")
    patience = {"connect_timeout": PATIENCE}
    return create_engine(named, pool_pre_ping=True, pool_timeout=IN_LINE, connect_args=patience)


def migrate(made: Engine) -> None:
    """Bring a database to the newest tables, in one transaction; one that is there already is left alone."""
    if _version(made) == NEWEST:
        return
    from alembic import command  # noqa: PLC0415 - needed once in the life of a database
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    with made.begin() as connection:
        if made.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
        found = _version_of(connection)
        if found is not None and found > NEWEST:
            raise StorageError(
                f"a newer planner wrote what is saved (tables {found}, here {NEWEST}); update this one"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _version(made: Engine) -> str | None:
    with made.connect().execution_options(b12_writes=False) as connection:
        return _version_of(connection)


def _version_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


@contextmanager
def turn(made: Engine) -> Iterator[None]:
    """Let the writers of one SQLite file wait in line; left to SQLite, who comes next is chance.

    Raises
    ------
    StorageError
        where it does not come to one's turn.
    """
    file = made.url.database if made.dialect.name == "sqlite" else None
    if not file:
        yield
        return
    if not _line(file).acquire(timeout=IN_LINE):
        raise StorageError("what is saved cannot be reached now (too many at once)")
    try:
        yield
    finally:
        _line(file).release()


@cache
def _line(_file: str) -> threading.Lock:
    return threading.Lock()


def wipe(made: Engine) -> None:
    """Write a SQLite file anew, without what was deleted; PostgreSQL sees to that itself in time.

    `secure_delete` has written over it already; its traces in the log beside the file go here.

    Raises
    ------
    StorageError
        where another program holds the file; what was deleted is gone from the tables all the same.
    """
    if made.dialect.name == "sqlite" and made.url.database:
        try:
            with turn(made), closing(made.raw_connection()) as connection:  # outside any transaction
                cursor = connection.cursor()
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except made.dialect.loaded_dbapi.Error as error:
            raise StorageError(f"it is deleted; its traces in the file go with the next ({error})") from error
