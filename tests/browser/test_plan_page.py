"""The plan's page: put meals together, see what they give, be warned, keep the plan."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import nutrition as nu
from tests.browser.steps import enter, field, pick, row, save, search, settled, shown, total, upload, visit

LARGE = nu.sample("large_day")
PICTURE = re.compile(r"!\[x\]\(http.*x\.png")  # shown as it is written
BEEF = next(
    index for index, item in enumerate(LARGE.items) if item.food == "174034"
)  # 85 g, one 3 oz serving


def test_a_food_is_found_while_typing_and_added(page: Page) -> None:
    visit(page)
    words = search(page)
    words.press_sequentially("soy mi")
    found = page.get_by_role("button", name="Add Soy milk, unfortified")
    expect(found).to_be_visible()
    words.press_sequentially("lk")
    field(page, "How much Soy milk, unfortified").fill("1/2")
    field(page, "Measure for Soy milk, unfortified").select_option("cup")
    found.click()
    expect(row(page, "Soy milk")).to_contain_text("121.5 g")  # a cup weighs 243 g in the portions table
    expect(field(page, "Amount of Soy milk, unfortified")).to_have_value("0.5")
    expect(page.get_by_role("region", name="Breakfast")).to_contain_text("Soy milk")
    words.fill("lentlis")
    expect(page.get_by_role("button", name="Add Lentils, boiled")).to_be_visible()
    words.fill("xqzzyv")
    expect(page.get_by_text("No food fits “xqzzyv”")).to_be_visible()


def test_a_plan_is_edited_in_place_undone_and_redone(page: Page) -> None:
    visit(page, "/?sample=large_day")
    expect(total(page)).to_have_text("5.2 µg/day")
    beef, name = row(page, "Beef mince"), nu.read_foods().at["174034", "name"]
    enter(field(page, f"Amount of {name}"), "2")
    more = shown(LARGE.change(BEEF, grams=170))
    expect(total(page)).to_have_text(more)
    assert more != shown(LARGE)
    field(page, f"Measure of {name}").select_option("g")
    expect(field(page, f"Amount of {name}")).to_have_value("170")
    expect(beef).to_contain_text("170 g")
    field(page, f"Meal of {name}").select_option("Lunch")
    lunch = page.get_by_role("region", name="Lunch")
    expect(lunch).to_contain_text("Beef mince")
    field(page, "Time of Lunch").fill("13:15")
    expect(field(page, "Time of Lunch")).to_have_value("13:15")
    field(page, f"Remove {name}").click()
    less = shown(LARGE.remove(BEEF))
    expect(total(page)).to_have_text(less)
    expect(beef).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(total(page)).to_have_text(more)
    expect(lunch).to_contain_text("Beef mince")
    page.get_by_role("button", name="Redo").click()
    expect(total(page)).to_have_text(less)


def test_a_wrong_amount_is_named_and_changes_nothing(page: Page) -> None:
    visit(page, "/?sample=large_day")
    raisins, said = field(page, "Amount of Raisins"), page.get_by_role("alert")
    for typed in ("abc", "-3", "9999999", "9999999"):
        enter(raisins, typed)
        expect(said).to_contain_text(f"Raisins, amount: '{typed}'")
        expect(raisins).to_have_value("0.25")
        expect(total(page)).to_have_text(shown(LARGE))
    enter(raisins, "0.5")
    expect(said).to_have_count(0)
    expect(row(page, "Raisins")).to_contain_text("80 g")


def test_a_vegan_diet_without_b12_is_warned(page: Page) -> None:
    visit(page)
    search(page).fill("lentils, boiled")
    page.get_by_role("button", name="Add Lentils, boiled").click()
    expect(total(page)).to_have_text("0.0 µg/day")
    warning = page.get_by_role("group").filter(has_text="This vegan plan does not reach the B12 advice")
    expect(warning).to_have_count(0)
    pick(page, "Diet", "Vegan")
    expect(warning).to_be_visible()
    expect(page.get_by_text("For woman, 35 years, vegan")).to_be_visible()
    warning.get_by_text("This vegan plan").click()
    for part in ("Why:", "How sure:", "What to do:"):
        expect(warning.get_by_text(part)).to_be_visible()
    source = warning.get_by_role("link").first
    expect(source).to_be_visible()
    expect(source).to_have_attribute("href", re.compile("^https://"))


def test_another_authority_has_another_target_and_stays_in_the_link(page: Page) -> None:
    visit(page, "/?sample=large_day")
    headline = page.get_by_role("group").filter(has=total(page))
    expect(headline).to_contain_text("of 2.4 µg/day (RDA)")
    pick(page, "Reference intakes", "European Union (EFSA)")
    expect(headline).to_contain_text("of 4.0 µg/day (AI)")
    expect(page).to_have_url(re.compile(r"[?&]authority=[^&]*EFSA"))
    address = page.url
    page.goto("about:blank")
    visit(page, address)
    expect(headline).to_contain_text("of 4.0 µg/day (AI)")


def test_a_saved_plan_opens_again_to_the_last_byte(page: Page, tmp_path: Path) -> None:
    visit(page, "/?sample=large_day")
    enter(field(page, "Amount of Raisins"), "1/3")
    expect(field(page, "Amount of Raisins")).to_have_value("0.33")
    saved = save(page)
    assert nu.Plan.from_file(saved).items[2].grams == pytest.approx(160 / 3)  # a third of a cup of 160 g
    page.get_by_role("button", name="Plans").click()
    page.get_by_text("A new, empty plan", exact=True).click()
    expect(page.get_by_text("Find a food above")).to_be_visible()
    file = tmp_path / "day.json"
    file.write_bytes(saved)
    upload(page, file)
    expect(total(page)).to_have_text(shown(nu.Plan.from_file(saved)))
    expect(field(page, "Name of the plan")).to_have_value("Omnivore day of 25 foods")
    assert save(page) == saved


def test_a_wrong_file_is_refused_and_the_plan_kept(page: Page, tmp_path: Path) -> None:
    visit(page, "/?sample=large_day")
    for name, content, message in (
        ("column.csv", b"food,gramms\n173905,100\n", "column 'gramms': not known"),
        ("unknown.csv", b"food,grams\nno-such-food,100\n", "no-such-food"),
        ("image.csv", b"food,grams\n![x](http://example.com/x.png),100\n", PICTURE),
        ("bytes.json", b"\xff\xfe\x00", "its letters cannot be read"),
        ("broken.json", b'{"format": ', "this is no plan file"),
        ("large.json", b" " * 20_000_000, "5.0MB or smaller"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        upload(page, file)
        expect(page.get_by_text(message).first).to_be_visible()
        expect(total(page)).to_have_text(shown(LARGE))
    settled(page)
    assert nu.Plan.from_file(save(page)) == LARGE


def test_markup_in_names_is_text(page: Page) -> None:
    markup = "<img src=x onerror=alert(1)>"
    visit(page, "/?sample=large_day")
    enter(field(page, "Name of the plan"), markup)
    page.get_by_role("button", name="Undo").click()
    expect(field(page, "Name of the plan")).to_have_value("Omnivore day of 25 foods")
    page.get_by_role("button", name="Redo").click()
    expect(field(page, "Name of the plan")).to_have_value(markup)
    enter(page.get_by_label("Name of the meal").first, markup)
    expect(page.get_by_role("region", name=markup)).to_be_visible()
    expect(field(page, "Name of the plan")).to_have_value(markup)
    page.get_by_role("link", name="Compare").click()
    pick(page, "First plan", "My plan")
    expect(page.locator(".b12-pair").first).to_contain_text("My plan")
    settled(page)
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_a_week_is_seen_by_day_and_on_average(page: Page) -> None:
    week = nu.sample("vegan_week")
    visit(page, "/?sample=vegan_week")
    expect(total(page)).to_have_text(shown(week))
    expect(page.get_by_text("the average of 7 days")).to_be_visible()
    page.get_by_role("radio", name="This day").click()
    expect(total(page)).to_have_text(shown(week.only(1)))
    page.get_by_role("radio", name="Day 5").click()
    expect(total(page)).to_have_text(shown(week.only(5)))
    assert shown(week.only(5)) != shown(week.only(1))
    page.get_by_role("radio", name="All days").click()
    expect(total(page)).to_have_text(shown(week))


def test_the_chart_is_fetched_only_when_it_is_looked_at(page: Page, requested: list[str]) -> None:
    visit(page, "/?sample=large_day")
    expect(total(page)).to_be_visible()
    assert not any("plotly" in url.lower() for url in requested)
    page.get_by_role("button", name="Where it comes from").click()
    chart = page.get_by_test_id("stPlotlyChart")
    expect(chart.get_by_text("Beef mince")).to_be_visible()
    expect(page.get_by_text("gives 46% of the Vitamin B12")).to_be_visible()
    assert any("plotly" in url.lower() for url in requested)
