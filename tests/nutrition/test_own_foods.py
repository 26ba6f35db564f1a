"""Foods and recipes of one's own: what they may be, and that all that follows works with them."""

import json

import pandas as pd
import pytest
from hypothesis import given

import nutrition as nu
from nutrition import display
from nutrition.errors import PlanError
from nutrition.kitchen import kitchen
from nutrition.own_foods import (
    OwnFood,
    Recipe,
    own_from_json,
    own_to_json,
    portions_with_own,
    with_own,
    with_unknown,
)
from nutrition.plans import Item, Plan
from nutrition.shopping import shopping_list
from tests.own_strategies import kept
from tests.strategies import foods_table, quick

FOODS, PORTIONS = nu.read_foods(), nu.read_portions()
BAR = OwnFood(
    "own:bar",
    "Oat bar",
    (("protein", 10), ("energy", 400), ("vitamin_b12", 2)),
    (("bar", 40), ("half a bar", 20)),
    "vegan",
    ("soy", "gluten"),
    "fortified_crystalline",
    "Label",
)
UNKNOWN = OwnFood("own:jar", "Jar of something", (("energy", 100),))
TABLET = OwnFood("own:tablet", "My tablet", (("energy", 0), ("vitamin_b12", 100_000)), b12_form="supplement")
BOWL = Recipe("own:bowl", "Bowl", (("own:bar", 100), ("own:jar", 300)), 200, 4)


def faults(make, *args, **kwargs):
    with pytest.raises(PlanError) as caught:
        make(*args, **kwargs)
    return caught.value.faults


def food(**parts):
    return OwnFood(**({"id": "own:x", "name": "X", "per_100g": ()} | parts))


def recipe(**parts):
    return Recipe(**({"id": "own:x", "name": "X", "ingredients": (("a", 100),)} | parts))


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"id": "bar"}, "id: 'bar' is not own: and up to 60 of a-z, 0-9 and -"),
        ({"id": "own:" + "a" * 61}, f"id: 'own:{'a' * 52}... is not own: and up to 60 of a-z, 0-9 and -"),
        ({"name": " "}, "name: is empty; give the food a name"),
        ({"name": "a\nb"}, "name: 'a\\nb' holds a character that cannot be written on one line"),
        ({"per_100g": (("b12", 1),)}, "per_100g: 'b12' is no nutrient; their ids are in data/nutrients.csv"),
        ({"per_100g": (("iron", -1),)}, "per_100g, iron [mg]: -1 is not between 0 and 100000"),
        ({"per_100g": (("iron", float("nan")),)}, "per_100g, iron [mg]: nan is not between 0 and 100000"),
        ({"per_100g": (("energy", float("inf")),)}, "per_100g, energy [kcal]: inf is not between 0 and 950"),
        ({"per_100g": (("protein", 100.1),)}, "per_100g, protein [g]: 100.1 is not between 0 and 100"),
        ({"per_100g": (("iron", "1"),)}, "per_100g, iron [mg]: '1' is not a number"),
        ({"per_100g": (("iron", 1), ("iron", 2))}, "per_100g: 'iron' stands there twice; keep one"),
        ({"per_100g": 7}, "per_100g: 7 is not a list of pairs"),
        ({"per_100g": (("iron", 1, 2),)}, "per_100g: ('iron', 1, 2) is not a name and a number"),
        ({"measures": (("g", 1),)}, "measures: 'g' is no name for a measure; grams are always there"),
        ({"measures": (("cup", 0),)}, "measures, 'cup' [g]: 0 is no weight; leave the measure out"),
        (
            {"diet": "Vegan"},
            "diet: 'Vegan' is not known; choose from vegan, vegetarian, pescatarian, omnivore",
        ),
        ({"allergens": "milk"}, "allergens: 'milk' is not a list; leave it out where they are not known"),
    ],
)
def test_a_food_names_the_value_that_is_wrong(wrong, fault):
    assert faults(food, **wrong) == (fault,)


@pytest.mark.parametrize(("name", "value"), [("b12_form", "pills"), ("allergens", ("nuts",))])
def test_what_is_not_known_is_named_with_the_choices(name, value):
    assert faults(food, **{name: value})[0].startswith(f"{name}: ")
    assert "is not known; choose from " in faults(food, **{name: value})[0]


def test_a_hundred_grams_hold_no_more_than_that():
    heavy = (("protein", 60), ("carbohydrate", 30), ("fat_total", 16))
    assert "come to 106 g" in faults(food, per_100g=heavy)[0]
    food(per_100g=(("protein", 60), ("carbohydrate", 30), ("fat_total", 15)))


def test_an_entry_of_a_diary_whose_weight_is_not_known_may_hold_a_whole_day():
    whole_day = (("carbohydrate", 260), ("energy", 2100), ("fat_total", 80))
    food(per_100g=whole_day, measures=(("as recorded", 100),))
    assert len(faults(food, per_100g=whole_day)) == 2  # carbohydrate and energy


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"ingredients": ()}, "ingredients: 0 is not between 1 and 100"),
        (
            {"ingredients": (("a", 0),)},
            "ingredients: together they weigh nothing; give the grams of at least one",
        ),
        ({"ingredients": (("a", -1),)}, "ingredients, 'a': -1 is not between 0 and 10000"),
        ({"ingredients": (("own:x", 1),)}, "ingredients: the recipe is one itself; leave it out"),
        ({"cooked_grams": 4.9}, "cooked_grams: 4.9 is not between 5 and 2000"),
        ({"cooked_grams": 0}, "cooked_grams: 0 is not between 5 and 2000"),
        ({"servings": 0}, "servings: 0 is not between 0.001 and 1000"),
    ],
)
def test_a_recipe_names_the_value_that_is_wrong(wrong, fault):
    assert faults(recipe, **wrong) == (fault,)


def test_the_text_of_a_food_is_what_it_says():
    assert json.loads(own_to_json(BAR)) == {
        "kind": "food",
        "id": "own:bar",
        "name": "Oat bar",
        "per_100g": {"energy": 400, "protein": 10, "vitamin_b12": 2},
        "measures": [["bar", 40], ["half a bar", 20]],
        "diet": "vegan",
        "allergens": ["soy", "gluten"],
        "b12_form": "fortified_crystalline",
        "origin": "Label",
    }
    assert json.loads(own_to_json(BOWL)) == {
        "kind": "recipe",
        "id": "own:bowl",
        "name": "Bowl",
        "ingredients": [["own:bar", 100], ["own:jar", 300]],
        "cooked_grams": 200,
        "servings": 4,
    }


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "this is no food"),
        ("[]", 'it does not say "kind"'),
        ('{"kind": ["food"]}', 'it does not say "kind"'),
        ('{"kind": "food"}', "per_100g: is missing"),
        ('{"kind": "food", "id": "own:x", "name": "X", "per_100g": {}, "colour": 1}', "has no such part"),
        (
            '{"kind": "food", "id": "own:x", "name": "X", "per_100g": {"iron": 1, "iron": 2}}',
            "stands there twice",
        ),
        ('{"kind": "food", "id": "own:x", "name": "X", "per_100g": {"iron": NaN}}', "NaN is no number"),
        ("[" * 100_000, "too deep"),
    ],
)
def test_what_is_no_food_is_refused_with_the_reason(text, part):
    assert part in "\n".join(faults(own_from_json, text))


def test_a_part_for_another_program_is_passed_over():
    text = '{"kind": "food", "id": "own:x", "name": "X", "per_100g": {}, "x-shop": "corner"}'
    assert own_from_json(text) == OwnFood("own:x", "X", ())


@quick
@given(kept())
def test_saved_and_read_again_each_is_equal(own):
    assert tuple(own_from_json(own_to_json(each)) for each in own) == own


def test_without_any_the_tables_are_the_same():
    assert with_own(FOODS, ()) is FOODS
    assert portions_with_own(PORTIONS, (UNKNOWN,)) is PORTIONS


def test_a_food_is_a_row_like_others_and_what_it_does_not_say_is_not_known():
    table = with_own(FOODS, (BAR, UNKNOWN))
    row = table.loc["own:bar"]
    assert (row["name"], row["group"], row["diet"], row["allergens"]) == (
        "Oat bar",
        "Own foods",
        "vegan",
        "soy;gluten",
    )
    assert (row["energy"], row["vitamin_b12"]) == (400, 2)
    assert pd.isna(row["iron"])
    assert pd.isna(table.loc["own:jar", "allergens"])
    assert table.dtypes.equals(FOODS.dtypes)
    assert (table.index.dtype, table.index.name) == (FOODS.index.dtype, "food_id")
    pd.testing.assert_frame_equal(table.iloc[: len(FOODS)], FOODS)


def test_a_tablet_of_ones_own_counts_as_a_supplement():
    table = with_own(FOODS, (TABLET,))
    given = nu.eaten(Plan((Item("own:tablet", 1),)), table)
    assert given.loc["vitamin_b12", "supplements"] == 1000


def test_a_recipe_is_the_sum_of_its_ingredients_over_its_weight():
    row = with_own(FOODS, (BOWL, BAR, UNKNOWN)).loc["own:bowl"]
    assert row["energy"] == 350  # (100 g of 400 and 300 g of 100 kcal) in 200 g
    assert pd.isna(row["vitamin_b12"])  # the jar does not say
    assert pd.isna(row["allergens"])
    assert row["diet"] == ""


def test_a_recipe_of_known_foods_has_their_diet_allergens_and_form():
    ingredients = (("own:bar", 100), ("own:egg", 100))
    egg = OwnFood(
        "own:egg", "Egg", {"vitamin_b12": 1}, diet="vegetarian", allergens=("egg",), b12_form="none"
    )
    row = with_own(FOODS, (egg, BAR, recipe(ingredients=ingredients))).loc["own:x"]
    assert (row["diet"], row["allergens"], row["b12_form"]) == (
        "vegetarian",
        "egg;gluten;soy",
        "fortified_crystalline",
    )
    assert row["vitamin_b12"] == 1.5


def test_b12_that_does_not_count_does_not_count_in_a_recipe_either():
    alga = OwnFood("own:alga", "Alga", {"vitamin_b12": 90}, b12_form="inactive_analogue")
    row = with_own(FOODS, (alga, recipe(ingredients=(("own:alga", 5),)))).loc["own:x"]
    assert row["vitamin_b12"] == 0


def test_nothing_of_a_food_takes_nothing_from_what_is_known():
    row = with_own(FOODS, (BAR, UNKNOWN, recipe(ingredients=(("own:bar", 50), ("own:jar", 0))))).loc["own:x"]
    assert row["vitamin_b12"] == 2


def test_a_recipe_may_be_made_of_recipes_in_any_order():
    outer = recipe(ingredients=(("own:bowl", 100), ("own:bar", 100)))
    assert with_own(FOODS, (outer, BOWL, BAR, UNKNOWN)).loc["own:x", "energy"] == 375


def test_a_recipe_that_is_made_of_itself_is_there_and_says_so():
    own = (recipe(ingredients=(("own:y", 1),)), recipe(id="own:y", ingredients=(("own:x", 1),)))
    row = with_own(FOODS, own).loc["own:x"]
    assert pd.isna(row["energy"])
    assert row["note"].startswith("Nothing is known of it")


def test_measures_are_there_the_usual_one_first_and_a_recipe_has_a_serving():
    table = portions_with_own(PORTIONS, (BAR, BOWL))
    assert nu.measures("own:bar", table) == {"bar": 40, "half a bar": 20, "g": 1}
    assert nu.measures("own:bowl", table) == {"serving": 50, "g": 1}
    assert list(table[table["food_id"] == "own:bar"]["usual"].fillna(0)) == [1, 0]
    assert table.dtypes.equals(PORTIONS.dtypes)


def test_a_food_table_with_fewer_columns_works_too():
    table = with_own(foods_table({"rice": {"energy": 130.0}}), (BAR, recipe(ingredients=(("rice", 100),))))
    assert list(table["energy"]) == [130, 400, 130]


def test_ones_own_are_not_proposed_unasked():
    about = kitchen(with_own(FOODS, (BAR, TABLET, BOWL)))
    assert not about.loc[["own:bar", "own:tablet", "own:bowl"], "offer"].any()


# All that follows

OWN = (BAR, UNKNOWN, TABLET, BOWL)
TABLE, MEASURES = with_own(FOODS, OWN), portions_with_own(PORTIONS, OWN)
PLAN = Plan(
    (
        Item("own:bar", 80, "Breakfast", "08:00", measure="bar"),
        Item("own:jar", 200, "Lunch", "12:30"),
        Item("own:bowl", 50, "Dinner", "19:00", measure="serving"),
        Item("own:tablet", 1, "Dinner", "19:00", per_week=1),
        Item("171249", 100, "Dinner", "19:00"),
    )
)
WHO = nu.Person(34, "female", diet="vegan")


def test_a_plan_with_them_is_added_up_and_assessed():
    assessed = nu.assess(nu.eaten(PLAN, TABLE), nu.needed(WHO))
    assert assessed.loc["energy", "known"] > 320 + 200 + 175
    assert nu.by_item(PLAN, TABLE)["vitamin_b12"][0] == pytest.approx(1.6)
    assert not nu.absorbed(PLAN, TABLE, WHO).empty
    assert not nu.notices(WHO, PLAN, TABLE).empty


def test_they_are_found_shown_and_bought():
    assert nu.find(TABLE, "oat bar").index[0] == "own:bar"
    table = display.day_table(PLAN, TABLE, nu.all_measures(MEASURES), 1, {})
    assert table["sittings"][0]["items"][0]["amount"] == "2"
    assert display.choices(TABLE.loc[["own:jar"]], MEASURES)[0]["b12"] is None
    bought = shopping_list(PLAN, TABLE, MEASURES).set_index("food")
    assert bought.loc["own:bar", "amount"] == "2 bars"


def test_gaps_are_closed_around_them():
    some = TABLE.iloc[[*range(0, len(FOODS), 10), *range(-len(OWN), 0)]]
    plan = Plan(PLAN.items[:4])
    suggestion = nu.suggest(plan, some, nu.needed(WHO), WHO, seconds=0)
    added = {item.food for item in suggestion.plan.items} - {item.food for item in PLAN.items}
    assert not {food for food in added if food.startswith("own:")}
    assert len(suggestion.changes) > 0


def test_a_plan_with_a_food_that_is_gone_can_be_shown(table):
    plan = nu.Plan((nu.Item("own:gone", 100), nu.Item("no-more", 50), nu.Item(table.index[0], 100)))
    foods = with_unknown(table, plan)
    assert foods.loc[["no-more", "own:gone"], "name"].tolist() == [
        "Food that is gone (no-more)",
        "Food that is gone (own:gone)",
    ]
    assert nu.eaten(plan, foods).loc["vitamin_b12", "reporting"] == 1
    assert len(nu.notices(nu.Person(35, "female", risks=("metformin",)), plan, foods)) > 0
    assert with_unknown(table, nu.sample("omnivore")) is table
