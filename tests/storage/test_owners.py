"""Who sees what: somebody tries to read and to write what is another's, by every way there is."""

import inspect
from dataclasses import replace

import pytest
from sqlalchemy import select

import nutrition as nu
from nutrition import storage
from nutrition.own_foods import OwnFood
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.storage import Missing
from nutrition.storage.schema import CLIENT, META, OWN_FOOD, OWNED, PLAN, STEP, WORKSPACE
from nutrition.storage.scope import Scope, reading, workspace_id, writing

PERSON = Person(35, "female")
PLAN_OF_ANN = Plan((Item("175168", 100, "Lunch"),), "Plan of Ann")
PLAN_OF_EVE = Plan((Item("171249", 50, "Dinner"),), "Plan of Eve")
BREAD = OwnFood("own:bread", "Bread of Ann", (("vitamin_b12", 0.1),))


class Things:
    """What somebody has saved, one of each."""

    def __init__(self, store, name):
        self.store = store
        self.client = storage.add_client(store, name, PERSON, f"notes of {name}")
        start = Plan((Item("171249", 1),), f"Start of {name}")
        first = storage.add_plan(store, self.client.id, start)
        second = storage.save_plan(store, first, replace(PLAN_OF_ANN, name=f"Plan of {name}"))
        third = storage.save_plan(store, second, replace(PLAN_OF_ANN, name=f"Later plan of {name}"))
        self.saved = storage.undo(store, third)
        self.labs = storage.keep_labs(store, self.client.id, "2026-01-31", nu.Labs(b12=(205, "pg/mL")))
        of_one = replace(BREAD, id=f"own:of-{name.lower()}", name=f"Cake of {name}")
        storage.keep_own(store, replace(BREAD, name=f"Bread of {name}"), of_one)
        storage.change_workspace(store, storage.Workspace(f"{name}, RD", "No 1"))
        storage.mark(store, f"own:of-{name.lower()}", favourite=True)


@pytest.fixture(scope="module")
def ann(url):
    """Somebody whose things nobody changes."""
    return Things(storage.open_store(url, "https://login.example ann of owners"), "Ann")


@pytest.fixture(scope="module")
def eve(url):
    """Somebody who tries in vain."""
    return Things(storage.open_store(url, "https://login.example eve of owners"), "Eve")


@pytest.fixture
def mallory(somebody):
    """Somebody who changes their own things on the way."""
    return Things(somebody(), "Mallory")


def rows(things):
    """Give everything of somebody as it stands in the tables, by their own right."""
    with reading(things.store) as scope:
        return {table.name: sorted(map(tuple, scope.rows(table)), key=str) for table in META.sorted_tables}


DENIED = {  # every function that is told an id, or a value that holds one
    "add_plan": [lambda eve, ann: storage.add_plan(eve.store, ann.client.id, PLAN_OF_EVE)],
    "archive_plan": [lambda eve, ann: storage.archive_plan(eve.store, ann.saved.id)],
    "change_client": [
        lambda eve, ann: storage.change_client(eve.store, replace(ann.client, name="Eve was here")),
        lambda eve, ann: storage.change_client(eve.store, replace(eve.client, id=ann.client.id)),
    ],
    "client": [lambda eve, ann: storage.client(eve.store, ann.client.id)],
    "copy_plan": [
        lambda eve, ann: storage.copy_plan(eve.store, ann.saved.id, eve.client.id),
        lambda eve, ann: storage.copy_plan(eve.store, eve.saved.id, ann.client.id),
    ],
    "delete_client": [lambda eve, ann: storage.delete_client(eve.store, ann.client.id)],
    "delete_plan": [lambda eve, ann: storage.delete_plan(eve.store, ann.saved.id)],
    "drop_labs": [lambda eve, ann: storage.drop_labs(eve.store, ann.labs.id)],
    "drop_own": [lambda eve, _: storage.drop_own(eve.store, "own:of-ann")],
    "history": [lambda eve, ann: storage.history(eve.store, ann.saved.id)],
    "keep_labs": [lambda eve, ann: storage.keep_labs(eve.store, ann.client.id, "2026-02-01", ann.labs.labs)],
    "lab_history": [lambda eve, ann: storage.lab_history(eve.store, ann.client.id)],
    "plans_of": [lambda eve, ann: storage.plans_of(eve.store, ann.client.id)],
    "redo": [
        lambda eve, ann: storage.redo(eve.store, ann.saved),
        lambda eve, ann: storage.redo(eve.store, replace(eve.saved, id=ann.saved.id)),
    ],
    "save_plan": [
        lambda eve, ann: storage.save_plan(eve.store, ann.saved, PLAN_OF_EVE),
        lambda eve, ann: storage.save_plan(eve.store, replace(eve.saved, id=ann.saved.id), PLAN_OF_EVE),
    ],
    "saved_plan": [lambda eve, ann: storage.saved_plan(eve.store, ann.saved.id)],
    "undo": [
        lambda eve, ann: storage.undo(eve.store, ann.saved),
        lambda eve, ann: storage.undo(eve.store, replace(eve.saved, id=ann.saved.id)),
    ],
    "version_of": [lambda eve, ann: storage.version_of(eve.store, ann.saved.id)],
}
OF_ONESELF = {  # every function that is told nothing of another's
    "add_client",
    "all_lines",
    "change_workspace",
    "clients",
    "favourites",
    "keep_own",
    "last_plan",
    "mark",
    "oneself",
    "own_foods",
    "plans_with",
    "recent_foods",
    "workspace",
}
RECORDS = {"export_client", "import_client"}  # tested with the records


def test_every_way_is_tried():
    public = {name: getattr(storage, name) for name in storage.__all__}
    ways = {
        name
        for name, one in public.items()
        if inspect.isfunction(one) and "store" in inspect.signature(one).parameters
    }
    assert ways - RECORDS == set(DENIED) | OF_ONESELF


@pytest.mark.parametrize("name", DENIED)
def test_nobody_reads_or_writes_what_is_another_s(name, ann, eve):
    before = rows(ann), rows(eve)
    for attempt in DENIED[name]:
        with pytest.raises(Missing) as denied:
            attempt(eve, ann)
        assert "Ann" not in str(denied.value)
    assert (rows(ann), rows(eve)) == before


def test_what_is_another_s_and_what_is_not_there_sound_the_same(ann, eve):
    def told(plan_id):
        with pytest.raises(Missing) as missing:
            storage.saved_plan(eve.store, plan_id)
        return str(missing.value).replace(plan_id, "…")

    assert told(ann.saved.id) == told("0" * 32) == "There is no plan '…' here"


def test_lists_hold_only_what_is_one_s_own(ann, eve):
    assert [each.name for each in storage.clients(eve.store)] == ["Eve"]
    assert storage.clients(eve.store, "Ann") == []
    assert storage.favourites(eve.store) == {"own:of-eve"}
    assert storage.plans_with(eve.store, "175168") == 1  # the plan of Ann holds it too
    assert [each.name for each in storage.own_foods(eve.store)] == ["Bread of Eve", "Cake of Eve"]
    assert storage.last_plan(eve.store).name == "Plan of Eve"
    assert storage.oneself(eve.store) is None
    assert storage.workspace(eve.store).author == "Eve, RD"


def test_the_same_ids_are_two_things(ann, mallory):
    before = rows(ann)
    storage.add_client(mallory.store, "Not Ann", PERSON, client_id=ann.client.id)
    storage.keep_own(mallory.store, replace(BREAD, name="Not Ann's"))
    storage.add_client(mallory.store, "Me", PERSON, client_id=storage.ONESELF)
    storage.change_workspace(mallory.store, storage.Workspace("Not Ann"))
    assert storage.client(mallory.store, ann.client.id).name == "Not Ann"
    assert storage.plans_of(mallory.store, ann.client.id) == []
    storage.delete_client(mallory.store, ann.client.id)
    assert rows(ann) == before


def test_a_plan_says_whose_client_it_is_for_and_nothing_follows_from_that(ann, mallory):
    before = rows(ann)
    forged = replace(mallory.saved, client=ann.client.id)
    assert storage.save_plan(mallory.store, forged, PLAN_OF_EVE).client == mallory.client.id
    assert rows(ann) == before


@pytest.mark.parametrize("table", [WORKSPACE, *OWNED], ids=str)
def test_a_transaction_holds_rows_of_one_workspace_only(table, ann, eve):
    before = rows(ann)
    key = table.c.id if table is WORKSPACE else table.c.workspace
    theirs = key == workspace_id(ann.store.owner)
    with writing(eve.store) as scope:
        assert scope.rows(table, theirs) == []
        assert scope.change(table, theirs, **{table.c.keys()[-1]: "x"}) == 0
        assert scope.remove(table, theirs) == 0
    assert rows(ann) == before


def test_nothing_is_added_to_or_moved_to_another_workspace(ann, mallory):
    before, other = rows(ann), workspace_id(ann.store.owner)
    with writing(mallory.store) as scope:
        food = {"id": "own:x", "name": "x", "body": "{}", "changed_at": ""}
        scope.add(OWN_FOOD, **food, workspace=other)
        assert [row.workspace for row in scope.rows(OWN_FOOD, OWN_FOOD.c.id == "own:x")] == [scope.workspace]
        with pytest.raises(ValueError, match="workspace"):
            scope.change(CLIENT, CLIENT.c.id == mallory.client.id, workspace=other)
        with pytest.raises(ValueError, match="id"):
            scope.change(WORKSPACE, id=other)
    assert rows(ann) == before


def test_a_plan_cannot_hang_on_another_s_client(ann, eve):
    about = {"name": "x", "days": 1, "foods": 0, "step": 1, "archived": 0, "version": 1}
    times = {"created_at": "", "changed_at": ""}
    with pytest.raises(storage.StorageError), writing(eve.store) as scope:
        scope.add(PLAN, id="x", client=ann.client.id, **about, **times)
    with pytest.raises(storage.StorageError), writing(eve.store) as scope:
        scope.add(STEP, plan=ann.saved.id, number=9, body="{}", at="")


def test_a_scope_made_by_hand_sees_what_its_workspace_has(ann, eve):
    """On PostgreSQL the transaction has been told whose it is: a forged scope sees nothing at all there."""
    with reading(eve.store) as scope:
        forged = Scope(scope.connection, workspace_id(ann.store.owner))
        found = forged.rows(CLIENT)
        everything = scope.connection.execute(select(CLIENT.c.name)).scalars().all()
    if eve.store.engine.dialect.name == "postgresql":
        assert found == []
        assert everything == ["Eve"]
    else:
        assert [row.name for row in found] == ["Ann"]
        assert {"Ann", "Eve"} <= set(everything)
