import pandas as pd
import pytest

import nutrition as nu
from nutrition.closing import own_diet, to_match
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.wishes import Wishes
from tests.strategies import NAN, foods_table

WOMAN = Person(34, "female")
FOODS = foods_table(
    {
        "bread": {"energy": 250, "iron": 2, "sodium": 400, "vitamin_b12": 0},
        "beans": {"energy": 120, "iron": 4, "sodium": 0, "vitamin_b12": 0},
        "liver": {"energy": 150, "iron": 12, "sodium": 0, "vitamin_b12": 0},
    }
).assign(diet=["vegan", "vegan", "omnivore"], allergens="", b12_form="none")
BREAD, LIVER = Item("bread", 300, "Breakfast"), Item("liver", 50, "Dinner")


def needs(iron, sodium=NAN):
    frame = pd.DataFrame({"target": [NAN, iron, NAN]}, index=["energy", "iron", "sodium"])
    frame = frame.assign(average=NAN, upper=[NAN, NAN, sodium], kind="RDA", upper_kind="UL")
    return frame.assign(upper_limits="all", unit="mg", food_figure="").rename_axis("nutrient")


def test_each_plan_is_closed_on_its_own_diet():
    """Bread alone has 6 mg iron of 11.8, and 6 come with 150 g of beans; with 40 g of liver it has 10.8."""
    found = to_match(Plan((BREAD,)), Plan((BREAD, Item("liver", 40, "Dinner"))), FOODS, needs(11.8), WOMAN)
    assert found.table["diet"].tolist() == ["vegan", "omnivore"]
    assert found.table["closes"].tolist() == [("iron",), ("iron",)]
    assert found.sentences == (
        "The first plan needs 1 change for iron: at breakfast, add 150 g of beans.",
        "The second plan needs 1 change for iron: at dinner, have 65 g of liver instead of 40 g.",
        "With that, both meet every need that can be told.",
    )


def test_changes_that_close_nothing_are_said_to_bring_it_nearer():
    found = to_match(Plan((BREAD,)), Plan(), FOODS, needs(13), WOMAN)
    assert found.table.loc["a", ["closes", "open"]].tolist() == [(), ("iron",)]
    assert found.sentences[0] == (
        "The first plan comes nearer with 1 change: at breakfast, add 150 g of beans. Still open: iron."
    )


def test_a_plan_that_has_all_needs_nothing_and_one_that_cannot_says_so():
    found = to_match(Plan((BREAD, LIVER)), Plan((BREAD,)), FOODS, needs(12), WOMAN, Wishes(most_changes=0))
    assert found.sentences == (
        "The first plan needs no change.",
        "The second plan: in a few changes nothing is found for iron.",
    )
    assert found.table["open"].tolist() == [(), ("iron",)]


def test_a_limit_is_closed_by_less_of_it():
    found = to_match(Plan((BREAD,)), Plan(), FOODS, needs(4, 1100), WOMAN, names=("the toast", "nothing"))
    assert found.sentences[0].startswith("The toast needs 1 change for less sodium: ")
    assert found.sentences[1] == "Nothing is empty, so there is nothing to change in it."


@pytest.mark.parametrize(
    ("items", "diet"),
    [((), "pescatarian"), ((BREAD,), "vegan"), ((BREAD, LIVER), "omnivore")],
)
def test_the_diet_of_a_plan_is_the_strictest_its_foods_fit(items, diet):
    assert own_diet(Plan(items), FOODS, "pescatarian") == diet
    assert own_diet(Plan(items), FOODS.drop(columns="diet"), "vegan") == ("omnivore" if items else "vegan")


def test_the_samples_match_after_what_is_said(table):
    plans, needed = [nu.sample("omnivore"), nu.sample("vegan_unfortified")], nu.needed(WOMAN)
    found = to_match(*plans, table, needed, WOMAN, names=("The omnivore day", "The vegan day"))
    assert found.table["diet"].tolist() == ["omnivore", "vegan"]
    assert found.sentences[0] == "The omnivore day needs no change."
    assert found.sentences[1].startswith("The vegan day needs ")
    assert "vitamin_b12" in found.table.loc["b", "closes"]
    assert len(found.table.loc["b", "texts"]) == found.table.loc["b", "changes"]
    assert found.sentences[2] == "With that, both meet every need that can be told."
