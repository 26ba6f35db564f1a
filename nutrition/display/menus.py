"""A new plan as a reader sees it: days, their meals, and what each holds in words of the kitchen."""

from collections.abc import Collection, Mapping
from math import nan

import pandas as pd

from nutrition.display.figures import Row, amount
from nutrition.intake import gaps_of_items, known_sum, of_items
from nutrition.plans import Item, Plan
from nutrition.units import DAYS_A_WEEK
from nutrition.wording import helping, opened

Meal = tuple[int, str]  # day and name


def menu_days(
    plan: Plan,
    foods: pd.DataFrame,
    weights: Mapping[str, Mapping[str, float]],
    kept: Collection[Meal],
) -> list[Row]:
    """Give a plan day by day: ``day total meals``, each meal ``meal at total kept items``.

    ``weights`` is what `all_measures` gives [g]; ``kept`` names the meals that are to stay as they are. A
    total is the known energy [kcal], "≥" where a food has no value.
    """
    energy = (of_items(plan, foods, ["energy"])[:, 0] * plan.days).tolist()
    gaps = gaps_of_items(plan, foods, ["energy"])[:, 0].tolist()
    days: list[Row] = [{"day": day, "energy": [], "meals": {}} for day in range(1, plan.days + 1)]
    for item, kcal, gap in zip(plan.items, energy, gaps, strict=True):
        day = days[item.day - 1]
        meal = day["meals"].setdefault((item.at or "", item.meal), _meal(item, kept))
        meal["items"].append(opened(helping(item, foods, weights)) + _often(item))
        for part in (meal, day):
            part["energy"] += [kcal, nan] if gap else [kcal]
    return [_day(day) for day in days]


def _often(item: Item) -> str:
    """Say how often what is not eaten every day is: ", 1 day a week"."""
    days = "day" if item.per_week == 1 else "days"
    return "" if item.per_week == DAYS_A_WEEK else f", {item.per_week:g} {days} a week"


def _meal(item: Item, kept: Collection[Meal]) -> Row:
    about = {"meal": item.meal, "at": item.at or "", "kept": (item.day, item.meal) in kept}
    return {**about, "items": [], "energy": []}


def _day(day: Row) -> Row:
    meals = [_totalled(day["meals"][key]) for key in sorted(day["meals"])]
    return {**_totalled(day), "meals": meals}


def _totalled(part: Row) -> Row:
    known, unknown = known_sum(part["energy"])
    total = ("≥ " if unknown else "") + amount(known, "kcal", 0) if part["energy"] else ""
    return {**{name: value for name, value in part.items() if name != "energy"}, "total": total}


def made(done: int, days: int, *, over: bool, stopped: bool) -> str:
    """Say how far a new plan is: "2 of 3 days are there …"."""
    if not over:
        there = "The first day is being made" if not done else f"{done} of {days} days are there"
        return f"{there} …" if done < days else "All days are there; the last gaps are being closed …"
    return "Stopped: these are the days so far." if stopped and done < days else ""
