"""Fetch the publishers' own files and lay them out as ``build_foods.py`` reads them.

FoodData Central publishes SR Legacy and FNDDS as zips of CSV files: ``food.csv``, ``nutrient.csv``,
``food_nutrient.csv`` (one figure a row), ``food_portion.csv``. CoFID, the iodine database and FPED are
workbooks; reading those needs the package ``openpyxl`` (``xlrd`` for FPED's older format).
"""

import csv
import gzip
import hashlib
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import requests

from scripts.foods_convert import plain


class Download(NamedTuple):
    """One file of a publisher; ``sha256`` is checked where it is given."""

    file: str
    url: str
    sha256: str = ""


FDC = "https://fdc.nal.usda.gov/fdc-datasets/"
ARS = "https://www.ars.usda.gov/ARSUserFiles/"
COFID = (
    "https://assets.publishing.service.gov.uk/media/60538b91e90e07527df82ae4/"
    "McCance_Widdowsons_Composition_of_Foods_Integrated_Dataset_2021..xlsx"
)
DOWNLOADS = {
    "sr": Download("sr_legacy.zip", FDC + "FoodData_Central_sr_legacy_food_csv_2018-04.zip"),
    "fndds": Download("fndds.zip", FDC + "FoodData_Central_survey_food_csv_2024-10-31.zip"),
    "cofid": Download("cofid_2021.xlsx", COFID),
    "iodine": Download("iodine_r4.zip", ARS + "80400535/Data/Iodine/IODINE_RELEASE_4.zip"),
    "fped": Download("fped_1718.xls", ARS + "80400530/apps/FPED_1718.xls"),
}

# The nutrient number every USDA release prints -> the column of our layout.
NUTRIENT_NUMBERS = {
    "208": "energy_kcal",
    "255": "water_g",
    "203": "protein_g",
    "204": "fat_g",
    "606": "sfa_g",
    "645": "mufa_g",
    "646": "pufa_g",
    "618": "fa18_2_g",
    "675": "la_g",
    "619": "fa18_3_g",
    "851": "ala_g",
    "629": "epa_g",
    "621": "dha_g",
    "601": "cholesterol_mg",
    "205": "carbohydrate_g",
    "291": "fibre_g",
    "269": "sugars_g",
    "221": "alcohol_g",
    "262": "caffeine_mg",
    "301": "calcium_mg",
    "303": "iron_mg",
    "304": "magnesium_mg",
    "305": "phosphorus_mg",
    "306": "potassium_mg",
    "307": "sodium_mg",
    "309": "zinc_mg",
    "312": "copper_mg",
    "315": "manganese_mg",
    "317": "selenium_ug",
    "320": "vitamin_a_rae_ug",
    "319": "retinol_ug",
    "401": "vitamin_c_mg",
    "328": "vitamin_d_ug",
    "323": "vitamin_e_mg",
    "573": "vitamin_e_added_mg",
    "430": "vitamin_k_ug",
    "404": "thiamin_mg",
    "405": "riboflavin_mg",
    "406": "niacin_mg",
    "410": "pantothenate_mg",
    "415": "vitamin_b6_mg",
    "417": "folate_total_ug",
    "432": "folate_food_ug",
    "431": "folic_acid_ug",
    "435": "folate_dfe_ug",
    "418": "vitamin_b12_ug",
    "578": "vitamin_b12_added_ug",
    "421": "choline_mg",
}

# CoFID prints the name of each figure in its first row; ours on the right.
COFID_COLUMNS = {
    "Food Code": "cofid_code",
    "Food Name": "description",
    "Group": "group_code",
    "Water (g)": "water_g",
    "Protein (g)": "protein_g",
    "Fat (g)": "fat_g",
    "Carbohydrate (g)": "carbohydrate_available_mse_g",
    "Energy (kcal) (kcal)": "energy_kcal",
    "Starch (g)": "starch_g",
    "Total sugars (g)": "sugars_g",
    "Alcohol (g)": "alcohol_g",
    "NSP (g)": "fibre_nsp_g",
    "AOAC fibre (g)": "fibre_g",
    "Satd FA /100g fd (g)": "sfa_g",
    "Mono FA /100g food (g)": "cis_mufa_g",
    "Poly FA /100g food (g)": "cis_pufa_g",
    "Cholesterol (mg)": "cholesterol_mg",
    "Sodium (mg)": "sodium_mg",
    "Potassium (mg)": "potassium_mg",
    "Calcium (mg)": "calcium_mg",
    "Magnesium (mg)": "magnesium_mg",
    "Phosphorus (mg)": "phosphorus_mg",
    "Iron (mg)": "iron_mg",
    "Copper (mg)": "copper_mg",
    "Zinc (mg)": "zinc_mg",
    "Manganese (mg)": "manganese_mg",
    "Selenium (µg)": "selenium_ug",
    "Iodine (µg)": "iodine_ug",
    "Retinol (µg)": "retinol_ug",
    "Carotene (µg)": "carotene_equiv_ug",
    "Vitamin D (µg)": "vitamin_d_ug",
    "Vitamin K1 (µg)": "vitamin_k_ug",
    "Thiamin (mg)": "thiamin_mg",
    "Riboflavin (mg)": "riboflavin_mg",
    "Niacin (mg)": "niacin_mg",
    "Vitamin B6 (mg)": "vitamin_b6_mg",
    "Vitamin B12 (µg)": "vitamin_b12_ug",
    "Folate (µg)": "folate_total_ug",
    "Pantothenate (mg)": "pantothenate_mg",
    "Biotin (µg)": "biotin_ug",
    "Vitamin C (mg)": "vitamin_c_mg",
}
COFID_SHEETS = ["1.3 Proximates", "1.4 Inorganics", "1.5 Vitamins"]

Row = Mapping[str, str]


def fetch(download: Download, folder: Path) -> bytes:
    """Give a publisher's file, from ``folder`` if it is there already, else from its address."""
    path = folder / download.file
    if not path.exists():
        try:
            answer = requests.get(download.url, timeout=120)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise SystemExit(
                f"{download.file} could not be fetched ({type(error).__name__}). Without a connection: save\n"
                f"  {download.url}\nas {path} and run again."
            ) from error
        path.write_bytes(answer.content)
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    print(f"{download.file}: {len(content)} bytes, sha256 {digest}")
    if download.sha256 not in ("", digest):
        raise SystemExit(f"{path} is not the file expected: its sha256 should be {download.sha256}")
    return content


def fdc_rows(release: Path, ids: Mapping[str, str], key: str) -> list[dict[str, str]]:
    """Turn a folder of FoodData Central CSV files into one row per food, one column per nutrient.

    ``ids`` is fdc_id -> the id the food goes by here; ``key`` names the column for it. A figure that is
    not there is an empty cell. Releases name a nutrient by its FDC id or by its number: both are read.
    """
    column = dict(NUTRIENT_NUMBERS)
    column |= {
        row["id"]: NUTRIENT_NUMBERS[row["nutrient_nbr"]]
        for row in _csv(release / "nutrient.csv")
        if row["nutrient_nbr"] in NUTRIENT_NUMBERS
    }
    empty = dict.fromkeys(NUTRIENT_NUMBERS.values(), "")
    rows = {
        row["fdc_id"]: {key: ids[row["fdc_id"]], "description": row["description"]} | empty
        for row in _csv(release / "food.csv")
        if row["fdc_id"] in ids
    }
    for row in _csv(release / "food_nutrient.csv"):
        if row["fdc_id"] in rows and row["nutrient_id"] in column:
            rows[row["fdc_id"]][column[row["nutrient_id"]]] = row["amount"]
    return list(rows.values())


def fdc_portions(release: Path, ids: Mapping[str, str], key: str) -> list[dict[str, str]]:
    """Give the household measures of a FoodData Central release in our layout."""
    rows = []
    for row in _csv(release / "food_portion.csv"):
        if row["fdc_id"] in ids:
            words = row["portion_description"] or row["modifier"]
            told = {"portion": words} if key == "food_code" else {"amount": row["amount"], "measure": words}
            rows.append({key: ids[row["fdc_id"]], "seq": row["seq_num"], "grams": row["gram_weight"]} | told)
    return rows


def sr_legacy(release: Path, folder: Path) -> None:
    """Write SR Legacy's two files from its unpacked release."""
    ids = {row["fdc_id"]: row["fdc_id"] for row in _csv(release / "sr_legacy_food.csv")}
    _write(folder / "fdc_sr_legacy_2018.csv.gz", fdc_rows(release, ids, "fdc_id"))
    _write(folder / "fdc_sr_legacy_portions.csv.gz", fdc_portions(release, ids, "fdc_id"))


def fndds(release: Path, folder: Path) -> None:
    """Write FNDDS's two files from its unpacked release."""
    ids = {row["fdc_id"]: row["food_code"] for row in _csv(release / "survey_fndds_food.csv")}
    _write(folder / "fndds_2021_2023.csv.gz", fdc_rows(release, ids, "food_code"))
    _write(folder / "fndds_2021_2023_portions.csv.gz", fdc_portions(release, ids, "food_code"))


def unpack(content: bytes, folder: Path) -> Path:
    """Unpack a zip and give the folder that holds its files."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return next(folder.rglob("food.csv")).parent


def cofid(content: bytes, folder: Path) -> None:
    """Write CoFID from its workbook: three sheets, joined by food code."""
    foods: dict[str, dict[str, str]] = defaultdict(lambda: dict.fromkeys(COFID_COLUMNS.values(), ""))
    for sheet in COFID_SHEETS:
        frame = pd.read_excel(io.BytesIO(content), sheet_name=sheet, dtype=str, keep_default_na=False)
        frame = frame.rename(columns={frame.columns[0]: "Food Code"})  # one sheet leaves that cell empty
        known = [name for name in frame.columns if name in COFID_COLUMNS]
        for row in frame[known].rename(columns=COFID_COLUMNS).to_dict("records"):
            if row["cofid_code"][:2].isdigit():
                foods[row["cofid_code"]].update({str(name): cell for name, cell in row.items()})
    missing = set(COFID_COLUMNS.values()) - {
        name for food in foods.values() for name, cell in food.items() if cell
    }
    if missing:
        raise SystemExit(f"The CoFID workbook has no figures for: {', '.join(sorted(missing))}")
    _write(folder / "uk_cofid_2021.csv.gz", list(foods.values()))


def iodine(content: bytes, folder: Path) -> None:
    """Write the iodine database (ug per 100 g by its own id) from the workbook in its zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = next(name for name in archive.namelist() if name.lower().endswith(".xlsx") and "100" in name)
        frame = pd.read_excel(archive.open(name), dtype=str, keep_default_na=False)
    frame.columns = pd.Index([" ".join(str(title).lower().split()) for title in frame.columns])
    ids = next(title for title in frame.columns if title.replace("_", " ").startswith("db id"))
    mean = next(title for title in frame.columns if "100" in title)
    rows = [
        {"db_id": food, "iodine_ug_100g": value} for food, value in zip(frame[ids], frame[mean], strict=True)
    ]
    _write(folder / "usda_iodine_release4.csv", [row for row in rows if row["db_id"].isdigit()])


def fped(content: bytes, folder: Path) -> None:
    """Write added sugars from FPED: teaspoon equivalents per 100 g, at 4.2 g each."""
    frame = pd.read_excel(io.BytesIO(content), dtype=str, keep_default_na=False)
    spoons = next(title for title in frame.columns if str(title).upper().startswith("ADD_SUGARS"))
    rows = [
        {"food_code": code, "added_sugars_g_100g": plain(Decimal(value) * Decimal("4.2"))}
        for code, value in zip(frame["FOODCODE"], frame[spoons], strict=True)
    ]
    _write(folder / "fped_2017_2018_added_sugars.csv.gz", rows)


def download_all(folder: Path) -> None:
    """Fetch every publisher's file into ``folder/downloads`` and write our layout into ``folder``."""
    kept = folder / "downloads"
    kept.mkdir(parents=True, exist_ok=True)
    sr_legacy(unpack(fetch(DOWNLOADS["sr"], kept), kept / "sr_legacy"), folder)
    fndds(unpack(fetch(DOWNLOADS["fndds"], kept), kept / "fndds"), folder)
    cofid(fetch(DOWNLOADS["cofid"], kept), folder)
    iodine(fetch(DOWNLOADS["iodine"], kept), folder)
    fped(fetch(DOWNLOADS["fped"], kept), folder)


def _csv(path: Path) -> Iterable[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
