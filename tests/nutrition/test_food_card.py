"""A food's card: everything that is known, what is not said as such, and where it is from."""

import math

import pytest

from nutrition.display import food_card as shown
from nutrition.food_card import bases, food_card, per_energy, weight
from nutrition.found_foods import FoundFood, as_own
from nutrition.needs import needed
from nutrition.own_foods import OwnFood, Recipe, portions_with_own, with_own
from nutrition.people import Person

WOMAN = needed(Person(35, "female"))  # NASEM: B12 2.4 ug, iron 18 mg a day
CLAMS, MILK, TEMPEH, TABLET = "171976", "11112110", "172467", "X208"
GLASS = (("glass", 200),)
OWN = [
    OwnFood("own:spice", "Spice", (("energy", 300), ("iron", 10)), allergens=()),
    OwnFood("own:diary", "Lunch out", (("energy", 700),), measures=(("as recorded", 100),)),
    Recipe("own:soup", "Soup", ((MILK, 300), ("own:spice", 100)), cooked_grams=200, servings=2),
    Recipe("own:stew", "Stew", ((MILK, 150), ("gone", 50))),
    as_own(FoundFood("off-4006040197218", "Drink", "product", (("energy", 45),), measures=GLASS)),
]


@pytest.fixture(scope="module")
def tables(table, portions):
    return with_own(table, OWN), portions_with_own(portions, OWN)


@pytest.fixture(scope="module")
def card(tables):
    return lambda food: food_card(*tables, food, WOMAN)


def rows(card, basis="100 g"):
    return {row["label"]: row for group in shown.card_rows(card, basis) for row in group["rows"]}


def pairs(one, other, basis="100 g"):
    return {row["label"]: row for group in shown.pair_rows(one, other, basis) for row in group["rows"]}


def test_every_nutrient_stands_on_the_card_once_the_pinned_first(card):
    groups = shown.card_rows(card(CLAMS), "100 g")
    labels = [row["label"] for group in groups for row in group["rows"]]
    assert len(set(labels)) == len(labels) == len(card(CLAMS).lines) == 46
    assert groups[0]["title"] == "Looked at first"
    assert labels[:4] == ["Vitamin B12 (cobalamin)", "Iron", "Zinc", "Calcium"]


def test_figures_are_those_published_by_any_measure(card):
    """SR Legacy 171976, in 100 g: 18.63 ug of B12, 2.68 mg of iron, 142 kcal; 85 g a serving, 160 a cup."""
    clams = card(CLAMS)
    assert bases(clams) == ["100 g", "portion", "100 kcal", "oz", "cup"]
    b12 = {basis: rows(clams, basis)["Vitamin B12 (cobalamin)"]["amount"] for basis in bases(clams)}
    assert b12 == {
        "100 g": "18.6 µg",
        "portion": "15.8 µg",  # x 0.85
        "100 kcal": "13.1 µg",  # / 1.42
        "oz": "5.28 µg",  # x 0.2835
        "cup": "29.8 µg",  # x 1.6
    }
    assert shown.basis_words(clams, "portion") == "1 serving (3 oz), 85 g"
    assert shown.basis_words(clams, "100 kcal") == "100 kcal, 70.4 g"
    assert shown.basis_words(clams, "cup") == "1 cup, 160 g"
    assert shown.basis_words(clams, "100 g") == "100 g"


def test_a_share_of_the_day_is_rounded_down_and_many_days_are_counted(card):
    iron, b12 = (rows(card(CLAMS), "100 g")[label] for label in ("Iron", "Vitamin B12 (cobalamin)"))
    assert (iron["share"], iron["fill"]) == ("14% of a day", pytest.approx(2.68 / 18))
    assert (b12["share"], b12["fill"]) == ("776% of a day", 1.0)  # 18.63 / 2.4 = 7.7625
    tablet = rows(card(TABLET), "portion")["Vitamin B12 (cobalamin)"]
    assert tablet["share"] == "416 days’ worth"  # 1000 / 2.4
    assert rows(card(CLAMS))["Saturated fat"]["share"] == ""  # no target
    assert shown.share_words(0.004) == "<1% of a day"
    assert shown.share_words(0) == "0% of a day"


def test_what_is_not_known_is_never_a_zero(card):
    tempeh = card(TEMPEH)
    fibre, sugars = (rows(tempeh)[label] for label in ("Fibre", "Added sugars"))
    assert (fibre["amount"], fibre["known"], fibre["fill"], fibre["share"]) == ("not known", False, None, "")
    assert (sugars["amount"], sugars["known"]) == ("0 g", True)
    assert shown.known_words(tempeh) == (
        "Known: 32 of 46 nutrients. Not known, which is not the same as none: fibre, sugars, alcohol, "
        "caffeine, vitamin A, retinol and 8 more."
    )
    assert shown.known_words(card("own:spice")).startswith("Known: 2 of 46 nutrients.")


def test_b12_that_does_not_count_is_0_and_its_published_figure_is_told(card):
    tempeh = card(TEMPEH)
    assert rows(tempeh)["Vitamin B12 (cobalamin)"]["amount"] == "0 µg"
    assert shown.remarks(tempeh) == [
        (
            "What is measured as B12 here is mostly inactive or too little to rely on. Derived: added "
            "sugars, vitamin E added to foods, vitamin B12 added to foods."
        ),
        "A figure of 0.14 µg of vitamin B12 in 100 g is published; it is of a form that does not count.",
    ]
    assert shown.tags(tempeh) == [
        "Soy foods",
        "Vegan",
        "Contains soy",
        "B12 that was measured, but cannot be relied on: it counts as 0",
    ]


def test_what_is_known_of_a_part_of_a_dish_is_the_least_there_is(card):
    """Of 400 g that weigh 200 cooked, 300 are milk with 0.55 ug of B12 in 100; nobody knows the spice's."""
    soup = card("own:soup")
    b12 = rows(soup)["Vitamin B12 (cobalamin)"]
    assert (b12["amount"], b12["share"]) == ("≥ 0.825 µg", "34% of a day")  # 3 x 0.55 / 2
    assert rows(soup)["Energy"]["amount"] == "225 kcal"  # (3 x 50 + 300) / 2
    assert "≥" not in shown.known_words(card(CLAMS))
    assert "only a part is known; there is at least what stands here (≥)" in shown.known_words(soup)
    assert shown.made_of_words(soup) == "milk, reduced fat (2%, semi-skimmed) 150 g and spice 50 g"
    assert shown.made_of_words(card("own:stew")).endswith(" 75 g and a food that is not in the table 25 g")
    assert shown.made_of_words(card(CLAMS)) == ""
    assert [each["words"] for each in shown.origin_rows(soup)] == ["those of the foods it is made of"]


def test_100_kcal_are_offered_only_where_the_energy_is_wholly_known(card):
    assert per_energy(card(MILK)) == 200
    for food in (TABLET, "own:stew"):
        assert math.isnan(per_energy(card(food)))
        assert math.isnan(weight(card(food), "100 kcal"))
        assert "100 kcal" not in bases(card(food))


def test_an_entry_of_a_diary_is_looked_at_as_a_whole(card):
    entry = card("own:diary")
    assert bases(entry) == ["entry"]
    assert shown.basis_words(entry, "entry") == "the entry, as it was recorded"
    assert rows(entry, "entry")["Energy"]["amount"] == "700 kcal"
    assert "Its weight is not known: the figures are those of the whole entry." in shown.remarks(entry)


def test_sources_open_and_name_their_numbers(card):
    figures, iodine = shown.origin_rows(card(CLAMS))
    assert figures["title"] == "FoodData Central: SR Legacy, April 2018"
    assert figures["page"] == "https://fdc.nal.usda.gov/food-details/171976/nutrients"
    assert (iodine["what"], iodine["number"]) == ("Iodine", "392")
    assert iodine["link"].startswith("https://")
    milk = shown.origin_rows(card(MILK))
    assert [each["what"] for each in milk] == ["Figures", "Iodine", "Added sugars"]
    assert milk[0]["page"] == ""  # FNDDS has numbers of its own, which FoodData Central's pages do not go by


def test_a_food_that_was_found_names_its_publisher_and_opens_its_page(card):
    (origin,) = shown.origin_rows(card("own:off-4006040197218"))
    assert "Open Food Facts contributors" in origin["words"]
    assert origin["page"] == "https://world.openfoodfacts.org/product/4006040197218"
    assert "Open Food Facts, 4006040197218" in shown.remarks(card("own:off-4006040197218"))
    assert shown.tags(card("own:off-4006040197218"))[0] == "Diet not known"
    (mine,) = shown.origin_rows(card("own:spice"))
    assert (mine["words"], mine["link"], mine["page"]) == ("as entered or imported here", "", "")


def test_tags_say_what_is_not_known(card):
    assert shown.tags(card("own:spice")) == [
        "Own foods", "Diet not known", "No allergen on our list", "Form of its B12 not known",
    ]  # fmt: skip
    assert shown.tags(card("own:diary"))[2] == "Allergens not known"


def test_measures_are_named_with_their_weights(card):
    assert shown.measure_words(card(MILK)) == "cup 244 g; fl oz 30.5 g"
    assert shown.measure_words(card("own:spice")) == "none published; grams always work"


def test_two_foods_are_told_apart_by_the_same_basis(card):
    both = pairs(card(MILK), card(CLAMS))
    b12, copper = both["Vitamin B12 (cobalamin)"], both["Copper"]
    assert [side["amount"] for side in b12["sides"]] == ["0.55 µg", "18.6 µg"]
    assert b12["difference"] == "+18.1 µg"  # 18.63 - 0.55 = 18.08
    assert [side["fill"] for side in b12["sides"]] == [pytest.approx(0.55 / 18.63), 1]
    assert copper["difference"] == "+86 µg"  # SR Legacy and FNDDS: 87 and 1
    assert both["Caffeine"]["difference"] == "the same"
    assert both["Carbohydrate"]["difference"] == "+1 g"
    assert pairs(card(CLAMS), card(MILK))["Carbohydrate"]["difference"] == "−1 g"
    by_energy = pairs(card(MILK), card(CLAMS), "100 kcal")["Vitamin B12 (cobalamin)"]
    assert [side["amount"] for side in by_energy["sides"]] == ["1.1 µg", "13.1 µg"]


def test_a_difference_from_what_is_not_known_cannot_be_told(card):
    both = pairs(card(MILK), card(TEMPEH))
    assert both["Fibre"]["difference"] == "cannot tell"
    assert [side["fill"] for side in both["Fibre"]["sides"]] == [None, None]
    assert pairs(card("own:soup"), card(MILK))["Vitamin B12 (cobalamin)"]["difference"] == "cannot tell"
    assert "Biotin (B7)" not in both
    assert shown.neither(card(MILK), card(TEMPEH)) == "Known of neither: biotin."
    assert shown.neither(card(TABLET), card(TABLET)) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (0.0043, "0.0043"), (0.02, "0.02"), (1, "1"), (2.135001, "2.14"), (12.06, "12.1"),
        (999.6, "1,000"), (0.9996, "1"), (22431, "22,431"), (2.5e-7, "0.00000025"),
    ],
)  # fmt: skip
def test_a_figure_keeps_three_digits(value, text):
    assert shown.exact(value) == text


def test_a_food_that_is_not_there_is_named(tables):
    with pytest.raises(ValueError, match="food 'nothing' is not known"):
        food_card(*tables, "nothing", WOMAN)
