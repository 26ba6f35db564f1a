"""Whole plans: rules, patterns, locks and what cannot be, all judged by the plain calculator."""

from collections import Counter
from functools import cache

import numpy as np
import pandas as pd
import pytest

import nutrition as nu
from nutrition.kitchen import kitchen
from nutrition.meals.patterns import patterns
from nutrition.menus import another_day, another_meal, new_plan
from nutrition.tables import records
from nutrition.wishes import Wishes

FOODS = nu.read_foods()
ABOUT = kitchen(FOODS)
PEOPLE = {
    "vegan woman": nu.Person(34, "female", diet="vegan"),
    "omnivore man": nu.Person(45, "male"),
    "pregnant vegetarian": nu.Person(30, "female", condition="pregnant", diet="vegetarian"),
    "child": nu.Person(8, "male"),
}
FITS = {
    "vegan": {"vegan"},
    "vegetarian": {"vegan", "vegetarian"},
    "omnivore": {"vegan", "vegetarian", "pescatarian", "omnivore"},
}
STAPLES = ("milk", "bread", "hot_drink", "oil", "water", "butter", "juice", "salt")  # as docs/menus.md says
QUICK = {1: 3.0, 3: 6.0, 7: 10.0}  # s


@cache
def made(who, days):
    person = PEOPLE[who]
    return list(new_plan(person, FOODS, nu.needed(person), days=days, seconds=QUICK[days]))


CASES = [
    ("vegan woman", 1),
    ("omnivore man", 3),
    ("pregnant vegetarian", 3),
    ("vegan woman", 7),
    ("child", 3),
]


@pytest.mark.parametrize(("who", "days"), CASES)
def test_a_plan_grows_day_by_day_and_ends_whole(who, days):
    menus = made(who, days)
    assert [menu.done for menu in menus[:days]] == list(range(1, days + 1))
    assert {menu.plan.days for menu in menus} == {days}
    assert {item.day for item in menus[-1].plan.items} == set(range(1, days + 1))
    for menu in menus:
        assert {item.day for item in menu.plan.items} == set(range(1, menu.done + 1))


@pytest.mark.parametrize(("who", "days"), CASES)
def test_every_food_fits_the_person(who, days):
    person, plan = PEOPLE[who], made(who, days)[-1].plan
    foods = {item.food for item in plan.items}
    assert set(FOODS["diet"][list(foods)]) <= FITS[person.diet]
    if person.condition == "pregnant":
        assert not [food for food in foods if "pregnant" in ABOUT["not_for"][food]]
    if person.age < 16 or person.condition != "none":
        drinks = [food for food in foods if ABOUT["role"][food] == "drink"]
        assert FOODS["caffeine"][drinks].fillna(0).max() == 0


@pytest.mark.parametrize(("who", "days"), CASES)
def test_what_is_said_to_be_met_is_met_by_the_plain_calculator(who, days):
    person, menu = PEOPLE[who], made(who, days)[-1]
    needed = nu.needed(person)
    result = nu.assess(nu.eaten(menu.plan, FOODS), needed)
    rows = result[result["target"].notna() & (FOODS.isna().mean()[result.index] < 0.5)]
    short = rows[(rows["known"] < rows["target"]) & ~rows.index.isin(["energy", "water_total", "sodium"])]
    torn = set(result.index[(result["target"] > result["upper"]) & (result["upper_limits"] == "all")])
    assert set(short.index) - torn == set(menu.unmet.index[~menu.unmet["limit"]]) - torn - {
        "energy",
        "vitamin_b12_absorbed",
    }
    warned = result[(result["limit_status"] == "over") & result["upper_kind"].isin(["UL", "CDRR"])]
    assert set(warned.index) <= set(menu.unmet.index[menu.unmet["limit"]])
    taken = nu.absorbed_per_day(nu.absorbed(menu.plan, FOODS, person))["mid"]
    asked = needed["target"]["vitamin_b12"] / 2
    assert (taken >= asked) == ("vitamin_b12_absorbed" not in menu.unmet.index)


@pytest.mark.parametrize(("who", "days"), CASES)
def test_little_is_missed(who, days):
    """On a machine busy with other work a few needs may end a little short; nothing is far off."""
    unmet = made(who, days)[-1].unmet
    assert unmet["missing"].sum() < 1.5


def pattern_rows():
    rows = {}
    for row in records("meal_patterns"):
        rows.setdefault((row["meal"], row["pattern"]), []).append(row)
    return rows


def fits(names, rows):
    """Say whether foods can be dealt to the slots of a pattern, each slot getting as many as it may have."""
    if not rows:
        return not names
    takes = [name for name in names if name in rows[0]["foods"].split(";")]
    for mask in range(2 ** len(takes)):
        given = {name for bit, name in enumerate(takes) if mask >> bit & 1}
        in_bounds = int(rows[0]["least"]) <= len(given) <= int(rows[0]["most"])
        if in_bounds and fits([name for name in names if name not in given], rows[1:]):
            return True
    return False


@pytest.mark.parametrize(("who", "days"), CASES)
def test_every_meal_is_one_of_the_patterns(who, days):
    plan, rows = made(who, days)[-1].plan, pattern_rows()
    for day in range(1, days + 1):
        for meal in ("Breakfast", "Lunch", "Snack", "Dinner"):
            names = [
                FOODS["name"][item.food]
                for item in plan.items
                if item.day == day and item.meal == meal and ABOUT["role"][item.food] != "supplement"
            ]
            assert any(fits(names, parts) for (where, _), parts in rows.items() if where == meal), names


@pytest.mark.parametrize(("who", "days"), CASES)
def test_no_food_comes_too_often(who, days):
    plan = made(who, days)[-1].plan
    on = Counter(food for food, _ in {(item.food, item.day) for item in plan.items})
    for food, count in on.items():
        about = ABOUT.loc[food]
        if about["swap"] in STAPLES or about["role"] == "supplement":
            continue
        assert count <= (2 if about["role"] in ("main", "dish", "soup") else 3), FOODS["name"][food]


@pytest.mark.parametrize(("who", "days"), CASES)
def test_amounts_are_whole_steps_and_no_more_than_people_eat(who, days):
    for item in made(who, days)[-1].plan.items:
        about = ABOUT.loc[item.food]
        assert item.grams / about["step"] == pytest.approx(round(item.grams / about["step"]), abs=0.01)
        assert item.grams <= 2 * 1.6 * max(about["most"], 1.5) * about["portion"]


def test_vegan_without_fortified_food_and_supplements_says_that_b12_is_not_met():
    person = PEOPLE["vegan woman"]
    wishes = Wishes(fortified=False, supplements="never")
    menu = list(new_plan(person, FOODS, nu.needed(person), wishes, seconds=3))[-1]
    assert {"vitamin_b12", "vitamin_b12_absorbed"} <= set(menu.unmet.index)
    assert not any(ABOUT["fortified"][item.food] for item in menu.plan.items)
    assert not any("every" in text and "need is met" in text for text in menu.sentences)
    assert any("vitamin B12" in text for text in menu.sentences)


def test_a_supplement_closes_what_food_did_not_and_is_named():
    person = PEOPLE["vegan woman"]
    menu = list(new_plan(person, FOODS, nu.needed(person), Wishes(fortified=False), seconds=3))[-1]
    pills = [item for item in menu.plan.items if ABOUT["role"][item.food] == "supplement"]
    assert not {"vitamin_b12", "vitamin_b12_absorbed"} & set(menu.unmet.index)
    assert pills
    assert all(any(FOODS["name"][pill.food] in text for text in menu.sentences) for pill in pills)


@pytest.mark.parametrize("energy", [200.0, 12000.0])
def test_energy_that_cannot_be_is_said(energy):
    person = PEOPLE["omnivore man"]
    menu = list(new_plan(person, FOODS, nu.needed(person), energy=energy, seconds=3))[-1]
    assert "energy" in menu.unmet.index
    assert any("energy" in text for text in menu.sentences)


def test_with_nothing_to_eat_it_says_so():
    person = PEOPLE["vegan woman"]
    wishes = Wishes(dislikes=tuple(FOODS["group"].unique()))
    menu = list(new_plan(person, FOODS, nu.needed(person), wishes, days=2, seconds=2))[-1]
    assert menu.plan.items == ()
    assert menu.sentences[0].startswith("No food is left for breakfast, lunch, snack and dinner")
    assert "energy" in menu.unmet.index


def test_allergens_and_dislikes_are_kept_out():
    person = PEOPLE["omnivore man"]
    wishes = Wishes(without=("gluten", "milk"), dislikes=("Chicken", "63107010"))
    menu = list(new_plan(person, FOODS, nu.needed(person), wishes, seconds=3))[-1]
    eaten = FOODS.loc[[item.food for item in menu.plan.items]]
    assert not [text for text in eaten["allergens"] if {"gluten", "milk"} & set(text.split(";"))]
    assert "Chicken" not in set(eaten["subgroup"])
    assert "63107010" not in eaten.index


def test_what_is_locked_stays_as_it_is():
    person = PEOPLE["omnivore man"]
    lunch = (
        nu.Item("41603010", 255, "Lunch", "12:30", 2, measure="cup"),
        nu.Item("51401010", 64, "Lunch", "12:30", 2, measure="slice"),
    )
    locked = nu.Plan(lunch, days=2)
    menu = list(new_plan(person, FOODS, nu.needed(person), days=2, locked=locked, seconds=4))[-1]
    assert tuple(item for item in menu.plan.items if (item.day, item.meal) == (2, "Lunch")) == lunch
    assert {item.meal for item in menu.plan.items if item.day == 2} == {
        "Breakfast",
        "Lunch",
        "Snack",
        "Dinner",
    }


def test_another_meal_changes_that_meal_alone_and_brings_other_foods():
    person = PEOPLE["child"]
    plan = made("child", 3)[-1].plan
    menu = another_meal(plan, 2, "Dinner", person, FOODS, nu.needed(person), seconds=2)

    def outside(items):
        return [item for item in items if (item.day, item.meal) != (2, "Dinner")]

    assert outside(menu.plan.items) == outside(plan.items)
    old, new = (
        {item.food for item in each.items if (item.day, item.meal) == (2, "Dinner")}
        for each in (plan, menu.plan)
    )
    mains = {food for food in old if ABOUT["role"][food] in ("main", "dish")}
    assert new
    assert not mains & new


def test_another_day_changes_that_day_alone():
    person = PEOPLE["child"]
    plan = made("child", 3)[-1].plan
    menu = another_day(plan, 1, person, FOODS, nu.needed(person), seconds=2)
    assert [i for i in menu.plan.items if i.day != 1] == [i for i in plan.items if i.day != 1]
    assert [i for i in menu.plan.items if i.day == 1] != [i for i in plan.items if i.day == 1]


def test_without_time_there_is_still_something_to_eat():
    person = PEOPLE["omnivore man"]
    menus = list(new_plan(person, FOODS, nu.needed(person), days=3, seconds=0.0))
    plan = menus[-1].plan
    assert {(item.day, item.meal) for item in plan.items} == {
        (day, meal) for day in (1, 2, 3) for meal in ("Breakfast", "Lunch", "Snack", "Dinner")
    }


@pytest.mark.parametrize("days", [0, 8, True, 1.5])
def test_impossible_days_are_refused(days):
    person = PEOPLE["child"]
    with pytest.raises(ValueError, match="days"):
        next(new_plan(person, FOODS, nu.needed(person), days=days))


@pytest.mark.parametrize("energy", [0.0, -5.0, np.nan, np.inf])
def test_an_energy_that_is_none_is_refused(energy):
    person = PEOPLE["child"]
    with pytest.raises(ValueError, match="energy"):
        next(new_plan(person, FOODS, nu.needed(person), energy=energy))


def test_another_day_refuses_days_and_meals_that_are_not_there():
    person, plan = PEOPLE["child"], nu.Plan(days=2)
    with pytest.raises(ValueError, match="day 3"):
        another_day(plan, 3, person, FOODS, nu.needed(person))
    with pytest.raises(ValueError, match="'Tea'"):
        another_meal(plan, 1, "Tea", person, FOODS, nu.needed(person))


def test_a_liked_food_stands_where_its_like_does():
    natto, fine = FOODS.index[FOODS["name"] == "Natto"][0], np.ones(len(FOODS), dtype=bool)
    row = FOODS.index.get_loc(natto)
    without, with_it = (patterns(FOODS, fine, likes) for likes in ((), (natto,)))
    stir_fry = {slot.name: slot.foods for slot in without["Dinner"]["stir-fry"]}
    liked = {slot.name: slot.foods for slot in with_it["Dinner"]["stir-fry"]}
    assert row not in stir_fry["protein"]
    assert row in liked["protein"]
    assert row not in liked["vegetable"]


def test_tofu_is_scrambled_where_eggs_are_not_eaten():
    every = np.ones(len(FOODS), dtype=bool)
    vegan = (FOODS["diet"] == "vegan").to_numpy()
    assert "scrambled tofu on toast" not in patterns(FOODS, every)["Breakfast"]
    assert "scrambled tofu on toast" in patterns(FOODS, vegan)["Breakfast"]
    assert "eggs on toast" not in patterns(FOODS, vegan)["Breakfast"]


def test_a_tablet_stays_when_its_meal_is_made_again():
    person = PEOPLE["child"]
    tablet = nu.Item(ABOUT.index[ABOUT["role"] == "supplement"][0], 1.0, "Snack", "16:00")
    menu = another_meal(nu.Plan((tablet,)), 1, "Snack", person, FOODS, nu.needed(person), seconds=1)
    assert tablet in menu.plan.items
    assert len(menu.plan.items) > 1


def test_a_like_that_is_no_food_is_named():
    person = PEOPLE["child"]
    with pytest.raises(ValueError, match="'kiwis'"):
        next(new_plan(person, FOODS, nu.needed(person), likes=("kiwis",)))


def test_every_word_of_the_patterns_is_a_food():
    named = {name for row in records("meal_patterns") for name in row["foods"].split(";")}
    assert named - set(FOODS["name"]) == set()


def test_patterns_have_bounds_that_can_be_kept():
    rows = pd.DataFrame(records("meal_patterns"))
    numbers = rows[["least", "most", "small", "large"]].astype("float64")
    assert (numbers["least"] <= numbers["most"]).all()
    assert (numbers["small"] <= numbers["large"]).all()
    assert not rows.duplicated(["meal", "pattern", "slot"]).any()
    assert set(rows["meal"]) == {row["meal"] for row in records("meal_energy")}
