"""A food is looked up, taken and eaten; what is not known of it stays unknown up to the day's total."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import enter, field, settled, total, visit
from tests.online import server


@pytest.fixture
def online(foods_online):
    foods_online.asked.clear()
    recorded = server.recorded
    foods_online.ways = {
        "/foods/search": server.answers(recorded("fdc_search")),
        "/food/2057648": server.answers(recorded("fdc_food_2057648")),
        "/api/v2/product/5012345678900": server.answers(recorded("off_product_5012345678900")),
    }
    return foods_online


def look_up(page: Page) -> None:
    visit(page, "/foods")
    page.get_by_role("radio", name="Look up").click()
    settled(page)


def to_the_plan(page: Page) -> None:
    page.locator(".b12-picker .b12-add").click()
    expect(page.get_by_text("Added to Breakfast")).to_be_visible()
    page.get_by_role("link", name="To the plan").click()
    settled(page)


def test_a_food_is_searched_taken_and_eaten(page: Page, online):
    look_up(page)
    enter(field(page, "Words"), "cheddar")
    expect(page.get_by_text("42 found")).to_be_visible()
    page.get_by_role("button", name="Cheddar cheese").click()
    page.get_by_role("button", name="Keep and add").click()
    settled(page)
    to_the_plan(page)
    expect(page.locator(".b12-item")).to_contain_text("Cheddar cheese (Grafton Village)")
    expect(page.locator(".b12-item")).to_contain_text("110 kcal")  # 28 g of 393 kcal per 100 g
    expect(page.locator(".b12-headline").first).to_contain_text("Cannot tell")
    expect(total(page)).to_contain_text("—")  # it has no value for B12, and that is no 0
    assert online.paths() == ["/foods/search", "/food/2057648"]  # not one more than was pressed for
    assert online.asked[0]["query"]["query"] == ["cheddar"]


def test_a_barcode_is_typed_and_what_is_held_back_counts_when_it_is_confirmed(page: Page, online):
    look_up(page)
    page.get_by_role("radio", name="Open Food Facts").click()
    settled(page)
    enter(field(page, "Barcode"), "5012345678901")
    expect(page.get_by_text("has a wrong digit")).to_be_visible()
    assert online.asked == []
    enter(field(page, "Barcode"), "5 012345 678900")
    expect(page.get_by_text("Hard to believe, so not counted")).to_be_visible()
    vitamin_d = page.locator(".b12-held").filter(has_text="Vitamin D").first
    expect(vitamin_d).to_contain_text("not known")
    page.get_by_text("I checked it on the label: count it").click()
    expect(vitamin_d).to_contain_text("1,100")
    page.get_by_role("button", name="Keep and add").click()
    settled(page)
    to_the_plan(page)
    expect(page.locator(".b12-item")).to_contain_text("Invented oat drink (Nowhere Farm)")
    expect(total(page)).to_contain_text("0.9 µg/day")  # 250 g of 0.38 µg per 100 g, rounded down


def test_without_an_answer_the_page_says_so_and_goes_on(page: Page, online):
    online.ways = {"/foods/search": server.answers(429, Retry_After=1200)}
    look_up(page)
    enter(field(page, "Words"), "anything else")
    expect(page.get_by_text("try again in 20 minutes")).to_be_visible()
    expect(page.get_by_text("own table work without it")).to_be_visible()
