"""What a changed plan leaves open: needs missed, limits passed, and what nobody can tell."""

from dataclasses import dataclass
from functools import cached_property
from math import isnan

import numpy as np
import pandas as pd

from nutrition.absorption import absorbed, absorbed_per_day
from nutrition.assessment import assess, by_nutrient
from nutrition.gaps.goals import ABSORBED, LEFT_OUT, absorbed_goal, goals_of
from nutrition.intake import eaten
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.tables import nutrients
from nutrition.wishes import Wishes, eatable
from nutrition.wording import percent

COLUMNS = ["name", "now", "after", "target", "unit", "missing", "text"]
NONE = "above its limit, which is none at all"


@dataclass(frozen=True)
class Standing:
    """A plan and what judges it; how it stands is worked out once, when it is asked for."""

    plan: Plan
    foods: pd.DataFrame
    needed: pd.DataFrame
    person: Person
    wishes: Wishes

    @cached_property
    def assessed(self) -> pd.DataFrame:
        """Give what the plan gives against what is needed."""
        return assess(eaten(self.plan, self.foods), self.needed)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Give the plan's goals."""
        return goals_of(self.assessed, self.foods, self.person, self.wishes)

    @cached_property
    def b12(self) -> float:
        """Give the B12 that is absorbed [ug/day], in the middle of its band."""
        return absorbed_per_day(absorbed(self.plan, self.foods, self.person))["mid"]


def open_needs(before: Standing, after: Standing) -> pd.DataFrame:
    """Give what a plan leaves open, by nutrient, amounts per day in ``unit``.

    ``now``, ``after``
        what the plan gave before it was changed, and gives after.
    ``target``, ``missing``
        what should be reached, or the limit; and how far away ``after`` is from it.
    ``text``
        one sentence. The row "vitamin_b12_absorbed" is B12 taken up; "forbidden" a food that does not fit.
    """
    was, found = before.rows, after.rows
    label, unit = nutrients()["label"], nutrients()["unit"]
    earlier = dict(zip(zip(was["name"], was["sense"], strict=True), was["now"], strict=True))
    rows = [
        _row(name, (str(label[name]), str(unit[name])), sense, (earlier.get((name, sense), now), now, goal))
        for name, sense, now, goal in zip(*(found[c] for c in ("name", "sense", "now", "goal")), strict=True)
        if not isnan(goal) and sense * (goal - now) > 0
    ]
    rows += _b12(before.b12, after.b12, absorbed_goal(after.needed, after.person, after.wishes))
    rows += _unfit(after.plan, after.foods, after.person, after.wishes)
    return pd.DataFrame(rows, columns=["nutrient", *COLUMNS]).set_index("nutrient")


def unproven_needs(before: Standing, after: Standing) -> pd.DataFrame:
    """Give what nobody can tell of a plan, in the columns of `open_needs`.

    A need is there that may or may not be met, because foods have no value for it or because our figure is
    only a bound of what the authority counts; ``missing`` is what is known less than the target.
    """
    was, judged = before.assessed, after.assessed
    doubtful = (judged["status"] == "cannot tell") & judged["items"].notna()
    told = judged[doubtful & ~judged.index.isin(LEFT_OUT)]
    label, unit = nutrients()["label"], nutrients()["unit"]
    before_known = dict(zip(was.index, was["known"], strict=True))
    rows = [
        {
            "nutrient": name,
            "name": label[name],
            "now": before_known[name],
            "after": line["known"],
            "target": line["target"],
            "unit": unit[name],
            "missing": max(line["target"] - np.nan_to_num(line["known"]), 0.0),
            "text": _doubt(str(label[name]), int(line["items"] - line["reporting"]), int(line["items"])),
        }
        for name, line in by_nutrient(told).items()
    ]
    return pd.DataFrame(rows, columns=["nutrient", *COLUMNS]).set_index("nutrient")


def _doubt(name: str, missing: int, items: int) -> str:
    if not missing:
        return f"{name}: our food figures are only a bound of what is counted here, so it cannot be told."
    return f"{name}: {missing} of {items} foods have no value, so whether it is met cannot be told."


def _row(name: str, words: tuple[str, str], sense: float, amounts: tuple[float, ...]) -> dict[str, object]:
    now, after, goal = amounts
    label, unit = words
    return {
        "nutrient": name,
        "name": label,
        "now": now,
        "after": after,
        "target": goal,
        "unit": unit,
        "missing": abs(goal - after),
        "text": f"{label} stays {_at(sense, after, goal)}.",
    }


def _at(sense: float, after: float, goal: float) -> str:
    """Say how far from its goal something stays; a limit may be 0, a target that is missed is above it."""
    if sense > 0:
        return f"at {percent(after / goal)} of the target"
    return f"at {after / goal:.0%} of the limit" if goal else NONE


def _b12(now: float, new: float, goal: float) -> list[dict[str, object]]:
    """Give absorbed B12 if too little is."""
    return [_row(ABSORBED, ("Vitamin B12 absorbed", "ug"), 1, (now, new, goal))] if new < goal else []


def _unfit(plan: Plan, foods: pd.DataFrame, person: Person, wishes: Wishes) -> list[dict[str, object]]:
    """Give every food that does not fit the diet or holds what must be left out."""
    fine = dict(zip(foods.index, eatable(foods, person, wishes), strict=True))
    unfit = dict.fromkeys(item.food for item in plan.items if not fine[item.food])
    for food in wishes.keep:  # what somebody wishes to keep stays, and is no gap
        unfit.pop(food, None)
    return [
        {"nutrient": "forbidden", "name": str(foods["name"][food]), "now": 1.0, "after": 1.0, "target": 0.0}
        | {"unit": "", "missing": 1.0, "text": f"{foods['name'][food]} does not fit and has no replacement."}
        for food in unfit
    ]
