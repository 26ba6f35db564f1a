"""Closing gaps, making a plan vegan, new plans and shopping, as a person does it."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

import nutrition as nu
from tests.browser.steps import enter, pick, save, settled, total, visit
from tests.browser.test_every_page import violations

SOLVED = 60_000  # ms; ten seconds of solving on a machine that does other things too
VEGAN = nu.Person(34, "female", diet="vegan")


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def solved(page: Page) -> None:
    """Wait until the search beside the page is over."""
    expect(button(page, "Stop here")).to_have_count(0, timeout=SOLVED)
    settled(page)


def saved(page: Page) -> nu.Plan:
    return nu.Plan.from_file(save(page))


def status(plan: nu.Plan, person: nu.Person = VEGAN, nutrient: str = "vitamin_b12") -> str:
    """Give how a plan stands by the plain calculator."""
    return str(nu.assess(nu.eaten(plan, nu.read_foods()), nu.needed(person)).loc[nutrient, "status"])


def close_gaps(page: Page) -> None:
    visit(page, "/?sample=vegan_unfortified")
    button(page, "Close the gaps").click()
    expect(button(page, "Accept all")).to_be_visible(timeout=SOLVED)


def test_gaps_are_closed_accepted_and_undone(page: Page) -> None:
    close_gaps(page)
    solved(page)
    expect(page.get_by_role("status")).to_contain_text("smaller set of changes")
    assert page.get_by_role("radiogroup", name="Proposals").get_by_role("radio").count() >= 3
    expect(page.locator(".b12-need").filter(has_text="Vitamin B12")).to_contain_text("✓ Met")
    headline = page.get_by_role("group").filter(has=total(page))
    expect(headline).to_contain_text("Short")
    button(page, "Accept all").click()
    expect(headline).to_contain_text("Met")
    expect(page.get_by_text("✓ Accepted").first).to_be_visible()
    assert status(saved(page)) == "met"
    button(page, "Undo").click()
    expect(headline).to_contain_text("Short")
    expect(button(page, "Accept all")).to_be_visible()
    assert saved(page) == nu.sample("vegan_unfortified")


def test_one_change_is_accepted_by_itself(page: Page) -> None:
    close_gaps(page)
    button(page, "Stop here").click()
    solved(page)
    change = page.locator(".b12-change").first
    change.get_by_role("button").click()
    expect(change).to_contain_text("✓ Accepted")
    expect(button(page, "Accept the rest")).to_be_visible()
    first = saved(page)
    assert first != nu.sample("vegan_unfortified")
    button(page, "Accept the rest").click()
    expect(button(page, "Accept the rest")).to_have_count(0)
    assert status(saved(page)) == "met"


def test_a_search_can_be_stopped_and_what_is_there_stays(page: Page) -> None:
    close_gaps(page)
    button(page, "Stop here").click()
    expect(page.get_by_text("Stopped: a smaller set of changes may exist.")).to_be_visible()
    expect(button(page, "Accept all")).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(button(page, "Accept all")).to_have_count(0)


def test_what_cannot_be_met_is_said_with_what_would(page: Page) -> None:
    close_gaps(page)
    button(page, "Stop here").click()
    solved(page)
    page.get_by_text("What may change").click()
    pick(page, "Supplements", "none")
    page.get_by_text("Fortified foods may be proposed").click()
    button(page, "Look again").click()
    expect(button(page, "Look again")).to_have_count(0)
    solved(page)
    said = page.locator(".b12-said")
    expect(said.filter(has_text="No amount of the foods allowed brings vitamin B12.")).to_be_visible(
        timeout=SOLVED
    )
    expect(said.filter(has_text="Fortified foods would do it")).to_contain_text("supplements")
    expect(page.locator(".b12-notes li").filter(has_text="B12").first).to_be_visible()


def test_an_omnivore_day_becomes_vegan(page: Page) -> None:
    visit(page, "/?sample=omnivore")
    button(page, "Make it vegan").click()
    button(page, "Make the change").click()
    expect(page.get_by_role("heading", name="Swapped")).to_be_visible(timeout=SOLVED)
    solved(page)
    button(page, "Use the changed plan").click()
    expect(page.get_by_text("This plan covers B12 for a vegan")).to_be_visible()
    expect(page.get_by_role("combobox", name="Diet")).to_have_value("Vegan")
    plan, foods = saved(page), nu.read_foods()
    assert {foods.at[item.food, "diet"] for item in plan.items} == {"vegan"}
    assert status(plan) == "met"
    button(page, "Undo").click()
    expect(page.get_by_role("region", name="Dinner")).to_contain_text("Salmon")
    expect(page.get_by_role("combobox", name="Diet")).to_have_value("Omnivore")


def test_three_days_are_made_kept_made_again_used_and_shopped_for(page: Page) -> None:
    visit(page, "/new_plan")
    button(page, "Make the plan").click()
    expect(page.get_by_role("status")).to_contain_text("…")
    days = page.locator(".b12-day")
    expect(button(page, "Use this plan")).to_be_visible(timeout=SOLVED)
    expect(days).to_have_count(3)
    breakfast, lunch = (
        page.get_by_role("region", name=f"{meal} on day 1") for meal in ("Breakfast", "Lunch")
    )
    button(page, "Keep Breakfast on day 1").click()
    expect(button(page, "Keep Breakfast on day 1")).to_have_attribute("aria-pressed", "true")
    stays, goes = breakfast.locator("ul").text_content(), lunch.locator("ul").text_content()
    button(page, "Another day 1").click()
    expect(button(page, "Stop here")).to_be_visible()
    expect(button(page, "Use this plan")).to_be_visible(timeout=SOLVED)
    settled(page)
    expect(lunch.locator("ul")).not_to_have_text(goes)
    expect(breakfast.locator("ul")).to_have_text(stays)
    button(page, "Use this plan").click()
    expect(page.get_by_role("radio", name="Day 3")).to_be_visible()
    plan = saved(page)
    assert plan.days == 3
    assert status(plan, nu.Person(35, "female")) == "met"
    button(page, "Shopping list").click()
    expect(page.get_by_text("Shopping list for 3 days")).to_be_visible()
    with page.expect_download() as download:
        button(page, "As a table").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8"))))
    assert {row["name"] for row in rows} == {nu.read_foods().at[item.food, "name"] for item in plan.items}
    expect(page.locator(".b12-shopping li")).to_have_count(len(rows))


def test_a_panel_that_opens_above_is_gone_to(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    close_gaps(page)
    button(page, "Stop here").click()
    solved(page)
    button(page, "Shopping list").scroll_into_view_if_needed()
    expect(page.get_by_role("heading", name="Close the gaps")).not_to_be_in_viewport()
    button(page, "Shopping list").click()
    expect(page.get_by_role("heading", name="Shopping list")).to_be_in_viewport()


def test_two_plans_say_what_each_would_need(page: Page) -> None:
    visit(page, "/compare")
    button(page, "What would each need?").click()
    said = page.locator(".b12-said")
    expect(said.filter(has_text="Omnivore day").first).to_be_visible(timeout=SOLVED)
    expect(said.filter(has_text="Vegan day with fortified foods").first).to_be_visible()


def test_everybody_can_use_it_on_a_phone(page: Page) -> None:
    width = 390
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark")
    close_gaps(page)
    page.get_by_text("What may change").click()
    expect(page.get_by_role("combobox", name="Supplements")).to_be_visible()
    assert violations(page) == []
    solved(page)
    fits(page, width)
    button(page, "Shopping list").click()
    expect(page.get_by_text("Shopping list for one day")).to_be_visible()
    fits(page, width)
    button(page, "Make it vegan").click()
    expect(button(page, "Make the change")).to_be_visible()
    fits(page, width)
    visit(page, "/new_plan")
    enter(page.get_by_label("Days"), "1")
    button(page, "Make the plan").click()
    expect(button(page, "Use this plan")).to_be_visible(timeout=SOLVED)
    fits(page, width)


def fits(page: Page, width: int) -> None:
    """Check that nothing lies beside the page, and nothing keeps people out."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
