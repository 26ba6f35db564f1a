"""Find a food wherever it is: in the table, among one's own, in the imported database of USDA."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nutrition.errors import not_known
from nutrition.foods import fitting
from nutrition.tables import records
from nutrition.usda.library import Library, foods_of, names_like, richest
from nutrition.wishes import known_to_fit

FAVOURITE, RECENT = 0.4, 0.35  # gain of a food that is liked, or was eaten lately; a misspelt word costs 1
LOOKED_AT = 40  # names of the database that are looked at for a nutrient
IMPORTED = 4  # of so many places one is kept for the database, where the table alone would fill them all

Where = Literal["table", "own", "usda"]


@dataclass(frozen=True)
class Wanted:
    """What is looked for.

    ``diet``: no food that is less strict. ``group``: a group of the food table. ``without``: allergens as in
    the food table. ``rich_in``: a nutrient of ``data/rich_in.csv``. ``brands``: branded foods of the database
    as well. A food of which a filter cannot tell is left out: not known is not "without".
    """

    words: str = ""
    diet: str = ""
    group: str = ""
    without: tuple[str, ...] = ()
    rich_in: str = ""
    brands: bool = True


@dataclass(frozen=True)
class Hit:
    """A food that fits: its id in the food table, or "fdc-" and its number, and where it is."""

    key: str
    where: Where


def find_everywhere(  # noqa: PLR0913, PLR0917 - the six that the page knows, each by its name
    wanted: Wanted,
    foods: pd.DataFrame,
    library: Library | None,
    recent: Sequence[str] = (),
    favourites: Collection[str] = frozenset(),
    limit: int = 20,
) -> list[Hit]:
    """Give the foods that fit, best first, at most ``limit``.

    Those of the table and one's own come before the database's, unless only the latter hold the words as
    typed. Liked and recent foods come before others that fit about as well. Without words: what a filter
    leaves, most of ``rich_in`` first; without any filter, the foods that are liked and recent.
    """
    near, near_whole = _table(wanted, foods, recent, favourites)
    far, far_whole = _database(wanted, library, limit)
    far = [hit for hit in far if f"own:{hit.key}" not in foods.index]
    if far_whole and not near_whole:
        return [*far, *near][:limit]
    kept = limit - min(len(far), limit // IMPORTED) if far_whole else limit
    return [*near[:kept], *far][:limit]


def rich_lines() -> dict[str, float]:
    """Give what 100 g of a food hold at least to be called rich in a nutrient [its unit in the table]."""
    return {row["nutrient"]: float(row["least"]) for row in records("rich_in")}


def _table(
    wanted: Wanted, foods: pd.DataFrame, recent: Sequence[str], favourites: Collection[str]
) -> tuple[list[Hit], bool]:
    """Give the foods of the table that fit, and whether they hold every word as typed."""
    fine = _fine(wanted, foods)
    liked = foods.index.isin(list(favourites)) * FAVOURITE
    gains = np.maximum(liked, foods.index.isin(list(recent)) * RECENT)
    if wanted.words.strip():
        found = fitting(foods, wanted.words)
        gains = np.maximum(gains, foods.index.str.startswith("own:") * FAVOURITE)  # somebody put it there
        costs = np.minimum.accumulate(found.costs[::-1])[::-1]  # an everyday name's own foods stay in front
        rows, whole = found.rows[np.argsort(costs - gains[found.rows], kind="stable")], found.whole
    elif wanted.rich_in:
        rows, whole = np.argsort(-foods[wanted.rich_in].to_numpy(), kind="stable"), True
    else:
        rows, whole = np.argsort(-gains, kind="stable"), True
        fine &= (gains > 0) | _filtered(wanted)
    keys = foods.index.take(rows[fine[rows]]).tolist()
    return [Hit(key, "own" if key.startswith("own:") else "table") for key in keys], whole and bool(keys)


def _database(wanted: Wanted, library: Library | None, limit: int) -> tuple[list[Hit], bool]:
    """Give the foods of the database that fit. It says nothing of diets, our groups and allergens."""
    if library is None or wanted.diet or wanted.group or wanted.without:
        return [], False
    if not wanted.words.strip():
        numbers = richest(library, wanted.rich_in, limit, brands=wanted.brands) if wanted.rich_in else []
        least = rich_lines().get(wanted.rich_in, 0.0)
        return _hits(_rich(library, numbers, wanted.rich_in, least)), bool(numbers)
    many = LOOKED_AT if wanted.rich_in else limit
    numbers, whole = names_like(library, wanted.words, many, brands=wanted.brands)
    if wanted.rich_in:
        numbers = _rich(library, numbers, wanted.rich_in, rich_lines()[wanted.rich_in])
    return _hits(numbers[:limit]), whole and bool(numbers)


def _hits(numbers: Sequence[int]) -> list[Hit]:
    return [Hit(f"fdc-{number}", "usda") for number in numbers]


def _rich(library: Library, numbers: Sequence[int], nutrient: str, least: float) -> list[int]:
    found = foods_of(library, numbers)
    enough = [dict(food.per_100g).get(nutrient, -1.0) >= least for food in found]
    return [int(food.key.partition("-")[2]) for food, fine in zip(found, enough, strict=True) if fine]


def _filtered(wanted: Wanted) -> bool:
    return bool(wanted.diet or wanted.group or wanted.without or wanted.rich_in)


def _fine(wanted: Wanted, foods: pd.DataFrame) -> NDArray[np.bool_]:
    """Say of every food whether the filters are known to let it through."""
    fine = known_to_fit(foods, wanted.diet, wanted.group, wanted.without)
    if wanted.rich_in:
        lines = rich_lines()
        if wanted.rich_in not in lines:
            raise not_known("nutrient", wanted.rich_in, list(lines))
        fine &= foods[wanted.rich_in].to_numpy() >= lines[wanted.rich_in]
    return fine
