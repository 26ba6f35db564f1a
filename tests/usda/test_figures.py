"""Figures of many foods at once are those of one food at a time, and come back as they were published."""

from decimal import Decimal
from math import isnan

import numpy as np
import pytest

from benchmarks import usda_files
from nutrition.fdc_nutrients import amounts, table
from nutrition.tables import nutrients, read_foods
from nutrition.usda.amounts import ours, published
from nutrition.usda.importing import import_usda
from nutrition.usda.library import foods_of, open_library

UNITS = ["G", "MG", "UG", "IU", "KCAL", "kJ", "mcg", "SP_GR"]
PER_OURS = {
    "copper": Decimal(1000),
    "epa_dha": Decimal(1000),
}  # USDA prints mg, and g, where we have ug, and mg
ONE_OF_TWO = 1278  # EPA; all of EPA and DHA is written as EPA, with no DHA


def random_foods(rng, units, foods=300):
    ids = sorted({int(row["fdc_id"]) for row in table()})
    for _ in range(foods):
        some = rng.choice(ids, size=rng.integers(0, len(ids)), replace=False)
        figures = np.round(rng.lognormal(0, 4, len(some)) * (rng.random(len(some)) > 0.2), rng.integers(0, 6))
        yield {
            int(number): (float(each), units[int(number)]) for number, each in zip(some, figures, strict=True)
        }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_arrays_give_what_one_food_at_a_time_gives(seed):
    rng = np.random.default_rng(seed)
    printed = {int(row["fdc_id"]): row["unit"] for row in table()}
    units = printed if seed == 1 else {number: str(rng.choice(UNITS)) for number in printed}
    foods = list(random_foods(rng, units))
    rows = [(at, number, amount) for at, food in enumerate(foods) for number, (amount, _) in food.items()]
    at, number, amount = (np.array(column) for column in zip(*rows, strict=True))
    together = ours(published(len(foods), at, number, amount), units).to_dict("records")
    for food, row in zip(foods, together, strict=True):
        assert {name: each for name, each in row.items() if not isnan(each)} == dict(amounts(food))


def as_printed():
    """Give our nutrients with USDA's id for each, the unit it prints, and how much of ours one of it is."""
    first = {}
    for row in table():
        first.setdefault(row["nutrient"], (int(row["fdc_id"]), row["unit"]))
    return {
        name: (*first[name], PER_OURS.get(name, Decimal(1))) for name in nutrients().index if name in first
    }


def test_the_foods_of_the_table_come_back_exactly(tmp_path):
    foods = read_foods()
    foods = foods[foods["source"].isin(["sr_legacy_2018", "fndds_2021_2023"])]
    kinds = {"sr_legacy_2018": "sr_legacy_food", "fndds_2021_2023": "survey_fndds_food"}
    printed = as_printed()
    rows = []
    for at, row in enumerate(foods.to_dict("records"), start=1000):
        for name, (number, _, per) in printed.items():
            if not isnan(row[name]):
                rows.append((len(rows), at, number, f"{Decimal(repr(row[name])) / per:f}"))
                if number == ONE_OF_TWO:
                    rows.append((len(rows), at, 1272, "0"))
    usda_files.write(
        tmp_path / "in", "nutrient", [(1272, "", "G", ""), *[(n, "", u, "") for n, u, _ in printed.values()]]
    )
    named = zip(range(1000, 1000 + len(foods)), foods["source"], foods["name"], strict=True)
    usda_files.write(tmp_path / "in", "food", [(at, kinds[source], name) for at, source, name in named])
    usda_files.write(tmp_path / "in", "food_nutrient", rows)
    *_, last = import_usda([tmp_path / "in"], tmp_path)
    assert last.report.count == len(foods) > 1000
    found = foods_of(open_library(tmp_path), range(1000, 1000 + len(foods)))
    for food, row in zip(found, foods.to_dict("records"), strict=True):
        given = dict(food.per_100g) | {each.nutrient: each.amount for each in food.held_back}
        assert given == {name: row[name] for name in nutrients().index if not isnan(row[name])}, food.name
