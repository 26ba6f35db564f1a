"""What a person does to a plan on the page, as plain functions from one plan to the next.

Events come from the browser, so nothing in them is trusted: a wrong one raises `PlanError`.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

import nutrition as nu

Event = Mapping[str, object]
Weights = Mapping[str, Mapping[str, float]]  # food, measure: grams of one, as `all_measures` gives them


def usual_times(meals: pd.DataFrame, plan: nu.Plan, day: int) -> dict[str, str]:
    """Give the time of every meal: as it stands on that day of the plan, else the usual one."""
    planned = {item.meal: item.at or "" for item in plan.items if item.day == day}
    return dict(zip(meals["meal"], meals["at"], strict=True)) | planned


def chosen(event: Event, weights: Weights, meal: str, at: str, day: int) -> nu.Item:
    """Give the food that was chosen as an item, in the amount and measure that stood beside it."""
    food, measure = str(event.get("food")), str(event.get("measure"))
    grams = nu.parse_amount(str(event.get("amount"))) * _weight(food, measure, weights)
    return nu.Item(food, grams, meal, at or None, day, measure=measure)


def edited(plan: nu.Plan, event: Event, weights: Weights, times: Mapping[str, str], day: int) -> nu.Plan:
    """Do one edit of the plan's table."""
    what, to = event.get("do"), str(event.get("to", ""))
    if what in ("meal", "time"):
        return _sitting(plan, event, {"meal": to} if what == "meal" else {"at": to or None}, day)
    index = _place(plan, event)
    item = plan.items[index]
    if what == "remove":
        return plan.remove(index)
    if what == "measure":
        return plan.change(index, measure=to)
    if what == "move":
        return plan.change(index, meal=to, at=times.get(to, item.at) or None)
    if what == "often":
        return plan.change(index, per_week=nu.parse_amount(to))
    if what == "amount":
        return plan.change(index, grams=nu.parse_amount(to) * _weight(item.food, item.measure, weights))
    raise nu.PlanError([f"{what!r} is nothing that can be done to a plan"])


def _sitting(plan: nu.Plan, event: Event, parts: dict[str, str | None], day: int) -> nu.Plan:
    meal, at = event.get("meal"), event.get("at") or None
    items = tuple(
        replace(item, **parts) if (item.day, item.meal, item.at) == (day, meal, at) else item  # type: ignore[arg-type]
        for item in plan.items
    )
    return replace(plan, items=items)


def _place(plan: nu.Plan, event: Event) -> int:
    """Give the item's place, if the food there is still the one that was on the screen."""
    index = event.get("index")
    if (
        isinstance(index, int)
        and 0 <= index < len(plan.items)
        and plan.items[index].food == event.get("food")
    ):
        return index
    raise nu.PlanError(["the plan has changed since this row was drawn; nothing was done, please try again"])


def _weight(food: str, measure: str, weights: Weights) -> float:
    return weights.get(food, {}).get(measure, 1.0)  # a measure that is gone, or "g": grams
