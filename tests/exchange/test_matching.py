"""Names and amounts of other programs as foods and grams of ours, measured on names typed by hand."""

import csv
import math
from pathlib import Path

import pytest

import nutrition as nu
from nutrition.exchange.audit import GOOD_MATCH
from nutrition.exchange.matching import agree, amount_of, grams_of, likeness, matched, weight_of
from nutrition.tables import records
from nutrition.words import name_words

NAMES = Path(__file__).parents[1] / "fixtures" / "exchange"
FOODS, PORTIONS = nu.read_foods(), nu.read_portions()


def outcome(file):
    """Give (names with a food of ours, right matches, wrong matches) at the score from which we take them."""
    with (NAMES / file).open(encoding="utf-8", newline="") as rows:
        wanted = {row["name"]: row["expected"].split("|") for row in csv.DictReader(rows)}
    found = {name: matched(name, FOODS) for name in wanted}
    taken = {name: FOODS["name"][food] for name, (food, score) in found.items() if score >= GOOD_MATCH}
    right = {name for name, food in taken.items() if food in wanted[name]}
    return sum(names != [""] for names in wanted.values()), len(right), set(taken) - right


def test_of_labelled_names_none_is_taken_for_another_food():
    with_food, right, wrong = outcome("names.csv")
    assert with_food == 135
    assert wrong == set()
    assert right >= 116


def test_of_names_typed_after_all_was_chosen_none_is_taken_for_another_food():
    with_food, right, wrong = outcome("names_held_out.csv")
    assert with_food == 52
    assert wrong == set()
    assert right >= 42


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Soy Milk", "Soy milk, unsweetened, fortified"),
        ("Soy Milk, Unfortified", "Soy milk, sweetened, fortified"),
        ("Oat Milk, Unfortified", "Oat milk, fortified"),
        ("Almond Milk, Unsweetened", "Almond milk, unsweetened, no B12"),
        ("Vitamin B12, 5000 mcg", "Vitamin B12 tablet, 1000 µg"),
        ("Bacon, Raw", "Bacon, fried"),
        ("Quinoa", "Quinoa, cooked"),
        ("Millet, Dry", "Millet, cooked"),
        ("Chickpeas, Canned", "Chickpeas, boiled"),
    ],
)
def test_names_that_differ_in_what_matters_are_nothing_alike(theirs, ours):
    assert likeness(theirs, ours) == 0


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Bananas, Raw", "Banana"),
        ("RAW BROCCOLI", "Broccoli, raw"),
        ("Broccoli", "Broccoli, raw"),
        ("Zucchini, Raw", "Courgette (zucchini), raw"),
        ("Vitamin B-12 1000 mcg", "Vitamin B12 tablet, 1000 µg"),
    ],
)
def test_names_that_only_differ_in_how_they_are_written_are_alike(theirs, ours):
    assert likeness(theirs, ours) == 100


def test_a_name_like_nothing_has_no_food():
    assert matched("qqqq zzzz", FOODS) == ("", 0)
    assert matched("", FOODS) == ("", 0)


BANANA, SOY, TABLET, PEANUT_BUTTER = "63107010", "11320100", "X208", "42202000"


@pytest.mark.parametrize(
    ("amount", "food", "grams"),
    [
        ("58.00 g", BANANA, 58),
        ("170 Grams", "", 170),
        ("1,250.00 g", BANANA, 1250),
        ("2 oz", "", 56.69904625),
        ("1.5 Ounces", BANANA, 42.5242846875),
        ("1 lb", "", 453.59237),
        ("0.5 kg", "", 500),
        ("1.00 medium", BANANA, 118),
        ("1.00 cup", SOY, 244),
        ("8.00 fl oz", SOY, 244),
        ("0.50 cup, warmed", SOY, 122),
        ("1.00 tablet", TABLET, 1),
        ("0.75 tbsp, whole pieces", PEANUT_BUTTER, 12),
        ("3 tsp", PEANUT_BUTTER, 16),
        ("2 tablespoons", PEANUT_BUTTER, 32),
        ("1.00 full recipe", BANANA, None),
        ("1 serving", BANANA, None),
        ("1 each", BANANA, None),
        ("1.00 cup", "", None),
        ("1 cup", TABLET, None),
        ("0 g", BANANA, None),
        ("11000 g", BANANA, None),
        ("some", BANANA, None),
        ("", BANANA, None),
        ("2", BANANA, None),
    ],
)
def test_an_amount_has_a_weight_where_it_is_one_or_the_food_has_that_measure(amount, food, grams):
    assert grams_of(amount, food, PORTIONS) == (None if grams is None else pytest.approx(grams))


def test_a_cup_is_no_weight_by_itself():
    assert weight_of("1 cup") is None
    assert weight_of("8.00 oz") == pytest.approx(226.796185)


def test_an_amount_is_a_number_and_a_unit():
    assert amount_of("1,000.00 fl oz") == (1000, "fl oz")
    assert amount_of(".5 cup, sliced") == (0.5, "cup, sliced")
    assert amount_of("a handful") == (None, "a handful")


def test_units_that_are_defined_by_each_other_fit():
    size = {row["spelling"]: float(row["amount"]) for row in records("exchange_units") if row["amount"]}
    assert size["lb"] == pytest.approx(16 * size["oz"])
    assert size["cup"] == pytest.approx(8 * size["fl oz"])
    assert size["cup"] == pytest.approx(16 * size["tbsp"])
    assert size["tbsp"] == pytest.approx(3 * size["tsp"])
    assert size["oz"] == pytest.approx(28.349523125, abs=0)
    assert size["fl oz"] == pytest.approx(29.5735295625, abs=0)


@pytest.mark.parametrize(
    ("recorded", "grams", "same"),
    [
        ({"energy": 320, "vitamin_b12": 4.0}, 400, True),
        ({"energy": 161, "vitamin_b12": 1.6}, 200, True),
        ({"energy": 213}, 200, True),
        ({"energy": 214}, 200, False),
        ({"energy": 128}, 200, True),
        ({"energy": 119}, 200, False),
        ({"vitamin_b12": 2.13}, 200, True),
        ({"vitamin_b12": 2.14}, 200, False),
        ({"vitamin_b12": 0}, 30, True),
        ({"vitamin_b12": 0}, 40, False),
        ({"energy": 27}, 10, True),
        ({"energy": 29}, 10, False),
        ({"vitamin_c": 500}, 200, True),
        ({"energy": 999}, None, True),
        ({}, 200, True),
    ],
)
def test_a_food_that_holds_something_else_is_another_food(recorded, grams, same):
    food = {"energy": 80.0, "vitamin_b12": 0.8, "vitamin_c": 1.0}  # per 100 g
    assert agree(recorded, food, grams) is same


def test_what_a_food_of_ours_does_not_say_is_no_difference():
    assert agree({"vitamin_b12": 5}, {"energy": 80.0, "vitamin_b12": math.nan}, 200)


def test_words_and_units_are_listed_as_they_are_compared():
    listed = [row["word"] for row in records("exchange_words")]
    listed += [row["spelling"] for row in records("exchange_units")]
    assert [word for word in listed if " ".join(name_words(word)) != word] == []
    assert len(listed) == len(set(listed))


def test_every_kind_of_word_and_unit_is_one_that_is_used():
    states = {"raw", "cooked", "heated", "dry", "canned"}
    telling = {"fortified", "unfortified", "b12", "unsweetened"}
    kinds = {*states, *telling, "aside"}
    assert {row["means"] for row in records("exchange_words")} == kinds
    assert {row["kind"] for row in records("exchange_units")} == {"weight", "volume", "vague"}
