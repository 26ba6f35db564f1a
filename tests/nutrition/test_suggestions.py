"""Suggestions: what closes a gap, what cannot be closed, and what is never counted."""

import dataclasses
import math

import pandas as pd
import pytest

import nutrition as nu

VEGAN = nu.Person(34, "female", diet="vegan")
NAN = math.nan


def judged(plan, person, foods, authority="NASEM"):
    return nu.assess(nu.eaten(plan, foods), nu.needed(person, authority))["status"]


def taken_up(plan, foods, person):
    return nu.absorbed_per_day(nu.absorbed(plan, foods, person))["mid"]


@pytest.fixture(scope="module")
def unfortified(table):
    return nu.suggest(nu.sample("vegan_unfortified"), table, nu.needed(VEGAN), VEGAN, seconds=0)


def test_a_vegan_day_without_b12_gets_it_and_all_else_it_misses(unfortified, table):
    before = judged(nu.sample("vegan_unfortified"), VEGAN, table)
    after = judged(unfortified.plan, VEGAN, table)
    assert set(before[before == "short"].index) >= {"vitamin_b12", "vitamin_d", "iron"}
    assert set(after[after == "short"].index) <= {"water_total", "energy"}
    assert taken_up(unfortified.plan, table, VEGAN) >= 1.2
    assert unfortified.unmet.empty


def test_three_or_more_proposals_that_differ_in_what_they_add(unfortified):
    added = [frozenset(way.table["to_food"]) for way in unfortified.proposals]
    assert len(added) >= 3
    assert len(set(added)) == len(added)


def test_each_change_says_what_it_brings_and_what_would_be_without_it(unfortified):
    rows = unfortified.changes
    assert len(rows) == len(unfortified.proposals[0].changes)
    assert rows["text"].str.len().gt(0).all()
    assert rows["reason"].str.contains("ithout it").all()
    assert rows["need"].str.contains("vitamin B12").any()


def test_changes_can_be_taken_one_by_one_in_any_order(unfortified):
    plan = nu.sample("vegan_unfortified")
    changes = unfortified.proposals[0].changes
    for change in reversed(changes):
        plan = nu.changed(plan, [change])
    items = sorted(plan.items, key=str)
    assert items == sorted(unfortified.plan.items, key=str)


def test_no_supplement_where_food_does_it_and_one_where_it_cannot(unfortified, table):
    assert "supplement" not in set(unfortified.changes["kind"])
    plan, needed = nu.sample("vegan_unfortified"), nu.needed(VEGAN)
    without = nu.suggest(plan, table, needed, VEGAN, nu.Wishes(fortified=False), seconds=0)
    taken = without.changes[without.changes["kind"] == "supplement"]
    assert len(taken) == 1
    assert table["vitamin_b12"][taken["to_food"]].gt(0).all()
    assert without.unmet.empty


def test_vegan_without_fortified_foods_or_supplements_says_that_b12_cannot_be_met(table):
    plan, wishes = nu.sample("vegan_unfortified"), nu.Wishes(fortified=False, supplements="never")
    answer = nu.suggest(plan, table, nu.needed(VEGAN), VEGAN, wishes, seconds=4)
    assert answer.done
    assert "vitamin_b12" in answer.unmet.index
    assert taken_up(answer.plan, table, VEGAN) == 0
    said = " ".join(answer.sentences).lower()
    assert "vitamin b12" in said
    assert "fortified" in said
    assert "supplement" in said


def test_spreading_counts_as_absorbed_b12(table):
    """4.4 ug at one sitting reach the EU amount eaten, but 1.2 ug get in; 2.0 need another sitting."""
    yeast = "yeast"
    foods = pd.DataFrame(
        {
            "name": ["Bread", "Fortified flakes"],
            "group": ["Bread and bakery", "Breakfast cereals"],
            "subgroup": ["Bread", "Fortified ready-to-eat"],
            "diet": ["vegan", "vegan"],
            "b12_form": ["none", "fortified_crystalline"],
            "energy": [250.0, 350.0],
            "vitamin_b12": [0.0, 10.0],
        },
        index=pd.Index(["bread", yeast], name="food_id"),
    )
    plan = nu.Plan(
        (
            nu.Item(yeast, 44, "Breakfast", "08:00"),
            nu.Item("bread", 200, "Lunch", "14:30"),
            nu.Item("bread", 200, "Dinner", "21:00"),
        )
    )
    needed = nu.needed(VEGAN, "EFSA").loc[["energy", "vitamin_b12"]]
    assert judged_b12(plan, foods, needed) == "met"
    answer = nu.suggest(plan, foods, needed, VEGAN, seconds=0)
    assert answer.unmet.empty
    assert taken_up(plan, foods, VEGAN) < 2.0 <= taken_up(answer.plan, foods, VEGAN)
    sittings = {item.meal for item in answer.plan.items if item.food == yeast}
    assert len(sittings) >= 2


def judged_b12(plan, foods, needed):
    return nu.assess(nu.eaten(plan, foods), needed)["status"]["vitamin_b12"]


def test_a_food_with_no_value_never_counts_towards_a_floor():
    """Two foods alike but that one's zinc is not known: only the other is proposed."""
    foods = pd.DataFrame(
        {
            "name": ["Rice", "Seeds", "Kernels"],
            "group": ["Grains and pasta", "Nuts and seeds", "Nuts and seeds"],
            "b12_form": ["none"] * 3,
            "energy": [130.0, 550.0, 500.0],
            "vitamin_b12": [0.0] * 3,
            "zinc": [0.5, 10.0, NAN],
        },
        index=pd.Index(["rice", "seeds", "kernels"], name="food_id"),
    )
    needed = nu.needed(nu.Person(35, "male")).loc[["energy", "zinc"]]
    plan = nu.Plan((nu.Item("rice", 900, "Lunch", "12:30"),))
    answer = nu.suggest(plan, foods, needed, None, seconds=0)
    assert {item.food for item in answer.plan.items} == {"rice", "seeds"}
    unknown = nu.Plan((*plan.items, nu.Item("kernels", 300, "Lunch", "12:30")))
    told = nu.suggest(unknown, foods.drop(index="seeds"), needed, None, seconds=0)
    assert told.changes.empty or "zinc" not in " ".join(told.changes["brings"])
    assert "zinc" in {*told.unmet.index, *told.proposals[0].unproven.index}


def test_what_cannot_be_told_is_named_with_the_reason(unfortified):
    doubts = unfortified.proposals[0].unproven
    assert "biotin" in doubts.index
    assert "foods have no value" in doubts["text"]["biotin"]


@pytest.mark.parametrize(
    ("wish", "left"),
    [
        (nu.Wishes(most_changes=0), {"vitamin_b12", "vitamin_d", "iron"}),
        (nu.Wishes(energy=(150, 200)), {"energy"}),
        (nu.Wishes(energy=(11_900, 12_000)), {"energy"}),
    ],
)
def test_wishes_that_cannot_be_met_leave_something_open_and_never_say_solved(wish, left, table):
    plan = nu.sample("vegan_unfortified")
    answer = nu.suggest(plan, table, nu.needed(VEGAN), VEGAN, wish, seconds=2)
    assert left <= set(answer.unmet.index)
    assert answer.sentences
    assert all(len(way.changes) <= wish.most_changes for way in answer.proposals)


def test_all_foods_excluded(table):
    wishes = nu.Wishes(dislikes=tuple(table["group"].unique()))
    answer = nu.suggest(nu.sample("vegan_unfortified"), table, nu.needed(VEGAN), VEGAN, wishes, seconds=2)
    assert "vitamin_b12" in answer.unmet.index
    assert {"add", "swap", "supplement"}.isdisjoint(answer.changes["kind"])
    assert answer.sentences


def test_an_empty_plan_and_wishes_against_each_other_are_explained(table):
    empty = nu.suggest(nu.Plan(), table, nu.needed(VEGAN), VEGAN)
    assert empty.sentences[0].startswith("The plan is empty")
    crossed = nu.Wishes(energy=(2500, 1500))
    answer = nu.suggest(nu.sample("omnivore"), table, nu.needed(VEGAN), VEGAN, crossed)
    assert "2,500 kcal per day, is above the highest, 1,500" in answer.sentences[0]
    assert answer.stage != "proven"


def test_a_plan_that_misses_nothing_is_left_as_it_is(table):
    person = nu.Person(34, "female")
    answer = nu.suggest(nu.sample("omnivore"), table, nu.needed(person), person, seconds=0)
    assert answer.plan == nu.sample("omnivore")
    assert answer.stage == "proven"


def test_without_intrinsic_factor_b12_is_for_a_clinician(table):
    ill = nu.Person(60, "female", risks=("pernicious_anaemia",))
    answer = nu.suggest(nu.sample("vegetarian"), table, nu.needed(ill), ill, seconds=0)
    assert "clinician" in answer.sentences[0]
    assert "supplement" not in set(answer.changes["kind"])


def test_a_child_under_one_is_not_planned_for(table):
    baby = nu.Person(0.5, "female")
    answer = nu.suggest(nu.sample("vegetarian"), table, nu.needed(baby), baby)
    assert answer.plan == nu.sample("vegetarian")
    assert "first year" in answer.sentences[0]


def test_foods_that_must_go_do(table):
    """The omnivore sample for somebody vegan: nothing of an animal is left."""
    answer = nu.suggest(nu.sample("omnivore"), table, nu.needed(VEGAN), VEGAN, seconds=0)
    assert {table["diet"][item.food] for item in answer.plan.items} == {"vegan"}


def test_a_solver_improves_or_proves_and_says_how_sure_it_is(table):
    person = nu.Person(45, "male", diet="pescatarian")
    plan = nu.sample("pescatarian")
    steps = list(nu.improving(plan, table, nu.needed(person), person, seconds=20))
    assert [step.done for step in steps] == [False] * (len(steps) - 1) + [True]
    first, last = steps[0], steps[-1]
    assert first.stage == "first"
    assert last.stage == "proven"
    assert last.gap == 0.0
    assert last.proposals[0].cost <= first.proposals[0].cost
    assert last.unmet.empty


def test_closing_the_iterator_stops_it(table):
    asking = nu.improving(nu.sample("vegan_week"), table, nu.needed(VEGAN), VEGAN, seconds=60)
    next(asking)
    asking.close()
    with pytest.raises(StopIteration):
        next(asking)


def test_what_was_asked_is_checked(table):
    needed, plan = nu.needed(VEGAN), nu.sample("vegan_week")
    with pytest.raises(nu.PlanError, match="'nothing' is not in the food table"):
        nu.suggest(nu.Plan((nu.Item("nothing", 5),)), table, needed, VEGAN)
    with pytest.raises(ValueError, match="write Wishes"):
        nu.suggest(plan, table, needed, VEGAN, {"diet": "vegan"})
    with pytest.raises(ValueError, match="is no person"):
        nu.suggest(plan, table, needed, "vegan")
    with pytest.raises(ValueError, match="needed: a table with target, upper"):
        nu.suggest(plan, table, plan, VEGAN)


def test_a_suggestion_stays_what_it_is(unfortified):
    with pytest.raises(dataclasses.FrozenInstanceError):
        unfortified.stage = "proven"
