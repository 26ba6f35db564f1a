"""Labels of the US, the EU and the UK become amounts per 100 g; every figure here is worked out by hand."""

from dataclasses import replace

import pytest

import nutrition as nu
from nutrition import tables
from nutrition.label import Label, own_food, read_label
from nutrition.label_again import edited, label_of, with_own_brand
from nutrition.label_reading import read_figure
from nutrition.own_foods import OwnFood

FIFTY = {"basis": "serving", "serving": "1 bowl (50 g)"}


def label(system="us", basis="100 g", serving="", rows=(), **more):
    return Label(more.pop("name", "Food"), tuple(dict(rows).items()), basis, system, serving=serving, **more)


def per_100g(*given, **more):
    return read_label(label(*given, **more)).per_100g


# 10 % of every value, in our units. US: 21 CFR 101.9 since 2016; before: 21 CFR 101.9 until then; EU and UK:
# Regulation 1169/2011, annex XIII.
TEN_PERCENT = {
    "us": {
        "fat_total": 7.8,
        "fat_saturated": 2,
        "cholesterol": 30,
        "carbohydrate": 27.5,
        "sodium": 230,
        "fibre": 2.8,
        "added_sugars": 5,
        "vitamin_a": 90,
        "vitamin_c": 9,
        "calcium": 130,
        "iron": 1.8,
        "vitamin_d": 2,
        "vitamin_e": 1.5,
        "vitamin_k": 12,
        "thiamin": 0.12,
        "riboflavin": 0.13,
        "niacin": 1.6,
        "vitamin_b6": 0.17,
        "folate": 40,
        "vitamin_b12": 0.24,
        "biotin": 3,
        "pantothenic_acid": 0.5,
        "phosphorus": 125,
        "iodine": 15,
        "magnesium": 42,
        "zinc": 1.1,
        "selenium": 5.5,
        "copper": 90,  # 0.9 mg
        "manganese": 0.23,
        "potassium": 470,
        "choline": 55,
    },
    "us_old": {
        "fat_total": 6.5,
        "fat_saturated": 2,
        "cholesterol": 30,
        "sodium": 240,
        "potassium": 350,
        "carbohydrate": 30,
        "fibre": 2.5,
        "vitamin_c": 6,
        "calcium": 100,
        "iron": 1.8,
        "vitamin_d": 1,  # 40 IU
        "vitamin_e": 1.35,  # 3 IU, as synthetic: 3 x 0.45
        "vitamin_k": 8,
        "thiamin": 0.15,
        "riboflavin": 0.17,
        "niacin": 2,
        "vitamin_b6": 0.2,
        "folate": 40,
        "vitamin_b12": 0.6,
        "biotin": 30,
        "pantothenic_acid": 1,
        "phosphorus": 100,
        "iodine": 15,
        "magnesium": 40,
        "zinc": 1.5,
        "selenium": 7,
        "copper": 200,
        "manganese": 0.2,
    },  # vitamin A: 500 IU do not say of what
    "eu": {
        "energy": 840 / 4.184,  # 8,400 kJ
        "fat_total": 7,
        "fat_saturated": 2,
        "carbohydrate": 26,
        "sugars": 9,
        "protein": 5,
        "sodium": 240,  # salt 0.6 g
        "vitamin_a": 80,
        "vitamin_d": 0.5,
        "vitamin_e": 1.2,
        "vitamin_k": 7.5,
        "vitamin_c": 8,
        "thiamin": 0.11,
        "riboflavin": 0.14,
        "niacin": 1.6,
        "vitamin_b6": 0.14,
        "folate": 20,
        "folic_acid": 20,
        "vitamin_b12": 0.25,
        "biotin": 5,
        "pantothenic_acid": 0.6,
        "potassium": 200,
        "calcium": 80,
        "phosphorus": 70,
        "magnesium": 37.5,
        "iron": 1.4,
        "zinc": 1,
        "copper": 100,
        "manganese": 0.2,
        "selenium": 5.5,
        "iodine": 15,
    },
}


@pytest.mark.parametrize("system", TEN_PERCENT)
def test_per_cents_are_of_the_values_of_that_label(system):
    rows = {row["row"]: "10 %" for row in tables.records("label_values") if row["system"] == system}
    assert per_100g(system, rows=rows) == pytest.approx(TEN_PERCENT[system], rel=1e-9)


SHELF = {
    "US soy milk, both amount and per cent": (
        label(
            basis="serving",
            serving="1 cup (240mL)",
            rows={
                "energy": "80",
                "fat_total": "4g 5%",
                "sodium": "90mg 4%",
                "carbohydrate": "4g",
                "vitamin_d": "3mcg 15%",
                "calcium": "300mg (25% DV)",
                "vitamin_b12": "2.7 mcg 110%",
                "iron": "",
            },
        ),
        # x 100 / 240
        {
            "energy": 100 / 3,
            "fat_total": 5 / 3,
            "sodium": 37.5,
            "carbohydrate": 5 / 3,
            "vitamin_d": 1.25,
            "calcium": 125,
            "vitamin_b12": 1.125,
        },
    ),
    "US cereal, per cents of a serving": (
        label(
            **FIFTY, rows={"vitamin_b12": "25%", "iron": "45 % DV", "folate": "50%", "folic_acid": "120mcg"}
        ),
        # 0.6 ug, 8.1 mg and 200 ug in 50 g
        {"vitamin_b12": 1.2, "iron": 16.2, "folate": 400, "folic_acid": 240},
    ),
    "US cereal of 2010": (
        label("us_old", **FIFTY, rows={"vitamin_b12": "25%", "vitamin_d": "10%", "vitamin_a": "10%"}),
        # 1.5 ug and 40 IU in 50 g
        {"vitamin_b12": 3, "vitamin_d": 2},
    ),
    "EU oat drink by volume, 100 ml weigh 103 g": (
        label(
            "eu",
            "100 ml",
            "250 ml",
            grams_per_100ml=103,
            rows={
                "energy": "191 kJ / 46 kcal",
                "carbohydrate": "6,6 g",
                "fibre": "0,8 g",
                "salt": "0,10 g",
                "vitamin_b12": "0,38 µg (15 %*)",
            },
        ),
        # / 1.03; carbohydrate 6.6 + 0.8; sodium 100 mg of salt / 2.5
        {
            "energy": 46 / 1.03,
            "carbohydrate": 7.4 / 1.03,
            "fibre": 0.8 / 1.03,
            "sodium": 40 / 1.03,
            "vitamin_b12": 0.38 / 1.03,
        },
    ),
    "EU biscuit in kJ alone, without fibre": (
        label("eu", rows={"energy": "2092 kJ", "carbohydrate": "62", "sugars": "21,5", "salt": "1.25"}),
        {"energy": 500, "carbohydrate": 62, "sugars": 21.5, "sodium": 500},
    ),
    "UK bread, per slice": (
        label(
            "eu", "serving", "1 slice (40 g)", {"fibre": "2.8", "carbohydrate": "17", "fat_total": "<0.5 g"}
        ),
        # 7 g and 42.5 + 7 g in 100 g
        {"fibre": 7, "carbohydrate": 49.5, "fat_total": 0},
    ),
    "EU margarine with units of its own": (
        label("eu", rows={"vitamin_a": "800 µg RE", "vitamin_d": "300 IU", "vitamin_e": "12 mg α-TE"}),
        {"vitamin_a": 800, "vitamin_d": 7.5, "vitamin_e": 12},
    ),
    "EU yeast extract, folic acid that was added": (
        label("eu", rows={"folic_acid": "100 µg", "niacin": "16 mg NE", "vitamin_b12": "0.0025 mg"}),
        # folate 100 x 1.7
        {"folic_acid": 100, "folate": 170, "niacin": 16, "vitamin_b12": 2.5},
    ),
    "US cod liver oil, international units": (
        label(
            basis="serving",
            serving="1 tsp (5 g)",
            rows={"vitamin_a": "1000 IU retinol", "vitamin_d": "400 I.U.", "vitamin_e": "10 IU natural"},
        ),
        # 300, 10 and 6.7 in 5 g
        {"vitamin_a": 6000, "vitamin_d": 200, "vitamin_e": 134},
    ),
    "US carrot juice": (
        label(rows={"vitamin_a": "5000 iu carotene", "vitamin_e": "2 IU synthetic", "folate": "30 mcg DFE"}),
        # 5000 x 0.05 and 2 x 0.45
        {"vitamin_a": 250, "vitamin_e": 0.9, "folate": 30},
    ),
    "US nutritional yeast": (
        label(basis="serving", serving="1/4 cup (15 g)", rows={"vitamin_b12": "24 mcg", "protein": "8 g"}),
        {"vitamin_b12": 160, "protein": 160 / 3},
    ),
    "US algal oil, omega-3 in grams": (
        label(basis="serving", serving="1 tsp (5 mL)", rows={"epa_dha": "0.25 g", "copper": "0.1mg"}),
        {"epa_dha": 5000, "copper": 2000},
    ),
    "B12 tablet": (
        label(basis="serving", serving="1 tablet", b12="supplement", rows={"vitamin_b12": "1000 mcg 41667%"}),
        {"vitamin_b12": 100_000},
    ),
    "sodium in grams, cholesterol, caffeine": (
        label(
            rows={"sodium": "0.4 g", "cholesterol": "less than 5mg", "caffeine": "32 mg", "iron": "0.0014 g"}
        ),
        {"sodium": 400, "cholesterol": 0, "caffeine": 32, "iron": 1.4},
    ),
}


@pytest.mark.parametrize("name", SHELF)
def test_a_label_from_the_shelf_becomes_amounts_per_100_g(name):
    given, expected = SHELF[name]
    assert read_label(given).per_100g == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "n/a"])
def test_what_is_blank_is_not_known(text):
    assert read_figure("iron", text, "us") is None


@pytest.mark.parametrize(
    ("row", "text", "amount"),
    [
        ("energy", "1 046 kJ", 250),
        ("energy", "1,046kJ / 250kcal", 250),
        ("vitamin_b12", "12,5 %", 0.3),  # of 2.4 ug
        ("vitamin_b12", "1 000 %", 24),
        ("vitamin_b12", "2.4 100%", 2.4),
        ("vitamin_b12", "2,4 µg, 100 %", 2.4),
    ],
)
def test_one_figure_is_not_taken_for_two(row, text, amount):
    assert read_figure(row, text, "us").amount == pytest.approx(amount, rel=1e-9)


def test_kj_with_a_comma_that_may_be_thousands_are_refused():
    with pytest.raises(nu.PlanError, match="two ways"):
        read_figure("energy", "1,046 kJ", "eu")


def test_what_is_printed_as_nothing_counts_as_nothing_and_that_is_said():
    found = read_label(
        label(
            basis="serving",
            serving="1 tbsp (15 g)",
            rows={"fat_total": "0g", "vitamin_b12": "0%", "fibre": "<1 g", "sugars": "trace"},
        )
    )
    assert found.per_100g == {"fat_total": 0, "vitamin_b12": 0, "fibre": 0, "sugars": 0}
    assert found.notes == (
        # 0.5 g and 2 % of 2.4 ug in 15 g; 1 g in 15 g
        (
            "Printed as 0, which may stand for a little: fat (below 3.3 g per 100 g) and "
            "vitamin B12 (below 0.3 µg per 100 g)."
        ),
        "Counted as 0, the least it can be: fibre (below 6.7 g per 100 g) and sugars (a trace).",
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (label(rows={"vitamin_a": "5000 IU"}), "Vitamin A: IU alone do not say of what"),
        (label("us_old", rows={"vitamin_e": "10%"}), "Vitamin E: IU alone do not say which kind"),
        (label("eu", rows={"folate": "30 µg"}), "Folate: counted as folate of the food itself"),
        (label("eu", rows={"folic_acid": "30 µg"}), "Folate is worked out from the folic acid alone"),
        (label("eu", rows={"carbohydrate": "50"}), "fibre is not known"),
        (label("eu", "100 ml", rows={"protein": "3"}), "100 ml are counted as 100 g"),
        (label(rows={"fat_total": "3", "fat_saturated": "5"}), "Saturated fat (5.0 g) is a part of fat"),
        (label(rows={"vitamin_b12": "2.4 mg"}), "Is the unit right?"),
        (
            label(rows={"energy": "90", "fat_total": "20", "carbohydrate": "50", "protein": "8"}),
            "make at least 412 kcal, the energy says 90 kcal",
        ),
        (
            label(rows={"energy": "380", "fat_total": "1", "carbohydrate": "5", "protein": "3"}),
            "make about 41 kcal, the energy says 380 kcal",
        ),
    ],
)
def test_what_is_not_sure_or_looks_like_a_slip_is_said(given, said):
    assert any(said in note for note in read_label(given).notes)


@pytest.mark.parametrize(
    "rows",
    [
        # 9 x 2 + 4 x 29 + 4 x 3 = 146; fibre counts from 0 to 4 kcal per gram; 5 g sugars in 29
        {
            "energy": "140",
            "fat_total": "2",
            "carbohydrate": "29",
            "fibre": "3",
            "sugars": "5",
            "protein": "3",
        },
        {"energy": "40", "fat_total": "1", "carbohydrate": "40", "fibre": "38", "protein": "5"},  # bran
        {"vitamin_b12": "160"},  # yeast
    ],
)
def test_a_label_as_it_should_be_is_left_alone(rows):
    assert read_label(label(rows=rows)).notes == ()


def test_everything_that_cannot_be_read_is_named_at_once():
    with pytest.raises(nu.PlanError) as error:
        read_label(
            label(
                basis="serving",
                grams_per_100ml=20,
                rows={
                    "iron": "1,200",
                    "zinc": "5 IU",
                    "calcium": "much",
                    "protein": "10%",
                    "salt": "1",
                    "sodium": "9",
                },
            )
        )
    assert [line.split(":")[0] for line in error.value.faults] == [
        "100 ml [g]",
        "Iron",
        "Zinc",
        "Calcium",
        "Protein",
        "Salt and sodium",
        "Serving",
    ]
    assert "write 1200 or 1.200" in error.value.faults[1]
    assert "write mg, %" in error.value.faults[2]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("1 cup (240 ml)", (("cup", 240), ("100 ml", 100))),
        ("2/3 cup (55g)", (("2/3 cup", 55),)),
        ("2 slices (76 g)", (("2 slices", 76),)),
        ("30 g", (("serving", 30),)),
        ("1 bar (1.4 oz / 40 g)", (("bar", 40),)),
        ("250 ml (257 g)", (("250 ml", 257),)),
        ("1 box - 30 g", (("box", 30),)),
        ("", ()),
    ],
)
def test_the_serving_becomes_a_household_measure(text, measures):
    assert read_label(label(serving=text, rows={"protein": "3"})).measures == measures


@pytest.mark.parametrize("text", ["1 cup", "0 g", "9000 g", "1,200 g", "-30 g", "2 x 30 g", "20-30 g"])
def test_a_serving_without_a_weight_that_can_be_is_refused(text):
    with pytest.raises(nu.PlanError, match="Serving"):
        read_label(label(serving=text, rows={"protein": "3"}))


def test_a_food_says_where_it_is_from_and_what_its_b12_is():
    drink = label("eu", "100 ml", "1 glass (200 ml)", {"vitamin_b12": "0.38"}, name="Oat drink", brand="Acme")
    food = own_food(replace(drink, b12="added", diet="vegan", allergens=("gluten",)))
    assert food == OWN
    assert own_food(drink).b12_form == ""
    assert own_food(replace(drink, b12="natural", diet="vegetarian")).b12_form == "natural_animal"
    assert own_food(replace(drink, b12="natural", diet="vegan")).b12_form == ""
    assert own_food(replace(drink, printed=(("vitamin_b12", "0 %"),))).b12_form == "none"
    assert own_food(drink, [food.id]).id == "own:label-oat-drink-acme-2"


OWN = OwnFood(
    id="own:label-oat-drink-acme",
    name="Oat drink (Acme)",
    per_100g=(("vitamin_b12", 0.38),),
    measures=(("glass", 200), ("100 ml", 100)),
    diet="vegan",
    allergens=("gluten",),
    b12_form="fortified_crystalline",
    origin="EU or UK label, per 100 ml",
)


def test_a_label_without_a_name_is_refused():
    with pytest.raises(nu.PlanError, match="name: is empty"):
        own_food(label(rows={"iron": "1"}, name=" "))


@pytest.mark.parametrize("name", SHELF)
def test_a_food_that_is_looked_at_again_and_not_changed_stays_as_it_was(name):
    food = own_food(SHELF[name][0])
    assert edited(food, label_of(food)) == food


def test_a_change_of_a_food_changes_that_alone_and_says_so():
    food = own_food(SHELF["EU oat drink by volume, 100 ml weigh 103 g"][0])
    before = label_of(food)
    assert dict(before.printed)["carbohydrate"] == "6.40777 g"  # (7.4 - 0.8) / 1.03, as the label counts it
    rows = {**dict(before.printed), "vitamin_b12": "0.5", "salt": "0.2", "fibre": ""}
    del rows["sodium"]
    after = edited(food, replace(before, printed=tuple(rows.items()), b12="added"))
    kept = {"energy": 46 / 1.03, "carbohydrate": 6.40777}  # without fibre, the least it can be
    assert dict(after.per_100g) == pytest.approx({**kept, "vitamin_b12": 0.5, "sodium": 80})
    assert (after.id, after.measures, after.b12_form) == (food.id, food.measures, "fortified_crystalline")
    assert after.origin == (
        "EU or UK label, per 100 ml; from a label: carbohydrate, fibre, vitamin B12 and sodium"
    )


def test_my_brand_of_a_shipped_food_keeps_what_its_label_does_not_print():
    foods, portions = nu.read_foods(), nu.read_portions()
    plain = next(food for food in foods.index if foods.loc[food, "name"] == "Soy milk, unfortified")
    mine = label(
        "eu", "100 ml", rows={"vitamin_b12": "0.38", "iodine": "15 %", "carbohydrate": "2.5"}, b12="added"
    )
    food = with_own_brand(foods, portions, plain, mine)
    row, found = foods.loc[plain], dict(food.per_100g)
    new = {"vitamin_b12": 0.38, "iodine": 22.5, "carbohydrate": 2.5 + row["fibre"]}
    assert {name: found[name] for name in new} == pytest.approx(new)
    same = [name for name in nu.read_foods().columns[12:] if name not in {*new, "vitamin_b12_added"}]
    assert {name: found.get(name) for name in same} == {
        name: row[name] if row[name] == row[name] else None for name in same
    }
    assert "vitamin_b12_added" not in found  # how much of it is added, the label does not say
    assert (food.diet, food.allergens, food.b12_form) == ("vegan", ("soy",), "fortified_crystalline")
    assert food.measures[0][0] == next(iter(nu.measures(plain, portions)))
    assert food.origin == (
        "As in the food table: Soy milk, unfortified; from a label: carbohydrate, vitamin B12 and iodine"
    )


def test_each_row_of_a_label_has_a_unit_that_is_understood():
    for system in ("us", "eu"):
        for row in tables.records("label_rows"):
            assert read_figure(row["row"], f"1 {row[f'{system}_unit']}", system).amount > 0
