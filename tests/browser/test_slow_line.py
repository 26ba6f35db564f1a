"""What stands in the sidebar stays where a browser waits long for the code of its widgets."""

from playwright.sync_api import Page, Route, expect

from tests.browser.steps import enter, field, settled


def test_answers_stay_where_the_widgets_come_late(page: Page) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/NumberInput.*.js", hold)
    page.route("**/Selectbox.*.js", hold)
    page.goto("/foods?authority=European+Union+%28EFSA%29")
    page.get_by_role("radio", name="Recipe").click()
    enter(field(page, "Name of the dish"), "Golden soup")
    settled(page)
    expect(field(page, "Age (years)")).to_have_count(0)  # it is not there yet: the reason for this test
    assert len(waiting) == 2
    for route in waiting:
        route.continue_()
    for dish in ("Golden stew", "Golden curry"):
        expect(field(page, "Age (years)")).to_have_value("35")
        expect(field(page, "Serves")).to_have_value("1")
        expect(page.get_by_role("combobox", name="Reference intakes")).to_have_value("European Union (EFSA)")
        enter(field(page, "Name of the dish"), dish)
        settled(page)
        expect(field(page, "Name of the dish")).to_have_value(dish)
