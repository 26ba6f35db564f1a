"""The page People in a real browser: somebody is added, kept in a file, deleted, and brought back."""

from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.steps import field, settled, visit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
NAME, NOTES = "Zoë <b>Ağaoğlu</b>", "likes soya\n<script>alert(1)</script>"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


def section(page: Page, name: str) -> None:
    settled(page)  # what is drawn anew just then would not feel the click
    page.get_by_role("radio", name=name, exact=True).click()
    settled(page)


def keeps_nobody_out(page: Page) -> None:
    """Check with axe; Streamlit's own passing messages, which have no name, apart."""
    settled(page)
    page.evaluate(AXE)
    look = "axe.run({exclude: ['[data-testid=stToast]']}, {resultTypes: ['violations']})"
    found = page.evaluate(f"{look}.then(found => found.violations)")
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []


def test_somebody_is_added_kept_in_a_file_deleted_and_brought_back(page: Page, tmp_path: Path) -> None:
    visit(page, "/people")
    press(page, "Add a person")
    field(page, "Name").fill(NAME)
    press(page, "Add")
    heading = page.get_by_role("heading", name=NAME)
    expect(heading).to_be_visible()

    section(page, "Name and notes")
    field(page, "Notes").fill(NOTES)
    field(page, "Notes").press("Tab")
    settled(page)
    press(page, "Everybody")
    page.get_by_role("searchbox", name="Find by name or notes").fill("SOYA")
    expect(page.get_by_text("likes soya")).to_be_visible()
    keeps_nobody_out(page)

    page.get_by_test_id("stMain").get_by_role("button", name="Open", exact=True).click()
    settled(page)
    section(page, "File, put away, delete")
    with page.expect_download() as download:
        press(page, "Save everything")
    file = tmp_path / "zoe.zip"
    download.value.save_as(file)
    press(page, f"Delete {NAME}")
    expect(page.get_by_text("It cannot be brought back")).to_be_visible()
    keeps_nobody_out(page)
    press(page, "Yes, delete for good")
    expect(page.get_by_text("Nobody is kept yet")).to_be_visible()

    press(page, "Bring in a file")
    page.locator("input[type=file]").set_input_files(file)
    expect(heading).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    section(page, "Name and notes")
    expect(field(page, "Notes")).to_have_value(NOTES)
    keeps_nobody_out(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
