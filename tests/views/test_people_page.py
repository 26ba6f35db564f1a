"""The page People from `app.py`: people, their plans and steps, notes, results, everything in one file."""

from dataclasses import replace

import pytest

import nutrition as nu
from nutrition import storage
from nutrition.plans import Item, Plan
from nutrition.storage.record import export_client, read_record
from tests.views.steps import html, labels, opened, press

EGG = "173424"
ANNA = nu.Person(61, "female", diet="vegan", risks=("metformin",))
PLAN = Plan((Item(EGG, 50, "Breakfast", "08:00"),), "Eggs")
TAGS = "<script>alert(1)</script> **b** [x](http://x.example)"


@pytest.fixture
def at():
    return opened("people")


def store(at):
    return at.session_state["desk"].store


def who(at):
    return at.session_state["desk"].client


def click(at, key):
    at.button(key=key).click().run()
    assert not at.exception
    return at


def anna(at, name="Anna", **about):
    """Keep somebody with a plan of two steps and open them."""
    client = storage.add_client(store(at), name, ANNA, **about)
    saved = storage.add_plan(store(at), client.id, PLAN)
    storage.save_plan(store(at), saved, PLAN.change(0, grams=100))
    at.run()
    click(at, f"people_person_{client.id}")
    return client.id, saved.id


def section(at, name):
    at.segmented_control(key="people_section").set_value(name).run()
    assert not at.exception
    return at


def text(at):
    kinds = (at.markdown, at.caption, at.info, at.warning, at.error, at.header)
    return "\n".join(each.value for kind in kinds for each in kind)


def add(at, name):
    at.text_input(key="people_new").set_value(name)
    return press(at, "Add")


def test_somebody_is_added_and_the_sidebar_asks_the_rest(at):
    assert "Nobody is kept yet" in text(at)
    add(at, "  ")
    assert "Write a name first." in text(at)
    add(at, "Anna")
    assert who(at).name == "Anna"
    assert "Anna" in [header.value for header in at.header]
    at.number_input(key="age").set_value(61).run()
    assert storage.client(store(at), who(at).id).person.age == 61
    assert "No plan is saved yet" in text(at)


def test_names_and_notes_appear_as_they_are(at):
    client, _ = anna(at, TAGS, notes=TAGS)
    escaped = "\\<script\\>alert(1)\\</script\\> \\*\\*b\\*\\* \\[x\\](http\\:\u2060//x.example)"
    assert escaped in [header.value for header in at.header]
    click(at, "people_back")
    assert f"**{escaped}**" in text(at)
    assert f":small[{escaped}]" in text(at)
    assert "<script>" not in html(at)
    section(click(at, f"people_person_{client}"), "compare")
    assert "<script>" not in html(at)


def test_a_hundred_people_are_found_by_name_and_notes(at):
    for number in range(100):
        storage.add_client(store(at), f"Client {number:03}", ANNA, "likes soya" if number == 77 else "")
    at.run()
    assert labels(at).count("Open") == 25
    press(at, "Show 75 more")
    assert labels(at).count("Open") == 100
    at.text_input(key="people_words").set_value("client SOYA").run()
    assert labels(at).count("Open") == 1
    assert "Client 077" in text(at)
    at.text_input(key="people_words").set_value("nobody").run()
    assert "Nobody’s name or notes hold that." in text(at)


def test_two_people_of_one_name_are_two(at):
    first, _ = anna(at)
    click(at, "people_back")
    second, _ = anna(at)
    assert who(at).id == second
    assert at.selectbox(key="whose").options == ["Anna", "Anna (2)"]
    at.run()
    assert who(at).id == second
    click(at, "people_back")
    click(at, f"people_person_{first}")
    assert who(at).id == first


def test_a_plan_is_renamed_copied_and_put_away(at):
    client, plan = anna(at)
    ben = storage.add_client(store(at), "Ben", ANNA).id
    click(at, f"people_more_{plan}")
    at.text_input(key="people_rename").set_value("Week one").run()
    assert storage.saved_plan(store(at), plan).plan.name == "Week one"
    assert at.session_state["plan"].name == "Week one"
    at.selectbox(key="people_copy_for").set_value(ben).run()
    click(at, "people_copy")
    assert [line.name for line in storage.plans_of(store(at), ben)] == ["Week one"]
    click(at, "people_put_away")
    assert storage.plans_of(store(at), client) == []
    assert [each.label for each in at.expander if "Put away" in each.label] == ["Put away (1)"]
    click(at, "people_put_away")  # it says “Take out again” now
    assert [line.id for line in storage.plans_of(store(at), client)] == [plan]


def test_a_plan_that_is_not_open_is_renamed_too(at):
    client, _ = anna(at)
    other = storage.add_plan(store(at), client, PLAN).id
    click(at.run(), f"people_more_{other}")
    at.text_input(key="people_rename").set_value("Other").run()
    assert storage.saved_plan(store(at), other).plan.name == "Other"
    assert at.session_state["plan"].name == "Eggs"


def test_deleting_a_plan_asks_once(at):
    client, plan = anna(at)
    click(at, f"people_more_{plan}")
    click(at, f"ask_plan_{plan}")
    assert "Delete Eggs with all its steps for good?" in text(at)
    click(at, f"no_plan_{plan}")
    assert [line.id for line in storage.plans_of(store(at), client)] == [plan]
    click(at, f"ask_plan_{plan}")
    click(at, f"yes_plan_{plan}")
    assert storage.plans_of(store(at), client) == []
    assert at.session_state["plan"].items == ()


def test_an_earlier_step_is_brought_back_as_one_more(at):
    _, plan = anna(at)
    click(at, f"people_more_{plan}")
    assert "the first that is kept" in text(at)
    assert "**as it is now**" in text(at)
    assert "instead of" in text(at)
    click(at, "people_back_1")
    saved = storage.saved_plan(store(at), plan)
    assert (saved.plan.items[0].grams, saved.undoable) == (50, 2)
    assert at.session_state["plan"] == saved.plan


def test_plans_are_compared_over_time_and_two_steps_beside_each_other(at):
    anna(at)
    section(at, "compare")
    assert '<th scope="col">B12 absorbed</th>' in html(at)
    assert "Both are the same plan" in text(at)
    at.selectbox(key="people_one_at").set_value("1").run()
    assert not at.exception
    assert "Second minus first" in html(at)
    assert "+" in html(at)


def test_results_go_from_check_to_people_and_back(at):
    client, _ = anna(at)
    at.switch_page("views/check.py").run()
    at.segmented_control(key="step").set_value("blood").run()
    at.number_input(key="lab_b12").set_value(205.0).run()
    click(at, "labs_keep")
    kept = storage.lab_history(store(at), client)
    assert [result.labs.b12 for result in kept] == [(205.0, "ng/L")]
    at.number_input(key="lab_b12").set_value(None).run()
    section(at.switch_page("views/people.py").run(), "results")
    assert "Total B12 205 ng/L" in text(at)
    at.button(key=f"people_check_{kept[0].id}").click().run()
    assert at.session_state["lab_b12"] == 205.0
    section(at.switch_page("views/people.py").run(), "results")
    click(at, f"ask_result_{kept[0].id}")
    click(at, f"yes_result_{kept[0].id}")
    assert storage.lab_history(store(at), client) == []


def test_what_one_person_told_on_check_is_not_the_next_ones(at):
    client, _ = anna(at)
    at.switch_page("views/check.py").run()
    at.pills(key="felt_Eyes").set_value(["vision_loss"]).run()
    assert not at.exception
    at.switch_page("views/people.py").run()
    click(at, "people_back")
    ben, _ = anna(at, "Ben")
    assert at.session_state["felt_Eyes"] == []
    click(at, "people_back")
    click(at, f"people_person_{client}")
    assert at.session_state["felt_Eyes"] == ["vision_loss"]
    assert ben != client


def test_notes_are_kept_line_by_line(at):
    client, _ = anna(at)
    section(at, "about")
    at.text_area(key="people_notes").set_value("one\n\ntwo").run()
    at.text_input(key="people_name").set_value("Anna L").run()
    kept = storage.client(store(at), client)
    assert (kept.name, kept.notes) == ("Anna L", "one\n\ntwo")


@pytest.mark.parametrize(
    ("choice", "left"),
    [("Keep the other one", "there"), ("Keep mine", "here"), ("Keep both", "there\n\nhere")],
)
def test_notes_changed_in_two_tabs_are_both_shown(at, choice, left):
    client, _ = anna(at)
    section(at, "about")
    storage.change_client(store(at), replace(who(at), notes="there"))
    at.text_area(key="people_notes").set_value("here").run()
    assert [each.value for each in at.code] == ["there", "here"]
    press(at, choice)
    assert storage.client(store(at), client).notes == left
    assert list(at.code) == []


def test_notes_that_cannot_be_saved_stay_in_their_field(at, monkeypatch):
    client, _ = anna(at, notes="before")
    section(at, "about")
    with monkeypatch.context() as broken:
        broken.setattr(storage, "change_client", refuse)
        at.text_area(key="people_notes").set_value("after").run()
    assert "the disk is full" in text(at)
    assert at.text_area(key="people_notes").value == "after"
    assert storage.client(store(at), client).notes == "before"
    at.text_area(key="people_notes").set_value("after all").run()
    assert storage.client(store(at), client).notes == "after all"
    assert "the disk is full" not in text(at)


def refuse(*_):
    raise storage.StorageError("the disk is full")


def test_somebody_is_put_away_and_found_there(at):
    client, _ = anna(at)
    section(at, "file")
    press(at, "Put away")
    assert storage.client(store(at), client).archived
    assert "Take out again" in labels(at)
    click(at, "people_back")
    assert [each.label for each in at.expander if "Put away" in each.label] == ["Put away (1)"]


def test_deleting_somebody_asks_once_and_says_what_goes(at):
    client, _ = anna(at)
    storage.keep_labs(store(at), client, "2026-03-01", nu.Labs(b12=(205, "ng/L")))
    section(at, "file")
    click(at, f"ask_client_{client}")
    assert "Delete Anna for good, with 1 plan, 1 day of blood results and the notes?" in text(at)
    click(at, f"yes_client_{client}")
    assert storage.clients(store(at)) == []
    assert at.session_state["plan"].items == ()
    assert "Nobody is kept yet" in text(at)


def test_the_file_with_everything_is_brought_in(at):
    elsewhere = storage.open_store(storage.MEMORY)
    client = storage.add_client(elsewhere, "Anna", ANNA, "note")
    storage.add_plan(elsewhere, client.id, PLAN)
    content = export_client(elsewhere, client.id)
    at.file_uploader(key="people_file").set_value(("anna.zip", content, "application/zip")).run()
    assert not at.exception
    assert (who(at).name, who(at).person, who(at).notes) == ("Anna", ANNA, "note")
    assert at.session_state["plan"] == PLAN
    assert read_record(store(at), who(at).id).plans == read_record(elsewhere, client.id).plans


def test_a_file_that_is_no_record_is_refused_in_words(at):
    at.file_uploader(key="people_file").set_value(("x.json", b'{"format": "b12-plan"}', "text/plain")).run()
    assert not at.exception
    assert "this is no record of a person" in text(at)
    assert storage.clients(store(at)) == []
