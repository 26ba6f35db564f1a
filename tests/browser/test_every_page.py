"""Comparing, sources, and what holds on every page: phones, keyboards, screen readers, dark and light."""

import re
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

import nutrition as nu
from tests.browser.steps import field, pick, search, settled, shown, turn, visit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
OPENED = ("/?sample=large_day", "/", "/limits")  # pages by their addresses; the others are turned to
TURNED = {
    "/people": "People",
    "/new_plan": "New plan",
    "/compare": "Compare two plans",
    "/foods": "Foods",
    "/explore": "Explore",
    "/body": "B12 in your body",
    "/check": "Check",
    "/sources": "Sources",
}


def test_two_plans_are_compared(page: Page) -> None:
    visit(page, "/compare")
    lines = page.locator(".b12-pair")
    expect(lines.first).to_contain_text("Omnivore day")
    expect(lines.first).to_contain_text("Vegan day with fortified foods")
    b12 = lines.filter(has_text="Vitamin B12 (cobalamin)")
    expect(b12).to_contain_text(shown(nu.sample("omnivore")))
    expect(b12).to_contain_text(shown(nu.sample("vegan_fortified")))
    page.get_by_role("button", name="Vegan without and with").click()
    expect(lines.first).to_contain_text("Vegan day without fortified foods")
    expect(b12).to_contain_text("0.0 µg/day")
    expect(b12).to_contain_text("+")
    page.get_by_role("button", name="Omnivore and vegan").click()
    expect(lines.first).to_contain_text("Omnivore day")


def test_every_source_is_a_link_away(page: Page) -> None:
    visit(page, "/sources")
    table = page.get_by_role("table")
    for choice in ("Needs in use", "Warnings", "Absorption constants", "Foods", "All sources"):
        page.get_by_role("radio", name=choice, exact=True).click()
        expect(page.get_by_role("radio", name=choice, exact=True)).to_be_checked()
        settled(page)
        links = table.get_by_role("link")
        expect(links.first).to_be_visible()
        addresses = links.evaluate_all("found => found.map(link => link.getAttribute('href'))")
        assert all(re.match("https?://", address) for address in addresses)


def test_a_phone_and_a_keyboard_are_enough(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page)
    words = search(page)
    words.focus()
    page.keyboard.type("lentils, boiled")
    expect(page.get_by_role("button", name="Add Lentils, boiled")).to_be_visible()
    amount = field(page, "How much Lentils, boiled")
    tab_to(page, "How much Lentils, boiled")
    amount.press("ControlOrMeta+a")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(field(page, "Amount of Lentils, boiled")).to_have_value("2")
    tab_to(page, "Amount of Lentils, boiled")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator(".b12-item")).to_contain_text("594 g")  # a cup of boiled lentils weighs 198 g
    dock = page.locator(".b12-dock")
    expect(dock).to_be_in_viewport()
    expect(dock).to_contain_text(re.compile(r"B12 0\.0 µg/day"))


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the field with that label has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == label:
            return
    pytest.fail(f"the keyboard does not reach {label!r}")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_everybody_can_read_and_use_every_page(page: Page, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    for address in (*OPENED, *TURNED):
        if address in TURNED:
            turn(page, address, TURNED[address])
        else:
            visit(page, address)
        expect(page.get_by_role("heading").first).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
        assert violations(page) == [], address
        dark, light = sorted((brightness(page, "color"), brightness(page, "backgroundColor")))
        assert light - dark > 128
        assert (brightness(page, "backgroundColor") == dark) == (scheme == "dark")
    page.set_viewport_size({"width": 1440, "height": 844})  # the sidebar stays in view
    visit(page, "/?sample=vegan_unfortified")
    pick(page, "Medicines and conditions", "Metformin")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Metformin can lower B12")).to_be_visible()
    for text in ("Open for sources", "This vegan plan", "Energy and macronutrients"):
        page.get_by_text(text).first.click()
    expect(page.get_by_text("What to do:").first).to_be_visible()
    search(page).fill("milk")
    expect(page.get_by_role("button", name="Add Milk").first).to_be_visible()
    assert violations(page) == []


def violations(page: Page) -> list[str]:
    """Give what axe, the accessibility checker, finds wrong with the page as it stands."""
    settled(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)")
    return [
        f"{each['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
        for each in found
        for node in each["nodes"]
    ]


def brightness(page: Page, what: str) -> float:
    """Give how bright the page's text or background is, 0 to 255."""
    colour = page.get_by_test_id("stApp").evaluate(f"app => getComputedStyle(app).{what}")
    red, green, blue = (int(part) for part in re.findall(r"\d+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
