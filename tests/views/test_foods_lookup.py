"""The part Look up, from `app.py`: what is asked when, what is shown of it, what is kept."""

import pytest

from nutrition.display.lookup import lookup_rows, lookup_words
from nutrition.online import fdc
from nutrition.online.reading import Page
from tests.online import server
from tests.views.steps import labels, opened, press, send


@pytest.fixture
def there(monkeypatch, tmp_path):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("B12_DATA_FOLDER", str(tmp_path))
    monkeypatch.delenv("B12_FDC_KEY", raising=False)
    with server.publisher() as publisher:
        for name in ("FDC", "OFF", "OFF_SEARCH"):
            monkeypatch.setenv(f"B12_{name}_URL", publisher.address)
        recorded = server.recorded
        publisher.ways = {
            "/foods/search": server.answers(recorded("fdc_search"), X_RateLimit_Remaining=7),
            "/food/2057648": server.answers(recorded("fdc_food_2057648")),
            "/api/v2/product/5012345678900": server.answers(recorded("off_product_5012345678900")),
        }
        yield publisher


@pytest.fixture
def at(there):
    page = opened("foods")
    page.segmented_control(key="foods_part").set_value("lookup").run()
    return page


def said(at):
    return " ".join(each.value for kind in (at.caption, at.info, at.markdown) for each in kind)


def own(at):
    return {each.id: each for each in at.session_state["own"]}


def by_code(at, code):
    at.segmented_control(key="lookup_place").set_value("Open Food Facts").run()
    at.text_input(key="lookup_code").set_value(code)
    return press(at, "Look it up")


def test_nobody_is_asked_before_somebody_presses(at, there):
    at.text_input(key="lookup_words").set_value("cheddar").run()
    at.segmented_control(key="lookup_place").set_value("Open Food Facts").run()
    assert there.asked == []
    assert "to Open Food Facts. Nothing about you or your plan." in said(at)


def test_each_press_is_one_question_and_a_food_is_kept(at, there):
    at.text_input(key="lookup_key").set_value("MY-KEY").run()
    at.text_input(key="lookup_words").set_value("cheddar")
    press(at, "Search")
    assert "42 found, part 1 of 3. Amounts are per 100 g. 7 more questions" in said(at)
    send(at, "lookup_list", "open", {"food": "fdc-2057648"})
    assert there.paths() == ["/foods/search", "/food/2057648"]
    assert {each["headers"]["X-Api-Key"] for each in there.asked} == {"MY-KEY"}
    press(at, "Keep and add")
    kept = own(at)["own:fdc-2057648"]
    assert dict(kept.per_100g)["calcium"] == 714
    assert "vitamin_b12" not in dict(kept.per_100g)
    assert "Keep and add" not in labels(at)
    press(at, "Back to the list")
    assert "42 found" in said(at)
    assert len(there.asked) == 2
    press(at, "More")
    assert there.asked[2]["query"]["pageNumber"] == ["2"]


def test_what_is_held_back_is_kept_only_where_it_is_ticked(at):
    by_code(at, "5012345678900")
    assert "**Vitamin D 1,100.0 µg** per 100 g. Foods have 250 µg at most." in said(at)
    press(at, "Keep and add")
    assert "vitamin_d" not in dict(own(at)["own:off-5012345678900"].per_100g)
    next(iter(at.checkbox)).check().run()
    press(at, "Keep it so instead")
    assert dict(own(at)["own:off-5012345678900"].per_100g)["vitamin_d"] == 1100


@pytest.mark.parametrize(
    ("code", "words"), [("123", "is not 8, 12, 13 or 14 digits"), ("96385074", "nothing under that number")]
)
def test_why_nothing_was_found_is_said_and_the_page_goes_on(at, code, words):
    by_code(at, code)
    assert words in said(at)
    by_code(at, "5012345678900")
    assert "Keep and add" in labels(at)


def test_words_of_a_list():
    foods = tuple(filter(None, map(fdc.as_found, server.recorded("fdc_search")["foods"])))
    brand, survey = lookup_rows(Page(foods, 2))
    assert (brand["figure"], brand["about"]) == ("393 kcal", "Grafton Village · Brand")
    assert (survey["name"], survey["about"]) == ("Seaweed, pickled", "Survey (FNDDS)")
    assert lookup_words(Page((), 0)).startswith("Nothing was found.")
    assert lookup_words(Page(foods[:1], 1)) == "1 found. Amounts are per 100 g."
