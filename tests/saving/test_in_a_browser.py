"""What a person finds again: after a reload, after the server died, in two tabs, in another browser."""

import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect

from tests.browser.steps import enter, row, search, settled, total, visit

BOTH = re.compile(r"edited elsewhere too")


def begin(page: Page, food: str) -> None:
    """Begin a plan with one food, and wait until it is saved."""
    visit(page)
    page.get_by_role("button", name="Plans").click()
    page.get_by_role("menuitem", name="A new, empty plan").or_(
        page.get_by_text("A new, empty plan", exact=True)
    ).first.click()
    expect(page.locator(".b12-item")).to_have_count(0)
    add(page, food)
    expect(page.get_by_text("✓ Saved")).to_be_visible()


def add(page: Page, food: str) -> None:
    search(page).fill(food)
    page.get_by_role("button", name=f"Add {food}").click()
    expect(row(page, food)).to_be_visible()


def amount(page: Page, food: str):
    return page.get_by_label(f"Amount of {food}")


def change(page: Page, food: str, to: str) -> None:
    """Change an amount and wait until the server has answered."""
    before = row(page, food).inner_text()
    enter(amount(page, food), to)
    expect(row(page, food)).not_to_have_text(before, use_inner_text=True)
    expect(page.get_by_text("✓ Saved")).to_be_visible()


def test_a_reload_and_a_dead_server_lose_nothing(newcomer, kept):
    page = newcomer().new_page()
    begin(page, "Lentils, boiled")
    change(page, "Lentils", "3")
    shown = total(page).inner_text()
    page.reload()
    settled(page)
    expect(amount(page, "Lentils")).to_have_value("3")
    change(page, "Lentils", "2")
    kept.kill()
    kept.start()
    change(page, "Lentils", "4")  # the page has connected again by itself
    page.reload()
    settled(page)
    expect(amount(page, "Lentils")).to_have_value("4")
    page.get_by_role("button", name="Undo").click()
    expect(amount(page, "Lentils")).to_have_value("2")
    page.get_by_role("button", name="Undo").click()
    expect(amount(page, "Lentils")).to_have_value("3")
    expect(total(page)).to_have_text(shown)


def test_two_tabs_are_told_of_each_other(newcomer):
    context = newcomer()
    one, other = context.new_page(), context.new_page()
    begin(one, "Salmon, smoked")
    visit(other, one.url)
    change(other, "Salmon", "2")
    enter(amount(one, "Salmon"), "4")
    expect(one.get_by_text(BOTH)).to_be_visible()
    one.get_by_role("button", name="Keep both").click()
    expect(amount(one, "Salmon")).to_have_value("4")
    expect(one.get_by_label("Name of the plan")).to_have_value(re.compile(r"\(copy\)$"))
    settled(one)
    other.reload()
    settled(other)
    expect(amount(other, "Salmon")).to_have_value("2")


def test_a_plan_goes_by_link_to_another_browser(newcomer):
    page = newcomer().new_page()
    begin(page, "Salmon, smoked")
    page.get_by_role("button", name="Files and link").click()
    link = page.get_by_role("link", name="Look at it").get_attribute("href")
    other = newcomer().new_page()
    visit(other, link)
    expect(other.get_by_text("Salmon").first).to_be_visible()
    expect(other.get_by_label(re.compile("^Amount of"))).to_have_count(0)  # to look at, not to edit
    other.get_by_role("button", name="Make it mine").click()
    expect(row(other, "Salmon")).to_be_visible()
    visit(other, link[:-9])
    expect(other.get_by_text(re.compile("link"), exact=False).first).to_be_visible()
    expect(other.locator(".b12-item")).to_have_count(0)


def test_the_handout_is_a_file_with_pages_to_look_at(newcomer):
    page = newcomer().new_page()
    begin(page, "Salmon, smoked")
    page.get_by_role("button", name="Handout").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"%PDF")
    with pypdfium2.PdfDocument(content) as document:
        assert any("Salmon" in sheet.get_textpage().get_text_range() for sheet in document)
        for sheet in document:
            picture = sheet.render(scale=1, grayscale=True).to_numpy()
            assert picture.shape[0] > 700
            assert 0.005 < (picture < 128).mean() < 0.5  # there is ink, and paper
