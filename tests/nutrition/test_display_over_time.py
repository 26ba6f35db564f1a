"""All plans of a person in one table; figures by hand."""

import nutrition as nu
from nutrition.display.over_time import over_time
from nutrition.plans import Item, Plan

ANNA = nu.Person(34, "female")
SALMON = "175168"  # 100 g hold 2.8 µg of B12, data/foods.csv


def rows(table, *plans):
    return over_time([("21 Nov 2026", plan) for plan in plans], table, ANNA, nu.needed(ANNA))


def test_a_plan_is_a_row_with_b12_eaten_absorbed_and_the_pinned_nutrients(table):
    columns, found = rows(table, Plan((Item(SALMON, 100, "Dinner", "19:00"),), "Salmon"))
    assert columns[:5] == ["Date", "Plan", "B12 eaten", "B12 absorbed", "Vitamin B12"]
    assert columns[5:] == ["Iron", "Zinc", "Calcium", "Iodine", "Vitamin D", "EPA + DHA", "Folate"]
    assert found[0][:3] == ["21 Nov 2026", "Salmon", "2.8 µg/day"]
    assert found[0][4] == "✓\u00a0Met 117%"
    assert found[0][5].startswith("▼\u00a0Short")


def test_an_empty_plan_has_dashes_and_a_food_that_is_gone_is_said(table):
    columns, found = rows(table, Plan(), Plan((Item("own:gone", 100),), "Old"))
    assert found[0] == ["21 Nov 2026", "Without a name", *["—"] * (len(columns) - 2)]
    assert found[1][:3] == ["21 Nov 2026", "Old", "cannot be worked out"]
    assert len(found[1]) == len(columns)
