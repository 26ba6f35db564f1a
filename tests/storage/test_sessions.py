"""What a visitor's session reaches: only what is theirs, whatever the address or the session says."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from nutrition import storage
from nutrition.exchange.link import packed
from nutrition.exchange.plan_file import PlanFile, write_plan
from nutrition.own_foods import OwnFood
from nutrition.people import Person
from nutrition.plans import Item, Plan
from tests.views.steps import ROOT, html, part, press, send

PERSON = Person(35, "female")
SALMON = {"food": "175168", "amount": "100", "measure": "g"}
NOT_YOURS = "The link names a plan that is not among yours"


@pytest.fixture
def url(tmp_path, monkeypatch):
    """Say where things are saved."""
    address = f"sqlite:///{tmp_path / 'saved.sqlite3'}"
    monkeypatch.setenv("B12_DATABASE_URL", address)
    return address


@pytest.fixture
def hosted(url, monkeypatch):
    monkeypatch.setenv("B12_MODE", "hosted")
    return url


def user(name):
    return {"is_logged_in": True, "iss": "https://login.example", "sub": name}


def store_of(url, name):
    return storage.open_store(url, f"https://login.example {name}")


def plan_of(store, name):
    client = storage.add_client(store, name, PERSON)
    return storage.add_plan(store, client.id, Plan((Item("171249", 50, "Lunch"),), f"Plan of {name}"))


def page(somebody, **query):
    """Open the planner as somebody who has signed in."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.query_params.update(query)
    if somebody:
        at.user = somebody
    return at.run()


def add_salmon(at):
    at.text_input(key="words").set_value("salmon").run()
    return send(at, "picker", "add", SALMON)


def foods(at):
    return [item["food"] for meal in part(at, "table")[1]["sittings"] for item in meal["items"]]


def words(at):
    return " ".join(each.value for kind in ("error", "info", "warning", "caption") for each in at.get(kind))


def test_a_link_to_another_s_plan_opens_one_s_own(hosted):
    theirs, mine = plan_of(store_of(hosted, "ann"), "ann"), plan_of(store_of(hosted, "eve"), "eve")
    at = page(user("eve"), plan=theirs.id)
    assert NOT_YOURS in words(at)
    assert at.query_params["plan"] == mine.id
    assert at.session_state["plan"].name == "Plan of eve"
    assert "Plan of ann" not in words(at) + html(at) + str(at.selectbox)


@pytest.mark.parametrize("plan", ["x" * 5000, "' OR 1=1 --", "%00", "me", "../../etc/passwd", "0" * 32])
def test_an_address_that_names_nothing_opens_one_s_own(hosted, plan):
    plan_of(store_of(hosted, "ann"), "ann")
    at = page(user("eve"), plan=plan)
    assert not at.exception
    assert foods(at) == []


def test_a_session_that_holds_another_s_plan_cannot_write_it(hosted):
    ann = store_of(hosted, "ann")
    theirs = plan_of(ann, "ann")
    at = page(user("eve"))
    mine = at.session_state["desk"]
    at.session_state["desk"] = replace(
        mine, saved=theirs, plan=theirs.plan, client=storage.client(ann, theirs.client)
    )
    at.session_state["plan"] = theirs.plan
    add_salmon(at)
    assert storage.saved_plan(ann, theirs.id) == theirs
    assert [each.name for each in storage.clients(ann)] == ["ann"]
    assert (
        storage.last_plan(store_of(hosted, "eve")).foods == 2
    )  # a copy of what was shown, as a plan of Eve's


def test_without_login_nothing_is_in_the_database(hosted, tmp_path):
    theirs = plan_of(store_of(hosted, "ann"), "ann")
    before = dump(tmp_path)
    at = add_salmon(page(None, plan=theirs.id))
    assert foods(at) == ["175168"]
    at.number_input(key="age").set_value(64).run()
    assert dump(tmp_path) == before
    assert "not signed in" in words(at)


def test_without_login_the_database_is_not_even_opened(hosted, tmp_path):
    add_salmon(page(None))
    assert list(tmp_path.iterdir()) == []


def test_before_signing_in_it_is_said_what_would_go(hosted):
    at = page({"is_logged_in": False})
    assert "Save this plan to a file first" not in words(at)
    assert "Save this plan to a file first" in words(add_salmon(at))


@pytest.mark.parametrize("wrong", [{"is_logged_in": False}, {"sub": ""}, {"iss": None}], ids=str)
def test_half_a_login_is_none(hosted, tmp_path, wrong):
    at = page({**user("ann"), **wrong})
    add_salmon(at)
    assert list(tmp_path.iterdir()) == []


def test_two_people_of_the_same_name_at_different_providers(hosted):
    plan_of(store_of(hosted, "ann"), "ann")
    at = page({**user("ann"), "iss": "https://other.example"})
    assert foods(at) == []


def test_whoever_signs_out_or_in_as_another_leaves_nothing_in_the_session(hosted):
    plan_of(store_of(hosted, "ann"), "ann")
    at = page(user("ann"))
    assert at.session_state["plan"].name == "Plan of ann"
    for somebody in ({"is_logged_in": False}, user("eve")):
        at.user = somebody
        at.run()
        assert not at.exception
        assert foods(at) == []
        assert "Plan of ann" not in str(at.session_state)
        assert NOT_YOURS not in words(at)
    add_salmon(at)
    assert storage.last_plan(store_of(hosted, "ann")).foods == 1


def test_out_of_reach_is_said_until_it_is_reached_and_then_the_plan_is_saved(hosted, tmp_path):
    ann = store_of(hosted, "ann")
    plan_of(ann, "ann")
    before = storage.last_plan(ann)
    away = (tmp_path / "saved.sqlite3").rename(tmp_path / "away")
    at = add_salmon(page(user("ann")))
    assert part(at, "table")[1]["saved"] == "△ Not saved yet"
    assert "does not answer" in words(at)
    assert str(tmp_path) not in words(at)
    press(at, "Try again")
    assert part(at, "table")[1]["saved"] == "△ Not saved yet"
    away.rename(tmp_path / "saved.sqlite3")
    press(at, "Try again")
    assert part(at, "table")[1]["saved"] == "✓ Saved"
    assert foods(at) == ["175168"]
    assert "does not answer" not in words(at)
    assert {line.foods for line in storage.all_lines(ann)} == {1}
    assert len(storage.all_lines(ann)) == 2
    assert storage.saved_plan(ann, before.id).version == before.version


def test_a_database_that_goes_away_breaks_no_page_and_takes_no_plan(hosted, tmp_path):
    plan_of(store_of(hosted, "ann"), "ann")
    at = page(user("ann"))
    away = (tmp_path / "saved.sqlite3").rename(tmp_path / "away")
    at.session_state["panel"] = "files"
    at.run()
    at.segmented_control(key="files_part").set_value("Save").run()
    assert "cannot be shown now" in words(at)
    bar = PlanFile(Plan((Item("own:bar", 40),), "Bars"), (OwnFood("own:bar", "Bar", {"energy": 400}),))
    content = write_plan(bar.plan, bar.own).encode()
    at.file_uploader(key="file").set_value(("bar.json", content, "text/plain")).run()
    assert "nothing was opened" in words(at)
    at.segmented_control(key="files_part").set_value("Open").run()
    at.file_uploader(key="files_upload").set_value(("bar.json", content, "text/plain")).run()
    press(at, "Open as a new plan")
    assert "nothing was opened" in words(at)
    assert foods(at) == ["171249"]
    at.switch_page("views/people.py").run()
    assert "cannot be shown now" in words(at)
    link = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    link.user = user("ann")
    away.rename(tmp_path / "saved.sqlite3")
    link.query_params["plan"] = packed(bar)
    link.switch_page("views/shared.py").run()
    (tmp_path / "saved.sqlite3").rename(away)
    press(link, "Make it mine")
    assert "nothing was opened" in words(link)


def test_a_plan_that_cannot_be_read_keeps_nobody_from_the_others(hosted, tmp_path):
    ann = store_of(hosted, "ann")
    whole, broken = plan_of(ann, "ann"), plan_of(ann, "ann again")
    with closing(sqlite3.connect(tmp_path / "saved.sqlite3")) as database, database:
        database.execute("UPDATE step SET body = '{}' WHERE plan = ?", [broken.id])
    for query in ({}, {"plan": broken.id}):
        at = page(user("ann"), **query)
        assert not at.exception
        assert "cannot be read" in words(at)
        assert foods(at) == []
    at.switch_page("views/people.py").run()
    assert not at.exception
    assert foods(page(user("ann"), plan=whole.id)) == ["171249"]


def test_from_another_computer_nothing_is_stored_on_this_one(url, tmp_path):
    """Such a session is what the page's tests have: no address on this computer."""
    at = add_salmon(page(None))
    assert foods(at) == ["175168"]
    assert "Nothing you enter is stored" in words(at)
    assert list(tmp_path.iterdir()) == []


def dump(folder):
    """Give everything in the database."""
    with closing(sqlite3.connect(folder / "saved.sqlite3")) as database:
        return list(database.iterdump())
