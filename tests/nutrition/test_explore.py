"""Best sources of any nutrient: rankings by hand, and what is not known counted apart from none."""

import csv
import math
from pathlib import Path

import pandas as pd
import pytest

from nutrition.absorption import absorbed
from nutrition.display import explore as shown
from nutrition.explore import Among, Tally, among, apart, best_sources, groups, tally, ways
from nutrition.food_sources import count_contested
from nutrition.needs import needed
from nutrition.own_foods import OwnFood, portions_with_own, with_own
from nutrition.people import Person
from nutrition.plans import Item, Plan
from tests.strategies import foods_table

ROOT = Path(__file__).parents[2]
WOMAN = Person(35, "female")
NEEDED = needed(WOMAN)
FOODS = foods_table(
    {
        "bean": {"energy": 120, "iron": 3, "vitamin_b12": 0},
        "beef": {"energy": 200, "iron": 2.5, "vitamin_b12": 2},
        "spice": {"energy": 300, "iron": 40},
        "tea": {"energy": 0, "iron": 0.1, "vitamin_b12": 0},
        "sauce": {"iron": 1},
        "oil": {"energy": 900, "iron": 0, "vitamin_b12": 0},
        "mystery": {"energy": 100},
        "tablet": {"energy": 0, "iron": 5000, "vitamin_b12": 100_000},
    },
    groups={"bean": "Legumes", "beef": "Meat", "tablet": "Supplements"},
).assign(
    b12_form=["none", "natural_animal", "", "none", "", "none", "", "supplement"],
    diet=["vegan", "omnivore", "vegan", "vegan", "", "vegan", "vegan", "vegan"],
    allergens=["", "", "mustard", "", math.nan, "soy;sesame", "", ""],
    basis=["published"] * 7 + ["own"],
)
PORTIONS = pd.DataFrame(
    [("bean", "cup", 150.0, 2.0), ("spice", "tsp", 2.0, math.nan), ("tablet", "tablet", 1.0, 1.0)],
    columns=["food_id", "measure", "grams", "usual"],
)
BY = {  # iron in mg by hand
    "portion": {"tablet": 50, "bean": 9, "beef": 2.5, "sauce": 1, "spice": 0.8, "tea": 0.1},
    "100 g": {"tablet": 5000, "spice": 40, "bean": 3, "beef": 2.5, "sauce": 1, "tea": 0.1},
    "100 kcal": {
        "spice": 40 / 3,
        "bean": 2.5,
        "beef": 1.25,
    },  # none for what gives no energy, or nobody knows
}


def iron(per, foods=FOODS):
    return best_sources(foods, PORTIONS, "iron", WOMAN, per)


@pytest.mark.parametrize("per", BY)
def test_a_ranking_is_by_what_was_asked_most_first(per):
    found = iron(per).set_index("food_id")["figure"]
    assert list(found.index) == list(BY[per])
    assert found.tolist() == pytest.approx(list(BY[per].values()))


def test_every_food_is_ranked_none_not_known_or_without_a_figure():
    assert tally(FOODS, "iron", iron("100 g")) == Tally(ranked=6, none=1, unknown=1, apart=0)
    assert tally(FOODS, "iron", iron("100 kcal")) == Tally(ranked=3, none=1, unknown=1, apart=3)
    b12 = best_sources(FOODS, PORTIONS, "vitamin_b12", WOMAN, "100 g")
    assert tally(FOODS, "vitamin_b12", b12) == Tally(ranked=2, none=3, unknown=3, apart=0)


def test_the_tally_of_the_food_table_counts_its_cells(table, portions):
    with (ROOT / "data/foods.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["iodine"] for row in csv.DictReader(file)]
    empty, zero = cells.count(""), sum(cell != "" and float(cell) == 0 for cell in cells)
    counted = tally(table, "iodine", best_sources(table, portions, "iodine", WOMAN, "portion"))
    assert counted == Tally(len(cells) - empty - zero, zero, empty, 0)


def test_b12_is_ranked_by_what_this_person_absorbs():
    healthy = best_sources(FOODS, PORTIONS, "vitamin_b12", WOMAN, "sitting absorbed").set_index("food_id")
    assert list(healthy.index) == ["tablet", "beef"]
    alone = absorbed(Plan((Item("beef", 100),)), FOODS, WOMAN)
    assert healthy.loc["beef", "figure"] == pytest.approx(alone.loc[0, "mid"])
    ill = Person(60, "male", risks=("pernicious_anaemia",))
    found = best_sources(FOODS, PORTIONS, "vitamin_b12", ill, "sitting absorbed").set_index("food_id")
    assert found["figure"].to_dict() == pytest.approx({"tablet": 12, "beef": 0.024})  # 1.2 % passes


def test_only_b12_is_ranked_by_what_is_absorbed_and_energy_not_by_itself():
    assert ways("vitamin_b12") == ["portion", "100 g", "100 kcal", "sitting absorbed"]
    assert ways("iron") == ["portion", "100 g", "100 kcal"]
    assert ways("energy") == ["portion", "100 g"]
    with pytest.raises(ValueError, match="per 'sitting absorbed' is not known"):
        iron("sitting absorbed")
    with pytest.raises(ValueError, match="nutrient 'irn' is not known; did you mean 'iron'"):
        best_sources(FOODS, PORTIONS, "irn", WOMAN, "100 g")


@pytest.mark.parametrize(
    ("which", "left"),
    [
        (Among(), "bean beef spice tea sauce oil mystery tablet"),
        (Among(diet="vegan"), "bean spice tea oil mystery tablet"),  # nobody knows what is in the sauce
        (Among(without=("soy",)), "bean beef spice tea mystery tablet"),
        (Among(without=("mustard", "sesame")), "bean beef tea mystery tablet"),
        (Among(group="Meat"), "beef"),
        (Among(own=False), "bean beef spice tea sauce oil mystery"),
        (Among(diet="vegan", group="Legumes", without=("mustard",), own=False), "bean"),
    ],
)
def test_foods_are_narrowed_and_what_nobody_knows_fits_no_demand(which, left):
    assert " ".join(among(FOODS, which).index) == left


def test_supplements_stand_apart():
    foods, pills = apart(FOODS)
    assert list(pills.index) == ["tablet"]
    assert "tablet" not in foods.index
    assert groups(FOODS) == ["Foods", "Legumes", "Meat"]


def test_an_entry_of_a_diary_has_no_figure_per_100_g(table, portions):
    lunch = OwnFood("own:lunch", "Lunch out", (("iron", 900), ("energy", 600)), (("as recorded", 100),))
    tables = with_own(table, [lunch]), portions_with_own(portions, [lunch])
    assert "own:lunch" not in best_sources(*tables, "iron", WOMAN, "100 g")["food_id"].tolist()
    first = best_sources(*tables, "iron", WOMAN, "portion").iloc[0]
    assert (first["food_id"], first["portion"], first["figure"]) == ("own:lunch", "1 as recorded", 900)


# What is shown


def test_rows_say_portion_figure_and_share_and_bars_go_up_to_the_target():
    """The target is 18 mg; without the tablet the most is 9 in a portion, so bars end at the target."""
    found = iron("portion", apart(FOODS)[0])
    bean = shown.source_rows(found, "iron", "portion", NEEDED)[0]
    assert bean == {
        "id": "bean", "name": "Bean", "mark": "", "about": "2 × cup, 300 g", "figure": "9 mg",
        "share": "50% of a day", "fill": 0.5, "target_at": 1.0,
    }  # fmt: skip
    per_100 = shown.source_rows(iron("100 g", apart(FOODS)[0]), "iron", "100 g", NEEDED)
    assert [row["name"] for row in per_100] == ["Spice", "Bean", "Beef", "Sauce", "Tea"]
    assert (per_100[0]["about"], per_100[0]["figure"], per_100[0]["fill"]) == (
        "1 tsp, 2 g: 0.8 mg",
        "40 mg",
        1,
    )
    assert per_100[0]["target_at"] == 0.45  # 18 of 40
    assert per_100[2]["about"] == "100 g: 2.5 mg"
    assert len(shown.source_rows(found, "iron", "portion", NEEDED, most=2)) == 2


def test_a_portion_above_a_limit_says_so_where_the_limit_counts_it():
    """Iron: 45 mg from everything. The tablet has 50; per 100 g nobody eats it."""
    marks = {row["id"]: row["mark"] for row in shown.source_rows(iron("portion"), "iron", "portion", NEEDED)}
    assert marks["tablet"] == "more than a day's upper limit"
    assert marks["bean"] == ""
    assert {row["mark"] for row in shown.source_rows(iron("100 g"), "iron", "100 g", NEEDED)} == {""}


def test_absorbed_has_no_target_beside_it(table, portions):
    found = best_sources(table, portions, "vitamin_b12", WOMAN, "sitting absorbed").set_index("food_id")
    liver = found.loc[["168627"]].reset_index()
    (row,) = shown.source_rows(liver, "vitamin_b12", "sitting absorbed", NEEDED)
    assert row["about"] == "1 slice, 81 g, holds 67.3 µg; somewhere from 1.3 to 3.3 µg gets in"
    assert (row["figure"], row["share"], row["target_at"]) == ("2.1 µg", "", None)


def test_contested_b12_is_marked_where_it_counts(table, portions):
    found = best_sources(count_contested(table), portions, "vitamin_b12", WOMAN, "100 g")
    rows = shown.source_rows(found, "vitamin_b12", "100 g", NEEDED, 1000)
    assert [row["name"] for row in rows if row["mark"]] == ["Nori, dried (B12 contested)"]
    iron_rows = shown.source_rows(
        best_sources(count_contested(table), portions, "iron", WOMAN, "100 g"), "iron", "100 g", NEEDED, 2000
    )
    assert not any(row["mark"] for row in iron_rows)


def test_sentences_say_what_is_not_known():
    counted = Tally(ranked=3, none=1, unknown=1, apart=3)
    assert shown.tally_sentence(counted, "iron", "100 kcal") == (
        "3 foods ranked, 1 known to hold none. Not known for 1 food: they may hold iron, and are not counted "
        "as 0. 3 foods hold some, but give no energy, or it is not known."
    )
    assert (
        shown.tally_sentence(Tally(1, 0, 0, 0), "iron", "portion") == "1 food ranked, 0 known to hold none."
    )
    assert shown.target_sentence("iron", NEEDED) == "The line in each bar is a day's target: 18 mg of iron."
    assert shown.target_sentence("cholesterol", NEEDED).startswith("There is no daily target for cholesterol")


def test_nutrients_are_offered_pinned_first():
    offered = list(shown.nutrient_choices())
    assert offered[:3] == ["vitamin_b12", "iron", "zinc"]
    assert len(offered) == 46


def test_foods_that_were_found_are_rows_without_figures_that_say_where_they_are_from(table):
    own = [OwnFood("own:fdc-1", "Pie", (), origin="USDA, 1"), OwnFood("own:pie", "Pie", ())]
    rows = shown.found_rows(with_own(table, own).loc[["171976", "own:fdc-1", "own:pie"]])
    assert [row["about"] for row in rows] == ["Shellfish and molluscs", "USDA, 1", "Own foods"]
    assert (rows[0]["id"], rows[0]["name"]) == ("171976", "Clams, canned, drained")
    assert (rows[0]["figure"], rows[0]["fill"]) == ("", None)
