"""Turn one row of a publisher's food table into one row of ours, figure by figure.

Figures stay text. A figure whose unit is already ours keeps its printed digits; arithmetic is done in
``Decimal``, so nothing is rounded. An empty cell stays empty: it means "not published".
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from nutrition.fdc_nutrients import PARTS

Row = Mapping[str, str]

USDA_SAME_UNIT = {
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
    "retinol": "retinol_ug",
    "vitamin_c": "vitamin_c_mg",
    "vitamin_d": "vitamin_d_ug",
    "vitamin_e": "vitamin_e_mg",
    "vitamin_e_added": "vitamin_e_added_mg",
    "vitamin_k": "vitamin_k_ug",
    "thiamin": "thiamin_mg",
    "riboflavin": "riboflavin_mg",
    "niacin": "niacin_mg",
    "pantothenic_acid": "pantothenate_mg",
    "vitamin_b6": "vitamin_b6_mg",
    "folate": "folate_dfe_ug",
    "folic_acid": "folic_acid_ug",
    "vitamin_b12": "vitamin_b12_ug",
    "vitamin_b12_added": "vitamin_b12_added_ug",
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

# CoFID columns that mean the same as ours. Left out on purpose, because they mean something else:
# carbohydrate and sugars (monosaccharide equivalents), vitamin E (alpha-tocopherol equivalents),
# n-3 and n-6 (families, not single acids).
COFID_SAME_UNIT = {
    "energy": "energy_kcal",
    "water_total": "water_g",
    "protein": "protein_g",
    "fibre": "fibre_g",
    "fat_total": "fat_g",
    "alcohol": "alcohol_g",
    "retinol": "retinol_ug",
    "vitamin_c": "vitamin_c_mg",
    "vitamin_d": "vitamin_d_ug",
    "vitamin_k": "vitamin_k_ug",
    "thiamin": "thiamin_mg",
    "riboflavin": "riboflavin_mg",
    "niacin": "niacin_mg",
    "pantothenic_acid": "pantothenate_mg",
    "vitamin_b6": "vitamin_b6_mg",
    "biotin": "biotin_ug",
    "vitamin_b12": "vitamin_b12_ug",
    "calcium": "calcium_mg",
    "iron": "iron_mg",
    "magnesium": "magnesium_mg",
    "manganese": "manganese_mg",
    "phosphorus": "phosphorus_mg",
    "potassium": "potassium_mg",
    "sodium": "sodium_mg",
    "zinc": "zinc_mg",
    "iodine": "iodine_ug",
    "selenium": "selenium_ug",
    "fat_saturated": "sfa_g",
    "fat_monounsaturated": "cis_mufa_g",
    "fat_polyunsaturated": "cis_pufa_g",
    "cholesterol": "cholesterol_mg",
}

COFID_PROXIMATES = [
    "water_g",
    "protein_g",
    "fat_g",
    "carbohydrate_available_mse_g",
    "energy_kcal",
    "starch_g",
    "sugars_g",
    "alcohol_g",
    "fibre_nsp_g",
    "fibre_g",
    "sfa_g",
    "cis_mufa_g",
    "cis_pufa_g",
    "n3_g",
    "n6_g",
    "trans_g",
    "cholesterol_mg",
]

ADDED = ("added_sugars", "vitamin_b12_added", "vitamin_e_added", "folic_acid")


def plain(value: Decimal) -> str:
    """Write a number without exponent or trailing zeros."""
    return f"{value.normalize():f}" if value else "0"


def combine(*cells: str, by: Callable[..., Decimal]) -> str:
    """Apply ``by`` to the cells as numbers; empty if any of them is empty."""
    return "" if "" in cells else plain(by(*map(Decimal, cells)))


def usda(row: Row) -> dict[str, str]:
    """Give our figures for a row of FNDDS or SR Legacy (both per 100 g).

    Copper [mg] becomes [ug]; EPA + DHA [g] becomes [mg], only where both are published. Linoleic and
    alpha-linolenic acid are the identified isomers where given, else total 18:2 and 18:3.
    """
    ours = {nutrient: row.get(column, "") for nutrient, column in USDA_SAME_UNIT.items()}
    ours["copper"] = combine(row["copper_mg"], by=lambda mg: mg * 1000)
    ours["epa_dha"] = combine(row["epa_g"], row["dha_g"], by=lambda epa, dha: (epa + dha) * 1000)
    ours["linoleic_acid"] = row.get("la_g", "") or row["fa18_2_g"]
    ours["alpha_linolenic_acid"] = row.get("ala_g", "") or row["fa18_3_g"]
    return ours


def cofid_cell(text: str) -> str:
    """Read a CoFID cell: N (present, no reliable figure) is empty, Tr (negligible amount) is 0."""
    return {"N": "", "Tr": "0"}.get(text.strip(), text.strip())


def cofid(row: Row) -> dict[str, str]:
    """Give our figures for a row of CoFID 2021 (per 100 g).

    Vitamin A [ug RAE] = retinol + carotene equivalents / 12. Carbohydrate and sugars are given only
    where CoFID's own figure is 0: available carbohydrate 0 leaves the fibre; sugars 0 are 0 in any unit.
    """
    read = {column: cofid_cell(text) for column, text in realigned(row).items()}
    ours = {nutrient: read[column] for nutrient, column in COFID_SAME_UNIT.items()}
    ours["copper"] = combine(read["copper_mg"], by=lambda mg: mg * 1000)
    ours["vitamin_a"] = combine(read["retinol_ug"], read["carotene_equiv_ug"], by=rae)
    if read["carbohydrate_available_mse_g"] == "0":
        ours["carbohydrate"] = read["fibre_g"]
    if read["sugars_g"] == "0":
        ours["sugars"] = "0"
    return ours


def rae(retinol: Decimal, carotene: Decimal) -> Decimal:
    """Vitamin A [ug RAE] from retinol and beta-carotene equivalents [ug], to a tenth."""
    return (retinol + carotene / 12).quantize(Decimal("0.1"))


def realigned(row: Row) -> dict[str, str]:
    """Undo the shift of a CoFID row whose description was split into two cells.

    In such a row the group code is a piece of text and the first figures stand one or two columns late:
    nitrogen under protein, protein under fat, fat under carbohydrate, carbohydrate under energy. What
    can be put back is put back; energy [kcal] = 4 protein + 9 fat + 3.75 carbohydrate, which is CoFID's
    own formula; the other figures of that sheet are left empty. Minerals and vitamins stand in place.
    """
    fixed = dict(row)
    if re.fullmatch(r"[A-Z]{1,4}", row["group_code"]):
        return fixed
    fixed |= dict.fromkeys(COFID_PROXIMATES, "")
    protein, fat, starch = row["fat_g"], row["carbohydrate_available_mse_g"], row["energy_kcal"]
    fixed |= {"protein_g": protein, "fat_g": fat, "carbohydrate_available_mse_g": starch}
    cells = [cofid_cell(text) for text in (protein, fat, starch)]
    fixed["energy_kcal"] = combine(*cells, by=lambda p, f, c: 4 * p + 9 * f + Decimal("3.75") * c)
    return fixed


def derived(ours: Row, food: Row, raw: Row) -> dict[str, str]:
    """Give the figures that follow from published ones; only where the cell is empty.

    A part of a whole that is 0 is 0. Folic acid is total folate less food folate. A food with nothing
    added has none of the added parts. All B12 of a fortified plant food was added to it. Folate of a
    CoFID food without added folic acid is the same in [ug] and in [ug DFE].
    """
    found: dict[str, str] = {}
    if raw.get("folate_total_ug") and raw.get("folate_total_ug") == raw.get("folate_food_ug"):
        found["folic_acid"] = "0"
    if food["plain"] == "yes":
        found |= dict.fromkeys(ADDED, "0")
    found |= {part: "0" for part, whole in PARTS.items() if _is_zero(ours.get(whole, ""))}
    if food["diet"] == "vegan" and food["b12_form"] == "fortified_crystalline":
        found["vitamin_b12_added"] = ours["vitamin_b12"]
    if food["source"] == "cofid_2021" and food["b12_form"] != "fortified_crystalline":
        found |= {"folate": cofid_cell(raw["folate_total_ug"]), "folic_acid": "0"}
    return {nutrient: value for nutrient, value in found.items() if value and not ours.get(nutrient)}


def added_sugars(published: str, sugars: str) -> str:
    """Give FPED added sugars [g], never more than total sugars [g].

    FPED counts in teaspoons, so "all of it" can come out up to 5 % above the total: then it is the
    total. Further above, the recipe has changed since FPED 2017-2018 and the cell stays empty.
    """
    if not published or not sugars or Decimal(published) <= Decimal(sugars):
        return published
    return sugars if Decimal(published) <= Decimal(sugars) * Decimal("1.05") else ""


def _is_zero(cell: str) -> bool:
    return cell != "" and Decimal(cell) == 0
