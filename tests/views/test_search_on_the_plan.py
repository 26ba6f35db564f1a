"""The search beside the plan: favourites first, what it is narrowed to, ways to foods that are not there."""

from nutrition.plans import Item, Plan
from tests.views.steps import html, opened, part, send


def found(at, words):
    at.text_input(key="words").set_value(words).run()
    assert not at.exception
    return {food["name"]: food for food in part(at, "picker")[1]["foods"]}


def test_a_food_becomes_a_favourite_comes_first_and_is_one_no_more():
    at = opened()
    names = found(at, "milk")
    oat = next(food for name, food in names.items() if not food["liked"] and name != next(iter(names)))
    send(at, "picker", "add", {"do": "star", "food": oat["id"], "on": True})
    again = found(at, "milk")
    assert again[oat["name"]]["liked"]
    assert list(again).index(oat["name"]) < list(names).index(oat["name"])
    send(at, "picker", "add", {"do": "star", "food": oat["id"], "on": False})
    assert list(found(at, "milk")) == list(names)


def test_favourites_and_recent_foods_are_there_while_nothing_is_typed():
    at = opened()
    at.session_state["plan"] = Plan((Item("175168", 100, "Dinner"),))
    at.session_state["filter_liked"] = True
    assert [food["id"] for food in found(at, "").values()] == ["175168"]


def test_a_search_is_narrowed_and_says_so():
    at = opened()
    at.session_state["filter_diet"] = "vegan"
    at.session_state["filter_without"] = ["soy"]
    names = found(at, "milk")
    assert names
    assert not any("Milk, whole" in name or "Soy" in name for name in names)
    assert "Only vegan, without soy." in [caption.value for caption in at.caption]


def test_what_is_not_there_is_looked_for_elsewhere():
    at = opened()
    assert found(at, "qqqqzzzz") == {}
    links = [link.proto.label for link in at.get("page_link")]
    assert links == ["Look up online", "From a label", "A recipe"]
    assert "qqqqzzzz" not in html(at)
