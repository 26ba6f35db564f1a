"""The page "B12 in your body" in a real browser: figures, phones, both schemes, everybody can read it."""

from playwright.sync_api import Page, expect

from tests.browser.steps import enter, field, pick, settled, visit
from tests.browser.test_every_page import violations

ADDRESS = "/body?sample=vegan_fortified"
FIGURES = {
    "Your sittings": "B12 in one sitting (µg)",
    "Dose explorer": "B12 at a time (µg)",
    "Stores over years": "Years from now, if nothing changes",
    "Treatment": "Months of treatment",
}


def look_at(page: Page, view: str) -> None:
    page.get_by_role("radio", name=view).click()
    expect(page.get_by_role("radio", name=view)).to_be_checked()
    settled(page)
    if view in FIGURES:
        expect(page.get_by_test_id("stPlotlyChart").get_by_text(FIGURES[view])).to_be_visible()


def test_a_changed_dose_changes_sentence_and_figure(page: Page) -> None:
    visit(page, ADDRESS)
    look_at(page, "Dose explorer")
    said = page.locator(".b12-said")
    expect(said).to_contain_text("10 µg at a time, tablet, on its own, once a day: about 1.4 µg per day")
    enter(field(page, "B12 at a time (µg)"), "1000")
    expect(said).to_contain_text("1,000 µg at a time, tablet, on its own, once a day: about 13.3 µg per day")
    pick(page, "Taken as", "Tablet, with a meal")
    expect(said).to_contain_text("about 6.3 µg per day")  # 1.3 + 0.005 x 1,000
    expect(page.locator(".b12-total")).to_have_text("6.3 µg")
    settled(page)
    chart = page.get_by_test_id("stPlotlyChart")
    expect(chart.get_by_text("your choice")).to_be_visible()
    expect(chart.get_by_text("EU mark")).to_be_visible()


def test_a_sample_opened_here_reaches_the_sidebar(page: Page) -> None:
    visit(page, "/body")
    page.get_by_role("button", name="Vegan day with fortified foods").click()
    expect(page.locator(".b12-said").first).to_contain_text("Your plan gives 12.0 µg of B12 per day")
    expect(page.get_by_role("combobox", name="Diet")).to_have_value("Vegan")


def test_everybody_can_read_every_view_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    visit(page, ADDRESS)
    for view in [*FIGURES, "Food sources"]:
        look_at(page, view)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, view
        assert violations(page) == [], view


def test_a_swipe_over_a_figure_moves_nothing(page: Page) -> None:
    visit(page, ADDRESS)
    look_at(page, "Stores over years")
    chart = page.get_by_test_id("stPlotlyChart")
    ticks = chart.locator(".xtick")
    before = ticks.all_text_contents()
    box = chart.bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 250)
    page.mouse.up()
    page.mouse.wheel(0, 100)
    assert ticks.all_text_contents() == before
    expect(chart.locator(".modebar")).to_have_count(0)
