"""The plan file: what was written once opens for ever, with the foods of one's own that are in it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given

import nutrition as nu
from nutrition.errors import PlanError
from nutrition.exchange.plan_file import PlanFile, beside, check_foods, read_plan, used, write_plan
from nutrition.own_foods import OwnFood, Recipe
from nutrition.plans import Item, Plan
from tests.own_strategies import plans_with_own
from tests.strategies import quick

KEPT = Path(__file__).parents[1] / "fixtures/plan_files"
SALMON = "175168"
BAR = OwnFood("own:bar", "Oat bar", {"energy": 410})
STEW = Recipe("own:stew", "Stew", ((SALMON, 200), ("own:bar", 80)))
SPARE = OwnFood("own:spare", "Not in the plan", {"energy": 1})
PLAN = Plan((Item("own:stew", 300), Item(SALMON, 50)), "Mine")
TWO_DAYS = Plan(
    (Item(SALMON, 120.5, "Dinner", "19:00"), Item("X201", 1, "Breakfast", None, 2, 1, "tablet")), "My week", 2
)
FILES = {  # every file that a planner of version 1 wrote or took
    "v1_two_days.json": PlanFile(TWO_DAYS),
    "v1_two_days.csv": PlanFile(TWO_DAYS),
    "v1_semicolons.csv": PlanFile(Plan((Item(SALMON, 120.5, "Dinner"),))),
    "v1_formulas.csv": PlanFile(Plan((Item(SALMON, 100, "=1+1"),), "@home")),
    "v1_for_others.json": PlanFile(Plan((Item(SALMON, 100),))),
    "v1_own_foods.json": PlanFile(
        Plan((Item("own:stew", 300, "Lunch", "12:30", measure="serving"), Item("own:bar", 40)), "Own foods"),
        (
            OwnFood(
                "own:bar",
                "Oat bar, “Müsli” 50 %",
                (("energy", 410), ("protein", 9.5), ("vitamin_b12", 0)),
                (("bar", 40),),
                "vegan",
                ("gluten", "soy"),
                "none",
                "Label",
            ),
            Recipe("own:stew", "Stew", ((SALMON, 200), ("own:bar", 80)), 600, 2),
        ),
    ),
}


def faults(make, *args):
    with pytest.raises(PlanError) as caught:
        make(*args)
    return caught.value.faults


def changed(**parts):
    return json.dumps(json.loads(write_plan(PLAN, (BAR, STEW))) | parts).encode()


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_kept_opens_as_what_it_says(name):
    assert read_plan((KEPT / name).read_bytes()) == FILES[name]
    check_foods(FILES[name], nu.read_foods())


def test_every_file_that_was_kept_is_opened_here():
    assert {path.name for path in KEPT.iterdir()} == set(FILES)


def test_the_example_in_the_documents_opens():
    text = (KEPT.parents[2] / "docs/plan_file.md").read_text("utf-8")
    file = read_plan(re.search(r"```json\n(.*?)```", text, re.DOTALL)[1].encode())
    check_foods(file, nu.read_foods())
    assert (file.plan.name, len(file.plan.items), file.own[0].name) == ("My week", 2, "Oat bar")


def test_foods_go_along_where_the_plan_holds_them_also_inside_a_recipe():
    assert used(PLAN, (SPARE, STEW, BAR)) == (STEW, BAR)
    assert [each["id"] for each in json.loads(write_plan(PLAN, (SPARE, STEW, BAR)))["foods"]] == [
        "own:stew",
        "own:bar",
    ]


def test_a_plan_without_foods_of_ones_own_is_written_as_before():
    assert write_plan(TWO_DAYS, (BAR,)) == TWO_DAYS.to_json()


def test_every_fault_of_plan_and_foods_is_listed_with_its_place():
    foods = [{"kind": "food", "id": "own:bar", "name": "", "per_100g": {}}, 7]
    assert faults(read_plan, changed(foods=foods, days=0)) == (
        "days: 0 is not a whole number from 1 to 31",
        "food 1, name: is empty; give the food a name",
        'food 2, 7 is no food: it does not say "kind": "food" or "recipe"',
    )


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"colour": 1}, "colour: a plan has no such part"),
        ({"foods": 3}, "foods: 3 is not a list of at most 500 foods"),
        ({"version": 2}, "version: 2 is not 1; a newer planner wrote this file"),
    ],
)
def test_what_later_planners_may_write_is_refused_by_name(parts, fault):
    assert faults(read_plan, changed(**parts)) == (fault,)


def test_a_food_that_stands_there_twice_is_named():
    rows = json.loads(write_plan(PLAN, (BAR, STEW)))["foods"]
    assert faults(read_plan, changed(foods=[*rows, rows[0]])) == (
        "food 3, id: 'own:bar' stands there twice; keep one",
    )


def test_foods_that_nobody_has_are_named():
    other = Recipe("own:stew", "Stew", (("gone", 1), (SALMON, 1)))
    file = PlanFile(Plan((Item("own:other", 1), Item("own:stew", 1))), (other,))
    assert faults(check_foods, file, nu.read_foods()) == (
        "item 1, food: 'own:other' is not in the food table; it may be another planner's",
        "recipe 'Stew': its ingredient 'gone' is not in the food table",
    )


def test_recipes_made_of_each_other_are_named():
    one, other = (Recipe(f"own:{a}", a, ((f"own:{b}", 1),)) for a, b in ("xy", "yx"))
    found = faults(check_foods, PlanFile(Plan(), (one, other, BAR)), nu.read_foods())
    assert found == tuple(f"recipe '{name}': is made of itself; take one ingredient out" for name in "xy")


def test_a_food_does_not_take_the_place_of_another_with_its_id():
    theirs = PlanFile(Plan((Item("own:stew", 1), Item("own:bar", 2))), (BAR, STEW))
    mine = OwnFood("own:bar", "Another bar", {"energy": 1})
    kept = beside(theirs, (mine,))
    assert [item.food for item in kept.plan.items] == ["own:stew", "own:bar-2"]
    assert kept.own[0] == OwnFood("own:bar-2", "Oat bar", {"energy": 410})
    assert kept.own[1].ingredients == ((SALMON, 200), ("own:bar-2", 80))


def test_a_food_that_is_there_already_stays_as_it_is():
    theirs = PlanFile(PLAN, (BAR, STEW))
    assert beside(theirs, (STEW, BAR, SPARE)) == theirs


def test_a_new_id_is_one_that_nobody_has():
    long_id = "own:" + "b" * 60
    theirs = PlanFile(Plan((Item(long_id, 1),)), (OwnFood(long_id, "Theirs", {}),))
    taken = (OwnFood(long_id, "Mine", {}), OwnFood("own:" + "b" * 51 + "-2", "Mine too", {}))
    assert beside(theirs, taken).plan.items[0].food == "own:" + "b" * 51 + "-3"


@quick
@given(plans_with_own())
def test_saved_and_opened_again_plan_and_foods_are_equal(drawn):
    plan, own = drawn
    file = read_plan(write_plan(plan, own).encode())
    assert file == PlanFile(plan, used(plan, own))
    assert write_plan(file.plan, file.own) == write_plan(plan, own)
