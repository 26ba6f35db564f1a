"""The page Foods, from a label: typed as printed, what it comes to, kept, eaten, changed."""

import pytest

import nutrition as nu
from nutrition.needs import AUTHORITIES
from tests.views.steps import html, labels, opened, part, press, send

ENTERED = {
    "name": "Oat drink",
    "serving": "1 glass (250 ml)",
    "row_vitamin_b12": "50 %",
    "row_calcium": "350mg",
}


@pytest.fixture
def at():
    at = opened("foods")
    at.session_state["foods_part"] = "label"
    return at.run()


def enter(at, **texts):
    for name, text in texts.items():
        at.text_input(key=f"label_{name}").set_value(text)
    at.run()
    assert not at.exception


def shown(at):
    return [each.value.replace("\\", "") for each in (*at.warning, *at.info, *at.error, *at.caption)]


def cells(at):
    return html(at).replace("\u00a0", " ")


def test_what_is_typed_is_turned_into_amounts_and_what_is_not_is_not_known(at):
    assert "Keep this food" not in labels(at)
    enter(at, **ENTERED)
    assert "<td>Vitamin B12 (cobalamin)</td><td>0.48 µg</td><td>1.2 µg</td>" in cells(at)
    assert "<td>Calcium</td><td>140 mg</td><td>350 mg</td>" in cells(at)
    assert "Iron" not in cells(at)
    assert any("never counted as 0: iron, zinc, iodine" in each for each in shown(at))


def test_a_food_that_is_kept_can_be_eaten_and_what_is_not_known_of_it_stays_so(at):
    enter(at, **ENTERED)
    press(at, "Keep this food")
    (own,) = at.session_state["own"]
    assert (own.name, dict(own.per_100g)["calcium"]) == ("Oat drink", 140)
    assert at.text_input(key="label_name").value == ""
    (row,) = part(at, "label_adding")[1]["foods"]
    send(at, "label_adding", "add", {"food": row["id"], "amount": "1", "measure": "glass"})
    plan = at.session_state["plan"]
    assert [(item.food, item.grams) for item in plan.items] == [(own.id, 250)]
    day = nu.eaten(plan, nu.own_foods.with_own(nu.read_foods(), [own]))
    assert day.loc["calcium", "known"] == 350
    assert day.loc["iron", "unknown_share"] == 1


def test_what_cannot_be_read_is_said_and_stays(at):
    enter(at, **ENTERED, row_iron="1,200")
    assert any("Iron: '1,200' can be read in two ways" in each for each in shown(at))
    assert "Keep this food" not in labels(at)
    enter(at, row_iron="1.2")
    assert not any("two ways" in each for each in shown(at))
    assert "Keep this food" in labels(at)


def test_a_food_without_a_name_is_not_kept_and_nothing_typed_is_lost(at):
    enter(at, **{**ENTERED, "name": ""})
    press(at, "Keep this food")
    assert any("give the food a name" in each for each in shown(at))
    assert at.session_state["own"] == ()
    assert at.text_input(key="label_row_calcium").value == "350mg"


def test_what_is_typed_stays_while_another_part_of_the_page_is_open(at):
    enter(at, **ENTERED)
    at.session_state["foods_part"] = "mine"
    at.run()
    at.session_state["foods_part"] = "label"
    at.run()
    assert at.text_input(key="label_row_calcium").value == "350mg"


def test_my_brand_of_a_food_in_the_table_keeps_the_rest_of_it(at):
    enter(at, name="My soy drink", serving="200 ml", row_vitamin_b12="0.76 µg")
    at.toggle(key="label_like").set_value(True).run()
    assert any("none is chosen" in each for each in shown(at))
    enter(at, like_words="soy milk unfortified")
    (plain,) = (food for food, name in nu.read_foods()["name"].items() if name == "Soy milk, unfortified")
    at.selectbox(key="label_like_food").set_value(plain).run()
    press(at, "Keep this food")
    (own,) = at.session_state["own"]
    assert dict(own.per_100g)["vitamin_b12"] == 0.38
    assert own.origin == "As in the food table: Soy milk, unfortified; from a label: vitamin B12"
    assert len(own.per_100g) > 30


def test_a_food_of_ones_own_can_be_changed(at):
    enter(at, **ENTERED)
    press(at, "Keep this food")
    at.session_state["foods_part"] = "mine"
    at.run()
    press(at, "Open")
    press(at, "Change")
    assert at.text_input(key="label_row_vitamin_b12").value == "0.48 µg"
    enter(at, row_vitamin_b12="0.6", name="Oat drink, new")
    press(at, "Keep the change")
    (own,) = at.session_state["own"]
    assert (own.name, dict(own.per_100g)) == ("Oat drink, new", {"calcium": 140, "vitamin_b12": 0.6})
    assert own.origin == "US label, per serving of 1 glass (250 ml); from a label: vitamin B12"


@pytest.mark.parametrize(("authority", "system"), [("NASEM", "us"), ("EFSA", "eu")])
def test_the_kind_of_label_is_first_that_of_the_reference_intakes_in_use(authority, system):
    at = opened("foods", authority=AUTHORITIES[authority])
    at.session_state["foods_part"] = "label"
    assert at.run().session_state["label_system"] == system
