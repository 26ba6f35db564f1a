"""Which foods bring a nutrient, B12 before all, and how much of it gets in; which only seem to bring it."""

from typing import get_args

import numpy as np
import pandas as pd

from nutrition.absorption import absorbed
from nutrition.doses import BANDS
from nutrition.errors import check_columns
from nutrition.intake import Numbers, per_100_g
from nutrition.own_checks import AS_RECORDED
from nutrition.people import Diet, Person
from nutrition.plans import Item, Plan
from nutrition.tables import table

CONTESTED = "contested"  # the B12 form of what counts only where somebody asks for it


def count_contested(foods: pd.DataFrame) -> pd.DataFrame:
    """Give the food table with nori and chlorella counting, by their published figures.

    Trials disagree about these foods and amounts vary, so this is unreliable and somebody must ask for it:
    their form becomes "contested", which counts, where "inactive_analogue" counts as 0. Which foods these are
    is in ``data/b12_nonsources.csv``. The table that was given stays as it is.
    """
    check_columns("foods", foods, ["b12_form"])
    forms = foods["b12_form"].mask(foods.index.isin(_contested()), CONTESTED)
    return foods.assign(b12_form=forms)


def sources(foods: pd.DataFrame, portions: pd.DataFrame, nutrient: str) -> pd.DataFrame:
    """Give every food that holds some of a nutrient, as it counts, most in a portion first.

    Columns: ``food_id name group b12_form portion grams per_portion per_100g per_100kcal``. The portion is
    what people usually take, with its weight [g]; 100 g where the food has no measure. Amounts are in the
    nutrient's unit; per_100kcal is NaN where the food gives no energy or it is not known, per_100g where it
    is an entry of a diary, whose weight nobody knows. Foods with none of it, or not known, are left out.

    Raises
    ------
    ValueError
        for tables that lack a column that is needed.
    """
    check_columns("foods", foods, ("name", "group", "b12_form", "energy", nutrient))
    check_columns("portions", portions, ("food_id", "measure", "grams", "usual"))
    per_100 = per_100_g(foods, [nutrient])[:, 0]
    some = np.flatnonzero(per_100 > 0)
    kept, held = foods.iloc[some], per_100[some]
    energy = kept["energy"].to_numpy("float64")
    rows = kept[["name", "group", "b12_form"]].join(usual_portions(kept, portions))
    rows["per_portion"] = held * rows["grams"] / 100
    rows["per_100g"] = np.where(kept.index.isin(_entries(portions)), np.nan, held)
    rows["per_100kcal"] = np.divide(held * 100, energy, out=np.full(len(held), np.nan), where=energy > 0)
    return _ranked(rows.rename_axis("food_id").reset_index(), ["per_portion"])


def b12_sources(foods: pd.DataFrame, portions: pd.DataFrame, person: Person) -> pd.DataFrame:
    """Give every food whose B12 counts, most absorbed per portion first.

    Columns: those of `sources`, and ``absorbed_low absorbed_mid absorbed_high`` [ug]: what `absorbed` gives
    for a person who takes the portion by itself.

    Raises
    ------
    ValueError
        for a risk of the person that is not known, and tables that lack a column that is needed.
    """
    rows = sources(foods, portions, "vitamin_b12")
    rows[[f"absorbed_{band}" for band in BANDS]] = _alone(rows.set_index("food_id")["grams"], foods, person)
    return _ranked(rows, ["absorbed_mid", "per_portion"])


def suited(foods: pd.DataFrame, diet: Diet) -> pd.DataFrame:
    """Give the foods that a diet may eat; each food's ``diet`` is the strictest that may."""
    diets = get_args(Diet)  # the strictest first
    return foods[foods["diet"].isin(diets[: diets.index(diet) + 1])]


def usual_portions(foods: pd.DataFrame, portions: pd.DataFrame) -> pd.DataFrame:
    """Give what people usually take of each food, as `usual` does for one: ``portion`` and ``grams``."""
    first = portions.drop_duplicates("food_id").set_index("food_id").reindex(foods.index)
    count = first["usual"].fillna(1.0).where(first["grams"].notna(), 100.0)
    measure = first["measure"].fillna("g")
    texts = [_portion(*pair) for pair in zip(count.tolist(), measure.tolist(), strict=True)]
    return pd.DataFrame({"portion": texts, "grams": count * first["grams"].fillna(1.0)}, index=foods.index)


def _portion(count: float, measure: str) -> str:
    """Say how much of which measure: "1 cup", "100 g", and as a product where it is not one."""
    return f"{count:g} {measure}" if count == 1 or measure == "g" else f"{count:g} × {measure}"


def _alone(grams: pd.Series, foods: pd.DataFrame, person: Person) -> Numbers:
    """Give what is absorbed of each portion: a plan in which each is a sitting of its own, at no set time."""
    eaten = Plan(tuple(Item(str(food), weight, meal=str(food)) for food, weight in grams.items()))
    rows = absorbed(eaten, foods, person).set_index("meal")
    found: Numbers = rows.loc[list(grams.index), list(BANDS)].to_numpy("float64")
    return found


def _ranked(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return rows.sort_values(columns, ascending=False, ignore_index=True, kind="stable")


def _entries(portions: pd.DataFrame) -> pd.Series:
    return portions.loc[portions["measure"] == AS_RECORDED, "food_id"]


def _contested() -> list[str]:
    rows = table("b12_nonsources")
    return [food for cell in rows.loc[rows["contested"] == "1", "foods"] for food in cell.split(";") if food]
