"""Changes to a plan: what moves, what stays, and what cannot be done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutrition as nu
from tests.strategies import plans, quick

BREAD, MILK, SOY = nu.Item("bread", 60, "Breakfast"), nu.Item("milk", 240, "Breakfast"), nu.Item("soy", 240)
PLAN = nu.Plan((BREAD, MILK))


def test_what_takes_a_place_stands_there_and_what_is_new_comes_last():
    less = nu.Change("less", (BREAD,), (nu.Item("bread", 30, "Breakfast"),))
    new = nu.Item("apple", 150, "Snack")
    after = nu.changed(PLAN, [nu.Change("add", (), (new,)), less, nu.Change("swap", (MILK,), (SOY,))])
    assert after.items == (nu.Item("bread", 30, "Breakfast"), SOY, new)


def test_a_removal_takes_one_of_two_that_are_alike():
    twice = nu.Plan((BREAD, MILK, BREAD))
    assert nu.changed(twice, [nu.Change("remove", (BREAD,))]).items == (MILK, BREAD)
    assert nu.changed(twice, [nu.Change("remove", (BREAD, BREAD))]).items == (MILK,)


def test_a_change_needs_what_it_changes():
    with pytest.raises(nu.PlanError, match="240 g of 'soy' on day 1 is not in the plan any more"):
        nu.changed(PLAN, [nu.Change("remove", (SOY,))])


def test_a_kind_of_change_that_is_none():
    with pytest.raises(ValueError, match="kind 'double' is not one of: more, less"):
        nu.Change("double")


@quick
@given(plans(), st.data())
def test_nothing_else_moves(plan, data):
    """Items that no change names keep their order and stay what they are."""
    places = data.draw(st.sets(st.sampled_from(range(len(plan.items))))) if plan.items else set()
    chosen = [plan.items[place] for place in sorted(places)]
    after = nu.changed(plan, [nu.Change("remove", (item,)) for item in chosen])
    left = list(plan.items)
    for item in chosen:
        left.remove(item)
    assert list(after.items) == left
    assert (after.name, after.days) == (plan.name, plan.days)
