"""Beside the plan: proposals come, are taken one by one or all, stopped, outdated; what to buy."""

from threading import Event

import pandas as pd
import pytest

import nutrition as nu
from nutrition.changes import Change, changed
from nutrition.gaps.proposals import Proposal
from nutrition.suggestions import Suggestion
from nutrition.wishes import Wishes
from tests.views.steps import html, labels, opened, part, press, send

PLAN = nu.sample("vegan_unfortified")
TABLET, MILK = nu.Item("X202", 1, "Breakfast", "08:00"), nu.Item("173424", 50, "Lunch", "12:30")
ADD, MORE = Change("supplement", (), (TABLET,)), Change("add", (), (MILK,))
OPEN = {"do": "open", "to": "close"}


def proposal(*changes):
    table = pd.DataFrame({"text": [f"Do {one.kind}" for one in changes], "reason": "Because."})
    unmet = pd.DataFrame({"text": ["Iron stays at 80% of the target."]})
    made = Proposal(changed(PLAN, changes), changes, 10.0, asked=None)
    vars(made).update(table=table, unmet=unmet, unproven=unmet.head(0))  # else worked out when asked for
    return made


def suggestion(*proposals, stage="proven", sentences=()):
    return Suggestion(proposals, stage, 0.0, sentences, done=True)


BOTH = suggestion(proposal(ADD, MORE), proposal(MORE), sentences=("No amount brings <b>B12</b>.",))


@pytest.fixture
def asked(monkeypatch):
    """Note what is asked for; give two proposals at once."""
    calls = []

    def improving(*given):
        calls.append(given)
        yield BOTH

    monkeypatch.setattr("views.closing.improving", improving)
    return calls


@pytest.fixture
def at(asked):
    return ready(send(opened(sample="vegan_unfortified"), "table", "edit", OPEN))


def ready(at):
    """Wait for the work beside the page, then draw."""
    assert at.session_state["job_close"].wait(60)
    at.run()
    assert not at.exception
    return at


def plan(at):
    return at.session_state["plan"]


def changes(at):
    return part(at, "changes")[1]


def accept(at, which, proposal=0):
    texts = [change["text"] for change in changes(at)["changes"]]
    text = "\n".join(texts) if which == "all" else texts[which]
    return send(at, "changes", "accept", {"proposal": proposal, "change": which, "text": text})


def test_an_empty_plan_can_only_be_opened_from_a_file_and_a_plan_has_more():
    at = opened()
    assert part(at, "table")[1]["tools"] == [["files", "Files and link"]]
    at.menu_button(key="sample").click("omnivore").run()
    assert ["close", "Close the gaps"] in part(at, "table")[1]["tools"]


def test_the_page_without_the_panel_asks_for_nothing(asked):
    at = opened(sample="vegan_unfortified")
    assert asked == []
    assert "job_close" not in at.session_state
    assert "panel_close" not in [button.key for button in at.button]


def test_proposals_are_for_the_plan_the_person_and_the_wishes(at, asked):
    ((plan, foods, needed, person, wishes, seconds),) = asked
    assert plan == PLAN
    assert len(foods) == len(nu.read_foods())
    assert person == nu.Person(34, "female", diet="vegan")
    assert needed.equals(nu.needed(person))
    assert wishes == Wishes()
    assert seconds == 10


def test_the_first_proposal_is_there_with_its_reasons_and_what_stays_open(at):
    shown = changes(at)
    assert [(change["text"], change["reason"]) for change in shown["changes"]] == [
        ("Do supplement", "Because."),
        ("Do add", "Because."),
    ]
    assert shown["all"] == "Accept all"
    titles = ["1: 2 changes (1 by supplement), 1 open", "2: 1 change, 1 open"]
    assert at.segmented_control(key="proposal").options == titles
    for text in (
        "Vitamin B12",
        "B12 absorbed",
        "Still open",
        "Iron stays at 80%",
        "No smaller set of changes",
    ):
        assert text in html(at)
    assert "No amount brings &lt;b&gt;B12&lt;/b&gt;." in html(at)


def test_one_change_is_taken_then_the_rest(at):
    accept(at, 1)
    assert plan(at) == PLAN.add(MILK)
    assert [change["taken"] for change in changes(at)["changes"]] == [False, True]
    assert changes(at)["all"] == "Accept the rest"
    accept(at, "all")
    assert plan(at) == PLAN.add(MILK).add(TABLET)
    assert changes(at)["all"] == ""
    assert [words for _, words in at.session_state["accepted"]] == [
        "Do add",
        "Do supplement",
    ]  # for the handout


def test_all_changes_are_taken_and_undone_one_step_each(at):
    accept(at, "all")
    assert plan(at) == PLAN.add(TABLET).add(MILK)
    send(at, "table", "edit", {"do": "undo"})
    assert plan(at) == PLAN
    assert [change["taken"] for change in changes(at)["changes"]] == [False, False]
    send(at, "table", "edit", {"do": "redo"})
    assert [change["taken"] for change in changes(at)["changes"]] == [True, True]


def test_what_was_accepted_last_is_taken_back_beside_the_proposal(at):
    assert "Take the last one back" not in labels(at)
    accept(at, 1)
    accept(at, 0)
    press(at, "Take the last one back")
    assert plan(at) == PLAN.add(MILK)
    assert [change["taken"] for change in changes(at)["changes"]] == [False, True]
    press(at, "Take the last one back")
    assert plan(at) == PLAN
    assert "Take the last one back" not in labels(at)


def test_what_amounts_do_not_settle_is_named_from_the_notices(at):
    assert "Still to act on" not in html(at)  # a daily tablet covers her
    at.multiselect(key="risks").set_value(["metformin"]).run()
    assert "<li>Metformin can lower B12</li>" in html(at)


def test_another_proposal_is_chosen_and_taken(at):
    at.segmented_control(key="proposal").set_value(1).run()
    assert [change["text"] for change in changes(at)["changes"]] == ["Do add"]
    accept(at, 0, proposal=1)
    assert plan(at) == PLAN.add(MILK)
    at.segmented_control(key="proposal").set_value(0).run()
    assert "Look again" in labels(at)  # worked out for the plan as it was
    assert not any(change["can"] for change in changes(at)["changes"])


def test_after_another_edit_proposals_are_outdated_and_looked_for_again(at, asked):
    item = PLAN.items[0]
    send(at, "table", "edit", {"do": "remove", "index": 0, "food": item.food, "to": ""})
    assert any("have changed since" in info.value for info in at.info)
    assert changes(at)["all"] == ""
    press(at, "Look again")
    ready(at)
    assert asked[-1][0] == PLAN.remove(0)


def test_another_person_makes_proposals_outdated(at):
    at.number_input(key="age").set_value(50.0).run()
    assert "Look again" in labels(at)


def test_what_was_wished_for_is_asked_for(at, asked):
    at.session_state["panel_options"] = True
    at.run()
    at.selectbox(key="wish_supplements").set_value("never").run()
    at.checkbox(key="wish_fortified").uncheck().run()
    at.multiselect(key="wish_without").set_value(["soy"]).run()
    at.multiselect(key="wish_dislikes").set_value(["Mushrooms and seaweed"]).run()
    at.multiselect(key="wish_keep").set_value([PLAN.items[0].food]).run()
    at.number_input(key="wish_most").set_value(3).run()
    at.selectbox(key="wish_floors").set_value("average").run()
    at.checkbox(key="wish_uncertain").check().run()
    press(at, "Look again")
    ready(at)
    assert asked[-1][4] == Wishes(
        without=("soy",),
        dislikes=("Mushrooms and seaweed",),
        keep=(PLAN.items[0].food,),
        floors="average",
        supplements="never",
        fortified=False,
        most_changes=3,
        uncertain=True,
    )


@pytest.mark.parametrize(
    "event",
    [
        None,
        3,
        {},
        {"proposal": 0, "change": 5, "text": "Do add"},
        {"proposal": 0, "change": 0, "text": "Do something else"},
        {"proposal": 1, "change": 0, "text": "Do supplement"},
        {"proposal": 0, "change": "all", "text": "Do supplement"},
        {"proposal": 0, "change": [], "text": "Do supplement"},
    ],
)
def test_what_no_longer_stands_there_is_not_taken(at, event):
    send(at, "changes", "accept", event)
    assert plan(at) == PLAN


def test_a_search_that_goes_on_is_seen_and_stopped(monkeypatch):
    ended, go = Event(), Event()

    def improving(*given):
        try:
            yield suggestion(proposal(ADD), stage="first")
            while not go.wait(0.02):
                yield suggestion(proposal(ADD), stage="first")
            yield suggestion(proposal(MORE))
        finally:
            ended.set()

    monkeypatch.setattr("views.closing.improving", improving)
    at = send(opened(sample="vegan_unfortified"), "table", "edit", OPEN)
    assert "Looking for something better" in html(at)
    press(at, "Stop here")
    assert ended.wait(10)
    go.set()
    at.run()
    assert "Stopped: a better set of changes may exist." in html(at)
    assert [change["text"] for change in changes(at)["changes"]] == ["Do supplement"]
    assert "Stop here" not in labels(at)


def test_a_wish_or_an_edit_while_it_looks_begins_again(monkeypatch):
    asked, go = [], Event()

    def improving(*given):
        asked.append(given)
        while not go.wait(0.02):
            yield suggestion(proposal(ADD), stage="first")

    monkeypatch.setattr("views.closing.improving", improving)
    at = send(opened(sample="vegan_unfortified"), "table", "edit", OPEN)
    at.run()
    assert len(asked) == 1
    at.session_state["panel_options"] = True
    at.run()
    at.checkbox(key="wish_fortified").uncheck().run()
    assert [given[4].fortified for given in asked] == [True, False]
    item = PLAN.items[0]
    send(at, "table", "edit", {"do": "remove", "index": 0, "food": item.food, "to": ""})
    assert [given[0] for given in asked] == [PLAN, PLAN, PLAN.remove(0)]
    go.set()


def test_closing_the_panel_ends_the_search(monkeypatch):
    ended = Event()

    def improving(*given):
        try:
            while True:
                Event().wait(0.02)
                yield suggestion(proposal(ADD), stage="first")
        finally:
            ended.set()

    monkeypatch.setattr("views.closing.improving", improving)
    at = send(opened(sample="vegan_unfortified"), "table", "edit", OPEN)
    press(at, "Close")
    assert ended.wait(10)
    assert "panel_close" not in [button.key for button in at.button]


def test_what_the_proposals_are_worked_out_by_is_the_real_thing(monkeypatch):
    monkeypatch.setattr("views.closing.SECONDS", 0.0)  # the first answer, without a solver
    at = ready(send(opened(sample="vegan_unfortified"), "table", "edit", OPEN))
    first = at.session_state["job_close"].latest.proposals[0]
    texts = [change["text"] for change in changes(at)["changes"]]
    assert texts == first.table["text"].tolist()
    accept(at, "all")
    assert plan(at) == first.plan
    foods, needed = nu.read_foods(), nu.needed(nu.Person(34, "female", diet="vegan"))
    assert nu.assess(nu.eaten(PLAN, foods), needed).loc["vitamin_b12", "status"] == "short"
    assert nu.assess(nu.eaten(plan(at), foods), needed).loc["vitamin_b12", "status"] == "met"


def test_what_cannot_be_asked_for_is_said(monkeypatch):
    def improving(*given):
        raise ValueError("dislike 'x' is not known")
        yield

    monkeypatch.setattr("views.closing.improving", improving)
    at = ready(send(opened(sample="vegan_unfortified"), "table", "edit", OPEN))
    assert at.error[0].value == "dislike 'x' is not known"
    assert "Look again" in labels(at)


def test_a_red_flag_stays_before_the_panel(at):
    at.session_state["felt_Get help first"] = ["chest_pain"]
    at.run()
    bodies = [each.proto.body for each in at.get("html")]
    first = next(place for place, body in enumerate(bodies) if "Get help first" in body)
    assert first < next(place for place, body in enumerate(bodies) if "b12-standing" in body)


@pytest.mark.parametrize("name", ["", "nope", "../close", "3"])
def test_a_panel_that_is_none_opens_nothing(name):
    at = send(opened(sample="omnivore"), "table", "edit", {"do": "open", "to": name})
    assert "panel_close" not in [button.key for button in at.button]


def test_the_shopping_list_is_for_as_many_days_as_wished():
    day = nu.Plan((nu.Item("173424", 50, "Breakfast", "08:00", measure="egg, large"),), "Eggs <b>")
    at = opened(sample="omnivore")
    at.session_state["plan"] = day
    send(at, "table", "edit", {"do": "open", "to": "shop"})
    assert "Eggs &lt;b&gt;" in html(at)
    assert "<b>1 " in html(at)
    assert "50 g" in html(at)
    at.number_input(key="shop_days").set_value(7).run()
    assert not at.exception
    assert "<b>7 " in html(at)
    assert "350 g" in html(at)
    assert [button.label for button in at.get("download_button")] == ["As a table", "As a page to print"]


def test_a_week_is_shopped_for_once():
    at = send(opened(sample="vegan_week"), "table", "edit", {"do": "open", "to": "shop"})
    assert "Shopping list for 7 days" in html(at)
    assert "shop_days" not in [box.key for box in at.number_input]
