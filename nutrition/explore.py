"""Any nutrient's best sources: ranked by portion, 100 g, 100 kcal or what gets in, and what nobody knows."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from nutrition.errors import not_known
from nutrition.food_sources import b12_sources, sources
from nutrition.intake import SUPPLEMENTS, per_100_g
from nutrition.people import Person
from nutrition.tables import nutrients
from nutrition.wishes import known_to_fit

Per = Literal["portion", "100 g", "100 kcal", "sitting absorbed"]

ABSORBED: Per = "sitting absorbed"
COLUMNS: dict[Per, str] = {
    "portion": "per_portion",
    "100 g": "per_100g",
    "100 kcal": "per_100kcal",
    ABSORBED: "absorbed_mid",
}
ENERGY, B12 = "energy", "vitamin_b12"


@dataclass(frozen=True)
class Among:
    """Which foods are looked at: fitting a diet ("" is any), of a group ("" is any), without some allergens.

    A food whose diet nobody knows fits only those who eat everything; one whose allergens nobody knows is not
    without any. ``own`` False leaves out foods of one's own.
    """

    diet: str = ""
    group: str = ""
    without: tuple[str, ...] = ()
    own: bool = True


@dataclass(frozen=True)
class Tally:
    """How many foods are ranked, hold none, are not known to hold any or none, or have no figure to go by.

    The last are foods that hold some, but whose energy is 0 or not known, or whose weight is not.
    """

    ranked: int
    none: int
    unknown: int
    apart: int


def ways(nutrient: str) -> list[Per]:
    """Give how a nutrient can be ranked: energy not by its own, and only B12 by what is absorbed."""
    left = {ENERGY: ["100 kcal", ABSORBED], B12: []}.get(nutrient, [ABSORBED])
    return [per for per in COLUMNS if per not in left]


def best_sources(
    foods: pd.DataFrame, portions: pd.DataFrame, nutrient: str, person: Person, per: Per
) -> pd.DataFrame:
    """Give the foods that hold a nutrient, most first, by portion, 100 g, 100 kcal or what is absorbed of it.

    Columns: those of `sources`, for B12 absorbed those of `b12_sources`, and ``figure``, which they are
    ranked by [the nutrient's unit]. A food whose figure is not known is not in it: it is never taken for 0.

    Raises
    ------
    ValueError
        for a nutrient that is not known, and a way to rank that it cannot be ranked by.
    """
    if nutrient not in nutrients().index:
        raise not_known("nutrient", nutrient, nutrients().index)
    if per not in ways(nutrient):
        raise not_known("per", per, ways(nutrient))
    absorbed = per == ABSORBED
    rows = b12_sources(foods, portions, person) if absorbed else sources(foods, portions, nutrient)
    rows["figure"] = rows[COLUMNS[per]]
    known = rows[rows["figure"].notna()]
    return known.sort_values("figure", ascending=False, kind="stable", ignore_index=True)


def tally(foods: pd.DataFrame, nutrient: str, ranked: pd.DataFrame) -> Tally:
    """Count the foods behind a ranking of `best_sources`: every food is one of the four."""
    held = per_100_g(foods, [nutrient])[:, 0]
    none, unknown = int((held == 0).sum()), int(np.isnan(held).sum())
    return Tally(len(ranked), none, unknown, len(foods) - none - unknown - len(ranked))


def among(foods: pd.DataFrame, which: Among) -> pd.DataFrame:
    """Give the foods that are looked at; `ValueError` for a diet or an allergen that is not known."""
    fine = known_to_fit(foods, which.diet, which.group, which.without)
    if not which.own:
        fine &= (foods["basis"] != "own").to_numpy(bool)
    return foods[fine]


def apart(foods: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give foods, and tablets, drops and powders apart from them: they would come first everywhere."""
    pills = (foods["group"] == SUPPLEMENTS).to_numpy(bool)
    return foods[~pills], foods[pills]


def groups(foods: pd.DataFrame) -> list[str]:
    """Give the groups of foods in alphabetical order, without supplements, which stand apart."""
    return sorted(set(foods["group"]) - {SUPPLEMENTS, ""})
