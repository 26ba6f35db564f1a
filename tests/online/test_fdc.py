"""FoodData Central over a real server on loopback; expectations read off the recordings by hand."""

import pytest

from nutrition.fdc_nutrients import by_number
from nutrition.found_foods import as_own
from nutrition.online import fdc, fdc_values
from nutrition.online.answers import LookupFailed
from nutrition.online.fetching import Limits
from tests.online import server

QUICK = Limits(connect=5, read=5, total=15, pause=0.01)


@pytest.fixture
def there(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("B12_FDC_KEY", raising=False)
    with server.publisher() as publisher:
        monkeypatch.setenv("B12_FDC_URL", publisher.address + "/fdc/v1")
        yield publisher


@pytest.fixture
def kept(tmp_path):
    return {"limits": QUICK, "folder": tmp_path}


def test_a_search_gives_foods_and_how_many_there_are(there, kept):
    there.ways["/fdc/v1/foods/search"] = server.answers(
        server.recorded("fdc_search"), X_RateLimit_Remaining=7
    )
    found = fdc.search(" Ezekiel 4:9 (bread)\n", ("branded", "survey"), 2, **kept)
    assert (found.total, found.number, found.pages, found.left) == (42, 2, 3, 7)
    assert [food.key for food in found.foods] == ["fdc-2057648", "fdc-2710100"]
    asked = there.asked[0]
    assert asked["query"]["query"] == ["Ezekiel 4 9 bread"]  # a colon makes that search fail
    assert asked["query"]["dataType"] == ["Survey (FNDDS),Branded"]
    assert asked["headers"]["X-Api-Key"] == "DEMO_KEY"
    assert "DEMO_KEY" not in asked["raw"]


def test_nothing_found_is_no_fault_and_no_words_ask_nobody(there, kept):
    there.ways["/fdc/v1/foods/search"] = server.answers(server.recorded("fdc_search_empty"))
    assert fdc.search("xyz", **kept).foods == ()
    with pytest.raises(LookupFailed, match="nothing to look for"):
        fdc.search(" : ", **kept)
    assert len(there.asked) == 1


def test_a_key_of_ones_own_is_used(there, kept, monkeypatch):
    there.ways["/fdc"] = server.answers(server.recorded("fdc_food_328637"))
    monkeypatch.setenv("B12_FDC_KEY", "of-the-computer")
    fdc.details(328637, **kept)
    fdc.details(328638, key=" typed ", **kept)
    assert [each["headers"]["X-Api-Key"] for each in there.asked] == ["of-the-computer", "typed"]


def test_a_food_in_full(there, kept):
    there.ways["/fdc/v1/food/328637"] = server.answers(server.recorded("fdc_food_328637"))
    food = fdc.details(328637, **kept)
    assert dict(food.per_100g) == {
        "energy": 408,
        "protein": 23.3,
        "fat_total": 34.0,
        "carbohydrate": 2.44,
        "vitamin_b12": 1.06,
        "copper": 33.0,
        "epa_dha": 11.0,
    }
    assert (food.kind, food.group, food.published) == ("foundation", "Dairy and Egg Products", "2019-04-01")
    assert food.measures == (("cup, diced", 132.0), ("slice", 17.0))
    assert there.asked[0]["query"] == {"format": ["full"]}
    assert as_own(food).origin == "USDA FoodData Central, Foundation Foods, 328637, published 2019-04-01"


def test_the_abridged_shape_says_the_same():
    food = fdc_values.as_found(server.recorded("fdc_food_abridged_328637"))
    assert food.per_100g == (("energy", 408.0), ("sugars", 0.33), ("vitamin_b12", 1.06))
    assert by_number("418") == 1178


def test_a_brand_is_read_per_100_g_and_not_per_serving():
    flat = fdc_values.as_found(server.recorded("fdc_search")["foods"][0])
    full = fdc_values.as_found(server.recorded("fdc_food_2057648"))
    for food in (flat, full):
        amounts = dict(food.per_100g)
        assert (amounts["fat_total"], amounts["calcium"], amounts["vitamin_d"]) == (28.6, 714.0, 0.5)
        assert "vitamin_a" not in amounts  # of international units nobody can tell
        assert (food.name, food.brand) == ("Cheddar cheese", "Grafton Village")
        assert food.measures == (("serving (1 onz)", 28.0),)
        assert "rounded: 0 can be a little" in food.notes[0]
    assert dict(flat.per_100g)["added_sugars"] == 0  # printed as 0E-8


def test_no_value_is_not_known_and_no_measure_is_made_up():
    food = fdc_values.as_found(server.recorded("fdc_search")["foods"][1])
    assert dict(food.per_100g) == {"protein": 2.91, "energy": 54.0, "sodium": 575.0}
    assert food.measures == (("cup", 150.0),)
    assert food.b12_form == ""


@pytest.mark.parametrize(
    ("b12", "added", "form"),
    [(0, None, "none"), (2.5, 2.5, "fortified_crystalline"), (2.5, 1, ""), (2, None, "")],
)
def test_the_form_of_b12_only_where_the_figures_tell_it(b12, added, form):
    body = {"fdcId": 5, "description": "Food", "dataType": "SR Legacy"}
    rows = [{"nutrientId": 1178, "unitName": "UG", "value": b12}]
    rows += [{"nutrientId": 1246, "unitName": "UG", "value": added}]
    assert fdc_values.as_found({**body, "foodNutrients": rows}).b12_form == form


def test_a_drink_is_per_100_ml_and_says_so():
    body = {"fdcId": "7", "description": "Soy drink", "dataType": "Branded", "servingSize": 240}
    food = fdc_values.as_found({**body, "servingSizeUnit": "MLT"})
    assert food.measures == (("serving", 240.0),)
    assert "1 ml is taken as 1 g" in " ".join(food.notes)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"fdcId": 5, "dataType": "Branded"},
        {"fdcId": -5, "description": "x", "dataType": "Branded"},
        {"fdcId": 5, "description": "x", "dataType": "Experimental"},
        {"fdcId": [5], "description": {"x": 1}, "dataType": ["Branded"]},
    ],
)
def test_what_is_no_food_is_passed_over(body):
    assert fdc_values.as_found(body) is None


def test_parts_of_the_wrong_kind_are_not_known():
    body = {
        "fdcId": 5,
        "description": "Odd\x00\n food",
        "dataType": "Branded",
        "foodNutrients": ["x", {"nutrientId": "a"}, {"nutrientId": 1178, "value": "much", "unitName": "UG"}],
        "foodPortions": {"a": 1},
        "foodMeasures": [{"disseminationText": 5, "gramWeight": "x"}, None],
        "foodCategory": ["x"],
        "servingSize": True,
        "publicationDate": "31/31/2020",
    }
    food = fdc_values.as_found(body)
    assert (food.name, food.per_100g, food.measures, food.published) == ("Odd food", (), (), "")


def test_an_answer_without_a_food_is_said(there, kept):
    there.ways["/fdc/v1/food/9"] = server.answers({"fdcId": 9})
    with pytest.raises(LookupFailed, match="no food that can be read"):
        fdc.details(9, **kept)
