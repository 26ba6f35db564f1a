"""Rebuild ``data/needs.csv`` from the transcribed tables of seven authorities.

    python scripts/build_needs.py --data ../shared/reference

Reads every ``needs_*.csv`` of that folder, drops rows whose value no one could read in a source, says in
our words what a reader has to know about a value, and writes one table in a fixed order. Rows of
``scripts/needs_readings.csv``, read in a source later, replace what they contradict. Published units stay
as published; ``nutrition/units.py`` and ``nutrition/needs.py`` turn them into ours.
"""

import argparse
import csv
import re
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent.parent
COLUMNS = [
    "authority",
    "nutrient",
    "life_stage",
    "sex",
    "age_min",
    "age_max",
    "condition",
    "phase",
    "kind",
    "value",
    "unit",
    "limits",
    "measure",
    "source",
    "where",
    "note",
]
KEY = ["authority", "nutrient", "sex", "age_min", "age_max", "condition", "phase", "kind", "unit"]

AUTHORITIES = {"NASEM": "NASEM", "EFSA": "EFSA", "UK": "UK", "WHO/FAO": "WHO_FAO", "NNR2023": "NNR2023"} | {
    "D-A-CH": "DACH",
    "AU/NZ": "AU_NZ",
}

# Nutrients an authority names a little differently from us; the measure says how.
RENAMED = {
    "free_sugars": ("added_sugars", "free sugars"),
    "added_free_sugars": ("added_sugars", "added and free sugars"),
    "dha": ("epa_dha", "DHA alone"),
}

# Published unit -> the unit kept in the table, and the expression where it is not the one we count in.
UNITS = {
    "ug_RE": ("ug", "ug RE"),
    "ug_RAE": ("ug", ""),
    "ug_DFE": ("ug", ""),
    "mg_NE": ("mg", "mg NE"),
    "mg_NE_per_MJ": ("mg_per_MJ", "mg NE"),
    "mg_alpha_TE": ("mg", "mg alpha-TE"),
    "mg_alpha_tocopherol": ("mg", ""),
}

PHASES = [
    (r"trimesters 2-3|from month 4", "trimesters 2-3"),
    (r"trimester 1", "trimester 1"),
    (r"trimester 2", "trimester 2"),
    (r"trimester 3|last trimester", "trimester 3"),
    (r"0-3 mo|0-4 mo|0-6 mo", "first months"),
    (r"3-6 mo", "middle months"),
    (r">4 mo|>6 mo|6-12 mo|7-12 mo", "later months"),
]

LIMITS = [
    (r"preformed_only", "preformed"),
    (r"supplemental_only.*(fortified|added to food|synthetic folic acid|MTHF)", "added"),
    (r"supplemental_only", "supplements"),
]

# What a reader has to know, in our words. Several may hold for one row.
NOTES = [
    (r"supplemental_only: (synthetic )?folic acid", "covers only folic acid taken as such"),
    (r"any form of alpha-tocopherol", "covers only vitamin E from supplements and fortified foods"),
    (r"synthetic forms from supplements", "covers only niacin from supplements and fortified foods"),
    (r"pharmacological agents|supplemental_only(: supplements)?$", "on top of food, from supplements only"),
    (r"readily dissociable salts", "on top of food: magnesium from supplements or added to food and water"),
    (r"preformed_only", "covers retinol only, not carotenes"),
    (r"need for dietary choline", "how much choline food must supply is uncertain"),
    (r"women who can become pregnant", "who may become pregnant: 400 ug folic acid besides food folate"),
    (r"times reference body weight|for the reference body weight", "for a reference body"),
    (r"over 50 y: meet mainly", "over 50: best from fortified foods or a supplement"),
    (r"minimal sunlight|minimal cutaneous|no endogenous synthesis", "for little or no sun on the skin"),
    (r"18% bioavailable", "for a mixed diet (18% of iron taken up)"),
    (r"about 600 mg/d phytate", "for a mixed diet with about 600 mg phytate per day"),
    (r"^mixed diet; vegetarians", "for a mixed diet"),
    (r"no phytate adjustment for children", "for a mixed diet"),
    (r"reduce intake if above", "less is better above this level"),
    (r"chronic disease risk reduction intake", "a ceiling against chronic disease"),
    (r"age-group value applied", "value of the age group; none printed for pregnancy or breastfeeding"),
    (r"suggested ceiling", "a suggested ceiling, not a goal"),
    (r"menopausal status, not ages", "published by menopausal status; the split at 51 years is ours"),
    (r"adult value applies", "the value for adults"),
    (r"phylloquinone only", "as phylloquinone"),
    (r"beverages plus food|total water including|all water from", "all water, from drinks and food"),
    (r"review ongoing", "under review by the authority"),
    (r"^EPA\+DPA|EPA\+DPA\+DHA", "EPA, DPA and DHA together"),
    (r"n-6 polyunsaturated", "all omega-6 fats together"),
    (r"additional DHA", "DHA on top of the 250 mg EPA and DHA"),
    (r"g/d in addition|on top of the non", "added to the value outside pregnancy and breastfeeding"),
    (r"two lactation values", "which of two printed values goes with which months is our reading"),
    (r"provisional AR", "provisional: 0.8 of the adequate intake, probably above the true average"),
    (r"at least 3 g per MJ", "and at least 3 g per MJ"),
    (r"including energy from fibre", "counts the energy from fibre"),
    (r"estimated intake from milk", "estimated from milk and first foods"),
    (r"copy prints|copy merges|web table scrape|transcriptions differ|one transcription|lexicon table says",
     "another copy of the table gives another figure"),
    (r"Switzerland", "Germany and Austria; Switzerland differs"),
    (r"category of the 2025 values", "read second-hand; kind not confirmed"),
    (r'reports give "610', "reports give 610 or 660; the split by age is ours"),
    (r"16 if menstruating", "16 mg once menstruating"),
    (r"^menstruating|premenopausal; rev", "while menstruating"),
    (r"post-partum", "also in the weeks after birth"),
    (r"supplement in infancy", "as a supplement in infancy"),
    (r"no additional need", "no more than outside this stage"),
    (r"printed as approximately", "published as approximate"),
    (r"under 19 y only", "for those under 19"),
    (r"RNI of 1991; see kind max", "value of 1991; the salt ceiling is newer"),
    (r"salt .*g/d", "converted from salt at 2.5 g per g sodium"),
    (r"folate, not DFE", "in plain ug of folate"),
    (r"AOAC fibre", "fibre by the AOAC method"),
    (r"of food energy", "of energy from food"),
    (r"printed as an increment|printed as \+", "published as an addition; shown as the sum"),
    (r"heavy menstrual losses", "more with heavy periods"),
    (r"edition not compared|2002 web edition$", "as in the 2002 edition; the 2004 edition was not compared"),
    (r"2002 web edition prints|2002 web appendix prints", "as in the 2004 edition; 2002 differs"),
    (r"inferred from", "inferred from a second-hand average"),
    (r"mean of the trimester", "split by trimester from a published mean"),
    (r"later WHO/UNICEF", "later advice by WHO and UNICEF: 250 ug"),
    (r"below 5 is a conditional", "below 5% of energy is a further, optional step"),
    (r"equals 5 g salt", "about 5 g of salt"),
    (r"exclusively breast-fed", "0.8 mg if fed only breast milk"),
    (r"mg/d; PRI covers|PRI covers about 95%", "covers about 95% of women before menopause"),
    (r"of the n-3 fatty acids", "as part of the omega-3 fats"),
]  # fmt: skip

NASEM_TABLES = "NASEM. Dietary Reference Intakes for Sodium"
NASEM_REPORTS = {
    "1997": "calcium, phosphorus and magnesium",
    "1998": "B vitamins and choline",
    "2000": "vitamins C and E and selenium",
    "2001": "vitamins A and K and trace elements",
    "2002/2005": "energy and macronutrients",
    "2005": "water and electrolytes",
    "2011": "calcium and vitamin D",
    "2019": "sodium and potassium",
}
SECOND_HAND = (
    r"reproducing|quoting|reports|lexi[ck]on|sanomedica|vitabay|ernaehrung\.de|svasthrahen|vitalstoff"
)


def main() -> None:
    """Write data/needs.csv and say what was left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parent / "shared" / "reference")
    parser.add_argument("--readings", type=Path, default=HERE / "scripts" / "needs_readings.csv")
    parser.add_argument("--out", type=Path, default=HERE / "data" / "needs.csv")
    asked = parser.parse_args()
    read = pd.concat([_read(path) for path in sorted(asked.data.glob("needs_*.csv"))], ignore_index=True)
    kept, left_out = _choose(read)
    rows = pd.DataFrame([_row(row) for row in kept.to_dict("records")], columns=COLUMNS)
    rows = _sorted(_with_readings(rows, _read(asked.readings)))
    twice = rows[rows.duplicated(KEY, keep=False)]
    if len(twice):
        raise SystemExit(f"the same key stands there twice:\n{twice[[*KEY, 'value']].to_string()}")
    rows.to_csv(asked.out, index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    print(f"{len(rows)} rows written")
    for reason, count in left_out.items():
        print(f"left out: {count} {reason}")


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def _choose(read: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Keep rows read in a source, about nutrients we count."""
    ours = set(_read(HERE / "data" / "nutrients.csv")["nutrient"]) | set(RENAMED)
    memory = (read["note"] + read["source"]).str.contains("recalled, unverified|from memory")
    foreign = ~read["nutrient"].isin(ours)
    counts = {"rows without a source that could be read": int(memory.sum())}
    for nutrient, count in read[foreign & ~memory]["nutrient"].value_counts().sort_index().items():
        counts[f"rows about {nutrient}, which we do not count"] = int(count)
    return read[~memory & ~foreign], counts


def _with_readings(rows: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """Add what was read later; each reading replaces the rows of its kind whose ages it overlaps."""
    same = ["authority", "nutrient", "sex", "condition", "phase", "kind", "unit"]
    pairs = rows.reset_index().merge(readings, on=same, suffixes=("", "_read"))
    ages = pairs[["age_min", "age_max", "age_min_read", "age_max_read"]].astype("float64")
    overlap = (ages["age_min"] < ages["age_max_read"]) & (ages["age_min_read"] < ages["age_max"])
    return pd.concat([rows.drop(pairs["index"][overlap].unique()), readings], ignore_index=True)


def _sorted(rows: pd.DataFrame) -> pd.DataFrame:
    """In the order of authorities and nutrients, then by stage, age, sex and kind."""
    nutrients = list(_read(HERE / "data" / "nutrients.csv")["nutrient"])
    conditions = ["none", "neither", "pregnant", "lactating"]
    order = pd.DataFrame(
        {
            "authority": rows["authority"].map(list(AUTHORITIES.values()).index),
            "nutrient": rows["nutrient"].map(nutrients.index),
            "condition": rows["condition"].map(conditions.index),
            "phase": rows["phase"],
            "age": rows["age_min"].astype("float64"),
            "oldest": rows["age_max"].astype("float64"),
            "sex": rows["sex"],
            "kind": rows["kind"],
            "unit": rows["unit"],
        }
    )
    return rows.loc[order.sort_values(list(order.columns), kind="stable").index]


def _row(old: dict[str, str]) -> dict[str, str]:
    """One row of ours from one transcribed row."""
    note = re.sub(r"(;\s*)?verified=\d+", "", old["note"])
    nutrient, named = RENAMED.get(old["nutrient"], (old["nutrient"], ""))
    unit, measure = UNITS.get(old["unit"], (old["unit"], ""))
    source, where, second_hand = _source(old)
    return {
        "authority": AUTHORITIES[old["authority"]],
        "nutrient": nutrient,
        "life_stage": re.sub(r" \((age split assigned here|.*ages not printed)\)", "", old["life_stage"]),
        "sex": old["sex"],
        "age_min": old["age_min_y"],
        "age_max": old["age_max_y"],
        "condition": _condition(old, note),
        "phase": _phase(old),
        "kind": _kind(old, note),
        "value": old["value"],
        "unit": unit,
        "limits": _limits(old["kind"], note),
        "measure": _plain(named or _measure(old, note) or measure),
        "source": source,
        "where": where,
        "note": "; ".join(_notes(note) + ([second_hand] if second_hand else [])),
    }


def _condition(old: dict[str, str], note: str) -> str:
    """``neither`` is for values an authority says do not hold in pregnancy or breastfeeding."""
    return "neither" if "not set for pregnancy" in note else old["condition"]


def _phase(old: dict[str, str]) -> str:
    """Which part of pregnancy or breastfeeding a row is for; empty = all of it."""
    if old["condition"] == "none":
        return ""
    return next((phase for words, phase in PHASES if re.search(words, old["life_stage"])), "")


def _kind(old: dict[str, str], note: str) -> str:
    """Give the authority's own word, with what sets the row apart."""
    if "this infant cell is an AI" in note:
        return "AI"
    if old["nutrient"] == "protein" and old["authority"] == "D-A-CH" and old["age_min_y"] == "65":
        return "AI"  # the amount per day comes from an estimated value per kg
    return f"DHA_{old['kind']}" if old["nutrient"] == "dha" else old["kind"]


def _limits(kind: str, note: str) -> str:
    """Say what an upper limit covers; empty for rows that are no limit."""
    if not re.match(r"UL|CDRR|max|AMDR_high|RI_high|guidance_high|SDT_max", kind):
        return ""
    return next((limits for words, limits in LIMITS if re.search(words, note)), "all")


def _measure(old: dict[str, str], note: str) -> str:
    """How the authority counts, where the unit alone does not say it."""
    if "preformed niacin" in note and old["age_max_y"] == "0.5":
        return "mg"
    if "not DFE" in note and old["authority"] == "UK":
        return "ug folate"
    if "DPA" in note:
        return "EPA + DPA + DHA"
    return "n-6 fats" if "n-6 polyunsaturated" in note else ""


def _plain(measure: str) -> str:
    """Empty where the expression is just our own unit."""
    return "" if measure == "mg" else measure


def _notes(note: str) -> list[str]:
    found = [ours for words, ours in NOTES if re.search(words, note)]
    return list(dict.fromkeys(found))


def _source(old: dict[str, str]) -> tuple[str, str, str]:
    """Give source key, place in it, and how it was read where that was second-hand."""
    text = old["source"]
    finder = {"NASEM": _nasem, "EFSA": _efsa, "NNR2023": _nordic, "UK": _uk, "WHO/FAO": _who, "D-A-CH": _dach}
    if old["authority"] in finder:
        return finder[old["authority"]](text)
    return "nrv_au_nz_2017", "nutrient tables", ""


def _nasem(text: str) -> tuple[str, str, str]:
    if not text.startswith(NASEM_TABLES):
        return "iom_macronutrients_2005", "summary table of recommended intakes, g per kg", ""
    table = re.search(r"table (J-\d)", text).group(1)
    year = re.search(r"primary report: \w+ ([\d/]+)", text).group(1)
    where = f"appendix J, table {table}; first in the {year} report on {NASEM_REPORTS[year]}"
    return "nasem_dri_tables_2019", where, ""


def _efsa(text: str) -> tuple[str, str, str]:
    if "Dietary reference values for sodium" in text:
        return "efsa_sodium_2019", "summary table", ""
    key = "efsa_ul_2025" if "Overview on Tolerable" in text else "efsa_drv_2017"
    return key, re.search(r"tables? [\d, and]*\d", text).group(0), ""


def _nordic(text: str) -> tuple[str, str, str]:
    return "nnr_2023", text.rsplit(", ", 1)[1], ""


def _uk(text: str) -> tuple[str, str, str]:
    if text.startswith("Dror"):
        return "dror_2018", "table 3", "read second-hand"
    return "bnf_2021", "tables of dietary reference values", ""


def _who(text: str) -> tuple[str, str, str]:
    for start, key in (
        ("FAO/WHO. Human", "fao_who_2002"),
        ("WHO. Saturated", "who_fats_2023"),
        ("WHO. Guideline: Sugars", "who_sugars_2015"),
        ("WHO. Guideline: Potassium", "who_potassium_2012"),
        ("WHO. Guideline: Sodium", "who_sodium_2012"),
    ):
        if text.startswith(start):
            return key, "appendix 1" if key == "fao_who_2002" else "recommendations", ""
    return "who_fao_2004", "summary tables", "read where another paper quotes it"


def _dach(text: str) -> tuple[str, str, str]:
    if text.startswith("DGE. Referenzwerte-Tool"):
        return "dge_tool_2024", "export of January 2024", "read in a transcription of the export"
    place = re.search(r"as published on (.*?)(;|$)", text).group(1)
    if re.search(SECOND_HAND, place) or "revision" in place:
        return "dach_reference_values", "table for the nutrient", "read second-hand"
    page = re.search(r'page "([^"]+)"', place)
    return "dach_reference_values", f"page {page.group(1)}" if page else "table for the nutrient", ""


if __name__ == "__main__":
    main()
