"""New plan: what is asked reaches the planner of menus; meals are kept and made again; the plan is used."""

from threading import Event

import pandas as pd
import pytest

import nutrition as nu
from nutrition.menus import Menu, new_plan
from nutrition.wishes import Wishes
from tests.views.steps import html, labels, opened, part, press, send

EGG, SALMON = "173424", "175168"
DAYS = tuple(
    item
    for day in (1, 2)
    for item in (
        nu.Item(EGG, 50, "Breakfast", "08:00", day, measure="egg, large"),
        nu.Item(SALMON, 100, "Dinner", "19:00", day),
    )
)
PLAN = nu.Plan(DAYS, "New plan", 2)
SAID = "On average over these days every need is met and no limit is passed."


def menu(plan, done, *sentences):
    return Menu(plan, pd.DataFrame({"text": []}), done, sentences)


@pytest.fixture
def calls(monkeypatch):
    """Note what is asked for; give a plan of two days at once."""
    found = {"new_plan": [], "another_day": []}

    def new_plan(*given, **more):
        found["new_plan"].append((given, more))
        yield menu(nu.Plan(DAYS[:2], "New plan", 2), 1)
        yield menu(PLAN, 2, SAID)

    def another_day(*given, **more):
        found["another_day"].append((given, more))
        plan = given[0]
        day, names = given[1], more["meals"]
        items = tuple(item for item in plan.items if not (item.day == day and item.meal in names))
        return menu(nu.Plan(items, plan.name, plan.days), plan.days)

    monkeypatch.setattr("nutrition.menus.new_plan", new_plan)
    monkeypatch.setattr("nutrition.menus.another_day", another_day)
    return found


@pytest.fixture
def at(calls):
    return opened("new_plan")


def ready(at):
    assert at.session_state["job_menu"].wait(60)
    at.run()
    assert not at.exception
    return at


def make(at, label="Make the plan"):
    press(at, label)
    return ready(at)


def meals(at):
    return {(day["day"], meal["meal"]): meal for day in part(at, "menu")[1]["days"] for meal in day["meals"]}


def again(at, do, day, meal=""):
    send(at, "menu", "again", {"do": do, "day": day, "meal": meal})
    return at


def test_nothing_is_made_before_it_is_asked_for(at, calls):
    assert not at.exception
    assert calls["new_plan"] == []
    assert labels(at).count("Make the plan") == 1
    assert "Use this plan" not in labels(at)


def test_what_is_asked_reaches_the_planner(at, calls):
    at.number_input(key="age").set_value(28.0).run()
    at.selectbox(key="diet").set_value("vegetarian").run()
    at.number_input(key="menu_days").set_value(2).run()
    at.number_input(key="menu_energy").set_value(1800.0).run()
    at.multiselect(key="menu_likes").set_value([EGG]).run()
    at.session_state["menu_more"] = True
    at.run()
    at.multiselect(key="wish_without").set_value(["peanut"]).run()
    at.multiselect(key="wish_dislikes").set_value([SALMON]).run()
    at.selectbox(key="wish_supplements").set_value("never").run()
    make(at)
    (((person, foods, needed, wishes), more),) = calls["new_plan"]
    assert person == nu.Person(28, "female", diet="vegetarian")
    assert needed.equals(nu.needed(person))
    assert len(foods) == len(nu.read_foods())
    assert wishes == Wishes(without=("peanut",), dislikes=(SALMON,), supplements="never")
    assert (more["days"], more["energy"], more["likes"]) == (2, 1800.0, (EGG,))
    assert more["locked"].items == ()


def test_the_plan_is_shown_in_words_of_the_kitchen(at):
    make(at)
    shown = meals(at)
    assert list(shown) == [(1, "Breakfast"), (1, "Dinner"), (2, "Breakfast"), (2, "Dinner")]
    assert shown[1, "Dinner"]["items"] == ["100 g of salmon, Atlantic, farmed, baked"]
    assert shown[1, "Dinner"]["at"] == "19:00"
    assert not part(at, "menu")[1]["busy"]
    assert SAID in html(at)


def test_kept_meals_stay_in_another_plan(at, calls):
    make(at)
    again(at, "keep", 1, "Dinner")
    assert [where for where, meal in meals(at).items() if meal["kept"]] == [(1, "Dinner")]
    make(at, "Make another plan")
    first, second = (more for _, more in calls["new_plan"])
    assert second["locked"].items == (DAYS[1],)
    assert second["seed"] != first["seed"]
    again(at, "keep", 1, "Dinner")
    assert not any(meal["kept"] for meal in meals(at).values())


def test_a_plan_for_somebody_else_than_now_says_so(at):
    make(at)
    assert not at.info
    at.selectbox(key="diet").set_value("vegan").run()
    assert "“Make another plan” goes by them" in at.info[0].value
    make(at, "Make another plan")
    assert not at.info


def test_one_meal_is_made_again(at, calls):
    make(at)
    ready(again(at, "meal", 2, "Breakfast"))
    (((plan, day, person, _foods, _needed, _wishes), more),) = calls["another_day"]
    assert (plan, day, more["meals"]) == (PLAN, 2, ("Breakfast",))
    assert person == nu.Person(35, "female")
    assert (2, "Breakfast") not in meals(at)


def test_another_day_leaves_what_is_kept(at, calls):
    make(at)
    again(at, "keep", 1, "Breakfast")
    ready(again(at, "day", 1))
    ((_, more),) = calls["another_day"]
    assert more["meals"] == ("Dinner",)


@pytest.mark.parametrize(
    "event",
    [
        None,
        3,
        {},
        {"do": "meal", "day": 9, "meal": "Dinner"},
        {"do": "meal", "day": 1, "meal": "Feast"},
        {"do": "day", "day": 0},
        {"do": "day", "day": "1"},
        {"do": "keep", "day": [], "meal": {}},
    ],
)
def test_no_event_breaks_the_page(at, calls, event):
    make(at)
    send(at, "menu", "again", event)
    assert not at.exception
    assert calls["another_day"] == []
    assert len(meals(at)) == 4


def test_the_plan_is_used_and_undone(at):
    make(at)
    press(at, "Use this plan")
    assert at.session_state["plan"] == PLAN
    at.switch_page("views/plan.py").run()
    assert not at.exception
    send(at, "table", "edit", {"do": "undo"})
    assert at.session_state["plan"] == nu.Plan(name="My plan")


def test_what_to_buy_is_listed(at):
    make(at)
    at.session_state["menu_shop"] = True
    at.run()
    assert not at.exception
    assert "Shopping list for 2 days" in html(at)
    assert "200 g" in html(at)


def test_days_come_one_by_one_and_can_be_stopped(monkeypatch):
    go, ended = Event(), Event()

    def new_plan(*given, **more):
        try:
            yield menu(nu.Plan(DAYS[:2], "New plan", 2), 1)
            while not go.wait(0.02):
                yield menu(nu.Plan(DAYS[:2], "New plan", 2), 1)
        finally:
            ended.set()

    monkeypatch.setattr("nutrition.menus.new_plan", new_plan)
    at = opened("new_plan")
    at.number_input(key="menu_days").set_value(2).run()
    press(at, "Make the plan")
    while not at.session_state["job_menu"].latest:
        ended.wait(0.01)
    at.run()
    assert "1 of 2 days are there" in html(at)
    assert part(at, "menu")[1]["busy"]
    press(at, "Stop here")
    assert ended.wait(10)
    at.run()
    assert "Stopped: these are the days so far." in html(at)
    assert "Use this plan" in labels(at)


def test_what_cannot_be_planned_is_said(monkeypatch):
    def new_plan(*given, **more):
        raise ValueError("energy 0 is *no* amount")
        yield

    monkeypatch.setattr("nutrition.menus.new_plan", new_plan)
    at = make(opened("new_plan"))
    assert at.error[0].value == r"energy 0 is \*no\* amount"
    assert "Make another plan" in labels(at)


@pytest.mark.parametrize("energy", [200.0, 12000.0])
def test_an_energy_that_cannot_be_ends_in_a_sentence(monkeypatch, energy):
    def sooner(*given, seconds, **more):
        return new_plan(*given, **more, seconds=min(seconds, 3.0))

    monkeypatch.setattr("nutrition.menus.new_plan", sooner)
    at = opened("new_plan")
    at.number_input(key="menu_days").set_value(1).run()
    at.number_input(key="menu_energy").set_value(energy).run()
    make(at)
    assert at.session_state["job_menu"].latest.sentences
    assert at.session_state["job_menu"].latest.sentences[0].split("<")[0][:20] in html(at)
