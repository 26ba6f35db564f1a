"""A change to a plan as it is said in a kitchen."""

from collections.abc import Sequence

import pandas as pd

from nutrition.changes import Change
from nutrition.plans import Item
from nutrition.units import DAYS_A_WEEK
from nutrition.wording import Weights, count_word, food_word, helping, listed, opened, place_word

OFTEN = {1: "once a week", 2: "twice a week"}


def change_text(change: Change, days: int, foods: pd.DataFrame, weights: Weights) -> str:
    """Say what to do: "Every day at breakfast, add 1 cup (243 g) of soy milk, fortified".

    ``days`` are those of the plan; ``weights`` is what `all_measures` gives.
    """
    items = change.before or change.after
    where = f"at {place_word(items[0].meal)}" if items[0].meal and change.kind != "move" else ""
    lead = " ".join(filter(None, [days_word(items, days), often_word(items[0].per_week), where]))
    said = _doing(change, foods, weights)
    return opened(f"{lead}, {said}" if lead else said)


def days_word(items: Sequence[Item], days: int) -> str:
    """Name the days of some items: "" in a plan of one day, "every day", "on day 2", "on days 1, 3 and 5"."""
    those = sorted({item.day for item in items})
    if days == 1:
        return ""
    if len(those) == days:
        return "every day"
    return f"on day{'s' * (len(those) > 1)} {listed([str(day) for day in those])}"


def often_word(per_week: float) -> str:
    """Say how often: "" for every day, "once a week", "on 3 days a week"."""
    if per_week == DAYS_A_WEEK:
        return ""
    return {float(times): word for times, word in OFTEN.items()}.get(per_week, f"on {per_week:g} days a week")


def _doing(change: Change, foods: pd.DataFrame, weights: Weights) -> str:
    """Say what to do, without when and where."""
    if not change.before:
        verb = "take" if change.kind == "supplement" else "add"
        return f"{verb} {helping(change.after[0], foods, weights)}"
    old = change.before[0]
    if not change.after:
        return f"leave out {helping(old, foods, weights)}"
    new = change.after[0]
    said = helping(new, foods, weights)
    if change.kind == "move":
        return f"move {said}{_pause(said)} from {_sitting(old, new)} to {_sitting(new, old)}"
    if change.kind == "swap":
        name = food_word(str(foods.loc[old.food, "name"]))
        return f"swap the {name}{_pause(name)} for {said}"
    return f"have {said}{_pause(said)} instead of {count_word(old, weights)}"


def _pause(name: str) -> str:
    """End a name that has commas of its own with one, where the sentence goes on."""
    return "," if "," in name else ""


def _sitting(item: Item, other: Item) -> str:
    """Name a sitting; by its time where the other has the same name."""
    return (item.at or "no time") if item.meal == other.meal else place_word(item.meal)
