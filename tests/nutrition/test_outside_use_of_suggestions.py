"""Proposals and plans as somebody uses them who knows only what the README says: odd tables, odd entries."""

import math

import pandas as pd
import pytest

import nutrition as nu

NAN = math.nan
ME = nu.Person(34, "female")
INFANT = nu.Person(0.5, "male")
SAMPLE = nu.sample("vegan_unfortified")
NO_TABLE, NO_PERSON = pd.DataFrame(), "me"


def own(**columns):
    """Give a small table of one's own: rice, and a drink that brings B12."""
    basic = {"name": ["Rice", "My drink"], "group": "Mine", "b12_form": ["none", "crystalline"]}
    return pd.DataFrame(
        basic | {"energy": [130.0, 40.0], "protein": [2.5, NAN], "vitamin_b12": [0.0, 1.5]} | columns,
        index=["rice", "drink"],
    )


RICE = nu.Plan((nu.Item("rice", 300, "Lunch"),))


def b12_alone(person=ME):
    return nu.needed(person).loc[["energy", "vitamin_b12"]]


def proposed(foods, wishes):
    answer = nu.suggest(RICE, foods, b12_alone(), ME, wishes, seconds=0)
    return {item.food for way in answer.proposals for change in way.changes for item in change.after}


@pytest.mark.parametrize("columns", [{}, {"allergens": [NAN, NAN]}, {"allergens": ["", None]}])
def test_a_food_of_unknown_allergens_is_never_proposed_to_somebody_who_leaves_one_out(columns):
    foods = own(**columns)
    assert "drink" in proposed(foods, nu.Wishes())
    assert "drink" not in proposed(foods, nu.Wishes(without=("milk",)))


def test_a_food_known_to_be_free_of_an_allergen_is_proposed():
    foods = own(allergens=["", "soy"])
    assert "drink" in proposed(foods, nu.Wishes(without=("milk",)))
    assert "drink" not in proposed(foods, nu.Wishes(without=("soy",)))


def grown(food, table, person, grams=10, least=1000, **wished):
    """Give which foods there is more of, where hardly anything but one food brings what is missing."""
    plan = nu.Plan((nu.Item(food, grams, "Lunch"), nu.Item("rice", 300, "Lunch")))
    rows = own(diet="vegan", allergens="").loc[["rice"]]
    needed = nu.needed(person).loc[["energy", "protein", "vitamin_b12"]]
    wishes = nu.Wishes(energy=(least, 3000), **wished)
    answer = nu.suggest(plan, pd.concat([table.loc[[food]], rows]), needed, person, wishes, seconds=0)
    every = [change for way in answer.proposals for change in way.changes]
    return {change.after[0].food for change in every if change.kind == "more"} - {"rice"}


@pytest.mark.parametrize(
    ("words", "wished"),
    [
        ("swordfish", {}),
        ("soy milk fortified", {"fortified": False}),
    ],
)
def test_no_more_is_proposed_of_what_must_not_be_proposed(words, wished, table):
    food = nu.find(table, words).index[0]
    pregnant = nu.Person(30, "female", "pregnant")
    free = ME if words == "swordfish" else pregnant
    assert grown(food, table, free) == {food}
    assert not grown(food, table, pregnant, **wished)


def test_no_more_wine_is_proposed_for_its_energy(table):
    wine, juice = (nu.find(table, words).index[0] for words in ("wine red", "orange juice"))
    assert table.loc[wine, "alcohol"] > 5
    assert grown(juice, table, ME, 50, 460) == {juice}
    assert not grown(wine, table, ME, 50, 460)


def test_energy_that_nothing_brings_is_not_said_to_be_helped_by_more_energy():
    foods, plan = own(energy=[0.0, 0.0]), nu.Plan((nu.Item("drink", 200, "Lunch"),))
    answer = nu.suggest(plan, foods, b12_alone(), ME, nu.Wishes(energy=(200, 200)), seconds=1)
    said = " ".join(answer.sentences)
    assert "Less energy than 200 kcal a day" in said
    assert "More energy" not in said


def test_a_new_plan_where_nothing_can_be_planned_for():
    needed = b12_alone()
    *_, menu = nu.new_plan(ME, own(vitamin_b12=[NAN, NAN]), needed, seconds=1)
    assert "Not planned for" in " ".join(menu.sentences)


def test_a_new_plan_from_a_table_without_subgroups():
    *_, menu = nu.new_plan(ME, own(), b12_alone(), seconds=1, likes=("rice",))
    assert menu.done == 1
    assert {item.food for item in menu.plan.items} <= {"rice", "drink"}


@pytest.mark.parametrize("known", ["two ways", "an allergen left out"])
def test_the_first_of_several_proposals_is_the_best_of_them(known, table):
    plan, person = nu.sample("omnivore"), nu.Person(70, "female", diet="vegan")
    if known == "two ways":
        plan, person = nu.sample("vegan_unfortified"), nu.Person(1.5, "male", diet="vegan")
    for authority in ("AU_NZ", "NASEM", "EFSA"):
        answer = nu.suggest(plan, table, nu.needed(person, authority), person, seconds=0)
        costs = [way.cost for way in answer.proposals]
        assert costs == sorted(costs)


def test_no_energy_at_all_is_an_answer_and_no_stack_trace(table):
    answer = nu.suggest(SAMPLE, table, nu.needed(ME), ME, nu.Wishes(energy=(0, 0)), seconds=0)
    assert "above its limit, which is none at all" in answer.unmet.loc["energy", "text"]


@pytest.mark.parametrize("energy", [(0, math.inf), (math.inf, math.inf), (NAN, 2000)])
def test_energy_without_an_end_is_refused(energy):
    with pytest.raises(ValueError, match="is not a lowest and a highest kcal per day"):
        nu.Wishes(energy=energy)


@pytest.mark.parametrize("name", ["fortified", "uncertain"])
def test_yes_or_no_is_not_a_word(name):
    with pytest.raises(ValueError, match=f"{name} 'no' is neither True nor False"):
        nu.Wishes(**{name: "no"})


def test_a_food_to_keep_that_is_not_there_is_named(table):
    wishes = nu.Wishes(keep=("tofuu",))
    with pytest.raises(ValueError, match="keep: 'tofuu' is not in the food table"):
        nu.suggest(SAMPLE, table, nu.needed(ME), ME, wishes, seconds=0)


def test_no_meals_are_made_for_an_infant(table):
    needed, kept = nu.needed(INFANT), nu.Plan((nu.Item(table.index[0], 50, "Lunch"),))
    (menu,) = nu.new_plan(INFANT, table, needed, days=2, locked=kept, seconds=1)
    assert menu.plan.items == kept.items
    assert "first year" in " ".join(menu.sentences)
    for again in (
        nu.another_day(kept, 1, INFANT, table, needed, seconds=1),
        nu.another_meal(kept, 1, "Dinner", INFANT, table, needed, seconds=1),
    ):
        assert again.plan == kept
        assert "first year" in " ".join(again.sentences)


def test_what_an_infant_needs_to_match_is_not_said(table):
    match = nu.to_match(SAMPLE, nu.sample("omnivore"), table, nu.needed(INFANT), INFANT)
    assert len(match.sentences) == 1
    assert "first year" in match.sentences[0]


def test_what_is_no_time_is_refused(table):
    needed = nu.needed(ME)
    for seconds in (NAN, math.inf, -1, None, "10", True):
        for call in (
            lambda s: nu.suggest(SAMPLE, table, needed, ME, seconds=s),
            lambda s: next(nu.new_plan(ME, table, needed, seconds=s)),
            lambda s: nu.another_day(SAMPLE, 1, ME, table, needed, seconds=s),
            lambda s: nu.to_match(SAMPLE, SAMPLE, table, needed, ME, seconds=s),
        ):
            with pytest.raises(ValueError, match="is not a number of seconds"):
                call(seconds)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (0, NO_PERSON, "is no person"),
        (0, None, "is no person"),
        (1, NO_TABLE, "a table with name, group"),
        (2, None, "needed: a table with target"),
        (3, None, "wishes 'None' are none"),
    ],
)
def test_a_new_plan_names_what_it_cannot_read(place, value, said, table):
    given = [ME, table, nu.needed(ME), nu.Wishes()]
    given[place] = value
    if place != 1:  # a plan is looked up in the table first
        with pytest.raises(ValueError, match=said):
            nu.another_day(SAMPLE, 1, *given, seconds=1)
    with pytest.raises(ValueError, match=said):
        next(nu.new_plan(*given, seconds=1))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"likes": "rice"}, "likes 'rice' is not a row of ids"),
        ({"likes": None}, "likes None is not a row of ids"),
        ({"energy": "2000"}, "energy '2000' is not a number of kcal"),
        ({"energy": NAN}, "energy nan is not a number of kcal"),
        ({"seed": "x"}, "seed 'x' is not a whole number"),
        ({"seed": -1}, "seed '-1' is not a whole number"),
        ({"locked": None}, "a plan and a food table are needed"),
    ],
)
def test_a_new_plan_names_the_entry_that_is_wrong(wrong, said, table):
    with pytest.raises(ValueError, match=said):
        next(nu.new_plan(ME, table, nu.needed(ME), seconds=1, **wrong))


def test_meals_to_make_again_are_a_row_of_meals(table):
    with pytest.raises(ValueError, match="meals 'Lunch' is not a row of ids"):
        nu.another_day(SAMPLE, 1, ME, table, nu.needed(ME), meals="Lunch", seconds=1)


@pytest.mark.parametrize("value", ["x", 3, {}])
def test_to_make_over_a_plan_a_person_and_wishes_are_needed(value, table):
    with pytest.raises(ValueError, match="is no person"):
        nu.convert(SAMPLE, table, value)
    with pytest.raises(ValueError, match="are none; write Wishes"):
        nu.convert(SAMPLE, table, ME, value)


@pytest.mark.parametrize("value", [None, 3, "x"])
def test_to_compare_what_two_plans_need_plans_and_tables_are_needed(value, table):
    with pytest.raises(ValueError, match="a plan and a food table are needed"):
        nu.to_match(value, SAMPLE, table, nu.needed(ME))
    with pytest.raises(ValueError, match="a plan and a food table are needed"):
        nu.to_match(SAMPLE, SAMPLE, value, nu.needed(ME))
    with pytest.raises(ValueError, match="are none; write Wishes"):
        nu.to_match(SAMPLE, SAMPLE, table, nu.needed(ME), ME, value)


@pytest.mark.parametrize("value", [3, "x", {}, NO_TABLE])
def test_a_shopping_list_needs_a_table_of_portions(value, table):
    with pytest.raises(ValueError, match="portions: a table with food_id"):
        nu.shopping_list(SAMPLE, table, value)
