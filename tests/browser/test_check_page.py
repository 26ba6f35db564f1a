"""The guided check in a real browser: five people, and the page that each brings to a clinician."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import enter, field, pick, settled, visit
from tests.browser.test_every_page import violations


def check(page: Page, *, age: str, sex: str = "Man or boy", diet: str | None = None) -> None:
    """Open the check for somebody."""
    visit(page, "/check")
    enter(field(page, "Age (years)"), age)
    page.get_by_role("radiogroup", name="Sex").get_by_text(sex).click()
    if diet:
        pick(page, "Diet", diet)
    settled(page)


def step(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).click()
    expect(page.get_by_role("radio", name=name)).to_be_checked()
    settled(page)


def tick(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=False).click()
        settled(page)


def result(page: Page, test: str, value: str, unit: str | None = None) -> None:
    if unit:
        pick(page, f"Unit of {test}", unit)
    enter(field(page, test), value)
    settled(page)


def first_card(page: Page):
    return page.locator(".b12-cards .b12-notice").first


def sheet(page: Page):
    step(page, "5 For your clinician")
    found = page.locator(".b12-sheet")
    expect(found).to_contain_text("to bring to your clinician")
    links = found.get_by_role("link").evaluate_all("all => all.map(link => link.href)")
    assert links
    assert all(link.startswith("https://") for link in links)
    return found


def test_metformin_numb_feet_b12_205_mma_052(page: Page) -> None:
    check(page, age="68")
    step(page, "2 Risks")
    tick(page, "Metformin")
    expect(page.get_by_test_id("stSidebar").get_by_text("Metformin")).to_be_visible()
    step(page, "3 Symptoms")
    tick(page, "Numb feet or hands")
    step(page, "4 Blood tests")
    result(page, "Total B12", "205", "pg/mL")
    result(page, "Methylmalonic acid (MMA)", "0.52")
    expect(first_card(page)).to_contain_text("Get help first")
    expect(page.get_by_text("MMA is raised", exact=True)).to_be_visible()
    found = sheet(page)
    expect(found).to_contain_text("205 pg/mL")
    expect(found).to_contain_text("Kidney function")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save this page").click()
    saved = Path(download.value.path()).read_text("utf-8")
    assert "205 pg/mL" in saved
    assert "<script" not in saved


def test_a_vegan_of_30_without_supplement_or_symptom(page: Page) -> None:
    check(page, age="30", diet="Vegan")
    expect(page.get_by_text("Get help first").first).to_be_visible()  # the question, not a card
    expect(page.locator(".b12-cards")).to_have_count(0)
    found = sheet(page)
    expect(found).to_contain_text("Whether a B12 test is worth it now")
    expect(found).not_to_contain_text("First of all")


def test_nitrous_oxide_unsteady_and_a_normal_b12(page: Page) -> None:
    check(page, age="24")
    tick(page, "Unsteady on your feet")
    expect(first_card(page)).to_contain_text("Get help first")
    step(page, "2 Risks")
    tick(page, "Nitrous oxide")
    step(page, "4 Blood tests")
    result(page, "Total B12", "420")
    expect(first_card(page)).to_contain_text("Get help first")
    found = sheet(page)
    expect(found).to_contain_text(re.compile("homocysteine", re.IGNORECASE))
    page.get_by_role("link", name="Plan", exact=True).first.click()
    settled(page)
    expect(first_card(page)).to_contain_text("Get help first")


def test_pregnant_with_a_total_b12_of_160(page: Page) -> None:
    check(page, age="31", sex="Woman or girl")
    pick(page, "Pregnant or breastfeeding", "Pregnant")
    step(page, "4 Blood tests")
    result(page, "Total B12", "160")
    expect(first_card(page)).to_contain_text("Get help first")
    expect(sheet(page)).to_contain_text("Active B12")


def test_heel_pain_on_the_first_steps_of_the_morning(page: Page) -> None:
    check(page, age="45")
    step(page, "3 Symptoms")
    page.get_by_role("radio", name="Heel pain").click()
    settled(page)
    page.get_by_role("button", name=re.compile("first steps", re.IGNORECASE)).click()
    expect(first_card(page)).to_contain_text(re.compile("plantar fasciitis", re.IGNORECASE))
    expect(first_card(page).get_by_role("link").first).to_be_visible()


@pytest.mark.parametrize(("test", "value"), [("Total B12", "-5"), ("Methylmalonic acid (MMA)", "300")])
def test_a_result_that_cannot_be_is_asked_about(page: Page, test: str, value: str) -> None:
    check(page, age="45")
    step(page, "4 Blood tests")
    result(page, test, value)
    expect(page.get_by_role("alert").first).to_contain_text(value)
    expect(page.locator(".b12-cards")).to_have_count(0)


def test_what_is_being_typed_stays_when_the_first_card_comes(page: Page) -> None:
    check(page, age="68")
    step(page, "3 Symptoms")
    tick(page, "Numb feet or hands")
    step(page, "4 Blood tests")
    other = field(page, "Methylmalonic acid (MMA)")
    enter(field(page, "Total B12"), "130")
    other.fill("0.5")  # not entered yet
    expect(first_card(page)).to_contain_text("Get help first")
    settled(page)
    expect(other).to_have_value("0.5")
    other.press("Enter")
    expect(page.get_by_text("MMA is raised", exact=True)).to_be_visible()


def test_the_next_step_is_shown_from_its_beginning_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, "/check")
    page.get_by_role("button", name="Go on: risks").click()
    page.get_by_role("button", name="Go on: symptoms").click()
    expect(page.get_by_text("What is felt or seen")).to_be_in_viewport()
    expect(page.get_by_role("radio", name="3 Symptoms")).to_be_in_viewport()


def test_everybody_can_read_every_step_on_a_phone(page: Page) -> None:
    check(page, age="24")
    tick(page, "Unsteady on your feet")
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("1 Urgent signs", "2 Risks", "3 Symptoms", "4 Blood tests", "5 For your clinician"):
        step(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, name
        assert violations(page) == [], name


def test_on_paper_the_page_for_a_clinician_stands_alone(page: Page) -> None:
    check(page, age="30", diet="Vegan")
    found = sheet(page)
    page.emulate_media(media="print", color_scheme="dark")
    expect(found).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.get_by_role("radio", name="1 Urgent signs")).to_be_hidden()
    expect(found).to_have_css("color", "rgb(28, 42, 46)")
    expect(found).to_have_css("background-color", "rgb(255, 255, 255)")
