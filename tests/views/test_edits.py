import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import nutrition as nu
from nutrition.changes import Change, changed
from nutrition.errors import PlanError
from nutrition.plans import Item, Plan
from tests.strategies import quick
from views import edits

PORTIONS = pd.DataFrame(
    [("soy", "cup", 240.0, 1.0), ("soy", "tbsp", 15.0, math.nan), ("rice", "bowl", 1500.0, 1.0)],
    columns=["food_id", "measure", "grams", "usual"],
)
WEIGHTS = nu.all_measures(PORTIONS)
MEALS = pd.DataFrame({"meal": ["Breakfast", "Dinner"], "at": ["08:00", "19:00"]})
TIMES = {"Breakfast": "07:15", "Dinner": "19:00", "Later": ""}
SOY = Item("soy", 240, "Breakfast", "07:15", measure="cup")
RICE = Item("rice", 300, "Breakfast", "07:15")
OTHER_DAY = Item("soy", 15, "Breakfast", "07:15", day=2, measure="tbsp")
PLAN = Plan((SOY, RICE, OTHER_DAY), "Mine", 2)


def do(what, index=0, food="soy", to="", **more):
    event = {"do": what, "index": index, "food": food, "to": to, **more}
    return edits.edited(PLAN, event, WEIGHTS, TIMES, 1)


@pytest.mark.parametrize(
    ("to", "grams"), [("1/2", 120), ("0", 0), ("1 1/2", 360), ("2,5", 600), ("0.25", 60), ("½", 120)]
)
def test_an_amount_counts_in_the_measure_beside_it(to, grams):
    plan = do("amount", to=to)
    assert plan.items[0] == replace(SOY, grams=grams)
    assert plan.items[1:] == PLAN.items[1:]


def test_an_amount_without_a_measure_is_grams():
    assert do("amount", 1, "rice", "120").items[1].grams == 120


def test_an_amount_in_a_measure_that_is_gone_is_grams():
    plan = PLAN.change(0, measure="bucket")
    event = {"do": "amount", "index": 0, "food": "soy", "to": "90"}
    assert edits.edited(plan, event, WEIGHTS, TIMES, 1).items[0].grams == 90


@pytest.mark.parametrize(
    "to", ["abc", "-5", "1e9", "", "nan", "inf", "1/0", "10001", "1,500", "2 cups", None, {}]
)
def test_an_amount_that_is_none_is_refused(to):
    with pytest.raises(PlanError, match="amount"):
        do("amount", to=to)


def test_more_than_anyone_eats_is_refused_in_any_measure():
    assert do("amount", to="41").items[0].grams == 9840
    with pytest.raises(PlanError, match="grams"):
        do("amount", to="42")


def test_how_often_is_counted_in_days_a_week():
    assert do("often", to="1").items[0].per_week == 1


@pytest.mark.parametrize("to", ["0", "8", "often", "-1"])
def test_a_number_of_days_that_no_week_has_is_refused(to):
    with pytest.raises(PlanError):
        do("often", to=to)


def test_remove_takes_one_item_away():
    assert do("remove").items == (RICE, OTHER_DAY)
    assert do("remove", 2).items == (SOY, RICE)


def test_a_measure_changes_what_is_seen_and_not_what_is_eaten():
    assert do("measure", to="tbsp").items[0] == replace(SOY, measure="tbsp")


def test_a_food_that_moves_takes_the_time_of_its_new_meal():
    assert do("move", to="Dinner").items[0] == replace(SOY, meal="Dinner", at="19:00")


def test_a_food_that_moves_to_a_meal_without_a_time_has_none():
    assert do("move", to="Later").items[0] == replace(SOY, meal="Later", at=None)


def test_a_food_that_moves_to_a_meal_nobody_knows_keeps_its_time():
    assert do("move", to="Tea").items[0] == replace(SOY, meal="Tea")


def sitting(what, to, **about):
    return edits.edited(
        PLAN, {"do": what, "meal": "Breakfast", "at": "07:15", "to": to} | about, PORTIONS, TIMES, 1
    )


def test_a_meal_is_renamed_on_that_day_only():
    assert [item.meal for item in sitting("meal", "Brunch").items] == ["Brunch", "Brunch", "Breakfast"]


def test_a_meal_moves_to_another_time_on_that_day_only():
    assert [item.at for item in sitting("time", "09:00").items] == ["09:00", "09:00", "07:15"]
    assert [item.at for item in sitting("time", "").items] == [None, None, "07:15"]


def test_a_sitting_that_is_gone_changes_nothing():
    assert sitting("meal", "Brunch", at="08:00") == PLAN
    assert sitting("meal", "Brunch", meal="Lunch") == PLAN


@pytest.mark.parametrize(
    ("what", "to"), [("time", "25:00"), ("time", "noon"), ("meal", "x" * 201), ("meal", "a\nb")]
)
def test_a_name_or_time_that_cannot_be_is_refused(what, to):
    with pytest.raises(PlanError):
        sitting(what, to)


@pytest.mark.parametrize("index", [1, 3, -1, -3, 10**30, 0.0, "0", None, [0], {"a": 0}, math.nan])
def test_a_row_that_is_no_longer_there_is_refused(index):
    with pytest.raises(PlanError, match="changed since"):
        do("remove", index)


def test_a_row_of_another_food_is_refused():
    with pytest.raises(PlanError, match="changed since"):
        do("remove", 0, "rice")


@pytest.mark.parametrize("what", ["", "delete", None, 3, ["remove"], {"do": "remove"}])
def test_only_what_the_table_offers_can_be_done(what):
    with pytest.raises(PlanError, match="nothing that can be done"):
        do(what)


def test_markup_stays_text():
    assert sitting("meal", "<img src=x onerror=alert(1)>").items[0].meal == "<img src=x onerror=alert(1)>"


def test_a_chosen_food_comes_in_its_amount_and_measure():
    event = {"food": "soy", "amount": "1/2", "measure": "cup"}
    assert edits.chosen(event, WEIGHTS, "Dinner", "19:00", 2) == Item(
        "soy", 120, "Dinner", "19:00", 2, measure="cup"
    )
    assert edits.chosen(event, WEIGHTS, "Dinner", "", 1).at is None


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"food": "soy"},
        {"food": "soy", "amount": "-1", "measure": "cup"},
        {"food": "soy", "amount": {"a": 1}, "measure": "cup"},
        {"food": "rice", "amount": "50", "measure": "bowl"},
        {"food": "", "amount": "1", "measure": "g"},
    ],
)
def test_a_food_without_a_right_amount_is_refused(event):
    with pytest.raises(PlanError):
        edits.chosen(event, WEIGHTS, "Dinner", "19:00", 1)


def test_usual_times_are_those_of_that_day_of_the_plan_first():
    assert edits.usual_times(MEALS, PLAN, 1) == {"Breakfast": "07:15", "Dinner": "19:00"}
    assert edits.usual_times(MEALS, Plan(), 1) == {"Breakfast": "08:00", "Dinner": "19:00"}
    late = Plan((replace(SOY, meal="Night", at=None), replace(SOY, day=2)), days=2)
    assert edits.usual_times(MEALS, late, 1) == {"Breakfast": "08:00", "Dinner": "19:00", "Night": ""}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
WORDS = [
    "amount",
    "remove",
    "move",
    "measure",
    "meal",
    "time",
    "soy",
    "rice",
    "cup",
    "1/2",
    "Breakfast",
    "07:15",
    0,
    1,
]
LIKELY = st.sampled_from(WORDS) | ANYTHING
EVENTS = st.dictionaries(st.text(max_size=3), ANYTHING, max_size=2) | st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("do", "index", "food", "to", "meal", "at", "amount", "measure"), LIKELY)
)


@quick
@given(EVENTS)
@example({"do": "remove", "index": True, "food": "rice"})
@example({"do": "meal", "meal": "Breakfast", "at": "07:15", "to": "\ud800"})
@example({"do": "amount", "index": 0, "food": "soy", "to": "9" * 400})
@example({"do": "amount", "index": 0, "food": "soy", "to": "²/₃"})
@example({"do": "move", "index": 0, "food": "soy", "to": {"a": []}})
def test_no_event_does_more_than_change_the_plan_or_be_refused(event):
    try:
        after = edits.edited(PLAN, event, WEIGHTS, TIMES, 1)
    except PlanError:
        after = PLAN
    assert Plan.from_json(after.to_json()) == after
    assert after.items[-1] == OTHER_DAY or event["index"] == 2


@quick
@given(EVENTS)
def test_no_event_adds_more_than_an_item_or_is_refused(event):
    try:
        item = edits.chosen(event, WEIGHTS, "Dinner", "19:00", 1)
    except PlanError:
        return
    assert 0 <= item.grams <= 10000


DAYS = Plan((Item("173424", 50, "Lunch"), Item("173424", 60, "Dinner", day=2)), "Two", 2)
TAKEN = (Change("add", (), (Item("X202", 1),)), Change("remove", (DAYS.items[0],)))


@pytest.mark.parametrize("order", [(), (0,), (1,), (0, 1), (1, 0)])
def test_which_changes_made_the_plan_is_known_until_it_is_edited_otherwise(order):
    now = changed(DAYS, [TAKEN[place] for place in order])
    assert edits.taken(DAYS, TAKEN, order, now) == order
    assert edits.taken(DAYS, TAKEN, order, DAYS) == ()  # all of it undone
    assert edits.taken(DAYS, TAKEN, order, replace(now, name="Renamed")) == order
    assert edits.taken(DAYS, TAKEN, order, now.add(Item("173424", 1))) is None


def test_what_is_left_of_a_proposal_is_taken_together():
    every = {"proposal": 0, "change": "all", "text": "a\nb\nc"}
    assert edits.picked(every, 0, ["a", "b", "c"], (1,)) == (0, 2)
    one = {"proposal": 0, "change": 2, "text": "c"}
    assert edits.picked(one, 0, ["a", "b", "c"], ()) == (2,)
    for event, taken in ((one, (2,)), ({**one, "proposal": 1}, ()), ({**one, "text": "b"}, ())):
        with pytest.raises(PlanError, match="the proposal has changed"):
            edits.picked(event, 0, ["a", "b", "c"], taken)


def test_kept_meals_alone_stay_in_a_plan_of_other_days():
    assert edits.kept(DAYS, [(2, "Dinner"), (1, "Dinner")], 2) == replace(DAYS, items=DAYS.items[1:])
    assert edits.kept(DAYS, [(1, "Lunch"), (2, "Dinner")], 1) == replace(DAYS, items=DAYS.items[:1], days=1)
    assert edits.toggled((), (1, "Lunch")) == ((1, "Lunch"),)
    assert edits.toggled(((1, "Lunch"), (2, "Dinner")), (1, "Lunch")) == ((2, "Dinner"),)
    assert edits.open_meals(DAYS, [(1, "Lunch")], 1) == ()
    assert edits.open_meals(DAYS, [(1, "Lunch")], 2) == ("Dinner",)
