"""Proposals and new plans as a reader sees them, held against figures worked out by hand."""

import pandas as pd
import pytest

import nutrition as nu
from nutrition.changes import Change
from nutrition.display import menus
from nutrition.display import suggestions as shown
from nutrition.gaps.proposals import Proposal
from nutrition.suggestions import Suggestion

TABLET, SALMON, EGG = "X202", "175168", "173424"  # 10 ug of B12; 2.8 and 1.1 ug per 100 g
ADULT = nu.Person(35, "female")
ADD = Change("supplement", (), (nu.Item(TABLET, 1, "Breakfast", "08:00"),))
TABLE = pd.DataFrame({"text": ["Take 1 tablet"], "reason": ["Brings 10 ug of B12 a day."], "kind": "add"})


def proposal(changes=(ADD,), unmet=0, cost=10.0):
    rows = pd.DataFrame({"text": ["Iron stays at 5 ug of the target."] * unmet})
    made = Proposal(nu.Plan(), tuple(changes), cost, asked=None)
    vars(made).update(table=TABLE.head(len(changes)), unmet=rows, unproven=rows.head(0))
    return made


def suggestion(*proposals, stage="first", gap=None, sentences=()):
    return Suggestion(proposals, stage, gap, sentences, done=True)


def standing(found, *, over=False, stopped=False, spent=2.0):
    return shown.standing(found, spent, 10.0, over=over, stopped=stopped)


def test_proposals_are_named_by_what_they_take_and_leave():
    more = Change("add", (), (nu.Item(EGG, 50, "Lunch", "12:30"),))
    found = suggestion(proposal([more]), proposal([ADD, more], unmet=2), proposal([]))
    titles = ["1: 1 change", "2: 2 changes (1 by supplement), 2 open", "3: 0 changes"]
    assert shown.titles(found) == titles


def test_a_change_is_what_to_do_and_why():
    assert shown.changes(TABLE) == [{"text": "Take 1 tablet", "reason": "Brings 10 ug of B12 a day."}]
    assert shown.changes(TABLE.head(0)) == []


def test_micrograms_are_written_as_people_do():
    assert shown.said(proposal(unmet=1).unmet) == ["Iron stays at 5 µg of the target."]


def test_needs_that_change_are_bars_and_the_others_are_counted(table):
    before = nu.Plan((nu.Item(EGG, 100, "Breakfast", "08:00"),))
    after = before.add(nu.Item(TABLET, 1, "Breakfast", "08:00"))
    bars, others, more = shown.before_and_after(before, after, table, nu.needed(ADULT))
    assert [bar["id"] for bar in bars] == ["vitamin_b12"]
    assert others == []
    assert [side["amount"] for side in bars[0]["sides"]] == ["1.1 µg/day", "11.1 µg/day"]
    assert [side["word"] for side in bars[0]["sides"]] == ["Short", "Met"]
    assert bars[0]["target"] == "2.4 µg/day"
    assert more == ""


def test_nothing_changes_between_a_plan_and_itself(table):
    plan = nu.sample("omnivore")
    assert shown.before_and_after(plan, plan, table, nu.needed(ADULT)) == ([], [], "")


def test_what_stays_as_it_is_judged_is_told_apart(table):
    before = nu.sample("omnivore")
    salmon = next(place for place, item in enumerate(before.items) if item.food == SALMON)
    needed = nu.needed(nu.Person(34, "female"))
    telling, others, _ = shown.before_and_after(before, before.remove(salmon), table, needed)
    status = {bar["id"]: [side["word"] for side in bar["sides"]] for bar in [*telling, *others]}
    assert status["vitamin_d"] == ["Met", "Short"]
    assert status["epa_dha"] == ["No target", "No target"]  # what a person without fish goes without
    assert status["protein"] == ["Met", "Met"]
    assert {"vitamin_d", "epa_dha"} <= {bar["id"] for bar in telling}
    assert "protein" in {bar["id"] for bar in others}
    assert not any("Short" in status[bar["id"]] or "Over limit" in status[bar["id"]] for bar in others)


def test_small_changes_are_counted_not_drawn(table):
    before = nu.sample("omnivore")
    bars, others, more = shown.before_and_after(before, before.add(nu.Item(EGG, 2)), table, nu.needed(ADULT))
    assert bars == others == []
    assert more.endswith("other amounts change less.")


def test_what_is_absorbed_is_held_against_its_own_goal(table):
    before = nu.Plan((nu.Item("173905", 100, "Lunch", "12:30"),))  # a plant: no B12
    after = before.add(nu.Item(TABLET, 1, "Breakfast", "08:00"))
    (bar,) = shown.uptake(before, after, table, ADULT, 1.2)
    taken = nu.absorbed_per_day(nu.absorbed(after, table, ADULT))["mid"]
    assert bar["label"] == "B12 absorbed (model)"
    assert [side["amount"] for side in bar["sides"]] == ["0.0 µg/day", f"{taken:.1f} µg/day"]
    assert [side["word"] for side in bar["sides"]] == ["Short", "Met"]
    assert bar["sides"][0]["fill"] == 0
    assert bar["sides"][1]["fill"] == pytest.approx(taken / 1.2 * 0.75)
    assert shown.uptake(before, after, table, ADULT, float("nan")) == []
    assert shown.uptake(before, before, table, ADULT, 1.2) == []


CLOSES, MUCH = (f"No smaller set of changes {what}." for what in ("closes these gaps", "closes as much"))
MAY, NONE = "set of changes may exist.", "Fewer changes cannot do it (remaining gap"
FIRST, BETTER_MAY = "A first proposal is here.", "a better set of changes may exist."
BETTER = f"A better proposal was found. {NONE} 34%). Looking for something milder …"
TWO = suggestion(proposal([ADD] * 3, cost=31.0), gap=0.4)  # nothing costs less than 18.6, one change does
ONE = "Fewer than 2 changes cannot do it (remaining gap 40%)."


@pytest.mark.parametrize(
    ("found", "over", "stopped", "text"),
    [
        (None, False, False, "Looking for the smallest change …"),
        (None, True, True, "Stopped before there was an answer."),
        (suggestion(proposal()), False, False, "A first proposal is here. Looking for something smaller …"),
        (suggestion(proposal(), stage="proven", gap=0.0), True, False, CLOSES),
        (suggestion(proposal(unmet=1), stage="proven"), True, False, MUCH),
        (suggestion(proposal(), stage="improved", gap=0.336), False, False, BETTER),
        (
            suggestion(proposal(), stage="stopped", gap=0.002),
            True,
            False,
            f"Time is up: a milder {MAY} {NONE} 1%).",
        ),
        (TWO, True, False, f"Time is up: a smaller {MAY} {ONE}"),
        (suggestion(proposal(), gap=float("inf")), True, True, f"Stopped: a smaller {MAY}"),
        (suggestion(proposal(), gap=1.0), True, True, f"Stopped: a smaller {MAY}"),
        (suggestion(proposal(unmet=1), gap=0.01), False, False, f"{FIRST} Looking for something better …"),
        (suggestion(proposal(unmet=1), stage="stopped", gap=0.01), True, False, f"Time is up: {BETTER_MAY}"),
        (suggestion(proposal([])), False, False, "Looking further …"),
        (suggestion(proposal([])), True, False, "Nothing to close: every need that can be told is met."),
        (suggestion(proposal([], unmet=1)), True, False, "Nothing that may change closes what is open."),
        (suggestion(proposal([]), sentences=("The plan is empty.",)), True, False, ""),
    ],
)
def test_how_the_search_stands_is_one_sentence(found, over, stopped, text):
    row = standing(found, over=over, stopped=stopped)
    assert row == {"text": text, "fill": 0.2, "over": over}


def test_the_bar_of_the_time_ends_at_its_end():
    assert shown.passed(3.0, 12.0) == 0.25
    assert shown.passed(30.0, 12.0) == 1.0
    assert shown.passed(0.0, 0.0) == 1.0


def test_a_new_plan_is_read_day_by_day_in_words_of_the_kitchen(table, portions):
    items = (
        nu.Item(EGG, 50, "Dinner", "19:00", measure="egg, large"),
        nu.Item(SALMON, 100, "Breakfast", "08:00"),
        nu.Item(SALMON, 50, "Breakfast", "08:00", day=2),
    )
    plan = nu.Plan(items, "New plan", 2)
    first, second = menus.menu_days(plan, table, nu.all_measures(portions), {(1, "Dinner")})
    assert [(meal["meal"], meal["at"], meal["kept"]) for meal in first["meals"]] == [
        ("Breakfast", "08:00", False),
        ("Dinner", "19:00", True),
    ]
    assert first["meals"][0]["items"] == ["100 g of salmon, Atlantic, farmed, baked"]
    kcal = table.loc[SALMON, "energy"], table.loc[EGG, "energy"] / 2
    assert first["meals"][0]["total"] == f"{kcal[0]:.0f} kcal"
    assert first["total"] == f"{kcal[0] + kcal[1]:.0f} kcal"
    assert second["total"] == f"{kcal[0] / 2:.0f} kcal"


def test_energy_that_is_not_known_is_at_least(table, portions):
    unknown = table.copy()
    unknown.loc[EGG, "energy"] = float("nan")
    plan = nu.Plan((nu.Item(EGG, 50, "Lunch"), nu.Item(SALMON, 100, "Lunch")))
    (day,) = menus.menu_days(plan, unknown, nu.all_measures(portions), ())
    assert day["total"] == f"≥ {table.loc[SALMON, 'energy']:.0f} kcal"


@pytest.mark.parametrize(
    ("done", "over", "stopped", "text"),
    [
        (0, False, False, "The first day is being made …"),
        (2, False, False, "2 of 3 days are there …"),
        (3, False, False, "All days are there; the last gaps are being closed …"),
        (2, True, True, "Stopped: these are the days so far."),
        (3, True, False, ""),
    ],
)
def test_how_far_a_new_plan_is(done, over, stopped, text):
    assert menus.made(done, 3, over=over, stopped=stopped) == text
