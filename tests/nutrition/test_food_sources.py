"""Which foods bring B12: figures of section and table from the sources, never from the program."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.absorption import absorbed
from nutrition.display.food_sources import (
    ORDERS,
    food_notes,
    nonsource_rows,
    source_columns,
    source_rows,
    source_sentence,
)
from nutrition.doses import absorb
from nutrition.food_sources import b12_sources, count_contested, suited, usual_portions
from nutrition.foods import usual
from nutrition.intake import eaten
from nutrition.people import Person
from nutrition.plans import Item, Plan
from tests.strategies import foods_table, quick

NORI, SPIRULINA, TEMPEH = "13-340", "170495", "172467"
ADULT = Person(34, "female")
COLUMNS = [
    "food_id", "name", "group", "b12_form", "portion", "grams", "per_portion", "per_100g", "per_100kcal",
    "absorbed_low", "absorbed_mid", "absorbed_high",
]  # fmt: skip
KINDS = {  # form, group
    "liver": ("natural_animal", "Meat"),
    "egg": ("natural_animal", "Eggs"),
    "drink": ("fortified_crystalline", "Drinks"),
    "tablet": ("supplement", "Supplements"),
    "weed": ("inactive_analogue", "Mushrooms and seaweed"),
    "leaf": ("none", "Vegetables"),
    "unknown": ("natural_animal", "Dishes"),
}
FOODS = foods_table(
    {
        "liver": {"energy": 175, "vitamin_b12": 80},
        "egg": {"energy": 150, "vitamin_b12": 1},
        "drink": {"energy": 50, "vitamin_b12": 1},
        "tablet": {"energy": 0, "vitamin_b12": 100_000},
        "weed": {"energy": 100, "vitamin_b12": 30},
        "leaf": {"energy": 20, "vitamin_b12": 0},
        "unknown": {"energy": 200},
    },
    groups={name: group for name, (_, group) in KINDS.items()},
).assign(b12_form=[form for form, _ in KINDS.values()], diet="vegan")
PORTIONS = pd.DataFrame(
    [
        ("liver", "slice", 100.0, 1.0),
        ("egg", "large", 50.0, 2.0),
        ("egg", "small", 38.0, math.nan),
        ("tablet", "tablet", 1.0, 1.0),
    ],
    columns=["food_id", "measure", "grams", "usual"],
)


def sources(foods=FOODS, person=ADULT):
    return b12_sources(foods, PORTIONS, person).set_index("food_id")


@pytest.fixture(scope="module")
def ranked(table, portions):
    return b12_sources(table, portions, ADULT).set_index("food_id")


def test_only_foods_whose_b12_counts_are_listed_most_absorbed_first():
    found = b12_sources(FOODS, PORTIONS, ADULT)
    assert found.columns.tolist() == COLUMNS
    assert found["food_id"].tolist() == ["tablet", "liver", "drink", "egg"]


def test_a_portion_is_what_people_usually_take():
    found = sources()
    assert found["portion"].to_dict() == {
        "tablet": "1 tablet", "liver": "1 slice", "drink": "100 g", "egg": "2 × large",
    }  # fmt: skip
    assert found["per_portion"].to_dict() == {"tablet": 1000, "liver": 80, "drink": 1, "egg": 1}
    assert found["per_100g"].to_dict() == {"tablet": 100_000, "liver": 80, "drink": 1, "egg": 1}
    assert found["grams"].to_dict() == {"tablet": 1, "liver": 100, "drink": 100, "egg": 100}


def test_what_gives_no_energy_has_no_figure_per_100_kcal():
    found = sources()["per_100kcal"]
    assert found[["liver", "egg", "drink"]].tolist() == pytest.approx([80 / 1.75, 1 / 1.5, 2])
    assert math.isnan(found["tablet"])


def test_the_portions_are_those_of_usual(table, portions):
    found = usual_portions(table, portions)
    for food in [*table.index[::97], NORI, "X104"]:
        assert found.loc[food, "grams"] == pytest.approx(usual(food, portions)[2])


def test_what_is_absorbed_is_the_published_model():
    """1 ug -> 0.609 and 1000 ug -> 13.30 (M1); an egg's 1 ug counts as half before saturation."""
    found = sources()["absorbed_mid"]
    assert found["drink"] == pytest.approx(0.609, rel=0.005)
    assert found["tablet"] == pytest.approx(13.30, rel=0.005)
    by_hand = 1.3 * (1 - math.exp(-0.8 * 0.5 * 1 / 1.3)) + 0.012
    assert found["egg"] == pytest.approx(by_hand, rel=1e-9)


def test_most_of_a_portion_of_liver_is_not_absorbed():
    liver = sources().loc["liver"]
    assert liver["absorbed_mid"] < 0.03 * liver["per_portion"]


def test_without_intrinsic_factor_only_the_passive_route_is_left():
    found = sources(person=Person(60, "male", risks=("pernicious_anaemia",)))
    assert found["absorbed_mid"].tolist() == pytest.approx((0.012 * found["per_portion"]).tolist())


def test_low_stomach_acid_lowers_what_comes_from_food_and_nothing_else():
    usually, less = sources(), sources(person=Person(34, "female", risks=("ppi",)))
    assert less.loc["egg", "absorbed_mid"] < usually.loc["egg", "absorbed_mid"]
    for food in ("drink", "tablet"):
        assert less.loc[food, "absorbed_mid"] == pytest.approx(usually.loc[food, "absorbed_mid"])


def test_every_portion_is_a_sitting_of_its_own(table, ranked):
    """As one plan, all 640 must give what each gives alone."""
    for food in ["X103", "168627", "173424", *ranked.index[::150]]:
        alone = absorbed(Plan((Item(food, ranked.loc[food, "grams"]),)), table, ADULT)
        assert ranked.loc[food, ["absorbed_low", "absorbed_mid", "absorbed_high"]].tolist() == pytest.approx(
            alone.loc[0, ["low", "mid", "high"]].tolist()
        )


def test_every_food_stays_within_its_band_and_below_what_crystalline_b12_gives(ranked):
    assert (ranked["absorbed_low"] <= ranked["absorbed_mid"]).all()
    assert (ranked["absorbed_mid"] <= ranked["absorbed_high"]).all()
    assert (ranked["absorbed_high"] <= ranked["per_portion"]).all()
    crystalline = absorb(ranked["per_portion"].to_numpy("float64"))
    assert (ranked["absorbed_mid"] <= crystalline * (1 + 1e-12)).all()


@quick
@given(st.floats(0.01, 200), st.floats(1, 5))
def test_more_b12_never_ranks_lower(ug, factor):
    more = FOODS.copy()
    more.loc[["egg", "drink"], "vitamin_b12"] = [ug, ug * factor]
    found = sources(more)
    assert found.loc["drink", "absorbed_mid"] >= found.loc["egg", "absorbed_mid"]


def test_a_table_without_any_b12_gives_an_empty_ranking():
    found = b12_sources(FOODS.loc[["leaf", "weed"]], PORTIONS, ADULT)
    assert found.columns.tolist() == COLUMNS
    assert found.empty


# Foods against the fact sheet of the Office of Dietary Supplements (evidence, section 9), +/- 40 %: ug/100 g
PER_100_G = [
    ("168627", 83), ("171976", 20), ("171980", 17.5), ("175120", 19), ("175117", 13), ("175139", 8.9),
    ("173707", 10.9), ("175155", 6.4), ("173692", 5.8), ("171998", 3.1), ("174034", 2.8), ("11112110", 0.53),
    ("11411300", 0.6), ("14104100", 1.2), ("173424", 1.0), ("171496", 0.35),
]  # fmt: skip


@pytest.mark.parametrize(("food", "published"), PER_100_G)
def test_the_ranking_is_near_the_fact_sheet(ranked, food, published):
    assert ranked.loc[food, "per_100g"] == pytest.approx(published, rel=0.4)


@pytest.mark.parametrize("food", ["X103", "X104"])
def test_fortified_yeast_lies_between_the_labels(ranked, food):
    assert 55 <= ranked.loc[food, "per_100g"] <= 160


def test_no_clam_comes_from_the_older_of_two_editions_that_disagree(ranked):
    """17 ug per 85 g in the newer edition, 84.1 in the older one: 20 or 99 per 100 g."""
    clams = ranked[ranked["name"].str.contains("clam", case=False)]
    assert len(clams) >= 2
    assert (clams["per_100g"] < 99 * 0.6).all()
    assert any("17 µg in 85 g, an older one 84" in note["text"] for note in food_notes(ADULT))


# Foods that are no source, and contested ones


def test_non_sources_are_not_in_the_ranking(ranked):
    assert not {NORI, SPIRULINA, TEMPEH} & set(ranked.index)
    assert "inactive_analogue" not in set(ranked["b12_form"])


def test_nori_counts_only_where_somebody_asks_for_it(table, portions):
    sheets = Plan((Item(NORI, 10), Item(TEMPEH, 100)))
    assert eaten(sheets, table).loc["vitamin_b12", ["known", "unknown_share"]].tolist() == [0, 0]
    counted = count_contested(table)
    assert eaten(sheets, counted).loc["vitamin_b12", "known"] == pytest.approx(2.75)  # CoFID: 27.5 in 100 g
    found = b12_sources(counted, portions, ADULT).set_index("food_id")
    assert found.loc[NORI, "b12_form"] == "contested"
    assert set(found.index) - set(b12_sources(table, portions, ADULT)["food_id"]) == {NORI}


def test_counting_contested_foods_changes_a_copy_and_only_their_form(table):
    counted = count_contested(table)
    assert table.loc[NORI, "b12_form"] == "inactive_analogue"
    changed = counted["b12_form"] != table["b12_form"]
    assert list(counted.index[changed]) == [NORI]
    pd.testing.assert_frame_equal(counted.drop(columns="b12_form"), table.drop(columns="b12_form"))


@pytest.mark.parametrize(
    ("diet", "kept"),
    [
        ("vegan", ["bean"]),
        ("vegetarian", ["bean", "egg"]),
        ("pescatarian", ["bean", "egg", "fish"]),
        ("omnivore", ["bean", "egg", "fish", "beef"]),
    ],
)
def test_a_diet_keeps_what_it_may_eat(diet, kept):
    diets = {"bean": "vegan", "egg": "vegetarian", "fish": "pescatarian", "beef": "omnivore"}
    foods = pd.DataFrame({"diet": diets})
    assert suited(foods, diet).index.tolist() == kept


# What is shown


@pytest.mark.parametrize("order", ORDERS)
def test_a_ranking_is_ordered_by_what_was_asked_and_knows_every_figure(ranked, order):
    shown = [row["name"] for row in source_rows(ranked.reset_index(), order, 50)]
    values = ranked.set_index("name")[order][shown].to_numpy()
    assert len(shown) == 50
    assert (np.diff(values) <= 0).all()
    assert not np.isnan(values).any()
    assert values[0] == ranked[order].max()
    assert len(source_columns(order)) == 3


def test_a_row_says_portion_figure_and_what_is_absorbed():
    found = b12_sources(FOODS, PORTIONS, ADULT)
    liver = next(row for row in source_rows(found, "absorbed_mid") if row["name"] == "Liver")
    assert (liver["about"], liver["figure"]) == ("1 slice, 100 g", "80.0 µg")
    assert liver["absorbed"] == "2.3 µg"  # 1.3 + 0.012 x 80 = 2.26
    assert liver["mark"] == ""
    per_kcal = source_rows(found, "per_100kcal")
    assert [row["name"] for row in per_kcal] == ["Liver", "Drink", "Egg"]  # a tablet gives no energy
    assert (per_kcal[0]["about"], per_kcal[0]["figure"]) == ("1 slice, 100 g: 80.0 µg", "45.7 µg")
    assert next(row for row in per_kcal if row["name"] == "Drink")["about"] == "100 g: 1.0 µg"


def test_the_sentence_says_the_first_row_in_words():
    rows = source_rows(b12_sources(FOODS.loc[["liver"]], PORTIONS, ADULT), "per_100g")
    assert source_sentence(rows) == (
        "First here: Liver. A portion (1 slice, 100 g) holds 80.0 µg of B12; about 2.3 µg of it is absorbed, "
        "somewhere from 1.4 to 3.6 µg."
    )
    assert source_sentence([]) == "None of these foods is known to hold B12 that counts."


def test_contested_foods_are_marked_as_unreliable(table, portions):
    rows = source_rows(b12_sources(count_contested(table), portions, ADULT), "per_100g", 1000)
    assert [row["name"] for row in rows if row["mark"] == "unreliable"] == [table.loc[NORI, "name"]]


def test_notes_say_what_the_persons_risks_change():
    told = [
        note["text"] for note in food_notes(Person(60, "male", risks=("pernicious_anaemia", "metformin")))
    ]
    assert [text.split(".")[0] for text in told[-2:]] == ["Pernicious anaemia", "Metformin"]
    assert len(food_notes(Person(60, "male"))) == len(food_notes(ADULT))  # no second figure is shown here


def test_non_sources_are_shown_with_verdict_and_links():
    rows = {row["label"]: row for row in nonsource_rows()}
    assert rows["Spirulina and other blue-green algae"]["verdict"] == "Not a source"
    assert rows["Chlorella"]["verdict"] == rows["Nori (purple laver)"]["verdict"] == "Contested"
    assert rows["Chlorella"]["sources"][0]["link"].startswith("https://")
    assert "(21 µg)" in rows["Chlorella"]["text"]
