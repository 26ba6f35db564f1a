"""The handout, from the plan to paper: downloaded, opened by itself, printed, and turned into pictures."""

import io
from importlib.resources import files
from pathlib import Path

from PIL import Image
from playwright.sync_api import Download, Locator, Page, expect
from pypdf import PdfReader

from tests.browser.steps import field, settled, visit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
LATIN_NAME, ANY_NAME = "Zoë <b>Ağaoğlu</b>", "Zoë <b>Ağaoğlu</b> 😀"
A4 = (210, 297)  # mm


def downloaded(page: Page, label: str) -> Download:
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
    return download.value


def first_page(page: Page) -> Locator:
    return page.get_by_test_id("stImage").get_by_role("img")


def drawn_again(page: Page, was: str | None) -> None:
    """Wait until the first page shows what was entered: a button drawn anew would miss its click."""
    expect(first_page(page)).not_to_have_attribute("src", was or "")
    settled(page)


def named(page: Page, name: str) -> None:
    was = first_page(page).get_attribute("src")
    field(page, "For (name)").fill(name)
    field(page, "For (name)").press("Tab")
    drawn_again(page, was)


def test_a_handout_is_filled_in_looked_at_and_taken_along(page: Page, tmp_path: Path) -> None:
    visit(page, "/?sample=vegan_unfortified")
    page.get_by_role("button", name="Handout").click()
    page.get_by_text("Show the first page").click()
    expect(first_page(page)).to_be_visible()
    named(page, LATIN_NAME)
    was = first_page(page).get_attribute("src")
    page.get_by_text("A4", exact=True).click()
    drawn_again(page, was)

    pdf = PdfReader(downloaded(page, "PDF").path())
    assert pdf.metadata.title == f"Eating plan: {LATIN_NAME}"
    size = pdf.pages[0].mediabox
    assert tuple(round(float(side) / 72 * 25.4) for side in (size.width, size.height)) == A4
    assert "Vitamin B12 (cobalamin)" in "".join(each.extract_text() for each in pdf.pages)

    named(page, ANY_NAME)
    file = tmp_path / "handout.html"
    downloaded(page, "Page (HTML)").save_as(file)
    looked_at(page, file)


def looked_at(page: Page, file: Path) -> None:
    """Open the page by itself, check it, print it and take its picture in grey."""
    page.goto("about:blank")
    page.set_content(file.read_text("utf-8"))
    expect(page.get_by_role("heading", level=1)).to_have_text(ANY_NAME)
    expect(page.get_by_text("▼ Short").first).to_be_visible()
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)")
    assert found == []
    assert len(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages) > 1
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")
    assert picture.getextrema() == (picture.getextrema()[0], 255)
    assert picture.getextrema()[0] < 60  # ink on paper
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
