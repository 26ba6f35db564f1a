"""Everything about one client in one file: the way out, the way in, and what is refused."""

import io
import json
import zipfile
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutrition import storage
from nutrition.errors import PlanError
from nutrition.lab_results import Labs
from nutrition.own_foods import OwnFood, Recipe
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.storage.record import export_client, import_client, read_record
from tests.own_strategies import plans_with_own
from tests.strategies import quick, words

EGG = "173424"
ANNA = Person(31, "female", "pregnant", diet="vegan", risks=("metformin",))
RESULTS = Labs(b12=(205, "pg/mL"), mma=(0.5, "umol/L"), anti_if="negative", replacing=True)
TOFU = OwnFood("own:tofu", "Tofu of the shop", (("protein", 15), ("vitamin_b12", 0)), origin="Label")
BOWL = Recipe("own:bowl", "Bowl", (("own:tofu", 100), (EGG, 50)))
PLAN = Plan((Item("own:bowl", 200, "Lunch", "12:00"),), "First")

SHARED, OWNERS = storage.open_store(storage.MEMORY), count()


@pytest.fixture
def here():
    return storage.open_store(storage.MEMORY)


@pytest.fixture
def there():
    return storage.open_store(storage.MEMORY)


def anna(store):
    """Keep somebody with two plans, one of them put away, and results."""
    client = storage.add_client(store, "Anna\x7f", ANNA, "Line one\n=SUM(1)\tand a tab")
    storage.keep_own(store, TOFU, BOWL)
    saved = storage.add_plan(store, client.id, PLAN)
    saved = storage.save_plan(store, saved, replace(PLAN, name="Second"))
    storage.undo(store, storage.save_plan(store, saved, replace(PLAN, name="Third", days=2)))
    away = storage.add_plan(store, client.id, Plan(name="=cmd|' /C calc'!A0"))
    storage.archive_plan(store, away.id)
    storage.keep_labs(store, client.id, "2026-03-01", RESULTS, "=1+1")
    return client.id


def without_ids(record):
    """Give a record as it must be the same in two stores."""
    client = replace(record.client, id="", version=1)
    results = [replace(result, id="", client="") for result in record.results]
    return client, record.plans, record.own, results


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def body(store):
    return json.loads(members(export_client(store, anna(store)))["client.json"])


def bring(store, fields):
    return import_client(store, json.dumps(fields).encode())


def test_everything_is_there_again_in_another_store(here, there):
    before = read_record(here, anna(here))
    new = import_client(there, export_client(here, before.client.id))
    assert without_ids(read_record(there, new.id)) == without_ids(before)
    plan, away = read_record(there, new.id).plans[::-1]
    assert [step.plan.name for step in plan.steps] == ["First", "Second", "Third"]
    assert (plan.shown, plan.archived, away.archived) == (2, False, True)
    line = storage.plans_of(there, new.id)[0]
    assert storage.redo(there, storage.saved_plan(there, line.id)).plan.name == "Third"
    assert storage.own_foods(there) == (BOWL, TOFU)
    assert storage.lab_history(there, new.id)[0].labs == RESULTS


def test_the_json_alone_is_enough_and_twice_makes_two(here, there):
    text = members(export_client(here, anna(here)))["client.json"]
    first, second = (import_client(there, text.encode()) for _ in range(2))
    assert [each.name for each in storage.clients(there)] == ["Anna\x7f", "Anna\x7f"]
    assert without_ids(read_record(there, first.id)) == without_ids(read_record(there, second.id))


def test_oneself_comes_back_as_a_person_beside_those_there_are(here):
    storage.add_client(here, "Me", ANNA, client_id=storage.ONESELF)
    new = import_client(here, export_client(here, storage.ONESELF))
    assert new.id != storage.ONESELF
    assert len(storage.clients(here)) == 2


def test_a_food_whose_id_is_taken_gets_another_one_and_plans_and_recipes_follow(here, there):
    other = replace(TOFU, name="Tofu of somebody else")
    storage.keep_own(there, other)
    new = import_client(there, export_client(here, anna(here)))
    own = {each.id: each for each in storage.own_foods(there)}
    assert own["own:tofu"] == other
    assert own["own:tofu-2"].name == "Tofu of the shop"
    plan = read_record(there, new.id).plans[-1].steps[0].plan
    made_of = own[plan.items[0].food].ingredients
    assert made_of == (("own:tofu-2", 100), (EGG, 50))


def test_tables_for_spreadsheets_hold_no_formula(here):
    files = members(export_client(here, anna(here)))
    assert sorted(files) == [
        "client.json",
        "plans/01 cmd C calc A0.csv",
        "plans/02 Second.csv",
        "results.csv",
    ]
    assert files["results.csv"].splitlines() == [
        "taken_on,test,value,unit,note",
        "2026-03-01,b12,205.0,pg/mL,'=1+1",
        "2026-03-01,mma,0.5,umol/L,'=1+1",
        "2026-03-01,anti_if,negative,,'=1+1",
    ]
    cells = [cell for text in files.values() for line in text.splitlines() for cell in line.split(",")]
    assert [cell for cell in cells if cell.lstrip('"').startswith("=")] == []


def test_another_owner_exports_nothing(here):
    client_id = anna(here)
    with pytest.raises(storage.Missing):
        export_client(replace(here, owner="somebody else"), client_id)


@settings(quick, max_examples=25)
@given(
    plans_with_own(),
    words(200),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r\x7f"), max_size=200),
    st.sampled_from([ANNA, Person(5.5, "male", weight_kg=20), Person(80, "male", risks=("gastrectomy",))]),
    st.lists(st.dates().map(str), max_size=3),
)
def test_what_is_exported_and_imported_is_equal(drawn, name, notes, person, days):
    plan, own = drawn
    here, there = (replace(SHARED, owner=f"owner {next(OWNERS)}") for _ in range(2))
    storage.keep_own(here, *own)
    client = storage.add_client(here, name, person, notes)
    storage.save_plan(here, storage.add_plan(here, client.id, plan), plan.add_day(like=1))
    for day in days:
        storage.keep_labs(here, client.id, day, RESULTS, notes)
    new = import_client(there, export_client(here, client.id))
    assert without_ids(read_record(there, new.id)) == without_ids(read_record(here, client.id))


def put(path, value):
    """Make a change to a record: the part at a path becomes a value."""

    def change(fields):
        part = fields
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        return fields

    return change


STEP = ["plans", 0, "steps", 0]
WRONG = {
    "no record": (put(["format"], "b12-plan"), "no record of a person"),
    "newer": (put(["version"], 2), "a newer planner wrote this"),
    "unknown part": (put(["photo"], "x"), "photo: is no part of it"),
    "plans no list": (put(["plans"], {}), "plans: {} is not a list"),
    "name no text": (put(["client", "name"], 7), "name: 7 is not text"),
    "name too long": (put(["client", "name"], "A" * 201), "is longer than 200 characters"),
    "notes too long": (put(["client", "notes"], "A" * 20_001), "is longer than 20,000 characters"),
    "time no time": (put(["client", "created_at"], "yesterday"), "created_at: 'yesterday' is no time"),
    "time with markup": (put(["client", "changed_at"], "<b>2026</b>"), "is no time"),
    "archived a word": (put(["client", "archived"], "no"), "archived: 'no' is not true or false"),
    "age": (put(["client", "person", "age"], 200), "age 200 is not a number"),
    "person's other part": (put(["client", "person", "email"], "x"), "email"),
    "risk not known": (put(["client", "person", "risks"], ["witchcraft"]), "risk 'witchcraft' is not known"),
    "no such step": (put(["plans", 0, "shown"], 99), "shown: 99 is none of its steps"),
    "step number": (put([*STEP, "number"], 0), "number: 0 is not a whole number"),
    "steps in disorder": (put([*STEP, "number"], 3), "their numbers do not go up"),
    "no such item": (put([*STEP, "items"], [500]), "500 is no place among"),
    "item behind the end": (put([*STEP, "items"], [-1]), "-1 is no place among"),
    "item true": (put([*STEP, "items"], [True]), "True is no place among"),
    "too many days": (put([*STEP, "days"], 32), "days: 32 is not a whole number from 1 to 31"),
    "grams": (put(["items", 0, "grams"], -1), "item 1, grams: -1 is not between"),
    "food not there": (put(["items", 0, "food"], "own:gone"), "is not in the food table"),
    "own food": (put(["foods", 0, "name"], 5), "food 1"),
    "no day": (put(["results", 0, "taken_on"], "20260301"), "'20260301' is no day"),
    "impossible result": (put(["results", 0, "labs", "b12"], [-5, "pg/mL"]), "result 1, results: b12"),
    "result no test": (put(["results", 0, "labs", "weight"], [5, "kg"]), "weight"),
}


@pytest.mark.parametrize(("change", "says"), WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_named_and_nothing_is_kept(change, says, here, there):
    fields = body(here)
    fields["plans"].reverse()  # the one with steps first
    with pytest.raises(PlanError) as error:
        bring(there, change(fields))
    assert says in str(error.value)
    assert storage.clients(there) == []
    assert storage.own_foods(there) == ()


BYTES = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "a list": b"[]",
    "cut off": b'{"format": "b12-client", "version": 1, "cli',
    "deep": b'{"format": "b12-client", "version": 1, "client": ' + b"[" * 100_000,
    "infinite": b'{"format": "b12-client", "version": 1, "client": Infinity}',
    "twice": b'{"format": "b12-client", "version": 1, "version": 1}',
    "too large": b" " * 5_000_001,
    "a broken zip": b"PK\x03\x04 and no more",
}


@pytest.mark.parametrize("content", BYTES.values(), ids=list(BYTES))
def test_bytes_that_are_no_record_are_refused(content, there):
    with pytest.raises(PlanError):
        import_client(there, content)
    assert storage.clients(there) == []


def test_a_zip_without_a_record_is_refused(there):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("notes.txt", "hello")
    with pytest.raises(PlanError, match=r"the zip holds no client\.json"):
        import_client(there, packed.getvalue())


def test_where_writing_fails_in_the_middle_nothing_is_kept(here, there, monkeypatch):
    content = export_client(here, anna(here))
    monkeypatch.setattr("nutrition.storage.record.put_labs", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_client(there, content)
    assert storage.clients(there) == []
    assert storage.own_foods(there) == ()
