"""USDA's published files into a store of one's own: stopped or killed at any moment, it goes on from there.

In the folder ``usda`` of the data folder lies ``work``, as long as an import is under way, and a folder for a
finished store; the file ``current`` names it. A store is moved there whole, and never changes again.
"""

import hashlib
import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from nutrition.errors import PlanError
from nutrition.fdc_nutrients import table as mapped
from nutrition.name_index import Named, build_names
from nutrition.storage.database import data_folder
from nutrition.usda import layout, reading, shaping
from nutrition.usda.layout import Part, parts_of
from nutrition.usda.report import Input, LeftOut, Progress, Report, as_text, from_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORMAT = 1  # of the store: another one is made anew
LOOK = 0.2  # seconds between two looks at what goes on
PIECE = 32_000_000  # bytes read at a time
MEMORY = "1GB"  # of DuckDB; what does not fit goes to disk
STORE, NAMES, ABOUT, CURRENT = "foods.duckdb", "names.sqlite3", "about.json", "current"
LOCK = "lock"  # a file that whoever imports holds
CHANGED = "The files are not those of the import that was begun: it begins anew."
ALREADY = "These files are there already: nothing to do."
GOES_ON = "It goes on from where it was stopped."
_one = Lock()


def home(folder: Path | None = None) -> Path:
    """Give the folder in which stores lie: ``usda`` in the data folder, or in the one that is named."""
    return (folder or data_folder()) / "usda"


def import_usda(
    paths: Sequence[Path], folder: Path | None = None, piece: int = PIECE
) -> Generator[Progress, None, None]:
    """Import USDA's CSV files from folders and zips; give how far it is, and a report at the end.

    Raises
    ------
    PlanError
        where a file is not as USDA publishes it, no room is left, or another import is under way.
    """
    parts = parts_of([path.expanduser() for path in paths])
    if not _one.acquire(blocking=False):
        raise PlanError(["import: another one is under way here; wait until it is over, or stop it"])
    try:
        with _said(home(folder)), _alone(home(folder)):
            yield from _import(parts, home(folder), piece)
    finally:
        _one.release()


def _import(parts: list[Part], where: Path, piece: int) -> Iterator[Progress]:
    files: dict[Path, str] = {}
    yield from _sums(parts, files)
    inputs = tuple(Input(_called(path), path.stat().st_size, files[path]) for path in files)
    mark = _mark(parts, files)
    if layout.text(where / mark / ABOUT):
        yield Progress("Done", 1, 1, ALREADY, _finish(where, mark))
        return
    note = _begin(where / "work", mark)
    yield Progress("Reading", 0, 1, note)
    yield from _read(parts, where / "work", piece)
    yield from _shape(where / "work", layout.release(parts), inputs)
    yield Progress("Done", 1, 1, "" if note == GOES_ON else note, _finish(where, mark))


def _called(path: Path) -> str:
    return path.name if path.suffix.casefold() == ".zip" else f"{path.parent.name}/{path.name}"


def _sums(parts: list[Part], files: dict[Path, str]) -> Iterator[Progress]:
    """Fill in the checksum of every file."""
    paths = list(dict.fromkeys(part.path for part in parts))
    total, before = sum(path.stat().st_size for path in paths), 0
    for path in paths:
        for done, found in layout.checksum(path):
            files[path] = found
            yield Progress("Looking at the files", before + done, total)
        before += path.stat().st_size


def _mark(parts: list[Part], files: dict[Path, str]) -> str:
    """Give a name for an import: other files, or another way to read them, have another."""
    told = [FORMAT, mapped(), [(part.table, part.inside, files[part.path]) for part in parts]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _begin(work: Path, mark: str) -> str:
    """Make the folder for an import, or find the one that was begun; say which."""
    begun = layout.text(work / "mark")
    if begun == mark:
        return GOES_ON
    layout.clear(work)
    (work / "store").mkdir(parents=True)
    layout.write(work / "mark", mark)
    return CHANGED if begun else ""


def _read(parts: list[Part], work: Path, size: int) -> Iterator[Progress]:
    total, before = sum(part.size for part in parts), 0
    with _connection(work / "rows.duckdb", work) as rows:
        if not rows.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'part'").fetchone():
            rows.execute("BEGIN")
            reading.prepare(rows)
            rows.execute("COMMIT")
        for number, part in enumerate(parts):
            for done in reading.read_part(rows, number, part, work / "piece.csv", size):
                yield Progress(f"Reading {part.table}.csv", before + done, total)
            before += part.size


def _shape(work: Path, release: str, inputs: tuple[Input, ...]) -> Iterator[Progress]:
    with _connection(work / "store" / STORE, work) as store:
        store.execute(f"ATTACH '{_quoted(work / 'rows.duckdb')}' AS work (READ_ONLY)")
        shaping.prepare(store)
        for done, total in shaping.shape(store):
            yield Progress("Putting foods together", done, total)
        shaping.count_lost(store)
        shaping.make_findable(store)
        report = _report(store, release, inputs)
        if not report.count:
            raise PlanError(["food.csv: has no food of a kind that is kept"])
        yield from _find_by_name(work / "store" / NAMES, store, report.count)
        store.execute("CHECKPOINT")
    layout.write(work / "store" / ABOUT, as_text(report))


def _find_by_name(file: Path, store: "DuckDBPyConnection", count: int) -> Iterator[Progress]:
    """Make the file of names, beside what looks on; whoever stops looking stops it."""
    done, wanted = [0], [True]

    def counted() -> Iterator[Named]:
        for done[0], named in enumerate(_names(store), start=1):
            if not wanted[0]:
                raise InterruptedError
            yield named

    with ThreadPoolExecutor(1) as beside:
        making = beside.submit(build_names, file, counted())
        try:
            while not making.done():
                yield Progress("Making names searchable", done[0], count)
                wait([making], LOOK)
        finally:
            wanted[0] = False
        making.result()


def _names(store: "DuckDBPyConnection") -> Iterator[Named]:
    """Give names in the order in which equals come: plain kinds, brands, each newest first; older last."""
    rows = store.execute(
        "SELECT number, name, brand, kind FROM food "
        "ORDER BY superseded, list_position(?, kind), published DESC, number DESC",
        [list(shaping.ORDER)],
    )
    while some := rows.fetchmany(10_000):
        yield from (Named(*row) for row in some)


def _report(store: "DuckDBPyConnection", release: str, inputs: tuple[Input, ...]) -> Report:
    kinds = dict(store.execute("SELECT kind, count(*) FROM food GROUP BY kind").fetchall())
    newest, older = store.execute(
        "SELECT coalesce(max(published), ''), count(*) FILTER (WHERE superseded) FROM food"
    ).fetchall()[0]
    (figures,) = store.execute("SELECT count(COLUMNS(* EXCLUDE (number))) FROM amount").fetchall()
    left_out = store.execute(
        "SELECT why, file, sum(rows)::BIGINT, coalesce(min(example), '') "
        "FROM (SELECT * FROM skipped UNION ALL SELECT * FROM work.skipped) GROUP BY why, file ORDER BY ALL"
    ).fetchall()
    found = tuple(LeftOut(why, file, rows, example) for why, file, rows, example in left_out)
    return Report(release or newest, kinds, older, sum(figures), found, inputs)


def _finish(where: Path, mark: str) -> Report:
    """Move a store to its place, name it as the one that counts, and clear what is left over."""
    work, there = where / "work", where / mark
    if not layout.text(there / ABOUT):
        (work / "store").replace(there)
    layout.write(where / CURRENT, mark)
    for other in where.iterdir():
        if other.is_dir() and other != there:
            layout.clear(other)
    return from_text(layout.text(there / ABOUT))


def stored(folder: Path | None = None) -> Path | None:
    """Give the folder of the finished store, None where there is none."""
    where = home(folder)
    mark = layout.text(where / CURRENT)
    return where / mark if mark and (where / mark / ABOUT).is_file() else None


def report_of(store: Path) -> Report:
    """Give what a finished store holds."""
    return from_text(layout.text(store / ABOUT))


def begun(folder: Path | None = None) -> bool:
    """Tell whether an import was begun that is not finished."""
    return (home(folder) / "work" / "mark").is_file()


def remove(folder: Path | None = None) -> None:
    """Delete the store, and an import that was begun; foods that were taken from it are kept as one's own."""
    layout.clear(home(folder))


@contextmanager
def _connection(file: Path, work: Path) -> Iterator["DuckDBPyConnection"]:
    import duckdb  # noqa: PLC0415 - 20 MB that only who imports needs

    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(work / "spill"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(str(file), config=config)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _alone(where: Path) -> Iterator[None]:
    """Let no other program import there meanwhile, and so move half a store; who is killed lets go."""
    where.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(where / LOCK, 0, isolation_level=None, check_same_thread=False)) as held:
        held.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def _said(where: Path) -> Iterator[None]:
    """Say what is wrong with the place where the store is made."""
    import duckdb  # noqa: PLC0415 - as above

    try:
        yield
    except (duckdb.Error, sqlite3.Error, OSError) as error:
        if "lock" in str(error):
            raise PlanError([f"{where}: another import is under way; wait until it is over"]) from None
        told = str(error).splitlines()[0]
        way = f"see that there is room, or delete {where / 'work'} to begin anew"
        raise PlanError([f"{where}: cannot be written ({told}); {way}"]) from None


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
