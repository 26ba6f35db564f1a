"""What differs between two states of a plan, with sentences typed by hand."""

import pandas as pd
import pytest

import nutrition as nu
from nutrition.display.differences import differences
from nutrition.plans import Item, Plan

FOODS = pd.DataFrame({"name": ["Soy milk, fortified", "Egg, boiled"]}, index=["soy", "egg"])
WEIGHTS = nu.all_measures(
    pd.DataFrame([("soy", "cup", 240.0, 1.0)], columns=["food_id", "measure", "grams", "usual"])
)
SOY = Item("soy", 240, "Breakfast", "08:00", measure="cup")
EGG = Item("egg", 50, "Breakfast", "08:00")
PLAN = Plan((SOY, EGG), "Mine")


def said(after):
    return differences(PLAN, after, FOODS, WEIGHTS)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (PLAN, ""),
        (PLAN.change(0, grams=480), "2 cups (480 g) of soy milk, fortified instead of 1"),
        (PLAN.change(1, meal="Dinner", at="19:00"), "Egg, boiled: at Dinner 19:00"),
        (PLAN.change(0, per_week=3), "Soy milk, fortified: 3 days a week"),
        (PLAN.remove(1), "without 50 g of egg, boiled"),
        (PLAN.add(EGG), "with 50 g of egg, boiled"),
        (Plan((SOY, EGG), "Yours", 2), "called “Yours” and 2 days instead of 1"),
        (PLAN.add(Item("gone", 10)), "with 10 g of gone"),
    ],
)
def test_what_was_done_is_said(after, words):
    assert said(after) == words


def test_a_food_takes_the_place_of_one_alone():
    less = Item("egg", 25, "Breakfast", "08:00")
    two, one = Plan((EGG, EGG)), Plan((less,))
    assert differences(two, one, FOODS, WEIGHTS) == (
        "25 g of egg, boiled instead of 50 g and without 50 g of egg, boiled"
    )
    assert differences(one, two, FOODS, WEIGHTS) == (
        "50 g of egg, boiled instead of 25 g and with 50 g of egg, boiled"
    )


def test_no_more_things_are_named_than_fit():
    many = Plan(tuple(Item("egg", grams, "Dinner") for grams in range(1, 9)), "Mine")
    assert differences(Plan(name="Mine"), many, FOODS, WEIGHTS, 2).endswith("6 more things")
