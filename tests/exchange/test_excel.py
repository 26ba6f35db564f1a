"""The workbook, read back: figures are numbers, unknown is empty, and no text becomes a formula."""

import datetime as dt
from io import BytesIO

import numpy as np
import openpyxl
import pandas as pd
import pytest

import nutrition as nu
from nutrition.exchange.excel import to_excel
from nutrition.own_foods import OwnFood, Recipe, portions_with_own, with_own

ME = nu.Person(34, "female", diet="vegan")
DAY = dt.date(2026, 11, 21)
SOY, OATS = "175218", "57602100"  # 1 cup of soy milk is 243 g, 1 cup of oats 80 g
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "＝1+1", "#REF!", "\t=1", " =1", "'=1"]


def two_foods(table):
    """Give a food with 1 µg of B12 per 100 g and no known iodine, and one without B12 and with iodine."""
    foods = table.loc[[SOY, OATS]].copy()
    foods["biotin"] = np.nan
    foods.loc[SOY, ["energy", "vitamin_b12", "iodine", "vitamin_b12_added"]] = [100.0, 1.0, np.nan, 1.0]
    foods.loc[OATS, ["energy", "vitamin_b12", "iodine", "vitamin_b12_added"]] = [50.0, 0.0, 10.0, 0.0]
    return foods


def book(plan, foods, portions, person=ME):
    needed = nu.needed(person, "NASEM")
    made = to_excel(plan, foods, portions, person, needed, "United States (NASEM)", DAY)
    return openpyxl.load_workbook(BytesIO(made))


def rows(sheet):
    heading, *lines = list(sheet.values)
    return [dict(zip(heading, line, strict=True)) for line in lines]


@pytest.fixture(scope="module")
def small(table, portions):
    items = (
        nu.Item(OATS, 100, "Lunch", "12:30"),
        nu.Item(SOY, 250, "Breakfast", "08:00", measure="cup", per_week=7),
        nu.Item(SOY, 0, ""),
    )
    return book(nu.Plan(items, "Two foods"), two_foods(table), portions)


def test_the_sheets_are_these(small):
    assert small.sheetnames == ["Plan", "Result", "B12", "Foods", "About"]


def test_the_plan_stands_in_order_of_time_in_household_measures(small):
    lines = list(small["Plan"].iter_rows(min_row=2, values_only=True))
    soy, oats = "Soy milk, plain, fortified (3 µg B12 per cup)", "Rolled oats, dry"
    assert lines[0] == (1, "Breakfast", dt.time(8), soy, pytest.approx(250 / 243), "cup", 250, 7)
    assert lines[1] == (1, "Lunch", dt.time(12, 30), oats, 100, "g", 100, 7)
    assert lines[2] == (1, None, None, soy, 0, "g", 0, 7)


def test_figures_are_numbers_with_their_unit_beside_them(small):
    told = {row["Nutrient"]: row for row in rows(small["Result"])}
    b12 = told["Vitamin B12 (cobalamin)"]
    assert (b12["Known amount"], b12["Unit"], b12["Target"]) == (2.5, "µg per day", 2.4)
    assert b12["Kind of target"] == "recommended intake (RDA)"
    assert (b12["Status"], b12["Upper limit"], b12["Kind of limit"]) == ("✓ Met", None, None)
    assert b12["Part of the target"] == pytest.approx(2.5 / 2.4)
    assert "DRI summary tables" in b12["Source of the target"]
    assert told["Energy"]["Known amount"] == 300  # 250 g of 100 kcal and 100 g of 50 kcal
    assert told["Folate (DFE)"]["Limit is for"] == "the added part only"


def test_what_is_partly_known_says_so_and_what_is_not_known_is_empty(small):
    told = {row["Nutrient"]: row for row in rows(small["Result"])}
    iodine, biotin = told["Iodine"], told["Biotin (B7)"]
    assert iodine["Known amount"] == 10
    assert iodine["Part of the plan not known"] == pytest.approx(250 / 300)
    assert iodine["Status"] == "? Cannot tell"
    assert biotin["Known amount"] is None
    assert biotin["Part of the target"] is None
    assert biotin["Target"] == 30


def test_a_sitting_whose_b12_nobody_knows_is_empty_and_one_without_any_is_0(table, portions):
    foods = two_foods(table)
    foods.loc[SOY, "vitamin_b12"] = np.nan
    plan = nu.Plan((nu.Item(SOY, 250, "Breakfast"), nu.Item(OATS, 50, "Lunch")))
    made = book(plan, foods, portions)
    dark, none = rows(made["B12"])
    assert (dark["Meal"], dark["B12 eaten, µg"], dark["Absorbed, µg"]) == ("Breakfast", None, None)
    assert dark["Foods whose B12 is not known"] == 1
    assert (none["Meal"], none["B12 eaten, µg"], none["Absorbed, µg"]) == ("Lunch", 0, 0)


def test_it_says_who_it_is_for_which_targets_and_what_it_cannot_tell(small):
    about = dict(small["About"].iter_rows(min_row=2, values_only=True))
    assert about["Plan"] == "Two foods"
    assert about["For"] == "woman, 34 years, vegan"
    assert about["Targets by"] == "United States (NASEM)"
    assert about["Made on"].isoformat() == "2026-11-21T00:00:00"
    assert about["B12 eaten, as far as known, µg per day"] == 2.5
    assert about["What it cannot tell"].startswith("A plan shows what you eat, not your B12 status.")


def test_every_food_has_its_source_and_link(small):
    assert [row["Number there"] for row in rows(small["Foods"])] == ["57602100", "175218"]
    assert all(row["Link"].startswith("https://") for row in rows(small["Foods"]))


def test_sheets_are_ready_to_read_and_to_print(small):
    for sheet in small:
        assert sheet.freeze_panes == "A2"
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9  # A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        widths = [shape.width for shape in sheet.column_dimensions.values()]
        assert min(widths) >= 8
        assert sum(widths) <= 230  # so that fitted to the paper it can still be read


def test_no_text_becomes_a_formula(table, portions):
    ids = [f"food{number}" for number in range(len(FORMULAS))]
    foods = pd.concat([two_foods(table).loc[[SOY]]] * len(ids)).set_axis(ids)
    foods["name"] = foods["note"] = foods["source"] = FORMULAS
    meals = [text.replace("\t", " ") for text in FORMULAS]
    items = [nu.Item(food, 100, meal, measure=meal) for food, meal in zip(ids, meals, strict=True)]
    made = book(nu.Plan(items, "=cmd|' /C calc'!A0"), foods, portions)
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert made["About"]["B2"].value == "'=cmd|' /C calc'!A0"
    assert {row["Food"] for row in rows(made["Plan"])} == {
        "'=cmd|' /C calc'!A0",
        "'+1+1",
        "'-2",
        "'@SUM(A1)",
        "'＝1+1",
        "#REF!",
        "'\t=1",
        "' =1",
        "''=1",
    }
    assert not {cell.value for cell in cells} & set(FORMULAS) - {"#REF!"}


def test_letters_that_the_format_cannot_hold_are_replaced(table, portions):
    made = book(nu.Plan((nu.Item(SOY, 100),), "A\uffffB 😀"), two_foods(table), portions)
    assert made["About"]["B2"].value == "A\ufffdB 😀"


def test_an_empty_plan_is_a_workbook_with_headings(table, portions):
    made = book(nu.Plan(), table, portions)
    assert [sheet.max_row for sheet in made] == [1, 47, 1, 1, 10]


def test_a_food_that_is_not_in_the_table_is_named(table, portions):
    with pytest.raises(nu.PlanError, match="item 1, food: 'x1' is not in the food table"):
        book(nu.Plan((nu.Item("x1", 100),)), table, portions)


def test_own_foods_and_recipes_stand_like_any_other(table, portions):
    drink = OwnFood("own:drink", "=My drink", (("vitamin_b12", 0.4),), (("glass", 200.0),), origin="Label")
    soup = Recipe("own:soup", "Soup", (("own:drink", 500.0), (OATS, 100.0)), servings=2)
    own = (drink, soup)
    items = (nu.Item("own:drink", 400, measure="glass"), nu.Item("own:soup", 300, measure="serving"))
    made = book(nu.Plan(items), with_own(table, own), portions_with_own(portions, own))
    told = {row["Nutrient"]: row for row in rows(made["Result"])}
    assert [(row["Food"], row["Amount"], row["Measure"]) for row in rows(made["Plan"])] == [
        ("'=My drink", 2, "glass"),
        ("Soup", 1, "serving"),
    ]
    assert told["Iron"]["Known amount"] == pytest.approx(2.125)  # 50 g of oats with 4.25 mg per 100 g
    assert told["Vitamin B12 (cobalamin)"]["Known amount"] == pytest.approx(1.6 + 1.0)  # 400 g, 250 g


def test_a_week_in_full(table, portions):
    made = book(nu.sample("vegan_week"), table, portions)
    assert made["Plan"].max_row == 1 + 142
    assert made["Result"].max_row == 1 + 46
    assert {row["Day"] for row in rows(made["B12"])} == {1, 2, 3, 4, 5, 6, 7}
