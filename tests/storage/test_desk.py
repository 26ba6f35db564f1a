"""The plan that lies open: every edit is saved or kept, whatever the database does in the middle."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from nutrition import desk as desks
from nutrition import storage
from nutrition.desk import EMPTY, GONE
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.storage import StorageError

PERSON = Person(35, "female")
ONE = Plan((Item("175168", 100, "Lunch"),), "One")
TWO = ONE.add(Item("171249", 50, "Dinner"))
THREE = TWO.change(0, grams=120)


@pytest.fixture
def store():
    return storage.open_store(storage.MEMORY)


@pytest.fixture
def empty(store):
    return desks.open_desk(store, PERSON)


@contextmanager
def failing(monkeypatch, *names):
    """Let functions of the storage fail, as where the database does not answer."""

    def fail(*_, **__):
        raise StorageError("what is saved cannot be reached now")

    with monkeypatch.context() as patched:
        for name in names:
            patched.setattr(storage, name, fail)
        yield


@contextmanager
def answer_lost(monkeypatch, name):
    """Let a function of the storage do its work and then fail, as where the answer is lost on the way."""
    works = getattr(storage, name)

    def work_and_fail(*parts, **named):
        works(*parts, **named)
        raise StorageError("what is saved cannot be reached now")

    with monkeypatch.context() as patched:
        patched.setattr(storage, name, work_and_fail)
        yield


def bodies(desk):
    return [step.plan for step in reversed(storage.history(desk.store, desk.saved.id))]


def test_an_empty_desk_saves_nothing_until_the_first_edit(empty, store):
    assert (empty.plan, empty.saved, empty.client) == (EMPTY, None, None)
    assert storage.last_plan(store) is None
    edited = desks.edited(empty, ONE)
    assert (edited.client.id, edited.client.name) == ("me", "Me")
    assert bodies(edited) == [EMPTY, ONE]
    assert desks.undone(edited).plan == EMPTY


def test_the_last_plan_opens_again_with_its_person(empty, store):
    desks.person_kept(desks.edited(empty, ONE), Person(64, "male"))
    again = desks.open_desk(store, PERSON)
    assert (again.plan, again.person) == (ONE, Person(64, "male"))


def test_an_edit_that_cannot_be_saved_stays_and_is_saved_by_the_next(empty, monkeypatch):
    first = desks.edited(empty, ONE)
    with failing(monkeypatch, "save_plan"):
        second = desks.edited(first, TWO)
    assert (second.plan, second.saved) == (TWO, first.saved)
    assert "cannot be reached" in second.trouble
    third = desks.edited(second, THREE)
    assert (third.trouble, bodies(third)) == ("", [EMPTY, ONE, THREE])


def test_an_edit_that_cannot_be_saved_is_saved_by_trying_again(empty, monkeypatch):
    with failing(monkeypatch, "add_client"):
        first = desks.edited(empty, ONE)
    assert (first.plan, first.saved, first.client) == (ONE, None, None)
    again = desks.edited(first, first.plan)
    assert (again.trouble, again.saved.plan) == ("", ONE)


def test_undo_takes_back_what_could_not_be_saved(empty, monkeypatch):
    first = desks.edited(empty, ONE)
    with failing(monkeypatch, "save_plan"):
        second = desks.edited(first, TWO)
    assert desks.can_undo(second)
    assert desks.undone(second) == first


def test_a_reload_shows_nothing_else_while_an_edit_waits(empty, monkeypatch):
    first = desks.edited(empty, ONE)
    with failing(monkeypatch, "save_plan"):
        second = desks.edited(first, TWO)
    assert desks.refreshed(second) == second


@pytest.mark.parametrize("name", ["undo", "redo"])
def test_a_step_that_cannot_be_taken_leaves_the_plan(empty, monkeypatch, name):
    there = desks.undone(desks.edited(desks.edited(empty, ONE), TWO))
    step = {"undo": desks.undone, "redo": desks.redone}[name]
    with failing(monkeypatch, name):
        stuck = step(there)
    assert (stuck.plan, stuck.saved) == (ONE, there.saved)
    assert stuck.trouble
    assert desks.edited(stuck, stuck.plan) == there  # tried again: nothing of the plan had to be saved
    assert step(stuck).plan == {"undo": EMPTY, "redo": TWO}[name]


def test_an_answer_that_was_lost_is_no_conflict(empty, monkeypatch):
    first = desks.edited(empty, ONE)
    with answer_lost(monkeypatch, "save_plan"):
        second = desks.edited(first, TWO)
    assert second.trouble
    third = desks.edited(second, THREE)
    assert (third.theirs, third.trouble, bodies(third)) == (None, "", [EMPTY, ONE, TWO, THREE])


def test_trying_again_after_an_answer_that_was_lost_saves_nothing_twice(empty, monkeypatch):
    first = desks.edited(empty, ONE)
    with answer_lost(monkeypatch, "save_plan"):
        second = desks.edited(first, TWO)
    again = desks.edited(second, TWO)
    assert (again.trouble, bodies(again)) == ("", [EMPTY, ONE, TWO])


def test_an_edit_elsewhere_is_a_choice(empty, store):
    mine = desks.edited(empty, ONE)
    theirs = desks.edited(desks.open_desk(store, PERSON), THREE)
    asked = desks.edited(mine, TWO)
    assert (asked.plan, asked.mine, asked.theirs.plan) == (ONE, TWO, THREE)
    assert bodies(theirs) == [EMPTY, ONE, THREE]
    assert desks.settled(asked, "theirs").plan == THREE
    assert bodies(theirs) == [EMPTY, ONE, THREE]
    kept = desks.settled(asked, "mine")
    assert (kept.plan, bodies(kept)) == (TWO, [EMPTY, ONE, THREE, TWO])


def test_both_sides_of_a_choice_can_stay(empty, store):
    mine = desks.edited(empty, ONE)
    theirs = desks.edited(desks.open_desk(store, PERSON), THREE)
    both = desks.settled(desks.edited(mine, TWO), "both")
    assert (both.plan.items, both.plan.name) == (TWO.items, "One (copy)")
    assert storage.saved_plan(store, theirs.saved.id).plan == THREE


def test_a_desk_follows_what_happens_elsewhere(empty, store):
    mine = desks.edited(empty, ONE)
    assert desks.refreshed(mine) is mine
    desks.edited(desks.open_desk(store, PERSON), THREE)
    followed = desks.refreshed(mine)
    assert followed.plan == THREE
    assert "edited elsewhere" in followed.news
    assert desks.undone(followed).plan == ONE


def test_a_desk_without_an_answer_stays_as_it_is(empty, monkeypatch):
    mine = desks.edited(empty, ONE)
    with failing(monkeypatch, "version_of"):
        assert desks.refreshed(mine) == mine


def test_a_plan_deleted_elsewhere_is_kept_by_the_next_edit(empty, store):
    mine = desks.edited(empty, ONE)
    storage.delete_plan(store, mine.saved.id)
    shown = desks.refreshed(mine)
    assert (shown.plan, shown.saved, shown.news, shown.client) == (ONE, None, GONE, mine.client)
    for desk in (shown, mine):
        again = desks.edited(desk, TWO)
        assert (again.saved.plan, again.client) == (TWO, mine.client)


def test_undo_of_a_plan_deleted_elsewhere_says_so(empty, store):
    mine = desks.edited(empty, ONE)
    storage.delete_plan(store, mine.saved.id)
    stuck = desks.undone(mine)
    assert (stuck.plan, stuck.saved, stuck.trouble) == (ONE, None, GONE)


def test_a_person_deleted_elsewhere_comes_back_with_the_next_edit_under_the_same_name(empty, store):
    ann = storage.add_client(store, "Ann", Person(64, "female"))
    lying = desks.edited(desks.open_client(empty, ann.id), ONE)
    storage.delete_client(store, ann.id)
    for desk in (lying, desks.refreshed(lying)):
        again = desks.edited(desk, TWO)
        assert (again.client.name, again.person, again.saved.plan) == ("Ann", Person(64, "female"), TWO)
        storage.delete_client(store, again.client.id)
    assert storage.oneself(store) is None


def test_a_person_deleted_before_the_first_edit_is_no_error(empty, store):
    ann = storage.add_client(store, "Ann", PERSON)
    lying = desks.open_client(empty, ann.id)
    storage.delete_client(store, ann.id)
    assert (desks.refreshed(lying).client, desks.refreshed(lying).title) == (None, "Ann")
    kept = desks.person_kept(lying, Person(70, "female"))
    assert (kept.person, kept.client, kept.news) == (Person(70, "female"), None, GONE)


def test_who_it_is_for_is_kept_or_waits(empty, store, monkeypatch):
    older = Person(70, "female")
    with failing(monkeypatch, "add_client"):
        waiting = desks.person_kept(empty, older)
    assert (waiting.person, waiting.client) == (older, None)
    assert waiting.trouble
    assert desks.person_kept(empty, older).client.person == older
    mine = desks.open_desk(store, PERSON)
    assert mine.person == older
    with failing(monkeypatch, "change_client"):
        waiting = desks.person_kept(mine, PERSON)
    assert (waiting.person, waiting.client.person) == (PERSON, older)
    assert waiting.trouble
    assert desks.person_kept(mine, mine.person) is mine
    again = desks.edited(waiting, waiting.plan)
    assert (again.trouble, storage.oneself(store).person) == ("", PERSON)


def test_an_edit_saves_who_it_is_for_where_that_waits(empty, store, monkeypatch):
    mine = desks.edited(empty, ONE)
    with failing(monkeypatch, "change_client"):
        waiting = desks.person_kept(mine, Person(70, "female"))
        still = desks.edited(waiting, TWO)
    assert still.trouble
    assert storage.saved_plan(store, mine.saved.id).plan == TWO
    done = desks.edited(still, TWO)
    assert (done.trouble, storage.oneself(store).person) == ("", Person(70, "female"))
    assert bodies(done) == [EMPTY, ONE, TWO]


def test_undo_forgets_nothing_that_waits(empty, store, monkeypatch):
    mine = desks.edited(empty, ONE)
    with failing(monkeypatch, "change_client"):
        waiting = desks.undone(desks.person_kept(mine, Person(70, "female")))
    assert (waiting.plan, waiting.person) == (EMPTY, Person(70, "female"))
    assert waiting.trouble
    done = desks.edited(waiting, waiting.plan)
    assert (done.trouble, storage.oneself(store).person) == ("", Person(70, "female"))


def test_what_was_said_elsewhere_about_a_person_stands(empty, store):
    mine = desks.person_kept(empty, Person(70, "female"))
    storage.change_client(store, replace(mine.client, person=Person(71, "female")))
    told = desks.person_kept(mine, Person(35, "male"))
    assert (told.person, told.news) == (Person(71, "female"), "“Me” was changed elsewhere.")


def test_a_sample_is_saved_with_its_person_by_the_first_edit(empty, store):
    mine = desks.edited(empty, ONE)
    sample = desks.shown(mine, TWO, Person(20, "male"), "Sample: a day")
    assert [each.name for each in storage.clients(store)] == ["Me"]
    edited = desks.edited(sample, THREE)
    assert (edited.client.name, edited.client.person) == ("Sample: a day", Person(20, "male"))
    assert bodies(edited) == [TWO, THREE]
    back = desks.undone(desks.undone(edited))
    assert (back.plan, back.client, back.saved) == (ONE, mine.client, mine.saved)
    assert desks.redone(back).plan == TWO


def test_plans_lie_beside_each_other(empty, store):
    first = desks.edited(empty, ONE)
    second = desks.edited(desks.begun(first, EMPTY), TWO)
    third = desks.added(second, THREE)
    assert [line.foods for line in storage.plans_of(store, "me")] == [2, 2, 1]
    assert bodies(third) == [THREE]
    opened = desks.open_plan(third, first.saved.id)
    assert opened.plan == ONE
    assert desks.undone(desks.undone(opened)).plan == THREE
    assert desks.open_client(third, "me").plan == EMPTY  # the one of the last change, which was undone
    assert not desks.can_undo(desks.without_way_back(desks.begun(third, EMPTY)))


def test_the_way_back_is_not_endless(empty):
    desk = empty
    for number in range(30):
        desk = desks.begun(desk, replace(EMPTY, name=f"{number}"))
    assert len(desk.before) == 20
    assert all(not each.before for each in desk.before)


@pytest.mark.parametrize("wanted", ["0" * 32, ""])
def test_what_is_not_there_opens_nothing(empty, wanted):
    with pytest.raises(storage.Missing):
        desks.open_client(empty, wanted)
