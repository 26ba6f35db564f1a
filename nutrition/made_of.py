"""What the items of a plan are made of: a recipe of its foods, anything else of itself.

A recipe's row in a food table has no value for a nutrient that one of its ingredients has none for. Whoever
adds up looks at the ingredients instead, so that a pinch of an unknown spice hides only itself. In a table
of some foods only, without those of a recipe, the recipe counts by its row.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.plans import Plan
from nutrition.tables import FOOD_TEXT

MADE_OF = "made_of"  # a column of food tables with recipes: grams of each food in 100 g, "" for other foods
WHOLE = 100.0  # grams of a food in 100 g of itself
TEXT = frozenset((*FOOD_TEXT, MADE_OF))  # the columns of a food table that are no nutrients

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Parts:
    """Foods that the items of a plan are made of, in the order of the items.

    ``item`` is the item's number, ``row`` the food's row in the food table, -1 for a food of which nothing is
    known, ``grams`` how much of it is in the item as it is taken [g].
    """

    item: Places
    row: Places
    grams: Numbers


def parts_of(plan: Plan, foods: pd.DataFrame, places: Places) -> Parts:
    """Give what the items of a plan are made of; ``places`` are their rows in the food table."""
    grams = np.array([item.grams for item in plan.items], dtype="float64")
    made = [cell if cell and _all_in(foods, cell) else "" for cell in _cells(foods, places)]
    if not any(made):
        return Parts(np.arange(len(places), dtype=np.intp), places, grams)
    each = [
        made_of(cell) if cell else ((item.food, WHOLE),) for item, cell in zip(plan.items, made, strict=True)
    ]
    item = np.repeat(np.arange(len(each), dtype=np.intp), [len(some) for some in each])
    named = [part for some in each for part in some]
    row = foods.index.get_indexer(pd.Index([food for food, _ in named], dtype=foods.index.dtype)).astype(
        np.intp
    )
    share = np.array([part for _, part in named], dtype="float64") / WHOLE
    return Parts(item, row, grams[item] * share)


def recipes_in(foods: pd.DataFrame) -> Places:
    """Give the rows of a food table that are recipes and count as their foods."""
    cells = enumerate(_cells(foods, np.arange(len(foods), dtype=np.intp)))
    return np.array([place for place, cell in cells if cell and _all_in(foods, cell)], dtype=np.intp)


def flattened(ingredients: Sequence[tuple[str, float]], grams: float, foods: pd.DataFrame) -> str:
    """Give the cell of a recipe that weighs so much when eaten [g]; recipes in it as their own foods.

    A food that is in no table is named "": nothing is known of it, whatever its id will stand for one day.
    """
    cells = foods[MADE_OF].to_dict() if MADE_OF in foods.columns else {}
    held: dict[str, float] = {}
    for food, weight in ingredients:
        if weight:
            itself = ((food if food in foods.index else "", WHOLE),)
            for part, share in made_of(cells[food]) if cells.get(food) else itself:
                held[part] = held.get(part, 0.0) + weight * share / grams
    return as_cell(held)


def as_cell(held: Mapping[str, float]) -> str:
    """Write the grams of each food in 100 g."""
    return json.dumps(list(held.items()), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=512)
def made_of(cell: str) -> tuple[tuple[str, float], ...]:
    """Read what `as_cell` wrote."""
    return tuple((food, grams) for food, grams in json.loads(cell))


def texts_at(foods: pd.DataFrame, name: str, row: Places) -> list[str]:
    """Give a column of words of some rows of a food table; "" for a food of which nothing is known."""
    found: list[str] = foods[name].to_numpy(object)[row].tolist()
    return ["" if place < 0 else word for word, place in zip(found, row.tolist(), strict=True)]


def numbers_at(foods: pd.DataFrame, name: str, row: Places) -> Numbers:
    """Give a column of amounts of some rows of a food table; NaN for a food of which nothing is known."""
    return np.where(row < 0, np.nan, foods[name].to_numpy("float64")[row])


def _all_in(foods: pd.DataFrame, cell: str) -> bool:
    return all(not food or food in foods.index for food, _ in made_of(cell))


def _cells(foods: pd.DataFrame, places: Places) -> list[str]:
    if MADE_OF not in foods.columns:
        return []
    cells: list[str] = foods[MADE_OF].to_numpy(object)[places].tolist()
    return cells
