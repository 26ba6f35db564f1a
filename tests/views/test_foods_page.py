"""The page Foods: its parts, and the foods of one's own on it."""

from nutrition import storage
from nutrition.own_foods import OwnFood, Recipe
from nutrition.plans import Item, Plan
from tests.views.steps import html, opened, press, send
from views import pantry

BAR = OwnFood("own:bar", "Oat <b>bar</b>", (("vitamin_b12", 2),), (("bar", 40),), "vegan", origin="US label")
SOUP = Recipe("own:soup", "Soup", (("own:bar", 40), ("175168", 100)), servings=4)


def page(*own, **query):
    at = opened(**query)
    if own:
        storage.keep_own(at.session_state["desk"].store, *own)
        at.session_state["own"], at.session_state["own_table"] = own, None
    at = at.switch_page("views/foods.py").run()
    assert not at.exception
    return at


def test_every_part_opens_and_the_address_names_it():
    at = page()
    assert "Foods of your own stand here" in at.info[0].value
    for name in ("label", "recipe", "lookup", "usda", "mine"):
        at.button_group(key="foods_part").set_value(name).run()
        assert not at.exception


def test_a_food_of_one_s_own_is_looked_at_eaten_and_deleted():
    at = page(BAR, SOUP)
    shown = [markdown.value for markdown in at.markdown]
    assert any("Recipe, serves 4" in each for each in shown)
    assert any("US label" in each and r"\<b\>bar" in each for each in shown)
    at.button(key="own_open_own:bar").click().run()
    assert "0.8" in html(at)  # µg in one bar
    at = send(at, "own_adding", "add", {"food": "own:bar", "amount": "2", "measure": "bar"})
    assert at.session_state["plan"].items[0].grams == 80
    at.button(key="ask_own_own:bar").click().run()
    assert "It is in 1 recipe and 1 plan of yours" in at.warning[0].value
    press(at, "Yes, delete for good")
    assert [each.id for each in at.session_state["own"]] == ["own:soup"]
    assert at.session_state["plan"] == Plan(
        (Item("own:bar", 80, "Breakfast", "08:00", measure="bar"),), "My plan"
    )


def test_a_food_that_cannot_be_deleted_stays_and_the_page_says_why(monkeypatch):
    def unreachable(food):
        raise storage.StorageError("what is saved cannot be reached now")

    monkeypatch.setattr(pantry, "drop", unreachable)
    at = page(BAR)
    for key in ("own_open_own:bar", "ask_own_own:bar", "yes_own_own:bar"):
        at.button(key=key).click().run()
    assert not at.exception
    assert "cannot be reached now" in at.error[0].value
    assert not at.toast
    assert [each.id for each in at.session_state["own"]] == ["own:bar"]


def test_a_food_and_a_recipe_are_laid_out_to_be_changed():
    for own, part_of in ((BAR, "label"), (SOUP, "recipe")):
        at = page(BAR, SOUP)
        at.button(key=f"own_open_{own.id}").click().run()
        press(at, "Change")
        assert at.session_state["foods_part"] == part_of
        assert own.name in [field.value for field in at.text_input]
