"""Files and links on the pages: shared, saved, opened, and never more than text."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import nutrition as nu
from nutrition.exchange.link import packed, unpacked
from nutrition.exchange.plan_file import PlanFile, write_plan
from nutrition.own_foods import OwnFood
from nutrition.plans import Item, Plan
from tests.views.steps import ROOT, html, opened, part, press

DIARY = Path(__file__).parents[1] / "fixtures/exchange/cronometer_servings.csv"
SALMON, BEAN_CHILLI = "175168", "41221020"
NASTY = "<img src=x onerror=alert(1)> ![p](http://127.0.0.1/p) [a](javascript:x) **b** :red[c]"
BAR = OwnFood("own:bar", NASTY, {"energy": 400, "vitamin_b12": 200}, (("bar <b>", 40),), origin=NASTY)
PLAN = Plan((Item("own:bar", 80, NASTY, "10:00", measure="bar <b>", per_week=2), Item(SALMON, 100)), NASTY)


def shared(text):
    """Open the planner at a link with a plan in it."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.query_params["plan"] = text
    return at.switch_page("views/shared.py").run()


def files(at, wanted):
    """Open the panel of files at one of its parts."""
    at.session_state["panel"] = "files"
    at.run()
    return at.segmented_control(key="files_part").set_value(wanted).run()


def upload(at, content, name):
    at.file_uploader(key="files_upload").set_value((name, content, "text/plain")).run()
    assert not at.exception
    return at


def in_link(at):
    return unpacked(at.code[0].value.partition("?plan=")[2])


def test_a_shared_plan_is_shown_against_the_visitors_own_needs_and_cannot_be_edited():
    at = shared(packed(PlanFile(nu.sample("weekly_tablet"))))
    days = part(at, "shared_menu")[1]["days"]
    assert [meal["meal"] for meal in days[0]["meals"]] == ["Breakfast", "Lunch", "Snack", "Dinner"]
    items = [item for meal in days[0]["meals"] for item in meal["items"]]
    assert any(item.endswith(", 1 day a week") for item in items)
    assert part(at, "shared_result")[1]["person"] == "woman, 35 years, omnivore, NASEM"
    protos = {element.proto.id.rsplit("-", 1)[-1] for element in at.get("bidi_component")}
    assert "table" not in protos


def test_made_mine_it_stands_beside_the_plan_there_was():
    at = shared(packed(PlanFile(PLAN, (BAR,))))
    press(at, "Make it mine")
    assert at.session_state["plan"] == PLAN
    assert at.session_state["own"] == (BAR,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no plan in this link"),
        (packed(PlanFile(PLAN, (BAR,)))[:-9], "The link is damaged or not complete; copy the whole link"),
        ("a" * 6001, "The link is longer than 6,000 characters; ask for the plan as a file"),
        (packed(PlanFile(PLAN)), "is not in the food table"),
    ],
    ids=["empty", "cut off", "too long", "a food that it does not hold"],
)
def test_a_link_that_does_not_open_says_why_and_what_to_do(text, said):
    at = shared(text)
    assert not at.exception
    assert said in at.error[0].value.replace("\\", "")
    assert at.title[0].value == "This link does not open"


def test_what_people_wrote_in_a_link_is_shown_as_text():
    at = shared(packed(PlanFile(PLAN, (BAR,))))
    meal = part(at, "shared_menu")[1]["days"][0]["meals"][1]
    assert meal["meal"] == NASTY
    assert meal["items"][0].endswith(f"{NASTY}, 2 days a week")
    title = at.title[0].value.replace("\u2060", "")
    assert title.startswith(r"\<img src=x onerror=alert(1)\> \!\[p\](http\://127.0.0.1/p)")
    assert "<img" not in html(at)


@pytest.mark.parametrize("name", ["www.a.example", "https://a.example", "me@a.example", "a :material/home:"])
def test_a_name_is_no_link_and_no_icon(name):
    shown = shared(packed(PlanFile(replace(PLAN, name=name), (BAR,)))).title[0].value
    assert "\u2060" in shown  # without it the browser makes a link or an icon of it
    assert shown.replace("\u2060", "").replace("\\", "") == name


def test_a_link_holds_the_meals_and_the_name_only_where_it_is_wished():
    at = files(opened(sample="omnivore"), "Share")
    assert in_link(at) == PlanFile(Plan(nu.sample("omnivore").items))
    assert at.caption[0].value.startswith("Meals only. No name, age or health data.")
    at.checkbox(key="files_named").check().run()
    assert in_link(at).plan == nu.sample("omnivore")
    assert at.caption[0].value.startswith("Meals and the name of the plan. No age or health data.")


def test_a_plan_is_saved_in_every_format():
    at = files(opened(sample="omnivore"), "Save")
    buttons = at.get("download_button")
    assert [button.proto.label for button in buttons] == [
        "Plan file (JSON)",
        "Table (CSV)",
        "Excel",
        "Record (FHIR R5)",
    ]


def test_an_empty_plan_is_not_shared():
    assert files(opened(), "Share").info[0].value == "The plan is empty, so there is nothing to share."


def test_a_file_is_opened_beside_the_plan_and_its_foods_with_it():
    at = files(opened(sample="omnivore"), "Open")
    upload(at, write_plan(PLAN, (BAR,)).encode(), "plan.json")
    assert at.session_state["plan"] == nu.sample("omnivore")
    shown = [markdown.value for markdown in at.markdown if "2 foods" in markdown.value]
    assert shown[0].startswith(r"**\<img src=x onerror=alert(1)\>")
    press(at, "Open as a new plan")
    assert at.session_state["plan"] == PLAN
    assert at.session_state["own"] == (BAR,)
    at.session_state["outcome"] = {"view": "origin"}
    at.run()
    assert at.text[0].value.startswith(f"{NASTY} gives ")
    assert not [markdown for markdown in at.markdown if "](javascript" in markdown.value]


def test_a_file_that_cannot_be_read_leaves_everything_as_it_is():
    at = upload(files(opened(), "Open"), b"<script>alert(1)</script>", "a.csv")
    assert "What can be read: our plan file" in at.error[0].value.replace("\\", "")
    assert "<script>" not in at.error[0].value
    assert at.session_state["plan"].items == ()


def test_a_diary_is_looked_over_corrected_and_opened():
    at = upload(files(opened(), "Open"), DIARY.read_bytes(), "servings.csv")
    assert "<td>Rolled Oats, Dry</td><td>2</td><td>58.00 g</td><td>Rolled oats, dry, 58 g</td>" in html(at)
    at.selectbox(key="files_which").set_value("Mum's Chilli").run()
    at.selectbox(key="files_becomes").set_value(BEAN_CHILLI)
    at.number_input(key="files_grams").set_value(300.0).run()
    press(at, "Use this")
    assert (
        "<td>Mum&#x27;s Chilli</td><td>1</td><td>1.00 full recipe</td><td>Bean chilli, vegetarian, 300 g</td>"
        in html(at)
    )
    press(at, "Open as a new plan")
    assert not at.exception
    plan = at.session_state["plan"]
    assert plan.days == 2
    assert [item.grams for item in plan.items if item.food == BEAN_CHILLI] == [300]
    assert at.session_state["panel"] == ""


def test_a_food_of_a_diary_without_a_weight_asks_for_one():
    at = upload(files(opened(), "Open"), DIARY.read_bytes(), "servings.csv")
    at.selectbox(key="files_which").set_value("Mum's Chilli").run()
    at.selectbox(key="files_becomes").set_value(BEAN_CHILLI)
    press(at, "Use this")
    assert "'1.00 full recipe' has no weight for this food; give the grams of one" in at.error[
        0
    ].value.replace("\\", "")
