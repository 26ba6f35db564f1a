"""The file a plan travels in: with the foods and recipes of one's own that are in it, and nobody's person."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

import pandas as pd

from nutrition.checks import shown
from nutrition.errors import PlanError
from nutrition.exchange.reading import text_of
from nutrition.own_foods import Own, Recipe, own_fields, own_of
from nutrition.plans import Plan, plan_body

MOST_FOODS = 500  # of one's own in one file


@dataclass(frozen=True)
class PlanFile:
    """A plan and the foods and recipes of one's own that it may hold."""

    plan: Plan
    own: tuple[Own, ...] = ()


def used(plan: Plan, own: Sequence[Own]) -> tuple[Own, ...]:
    """Give what of one's own is in a plan, also inside a recipe, in the order given."""
    mine = {each.id: each for each in own}
    found: set[str] = set()
    look = [item.food for item in plan.items]
    while look:
        each = mine.get(look.pop())
        if each and each.id not in found:
            found.add(each.id)
            look += [food for food, _ in each.ingredients] if isinstance(each, Recipe) else []
    return tuple(each for each in mine.values() if each.id in found)


def write_plan(plan: Plan, own: Sequence[Own] = ()) -> str:
    """Give a plan as a file; own foods and recipes go along where the plan holds them."""
    foods = [own_fields(each) for each in used(plan, own)]
    if not foods:
        return plan.to_json()
    body = {**json.loads(plan.to_json()), "foods": foods}
    return json.dumps(body, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def read_plan(content: bytes) -> PlanFile:
    """Read a plan file: JSON where it starts with a brace, else a table.

    Raises
    ------
    PlanError
        listing every fault of the plan and of its foods, each with its place.
    """
    text = text_of(content)
    return plan_of_json(text) if text.lstrip().startswith("{") else PlanFile(Plan.from_csv(text))


def plan_of_json(text: str) -> PlanFile:
    """Read what `write_plan` wrote; `PlanError` lists every fault."""
    body = plan_body(text)
    faults: list[str] = []
    own = _foods(body.pop("foods", []), faults)
    try:
        plan = Plan.from_body(body)
    except PlanError as error:
        raise PlanError([*error.faults, *faults]) from None
    if faults:
        raise PlanError(faults)
    return PlanFile(plan, own)


def check_foods(file: PlanFile, foods: pd.DataFrame) -> None:
    """Refuse a plan with foods that neither the food table nor the file holds, naming each of them."""
    mine = {each.id for each in file.own}
    faults = [
        f"item {number}, food: {shown(item.food)} is not in the food table; it may be another planner's"
        for number, item in enumerate(file.plan.items, 1)
        if item.food not in mine and item.food not in foods.index
    ]
    if faults := [*faults, *_ingredient_faults(file.own, foods.index), *_circles(file.own)]:
        raise PlanError(faults)


def beside(file: PlanFile, mine: Sequence[Own]) -> PlanFile:
    """Give a file whose foods can be kept beside somebody's own, without taking the id of another.

    A food that is already there, equal in all parts, keeps its id.
    """
    kept = {each.id: each for each in mine}
    new_ids: dict[str, str] = {}
    for each in file.own:
        if kept.get(each.id, each) != each:
            new_ids[each.id] = _free(each.id, {*kept, *new_ids.values(), *(other.id for other in file.own)})
    if not new_ids:
        return file
    items = tuple(replace(item, food=new_ids.get(item.food, item.food)) for item in file.plan.items)
    return PlanFile(replace(file.plan, items=items), tuple(_renamed(each, new_ids) for each in file.own))


def _free(own_id: str, taken: set[str]) -> str:
    """Give the id with the first number behind it that is free."""
    return next(new for number in count(2) if (new := f"{own_id[:55]}-{number}") not in taken)


def _renamed(own: Own, new_ids: Mapping[str, str]) -> Own:
    own_id = new_ids.get(own.id, own.id)
    if not isinstance(own, Recipe):
        return replace(own, id=own_id)
    made_of = tuple((new_ids.get(food, food), grams) for food, grams in own.ingredients)
    return replace(own, id=own_id, ingredients=made_of)


def _foods(rows: object, faults: list[str]) -> tuple[Own, ...]:
    """Make every row a food or recipe; what is wrong is added to the faults."""
    if not isinstance(rows, list) or len(rows) > MOST_FOODS:
        faults.append(f"foods: {shown(rows)} is not a list of at most {MOST_FOODS} foods")
        return ()
    found: dict[str, Own] = {}
    for number, row in enumerate(rows, 1):
        try:
            each = own_of(row)
        except PlanError as error:
            faults += [f"food {number}, {fault}" for fault in error.faults]
            continue
        if each.id in found:
            faults.append(f"food {number}, id: {shown(each.id)} stands there twice; keep one")
        found[each.id] = each
    return tuple(found.values())


def _ingredient_faults(own: Sequence[Own], table: pd.Index) -> Iterable[str]:
    mine = {each.id for each in own}
    for each in own:
        for food, _ in each.ingredients if isinstance(each, Recipe) else ():
            if food not in mine and food not in table:
                yield f"recipe {shown(each.name)}: its ingredient {shown(food)} is not in the food table"


def _circles(own: Sequence[Own]) -> Iterable[str]:
    """Name recipes that are made of themselves by way of others."""
    left = {each.id: {food for food, _ in each.ingredients} for each in own if isinstance(each, Recipe)}
    while ready := [own_id for own_id, made_of in left.items() if not made_of & set(left)]:
        for own_id in ready:
            del left[own_id]
    for each in own:
        if each.id in left:
            yield f"recipe {shown(each.name)}: is made of itself; take one ingredient out"
