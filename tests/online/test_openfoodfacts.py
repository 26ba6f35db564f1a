"""Open Food Facts over a real server on loopback; the product is invented, its figures turned by hand."""

import copy

import pytest

from nutrition.errors import PlanError
from nutrition.found_foods import as_own
from nutrition.online import openfoodfacts as off
from nutrition.online.answers import LookupFailed
from nutrition.online.fetching import Limits
from tests.online import server

QUICK = Limits(connect=5, read=5, total=15, pause=0.01)
CODE = "5012345678900"


@pytest.fixture
def there(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with server.publisher() as publisher:
        monkeypatch.setenv("B12_OFF_URL", publisher.address)
        monkeypatch.setenv("B12_OFF_SEARCH_URL", publisher.address)
        yield publisher


def made(**parts):
    """Give the recorded product with other parts, read."""
    body = copy.deepcopy(server.recorded(f"off_product_{CODE}")["product"])
    return off.as_found({"code": CODE, **body, **parts})


def test_a_product_by_its_barcode(there, tmp_path):
    there.ways["/api/v2/product/"] = server.answers(server.recorded(f"off_product_{CODE}"))
    food = off.product("5 012345-678900", limits=QUICK, folder=tmp_path)
    assert dict(food.per_100g) == {
        "energy": 46,
        "fat_total": 1.5,
        "fat_saturated": 0.2,
        "fat_monounsaturated": 0.9,
        "carbohydrate": 7.5,  # the label's 6.7 is without its 0.8 of fibre
        "sugars": 3.4,
        "fibre": 0.8,
        "protein": 1.1,
        "sodium": 40.0,
        "calcium": 120.0,
        "vitamin_b12": 0.38,
        "riboflavin": 0.21,
        "iodine": 22.5,
    }
    assert [(each.nutrient, each.amount) for each in food.held_back] == [("vitamin_d", 1100.0)]
    assert (food.name, food.brand, food.group) == ("Invented oat drink", "Nowhere Farm", "Oat based drinks")
    assert (food.diet, food.allergens, food.b12_form) == ("vegan", ("gluten",), "fortified_crystalline")
    assert food.measures == (("serving (250 ml)", 250.0), ("package", 1000.0))
    assert food.published == "2025-03-22"
    assert "Polyunsaturated fat: less than 0.3 g per 100 g, so how much is not known." in food.notes
    assert any("1 ml is taken as 1 g" in each for each in food.notes)
    assert as_own(food).id == f"own:off-{CODE}"
    assert there.asked[0]["path"] == f"/api/v2/product/{CODE}.json"
    assert "nutriments" in there.asked[0]["query"]["fields"][0].split(",")


@pytest.mark.parametrize(
    "typed", ["", "abc", "123456789", "5012345678901", "12345678901234567890", "٥٠١٢٣٤٥٦"]
)
def test_what_is_no_barcode_asks_nobody(there, typed):
    with pytest.raises(PlanError, match="barcode: "):
        off.product(typed)
    assert there.asked == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("094395000172", "0094395000172"),
        ("0094395000172", "0094395000172"),
        ("00094395000172", "0094395000172"),
        ("5449 1472", "54491472"),
        ("3029330003533", "3029330003533"),
    ],
)
def test_barcodes_as_they_are_printed(typed, code):
    assert off.barcode(typed) == code


def test_a_product_of_a_search_opens_under_a_code_that_is_no_barcode(there, tmp_path):
    body = server.recorded(f"off_product_{CODE}")["product"]
    there.ways["/api/v2/product/20001.json"] = server.answers({"product": {**body, "code": "20001"}})
    assert off.coded("20001", limits=QUICK, folder=tmp_path).key == "off-20001"


@pytest.mark.parametrize("way", [server.answers(404), server.answers({"status": 0, "code": CODE})])
def test_a_product_nobody_entered_says_what_to_do(there, tmp_path, way):
    there.ways["/api/v2/product/"] = way
    with pytest.raises(LookupFailed, match=r"nothing under that number.*From a label"):
        off.product(CODE, limits=QUICK, folder=tmp_path)


def test_a_search_asks_the_search_service(there, tmp_path):
    there.ways["/search"] = server.answers(server.recorded("off_search"))
    found = off.search("Oat: AND drink*", limits=QUICK, folder=tmp_path)
    assert there.asked[0]["query"]["q"] == ["oat and drink"]
    assert (found.total, found.pages) == (21, 2)
    assert [(food.key, food.brand) for food in found.foods] == [(f"off-{CODE}", "Nowhere Farm")]


def test_the_newer_object_of_nutrition_is_understood():
    body = server.recorded("off_nutrition_sets")
    food = off.as_found({"code": CODE, **body["product"]})
    assert dict(food.per_100g) == {
        "energy": 46,
        "fat_total": 1.5,
        "carbohydrate": 7.5,
        "fibre": 0.8,
        "protein": 1.1,
        "sodium": 40.0,
        "calcium": 120.0,
        "vitamin_b12": 0.38,
        "vitamin_d": 1.1,
    }  # iodine is an estimate, sugars only known to be less than something
    assert any("1 ml is taken as 1 g" in each for each in food.notes)


def test_sets_as_they_were_entered_are_understood():
    body = server.recorded("off_nutrition_input_sets")["product"]
    food = off.as_found({"code": CODE, **body})
    assert dict(food.per_100g) == {"protein": 10.0, "carbohydrate": 50.0, "vitamin_b12": 1.5}


def test_a_serving_of_unknown_weight_says_nothing_per_100_g():
    food = made(nutriments={"proteins_serving": 4, "vitamin-b12_serving": 6e-7}, serving_quantity=None)
    assert food.per_100g == ()
    assert any("serving's weight is not given" in each for each in food.notes)
    known = made(nutriments={"vitamin-b12_serving": 6e-7}, serving_quantity="40")
    assert dict(known.per_100g)["vitamin_b12"] == 1.5


@pytest.mark.parametrize(
    ("modifier", "known"), [("<", False), (">", False), ("-", False), ("~", True), ("", True)]
)
def test_less_than_is_no_amount(modifier, known):
    food = made(nutriments={"sugars_100g": 0.5, "sugars_modifier": modifier})
    assert ("sugars" in dict(food.per_100g)) is (modifier in ("~", ""))
    said = "Sugars: less than 0.5 g per 100 g, so how much is not known."
    assert (said in food.notes) is (modifier == "<")


@pytest.mark.parametrize(
    ("countries", "fibre", "expected"),
    [
        (["en:france"], 2, 12),
        (["en:france"], None, None),
        (["en:united-states", "en:canada"], 2, 10),
        (["en:united-states", "en:france"], 2, None),
        ([], 2, None),
        ([], 0, 10),
    ],
)
def test_carbohydrate_is_with_its_fibre_or_not_known(countries, fibre, expected):
    given = {"carbohydrates_100g": 10, "fiber_100g": fibre}
    food = made(nutriments=given, countries_tags=countries)
    assert dict(food.per_100g).get("carbohydrate") == expected
    assert any("Carbohydrate counts with its fibre" in each for each in food.notes) is (expected is None)


def test_salt_energy_and_prepared_food():
    assert dict(made(nutriments={"salt_100g": 1.0}).per_100g) == {"sodium": 400.0}
    assert dict(made(nutriments={"energy_100g": 418.4, "energy_unit": "kcal"}).per_100g) == {"energy": 100.0}
    prepared = made(nutriments={"proteins_prepared_100g": 3})
    assert prepared.per_100g == ()
    assert any("of the prepared food" in each for each in prepared.notes)


def test_no_list_of_allergens_is_not_known_and_a_strange_word_in_it_too():
    assert made(allergens_tags=[]).allergens is None
    assert made(allergens_tags=["en:milk", "fr:lait-de-brebis"]).allergens is None
    assert made(allergens_tags=["en:soybeans", "en:nuts"]).allergens == ("soy", "tree_nut")


@pytest.mark.parametrize(
    ("parts", "form"),
    [
        ({}, "fortified_crystalline"),
        ({"ingredients_analysis_tags": ["en:vegetarian"]}, ""),
        ({"ingredients_analysis_tags": ["en:maybe-vegan"]}, ""),
        ({"ingredients_text_en": "Spirulina powder"}, ""),
        ({"nutriments": {"vitamin-b12_100g": 0}}, "none"),
        ({"nutriments": {"fat_100g": 1}}, ""),
    ],
)
def test_b12_of_vegan_food_was_added_unless_it_is_of_algae(parts, form):
    assert made(**parts).b12_form == form


def test_parts_of_the_wrong_kind_are_not_known():
    odd = dict.fromkeys(off.FIELDS.split(","), 5) | {"code": CODE, "product_name": "Odd"}
    for parts in ({"nutriments": {"fat_100g": [1]}}, {"nutrition": {"aggregated_set": {"nutrients": 3}}}):
        food = off.as_found({**odd, **parts})
        assert (food.per_100g, food.diet, food.allergens) == ((), "", None)
    assert off.as_found({"code": "own:x", "product_name": "Odd"}) is None
