"""What differs between two states of a plan, in a line each."""

from collections import Counter

import pandas as pd

from nutrition.plans import Item, Plan
from nutrition.wording import Weights, count_word, helping, some


def differences(before: Plan, after: Plan, foods: pd.DataFrame, weights: Weights, most: int = 4) -> str:
    """Say in one line what was done to a plan: "2 cups of soy milk instead of 1 and without 1 egg".

    ``weights`` is what `all_measures` gives; ``most`` is how many things are named. "" where nothing was.
    """
    changed, out = [], []
    come = list((Counter(after.items) - Counter(before.items)).elements())
    for old in (Counter(before.items) - Counter(after.items)).elements():
        if new := _same_place(old, come):
            come.remove(new)  # each takes the place of one
            changed.append(_changed(old, new, foods, weights))
        else:
            out.append(f"without {_helping(old, foods, weights)}")
    more = [f"with {_helping(item, foods, weights)}" for item in come]
    return some([*_plan(before, after), *changed, *more, *out], most, "more things")


def _plan(before: Plan, after: Plan) -> list[str]:
    """Say what changed about the plan itself."""
    named = [f"called “{after.name}”"] if before.name != after.name else []
    days = [f"{after.days} days instead of {before.days}"] if before.days != after.days else []
    return named + days


def _same_place(old: Item, come: list[Item]) -> Item | None:
    """Give the item that took another's place: the same food on the same day."""
    at = [new for new in come if (new.food, new.day) == (old.food, old.day)]
    return next((new for new in at if new.meal == old.meal), at[0] if at else None)


def _changed(old: Item, new: Item, foods: pd.DataFrame, weights: Weights) -> str:
    name = str(foods["name"].get(new.food, new.food))
    if (old.grams, old.measure) != (new.grams, new.measure):
        return f"{_helping(new, foods, weights)} instead of {count_word(old, weights)}"
    if (old.meal, old.at) != (new.meal, new.at):
        place = " ".join(filter(None, [new.meal, new.at])) or "no meal"
        return f"{name}: at {place}"
    return f"{name}: {new.per_week:g} days a week"


def _helping(item: Item, foods: pd.DataFrame, weights: Weights) -> str:
    return helping(item, foods, weights) if item.food in foods.index else f"{item.grams:g} g of {item.food}"
