"""The recipe part of the page Foods: typed or imported, each line confirmed, kept, changed, eaten."""

import json

import pytest

from tests.views.steps import html, opened, part, press, send

LINES = "200 g red lentils\n1 pinch saffron\n1 bay leaf"
DATA = {"@type": "Recipe", "name": "Dal", "recipeYield": "4", "recipeIngredient": LINES.splitlines()}


@pytest.fixture
def at(tmp_path, monkeypatch):
    monkeypatch.setenv("B12_DATA_FOLDER", str(tmp_path))
    at = opened("foods")
    at.session_state["foods_part"] = "recipe"
    at.run()
    assert not at.exception
    return at


def box(boxes, label, number=0):
    return [each for each in boxes if each.label == label][number]


def typed(at, name="Dal", lines=LINES):
    box(at.text_input, "Name of the dish").set_value(name)
    box(at.text_area, "Ingredients, one on a line").set_value(lines).run()
    assert not at.exception
    return at


def test_lines_beyond_the_most_are_said_not_to_count(at):
    typed(at, lines="\n".join(f"{grams} g salt" for grams in range(1, 104)))
    assert "the last 3 are not counted" in at.warning[0].value


def chosen(at, line, choice):
    box(at.selectbox, line).set_value(choice).run()
    assert not at.exception
    return at


def confirmed(at):
    chosen(at, "1 pinch saffron", "unknown")
    box(at.number_input, "Grams", 1).set_value(1.0).run()
    return chosen(at, "1 bay leaf", "out")


def test_each_line_waits_until_somebody_says_what_it_is(at):
    typed(at, lines="1 bay leaf made of tin")
    assert not any("Write the ingredients" in each.value for each in at.caption)
    typed(at)
    assert box(at.selectbox, "200 g red lentils").value == "172420"
    assert box(at.number_input, "Grams").value == 200
    assert any("its grams: 1 pinch saffron." in each.value for each in at.caption)
    assert box(at.button, "Keep this recipe").disabled
    confirmed(at)
    assert not box(at.button, "Keep this recipe").disabled
    assert "1 of 2" in html(at)
    assert any("1 bay leaf." in each.value for each in at.caption)


def test_a_line_put_in_above_changes_nothing_said_of_those_below(at):
    confirmed(typed(at, lines=f"{LINES}\n1 bay leaf"))
    typed(at, lines=f"1 tsp salt\n{LINES}\n1 bay leaf")
    assert box(at.selectbox, "1 pinch saffron").value == "unknown"
    assert box(at.number_input, "Grams", 2).value == 1
    # The same line twice has an answer each.
    assert [box(at.selectbox, "1 bay leaf", place).value for place in (0, 1)] == ["out", "170917"]


def test_without_a_name_it_is_said_that_one_is_missing(at):
    confirmed(typed(at, name=""))
    assert box(at.button, "Keep this recipe").disabled
    assert any("needs a name" in each.value for each in at.caption)


def test_it_is_kept_eaten_and_unknown_to_the_day_s_total(at):
    press(confirmed(typed(at)), "Keep this recipe")
    assert any("Kept: Dal" in each.value for each in at.markdown)
    assert box(at.text_area, "Ingredients, one on a line").value == ""
    (row,) = part(at, "recipe_adding")[1]["foods"]
    send(at, "recipe_adding", "add", {"food": row["id"], "amount": "1", "measure": "serving"})
    (item,) = at.session_state["plan"].items
    assert (item.food, item.grams) == (row["id"], 201)


def test_kept_again_after_a_change_it_is_the_same_dish(at):
    press(confirmed(typed(at)), "Keep this recipe")
    (dish,) = at.session_state["own"]
    at.session_state["foods_part"] = "mine"
    press(press(at.run(), "Open"), "Change")
    assert box(at.text_area, "Ingredients, one on a line").value == (
        "200 g Lentils, dry\n1 pinch saffron\n1 bay leaf"
    )
    assert box(at.selectbox, "1 bay leaf").value == "out"
    box(at.number_input, "Grams").set_value(300.0).run()
    press(at, "Keep this recipe")
    (again,) = at.session_state["own"]
    assert (again.id, again.ingredients[0], again.ingredients[1:]) == (
        dish.id,
        ("172420", 300),
        dish.ingredients[1:],
    )


def test_it_is_imported_and_made_for_more(at):
    box(at.text_area, "Recipe to read").set_value(json.dumps(DATA)).run()
    press(at, "Read it")
    assert (box(at.text_input, "Name of the dish").value, box(at.number_input, "Serves").value) == ("Dal", 4)
    confirmed(at)
    box(at.number_input, "Make it for").set_value(8.0).run()
    press(at, "Change the amounts")
    assert box(at.number_input, "Serves").value == 8
    assert [each.value for each in at.number_input if each.label == "Grams"] == [400, 2]
    assert box(at.selectbox, "1 pinch saffron").value == "unknown"


def test_what_is_no_recipe_is_refused_and_what_stands_there_stays(at):
    typed(at)
    box(at.text_area, "Recipe to read").set_value("<html></html>").run()
    press(at, "Read it")
    assert "none was found there" in at.error[0].value
    assert box(at.text_area, "Ingredients, one on a line").value == LINES


def test_what_an_import_took_the_place_of_can_be_put_back(at):
    confirmed(typed(at, "Stew"))
    box(at.text_area, "Recipe to read").set_value(json.dumps({**DATA, "recipeIngredient": ["2 eggs"]})).run()
    press(at, "Read it")
    assert box(at.text_area, "Ingredients, one on a line").value == "2 eggs"
    press(at, "Put back what stood here before")
    assert box(at.text_input, "Name of the dish").value == "Stew"
    assert box(at.selectbox, "1 pinch saffron").value == "unknown"
    assert not box(at.button, "Keep this recipe").disabled


def test_hostile_words_are_shown_as_they_are(at):
    line = "100 g rice ![x](http://127.0.0.1/x.png) <b>"
    typed(at, "**Dal** <script>", line)
    shown = " ".join(each.label for each in at.selectbox)
    assert "![x](http" not in shown
