"""Eaten and absorbed as a reader sees them, held against what the model gives."""

import pytest

import nutrition as nu
from nutrition import display
from nutrition.display.uptake import COLUMNS

EGG, TABLET = "173424", "X209"
ADULT = nu.Person(35, "female")


def shown(table, plan, person=ADULT, day=1):
    return display.uptake(nu.absorbed(plan, table, person), plan, table, person, day)


def test_a_sitting_shows_what_is_eaten_and_what_is_absorbed(table):
    plan = nu.Plan((nu.Item(TABLET, 1, "Breakfast", "08:00"),))
    row = shown(table, plan)["rows"][0]
    assert row["label"] == "Breakfast 08:00"
    assert row["eaten"] == "2,000.0 µg"
    assert row["absorbed"] == "25.3 µg"  # 1.3 + 0.012 x 2000
    assert row["span"] == "11.0 to 42.0"  # 1.0 + 0.005 x 2000, 2.0 + 0.020 x 2000
    assert row["fill"] == pytest.approx(25.3 / 2000, abs=1e-4)
    assert row["often"] == ""


def test_a_weekly_tablet_says_how_often(table):
    plan = nu.Plan((nu.Item(TABLET, 1, "Breakfast", "08:00", per_week=1),))
    page = shown(table, plan)
    assert page["rows"][0]["often"] == "1 × a week"
    assert page["line"].startswith("Absorbed: about 3.6 µg per day")  # 25.3 / 7


def test_a_monthly_tablet_is_a_pulse_of_its_own(table):
    plan = nu.Plan((nu.Item(TABLET, 1, "Breakfast", "08:00", per_week=0.23),))
    page = shown(table, plan)
    assert page["rows"][0]["absorbed"] == "25.3 µg"  # on the day it is taken
    assert page["rows"][0]["often"] == "every 30 days"
    assert page["line"].startswith("Absorbed: about 0.8 µg per day")  # 25.3 x 0.23 / 7


def test_three_sittings_give_more_or_the_same_and_say_so(table):
    once = nu.Plan((nu.Item("X202", 1, "Breakfast", "08:00"),))  # 10 ug
    assert shown(table, once)["three"].startswith("The same amount in three sittings would give about 3.5 µg")
    third = [nu.Item("X201", 1, meal, at) for meal, at in (("a", "07:00"), ("b", "13:30"), ("c", "20:00"))]
    assert "the same, 3.1 µg" in shown(table, nu.Plan(tuple(third)))["three"]  # 3 x 1.032


def test_nothing_is_promised_where_no_b12_is_eaten(table):
    plan = nu.Plan((nu.Item("172421", 100, "Lunch", "12:30"),))  # lentils
    page = shown(table, plan, nu.Person(68, "male"))
    assert page["line"] == "Absorbed: no B12 that is known to count"
    assert page["rows"] == []
    assert page["three"] == page["second"] == ""
    assert display.of_sittings(nu.absorbed(plan, table, ADULT), 1) == {}


def test_over_50_a_second_figure_stands_beside_the_first(table):
    plan = nu.sample("omnivore")
    assert shown(table, plan)["second"] == ""
    older = shown(table, plan, nu.Person(68, "male"))
    assert older["second"].startswith("If B12 bound in food is absorbed poorly: about")
    assert [note["title"] for note in older["notes"]] == ["Over 50."]
    treated = shown(table, plan, nu.Person(68, "male", risks=("ppi",)))
    assert treated["second"] == ""
    assert all(note["sources"] for note in treated["notes"])


def test_an_unknown_amount_makes_a_sitting_at_least(table):
    unknown = table.assign(vitamin_b12=table["vitamin_b12"].where(table.index != EGG))
    plan = nu.Plan((nu.Item(EGG, 50, "Breakfast", "08:00"),))
    assert shown(unknown, plan)["rows"][0]["eaten"] == "≥ 0.0 µg"


def test_the_sum_of_a_meal_is_found_by_time_and_without_one(table):
    plan = nu.Plan((nu.Item(TABLET, 1, "Breakfast"), nu.Item("X202", 1, "Dinner", "19:00", day=1)))
    texts = display.of_sittings(nu.absorbed(plan, table, ADULT), 1)
    assert texts["", "Breakfast"] == "25.3 µg"
    assert texts["19:00", "Dinner"] == "1.4 µg"
    assert display.of_sittings(nu.absorbed(plan, table, ADULT), 2) == {}


def test_the_columns_are_those_that_absorbed_gives(table):
    assert list(nu.absorbed(nu.sample("omnivore"), table, ADULT).columns) == COLUMNS
