"""A recipe in a plan counts as the foods it is made of: what is not known of one hides nothing of the others.

The figures are worked out by hand from the foods below.
"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutrition as nu
from nutrition import display
from nutrition.gaps.loads import b12_per_100_g
from nutrition.intake import (
    by_day,
    by_item,
    by_meal,
    contributions,
    eaten,
    gaps_of_items,
    known_per_100_g,
    of_items,
    unknown,
)
from nutrition.made_of import made_of
from nutrition.own_foods import OwnFood, Recipe, with_own
from nutrition.plans import Item, Plan
from nutrition.risks import b12_cover
from tests.own_strategies import OURS, kept
from tests.strategies import foods_table, quick

BEEF = OwnFood("own:beef", "Beef", {"energy": 200, "vitamin_b12": 3, "iron": 2}, b12_form="natural_animal")
YEAST = OwnFood("own:yeast", "Yeast", {"energy": 300, "vitamin_b12": 40}, b12_form="fortified_crystalline")
SPICE = OwnFood("own:spice", "Spice", {})
POWDER = OwnFood("own:powder", "Powder", {"energy": 0, "vitamin_b12": 1000}, b12_form="supplement")
# 300 g beef, 10 g yeast and 5 g spice, 250 g when done
STEW = Recipe(
    "own:stew", "Stew", (("own:beef", 300), ("own:yeast", 10), ("own:spice", 5)), cooked_grams=250, servings=2
)
PIE = Recipe("own:pie", "Pie", (("own:stew", 125), ("rice", 75)))
FOODS = with_own(
    foods_table({"rice": {"energy": 130.0, "vitamin_b12": 0.0, "iron": 0.2}}).assign(
        b12_form="none", note=""
    ),
    (PIE, STEW, BEEF, YEAST, SPICE, POWDER),
)
HALF = Plan((Item("own:stew", 125, "Dinner", "19:00"), Item("rice", 100, "Dinner", "19:00")))
B12 = "vitamin_b12"


def test_the_row_of_a_recipe_stays_unknown_and_says_what_it_is_made_of():
    row = FOODS.loc["own:stew"]
    assert math.isnan(row[B12])
    assert math.isnan(row["energy"])
    assert dict(made_of(row["made_of"])) == {"own:beef": 120, "own:yeast": 4, "own:spice": 2}
    assert FOODS.loc["rice", "made_of"] == ""


def test_the_known_part_counts_and_the_spice_is_unknown_by_its_weight():
    # 150 g beef, 5 g yeast, 2.5 g spice, 100 g rice: 300 + 15 + 130 kcal, and 2.5 g as 2.5
    result = eaten(HALF, FOODS)
    assert result.loc["energy", "known"] == pytest.approx(445)
    assert result.loc[B12, "known"] == pytest.approx(150 * 0.03 + 5 * 0.4)
    assert result.loc[B12, "unknown_share"] == pytest.approx(2.5 / 447.5)
    assert result.loc[B12, ["items", "reporting"]].tolist() == [4, 3]
    assert result.loc["iron", "known"] == pytest.approx(3 + 0.2)
    assert result.loc["iron", "unknown_share"] == pytest.approx((15 + 2.5) / 447.5)


def test_every_way_to_look_at_a_plan_gives_the_same_sum():
    b12 = pytest.approx(6.5)
    assert by_item(HALF, FOODS)[B12].tolist() == [b12, 0]
    assert by_item(HALF, FOODS)["grams"].tolist() == [125, 100]
    assert of_items(HALF, FOODS, [B12]).tolist() == [[b12], [0]]
    assert by_meal(HALF, FOODS).query("nutrient == @B12")["known"].tolist() == [b12]
    assert by_day(HALF, FOODS).query("nutrient == @B12")["unknown_share"].tolist() == [
        pytest.approx(2.5 / 447.5)
    ]
    first = contributions(HALF, FOODS, B12).iloc[0]
    assert (first["food"], first["grams"], first["amount"], first["share"]) == ("own:stew", 125, b12, 1)
    assert gaps_of_items(HALF, FOODS, ["energy", B12]).tolist() == [[True, True], [False, False]]
    assert unknown(HALF, FOODS, B12) == ("own:stew",)


def test_a_recipe_in_a_recipe_counts_as_its_foods_too():
    # 200 g of pie are 125 g of stew and 75 g of rice
    result = eaten(Plan((Item("own:pie", 200),)), FOODS)
    assert result.loc[B12, "known"] == pytest.approx(6.5)
    assert result.loc["energy", "known"] == pytest.approx(300 + 15 + 97.5)
    assert result.loc["energy", "items"] == 4


def test_what_is_absorbed_goes_by_the_form_of_each_ingredient():
    who, taken = nu.Person(35, "female"), ("Dinner", "19:00")
    apart = Plan(
        (Item("own:beef", 150, *taken), Item("own:yeast", 5, *taken), Item("rice", 100, *taken)), "apart"
    )
    for found in ("eaten", "low", "mid", "high"):
        assert nu.absorbed(HALF, FOODS, who)[found][0] == pytest.approx(
            nu.absorbed(apart, FOODS, who)[found][0]
        )
    assert nu.absorbed(HALF, FOODS, who)["unknown"][0] == 1


def test_b12_that_no_food_has_to_set_free_covers_inside_a_recipe_as_well():
    dose = Recipe("own:shake", "Shake", (("own:powder", 1), ("rice", 99)))
    foods = with_own(FOODS, (dose,))
    plan = Plan((Item("own:shake", 100, "Breakfast", "08:00"),))
    assert b12_cover(nu.Person(35, "female"), plan, foods)["crystalline"] == "covered"
    assert eaten(plan, foods).loc[B12, "supplements"] == 10


def test_an_ingredient_that_was_deleted_is_unknown_and_the_rest_counts():
    foods = with_own(FOODS, (Recipe("own:soup", "Soup", (("own:gone", 40), ("own:beef", 60))),))
    result = eaten(Plan((Item("own:soup", 100),)), foods)
    assert result.loc[B12, ["items", "reporting"]].tolist() == [2, 1]
    assert result.loc[B12, "known"] == pytest.approx(1.8)
    assert result.loc[B12, "unknown_share"] == pytest.approx(40 / 160)
    assert nu.absorbed(Plan((Item("own:soup", 100),)), foods, nu.Person(35, "female"))["unknown"][0] == 1
    assert foods.loc["own:soup", "note"] == "Not known, as it is in no food table: own:gone."


def test_what_is_known_of_100_grams_is_what_counts_where_changes_are_weighed():
    stew = FOODS.index.get_loc("own:stew")
    assert known_per_100_g(FOODS, [B12])[stew, 0] == pytest.approx(5.2)
    load, passive = b12_per_100_g(FOODS, nu.Person(35, "female"))
    alone = with_own(FOODS, ()).drop(columns="made_of")
    of_foods, past = b12_per_100_g(alone, nu.Person(35, "female"))
    beef, yeast = (FOODS.index.get_loc(name) for name in ("own:beef", "own:yeast"))
    assert load[stew] == pytest.approx(1.2 * of_foods[beef] + 0.04 * of_foods[yeast])
    assert passive[stew] == pytest.approx(1.2 * past[beef] + 0.04 * past[yeast])


def test_in_a_table_of_some_foods_a_recipe_counts_by_its_row():
    known = Recipe("own:bowl", "Bowl", (("own:beef", 50), ("rice", 50)))
    few = with_own(FOODS, (known,)).loc[["own:bowl"]]
    assert eaten(Plan((Item("own:bowl", 100),)), few).loc[B12, "known"] == 1.5


def test_nothing_of_a_recipe_is_a_known_nothing():
    result = eaten(Plan((Item("own:stew", 0),)), FOODS)
    assert result.loc[B12, ["known", "unknown_share"]].tolist() == [0, 0]


def test_the_plan_says_at_least_beside_a_recipe_that_is_known_in_part():
    (sitting,) = display.day_table(HALF, FOODS.assign(basis="own"), {}, 1, {})["sittings"]
    assert [(item["energy"], item["b12"]) for item in sitting["items"]] == [
        ("≥ 315 kcal", "≥ 6.5 µg"),
        ("130 kcal", "0.0 µg"),
    ]
    assert sitting["total"] == "≥ 445 kcal · B12 ≥ 6.5 µg"


@quick
@given(kept(), st.floats(1, 900))
def test_a_recipe_gives_what_its_raw_ingredients_give(own, grams):
    ours = nu.read_foods().loc[
        list(OURS), ["name", "group", "b12_form", "note", "energy", B12, "iron", "iodine"]
    ]
    foods = with_own(ours, own)
    for dish in [each for each in own if isinstance(each, Recipe)]:
        share = grams / dish.grams
        parts = [
            Item(food, weight * share) for food, weight in dish.ingredients if 0 < weight * share < 10_000
        ]
        if len(parts) == len(dish.ingredients):
            one, all_parts = (eaten(Plan(each), foods) for each in ((Item(dish.id, grams),), tuple(parts)))
            for name in ("known", "unknown_share", "supplements"):
                assert one[name].tolist() == pytest.approx(all_parts[name].tolist(), rel=1e-9, nan_ok=True)
