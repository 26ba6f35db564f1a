from types import SimpleNamespace

import pandas as pd
import pytest

from nutrition import finding
from nutrition.finding import Hit, Wanted, find_everywhere, rich_lines
from nutrition.found_foods import FoundFood
from nutrition.name_index import Named, build_names, close_names, open_names
from nutrition.own_foods import OwnFood, with_own
from nutrition.tables import nutrients, read_foods

FOODS = pd.DataFrame(
    [
        ("cow", "Milk, whole", "Dairy", "vegetarian", "milk", 0.5),
        ("oat", "Oat milk, fortified", "Plant milks", "vegan", "gluten", 0.4),
        ("bar", "Milk chocolate", "Sweets and snacks", "vegetarian", "milk;soya", 0.7),
        ("clam", "Clams, steamed", "Shellfish and molluscs", "pescatarian", "mollusc", 12.14),
        ("yeast", "Nutritional yeast, fortified", "Yeast products", "vegan", "", 200.0),
        ("own:1", "Milk of the neighbour", "Own foods", "", None, None),
    ],
    columns=["food_id", "name", "group", "diet", "allergens", "vitamin_b12"],
).set_index("food_id")
DATABASE = [
    FoundFood("fdc-100", "Milk, NFS", "survey", (("vitamin_b12", 0.6),)),
    FoundFood("fdc-101", "Milk powder", "survey", (("vitamin_b12", 3.3),)),
    FoundFood("fdc-102", "MILK POWDER", "branded", (), brand="BLUEFEN"),
    FoundFood("fdc-103", "KRISPAWAY CHIPS, MILKY", "branded", (("vitamin_b12", 0.0),), brand="KRISPAWAY"),
]


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Give a database of four foods, with the real index of their names."""
    foods = {int(food.key[4:]): food for food in DATABASE}
    build_names(
        tmp_path / "names",
        [Named(number, food.name, food.brand, food.kind) for number, food in foods.items()],
    )
    names = open_names(tmp_path / "names")
    monkeypatch.setattr(finding, "foods_of", lambda _, numbers: [foods[number] for number in numbers])
    monkeypatch.setattr(finding, "richest", lambda *_, **__: [101, 100])
    yield SimpleNamespace(names=names)
    close_names(names)


def keys(wanted, library=None, **more):
    return [hit.key for hit in find_everywhere(wanted, FOODS, library, **more)]


def test_the_table_and_ones_own_come_before_the_database(library):
    hits = find_everywhere(Wanted("milk"), FOODS, library)
    assert hits[0] == Hit("cow", "table")
    assert {hit.where for hit in hits[:4]} == {"table", "own"}
    assert [hit.key for hit in hits[4:]] == ["fdc-100", "fdc-101", "fdc-102", "fdc-103"]
    assert Hit("own:1", "own") in hits
    assert Hit("fdc-100", "usda") in hits


def test_words_that_only_the_database_has_bring_it_to_the_front(library):
    assert keys(Wanted("bluefen milk"), library)[0] == "fdc-102"
    assert keys(Wanted("krispaway"), library) == ["fdc-103"]
    assert keys(Wanted("milk chocolate"), library)[0] == "bar"
    assert keys(Wanted("nutritionel yeast"), library)[0] == "yeast"  # misspelt in both


def test_the_database_keeps_some_places_where_the_table_fills_them_all(library):
    assert keys(Wanted("milk"), library, limit=4) == ["cow", "oat", "bar", "fdc-100"]
    assert keys(Wanted("milk"), limit=4) == ["cow", "oat", "bar", "own:1"]
    assert keys(Wanted("milk"), library, limit=1) == ["cow"]
    assert keys(Wanted("milk"), library, limit=0) == []


def test_a_food_that_was_taken_from_the_database_is_not_there_twice(library):
    taken = FOODS.rename(index={"own:1": "own:fdc-101"})
    found = [hit.key for hit in find_everywhere(Wanted("milk"), taken, library)]
    assert "own:fdc-101" in found
    assert "fdc-101" not in found


def test_brands_can_be_left_out(library):
    found = keys(Wanted("milk powder", brands=False), library)
    assert found[0] == "fdc-101"
    assert "fdc-102" not in found
    assert keys(Wanted("krispaway", brands=False), library) == []


def test_a_liked_or_recent_food_comes_before_others_that_fit_about_as_well():
    assert keys(Wanted("milk"))[:2] == ["cow", "oat"]
    assert keys(Wanted("milk"), favourites={"oat"})[0] == "oat"
    assert keys(Wanted("milk"), recent=["oat"])[0] == "oat"
    assert keys(Wanted("milk"), recent=["oat"], favourites={"cow"})[0] == "cow"


def test_what_somebody_put_there_comes_before_what_its_name_means_to_others():
    own = [OwnFood("own:s", "Skyr natur", ()), OwnFood("own:k", "Bergkäse", ())]
    foods = with_own(read_foods(), own)
    for words, first in (("skyr", "own:s"), ("käse", "own:k")):
        assert find_everywhere(Wanted(words), foods, None)[0].key == first


def test_no_liking_lifts_a_worse_fit_above_a_good_one():
    assert keys(Wanted("milk whole"), favourites={"oat", "bar", "own:1"}) == ["cow"]
    assert keys(Wanted("yeast"), favourites={"clam"}) == ["yeast"]
    foods = read_foods()
    nog, butter = (foods.index[foods["name"] == name][0] for name in ("Eggnog", "Buttermilk"))
    for words, first in (("egg", "Egg, hard-boiled"), ("milk", "Milk, whole")):
        found = find_everywhere(Wanted(words), foods, None, recent=[nog], favourites={butter})
        assert foods.loc[found[0].key, "name"] == first


def test_without_words_what_is_liked_and_recent_is_given():
    assert keys(Wanted(), recent=["clam"], favourites={"oat"}) == ["oat", "clam"]
    assert keys(Wanted()) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted("milk", diet="vegan"), ["oat"]),
        (Wanted("milk", diet="vegetarian"), ["cow", "oat", "bar"]),  # of the neighbour's nothing is known
        (Wanted("milk", group="Dairy"), ["cow"]),
        (Wanted("milk", without=("milk",)), ["oat"]),
        (Wanted("milk", without=("soya", "gluten")), ["cow"]),
        (Wanted(diet="vegan"), ["oat", "yeast"]),
        (Wanted(rich_in="vitamin_b12"), ["yeast", "clam"]),  # from 0.75 ug, most first
        (Wanted(diet="vegan", rich_in="vitamin_b12"), ["yeast"]),
        (Wanted("milk", rich_in="vitamin_b12"), []),
    ],
)
def test_a_filter_passes_what_is_known_to_pass(wanted, found):
    assert keys(wanted) == found


@pytest.mark.parametrize("wanted", [Wanted("milk", diet="vegan"), Wanted("milk", without=("milk",))])
def test_of_the_database_no_diet_and_no_allergen_is_known(wanted, library):
    assert not any(key.startswith("fdc-") for key in keys(wanted, library))


def test_the_database_is_asked_for_what_is_rich_in_a_nutrient(library):
    assert keys(Wanted("milk", rich_in="vitamin_b12"), library) == ["fdc-101"]
    assert keys(Wanted(rich_in="vitamin_b12"), library) == ["yeast", "clam", "fdc-101"]


@pytest.mark.parametrize("wanted", [Wanted("milk", diet="carnivore"), Wanted("milk", rich_in="energy")])
def test_what_is_no_choice_is_refused_by_name(wanted):
    with pytest.raises(ValueError, match=r"'(carnivore|energy)' is not known"):
        keys(wanted)


def test_rich_is_the_claim_high_in():
    """Reference values as printed in Annex XIII of Regulation 1169/2011; 30 % of each, in our unit."""
    lines = rich_lines()
    assert lines["vitamin_b12"] == 0.75  # of 2.5 ug
    assert lines["vitamin_d"] == 1.5  # of 5 ug
    assert lines["calcium"] == 240  # of 800 mg
    assert lines["iron"] == 4.2  # of 14 mg
    assert lines["iodine"] == 45  # of 150 ug
    assert lines["copper"] == 300  # of 1 mg, in ug
    assert lines["folate"] == 60  # of 200 ug
    assert (lines["fibre"], lines["alpha_linolenic_acid"], lines["epa_dha"]) == (6, 0.6, 80)
    assert set(lines) <= set(nutrients().index)
