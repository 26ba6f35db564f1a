"""Hold the calculator, and the food table, against days of food that others recorded and published.

Run from the project's folder: ``python benchmarks/recorded_diets.py --data FOLDER``. The folder holds
``nhanes_dev``, ``asa24_diets_dev`` and ``fndds_2021_2023.csv.gz``; none of them is part of this project.

1. The calculator: every recorded item becomes a food of its own, and each day a plan. What `eaten` gives must
   be the published total of the day.
2. The food tables: the same days from their grams and FNDDS codes alone, with the amounts per 100 g of
   ``data/foods.csv`` and of the whole FNDDS 2021-2023. Only items whose code is in the table are compared,
   with what was published for the same items.

Prints markdown tables of differences only; no recorded row is shown.
"""

import argparse
import math
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from nutrition.intake import eaten
from nutrition.plans import MOST_GRAMS, Item, Plan
from nutrition.tables import read_foods

RECORDED = {  # items, published totals, and the columns that make a day
    "NHANES 2015-2016": (
        "nhanes_dev/nhanes_2015_2016_items.csv.gz",
        "nhanes_dev/nhanes_2015_2016_totals.csv.gz",
        ["person_id", "day"],
    ),
    "ASA24": (
        "asa24_diets_dev/asa24_items.csv.gz",
        "asa24_diets_dev/asa24_totals.csv.gz",
        ["person_id", "recall"],
    ),
}
NOT_AMOUNTS = {"grams", "n_items", "n_foods", "day", "recall"}

# Our nutrient, in our unit, from the published columns and what to multiply them with.
OURS = {
    "energy": (["energy_kcal"], 1),
    "water_total": (["water_g"], 1),
    "protein": (["protein_g"], 1),
    "carbohydrate": (["carbohydrate_g"], 1),
    "fibre": (["fibre_g"], 1),
    "sugars": (["sugars_g"], 1),
    "fat_total": (["fat_g"], 1),
    "alcohol": (["alcohol_g"], 1),
    "caffeine": (["caffeine_mg"], 1),
    "vitamin_a": (["vitamin_a_rae_ug"], 1),
    "retinol": (["retinol_ug"], 1),
    "vitamin_c": (["vitamin_c_mg"], 1),
    "vitamin_d": (["vitamin_d_ug"], 1),
    "vitamin_e": (["vitamin_e_mg"], 1),
    "vitamin_e_added": (["vitamin_e_added_mg"], 1),
    "vitamin_k": (["vitamin_k_ug"], 1),
    "thiamin": (["thiamin_mg"], 1),
    "riboflavin": (["riboflavin_mg"], 1),
    "niacin": (["niacin_mg"], 1),
    "vitamin_b6": (["vitamin_b6_mg"], 1),
    "folate": (["folate_dfe_ug"], 1),
    "folic_acid": (["folic_acid_ug"], 1),
    "vitamin_b12": (["vitamin_b12_ug"], 1),
    "vitamin_b12_added": (["vitamin_b12_added_ug"], 1),
    "choline": (["choline_mg"], 1),
    "calcium": (["calcium_mg"], 1),
    "iron": (["iron_mg"], 1),
    "magnesium": (["magnesium_mg"], 1),
    "phosphorus": (["phosphorus_mg"], 1),
    "potassium": (["potassium_mg"], 1),
    "sodium": (["sodium_mg"], 1),
    "zinc": (["zinc_mg"], 1),
    "copper": (["copper_mg"], 1000),
    "selenium": (["selenium_ug"], 1),
    "fat_saturated": (["sfa_g"], 1),
    "fat_monounsaturated": (["mufa_g"], 1),
    "fat_polyunsaturated": (["pufa_g"], 1),
    "linoleic_acid": (["fa18_2_g"], 1),
    "alpha_linolenic_acid": (["fa18_3_g"], 1),
    "epa_dha": (["epa_g", "dha_g"], 1000),
    "cholesterol": (["cholesterol_mg"], 1),
}
LEAST = 0.1  # of the middle day: below it a difference in percent says nothing


def per_100_g(items: pd.DataFrame, nutrients: list[str]) -> pd.DataFrame:
    """Make each recorded item a food of its own: its amounts per 100 g, by its place in ``items``."""
    amounts = items[nutrients].div(items["grams"], axis=0) * 100
    foods = amounts.set_axis(items.index.astype("str").rename("food_id"), axis=0)
    foods.insert(0, "name", "recorded item")
    foods.insert(1, "group", "Recorded")
    return foods


def day_plan(foods: pd.Series, grams: pd.Series) -> Plan:
    """Plan one recorded day. More than a plan takes as one item (drinking water, mostly) becomes several."""
    found: list[Item] = []
    for food, amount in zip(foods, grams, strict=True):
        parts = math.ceil(amount / MOST_GRAMS)
        found += [Item(str(food), amount / parts)] * parts
    return Plan(tuple(found))


def day_sums(items: pd.DataFrame, foods: pd.DataFrame, day: list[str]) -> pd.DataFrame:
    """Give what the calculator makes of each day; ``items`` has the columns of a day, food_id and grams."""
    sums = {}
    for key, rows in items.groupby(day):
        known = foods.loc[rows["food_id"].unique()]
        sums[key] = eaten(day_plan(rows["food_id"], rows["grams"]), known)["known"]
    return pd.DataFrame(sums).T.rename_axis(day)


def in_our_units(published: pd.DataFrame) -> pd.DataFrame:
    """Give the published columns as our nutrients."""
    return pd.DataFrame(
        {name: published[columns].sum(axis=1, skipna=False) * by for name, (columns, by) in OURS.items()}
    )


def differences(ours: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
    """Give per nutrient the middle day's amount, and our difference from it in percent over the days."""
    middle = theirs.median()
    counted = theirs.where((theirs > 0) & (theirs >= LEAST * middle))
    percent = (ours[theirs.columns] - counted) / counted * 100
    return pd.DataFrame(
        {
            "middle day": middle,
            "median difference %": percent.median().round(1) + 0.0,  # no minus before a zero
            "90th percentile %": percent.abs().quantile(0.9).round(1),
            "days": counted.notna().sum(),
        }
    )


def read_recorded(folder: Path) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame, list[str]]]:
    """Read items and published totals, one set of recalls after the other."""
    for name, (items, totals, day) in RECORDED.items():
        read = pd.read_csv(folder / items, dtype={"food_code": "str"})
        yield name, read, pd.read_csv(folder / totals).set_index(day), day


def check_calculator(items: pd.DataFrame, totals: pd.DataFrame, day: list[str]) -> pd.DataFrame:
    """Give the largest difference per nutrient between `eaten` and the published total of the day."""
    nutrients = [name for name in totals.select_dtypes("number") if name not in NOT_AMOUNTS]
    foods = per_100_g(items, nutrients)
    ours = day_sums(items.assign(food_id=foods.index), foods, day)[nutrients]
    apart = (ours - totals.loc[ours.index, nutrients]).abs()
    return pd.DataFrame(
        {
            "middle total": totals[nutrients].median(),
            "largest difference": apart.max(),
            "largest relative": (apart / totals[nutrients].where(totals[nutrients] > 0)).max(),
        }
    )


def check_table(items: pd.DataFrame, foods: pd.DataFrame, day: list[str]) -> tuple[float, pd.DataFrame]:
    """Give the share of recorded energy whose code ``foods`` has, and the differences for those items."""
    found = items[items["food_code"].isin(foods.index)]
    ours = day_sums(found.assign(food_id=found["food_code"]), foods, day)
    theirs = in_our_units(found).groupby([found[name] for name in day]).sum()
    return found["energy_kcal"].sum() / items["energy_kcal"].sum(), differences(
        ours.loc[theirs.index], theirs
    )


def whole_fndds(folder: Path) -> pd.DataFrame:
    """Give FNDDS 2021-2023 as a food table of ours."""
    read = pd.read_csv(folder / "fndds_2021_2023.csv.gz", dtype={"food_code": "str"}).set_index("food_code")
    foods = in_our_units(read)
    foods.insert(0, "name", "FNDDS food")
    foods.insert(1, "group", "FNDDS")
    return foods


def our_fndds() -> pd.DataFrame:
    """Give those foods of ``data/foods.csv`` that come from FNDDS, by its code, with all B12 as published."""
    foods = read_foods().drop(columns="b12_form")  # with it, inactive B12 would count as 0
    foods = foods[foods["source"] == "fndds_2021_2023"]
    return foods.set_index(foods["source_id"])


def markdown(frame: pd.DataFrame) -> str:
    """Write a frame as a markdown table."""
    lines = [["nutrient", *map(str, frame.columns)], ["---"] + ["---:"] * len(frame.columns)]
    lines += [[str(name), *(f"{value:.3g}" for value in row)] for name, *row in frame.itertuples()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    folder = parser.parse_args().data
    tables = {"data/foods.csv": our_fndds(), "FNDDS 2021-2023": whole_fndds(folder)}
    for name, items, totals, day in read_recorded(folder):
        print(f"\n### {name}: the calculator, {len(totals)} days, {len(items)} items\n")
        print(markdown(check_calculator(items, totals, day)))
        for table, foods in tables.items():
            share, result = check_table(items, foods, day)
            print(f"\n### {name}: from grams and {table}; covers {share:.0%} of the energy\n")
            print(markdown(result))


if __name__ == "__main__":
    main()
