"""People on the desk: kept, changed in two tabs, deleted for good."""

from dataclasses import replace

import pytest

from nutrition import storage
from nutrition.desk import EMPTY, Desk, added, open_client, open_desk
from nutrition.desk_clients import (
    client_kept,
    client_seen,
    same_person,
    told_apart,
    whose,
    with_client,
    without_client,
    without_plan,
)
from nutrition.people import Person
from nutrition.plans import Item, Plan

SOMEBODY = Person(35, "female")
ANNA = Person(61, "female", diet="vegan")
PLAN = Plan((Item("173424", 50),), "Eggs")


@pytest.fixture
def store():
    return storage.open_store(storage.MEMORY)


def opened(store, name="Anna"):
    client = storage.add_client(store, name, ANNA)
    return open_client(open_desk(store, SOMEBODY), client.id)


def test_names_are_told_apart_by_a_number():
    names = {"a": "Anna", "b": "Anna", "c": "Anna (2)", "d": "Ben"}
    assert told_apart(names) == {"a": "Anna", "b": "Anna (3)", "c": "Anna (2)", "d": "Ben"}


def test_somebody_not_kept_is_kept_once(store):
    first = with_client(open_desk(store, SOMEBODY))
    assert (first.client.id, first.client.name) == (storage.ONESELF, "Me")
    assert with_client(first) is first
    sample = with_client(Desk(store, EMPTY, ANNA, title="Sample: vegan"))
    assert sample.client.name == "Sample: vegan"
    assert len(storage.clients(store)) == 2


def test_a_desk_is_about_the_same_person_before_and_after_they_are_kept(store):
    nobody = open_desk(store, SOMEBODY)
    assert same_person(nobody, with_client(nobody))
    sample = Desk(store, EMPTY, ANNA, title="Sample: vegan")
    assert same_person(sample, with_client(sample))
    assert not same_person(nobody, sample)
    assert not same_person(nobody, opened(store))
    assert whose(sample) == "Sample: vegan"


def test_name_and_notes_are_kept(store):
    desk = client_kept(client_kept(opened(store), notes="Line\nline"), name="Anna L")
    kept = storage.client(store, desk.client.id)
    assert (kept.name, kept.notes, kept.version) == ("Anna L", "Line\nline", 3)


def test_two_tabs_that_change_different_parts_keep_both(store):
    here = there = opened(store)
    client_kept(there, name="Anna L")
    assert client_kept(here, notes="mine").client.name == "Anna L"
    assert storage.client(store, here.client.id).notes == "mine"


def test_two_tabs_that_change_the_same_part_are_told(store):
    here = there = opened(store)
    client_kept(there, notes="theirs")
    with pytest.raises(storage.ClientChanged) as changed:
        client_kept(here, notes="mine")
    assert storage.client(store, here.client.id).notes == "theirs"
    seen = client_seen(changed.value.now, here)
    assert client_kept(seen, notes="theirs\n\nmine").client.notes == "theirs\n\nmine"


def test_a_plan_that_is_deleted_is_gone_from_undo_too(store):
    desk = added(added(opened(store), PLAN), replace(PLAN, name="Later"))
    first, second = (line.id for line in reversed(storage.plans_of(store, desk.client.id)))
    left = without_plan(desk, first)
    assert left.saved.id == second
    assert [each.saved for each in left.before if each.saved and each.saved.id == first] == []
    last = without_plan(left, second)
    assert (last.plan, last.saved, last.client.name) == (EMPTY, None, "Anna")
    assert storage.plans_of(store, desk.client.id) == []


def test_a_client_who_is_deleted_is_gone_from_undo_too(store):
    anna = added(opened(store), PLAN)
    ben = open_client(anna, storage.add_client(store, "Ben", SOMEBODY).id)
    assert any(whose(each) == anna.client.id for each in ben.before)
    left = without_client(ben, anna.client.id, SOMEBODY)
    assert left.client.name == "Ben"
    assert [each for each in left.before if whose(each) == anna.client.id] == []
    with pytest.raises(storage.Missing):
        storage.client(store, anna.client.id)


def test_after_the_open_client_is_deleted_oneself_is_open(store):
    storage.add_client(store, "Me", SOMEBODY, client_id=storage.ONESELF)
    desk = opened(store)
    left = without_client(desk, desk.client.id, SOMEBODY)
    assert (left.client.name, left.before) == ("Me", ())
    last = without_client(left, storage.ONESELF, ANNA)
    assert (last.client, last.plan, last.person) == (None, EMPTY, ANNA)
    with pytest.raises(storage.Missing):
        without_client(last, desk.client.id, SOMEBODY)
