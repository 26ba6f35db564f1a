"""A plan's meals for editing, foods to choose from, and where a nutrient comes from."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.display.figures import Row, amount, at_least
from nutrition.foods import measures, usual
from nutrition.found_foods import publisher
from nutrition.intake import (
    SUPPLEMENTS,
    food_rows,
    gaps_of_items,
    hundred_grams,
    known_sum,
    of_items,
    per_100_g,
)
from nutrition.made_of import MADE_OF
from nutrition.plans import Item, Plan

Weights = Mapping[str, Mapping[str, float]]
Texts = Mapping[tuple[str, str], str]  # by time and meal

SHOWN = ("energy", "vitamin_b12")
MARKS = {"illustrative": "illustrative label"}  # what is shown beside a food that is no published figure


def day_table(plan: Plan, foods: pd.DataFrame, weights: Weights, day: int, taken_up: Texts) -> Row:
    """Give one day of a plan for editing: sittings in order of time, and the measures of every food in it.

    ``weights`` is what `all_measures` gives: the weight of every household measure [g]. ``taken_up`` is the
    B12 absorbed at each sitting, as `of_sittings` gives it.
    """
    kept = [(index, item) for index, item in enumerate(plan.items) if item.day == day]
    mine = {item.food: weights.get(item.food, {"g": 1.0}) for _, item in kept}
    amounts = of_items(plan, foods, SHOWN).tolist()
    gaps = gaps_of_items(plan, foods, SHOWN).tolist()
    places = food_rows(plan, foods)[[index for index, _ in kept]]
    texts = (foods[name].to_numpy(object)[places].tolist() for name in ("name", "basis", "group"))
    found: dict[tuple[str, str], Row] = {}
    for (index, item), name, basis, group in zip(kept, *texts, strict=True):
        sitting = found.setdefault((item.at or "", item.meal), _sitting(item))
        figures = [value * plan.days for value in amounts[index]]
        sitting["figures"] += [figures, [math.nan if gap else 0.0 for gap in gaps[index]]]
        about = {"index": index, "name": name, "mark": MARKS.get(basis, ""), "taken": group == SUPPLEMENTS}
        sitting["items"].append({**about, **_item(item, mine[item.food]), **_figures(figures, gaps[index])})
    for key, sitting in found.items():
        absorbed = f", {taken_up[key]} absorbed" if key in taken_up else ""
        sitting["total"] = _total(sitting.pop("figures")) + absorbed
    names = {food: list(of_food) for food, of_food in mine.items()}
    return {"sittings": [found[key] for key in sorted(found)], "measures": names}


def _sitting(item: Item) -> Row:
    return {"meal": item.meal, "at": item.at or "", "items": [], "figures": []}


def _figures(figures: list[float], gaps: list[bool]) -> Row:
    """Give the figures of one food: "≥" where some of what it is made of has no value."""
    energy, b12 = figures
    return {
        "energy": at_least(energy, "kcal", 0, gap=gaps[0]),
        "b12": at_least(b12, "ug", gap=gaps[1]),
    }


def _total(rows: list[list[float]]) -> str:
    """Say what is known of a sitting's energy and B12: "≥" where one of its foods has no value."""
    texts = []
    for column, (unit, decimals) in zip(zip(*rows, strict=True), (("kcal", 0), ("ug", 1)), strict=True):
        known, unknown = known_sum(column)
        texts.append(at_least(known, unit, decimals, gap=unknown))
    return " · B12 ".join(texts)


def _item(item: Item, weights: Mapping[str, float]) -> Row:
    measure = item.measure if item.measure in weights else "g"
    return {
        "food": item.food,
        "often": f"{item.per_week:g}",
        "amount": f"{round(item.grams / weights[measure], 2):g}",
        "measure": measure,
        "grams": f"{item.grams:,.5g} g",
    }


def choices(found: pd.DataFrame, portions: pd.DataFrame, foods: pd.DataFrame | None = None) -> list[Row]:
    """Give foods to choose from, each with the amount people usually take, and what counts of its B12.

    ``foods`` is the table that holds what recipes among them are made of; of those, what is known counts.
    """
    rows = found.assign(**_per_100_g(found, found if foods is None else foods), group=_groups(found, foods))
    return [_choice(str(food), row, portions) for food, row in rows.iterrows()]


def _groups(found: pd.DataFrame, foods: pd.DataFrame | None) -> list[str]:
    """Give the groups of foods, of one that was found elsewhere and not yet kept who publishes it."""
    here = found.index if foods is None else foods.index
    return [
        group if food in here else publisher(str(food)) or group for food, group in found["group"].items()
    ]


def _per_100_g(found: pd.DataFrame, foods: pd.DataFrame) -> dict[str, npt.NDArray[Any]]:
    """Give energy and B12 that is known per 100 g, and where that is the least there is."""
    names = list(SHOWN)
    known, among = per_100_g(found, names), np.flatnonzero(found.index.isin(foods.index))
    whole = ~np.isnan(known)
    if MADE_OF in found.columns and len(among):
        known[among] = of_items(hundred_grams(found, among), foods, names)
    least = ~whole & ~np.isnan(known)
    return {
        **dict(zip(names, known.T, strict=True)),
        **{f"{name}_least": column for name, column in zip(names, least.T, strict=True)},
    }


def origin(shares: pd.DataFrame, nutrient: pd.Series, most: int) -> tuple[list[Row], str]:
    """Give the foods a nutrient comes from as bars, largest first, and one sentence that says the same.

    ``shares`` is what `contributions` gives. Foods beyond ``most`` are added up.
    """
    unit, decimals = str(nutrient["unit"]), int(nutrient["decimals"])
    some = shares[shares["amount"] > 0]
    first = some.head(most)
    bars: list[Row] = [
        {"name": name, "amount": value}
        for name, value in zip(first["name"].tolist(), first["amount"].tolist(), strict=True)
    ]
    rest = some["amount"].iloc[most:]
    if len(rest):
        others = f"{len(rest)} other food{'s' if len(rest) > 1 else ''}"
        bars.append({"name": others, "amount": float(rest.sum())})
    for bar in bars:
        bar["text"] = amount(bar["amount"], unit, decimals)
    return bars, _origin_sentence(shares, some, str(nutrient["label"]))


def _origin_sentence(shares: pd.DataFrame, some: pd.DataFrame, label: str) -> str:
    missing = list(shares.loc[shares["amount"].isna(), "name"])
    if some.empty:
        said = f"No food in this plan is known to give {label}."
    else:
        first = some.iloc[0]
        said = f"{first['name']} gives {first['share']:.0%} of the {label} that is known."
    return said if not missing else f"{said} Not known for: {', '.join(missing)}."


def _choice(food: str, row: pd.Series, portions: pd.DataFrame) -> Row:
    count, measure, _ = usual(food, portions)
    weights = measures(food, portions)
    return {
        "id": food,
        "name": row["name"],
        "tags": [
            *filter(None, (row["group"], row["diet"])),
            *(["illustrative label"] if row["basis"] == "illustrative" else []),
        ],
        "amount": f"{round(count, 2):g}",
        "measures": {measure: weights[measure], **weights},
        "energy": _or_none(row["energy"]),
        "b12": _or_none(row["vitamin_b12"]),
        "least": {"energy": bool(row["energy_least"]), "b12": bool(row["vitamin_b12_least"])},
    }


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
