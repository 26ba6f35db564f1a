"""The figures of many foods at once: USDA's nutrients as ours, by the same table as for one food.

`nutrition.fdc_nutrients.amounts` says what each figure means; here the same is done with arrays, because
there are 2 million foods. A test holds both against each other.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from nutrition.fdc_nutrients import DIGITS, PARTS, factor, table
from nutrition.tables import Row, nutrients

Figures = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Places = np.ndarray[tuple[int], np.dtype[np.int64]]
Column = np.ndarray[tuple[int], np.dtype[np.float64]]


@cache
def used() -> dict[int, int]:
    """Give the nutrient ids that are used, each with its column."""
    ids = sorted({int(row["fdc_id"]) for row in table()})
    return {number: column for column, number in enumerate(ids)}


def published(foods: int, food: Places, nutrient: Places, amount: Column) -> Figures:
    """Give a row per food and a column per nutrient id, NaN where nothing is published.

    ``food`` and ``nutrient`` say where each amount belongs: the food's row and the nutrient's id. Where an
    amount is there twice, the first counts.
    """
    columns = np.array(list(used()))
    out: Figures = np.full((foods, len(columns)), np.nan)
    out[food[::-1], np.searchsorted(columns, nutrient[::-1])] = amount[::-1]
    return out


def ours(figures: Figures, units: Mapping[int, str]) -> pd.DataFrame:
    """Give a column per nutrient of ours [its unit in ``data/nutrients.csv``], NaN where it is not known.

    ``units`` are those that USDA's files print, by nutrient id.
    """
    found = {name: np.full(len(figures), np.nan) for name in nutrients().index}
    for nutrient, terms in _sums():
        column, more = found[nutrient], _sum(terms, figures, units)
        np.copyto(column, more, where=np.isnan(column))
    for part, whole in PARTS.items():
        np.copyto(found[part], 0.0, where=np.isnan(found[part]) & (found[whole] == 0))
    return pd.DataFrame(found)


def _sum(terms: list[Row], figures: Figures, units: Mapping[int, str]) -> Column:
    parts = [_term(row, figures, units) for row in terms]
    if len(parts) == 1 and terms[0]["times"] == terms[0]["per"] == "1":
        return parts[0]
    return rounded(np.sum(parts, axis=0))


def _term(row: Row, figures: Figures, units: Mapping[int, str]) -> Column:
    number = int(row["fdc_id"])
    turned = factor(units.get(number, ""), row["unit"])
    amount: Column = figures[:, used()[number]]
    if turned is None:
        return np.full(len(figures), np.nan)
    whole: Column = (amount if turned == 1 else amount * turned) * float(row["times"]) / float(row["per"])
    return whole if turned == 1 else rounded(whole)


def rounded(amounts: Column) -> Column:
    """Give amounts to 12 digits, as the figure of one food is rounded."""
    # The same figures come again and again: each is rounded once.
    different, places = np.unique(amounts, return_inverse=True)
    return np.array([float(f"{each:.{DIGITS}g}") for each in different.tolist()])[places]


@cache
def _sums() -> list[tuple[str, list[Row]]]:
    """Give the rows that are added together, those that count first first."""
    sums: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in table():
        sums[row["nutrient"], int(row["rank"])].append(row)
    return [(nutrient, sums[nutrient, rank]) for nutrient, rank in sorted(sums)]
