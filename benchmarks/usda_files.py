"""Write tables in the layout of USDA's published CSV files, to try the import on."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

HEADINGS = {  # as USDA writes them
    "food": "fdc_id data_type description food_category_id publication_date",
    "nutrient": "id name unit_name nutrient_nbr rank",
    "food_nutrient": "id fdc_id nutrient_id amount data_points derivation_id min max median footnote "
    "min_year_acquired",
    "food_portion": "id fdc_id seq_num amount measure_unit_id portion_description modifier gram_weight "
    "data_points footnote min_year_acquired",
    "measure_unit": "id name",
    "food_category": "id code description",
    "wweia_food_category": "wweia_food_category wweia_food_category_description",
    "sr_legacy_food": "fdc_id NDB_number",
    "foundation_food": "fdc_id NDB_number footnote",
    "survey_fndds_food": "fdc_id food_code wweia_category_number start_date end_date",
    "branded_food": "fdc_id brand_owner brand_name subbrand_name gtin_upc ingredients "
    "not_a_significant_source_of serving_size serving_size_unit household_serving_fulltext "
    "branded_food_category data_source package_weight modified_date available_date market_country "
    "discontinued_date preparation_state_code trade_channel short_description material_code",
}
# The columns of ../shared/data: USDA's nutrient id, number and unit, typed from USDA's nutrient.csv.
COLUMNS = {
    "energy_kcal": (1008, "208", "KCAL"),
    "water_g": (1051, "255", "G"),
    "protein_g": (1003, "203", "G"),
    "fat_g": (1004, "204", "G"),
    "sfa_g": (1258, "606", "G"),
    "mufa_g": (1292, "645", "G"),
    "pufa_g": (1293, "646", "G"),
    "fa18_2_g": (1269, "618", "G"),
    "la_g": (1316, "675", "G"),
    "fa18_3_g": (1270, "619", "G"),
    "ala_g": (1404, "851", "G"),
    "epa_g": (1278, "629", "G"),
    "dpa_g": (1280, "631", "G"),
    "dha_g": (1272, "621", "G"),
    "trans_g": (1257, "605", "G"),
    "cholesterol_mg": (1253, "601", "MG"),
    "carbohydrate_g": (1005, "205", "G"),
    "fibre_g": (1079, "291", "G"),
    "sugars_g": (2000, "269", "G"),
    "alcohol_g": (1018, "221", "G"),
    "caffeine_mg": (1057, "262", "MG"),
    "theobromine_mg": (1058, "263", "MG"),
    "calcium_mg": (1087, "301", "MG"),
    "iron_mg": (1089, "303", "MG"),
    "magnesium_mg": (1090, "304", "MG"),
    "phosphorus_mg": (1091, "305", "MG"),
    "potassium_mg": (1092, "306", "MG"),
    "sodium_mg": (1093, "307", "MG"),
    "zinc_mg": (1095, "309", "MG"),
    "copper_mg": (1098, "312", "MG"),
    "manganese_mg": (1101, "315", "MG"),
    "selenium_ug": (1103, "317", "UG"),
    "fluoride_ug": (1099, "313", "UG"),
    "vitamin_a_rae_ug": (1106, "320", "UG"),
    "retinol_ug": (1105, "319", "UG"),
    "alpha_carotene_ug": (1108, "322", "UG"),
    "beta_carotene_ug": (1107, "321", "UG"),
    "beta_cryptoxanthin_ug": (1120, "334", "UG"),
    "lycopene_ug": (1122, "337", "UG"),
    "lutein_zeaxanthin_ug": (1123, "338", "UG"),
    "vitamin_a_iu": (1104, "318", "IU"),
    "vitamin_c_mg": (1162, "401", "MG"),
    "vitamin_d_ug": (1114, "328", "UG"),
    "vitamin_d_iu": (1110, "324", "IU"),
    "vitamin_e_mg": (1109, "323", "MG"),
    "vitamin_e_added_mg": (1242, "573", "MG"),
    "vitamin_k_ug": (1185, "430", "UG"),
    "thiamin_mg": (1165, "404", "MG"),
    "riboflavin_mg": (1166, "405", "MG"),
    "niacin_mg": (1167, "406", "MG"),
    "pantothenate_mg": (1170, "410", "MG"),
    "vitamin_b6_mg": (1175, "415", "MG"),
    "folate_total_ug": (1177, "417", "UG"),
    "folate_food_ug": (1187, "432", "UG"),
    "folic_acid_ug": (1186, "431", "UG"),
    "folate_dfe_ug": (1190, "435", "UG"),
    "vitamin_b12_ug": (1178, "418", "UG"),
    "vitamin_b12_added_ug": (1246, "578", "UG"),
    "choline_mg": (1180, "421", "MG"),
    "betaine_mg": (1198, "454", "MG"),
    "tryptophan_g": (1210, "501", "G"),
    "threonine_g": (1211, "502", "G"),
    "isoleucine_g": (1212, "503", "G"),
    "leucine_g": (1213, "504", "G"),
    "lysine_g": (1214, "505", "G"),
    "methionine_g": (1215, "506", "G"),
    "cystine_g": (1216, "507", "G"),
    "phenylalanine_g": (1217, "508", "G"),
    "tyrosine_g": (1218, "509", "G"),
    "valine_g": (1219, "510", "G"),
    "histidine_g": (1221, "512", "G"),
}
Cells = Sequence[object]


def write(folder: Path, table: str, rows: Iterable[Cells]) -> None:
    """Write one of the files: all cells in quotes, as USDA does; cells that are not given are empty."""
    folder.mkdir(parents=True, exist_ok=True)
    heading = HEADINGS[table].split()
    with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows([*row, *[""] * (len(heading) - len(row))] for row in rows)


def write_nutrients(folder: Path) -> None:
    """Write the list of nutrients."""
    rows = [(number, name, unit, short, "") for name, (number, short, unit) in COLUMNS.items()]
    write(folder, "nutrient", rows)
