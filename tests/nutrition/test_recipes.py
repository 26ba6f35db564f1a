"""Recipes: lines read as people write them, imported, matched, made, scaled. All expectations are typed."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import nutrition as nu
from nutrition.display import recipes as shown
from nutrition.errors import PlanError
from nutrition.own_foods import OwnFood, Recipe, own_from_json, own_to_json, with_own
from nutrition.plans import Item, Plan
from nutrition.recipe_import import FoundRecipe, read_recipe
from nutrition.recipe_lines import read_line
from nutrition.recipes import Counted, matched, recipe_of, scaled, texts_of
from nutrition.tables import records

FOODS, PORTIONS = nu.read_foods(), nu.read_portions()
GOLDEN = Path(__file__).parents[1] / "golden" / "ingredient_lines.csv"
DAL = Recipe("own:dal", "Dal", (("172420", 200), ("words:1 pinch saffron", 1), ("words:bay leaf", 0)), 500, 4)


def read(text):
    line = read_line(text)
    return line.amount, line.unit, line.name


def faults(make, *args, **kwargs):
    with pytest.raises(PlanError) as caught:
        make(*args, **kwargs)
    return caught.value.faults


READ_OTHERWISE = {  # than typed in the file, by the parser's own reading; no weight is the worse for it
    "Zest and juice of 1 lime": (1, "", "lime juice"),
    "1/2 cup (120 ml) water": (0.5, "cup", "water"),
    "1 tsp each ground cumin and coriander": (1, "tsp", "ground cumin ground coriander"),
    "freshly ground black pepper": (None, "", "black pepper"),
}


def test_lines_are_read_as_people_write_them():
    with GOLDEN.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 120
    wrong = {}
    for row in rows:
        amount, unit, name = read(row["line"])
        same = amount is None if not row["amount"] else amount == pytest.approx(float(row["amount"]))
        if not same or (unit, sorted(name.split())) != (row["unit"], sorted(row["name"].split())):
            wrong[row["line"]] = amount, unit, name
    assert wrong == READ_OTHERWISE


def test_no_word_of_a_line_is_said_twice():
    words = [row["word"] for row in records("recipe_words")]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("", None),
        ("0/0 cup flour", None),
        ("½½", 0.5),
        ("((((200 g", 200),
        (") 2 (x) 3 (", None),
        ("1/0 egg", None),
        ("¼1 nan", None),
        ("\u200b", None),
        (
            "\uff11e\uff19\uff19\uff19\uff19\uff19\uff19\uff19\uff19 g rice",
            99999999,
        ),  # not worked out as a power
    ],
)
def test_strange_lines_are_read_without_a_fault(line, amount):
    assert read(line)[0] == amount


ALONE = """
import socket
def refused(*_): raise SystemExit("it asked the network")
socket.socket.connect = socket.getaddrinfo = refused
from nutrition.recipe_lines import read_line
print(read_line("3 ripe pears, or so").amount)
"""


def test_the_parser_needs_no_network_and_no_home(tmp_path):
    home = {"HOME": str(tmp_path), "PATH": "", "PYTHONPATH": str(GOLDEN.parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", ALONE], env=home, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("3.0\n", "")


def test_a_number_that_no_plan_takes_is_no_weight():
    assert found("9" * 190 + " g rice, raw")[0][1] is None


def test_one_of_a_food_is_a_whole_fruit_or_a_piece_of_the_usual_size():
    assert found("2 lemons", "1 cucumber, sliced") == [("Lemon", 130), ("Cucumber, raw", 200)]


def found(*lines, foods=FOODS):
    rows = matched(lines, foods, PORTIONS)
    return [(each.food and foods.loc[each.food, "name"], each.grams) for each in rows]


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("1\u20442 cup oats", (0.5, "cup", "oats")),  # a half written with three letters
        ("1 dozen eggs", (12, "", "eggs")),
        ("half a dozen eggs", (6, "", "eggs")),
        ("1 lb 2 oz beef", (1.125, "lb", "beef")),
        ("1 cup plus 12 g protein powder", (None, "", "protein powder")),  # a volume and a weight have no sum
    ],
)
def test_an_amount_is_not_read_as_another(line, means):
    assert read(line) == means


def test_a_line_is_a_food_and_its_raw_weight():
    assert found("200 g red lentils", "3 eggs", "2 tbsp olive oil", "2 x 400 g tins of chickpeas") == [
        ("Lentils, dry", 200),
        ("Egg, raw", 150),  # an egg of 50 g
        ("Olive oil", 28),  # 14 g each
        ("Chickpeas, canned, drained", None),  # 800 g are with their liquid
    ]
    assert found("200 g canned chickpeas", "2 x 400 g tins chopped tomatoes") == [
        ("Chickpeas, canned, drained", 200),
        ("Tomatoes, canned in juice", 800),
    ]


def test_what_is_not_sure_is_left_to_whoever_knows():
    assert found("1 pinch saffron", "1 l vegetable stock", "1 bunch of spinach") == [
        ("", None),
        ("", None),
        ("Spinach, raw", None),
    ]


def test_what_may_be_one_of_several_foods_is_not_taken_for_one():
    lines = [
        "100 ml wine",
        "100 g cheese",
        "1 tsp pepper",
        "1 tbsp oil",
        "1 tsp coriander",
        "200 g firm tofu",
    ]
    lines += [
        "1 red chilli",
        "150 g shiitake mushrooms",
        "200 g seitan",
        "100 g salmon (vegan)",
        "100 g salmon",
        "2 cups cooked chickpeas (from 1 cup dry)",
    ]
    assert found(*lines) == [("", None)] * len(lines)


def test_a_whole_is_no_half_and_no_larger_than_usual_and_a_tin_is_of_any_size():
    assert found("2 avocados", "12 baby carrots", "2 pitas", "1 tin chopped tomatoes") == [
        ("Avocado, raw", 300),  # a fruit of 150 g
        ("Carrots, raw", 120),  # 10 g each
        ("Pita, white", 114),  # 57 g each
        ("Tomatoes, canned in juice", None),
    ]


def test_canned_lentils_are_not_taken_for_dry_ones():
    assert found("1 x 400g can lentils, drained", "200 g boiled lentils", "200 g lentils") == [
        ("", None),  # the table has none
        ("Lentils, boiled", 200),
        ("Lentils, dry", 200),
    ]


def test_foods_of_ones_own_are_found_too():
    bar = OwnFood("own:bar", "Oat bar", {"energy": 400}, (("bar", 40),))
    foods = with_own(FOODS, (bar,))
    assert found("100 g oat bar", foods=foods) == [("Oat bar", 100)]


# Import

PAGE = """<html><head><script>var a = "</b>";</script>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebPage", "name": "Best dal"},
 {"@type": ["Recipe", "NewsArticle"], "name": "Dal &amp; rice", "recipeYield": ["4", "4 servings"],
  "recipeIngredient": ["200\\u00a0g red lentils", " ", "1 &frac12; tsp <b>cumin</b>", 7],
  "recipeInstructions": [{"@type": "HowToSection", "itemListElement": [{"@type": "HowToStep"}]}]}
]}</script></head><body><p>Hello</p></body></html>"""


def test_a_recipe_is_read_from_a_page_and_from_its_data():
    expected = FoundRecipe("Dal & rice", 4, ("200 g red lentils", "1 ½ tsp cumin", "7"))
    assert read_recipe(PAGE) == expected
    data = PAGE[PAGE.index('{"@context') : PAGE.index("</script></head>")]
    assert read_recipe(data) == expected
    assert read_recipe(f"[{data}]") == expected


@pytest.mark.parametrize(
    ("said", "servings"),
    [
        ("Serves 4-6", 5),
        ("4 to 6 servings", 5),
        (6, 6),
        ("Makes 12 muffins", 12),
        ("a few", None),
        (None, None),
        (0, None),
        (10**30, None),
        (True, None),
        ({"@type": "QuantitativeValue", "value": 3}, 3),
        (["", "8 portions"], 8),
    ],
)
def test_the_yield_is_a_number_of_servings(said, servings):
    data = {"@type": "Recipe", "name": "X", "recipeYield": said, "recipeIngredient": "1 egg\n2 eggs"}
    assert read_recipe(json.dumps(data)) == FoundRecipe("X", servings, ("1 egg", "2 eggs"))


def test_plain_lines_are_ingredients_as_they_stand():
    assert read_recipe("200 g rice\n\n 1 egg ") == FoundRecipe("", None, ("200 g rice", "1 egg"))


def test_of_several_recipes_the_longest_counts_and_quantities_may_be_parts():
    flour = {"@type": "PropertyValue", "name": "flour", "value": 200, "unitText": "g"}
    rows = [
        {"@type": "schema:Recipe", "name": "Side", "recipeIngredient": ["1 egg"]},
        {"@type": "http://schema.org/Recipe", "name": "Main", "ingredients": [flour, "1 egg"]},
    ]
    assert read_recipe(json.dumps(rows)) == FoundRecipe("Main", None, ("200 g flour", "1 egg"))


@pytest.mark.parametrize(
    "text",
    [
        "<html><p>no data</p></html>",
        '{"@type": "Recipe", "recipeIngredient": []}',
        '{"@type": "Recipe", "recipeIngredient": 5}',
        "[" * 50_000,
        '{"@type": ',
        '<script type="application/ld+json">{broken</script>',
        "{" * 5 + "}",
        json.dumps({"@graph": [[[[{"@type": "Person"}]]]]}),
    ],
)
def test_what_holds_no_recipe_is_refused_with_a_way_out(text):
    assert faults(read_recipe, text)[0].startswith("recipe: none was found there; paste")


def test_hostile_data_is_bounded():
    many = {"@type": "Recipe", "name": "x" * 10_000, "recipeIngredient": ["y" * 10_000] * 400}
    recipe = read_recipe(json.dumps(many))
    assert (len(recipe.name), len(recipe.lines), len(recipe.lines[0])) == (200, 100, 200)
    assert "too many" in faults(read_recipe, "x" * 5_000_001)[0]
    control = {"@type": "Recipe", "recipeIngredient": ["1\x00 egg\u202e <script>alert(1)</script>"]}
    assert read_recipe(json.dumps(control)).lines == ("1 egg alert(1)",)


# Made, changed, scaled


def test_a_recipe_is_made_of_its_lines_and_gives_them_back():
    said = [Counted("200 g red lentils", "172420", 200), Counted("1 pinch saffron", "", 1)]
    dish = recipe_of(
        "own:dal", "Dal", [*said, Counted("bay leaf", "", None)], (), cooked_grams=500, servings=4
    )
    assert dish == DAL
    assert own_from_json(own_to_json(dish)) == DAL
    assert texts_of(dish, FOODS) == [
        Counted("200 g Lentils, dry", "172420", 200),
        Counted("1 pinch saffron", "", 1),
        Counted("bay leaf", "", None),
    ]


def test_what_nobody_knows_is_unknown_and_what_is_left_out_is_named():
    foods = with_own(FOODS, (DAL,))
    # a serving is a quarter of 200 g of lentils and 1 g of saffron
    result = nu.eaten(Plan((Item("own:dal", 125),)), foods)
    assert result.loc["energy", "known"] == pytest.approx(0.5 * FOODS.loc["172420", "energy"])
    assert result.loc["energy", ["items", "reporting"]].tolist() == [2, 1]
    assert foods.loc["own:dal", "note"] == (
        "Not known, as it is in no food table: 1 pinch saffron. Not counted: bay leaf."
    )
    assert shown.not_counted(DAL) == "Not counted: bay leaf."
    assert shown.about_weight(DAL) == "201 g of ingredients, 500 g when done. One of 4 servings is 125 g."
    rows = {row["name"]: (row["text"], row["known"]) for row in shown.of_a_serving(DAL, FOODS)}
    assert rows["Vitamin B12 (cobalamin)"] == ("≥ 0.0 µg", "1 of 2")
    assert rows["Energy"] == ("≥ 176 kcal", "1 of 2")  # 352 kcal per 100 g in the table
    assert shown.of_a_serving(DAL, foods) == shown.of_a_serving(DAL, FOODS)


def test_scaled_a_dish_is_more_of_the_same_and_a_serving_stays():
    double = scaled(DAL, 2)
    assert double.ingredients == (("172420", 400), ("words:1 pinch saffron", 2), ("words:bay leaf", 0))
    assert (double.cooked_grams, double.servings, double.grams / double.servings) == (1000, 8, 125)
    assert faults(scaled, DAL, 100)[0] == "ingredients, '172420': 20000 is not between 0 and 10000"


def test_a_recipe_may_hold_recipes_but_never_itself():
    soup = Recipe("own:soup", "Soup", (("own:stock", 100),))
    stock = Recipe("own:stock", "Stock", (("172420", 10),))
    line = [Counted("soup", "own:soup", 50)]
    assert recipe_of("own:pie", "Pie", line, (soup, stock)).ingredients == (("own:soup", 50),)
    wrong = faults(recipe_of, "own:stock", "Stock", line, (soup, stock))
    assert wrong == ("ingredients: Soup is made of Stock; leave one of them out of the other",)
