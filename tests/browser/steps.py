"""What a person does on a page, and where a person looks."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

import nutrition as nu


def visit(page: Page, address: str = "/") -> None:
    """Open a page and wait until it is drawn."""
    page.goto(address)
    settled(page)


def turn(page: Page, address: str, title: str) -> None:
    """Turn to another page, as the browser's own buttons do, and wait until it is drawn."""
    page.evaluate(
        "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }", address
    )
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_attached()
    settled(page)


def settled(page: Page) -> None:
    """Wait until the server has nothing more to draw."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    expect(page.locator("[data-stale=true]")).to_have_count(0)  # what is drawn anew is pale until then


def pick(page: Page, label: str, option: str) -> None:
    """Choose from one of Streamlit's lists."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def enter(field: Locator, text: str) -> None:
    """Write over what stands in a field."""
    field.fill(text)
    field.press("Enter")


def search(page: Page) -> Locator:
    """Find the search box."""
    return page.get_by_role("searchbox", name="Find a food")


def field(page: Page, label: str) -> Locator:
    """Find a field by its whole label."""
    return page.get_by_label(label, exact=True)


def row(page: Page, food: str) -> Locator:
    """Find a food's line in the plan."""
    return page.locator(".b12-item").filter(has_text=food)


def total(page: Page) -> Locator:
    """Find the day's B12."""
    return page.locator(".b12-total")


def shown(plan: nu.Plan, nutrient: str = "vitamin_b12") -> str:
    """Give a plan's total as the page must show it, worked out here."""
    return f"{nu.eaten(plan, nu.read_foods()).at[nutrient, 'known']:.1f} µg/day"


def save(page: Page) -> bytes:
    """Download the plan."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save").click()
    return Path(download.value.path()).read_bytes()


def upload(page: Page, file: Path) -> None:
    """Choose a file to open."""
    chooser = page.locator("input[type=file]")
    if not chooser.count():
        page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
    chooser.set_input_files(file)
