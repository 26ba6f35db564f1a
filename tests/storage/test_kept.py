"""What is saved and loaded is equal: people, plans, foods of one's own, blood results."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutrition as nu
from nutrition import storage
from nutrition.errors import PlanError
from nutrition.own_foods import OwnFood
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.storage import saved_plans
from nutrition.storage.bodies import LONGEST_NAME, LONGEST_NOTE
from tests.own_strategies import kept
from tests.strategies import plans, quick, words

PERSON = Person(35, "female")
SALMON = Plan((Item("175168", 100, "Lunch"),), "Salmon")
STRANGE = "<b>Zoë</b> \U0001f957 שָׁלוֹם 'x'; DROP TABLE client; -- \\ % _ \u202e"

people = st.builds(
    Person,
    age=st.one_of(st.integers(0, 120), st.floats(0, 120)),
    sex=st.just("female"),
    condition=st.just("none"),
    diet=st.sampled_from(["omnivore", "pescatarian", "vegetarian", "vegan"]),
    risks=st.lists(st.sampled_from(sorted(nu.risk_choices()["id"])), unique=True, max_size=3).map(tuple),
    weight_kg=st.one_of(st.none(), st.floats(30, 200)),
    height_cm=st.one_of(st.none(), st.floats(120, 210)),
    activity=st.sampled_from(["inactive", "low_active", "active", "very_active"]),
)
labs = st.builds(
    nu.Labs,
    b12=st.one_of(st.none(), st.tuples(st.floats(50, 2000), st.sampled_from(["pg/mL", "pmol/L", "ng/L"]))),
    holotc=st.one_of(st.none(), st.floats(5, 200)),
    mma=st.one_of(st.none(), st.tuples(st.floats(0.05, 10), st.just("umol/L"))),
    mcv=st.one_of(st.none(), st.floats(70, 130)),
    anti_if=st.sampled_from([None, "positive", "negative"]),
    replacing=st.booleans(),
)
notes = st.lists(words(30), max_size=4).map("\n".join)


@quick
@given(words(40), people, notes)
def test_a_client_is_equal(name, person, text):
    store = storage.open_store(storage.MEMORY)
    new = storage.add_client(store, name, person, text)
    assert (new.name, new.person, new.notes, new.version) == (name, person, text, 1)
    assert storage.client(store, new.id) == new
    assert storage.clients(store) == [new]


@quick
@given(plans(), plans())
def test_a_plan_and_its_steps_are_equal(first, second):
    store = storage.open_store(storage.MEMORY)
    me = storage.add_client(store, "Me", PERSON)
    saved = storage.save_plan(store, storage.add_plan(store, me.id, first), second)
    assert saved == storage.saved_plan(store, saved.id)
    assert (saved.plan, saved.version, saved.undoable, saved.redoable) == (second, 2, 1, 0)
    assert [step.plan for step in storage.history(store, saved.id)] == [second, first]
    assert storage.undo(store, saved).plan == first


@quick
@given(kept())
def test_foods_of_one_s_own_are_equal(own):
    store = storage.open_store(storage.MEMORY)
    storage.keep_own(store, *own)
    storage.keep_own(store, *own)  # the same again changes nothing
    assert set(storage.own_foods(store)) == set(own)


@quick
@given(labs, st.dates(), notes)
def test_blood_results_are_equal(given_labs, day, note):
    store = storage.open_store(storage.MEMORY)
    me = storage.add_client(store, "Me", PERSON)
    new = storage.keep_labs(store, me.id, day.isoformat(), given_labs, note)
    assert (new.labs, new.taken_on, new.note) == (given_labs, day.isoformat(), note)
    assert storage.lab_history(store, me.id) == [new]


def test_strange_text_is_text_on_both_databases(store):
    one = storage.add_client(store, STRANGE, PERSON, f"{STRANGE}\n{STRANGE}")
    plan = replace(SALMON, name=STRANGE)
    saved = storage.add_plan(store, one.id, plan)
    storage.change_workspace(store, storage.Workspace(STRANGE, STRANGE))
    assert storage.client(store, one.id) == one
    assert storage.saved_plan(store, saved.id).plan == plan
    assert storage.clients(store, "drop table") == [one]
    assert storage.workspace(store) == storage.Workspace(STRANGE, STRANGE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x" * (LONGEST_NAME + 1), ""),
        ("x", "y" * (LONGEST_NOTE + 1)),
        ("a\0b", ""),
        ("a\nb", ""),
        ("x", "\ud800"),
        (None, ""),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(store, name, text):
    with pytest.raises(PlanError):
        storage.add_client(store, name, PERSON, text)
    assert storage.clients(store) == []


def test_the_longest_name_and_notes_are_kept(store):
    one = storage.add_client(store, "n" * 200, PERSON, "t" * 20_000)
    assert storage.client(store, one.id) == one


@pytest.mark.parametrize("day", ["", "2026-13-01", "31.3.2026", None, "2026-03-31T10:00"])
def test_a_day_that_is_none_is_refused(store, me, day):
    with pytest.raises(PlanError, match="2026-03-31"):
        storage.keep_labs(store, me.id, day, nu.Labs(mcv=90))
    assert storage.lab_history(store, me.id) == []


def test_people_are_listed_oneself_first_and_found_by_every_word(store, me):
    anna = storage.add_client(store, "Anna", PERSON, "vegan since 2020")
    zoe = storage.add_client(store, "zoe", PERSON, "Vegan\nmetformin")
    assert storage.clients(store) == [me, anna, zoe]
    assert storage.clients(store, "VEGAN") == [anna, zoe]
    assert storage.clients(store, "vegan metformin") == [zoe]
    assert storage.clients(store, "nobody") == []
    away = storage.change_client(store, replace(anna, archived=True))
    assert storage.clients(store) == [me, zoe]
    assert storage.clients(store, archived=True) == [away]


def test_two_changes_of_one_client_do_not_overwrite_each_other(store, me):
    first = storage.change_client(store, replace(me, notes="from one tab"))
    assert (first.version, first.notes) == (2, "from one tab")
    with pytest.raises(storage.ClientChanged) as changed:
        storage.change_client(store, replace(me, notes="from the other"))
    assert changed.value.now == first
    assert storage.client(store, me.id) == first


def test_plans_of_a_client_are_listed_and_put_away(store, me):
    first = storage.add_plan(store, me.id, SALMON)
    second = storage.add_plan(store, me.id, Plan((), "Nothing yet", 3))
    lines = storage.plans_of(store, me.id)
    assert {(line.id, line.name, line.days, line.foods) for line in lines} == {
        (first.id, "Salmon", 1, 1),
        (second.id, "Nothing yet", 3, 0),
    }
    storage.archive_plan(store, first.id)
    assert [line.id for line in storage.plans_of(store, me.id)] == [second.id]
    assert [line.id for line in storage.plans_of(store, me.id, archived=True)] == [first.id]
    assert storage.last_plan(store).id == second.id
    with pytest.raises(storage.Conflict):  # which another tab that has it open is told
        storage.save_plan(store, first, SALMON)
    storage.archive_plan(store, first.id, archived=False)
    assert len(storage.plans_of(store, me.id)) == 2


def test_a_copy_is_a_plan_of_its_own(store, me):
    ann = storage.add_client(store, "Ann", PERSON)
    saved = storage.add_plan(store, me.id, SALMON)
    copied = storage.copy_plan(store, saved.id, ann.id)
    assert (copied.client, copied.plan, copied.version) == (ann.id, SALMON, 1)
    storage.save_plan(store, copied, Plan())
    assert storage.saved_plan(store, saved.id) == saved


def test_an_own_food_is_replaced_and_dropped(store):
    bread = OwnFood("own:bread", "Bread", (("energy", 250.0),))
    storage.keep_own(store, bread)
    better = replace(bread, name="Rye bread")
    storage.keep_own(store, better)
    assert storage.own_foods(store) == (better,)
    storage.drop_own(store, "own:bread")
    assert storage.own_foods(store) == ()
    with pytest.raises(storage.Missing):
        storage.drop_own(store, "own:bread")


def test_results_are_listed_the_newest_first(store, me):
    for day in ("2025-03-01", "2026-01-31", "2025-12-24"):
        storage.keep_labs(store, me.id, day, nu.Labs(mcv=90))
    found = storage.lab_history(store, me.id)
    assert [result.taken_on for result in found] == ["2026-01-31", "2025-12-24", "2025-03-01"]
    storage.drop_labs(store, found[0].id)
    assert [result.taken_on for result in storage.lab_history(store, me.id)] == ["2025-12-24", "2025-03-01"]


def test_an_owner_has_a_name(url):
    with pytest.raises(ValueError, match="belongs to somebody"):
        storage.open_store(url, "")


def test_favourites_are_marked_and_unmarked_and_go_with_a_food_that_is_deleted():
    store = storage.open_store(storage.MEMORY)
    storage.keep_own(store, OwnFood("own:bread", "Bread", ()))
    for food in ("own:bread", "175168", "175168"):
        storage.mark(store, food, favourite=True)
    assert storage.favourites(store) == {"own:bread", "175168"}
    storage.mark(store, "175168", favourite=False)
    storage.drop_own(store, "own:bread")
    assert storage.favourites(store) == frozenset()


def test_foods_eaten_lately_are_those_of_the_plans_edited_last_each_once(monkeypatch):
    times = (f"2026-11-22T10:00:{second:02}" for second in count())
    monkeypatch.setattr(saved_plans, "now", lambda: next(times))
    store = storage.open_store(storage.MEMORY)
    ann = storage.add_client(store, "Ann", PERSON)
    for number in range(4):
        storage.add_plan(store, ann.id, Plan((Item(f"old{number}", 10), Item("175168", 20))))
    assert storage.recent_foods(store) == ("175168", "old3", "old2", "old1")


def test_plans_that_hold_a_food_are_counted_as_they_stand():
    store = storage.open_store(storage.MEMORY)
    ann = storage.add_client(store, "Ann", PERSON)
    first = storage.add_plan(store, ann.id, SALMON)
    storage.add_plan(store, ann.id, SALMON)
    assert storage.plans_with(store, "175168") == 2
    storage.save_plan(store, first, Plan((Item("own:oat-1", 5),)))
    assert (storage.plans_with(store, "175168"), storage.plans_with(store, "own:oat-1")) == (1, 1)
    assert storage.plans_with(store, "own:oat") == storage.plans_with(store, "own:oat_1") == 0
