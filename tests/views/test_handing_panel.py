"""The handout beside the plan: filled in with what is known, kept while one writes, made when asked for."""

from datetime import datetime

import pytest

import nutrition as nu
from nutrition.changes import Change
from tests.views.steps import opened, press, send
from views.handing import spelled, still_made

OPEN = {"do": "open", "to": "handout"}
TABLET, MILK = nu.Item("X202", 1, "Breakfast", "08:00"), nu.Item("173424", 50, "Lunch", "12:30")


@pytest.fixture
def at():
    return send(opened(sample="vegan_unfortified"), "table", "edit", OPEN)


def field(at, label):
    return next(each for each in [*at.text_input, *at.text_area] if each.label.startswith(label))


def write(at, label, text):
    field(at, label).set_value(text).run()
    assert not at.exception
    return at


def test_it_is_filled_in_with_what_is_known(at):
    assert not at.exception
    assert field(at, "For").value == ""  # a sample is nobody
    assert field(at, "To ask").value.startswith("Whether a B12 test is worth it now. ")
    assert [each.proto.label for each in at.get("download_button")] == ["PDF", "Page (HTML)"]


def test_who_signs_is_remembered_and_notes_stay_while_the_panel_is_closed(at):
    write(
        write(write(at, "Your name", "Anna Berg"), "Your credentials", "RD"), "Notes", "Soup <b>on</b> Sunday"
    )
    press(at, "Close")
    assert not [each for each in at.text_area if each.label == "Notes"]
    send(at, "table", "edit", OPEN)
    assert (field(at, "Your name").value, field(at, "Your credentials").value) == ("Anna Berg", "RD")
    assert field(at, "Notes").value == "Soup <b>on</b> Sunday"


def test_the_first_page_is_drawn_when_somebody_wants_to_see_it(at):
    assert not at.get("image")
    next(each for each in at.toggle if each.label == "Show the first page").set_value(True).run()
    assert not at.exception
    assert len(at.get("image")) == 1


def test_questions_are_written_again_when_asked_for(at):
    write(at, "To ask", "Mine")
    press(at, "Changes and questions as they are now")
    assert field(at, "To ask").value.startswith("Whether a B12 test is worth it now. ")


def test_what_was_accepted_beside_the_plan_is_what_was_agreed():
    at = opened(sample="vegan_unfortified")
    first, added = nu.sample("vegan_unfortified").items[0], Change("add", (), (MILK,))
    at.session_state["accepted"] = ((Change("more", (), (first,)), "More oats"), (added, "Add milk"))
    assert field(send(at, "table", "edit", OPEN), "What was agreed").value == "More oats"


def test_accepted_changes_are_what_was_agreed_until_they_are_undone():
    plan = nu.Plan((TABLET, MILK))
    taken = [
        (Change("supplement", (), (TABLET,)), "Add a tablet"),
        (Change("remove", (MILK,), ()), "Leave out the milk"),
        (Change("add", (), (nu.Item("173424", 60),)), "Add milk"),
        (Change("supplement", (), (TABLET,)), "Add a tablet"),
    ]
    assert still_made(taken, plan) == ["Add a tablet"]
    assert still_made(taken, plan.remove(1)) == ["Add a tablet", "Leave out the milk"]


def test_a_date_is_spelled_as_people_do():
    assert spelled(datetime(2026, 5, 1).astimezone()) == "1 May 2026"


def test_an_empty_plan_has_nothing_to_hand_out():
    at = send(send(opened(), "table", "edit", OPEN), "table", "edit", OPEN)
    assert any("nothing to hand out" in each.value for each in at.info)
    assert not at.get("download_button")
