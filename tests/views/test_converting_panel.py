"""Make it vegan: what is swapped, what closes the gaps then, and which of both is used."""

from html import escape

import pytest

import nutrition as nu
from nutrition.closing import to_match
from nutrition.wishes import Wishes, eatable
from tests.views.steps import html, labels, opened, press, send
from views.converting import renamed

OMNIVORE = nu.sample("omnivore")
VEGAN = nu.Person(34, "female", diet="vegan")
OPEN = {"do": "open", "to": "make"}


@pytest.fixture
def at(monkeypatch):
    monkeypatch.setattr("views.closing.SECONDS", 0.0)  # the first answer, without a solver
    at = send(opened(sample="omnivore"), "table", "edit", OPEN)
    assert "job_make" not in at.session_state or at.session_state["job_make"] is None
    return at


def make(at):
    press(at, "Make the change")
    assert at.session_state["job_make"].wait(60)
    at.run()
    assert not at.exception
    return at.session_state["job_make"].latest


def plan(at):
    return at.session_state["plan"]


def fits(plan, wishes, person=VEGAN):
    foods = nu.read_foods()
    may = dict(zip(foods.index, eatable(foods, person, wishes), strict=True))
    return all(may[item.food] for item in plan.items)


def test_the_plan_becomes_vegan_and_the_sidebar_says_so(at):
    made = make(at)
    assert "Swapped" in html(at)
    assert "Before and after" in html(at)
    for text in made.swaps["text"]:
        assert text.split(",")[0] in html(at)
    press(at, "Use the changed plan")
    assert fits(plan(at), Wishes(diet="vegan"))
    assert plan(at).items == made.answer.plan.items
    assert plan(at).name == "Omnivore day, made vegan"
    assert at.selectbox(key="diet").value == "vegan"
    assert "panel_close" not in [button.key for button in at.button]
    needed = nu.needed(VEGAN)
    assert nu.assess(nu.eaten(plan(at), nu.read_foods()), needed).loc["vitamin_b12", "status"] == "met"
    send(at, "table", "edit", {"do": "undo"})
    assert plan(at) == OMNIVORE
    assert at.selectbox(key="diet").value == "omnivore"
    send(at, "table", "edit", {"do": "redo"})
    assert plan(at).items == made.answer.plan.items
    assert at.selectbox(key="diet").value == "vegan"


def test_it_is_said_that_the_diet_changes_too(at):
    make(at)
    assert "The diet in the sidebar becomes vegan too. Undo sets both back." in [
        caption.value for caption in at.caption
    ]
    press(at, "Use the changed plan")
    assert "The plan and the diet in the sidebar are vegan now. Undo sets both back." in [
        toast.value for toast in at.toast
    ]


def test_a_diet_that_was_set_since_stays_when_the_plan_is_undone(at):
    make(at)
    press(at, "Use the changed plan")
    at.selectbox(key="diet").set_value("pescatarian").run()
    send(at, "table", "edit", {"do": "undo"})
    assert plan(at) == OMNIVORE
    assert at.selectbox(key="diet").value == "pescatarian"


def test_a_plan_made_over_twice_has_one_diet_in_its_name():
    assert renamed("Omnivore day", "vegan") == "Omnivore day, made vegan"
    assert renamed("Omnivore day, made vegan", "vegetarian") == "Omnivore day, made vegetarian"
    assert renamed("x" * 100, "vegan") == "x" * 88 + ", made vegan"


def test_the_swaps_alone_can_be_used(at):
    made = make(at)
    press(at, "Use the swaps alone")
    assert plan(at).items == made.fitted.plan.items
    assert len(plan(at).items) == len(OMNIVORE.items)
    assert [(item.meal, item.at) for item in plan(at).items] == [
        (item.meal, item.at) for item in OMNIVORE.items
    ]


def test_a_plan_is_made_free_of_an_allergen_without_a_change_of_diet(at):
    at.segmented_control(key="make_diet").set_value(None).run()
    at.multiselect(key="wish_without").set_value(["milk"]).run()
    made = make(at)
    assert made.answer.plan != OMNIVORE
    assert fits(made.answer.plan, Wishes(without=("milk",)), nu.Person(34, "female"))
    press(at, "Use the changed plan")
    assert at.selectbox(key="diet").value == "omnivore"


def test_what_fits_already_is_said(at):
    at.menu_button(key="sample").click("vegan_fortified").run()
    make(at)
    assert "Every food of the plan fits already." in html(at)
    assert "Use the swaps alone" not in labels(at)


def test_another_choice_asks_again(at):
    make(at)
    at.segmented_control(key="make_diet").set_value("vegetarian").run()
    assert "Use the changed plan" not in labels(at)
    assert "Make the change" in labels(at)
    made = make(at)
    assert fits(made.answer.plan, Wishes(), nu.Person(34, "female", diet="vegetarian"))


def test_two_plans_are_told_what_each_would_need():
    at = opened("compare")
    plans, names = [nu.sample("omnivore"), nu.sample("vegan_fortified")], nu.samples()["title"]
    titles = (names["omnivore"], names["vegan_fortified"])
    person = nu.Person(35, "female")
    found = to_match(*plans, nu.read_foods(), nu.needed(person), person, names=titles)
    assert not any(escape(sentence) in html(at) for sentence in found.sentences)
    press(at, "What would each need?")
    assert len(found.sentences) >= 2
    assert all(escape(sentence) in html(at) for sentence in found.sentences)
