"""USDA's files as they are, row by row into a work file: what counts, and what is left out and why.

A piece of a file and how far the file is read are written in one transaction: whatever ends the import, it
goes on with the next piece, and no row is lost or there twice.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nutrition.errors import PlanError
from nutrition.fdc_nutrients import table as mapped
from nutrition.usda.layout import FILES, Part, Piece, headings, pieces

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KINDS = {  # USDA's word for the kind of a food, in its files and in its answers, and ours
    "foundation_food": "foundation",
    "Foundation": "foundation",
    "sr_legacy_food": "sr_legacy",
    "SR Legacy": "sr_legacy",
    "survey_fndds_food": "survey",
    "Survey (FNDDS)": "survey",
    "branded_food": "branded",
    "Branded": "branded",
}
TYPES = {  # of the columns that are no text
    "fdc_id": "INTEGER",
    "seq": "INTEGER",
    "grams": "DOUBLE",
    "serving": "DOUBLE",
}
NUMBERS = {"food_nutrient": {"nutrient": "DOUBLE", "amount": "DOUBLE"}, "nutrient": {"number": "DOUBLE"}}
NO_ID = {"nutrient", "measure_unit", "food_category", "wweia_food_category"}
WRONG = {  # why a row does not count, first that holds
    "food": [("no name", "coalesce(name, '') = ''")],
    "food_nutrient": [
        ("unknown nutrient", "wanted.id IS NULL AND known.key IS NULL"),
        ("not kept", "wanted.id IS NULL"),
        ("blank", "said IS NULL"),
        ("not a number", "amount IS NULL OR NOT isfinite(amount)"),
        ("negative", "amount < 0"),
    ],
    "food_portion": [("no weight", "grams IS NULL OR NOT (grams > 0 AND isfinite(grams))")],
}
ROWS = """
SELECT {cells}, {said} AS said, {example} AS example FROM read_csv(
    ?, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = '\\n',
    nullstr = '', max_line_size = 20000000, columns = {{{columns}}})
"""
KIND = "SELECT *, CASE data_type {} END AS kind FROM ({})"
JUDGED = "SELECT *, rowid AS place, CASE {why} END AS why FROM piece"
JUDGED_FIGURES = """
SELECT piece.* REPLACE (wanted.id AS nutrient), piece.rowid AS place, CASE {why} END AS why
FROM piece LEFT JOIN wanted ON wanted.key = piece.nutrient
LEFT JOIN (SELECT id AS key FROM nutrient UNION SELECT number FROM nutrient) AS known
    ON known.key = piece.nutrient
"""
TAKEN = """
INSERT INTO {table} BY NAME
SELECT * EXCLUDE (said, example, place, why) FROM ({judged}) WHERE why IS NULL ORDER BY place
"""
SKIPPED = """
INSERT INTO skipped
SELECT why, '{table}.csv', min(example), count(*) FROM ({judged}) WHERE why IS NOT NULL GROUP BY why
"""


def prepare(work: "DuckDBPyConnection") -> None:
    """Make the tables of a new work file."""
    for name in FILES:
        work.execute(f"CREATE TABLE {name} ({', '.join(_kept(name))})")
    work.execute("CREATE TABLE part (number INTEGER PRIMARY KEY, done BIGINT, line BIGINT)")
    work.execute("CREATE TABLE skipped (why VARCHAR, file VARCHAR, example VARCHAR, rows BIGINT)")
    work.execute("CREATE TABLE wanted (key DOUBLE, id INTEGER)")
    keys, ids = zip(*_wanted(), strict=True)
    work.execute("INSERT INTO wanted SELECT unnest(?), unnest(?)", [keys, ids])


def _kept(table: str) -> list[str]:
    columns = [f"{column} {_type(table, column)}" for column in FILES[table]]
    if table == "food_nutrient":
        return ["fdc_id INTEGER", "nutrient SMALLINT", "amount DOUBLE"]
    return [*columns, "kind VARCHAR"] if table == "food" else columns


def _type(table: str, column: str) -> str:
    if column == "id":
        return "DOUBLE" if table == "nutrient" else "VARCHAR"
    return NUMBERS.get(table, {}).get(column) or TYPES.get(column, "VARCHAR")


def _wanted() -> list[tuple[float, int]]:
    """Give the nutrients that are kept, by id and by number: some of the files give one, some the other."""
    rows = mapped()
    return sorted({(float(row[key]), int(row["fdc_id"])) for row in rows for key in ("fdc_id", "number")})


def read_part(work: "DuckDBPyConnection", number: int, part: Part, spool: Path, size: int) -> Iterator[int]:
    """Read what is left of a file; give after each piece how far it is [bytes].

    Raises
    ------
    PlanError
        where the file is not as USDA writes it; names file, line and column.
    """
    names, begin = headings(part)
    known = work.execute("SELECT done, line FROM part WHERE number = ?", [number]).fetchone()
    start, line = known or (begin, 2)
    for piece in pieces(part, start, line, size):
        _take(work, number, part, names, piece, spool)
        yield piece.end


def _take(  # noqa: PLR0913, PLR0917 - a piece, and where it is from and goes to
    work: "DuckDBPyConnection", number: int, part: Part, names: list[str], piece: Piece, spool: Path
) -> None:
    from duckdb import Error  # noqa: PLC0415 - only who imports needs it

    spool.write_bytes(piece.rows.replace(b"\r\n", b"\n"))
    work.execute("BEGIN")
    try:
        work.execute(f"CREATE OR REPLACE TEMP TABLE piece AS {_select(part.table, names)}", [str(spool)])
    except Error as error:
        work.execute("ROLLBACK")
        raise _fault(part, names, piece, str(error)) from None
    for query in (TAKEN, SKIPPED):
        work.execute(query.format(table=part.table, judged=_judged(part.table)))
    work.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", [number, piece.end, piece.next_line])
    work.execute("COMMIT")


def _select(table: str, names: list[str]) -> str:
    """Give the query that reads a piece: its columns in their types, in the order of the file."""
    given = {
        column: next((f"c{names.index(each)}" for each in spelt if each in names), "NULL")
        for column, spelt in FILES[table].items()
    }
    rows = ROWS.format(
        cells=", ".join(f"{_cell(table, column, cell)} AS {column}" for column, cell in given.items()),
        said=given.get("amount", "NULL"),
        example=given[_first(table)],
        columns=", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(names))),
    )
    kinds = " ".join(f"WHEN '{theirs}' THEN '{ours}'" for theirs, ours in KINDS.items())
    return KIND.format(kinds, rows) if table == "food" else rows


def _judged(table: str) -> str:
    """Give the query that says of each row of a piece why it does not count, if so."""
    reasons = [("no id", f"piece.{_first(table)} IS NULL"), *WRONG.get(table, [])]
    why = " ".join(f"WHEN {test} THEN '{reason}'" for reason, test in reasons)
    return (JUDGED_FIGURES if table == "food_nutrient" else JUDGED).format(why=why)


def _first(table: str) -> str:
    return "id" if table in NO_ID else "fdc_id"


def _cell(table: str, column: str, cell: str) -> str:
    kind = _type(table, column)
    if kind == "VARCHAR":
        return f"trim({cell})"
    if column == "fdc_id":  # 12.5 would become the food 13
        return f"CASE WHEN NOT contains({cell}, '.') THEN TRY_CAST({cell} AS {kind}) END"
    return f"TRY_CAST({cell} AS {kind})"


def _fault(part: Part, names: list[str], piece: Piece, told: str) -> PlanError:
    """Find the first row of a piece that cannot be read, and say where it is and what is wrong with it."""
    wrong = _no_text(piece) or _other_length(piece, len(names))
    if not wrong:
        return PlanError([f"{part.name}, from line {piece.line} on: {told.splitlines()[0]}"])
    line, column, words = wrong
    return PlanError([f"{part.name}, line {line}, column {column}: {words}; download it again"])


def _no_text(piece: Piece) -> tuple[int, int, str] | None:
    for line, row in enumerate(piece.rows.split(b"\n"), start=piece.line):
        try:
            row.decode("utf-8")
        except UnicodeDecodeError as error:
            return line, row[: error.start].count(b'","') + 1, "is not UTF-8 text"
    return None


def _other_length(piece: Piece, cells: int) -> tuple[int, int, str] | None:
    reader, line = csv.reader(io.StringIO(piece.rows.decode("utf-8"), newline="")), piece.line
    for row in reader:
        if row and len(row) != cells:
            return line, min(len(row), cells) + 1, f"the row has {len(row)} cells instead of {cells}"
        line = piece.line + reader.line_num
    return None
