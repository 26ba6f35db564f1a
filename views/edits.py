"""What a person does to a plan on the page, as plain functions from one plan to the next.

Events come from the browser, so nothing in them is trusted: a wrong one raises `PlanError`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

import nutrition as nu
from nutrition.changes import Change, changed

Event = Mapping[str, object]
Places = tuple[int, ...]
Meal = tuple[int, str]  # day and name
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


def about(event: Event, error: nu.PlanError, foods: pd.DataFrame) -> nu.PlanError:
    """Say which food a refusal is about."""
    food = str(event.get("food"))
    if food not in foods.index:
        return error
    return nu.PlanError([f"{foods['name'][food]}, {fault}" for fault in error.faults])


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


def taken(start: nu.Plan, changes: Sequence[Change], order: Sequence[int], now: nu.Plan) -> Places | None:
    """Give which changes of a proposal, in the order they were taken, made the plan of today from its start.

    What was undone is not among them, and is again after a redo. None where the plan was edited otherwise.
    """
    for count in range(len(order), -1, -1):
        first = tuple(order[:count])
        if changed(start, [changes[place] for place in first]).items == now.items:
            return first
    return None


def picked(event: Event, number: int, texts: Sequence[str], taken: Places) -> Places:
    """Give the places of the changes that were accepted: one, or all that are left.

    A proposal that became another one since it was drawn is not taken.
    """
    left = tuple(place for place in range(len(texts)) if place not in taken)
    which, text = event.get("change"), event.get("text")
    if event.get("proposal") == number:
        if which == "all" and text == "\n".join(texts):
            return left
        if isinstance(which, int) and which in left and text == texts[which]:
            return (which,)
    raise nu.PlanError(["the proposal has changed since it was drawn; nothing was done, please look again"])


def kept(plan: nu.Plan, meals: Sequence[Meal], days: int) -> nu.Plan:
    """Give a plan of so many days with the meals that are to stay, and nothing else."""
    items = tuple(item for item in plan.items if (item.day, item.meal) in meals and item.day <= days)
    return replace(plan, items=items, days=days)


def copied(plan: nu.Plan) -> nu.Plan:
    """Give a plan under the name of a copy."""
    return replace(plan, name=f"{plan.name[:80]} (copy)")


def toggled(meals: Sequence[Meal], meal: Meal) -> tuple[Meal, ...]:
    """Add a meal to those that stay, or let it go."""
    return tuple(one for one in meals if one != meal) if meal in meals else (*meals, meal)


def open_meals(plan: nu.Plan, meals: Sequence[Meal], day: int) -> tuple[str, ...]:
    """Give the meals of a day of the plan that need not stay."""
    names = dict.fromkeys(item.meal for item in plan.items if item.day == day)
    return tuple(name for name in names if (day, name) not in meals)


def asked_again(plan: nu.Plan, event: Event) -> tuple[str, int, str]:
    """Give what to do with a meal or a day of a new plan: keep, meal or day; which day, which meal."""
    do, day, meal = event.get("do"), event.get("day"), str(event.get("meal") or "")
    there = {(item.day, item.meal) for item in plan.items}
    if do in ("keep", "meal") and isinstance(day, int) and (day, meal) in there:
        return str(do), day, meal
    if do == "day" and isinstance(day, int) and 1 <= day <= plan.days:
        return "day", day, ""
    raise nu.PlanError([f"{do!r} cannot be done to {meal or 'the plan'!r}; nothing was done"])
