"""A food from its label: entered, eaten, and what the label does not print visible in the day's total."""

from playwright.sync_api import Page, expect

from tests.browser.steps import enter, field, settled, visit

PRINTED = {
    "Name": "Oat drink",
    "Serving size": "1 glass (250 ml)",
    "Vitamin B12 (µg)": "50 %",
    "Calcium (mg)": "350mg 25%",
}


def test_a_label_is_entered_and_eaten_and_what_it_does_not_print_stays_not_known(page: Page) -> None:
    visit(page, "/foods")
    page.get_by_role("radio", name="From a label").click()
    for label, text in PRINTED.items():
        enter(field(page, label), text)
        settled(page)
    seen = page.get_by_role("table", name="What it comes to")
    expect(seen.get_by_role("row", name="Vitamin B12")).to_contain_text("1.2 µg")  # 50 % of 2.4
    page.get_by_role("button", name="Keep this food").click()
    page.locator(".b12-picker").get_by_role("button", name="Add").click()
    expect(page.get_by_text("Added to Breakfast")).to_be_visible()
    page.get_by_role("link", name="To the plan").click()
    settled(page)
    expect(page.locator(".b12-item")).to_contain_text("Oat drink")
    expect(page.locator(".b12-total")).to_contain_text("1.2 µg")
    lines = page.locator(".b12-result details")
    expect(lines.filter(has_text="Iron").first).to_contain_text("Cannot tell")
    expect(lines.filter(has_text="Iron").first).to_contain_text("0 of 1 foods known")
    expect(lines.filter(has_text="Calcium").first).to_contain_text("350 mg/day")
