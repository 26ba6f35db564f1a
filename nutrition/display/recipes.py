"""What a recipe comes to, in words and figures, before it is kept."""

import pandas as pd

from nutrition import tables
from nutrition.display.figures import Row, at_least
from nutrition.intake import eaten
from nutrition.own_foods import Recipe, with_own
from nutrition.plans import Item, Plan
from nutrition.recipes import left_out

MACROS = ("energy", "protein", "carbohydrate", "fat_total", "fibre")


def of_a_serving(dish: Recipe, foods: pd.DataFrame) -> list[Row]:
    """Give what one serving holds: ``name text known``, B12 first, "≥" where some of it is not known.

    ``known`` says how many of its foods have a value: "3 of 4".
    """
    plan = Plan((Item(dish.id, min(dish.grams / dish.servings, 10_000)),))
    others = foods[foods.index != dish.id]  # a dish that is changed is in the table as it was
    found = eaten(plan, with_own(others, [dish]))
    about = tables.nutrients()
    pinned = about["pinned"].dropna().sort_values().index
    names = [name for name in dict.fromkeys([*pinned, *MACROS]) if name in found.index]
    return [_row(about.loc[name], found.loc[name]) for name in names]


def _row(about: pd.Series, sums: pd.Series) -> Row:
    gap = sums["reporting"] < sums["items"]
    known, unit, decimals = float(sums["known"]), str(about["unit"]), int(about["decimals"])
    return {
        "name": str(about["label"]),
        "text": at_least(known, unit, decimals, gap=gap),
        "known": f"{sums['reporting']:.0f} of {sums['items']:.0f}",
    }


def about_weight(dish: Recipe) -> str:
    """Say what a dish weighs, raw and when eaten, and what a serving of it does."""
    raw = sum(grams for _, grams in dish.ingredients)
    eats = f"{raw:,.0f} g of ingredients" + (f", {dish.grams:,.0f} g when done" if dish.cooked_grams else "")
    if dish.servings == 1:
        return f"{eats}. All of it is one serving."
    return f"{eats}. One of {dish.servings:g} servings is {dish.grams / dish.servings:,.0f} g."


def not_counted(dish: Recipe) -> str:
    """Say which lines of a recipe do not count, "" where all do."""
    lines = left_out(dish)
    return f"Not counted: {'; '.join(lines)}." if lines else ""
