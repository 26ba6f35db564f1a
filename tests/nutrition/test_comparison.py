import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from nutrition.comparison import compare
from nutrition.intake import eaten
from nutrition.plans import Item, Plan
from tests.strategies import NAN, NUTRIENTS, foods, foods_table, plans, quick

FOODS = foods_table(
    {
        "bread": {"energy": 200, "zinc": 2, "calcium": 100, "iron": 3, "iodine": NAN},
        "cheese": {"energy": 400, "zinc": 4, "calcium": 700, "iron": 0, "iodine": NAN},
        "sauce": {"energy": 100, "zinc": 1, "calcium": 40, "iron": 0.6, "iodine": 20},
        "water": {"energy": 0, "zinc": 0, "calcium": 0, "iron": 0, "iodine": 0},
    }
)
NEEDED = pd.DataFrame(
    {
        "target": [NAN, 8, 1000, 18, 150],
        "upper": NAN,
        "unit": ["kcal", "mg", "mg", "mg", "ug"],
        "kind": "RDA",
    },
    index=pd.Index(["energy", "zinc", "calcium", "iron", "iodine"], name="nutrient"),
)
BREAD = Plan((Item("bread", 200),))
CHEESE = Plan((Item("bread", 100), Item("cheese", 150), Item("sauce", 100)))


def test_both_sides_stand_beside_each_other():
    row = compare(BREAD, CHEESE, FOODS, NEEDED).loc["zinc"]
    assert row[["known_a", "share_a", "status_a", "unknown_share_a"]].tolist() == [4, 0.5, "short", 0]
    assert row[["known_b", "share_b", "status_b", "unknown_share_b"]].tolist() == [9, 1.125, "met", 0]
    assert row[["target", "unit", "difference"]].tolist() == [8, "mg", 5]


def test_causes_are_the_foods_that_push_the_way_of_the_difference():
    result = compare(BREAD, CHEESE, FOODS, NEEDED)
    assert result.loc["zinc", "causes"] == (("Cheese", 6.0), ("Sauce", 1.0))
    assert result.loc["iron", "difference"] == pytest.approx(-2.4)
    assert result.loc["iron", "causes"] == (("Bread", -3.0),)


def test_at_most_three_causes_are_named():
    many = foods_table({f"food{n}": {"zinc": float(n)} for n in range(1, 7)})
    plan = Plan(tuple(Item(f"food{n}", 100) for n in range(1, 7)))
    needed = NEEDED.loc[["zinc"]]
    causes = compare(Plan(), plan, many, needed).loc["zinc", "causes"]
    assert causes == (("Food6", 6.0), ("Food5", 5.0), ("Food4", 4.0))


def test_a_change_of_status_comes_before_a_larger_difference_without_one():
    """Calcium 200 to 1190: met instead of short. Iron 6 to 3.6 of 18: short in both."""
    result = compare(BREAD, CHEESE, FOODS, NEEDED)
    assert result.loc["calcium", "matters"] == pytest.approx(1.99)
    assert result.loc["zinc", "matters"] == pytest.approx(1 + 5 / 8)
    assert result.loc["energy", "matters"] == pytest.approx(500 / 900)
    assert result.loc["iron", "matters"] == pytest.approx(2.4 / 18)
    assert result.index.tolist() == ["calcium", "zinc", "energy", "iron", "iodine"]


def test_what_one_plan_does_not_know_has_no_difference():
    row = compare(BREAD, CHEESE, FOODS, NEEDED).loc["iodine"]
    assert math.isnan(row["known_a"])
    assert row["known_b"] == 20
    assert math.isnan(row["difference"])
    assert row["matters"] == 0
    assert row["causes"] == ()


def test_a_difference_that_rests_on_gaps_counts_less():
    """Iodine 20 and 60 of 150: short and cannot tell, as a quarter of the energy of plan b has no value.

    "Cannot tell" is no different status, so nothing is added for it.
    """
    plan_a = Plan((Item("sauce", 100),))
    plan_b = Plan((Item("sauce", 300), Item("bread", 50)))
    row = compare(plan_a, plan_b, FOODS, NEEDED).loc["iodine"]
    assert row[["known_a", "known_b", "unknown_share_b"]].tolist() == [20, 60, 0.25]
    assert row["matters"] == pytest.approx(40 / 150 * 0.75)


def test_much_too_much_counts_as_one_whole_target():
    pill = foods_table({"tablet": {"vitamin_b12": 100_000.0}})
    needed = NEEDED.loc[["zinc"]].rename(index={"zinc": "vitamin_b12"}).assign(target=2.4)
    row = compare(Plan((Item("tablet", 1),)), Plan((Item("tablet", 2),)), pill, needed).loc["vitamin_b12"]
    assert row["matters"] == 1


def test_two_empty_plans_do_not_differ():
    result = compare(Plan(), Plan(), FOODS, NEEDED)
    assert (result["difference"] == 0).all()
    assert (result["matters"] == 0).all()
    assert set(result["causes"]) == {()}


few = settings(quick, max_examples=20)  # a comparison costs as much as thirty of the sums it rests on


def _needed(target):
    return pd.DataFrame(
        {"target": target, "upper": NAN, "unit": "mg", "kind": "RDA"},
        index=pd.Index(NUTRIENTS, name="nutrient"),
    )


@few
@given(plans(), foods())
def test_a_plan_does_not_differ_from_itself(plan, table):
    result = compare(plan, plan, table, _needed(10.0))
    assert (result["difference"].dropna() == 0).all()
    assert (result["matters"] == 0).all()


@few
@given(plans(), plans(), foods())
def test_swapping_the_plans_turns_the_difference_round(plan_a, plan_b, table):
    there, back = (
        compare(*pair, table, _needed(10.0)).loc[list(NUTRIENTS)]
        for pair in ((plan_a, plan_b), (plan_b, plan_a))
    )
    np.testing.assert_allclose(there["difference"], -back["difference"], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(there["matters"], back["matters"], rtol=1e-9, atol=1e-12)
    assert there["known_a"].equals(back["known_b"].rename("known_a"))


@few
@given(plans(), plans(), foods(unknown=False))
def test_causes_push_the_way_of_the_difference_and_the_sums_are_those_of_the_plans(plan_a, plan_b, table):
    result = compare(plan_a, plan_b, table, _needed(10.0))
    assert result["matters"].is_monotonic_decreasing
    assert result["known_a"].loc[list(NUTRIENTS)].tolist() == eaten(plan_a, table)["known"].tolist()
    for difference, causes in zip(result["difference"], result["causes"], strict=True):
        assert len(causes) <= 3
        assert all(amount * difference > 0 for _, amount in causes)
        assert causes or difference == pytest.approx(0, abs=1e-6)
