"""What was read becomes the store: each food with its figures in our nutrients and units, some at a time.

Each step takes the foods of a range of numbers, and is one transaction that says how far it came.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from nutrition.tables import nutrients
from nutrition.usda.amounts import ours, published

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STEP = 100_000  # foods at a time
ORDER = ("foundation", "sr_legacy", "survey", "branded")  # plain foods first
RANGES = """
SELECT min(fdc_id), max(fdc_id), max(place) FROM (
    SELECT fdc_id, row_number() OVER (ORDER BY fdc_id) AS place
    FROM (SELECT DISTINCT fdc_id FROM work.food WHERE kind IS NOT NULL)
) GROUP BY (place - 1) // ? ORDER BY 1
"""
INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS food_number ON food (number);
CREATE UNIQUE INDEX IF NOT EXISTS amount_number ON amount (number);
CREATE UNIQUE INDEX IF NOT EXISTS label_number ON label (number);
CREATE INDEX IF NOT EXISTS portion_number ON portion (number);
"""
OF_FOODS = ("food_nutrient", "food_portion", "branded_food")


TABLES = """
CREATE TABLE IF NOT EXISTS food (
    number INTEGER, kind VARCHAR, name VARCHAR, brand VARCHAR, grouped VARCHAR, published VARCHAR,
    superseded BOOLEAN);
CREATE TABLE IF NOT EXISTS amount (number INTEGER, {figures});
CREATE TABLE IF NOT EXISTS portion (
    number INTEGER, seq INTEGER, amount VARCHAR, unit VARCHAR, portion VARCHAR, modifier VARCHAR,
    grams DOUBLE);
CREATE TABLE IF NOT EXISTS label (
    number INTEGER, gtin VARCHAR, serving DOUBLE, unit VARCHAR, household VARCHAR, ingredients VARCHAR);
CREATE TABLE IF NOT EXISTS step (last INTEGER, foods BIGINT);
CREATE TABLE IF NOT EXISTS skipped (why VARCHAR, file VARCHAR, example VARCHAR, rows BIGINT);
CREATE TABLE IF NOT EXISTS older (number INTEGER);
"""

# A food that USDA published anew, under a new number, keeps its code: the barcode, or the food's own number.
OLDER = """
INSERT INTO older
SELECT fdc_id FROM (
    SELECT fdc_id, row_number() OVER (
        PARTITION BY kind, code ORDER BY published DESC NULLS LAST, fdc_id DESC) AS place
    FROM (
        SELECT f.fdc_id, f.kind, f.published, c.code FROM work.food AS f JOIN (
            SELECT fdc_id, ltrim(code, '0') AS code FROM work.branded_food
            UNION SELECT fdc_id, code FROM work.foundation_food
            UNION SELECT fdc_id, code FROM work.sr_legacy_food
            UNION SELECT fdc_id, code FROM work.survey_fndds_food
        ) AS c USING (fdc_id) WHERE f.kind IS NOT NULL AND coalesce(c.code, '') <> ''
    )
) WHERE place > 1
"""

FOODS = """
INSERT INTO food
SELECT f.fdc_id, f.kind, f.name,
    coalesce(nullif(b.brand, ''), b.owner, ''),
    coalesce(b.category, CASE WHEN f.kind = 'survey' THEN w.name END, c.name, f.category, ''),
    coalesce(f.published, ''),
    f.fdc_id IN (SELECT number FROM older WHERE number BETWEEN $low AND $high)
FROM (SELECT DISTINCT ON (fdc_id) * FROM work.food
    WHERE kind IS NOT NULL AND fdc_id BETWEEN $low AND $high ORDER BY rowid) AS f
LEFT JOIN (
    SELECT DISTINCT ON (fdc_id) fdc_id, brand, owner, category FROM work.branded_food
    WHERE fdc_id BETWEEN $low AND $high ORDER BY rowid) AS b ON b.fdc_id = f.fdc_id
LEFT JOIN (
    SELECT DISTINCT ON (fdc_id) fdc_id, category FROM work.survey_fndds_food
    WHERE fdc_id BETWEEN $low AND $high ORDER BY rowid) AS s ON s.fdc_id = f.fdc_id
LEFT JOIN (SELECT DISTINCT ON (id) id, name FROM work.wweia_food_category) AS w
    ON w.id = coalesce(s.category, f.category)
LEFT JOIN (SELECT DISTINCT ON (id) id, name FROM work.food_category) AS c ON c.id = f.category
ORDER BY f.fdc_id
"""

NUMBERS = "SELECT number FROM food WHERE number BETWEEN $low AND $high ORDER BY number"
FIGURES = """
SELECT fdc_id, nutrient, amount FROM work.food_nutrient WHERE fdc_id BETWEEN $low AND $high ORDER BY rowid
"""

LABELS = """
INSERT INTO label
SELECT DISTINCT ON (b.fdc_id) b.fdc_id, b.code, b.serving, b.unit, b.household, b.ingredients
FROM work.branded_food AS b SEMI JOIN food AS f ON f.number = b.fdc_id
WHERE b.fdc_id BETWEEN $low AND $high ORDER BY b.fdc_id, b.rowid
"""

PORTIONS = """
INSERT INTO portion
SELECT DISTINCT p.fdc_id, p.seq, p.amount, coalesce(m.name, ''), coalesce(p.portion, ''),
    coalesce(p.modifier, ''), p.grams
FROM work.food_portion AS p SEMI JOIN food AS f ON f.number = p.fdc_id
LEFT JOIN (SELECT DISTINCT ON (id) id, name FROM work.measure_unit) AS m ON m.id = p.unit
WHERE p.fdc_id BETWEEN $low AND $high
ORDER BY p.fdc_id, p.seq NULLS LAST, p.grams
"""

LOST = """
INSERT INTO skipped
SELECT if(f.fdc_id IS NULL, 'no such food', 'of another kind') AS why, '{table}.csv',
    CAST(min(r.fdc_id) AS VARCHAR), count(*)
FROM work.{table} AS r
LEFT JOIN (SELECT fdc_id, any_value(kind) AS kind FROM work.food GROUP BY fdc_id) AS f USING (fdc_id)
WHERE f.kind IS NULL GROUP BY why
"""

KINDS_LEFT = """
INSERT INTO skipped
SELECT concat('kind ', data_type), 'food.csv', CAST(min(fdc_id) AS VARCHAR), count(*)
FROM work.food WHERE kind IS NULL GROUP BY data_type
UNION ALL
SELECT 'the same again', 'food.csv', NULL, count(*) - count(DISTINCT fdc_id) FROM work.food
WHERE kind IS NOT NULL HAVING count(*) > count(DISTINCT fdc_id)
"""


def prepare(store: "DuckDBPyConnection") -> None:
    """Make the tables of a new store, and find older records; ``work`` is attached to it."""
    store.execute(TABLES.format(figures=", ".join(f"{name} DOUBLE" for name in nutrients().index)))
    store.execute("BEGIN")
    store.execute("DELETE FROM older")
    store.execute(OLDER)
    store.execute("COMMIT")


def shape(store: "DuckDBPyConnection", step: int = STEP) -> Iterator[tuple[int, int]]:
    """Take over the foods that are not yet there; give after each step how many are, and how many will be."""
    units = _units(store)
    steps = _ranges(store, step)
    total = steps[-1][2] if steps else 0
    for low, high, so_far in steps:
        store.execute("BEGIN")
        for query in (FOODS, LABELS, PORTIONS):
            store.execute(query, {"low": low, "high": high})
        _figures(store, low, high, units)
        store.execute("DELETE FROM step")
        store.execute("INSERT INTO step VALUES (?, ?)", [high, so_far])
        store.execute("COMMIT")
        yield so_far, total


def make_findable(store: "DuckDBPyConnection") -> None:
    """Make foods quick to find by number; it fails where one were there twice."""
    store.execute(INDEXES)


def count_lost(store: "DuckDBPyConnection") -> None:
    """Count the rows that belong to no food, or to a food of a kind that is not kept."""
    store.execute("BEGIN")
    store.execute("DELETE FROM skipped WHERE file = 'food.csv' OR why IN ('no such food', 'of another kind')")
    store.execute(KINDS_LEFT)
    for table in OF_FOODS:
        store.execute(LOST.format(table=table))
    store.execute("COMMIT")


def _units(store: "DuckDBPyConnection") -> dict[int, str]:
    rows = store.execute("SELECT id, first(unit ORDER BY rowid) FROM work.nutrient GROUP BY id").fetchall()
    return {int(number): unit or "" for number, unit in rows}


def _ranges(store: "DuckDBPyConnection", step: int) -> list[tuple[int, int, int]]:
    """Give the ranges of numbers still to do, each with how many foods there are up to its end."""
    rows = store.execute(RANGES, [step]).fetchall()
    done = store.execute("SELECT coalesce(max(last), -1) FROM step").fetchone()
    return [(low, high, place) for low, high, place in rows if done and low > done[0]]


def _figures(store: "DuckDBPyConnection", low: int, high: int, units: dict[int, str]) -> None:
    between = {"low": low, "high": high}
    (numbers,) = _columns(store, NUMBERS, between)
    fdc_id, nutrient, amount = _columns(store, FIGURES, between)
    places = np.searchsorted(numbers, fdc_id)
    there = numbers[np.minimum(places, len(numbers) - 1)] == fdc_id
    wide = published(len(numbers), places[there], nutrient[there], amount[there])
    if again := int(there.sum() - np.isfinite(wide).sum()):
        words = ["the same again", "food_nutrient.csv", "", again]
        store.execute("INSERT INTO skipped VALUES (?, ?, ?, ?)", words)
    table = ours(wide, units)
    table.insert(0, "number", numbers)
    store.register("figures", table)
    store.execute("INSERT INTO amount SELECT * FROM figures")
    store.unregister("figures")


def _columns(store: "DuckDBPyConnection", query: str, given: dict[str, int]) -> list[Any]:
    return [np.asarray(column) for column in store.execute(query, given).fetchnumpy().values()]
