"""A few foods in the layout of USDA's files, for tests: typed by hand, each there to try one rule."""

from benchmarks.usda_files import write

NUTRIENTS = [
    (1008, "Energy", "KCAL", "208", ""),
    (1003, "Protein", "G", "203", ""),
    (1110, "Vitamin D (D2 + D3), International Units", "IU", "324", ""),
    (1178, "Vitamin B-12", "UG", "418", ""),
    (1246, "Vitamin B-12, added", "UG", "578", ""),
    (1098, "Copper, Cu", "MG", "312", ""),
    (1210, "Tryptophan", "G", "501", ""),
]
FOODS = [
    (100, "sr_legacy_food", "Oats, raw", "20", "2019-04-01"),
    (101, "sub_sample_food", "Oats, sample 4", "", "2019-04-01"),
    (200, "survey_fndds_food", "Oatmeal, cooked", "4802", "2024-10-31"),
    (300, "branded_food", "OAT DRINK", "", "2021-05-01"),
    (301, "branded_food", "OAT DRINK", "", "2023-05-01"),
    (302, "branded_food", "", "", "2023-05-01"),
]
FIGURES = [
    (1, 100, 1008, "379"),
    (2, 100, 1003, "13.15"),
    (3, 100, 1098, "0.391"),
    (4, 100, 1178, "0E-8"),
    (5, 100, 1210, "0.182"),  # is not kept
    (6, 101, 1008, "400"),  # of a sample
    (7, 200, "208", "71"),  # the survey's files name a nutrient by its number
    (8, 200, "418", ""),  # empty: not known
    (9, 300, 1008, "48"),
    (10, 301, 1008, "50"),
    (11, 301, 1178, "0.38"),
    (12, 301, 1246, "0.38"),
    (13, 301, 1110, "43"),
    (14, 301, 1003, "-1"),
    (15, 301, 1098, "much"),
    (16, 999, 1008, "1"),  # of a food that is in no file
    (17, 100, 1008, "380"),  # again: the first counts
    (18, 100, 4711, "1"),  # no nutrient of USDA's
    (19, "", 1008, "1"),
]
BRANDS = [
    (300, "MILL INC.", "MILL", "", "0001", "OATS", "", "240", "ml", "1 cup", "Drinks"),
    (301, "MILL INC.", "MILL", "", "1", 'WATER, "OATS",\nSALT', "", "240", "MLT", "1 CUP", "Drinks"),
]
PORTIONS = [
    (1, 100, 1, "1", "9999", "", "cup", "81"),
    (2, 100, 2, "2", "1000", "", "heaped", "30"),
    (3, 200, 1, "", "9999", "1 cup", "10205", "240"),
    (4, 200, 2, "", "9999", "Quantity not specified", "90000", "240"),
    (5, 200, 3, "", "9999", "1 bowl", "", "0"),
]
NAME = "FoodData_Central_csv_2026-04-30"


def write_small(folder, **other):
    """Write the files; those named in ``other`` with other rows."""
    rows = {
        "nutrient": NUTRIENTS,
        "food": FOODS,
        "food_nutrient": FIGURES,
        "branded_food": BRANDS,
        "food_portion": PORTIONS,
        "measure_unit": [(1000, "tablespoon"), (9999, "undetermined")],
        "food_category": [(20, "2000", "Cereal Grains and Pasta")],
        "wweia_food_category": [(4802, "Oatmeal")],
        "survey_fndds_food": [(200, "56203000", "4802")],
        "sr_legacy_food": [(100, "20038")],
    } | other
    for table, each in rows.items():
        write(folder / NAME, table, each)
    return folder / NAME
