"""A recipe made of typed ingredients and eaten; what is not known of it is seen in the day's total."""

from playwright.sync_api import Page, expect

from tests.browser.steps import enter, field, pick, row, settled, total, visit

LINES = "100 g nutritional yeast\n1 pinch saffron\nsalt to taste"
YEAST = "Nutritional yeast, unfortified"


def test_a_recipe_is_made_and_eaten_and_what_is_not_known_is_seen(page: Page) -> None:
    # Nothing scrolls: a list closes when the page does.
    page.set_viewport_size({"width": 1440, "height": 1500})
    visit(page, "/foods")
    page.get_by_role("radio", name="Recipe").or_(page.get_by_role("button", name="Recipe")).first.click()
    enter(field(page, "Name of the dish"), "Golden soup")
    lines = field(page, "Ingredients, one on a line")
    lines.fill(LINES)
    lines.press("Control+Enter")
    keep = page.get_by_role("button", name="Keep this recipe")
    pick(page, "100 g nutritional yeast", YEAST)
    expect(page.get_by_label("Grams")).to_have_count(2)
    pick(page, "1 pinch saffron", "An unknown food of this weight")
    expect(page.get_by_label("Grams")).to_have_count(3)
    enter(page.get_by_label("Grams").nth(1), "2")
    expect(page.get_by_role("row", name="Vitamin B12 (cobalamin)")).to_contain_text("1 of 2")
    settled(page)
    pick(page, "salt to taste", "Leave it out: not counted")
    expect(page.get_by_text("Not counted: salt to taste.")).to_be_visible()
    expect(keep).to_be_enabled()
    keep.click()
    expect(page.get_by_text("Kept: Golden soup")).to_be_visible()
    page.get_by_role("button", name="Add Golden soup").click()
    expect(page.get_by_text("Added to")).to_be_visible()
    settled(page)
    page.get_by_role("link", name="To the plan").click()
    expect(row(page, "Golden soup")).to_contain_text("≥")
    expect(total(page)).to_contain_text("≥")
