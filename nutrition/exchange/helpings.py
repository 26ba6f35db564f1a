"""A plan's foods as they stand on paper: by sitting, in household measures."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from nutrition.foods import all_measures
from nutrition.intake import food_rows, meal_times
from nutrition.plans import Item, Plan
from nutrition.tables import read_portions

LIGHTEST = 1e-6  # g; of something lighter nobody counts pieces


@dataclass(frozen=True)
class Helping:
    """One food of a plan: ``count`` of its ``measure``, together ``grams``; ``at`` is "" without a time.

    ``per_week`` is on how many days a week it is taken, as in `Item`.
    """

    day: int
    at: str
    meal: str
    food: str
    name: str
    count: float
    measure: str
    grams: float
    per_week: float


def helpings(plan: Plan, foods: pd.DataFrame, portions: pd.DataFrame | None = None) -> list[Helping]:
    """Give the foods of a plan by day and time, those without a time last, else in plan order.

    ``count`` is grams / weight of one measure. A measure that the food has not is given in grams, and so is
    one that weighs next to nothing.
    Items without a time take that of their meal on that day.

    Raises
    ------
    PlanError
        naming every item whose food is not in ``foods``.
    """
    names = foods["name"].to_numpy(object)[food_rows(plan, foods)]
    weights = all_measures(read_portions() if portions is None else portions)
    found = []
    for item, name, at in zip(plan.items, names, meal_times(plan), strict=True):
        count, measure = _counted(item, weights.get(item.food, {}))
        told = (item.day, at, item.meal, item.food, str(name), count, measure, item.grams, item.per_week)
        found.append(Helping(*told))
    return sorted(found, key=lambda each: (each.day, each.at == "", each.at))


def _counted(item: Item, weights: Mapping[str, float]) -> tuple[float, str]:
    if item.measure == "g" or weights.get(item.measure, 0) < LIGHTEST:
        return item.grams, "g"
    return item.grams / weights[item.measure], item.measure
