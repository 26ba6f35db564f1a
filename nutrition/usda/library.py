"""The imported database: foods by their number, their names, and which hold most of a nutrient."""

import logging
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from math import inf
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from nutrition.errors import not_known
from nutrition.found_foods import FoundFood
from nutrition.name_index import Names, close_names, named_like, open_names
from nutrition.online.fdc_values import KINDS, SUPPLEMENT, as_found
from nutrition.online.plausible import sifted
from nutrition.storage.database import StorageError
from nutrition.tables import nutrients
from nutrition.usda.importing import ABOUT, NAMES, STORE, report_of, stored

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

UNREADABLE = (
    "The USDA database on this computer cannot be read. Please start the planner again; if that does not "
    "help, remove the database under Foods and bring it in again"
)
OLDER = "USDA has a newer record of this food."
B12 = {"vitamin_b12": 1178, "vitamin_b12_added": 1246}  # the nutrient ids by which a form is told
REMEMBERED = 5000  # foods
PLAIN = "kind <> 'branded' AND NOT superseded"


@dataclass(frozen=True)
class Library:
    """A finished import: where it is, USDA's release date, how many foods, and their names.

    Its store is only read; any number of sessions may do so at once. Where that failed once, ``broken`` is
    set.
    """

    folder: Path
    release: str
    count: int
    names: Names
    store: "DuckDBPyConnection"
    broken: Event = field(default_factory=Event)


def open_library(folder: Path | None = None) -> Library | None:
    """Open the finished import in a data folder, the user's own without one; None where there is none.

    One that cannot be opened or read any more is as good as none: the planner works without it.
    """
    there = stored(folder)
    library = _opened(there, (there / ABOUT).stat().st_mtime_ns) if there else None
    return None if library is None or library.broken.is_set() else library


@lru_cache(maxsize=2)
def _opened(there: Path, _written: int) -> Library | None:
    """Open a store once; the same files brought in again are another one at the same place."""
    import duckdb  # noqa: PLC0415 - 20 MB that only who has imported something needs

    try:
        report = report_of(there)
        return Library(there, report.release, report.count, open_names(there / NAMES), _store(there / STORE))
    except (duckdb.Error, sqlite3.Error, OSError, ValueError, KeyError, TypeError):  # damaged, or half gone
        logging.getLogger(__name__).exception("%s cannot be opened", there)
        return None


def _store(file: Path) -> "DuckDBPyConnection":
    import duckdb  # noqa: PLC0415

    config: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "400MB", "threads": 2}
    return duckdb.connect(str(file), read_only=True, config=config)


@contextmanager
def _reading(library: Library) -> Iterator[None]:
    """Say what to do where the files were damaged after they had been opened; let go of them for good."""
    import duckdb  # noqa: PLC0415

    try:
        yield
    except (duckdb.Error, sqlite3.Error) as error:
        library.broken.set()
        library.store.close()
        close_names(library.names)
        logging.getLogger(__name__).exception("%s cannot be read", library.folder)
        raise StorageError(UNREADABLE) from error


def names_like(
    library: Library, words: str, limit: int = 20, *, brands: bool = True
) -> tuple[list[int], bool]:
    """Give the numbers of the foods whose names fit, and whether they hold every word as it was typed.

    Raises
    ------
    StorageError
        here, in `foods_of` and in `richest`, where the files cannot be read any more.
    """
    with _reading(library):
        return named_like(library.names, words, limit, brands=brands)


def foods_of(library: Library, numbers: Sequence[int]) -> list[FoundFood]:
    """Give foods by their numbers, in that order; a number that is not there is left out."""
    wanted, seen = [int(number) for number in numbers], _seen(library.folder)
    found = {number: food for number in wanted if (food := seen.get(number))}
    if new := [number for number in wanted if number not in found]:
        found |= _read(library, new)
    if len(seen) > REMEMBERED:
        seen.clear()
    seen.update(found)
    return [found[number] for number in wanted if number in found]


@lru_cache(maxsize=2)
def _seen(_folder: Path) -> dict[int, FoundFood]:
    """Remember the foods that were read: who types a word meets the same ones at each letter."""
    return {}


def _read(library: Library, numbers: list[int]) -> dict[int, FoundFood]:
    foods: dict[int, dict[str, Any]] = defaultdict(dict)
    for table in ("food", "label", "amount"):
        for row in _rows(library, table, numbers):
            foods[row["number"]] |= row
    portions = defaultdict(list)
    for row in sorted(_rows(library, "portion", numbers), key=_place):
        portions[row["number"]].append(row)
    return {number: _food(row, portions[number]) for number, row in foods.items()}


def _place(portion: dict[str, Any]) -> tuple[float, float]:
    return inf if portion["seq"] is None else portion["seq"], portion["grams"]


def richest(library: Library, nutrient: str, limit: int = 20, *, brands: bool = False) -> list[int]:
    """Give the numbers of the foods with most of a nutrient per 100 g; ``brands``: branded ones as well.

    Foods with no value for it are left out: theirs is not known, not 0.
    """
    if nutrient not in nutrients().index:
        raise not_known("nutrient", nutrient, nutrients().index)
    among = "TRUE" if brands else PLAIN
    query = RICHEST.format(nutrient=nutrient, among=among)
    with _reading(library):
        found = library.store.cursor().execute(query, [max(0, limit)])
        return [number for (number,) in found.fetchall()]


RICHEST = """
SELECT number FROM amount JOIN food USING (number) WHERE {nutrient} IS NOT NULL AND {among}
ORDER BY {nutrient} DESC, number LIMIT ?
"""
OF_FOODS = "SELECT * FROM {} WHERE number IN (SELECT unnest(?::INTEGER[]))"


def _rows(library: Library, table: str, numbers: list[int]) -> list[dict[str, Any]]:
    # One table after the other: their indexes are used, which a join of them does not do.
    with _reading(library):
        found = library.store.cursor().execute(OF_FOODS.format(table), [numbers])
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _food(row: dict[str, Any], portions: list[dict[str, Any]]) -> FoundFood:
    """Give a food exactly as it is when it is looked up online, with the figures that were worked out."""
    found = as_found(_as_answered(row, portions))
    if found is None:
        raise ValueError(f"food {row['number']}: the store holds no name for it; import it again")
    given = {name: row[name] for name in _names() if row[name] is not None}
    believed, held = sifted(given, supplement=bool(SUPPLEMENT.search(found.group)))
    figured = replace(found, per_100g=believed, held_back=held)
    if not row["superseded"]:
        return figured
    return replace(figured, name=f"{found.name}, older record", notes=(*found.notes, OLDER))


@cache
def _names() -> list[str]:
    return list(nutrients().index)


def _as_answered(row: dict[str, Any], portions: list[dict[str, Any]]) -> dict[str, Any]:
    """Give a food in the shape of FoodData Central's answers; of its figures only those that tell a form."""
    return {
        "fdcId": row["number"],
        "description": row["name"],
        "dataType": KINDS[row["kind"]],
        "brandName": row["brand"],
        "brandedFoodCategory": row["grouped"],
        "publicationDate": row["published"],
        "ingredients": row.get("ingredients"),
        "servingSize": row.get("serving"),
        "servingSizeUnit": row.get("unit"),
        "householdServingFullText": row.get("household"),
        "foodPortions": [_portion(each) for each in portions],
        "foodNutrients": [
            {"nutrient": {"id": number, "unitName": "UG"}, "amount": row[name]}
            for name, number in B12.items()
        ],
    }


def _portion(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "portionDescription": row["portion"],
        "measureUnit": {"name": row["unit"]},
        "modifier": row["modifier"],
        "amount": row["amount"],
        "gramWeight": row["grams"],
    }
