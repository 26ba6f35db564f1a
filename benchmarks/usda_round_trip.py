"""Write two of USDA's tables in the layout it publishes, import them, and compare every figure.

Run it with ``python benchmarks/usda_round_trip.py --data DIR``; DIR holds the tables that
``scripts/build_foods.py`` reads. What each figure has to be is worked out here by hand, in decimals, and not
by the code that imports.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402 - the project's folder has to be known first

from benchmarks import usda_files  # noqa: E402
from nutrition.usda.importing import import_usda  # noqa: E402
from nutrition.usda.library import foods_of, open_library  # noqa: E402

SAME = {  # our nutrient: the published column with the same figure
    "energy": "energy_kcal",
    "water_total": "water_g",
    "protein": "protein_g",
    "carbohydrate": "carbohydrate_g",
    "fibre": "fibre_g",
    "sugars": "sugars_g",
    "fat_total": "fat_g",
    "alcohol": "alcohol_g",
    "caffeine": "caffeine_mg",
    "vitamin_a": "vitamin_a_rae_ug",
    "vitamin_c": "vitamin_c_mg",
    "vitamin_e": "vitamin_e_mg",
    "vitamin_k": "vitamin_k_ug",
    "thiamin": "thiamin_mg",
    "riboflavin": "riboflavin_mg",
    "niacin": "niacin_mg",
    "pantothenic_acid": "pantothenate_mg",
    "vitamin_b6": "vitamin_b6_mg",
    "vitamin_b12": "vitamin_b12_ug",
    "choline": "choline_mg",
    "calcium": "calcium_mg",
    "iron": "iron_mg",
    "magnesium": "magnesium_mg",
    "manganese": "manganese_mg",
    "phosphorus": "phosphorus_mg",
    "potassium": "potassium_mg",
    "sodium": "sodium_mg",
    "zinc": "zinc_mg",
    "selenium": "selenium_ug",
    "fat_saturated": "sfa_g",
    "fat_monounsaturated": "mufa_g",
    "fat_polyunsaturated": "pufa_g",
    "cholesterol": "cholesterol_mg",
}
FIRST = {  # the acid itself counts where it is given, all its forms together where it is not
    "fa18_2_g": "linoleic_acid",
    "la_g": "linoleic_acid",
    "fa18_3_g": "alpha_linolenic_acid",
    "ala_g": "alpha_linolenic_acid",
}
PARTS = {  # a part of a whole that is 0 is 0
    "vitamin_b12_added": ("vitamin_b12_added_ug", "vitamin_b12"),
    "vitamin_e_added": ("vitamin_e_added_mg", "vitamin_e"),
    "retinol": ("retinol_ug", "vitamin_a"),
    "folic_acid": ("folic_acid_ug", "folate"),
}
Food = Mapping[str, str]


def expected(food: Food) -> dict[str, float]:
    """Give what the planner has to know of a food, worked out in decimals from the published figures."""
    given = {name: Decimal(cell) for name, cell in food.items() if cell and name in usda_files.COLUMNS}
    out = {ours: given[theirs] for ours, theirs in SAME.items() if theirs in given}
    for theirs, ours in FIRST.items():
        out |= {ours: given[theirs]} if theirs in given else {}
    for ours, theirs, per in (("vitamin_d", "vitamin_d_iu", 40), ("copper", "copper_mg", Decimal("0.001"))):
        if theirs in given:
            out[ours] = given[theirs] / per
    out |= {"vitamin_d": given["vitamin_d_ug"]} if "vitamin_d_ug" in given else {}
    if {"epa_g", "dha_g"} <= given.keys():
        out["epa_dha"] = (given["epa_g"] + given["dha_g"]) * 1000
    if "folate_dfe_ug" in given:
        out["folate"] = given["folate_dfe_ug"]
    elif {"folate_food_ug", "folic_acid_ug"} <= given.keys():
        out["folate"] = given["folate_food_ug"] + given["folic_acid_ug"] * Decimal("1.7")
    for part, (column, whole) in PARTS.items():
        if column in given or out.get(whole) == 0:
            out[part] = given.get(column, Decimal(0))
    if out.get("sugars") == 0:
        out["added_sugars"] = Decimal(0)
    return {name: float(amount) for name, amount in out.items()}


def read(path: Path) -> list[Food]:
    """Read a table as text."""
    return pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")


def figures(foods: Mapping[int, Food], *, numbers: bool) -> list[tuple[object, ...]]:
    """Give the rows of food_nutrient.csv; USDA's survey file names nutrients by number, the others by id."""
    rows = []
    for fdc_id, food in foods.items():
        for column, (nutrient, number, _) in usda_files.COLUMNS.items():
            if food.get(column, ""):
                rows.append((len(rows), fdc_id, number if numbers else nutrient, food[column]))
    return rows


def write_sr_legacy(folder: Path, foods: Mapping[int, Food], portions: list[Food]) -> None:
    """Write SR Legacy."""
    groups = sorted({food["food_group"] for food in foods.values()})
    usda_files.write_nutrients(folder)
    usda_files.write(folder, "food_category", [(at, "", name) for at, name in enumerate(groups)])
    usda_files.write(
        folder,
        "food",
        [
            (number, "sr_legacy_food", food["description"], groups.index(food["food_group"]), "2019-04-01")
            for number, food in foods.items()
        ],
    )
    usda_files.write(folder, "sr_legacy_food", [(number, food["ndb_no"]) for number, food in foods.items()])
    usda_files.write(folder, "food_nutrient", figures(foods, numbers=False))
    usda_files.write(folder, "measure_unit", [(9999, "undetermined")])
    usda_files.write(
        folder,
        "food_portion",
        [
            (at, row["fdc_id"], row["seq"], row["amount"], 9999, "", row["measure"], row["grams"])
            for at, row in enumerate(portions)
        ],
    )


def write_survey(folder: Path, foods: Mapping[int, Food], portions: list[Food]) -> None:
    """Write the survey foods (FNDDS)."""
    codes = {food["food_code"]: number for number, food in foods.items()}
    groups = {food["wweia_category_number"]: food["wweia_category"] for food in foods.values()}
    usda_files.write_nutrients(folder)
    usda_files.write(folder, "wweia_food_category", list(groups.items()))
    usda_files.write(
        folder,
        "food",
        [
            (number, "survey_fndds_food", food["description"], food["wweia_category_number"], "2024-10-31")
            for number, food in foods.items()
        ],
    )
    usda_files.write(
        folder,
        "survey_fndds_food",
        [(number, food["food_code"], food["wweia_category_number"]) for number, food in foods.items()],
    )
    usda_files.write(folder, "food_nutrient", figures(foods, numbers=True))
    usda_files.write(
        folder,
        "food_portion",
        [
            (at, codes[row["food_code"]], row["seq"], "", 9999, row["portion"], "10205", row["grams"])
            for at, row in enumerate(portions)
            if row["food_code"] in codes
        ],
    )


def tables(data: Path) -> tuple[dict[int, Food], dict[int, Food]]:
    """Give SR Legacy by its numbers, and the survey foods by numbers of our own."""
    legacy = {int(food["fdc_id"]): food for food in read(data / "fdc_sr_legacy_2018.csv.gz")}
    survey = dict(enumerate(read(data / "fndds_2021_2023.csv.gz"), start=2_705_384))
    return legacy, survey


def main() -> None:
    """Write, import, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = parser.parse_args().data
    legacy, survey = tables(data)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        portions = read(data / "fdc_sr_legacy_portions.csv.gz")
        write_sr_legacy(folder / "FoodData_Central_sr_legacy_food_csv_2018-04", legacy, portions)
        portions = read(data / "fndds_2021_2023_portions.csv.gz")
        write_survey(folder / "FoodData_Central_survey_food_csv_2024-10-31", survey, portions)
        start = perf_counter()
        *_, last = import_usda([folder], folder / "store")
        print(f"imported in {perf_counter() - start:.1f} s; {last.report.count:,} foods")
        print(*last.report.left_out, sep="\n")
        library = open_library(folder / "store")
        foods = {**legacy, **survey}
        wrong, compared = 0, 0
        for found in foods_of(library, list(foods)):
            held = {each.nutrient: each.amount for each in found.held_back}
            given, wanted = dict(found.per_100g) | held, expected(foods[int(found.key[4:])])
            compared += len(wanted)
            if given != wanted:
                wrong += 1
                print(
                    found.key,
                    {
                        k: (given.get(k), wanted.get(k))
                        for k in given.keys() | wanted.keys()
                        if given.get(k) != wanted.get(k)
                    },
                )
        print(f"{len(foods):,} foods, {compared:,} figures compared; {wrong} foods differ")
    raise SystemExit(wrong)


if __name__ == "__main__":
    main()
