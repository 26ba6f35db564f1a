"""Explore in a real browser: from a ranking to a card, to two foods, and onto the plan."""

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import settled, visit
from tests.browser.test_every_page import violations

COCKLES = "16-252"  # CoFID: 47 ug of B12 in 100 g


def test_a_food_among_the_best_sources_is_looked_at_compared_and_eaten(page: Page) -> None:
    visit(page, "/explore")
    ranking = page.get_by_role("list", name="Absorbed of a portion: vitamin B12")
    expect(ranking.get_by_role("listitem")).to_have_count(25)
    assert violations(page) == []
    ranking.get_by_role("button", name="Cockles, boiled").click()
    expect(page.get_by_role("heading", name="Cockles, boiled")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"food={COCKLES}"))
    settled(page)
    assert violations(page) == []
    page.get_by_role("button", name="Beside another food").click()
    page.get_by_role("searchbox", name="Second food").fill("coffee")
    page.get_by_role("list", name="Found for Second food").get_by_role("button").first.click()
    b12 = page.locator(".b12-pair").filter(has_text="Vitamin B12 (cobalamin)")
    expect(b12).to_contain_text("47 µg")
    expect(b12).to_contain_text("−47 µg")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("radio", name="One food").click()
    page.get_by_role("button", name="Add Cockles, boiled").click()
    expect(page.get_by_text("Added to Breakfast")).to_be_visible()
    page.get_by_role("link", name="To the plan").click()
    expect(page.locator(".b12-item")).to_contain_text("Cockles, boiled")
