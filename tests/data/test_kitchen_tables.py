"""The tables of how foods are eaten: every kind of food once, known words only, overrides that override."""

import pytest

from nutrition.kitchen import NONE, PARTS, kitchen
from nutrition.tables import read_foods, table

FOODS = read_foods()
KINDS = table("kitchen").to_dict("records")
OWN = table("kitchen_foods").to_dict("records")
KIND_OF = {(row["group"], row["subgroup"]): row for row in KINDS}
KITCHEN = kitchen(FOODS)

ROLES = {"main", "starch", "vegetable", "fruit", "dairy", "drink", "topping", "fat", "sweet", "dish", "soup"}
ROLES |= {"seasoning", "supplement"}
MEALS = set(table("meals")["meal"])
WHOM = {"none", "pregnant", "lactating", "child"}
MOST = {"1", "1.5", "2", "3"}


def words(cell):
    return [] if cell in ("", NONE) else cell.split(";")


def test_every_kind_of_food_stands_once():
    kinds = [(row["group"], row["subgroup"]) for row in KINDS]
    assert len(set(kinds)) == len(kinds)
    own = {("Own foods", "Own foods"), ("Supplements", "Own foods")}  # what somebody adds
    assert set(kinds) == set(zip(FOODS["group"], FOODS["subgroup"], strict=True)) | own


def test_a_kind_of_food_leaves_nothing_open():
    needed = ("role", "meals", "most", "liking", "offer", "fortified")
    assert [row for row in KINDS if not all(row[name] for name in needed)] == []
    assert [row for row in KINDS if NONE in (row["swap"], row["not_for"])] == []


@pytest.mark.parametrize("rows", [KINDS, OWN], ids=["kitchen", "kitchen_foods"])
def test_known_words_only(rows):
    for row in rows:
        assert row["role"] in ROLES | {""}, row
        assert set(words(row["meals"])) <= MEALS, row
        assert len(set(words(row["meals"]))) == len(words(row["meals"])), row
        assert set(words(row["not_for"])) <= WHOM, row
        assert row["most"] in MOST | {""}, row
        assert row["offer"] in {"", "0", "1"}, row
        assert row["fortified"] in {"", "0", "1"}, row
        assert row["liking"] == "" or 0 <= float(row["liking"]) <= 1, row


def test_a_food_stands_once_under_its_own_name():
    assert len({row["food_id"] for row in OWN}) == len(OWN)
    names = FOODS["name"].to_dict()
    assert [row for row in OWN if names.get(row["food_id"]) != row["name"]] == []


def test_what_is_said_of_a_food_differs_from_its_kind():
    for row in OWN:
        group, subgroup = FOODS.loc[row["food_id"], ["group", "subgroup"]]
        kind = KIND_OF[group, subgroup]
        said = {part: "" if row[part] == NONE else row[part] for part in PARTS if row[part]}
        assert said, row
        assert [part for part, cell in said.items() if cell == kind[part]] == [], row


def test_everything_here_is_our_own_choice():
    assert {row["tag"] for row in KINDS + OWN} == {"choice"}


def test_what_is_eaten_as_a_fortified_food_is_named_so():
    """A name that says so is fortified, unless it says the opposite."""
    named = FOODS["name"].str.contains("fortified") & ~FOODS["name"].str.contains("unfortified")
    assert KITCHEN.loc[named, "fortified"].all()
    assert not KITCHEN.loc[FOODS["name"].str.contains("unfortified"), "fortified"].any()


def test_nothing_raw_that_is_cooked_first_is_proposed():
    animal = FOODS["group"].isin(["Meat", "Poultry", "Fish", "Shellfish and molluscs", "Eggs"])
    raw = FOODS["name"].str.contains(r"\braw\b")
    dry = FOODS["name"].str.endswith((", dry", ", dried")) & (FOODS["group"] != "Fruit")
    assert not KITCHEN.loc[(animal & raw) | dry, "offer"].any()
    assert (animal & raw).sum() >= 6


def test_alcohol_liver_and_high_mercury_fish_are_not_for_pregnancy():
    strong = FOODS["alcohol"] > 1
    liver = FOODS["name"].str.contains(r"\b[Ll]iver")
    fish = FOODS["name"].str.contains("Swordfish|Mackerel, king|bluefin")
    refused = KITCHEN["not_for"].map(lambda whom: "pregnant" in whom)
    drunk = FOODS["group"] == "Drinks"
    assert refused[(strong & drunk) | liver | fish].all()
    assert ((strong & drunk) | liver | fish).sum() > 25


@pytest.mark.parametrize("diet", ["vegan", "vegetarian"])
def test_what_people_change_first_has_something_to_change_to(diet):
    fits = FOODS["diet"].isin(["vegan", diet]) & KITCHEN["offer"]
    kinds = {"milk", "yogurt", "cheese", "protein", "deli", "bacon", "sausage", "mayonnaise", "ice_cream"}
    assert kinds - set(KITCHEN.loc[fits, "swap"]) == ({"bacon", "sausage"} if diet == "vegan" else set())


def test_what_stands_in_is_in_the_food_table_under_its_name():
    names = FOODS["name"].to_dict()
    known = {*names, *FOODS["subgroup"]}
    for row in table("kitchen_swaps").to_dict("records"):
        foods = row["to"].split(";")
        assert row["of"] in known, row
        assert row["what"] == names.get(row["of"], row["of"])
        assert row["instead"] == "; ".join(names[food] for food in foods)
        assert row["of"] not in foods
        assert len(set(foods)) == len(foods)
        assert row["tag"] == "choice"


def test_a_food_or_kind_has_one_row_of_what_stands_in():
    assert table("kitchen_swaps")["of"].is_unique


@pytest.mark.parametrize("group", ["Meat", "Poultry", "Fish", "Shellfish and molluscs", "Eggs"])
def test_something_vegan_is_picked_for_every_animal_main(group):
    picked = dict(zip(table("kitchen_swaps")["of"], table("kitchen_swaps")["to"], strict=True))
    mains = FOODS[(FOODS["group"] == group) & (KITCHEN["role"] == "main")]
    for food, subgroup in mains["subgroup"].items():
        foods = picked.get(food, picked.get(subgroup, "")).split(";")
        assert any(FOODS.loc[each, "diet"] == "vegan" for each in foods if each), food
