"""Undo and redo along the steps of a plan, and who was first where two edit it."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from nutrition import storage
from nutrition.plans import Item, Plan
from nutrition.storage import Conflict, saved_plans, scope

START = Plan((Item("175168", 100, "Lunch"),), "Salmon")


def grams(plan):
    return plan.items[0].grams


@pytest.fixture
def saved(store, me):
    return storage.add_plan(store, me.id, START)


def test_a_walk_of_edits_undo_and_redo_is_one_along_a_list(store, saved):
    chance, steps, here = random.Random(3), [100], 0
    for number in range(1, 80):
        what = chance.choice(["edit", "edit", "undo", "undo", "redo"])
        if what == "edit":
            saved = storage.save_plan(store, saved, START.change(0, grams=number))
            steps, here = [*steps[: here + 1], number], here + 1
        elif what == "undo":
            saved, here = storage.undo(store, saved), max(here - 1, 0)
        else:
            saved, here = storage.redo(store, saved), min(here + 1, len(steps) - 1)
        assert (grams(saved.plan), saved.undoable, saved.redoable) == (
            steps[here],
            here,
            len(steps) - 1 - here,
        )
        if number % 10 == 0:  # as after a restart
            assert storage.saved_plan(store, saved.id) == saved
    assert [grams(step.plan) for step in reversed(storage.history(store, saved.id))] == steps


def test_where_nothing_is_to_be_undone_nothing_changes(store, saved):
    assert storage.undo(store, saved) == storage.redo(store, saved) == saved


@pytest.mark.parametrize("late", [storage.undo, storage.redo], ids=["undo", "redo"])
def test_whoever_comes_late_is_told_and_writes_nothing(store, saved, late):
    first = storage.save_plan(store, saved, START.change(0, grams=1))
    for attempt in (lambda: storage.save_plan(store, saved, Plan()), lambda: late(store, saved)):
        with pytest.raises(Conflict) as conflict:
            attempt()
        assert conflict.value.now == first
    assert storage.saved_plan(store, saved.id) == first


def test_edits_of_many_at_once_are_all_there_in_some_order(url, store, saved):
    """Four tabs add a food each time; whoever was late looks again and adds it then."""

    def add(tab):
        own = storage.open_store(url, store.owner)
        for number in range(5):
            item = Item("175168", 1 + tab + number / 10, "Dinner")
            now = storage.saved_plan(own, saved.id)
            while True:
                try:
                    storage.save_plan(own, now, now.plan.add(item))
                    break
                except Conflict as conflict:
                    now = conflict.now

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(add, tab) for tab in range(4)]:
            done.result()
    end = storage.saved_plan(store, saved.id)
    wanted = {1 + tab + number / 10 for tab in range(4) for number in range(5)}
    assert {item.grams for item in end.plan.items[1:]} == wanted
    assert (end.version, end.undoable, len(end.plan.items)) == (21, 20, 21)


def test_of_old_steps_the_last_of_each_day_stays(store, me, monkeypatch):
    monkeypatch.setattr(saved_plans, "STEPS", 5)
    day = {"now": "2026-03-01"}
    monkeypatch.setattr(saved_plans, "now", lambda: f"{day['now']}T12:00:00.000+00:00")
    saved = storage.add_plan(store, me.id, START)
    for number in range(2, 21):
        day["now"] = f"2026-03-{1 + number // 4:02d}"  # four steps a day, three on the first
        saved = storage.save_plan(store, saved, START.change(0, grams=number))
    kept = [step.number for step in reversed(storage.history(store, saved.id))]
    assert kept == [3, 7, 11, 15, 16, 17, 18, 19, 20]
    assert saved.undoable == 8
    for wanted in (19, 18, 17, 16, 15, 11, 7, 3, 3):
        saved = storage.undo(store, saved)
        assert grams(saved.plan) == wanted
    assert grams(storage.redo(store, saved).plan) == 7


def test_a_plan_that_could_not_be_written_whole_is_not_written(store, me, saved, monkeypatch):
    works = scope.Scope.add

    def fail_at_the_step(self, table, **values):
        if table.name == "step":
            raise RuntimeError("in the middle")
        works(self, table, **values)

    with monkeypatch.context() as patched:
        patched.setattr(scope.Scope, "add", fail_at_the_step)
        with pytest.raises(RuntimeError):
            storage.save_plan(store, saved, START.change(0, grams=7))
        with pytest.raises(RuntimeError):
            storage.add_plan(store, me.id, START)
    assert storage.saved_plan(store, saved.id) == saved
    assert [line.id for line in storage.plans_of(store, me.id)] == [saved.id]


def test_a_plan_deleted_meanwhile_is_missing(store, saved):
    storage.delete_plan(store, saved.id)
    for way in (lambda: storage.save_plan(store, saved, START), lambda: storage.undo(store, saved)):
        with pytest.raises(storage.Missing):
            way()
    with pytest.raises(storage.Missing):
        storage.save_plan(store, replace(saved, id=saved.id * 2), START)
