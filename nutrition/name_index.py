"""Names of millions of foods in one SQLite file, found as one types; only read once it is built.

The same notions as in `nutrition.search`: words in any order, their beginnings, plurals, misspellings, and
everyday words. The file holds every name's words, an FTS5 index of them, and the list of all words with how
many names they are in. FTS5 gives the first names, in the order in which they were given, that hold every
word; these few are ranked here.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock

from nutrition.name_ranking import Row, ranked
from nutrition.name_variants import Lexicon, as_typed, lexicon, queries, variants_of
from nutrition.words import core_and_words, name_words, one

PLAIN = frozenset(["foundation", "sr_legacy", "survey"])  # kinds of foods that nobody's brand is on
TABLES = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
    CREATE TABLE named (row INTEGER PRIMARY KEY, number INTEGER, plain INTEGER, core TEXT, rest TEXT);
    CREATE VIRTUAL TABLE words USING fts5
        (core, rest, content = '', detail = 'column', prefix = '1 2 3 4', tokenize = "ascii tokenchars '.'");
    CREATE VIRTUAL TABLE counted USING fts5vocab (words, row);
    CREATE TABLE vocabulary (word TEXT, names INTEGER);
"""
FINISH = """
    INSERT INTO words (words) VALUES ('optimize');
    INSERT INTO vocabulary SELECT term, doc FROM counted ORDER BY term;
    DROP TABLE counted;
"""
SELECT = """
    SELECT named.row, number, plain, named.core, named.rest FROM words JOIN named ON named.row = words.rowid
    WHERE words MATCH ? {} LIMIT ?
"""
LAST = "SELECT coalesce(max(row), -1), coalesce(max(row) FILTER (WHERE plain), -1) FROM named"
BATCH = 20_000
MOST_ROWS = 300  # names that are ranked, the first that fit
ENOUGH = 60  # names that fit, above which no worse fit is looked for
Kept = tuple[int, int, int, str, str]


@dataclass(frozen=True)
class Named:
    """A food's number and name, the brand it is sold under, and its kind, one of `found_foods.KINDS`."""

    number: int
    name: str
    brand: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Names:
    """The names of a finished file, open for reading by one after the other."""

    file: sqlite3.Connection
    lock: Lock
    lexicon: Lexicon
    last_plain: int


def build_names(path: Path, named: Iterable[Named]) -> None:
    """Write the file of names, in the order in which equals shall come: plain foods first.

    It is whole or not there: what a stopped build left is begun anew.
    """
    half = path.with_name(f"{path.name}.half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(half, isolation_level=None)) as file:
        file.executescript(TABLES)
        file.execute("BEGIN")
        for rows in _batches(_row(row, each) for row, each in enumerate(named)):
            file.executemany("INSERT INTO named VALUES (?, ?, ?, ?, ?)", rows)
            file.executemany("INSERT INTO words (rowid, core, rest) VALUES (?1, ?4, ?5)", rows)
        file.execute("COMMIT")
        file.executescript(FINISH)
    half.replace(path)


def open_names(path: Path) -> Names:
    """Open a finished file of names; `sqlite3.Error` where it is none."""
    file = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        file.execute("PRAGMA mmap_size = 0")  # mapped, a file cut short would end the planner; no slower
        counts = dict(file.execute("SELECT word, names FROM vocabulary"))
        last, last_plain = file.execute(LAST).fetchone()
    except sqlite3.Error:
        file.close()
        raise
    return Names(file, Lock(), lexicon(counts, last + 1), last_plain)


def close_names(names: Names) -> None:
    """Let go of the file, so that it can be removed."""
    with names.lock:
        names.file.close()


def best_names(names: Names, words: str, limit: int = 20, *, brands: bool = True) -> list[int]:
    """Give the numbers of the foods whose names fit the words, best first; without ``brands`` plain ones."""
    return named_like(names, words, limit, brands=brands)[0]


def named_like(names: Names, words: str, limit: int = 20, *, brands: bool = True) -> tuple[list[int], bool]:
    """Give what `best_names` gives, and whether every word is in these names as it was typed."""
    variants = variants_of(names.lexicon, words)
    found: dict[int, Row] = {}
    whole = as_typed(names.lexicon, words)
    many = max(MOST_ROWS // max(len(variants), 1), ENOUGH)
    for query in queries(variants):
        if len(found) < ENOUGH and not (found and query.falls_short):
            found |= {row.row: row for row in _rows(names, query.match, many, brands=brands)}
            whole = whole and not (found and query.falls_short)
    return [row.number for row in ranked(list(found.values()), variants)[: max(limit, 0)]], whole


def _rows(names: Names, match: str, many: int, *, brands: bool) -> list[Row]:
    among = "" if brands else f"AND words.rowid <= {names.last_plain} AND plain"
    with names.lock:
        return [Row(*row) for row in names.file.execute(SELECT.format(among), (match, many))]


def _row(row: int, named: Named) -> Kept:
    """Give a name as it is kept: the words that name the food itself, then all others, each once."""
    own, every = core_and_words(named.name)
    core = dict.fromkeys(map(one, own))
    rest = dict.fromkeys([*map(one, every), *_brand_words(named.brand)])
    others = " ".join([word for word in rest if word not in core])
    return row, named.number, named.kind in PLAIN, " ".join(core), others


@lru_cache(maxsize=10_000)
def _brand_words(brand: str) -> list[str]:
    return name_words(brand)


def _batches(rows: Iterable[Kept]) -> Iterator[list[Kept]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
