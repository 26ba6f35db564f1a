"""Read and check the project's own tables, once each. The only file that opens project data.

Every function gives a frame of its own: changing it never changes what the next caller gets.
"""

from functools import cache
from pathlib import Path
from typing import cast

import pandas as pd

from nutrition.errors import DataError

Row = dict[str, str]  # one row of a table of ours, by column

FOLDER = Path(__file__).parent.parent / "data"
TAGGER = FOLDER / "nltk"  # where NLTK looks for the model that tags words; it opens that itself

FOOD_TEXT = [
    "name",
    "group",
    "subgroup",
    "diet",
    "b12_form",
    "allergens",
    "source",
    "source_id",
    "basis",
    "iodine_source_id",
    "added_sugars_source_id",
    "note",
]


def nutrients() -> pd.DataFrame:
    """One row per nutrient, in the order they are shown: label, unit, group, decimals, pinned.

    ``added_part`` and ``preformed_part`` name the nutrient that measures that part of this one
    (folate: folic_acid; vitamin_a: retinol), because some upper limits cover only the part.
    """
    return _nutrients().copy(deep=False)


def read_foods() -> pd.DataFrame:
    """Give the food table: one row per food, one column per nutrient id, per 100 g; NaN = not known."""
    return _foods().copy(deep=False)


def read_portions() -> pd.DataFrame:
    """Give household measures: ``food_id measure grams usual``.

    ``grams`` is the weight of one such measure. ``usual`` is how many of it people usually take, given
    on one row per food (its first), NaN on the others.
    """
    return _portions().copy(deep=False)


def needs() -> pd.DataFrame:
    """Give reference intakes: one row per authority, nutrient, life stage and kind."""
    return _needs().copy(deep=False)


def table(name: str, key: str | None = None) -> pd.DataFrame:
    """Give ``data/<name>.csv``, every cell as text; indexed by ``key`` if given."""
    return _table(name, key).copy(deep=False)


def records(name: str) -> list[Row]:
    """Give the rows of ``data/<name>.csv``, every cell as text."""
    return cast("list[Row]", table(name).to_dict("records"))


def sources() -> pd.DataFrame:
    """Give every source we cite: one row per key, with title, publisher, year and link."""
    return _sources().copy(deep=False)


@cache
def _nutrients() -> pd.DataFrame:
    return _read("nutrients", key="nutrient", text=["label", "unit", "group", "added_part", "preformed_part"])


@cache
def _foods() -> pd.DataFrame:
    frame = _read("foods", key="food_id", text=FOOD_TEXT)
    amounts = list(_nutrients().index)
    missing = [name for name in FOOD_TEXT + amounts if name not in frame.columns]
    if missing:
        raise DataError(f"data/foods.csv lacks the columns: {', '.join(missing)}")
    words = frame[FOOD_TEXT].astype("object")  # as one block, of which rows are taken in a tenth of the time
    frame = pd.concat([words, _numbers("foods", frame, amounts)], axis=1).copy()
    frame.index = frame.index.astype("object")
    negative = (frame[amounts] < 0).any(axis=1)
    if negative.any():
        raise DataError(f"data/foods.csv, food {frame.index[negative][0]}: an amount is below zero")
    return frame


@cache
def _portions() -> pd.DataFrame:
    frame = _read("portions", text=["food_id", "measure"])
    frame[["grams", "usual"]] = _numbers("portions", frame, ["grams", "usual"])
    unknown = sorted(set(frame["food_id"]) - set(_foods().index))
    if unknown:
        raise DataError(f"data/portions.csv, food_id: no such food: {unknown[0]}")
    wrong = frame.index[~(frame["grams"] > 0)]
    if len(wrong):
        raise DataError(f"data/portions.csv, row {wrong[0] + 2}, grams: not above zero")
    return frame


@cache
def _needs() -> pd.DataFrame:
    numbers = ["age_min", "age_max", "value"]
    frame = _read("needs", text=None)
    frame[numbers] = _numbers("needs", frame, numbers)
    unknown = sorted(set(frame["source"]) - set(_sources().index))
    if unknown:
        raise DataError(f"data/needs.csv, source: {unknown[0]!r} is not in data/sources.csv")
    return frame


@cache
def _sources() -> pd.DataFrame:
    return _read("sources", key="key", text=None)


@cache
def _table(name: str, key: str | None) -> pd.DataFrame:
    frame = _read(name, key=key, text=None)
    if "source" in frame.columns:
        known = set(_sources().index)
        for place, cell in frame["source"].items():
            for source in filter(None, cell.split(";")):
                if source not in known:
                    raise DataError(
                        f"data/{name}.csv, row {place}, source: {source!r} is not in data/sources.csv"
                    )
    return frame


def _read(name: str, key: str | None = None, text: list[str] | None = None) -> pd.DataFrame:
    """Read one table. ``text=None`` reads every column as text, empty cells as ""."""
    path = FOLDER / f"{name}.csv"
    if text is None:
        frame: pd.DataFrame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    else:
        words = [*text, key] if key else text
        types = dict.fromkeys(words, "str")
        frame = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=[""], encoding="utf-8")
        frame[words] = frame[words].fillna("")
    if key is None:
        return frame
    twice = frame[key][frame[key].duplicated()]
    if len(twice):
        raise DataError(f"data/{name}.csv, {key}: {twice.iloc[0]!r} stands there twice")
    return frame.set_index(key)


def _numbers(name: str, frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Those columns as numbers, an empty cell as NaN; anything else that is no number is an error."""
    out: pd.DataFrame = frame[columns].apply(pd.to_numeric, errors="coerce").astype("float64")
    bad = out.isna() & frame[columns].notna() & (frame[columns].astype("str") != "")
    for column in columns:
        if bad[column].any():
            place = frame.index[bad[column]][0]
            raise DataError(
                f"data/{name}.csv, row {place}, {column}: {frame.loc[place, column]!r} is no number"
            )
    return out


def text(path: str) -> str:
    """Give a text file of ``data/``, such as ``"samples/omnivore.json"``."""
    return (FOLDER / path).read_text(encoding="utf-8")
