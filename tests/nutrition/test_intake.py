import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.errors import PlanError
from nutrition.intake import (
    by_day,
    by_item,
    by_meal,
    contributions,
    eaten,
    known_sum,
    of_items,
    per_100_g,
    unknown,
)
from nutrition.plans import Item, Plan
from tests.strategies import IDS, NAN, NUTRIENTS, foods, foods_table, items, plans, quick

FOODS = foods_table(
    {
        "bread": {"energy": 200, "zinc": 1, "vitamin_b12": 0, "iodine": NAN},
        "cheese": {"energy": 400, "vitamin_b12": 1.5},
        "sauce": {},
        "water": {"energy": 0, "zinc": 0},
        "tablet": {"energy": 0, "vitamin_b12": 50_000},
    }
)
LUNCH = (Item("bread", 100), Item("cheese", 25), Item("sauce", 50))


def test_the_worked_example_of_the_docstring():
    result = eaten(Plan(LUNCH), FOODS)
    assert result.loc["energy", "known"] == 300
    assert result.loc["zinc", "known"] == 1
    assert result.loc["zinc", "unknown_share"] == pytest.approx(150 / 350)
    assert result.loc["zinc", ["items", "reporting"]].tolist() == [3, 1]
    assert result.loc["vitamin_b12", "known"] == pytest.approx(0.375)
    assert result.loc["vitamin_b12", "unknown_share"] == pytest.approx(50 / 350)


def test_the_columns_and_rows_are_those_promised():
    result = eaten(Plan(LUNCH), FOODS)
    assert result.columns.tolist() == [
        "known", "unknown_share", "items", "reporting", "supplements", "supplements_unknown",
    ]  # fmt: skip
    assert result.index.tolist() == ["energy", "zinc", "vitamin_b12", "iodine"]
    assert result.index.name == "nutrient"


def test_what_no_food_reports_is_not_known_rather_than_zero():
    row = eaten(Plan(LUNCH), FOODS).loc["iodine"]
    assert math.isnan(row["known"])
    assert row["unknown_share"] == 1
    assert row["reporting"] == 0


def test_an_empty_plan_gives_a_known_nothing():
    result = eaten(Plan(), FOODS)
    assert (result["known"] == 0).all()
    assert (result["unknown_share"] == 0).all()
    assert (result["items"] == 0).all()


def test_zero_grams_of_a_food_give_a_known_nothing():
    row = eaten(Plan((Item("sauce", 0),)), FOODS).loc["zinc"]
    assert row[["known", "unknown_share", "items", "reporting"]].tolist() == [0, 0, 1, 1]


def test_a_plan_without_any_energy_weighs_by_grams():
    plan = Plan((Item("water", 300), Item("tablet", 100)))
    assert eaten(plan, FOODS).loc["zinc", "unknown_share"] == pytest.approx(0.25)


def test_a_food_without_energy_weighs_nothing_beside_one_that_has_some():
    plan = Plan((Item("water", 300), Item("cheese", 100)))
    assert eaten(plan, FOODS).loc["vitamin_b12", "unknown_share"] == 0


def test_a_weekly_tablet_counts_a_seventh_and_days_are_averaged():
    tablet = Item("tablet", 1, per_week=1)
    assert eaten(Plan((tablet,)), FOODS).loc["vitamin_b12", "known"] == pytest.approx(500 / 7)
    assert eaten(Plan((tablet,), days=2), FOODS).loc["vitamin_b12", "known"] == pytest.approx(500 / 14)


def test_supplements_are_counted_apart():
    result = eaten(Plan((*LUNCH, Item("tablet", 1))), FOODS)
    assert result.loc["vitamin_b12", "supplements"] == 500
    assert result.loc["vitamin_b12", "supplements_unknown"] == 0
    assert math.isnan(result.loc["zinc", "supplements"])
    assert result.loc["zinc", "supplements_unknown"] == 1
    assert (eaten(Plan(LUNCH), FOODS)["supplements"] == 0).all()


def test_every_unknown_food_is_named_with_its_place():
    plan = Plan((Item("moon", 1), Item("bread", 1), Item("star", 1)))
    with pytest.raises(PlanError) as caught:
        eaten(plan, FOODS)
    assert caught.value.faults == (
        "item 1, food: 'moon' is not in the food table",
        "item 3, food: 'star' is not in the food table",
    )


def test_a_table_without_energy_weighs_by_grams():
    plan = Plan((Item("bread", 30), Item("cheese", 10)))
    assert eaten(plan, FOODS.drop(columns="energy")).loc["zinc", "unknown_share"] == pytest.approx(0.25)


def test_by_item_keeps_order_and_gaps():
    plan = Plan((Item("cheese", 50, "tea", "16:00", day=2), Item("bread", 100)), days=2)
    rows = by_item(plan, FOODS)
    assert rows[["food", "name", "meal", "at", "day", "grams"]].to_numpy().tolist() == [
        ["cheese", "Cheese", "tea", "16:00", 2, 25.0],
        ["bread", "Bread", "", "", 1, 50.0],
    ]
    assert math.isnan(rows.loc[0, "zinc"])
    assert rows.loc[1, "zinc"] == 0.5


def test_sittings_come_by_day_and_time_and_untimed_ones_last():
    plan = Plan(
        (
            Item("bread", 1, "any", None),
            Item("bread", 1, "late", "20:00"),
            Item("bread", 1, "first", "07:30", day=2),
            Item("bread", 1, "early", "08:00"),
            Item("sauce", 1, "late", "20:00"),
        ),
        days=2,
    )
    rows = by_meal(plan, FOODS)
    zinc = rows[rows["nutrient"] == "zinc"]
    assert zinc[["day", "at", "meal", "items", "reporting"]].to_numpy().tolist() == [
        [1, "08:00", "early", 1, 1],
        [1, "20:00", "late", 2, 1],
        [1, "", "any", 1, 1],
        [2, "07:30", "first", 1, 1],
    ]
    assert zinc["known"].tolist() == pytest.approx([0.01] * 4)


def test_days_without_food_are_there_with_a_known_nothing():
    rows = by_day(Plan((Item("bread", 100, day=3),), days=3), FOODS)
    zinc = rows[rows["nutrient"] == "zinc"]
    assert zinc[["day", "known", "items"]].to_numpy().tolist() == [[1, 0, 0], [2, 0, 0], [3, 1, 1]]


@pytest.mark.parametrize("split", [by_item, by_meal, by_day])
def test_splitting_an_empty_plan_is_no_error(split):
    assert "nutrient" in split(Plan(), FOODS).columns or split(Plan(), FOODS).empty


def test_contributions_are_sorted_and_unknown_foods_come_last():
    plan = Plan((Item("sauce", 10), Item("water", 100), Item("bread", 100), Item("bread", 50)))
    rows = contributions(plan, FOODS, "zinc")
    assert rows["food"].tolist() == ["bread", "water", "sauce"]
    assert rows["amount"].tolist()[:2] == [1.5, 0]
    assert rows["share"].tolist()[:2] == [1, 0]
    assert rows["grams"].tolist() == [150, 100, 10]
    assert rows.loc[2, ["amount", "share"]].isna().all()


def test_unknown_names_each_food_once_in_plan_order():
    plan = Plan((Item("sauce", 1), Item("cheese", 1), Item("bread", 1), Item("sauce", 2), Item("cheese", 0)))
    assert unknown(plan, FOODS, "zinc") == ("sauce", "cheese")
    assert unknown(plan, FOODS, "energy") == ("sauce",)


def test_the_food_table_is_left_as_it_was():
    before = FOODS.copy()
    eaten(Plan(LUNCH), FOODS)
    by_item(Plan(LUNCH), FOODS)
    pd.testing.assert_frame_equal(FOODS, before)


# Inactive B12: spirulina, tempeh and the like

FORMS = foods_table(
    {
        "beef": {"energy": 200, "vitamin_b12": 2.5, "vitamin_b12_added": 0},
        "nori": {"energy": 100, "vitamin_b12": 30, "vitamin_b12_added": 1},
        "kelp": {"energy": 50},
        "drink": {"energy": 40, "vitamin_b12": 0.5, "vitamin_b12_added": 0.5},
        "tablet": {"energy": 0, "vitamin_b12": 1000, "vitamin_b12_added": 1000},
    }
).assign(
    b12_form=[
        "natural_animal",
        "inactive_analogue",
        "inactive_analogue",
        "fortified_crystalline",
        "inactive_analogue",
    ]
)
SEAWEED = Plan((Item("beef", 100, "lunch"), Item("nori", 10, "lunch"), Item("kelp", 50, "tea")))
COUNTED = {"beef": 2.5, "nori": 0.0, "kelp": 0.0}  # [ug]


def test_inactive_b12_is_a_known_nothing_in_the_sum():
    result = eaten(SEAWEED, FORMS)
    assert result.loc["vitamin_b12", ["known", "unknown_share", "items", "reporting"]].tolist() == [
        2.5,
        0,
        3,
        3,
    ]
    assert result.loc["vitamin_b12_added", ["known", "unknown_share"]].tolist() == [0, 0]
    assert result.loc["energy", "known"] == 200 + 10 + 25


def test_inactive_b12_of_a_tablet_is_nothing_too():
    row = eaten(Plan((Item("tablet", 1),)), FORMS).loc["vitamin_b12"]
    assert row[["known", "supplements", "supplements_unknown"]].tolist() == [0, 0, 0]


def test_inactive_b12_is_nothing_in_every_way_to_look_at_a_plan():
    b12 = "vitamin_b12"
    assert by_item(SEAWEED, FORMS).set_index("food")[b12].to_dict() == COUNTED
    assert of_items(SEAWEED, FORMS, ["energy", b12])[:, 1].tolist() == list(COUNTED.values())
    assert contributions(SEAWEED, FORMS, b12).set_index("food")["amount"].to_dict() == COUNTED
    assert by_meal(SEAWEED, FORMS).query("nutrient == @b12")["known"].tolist() == [2.5, 0]
    assert by_day(SEAWEED, FORMS).query("nutrient == @b12")["known"].tolist() == [2.5]
    assert unknown(SEAWEED, FORMS, b12) == ()
    assert unknown(SEAWEED, FORMS, "energy") == ()


def test_per_100_g_gives_the_whole_table_or_some_rows_as_they_count():
    assert per_100_g(FORMS, ["vitamin_b12", "energy"]).tolist() == [
        [2.5, 200], [0, 100], [0, 50], [0.5, 40], [0, 0],
    ]  # fmt: skip
    assert per_100_g(FORMS, ["vitamin_b12_added"], np.array([3, 1])).tolist() == [[0.5], [0]]


def test_without_a_form_every_figure_is_taken_as_it_is():
    row = eaten(SEAWEED, FORMS.drop(columns="b12_form")).loc["vitamin_b12"]
    assert row["known"] == 2.5 + 3
    assert row["reporting"] == 2


@pytest.mark.parametrize(
    "form", ["none", "natural_animal", "fortified_crystalline", "supplement", "contested", ""]
)
def test_every_other_form_counts_with_its_gaps(form):
    row = eaten(SEAWEED, FORMS.assign(b12_form=form)).loc["vitamin_b12"]
    assert row["known"] == 2.5 + 3
    assert row["reporting"] == 2


def test_the_food_table_keeps_the_published_figure():
    before = FORMS.copy()
    eaten(SEAWEED, FORMS)
    per_100_g(FORMS, ["vitamin_b12"])
    pd.testing.assert_frame_equal(FORMS, before)


# Laws


def _known(frame):
    return frame["known"].to_numpy()


@quick
@given(plans(), foods())
def test_items_meals_and_days_add_up_to_the_plan(plan, table):
    whole = _known(eaten(plan, table))
    for rows in (by_meal(plan, table), by_day(plan, table)):
        summed = rows.groupby("nutrient")["known"].sum().reindex(NUTRIENTS, fill_value=0) / plan.days
        np.testing.assert_allclose(summed, np.nan_to_num(whole), rtol=1e-9, atol=1e-12)
    one_by_one = by_item(plan, table)[list(NUTRIENTS)].sum(min_count=1 if plan.items else 0)
    np.testing.assert_allclose(one_by_one, whole, rtol=1e-9, atol=1e-12)


@quick
@given(plans(), foods(), st.sampled_from([0.25, 0.5, 2, 4]))
def test_twice_the_grams_give_twice_the_amounts_and_the_same_gaps(plan, table, factor):
    scaled = dataclasses.replace(
        plan, items=[dataclasses.replace(item, grams=item.grams * factor) for item in plan.items]
    )
    before, after = eaten(plan, table), eaten(scaled, table)
    np.testing.assert_allclose(_known(after), _known(before) * factor, rtol=1e-12)
    np.testing.assert_allclose(after["unknown_share"], before["unknown_share"], rtol=1e-9, atol=1e-12)


@quick
@given(plans(), foods(), st.randoms(use_true_random=False))
def test_order_never_matters(plan, table, rng):
    shuffled = dataclasses.replace(plan, items=rng.sample(plan.items, len(plan.items)))
    np.testing.assert_allclose(
        eaten(shuffled, table).astype(float), eaten(plan, table).astype(float), rtol=1e-9, atol=1e-12
    )


@quick
@given(plans(), foods(), st.sampled_from(NUTRIENTS), st.floats(0.1, 500))
def test_a_food_without_a_value_never_raises_known_nor_lowers_the_unknown_share(plan, table, nutrient, grams):
    table.loc["sauce", nutrient] = NAN
    more = dataclasses.replace(plan, items=(*plan.items, Item("sauce", grams)))
    before, after = eaten(plan, table).loc[nutrient], eaten(more, table).loc[nutrient]
    if plan.items:
        np.testing.assert_allclose(after["known"], before["known"], rtol=1e-12)
    else:
        assert math.isnan(after["known"])
    assert after["unknown_share"] >= before["unknown_share"] - 1e-12
    assert after["items"] == before["items"] + 1
    assert after["reporting"] == before["reporting"]


@quick
@given(plans(least_grams=0.01), foods(unknown=False), st.sampled_from(IDS), st.sampled_from(NUTRIENTS))
def test_turning_a_value_into_an_unknown_takes_it_out_of_the_sum_and_says_so(plan, table, food, nutrient):
    before = eaten(plan, table).loc[nutrient]
    gaps = table.copy()
    gaps.loc[food, nutrient] = NAN
    after = eaten(plan, gaps).loc[nutrient]
    taken = sum(item.food == food for item in plan.items)
    assert after["reporting"] == before["reporting"] - taken
    assert after["unknown_share"] >= before["unknown_share"]
    assert math.isnan(after["known"]) if taken == len(plan.items) > 0 else after["known"] <= before["known"]


@quick
@given(plans(), foods(), st.floats(0, 100))
def test_filling_a_gap_never_lowers_what_is_known(plan, table, value):
    before = eaten(plan, table)
    after = eaten(plan, table.fillna(value))
    assert (after["known"] >= before["known"].fillna(0) * (1 - 1e-12)).all()
    assert (after["unknown_share"] == 0).all()


@quick
@given(plans(least_grams=0.01), foods())
def test_no_unknown_is_ever_summed_as_zero(plan, table):
    """A gap and a known zero give the same sum, but never the same answer."""
    gaps, zeros = eaten(plan, table), eaten(plan, table.fillna(0.0))
    missing = pd.Series(
        {
            nutrient: sum(math.isnan(table.loc[item.food, nutrient]) for item in plan.items)
            for nutrient in NUTRIENTS
        }
    )
    assert (zeros["reporting"] - gaps["reporting"] == missing).all()
    nothing = (missing == len(plan.items)) & (missing > 0)
    assert gaps["known"].isna().equals(nothing)
    np.testing.assert_allclose(gaps["known"][~nothing], zeros["known"][~nothing], rtol=1e-12)


@quick
@given(plans(), foods(), st.sets(st.sampled_from(IDS)))
def test_inactive_b12_counts_as_if_its_foods_held_a_known_none(plan, table, inactive):
    forms = ["inactive_analogue" if food in inactive else "natural_animal" for food in table.index]
    zeroed = table.copy()
    zeroed.loc[list(inactive), "vitamin_b12"] = 0.0
    pd.testing.assert_frame_equal(eaten(plan, table.assign(b12_form=forms)), eaten(plan, zeroed))


@quick
@given(plans(), foods())
def test_a_share_lies_between_none_and_all(plan, table):
    for share in (eaten(plan, table)["unknown_share"], by_meal(plan, table)["unknown_share"]):
        assert share.between(0, 1).all()


@quick
@given(st.lists(items(st.sampled_from(IDS), 1), min_size=1, max_size=6), foods(), st.sampled_from(NUTRIENTS))
def test_contributions_add_up_to_what_is_known(found, table, nutrient):
    plan = Plan(tuple(found))
    rows = contributions(plan, table, nutrient)
    assert sorted(rows["food"]) == sorted({item.food for item in found})
    known = eaten(plan, table).loc[nutrient, "known"]
    np.testing.assert_allclose(rows["amount"].sum(min_count=1), known, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("amounts", "known", "unknown"),
    [([], 0.0, 0), ([1.0, 2.0], 3.0, 0), ([1.0, math.nan], 1.0, 1), ([math.nan], math.nan, 1)],
)
def test_what_is_known_is_summed_and_what_is_not_is_counted(amounts, known, unknown):
    total, gaps = known_sum(amounts)
    assert total == pytest.approx(known, nan_ok=True)
    assert gaps == unknown
