"""The arithmetic of benchmarks/recorded_diets.py on an invented day, worked out by hand."""

import pandas as pd
import pytest

from benchmarks.recorded_diets import (
    OURS,
    check_calculator,
    check_table,
    day_plan,
    differences,
    in_our_units,
    markdown,
    our_fndds,
)
from nutrition.tables import nutrients

ITEMS = pd.DataFrame(
    {
        "person_id": ["P1", "P1", "P1", "P2"],
        "day": [1, 1, 2, 1],
        "food_code": ["11", "12", "11", "99"],
        "grams": [50.0, 250.0, 100.0, 8000.0],
        "energy_kcal": [100.0, 110.0, 200.0, 0.0],
        "vitamin_b12_ug": [0.0, 1.25, 0.0, 0.0],
    }
)
TOTALS = pd.DataFrame(
    {
        "person_id": ["P1", "P1", "P2"],
        "day": [1, 2, 1],
        "n_items": [2, 1, 1],
        "energy_kcal": [210.0, 200.0, 0.0],
        "vitamin_b12_ug": [1.25, 0.0, 0.0],
    }
).set_index(["person_id", "day"])


def test_items_summed_by_the_calculator_are_the_published_totals():
    result = check_calculator(ITEMS, TOTALS, ["person_id", "day"])
    assert result.index.tolist() == ["energy_kcal", "vitamin_b12_ug"]
    assert (result["largest difference"] == 0).all()
    assert result["middle total"].tolist() == [200, 0]


def test_a_wrong_total_is_seen():
    wrong = TOTALS.assign(energy_kcal=[210.0, 250.0, 0.0])
    result = check_calculator(ITEMS, wrong, ["person_id", "day"])
    assert result.loc["energy_kcal", ["largest difference", "largest relative"]].tolist() == [50, 0.2]


def test_more_than_a_plan_takes_at_once_becomes_several_items():
    plan = day_plan(pd.Series(["water", "oats"]), pd.Series([18_000.0, 40.0]))
    assert [(item.food, item.grams) for item in plan.items] == [
        ("water", 9000.0), ("water", 9000.0), ("oats", 40.0),
    ]  # fmt: skip


def test_published_columns_become_our_units():
    columns = {column for parts, _ in OURS.values() for column in parts}
    row = pd.DataFrame({column: [1.0] for column in columns} | {"copper_mg": [0.9], "dha_g": [0.25]})
    ours = in_our_units(row).iloc[0]
    assert ours["copper"] == 900
    assert ours["epa_dha"] == 1250
    assert set(OURS) <= set(nutrients().index)


def test_only_items_whose_food_is_known_are_compared():
    """Of 410 kcal, 300 come from food 11, for which our table says 220 kcal per 100 g: 10 % more."""
    items = ITEMS.assign(**{column: 1.0 for parts, _ in OURS.values() for column in parts})
    items["energy_kcal"] = ITEMS["energy_kcal"]
    table = pd.DataFrame(
        [["Oats", "Foods", 220.0, *[2.0] * (len(OURS) - 1)]],
        columns=["name", "group", *OURS],
        index=pd.Index(["11"], name="food_id"),
    )
    share, result = check_table(items, table, ["person_id", "day"])
    assert share == pytest.approx(300 / 410)
    assert result.loc["energy", "median difference %"] == pytest.approx(10)
    assert result.loc["energy", "days"] == 2
    # 1 g published for 50 g and for 100 g; the table says 1 g and 2 g.
    assert result.loc["protein", "median difference %"] == pytest.approx(50)


def test_days_with_next_to_nothing_are_left_out_of_percentages():
    theirs = pd.DataFrame({"vitamin_b12": [0.0, 0.05, 1.0, 2.0, 4.0]})
    result = differences(theirs * 1.1, theirs).loc["vitamin_b12"]
    assert result["days"] == 3
    assert result["median difference %"] == pytest.approx(10)


def test_our_foods_are_found_by_their_code():
    foods = our_fndds()
    assert foods.index.is_unique
    assert (foods["source_id"] == foods.index).all()


def test_tables_are_written_as_markdown():
    assert markdown(pd.DataFrame({"days": [3.0]}, index=["zinc"])).splitlines() == [
        "| nutrient | days |", "| --- | ---: |", "| zinc | 3 |",
    ]  # fmt: skip
