"""Find foods by the words people type, and turn the amounts they write into numbers."""

import re
import unicodedata
from collections import deque
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nutrition.errors import PlanError
from nutrition.search import Fits, Index, fits, index_names
from nutrition.tables import table

MOST_AMOUNT = 10_000.0  # the most grams a plan takes of one food; no smaller measure is eaten that often
AMOUNT = re.compile(
    r"(?P<number>[0-9]{1,9}([.,][0-9]{0,9})?|[.,][0-9]{1,9})"
    r"|((?P<whole>[0-9]{1,9})\s+)?(?P<top>[0-9]{1,9})\s*/\s*(?P<under>(?=0*[1-9])[0-9]{1,9})"
)
THOUSANDS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
Words = NDArray[np.object_]
NO_WORDS: Words = np.array([], dtype=object)
LATER = {"Dishes": 0.4, "Sweets and snacks": 0.2}  # what is made of other foods comes after them


@dataclass(frozen=True)
class Searched:
    """What is kept of a table that was searched: what it is known again by, its words, and its ids."""

    names: Words
    groups: Words
    index: Index
    rows: pd.Index
    ids: Words


RECENT: deque[Searched] = deque(maxlen=8)


def find(foods: pd.DataFrame, words: str, limit: int = 20) -> pd.DataFrame:
    """Give the rows of ``foods`` that fit the words, best first, at most ``limit``.

    Understood are words in any order, their beginnings, plurals, misspellings, accents, and everyday names
    ("yoghurt", "garbanzo", "nooch") listed in ``data/food_words.csv``. Plain foods come before dishes, the
    most ordinary form first. Nothing typed, or nothing like any food: no rows. ``foods`` is any frame with a
    column ``name``; a column ``group`` helps to tell foods from dishes.
    """
    return foods.iloc[fitting(foods, words).rows[: max(limit, 0)]]


def find_ids(foods: pd.DataFrame, words: str, limit: int = 20) -> list[str]:
    """Give the ids of the rows that `find` gives, without the rows."""
    searched = _searched(foods)
    rows = fits(searched.index, words).rows[: max(limit, 0)]
    ids = searched.ids[rows] if foods.index.is_(searched.rows) else foods.index.take(rows)
    return cast("list[str]", ids.tolist())


def fitting(foods: pd.DataFrame, words: str) -> Fits:
    """Give the places of the rows that fit the words, best first, and what each fit costs."""
    return fits(_searched(foods).index, words)


def measures(food_id: str, portions: pd.DataFrame) -> dict[str, float]:
    """Give the measures of a food and the weight of one of each [g], the default first, "g" last."""
    return all_measures(portions[portions["food_id"] == food_id]).get(food_id, {"g": 1.0})


def all_measures(portions: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Give what `measures` gives, for every food that has household measures, in one pass."""
    found: dict[str, dict[str, float]] = {}
    columns = (portions[name].tolist() for name in ("food_id", "measure", "grams"))
    for food, measure, grams in zip(*columns, strict=True):
        if measure != "g":
            found.setdefault(food, {}).setdefault(measure, grams)
    return {food: {**weights, "g": 1.0} for food, weights in found.items()}


def usual(food_id: str, portions: pd.DataFrame) -> tuple[float, str, float]:
    """Give what people usually take of a food: how many, of which measure, and its weight [g].

    A food without household measures gives 100 g.
    """
    rows = portions[portions["food_id"] == food_id]
    if rows.empty:
        return 100.0, "g", 100.0
    first = rows.iloc[0]
    count = 1.0 if pd.isna(first["usual"]) else float(first["usual"])
    return count, str(first["measure"]), count * float(first["grams"])


def parse_amount(text: str) -> float:
    """Read an amount: "2.5", "0,5", "1/2", "1 1/2", "½"; from 0 to 10000, else `PlanError`.

    "1,500" is refused: one person means fifteen hundred by it, another one and a half.
    """
    plain = "".join(_spread(letter) for letter in text).replace("\u2044", "/").strip()
    if THOUSANDS.fullmatch(plain):
        both = f"{plain.replace(',', '')} or {plain.replace(',', '.')}"
        raise PlanError([f"amount: {_shown(text)} can be read in two ways; write {both}"])
    found = AMOUNT.fullmatch(plain)
    if not found:
        raise PlanError([f"amount: {_shown(text)} is no amount; write it as 2, 1.5 or 1/2"])
    amount = _value(found)
    if amount > MOST_AMOUNT:
        raise PlanError([f"amount: {_shown(text)} is more than {MOST_AMOUNT:g}, the most there can be"])
    return amount


def _value(found: re.Match[str]) -> float:
    if found["number"]:
        return float(found["number"].replace(",", "."))
    return float(found["whole"] or 0) + float(found["top"]) / float(found["under"])


def _spread(letter: str) -> str:
    """Write a sign like "½" as its numbers with a space before them; leave any other letter."""
    plain = unicodedata.normalize("NFKC", letter)
    return f" {plain}" if "\u2044" in plain and letter != "\u2044" else letter


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")  # noqa: PLR2004 - fits on one line


def _searched(foods: pd.DataFrame) -> Searched:
    """Give a table as it is searched: as it was, where an earlier one had the same names and groups."""
    names, groups = (foods[name].to_numpy() if name in foods else NO_WORDS for name in ("name", "group"))
    for known in tuple(RECENT):  # another session may add to them
        if _same(known.names, names) and _same(known.groups, groups):
            return known
    plain = foods["name"].fillna("").tolist()
    later = [LATER.get(group, 0.0) for group in groups] or [0.0] * len(plain)
    everyday = table("food_words")
    pairs = list(zip(everyday["word"], everyday["means"], strict=True))
    ids = foods.index.to_numpy(dtype=object)
    searched = Searched(names.copy(), groups.copy(), index_names(plain, later, pairs), foods.index, ids)
    RECENT.appendleft(searched)
    return searched


def _same(one: Words, other: Words) -> bool:
    """Tell whether two columns hold the same words; their bytes, where the words lie, are compared first."""
    if one.tobytes() == other.tobytes():
        return True
    return len(one) == len(other) and pd.Index(one, dtype=object).equals(pd.Index(other, dtype=object))
