"""The reference tables: every row has a known source, unit, role and a key of its own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from nutrition.needs import AUTHORITIES
from nutrition.tables import FOLDER, needs, nutrients, sources, table

OURS = ["needs", "kinds", "energy", "reference_bodies", "adjustments", "measures", "requirement_cv"]
KEY = ["authority", "nutrient", "sex", "age_min", "age_max", "condition", "phase", "kind", "unit"]
ROLES = {"target", "target_high", "target_add", "average", "average_add", "upper", "range_low", "range_high"}


def test_every_row_has_a_key_of_its_own():
    rows = needs()
    assert not rows.duplicated(KEY).any()
    assert not table("kinds").duplicated(["authority", "kind"]).any()
    assert len(rows) > 6000


def test_every_row_has_known_words():
    rows = needs()
    assert set(rows["authority"]) == set(AUTHORITIES)
    assert set(rows["nutrient"]) <= set(nutrients().index)
    assert set(rows["sex"]) == {"female", "male", "both"}
    assert set(rows["condition"]) == {"none", "neither", "pregnant", "lactating"}
    assert set(rows["limits"]) == {"", "all", "supplements", "added", "preformed"}
    units = {"kcal", "MJ", "g", "mg", "ug", "L", "pct_energy", "g_per_kg", "mg_per_MJ"}
    assert set(rows["unit"]) == units
    assert set(rows["measure"]) - {""} == set(table("measures")["measure"])
    assert rows["where"].ne("").all()
    assert rows["life_stage"].ne("").all()


def test_every_kind_has_a_role_and_every_role_is_used():
    kinds = table("kinds")
    known = set(zip(kinds["authority"], kinds["kind"], strict=True))
    rows = needs()
    assert set(zip(rows["authority"], rows["kind"], strict=True)) == known
    assert set(kinds["role"]) == ROLES | {"note", "ignore"}
    assert kinds[["shown", "label"]].ne("").all(axis=None)
    depends = kinds["variant"].ne("")
    assert (depends == kinds["level"].ne("")).all()


def test_values_ages_and_limits_make_sense():
    rows = needs()
    assert (rows["value"] > 0).all()
    assert (rows["age_min"] < rows["age_max"]).all()
    roles = rows.merge(table("kinds"), on=["authority", "kind"])
    limit = roles["role"].isin(["upper", "range_high"])
    assert roles["limits"][limit].ne("").all()
    assert roles["limits"][~limit].eq("").all()


def test_units_fit_the_nutrient():
    rows = needs()
    plain = rows[rows["unit"].isin(["mg", "ug"])]
    assert (plain["unit"] == plain["nutrient"].map(nutrients()["unit"])).all()


def test_no_row_is_known_from_memory_only():
    for name in OURS:
        text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
        assert not re.search(r"recall|memory|unverified|verified=", text, re.IGNORECASE), name


def test_every_source_is_known_and_can_be_opened():
    known = sources()
    for name in OURS:
        rows = needs() if name == "needs" else table(name)
        if "source" in rows:
            assert set(rows["source"]) <= set(known.index), name
            assert known.loc[rows["source"].unique(), "link"].str.startswith("https://").all()


def test_the_spread_of_requirements():
    cv = table("requirement_cv").set_index("nutrient")
    assert set(cv["basis"]) == {"printed", "inferred"}
    assert cv.loc["vitamin_b12", "cv"] == "0.1"
    assert cv.loc["protein", "cv"] == "0.12"
    assert {"iron", "calcium", "vitamin_d"}.isdisjoint(cv.index)
    spread = cv["cv"].astype("float64")
    assert ((spread > 0) & (spread < 0.5)).all()


def test_reference_weights_agree_with_protein_per_day_over_protein_per_kg():
    protein = needs()
    protein = protein[(protein["nutrient"] == "protein") & (protein["authority"] == "NASEM")]
    protein = protein[(protein["kind"] == "RDA") & (protein["condition"] == "none")]
    bodies = table("reference_bodies").astype(dict.fromkeys(("age_min", "age_max", "weight_kg"), "float64"))
    for row in protein[protein["unit"] == "g"].itertuples():
        same = (
            (protein["age_min"] == row.age_min)
            & (protein["sex"] == row.sex)
            & (protein["unit"] == "g_per_kg")
        )
        per_kg = protein[same]["value"].iloc[0]
        fits = (bodies["age_min"] <= row.age_min) & (row.age_min < bodies["age_max"])
        weights = bodies[fits & ((bodies["sex"] == row.sex) | (row.sex == "both"))]["weight_kg"]
        # girls of 9 to 13 are printed with 34 g, which is 0.95 g times the 36 kg of boys
        assert row.value == pytest.approx(per_kg * weights.iloc[0], abs=1.2)


HEAD = "authority,nutrient,life_stage,sex,age_min_y,age_max_y,condition,kind,value,unit,note,source"
BASE = "NASEM. Dietary Reference Intakes for Sodium, table J-8; primary report: IOM 1998 DRIs for B"
ROWS = f"""\
UK,vitamin_b12,>=15 y,both,15,120,none,EAR,1.25,ug,verified=0,"recalled, unverified"
NASEM,fluoride,>=19 y,both,19,120,none,AI,3,mg,verified=4,"{BASE}"
NASEM,folate,female 19-30 y,female,19,31,none,UL,1000,ug,"UL_basis=supplemental_only: folic acid from \
supplements or fortified foods, in ug folic acid (not DFE); verified=3","{BASE}"
EFSA,copper,adult,both,18,120,none,UL,5000,ug,"printed in mg; not set for pregnancy or lactation",\
"EFSA. Overview on Tolerable Upper Intake Levels, tables 1 and 3"
UK,fibre,11-16 y,both,11,17,none,population_average,25,g,AOAC fibre; verified=1,British Nutrition Foundation
UK,fibre,5-10 y,both,5,11,none,population_average,20,g,AOAC fibre; verified=1,British Nutrition Foundation
"""


READING = """\
authority,nutrient,life_stage,sex,age_min,age_max,condition,phase,kind,value,unit,limits,measure,source,where,note
UK,fibre,>=16 y,both,16,120,none,,population_average,30,g,,,sacn_carbohydrates_2015,recommendations,
"""


def test_the_builder_drops_what_no_one_could_read_and_keeps_what_a_limit_covers(tmp_path):
    (tmp_path / "needs_some.csv").write_text(f"{HEAD}\n{ROWS}", encoding="utf-8")
    (tmp_path / "readings.csv").write_text(READING, encoding="utf-8")
    out = tmp_path / "out.csv"
    files = ["--data", tmp_path, "--readings", tmp_path / "readings.csv", "--out", out]
    script = Path(__file__).parents[2] / "scripts" / "build_needs.py"
    told = subprocess.run(
        [sys.executable, script, *files],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith(
        "NASEM,folate,female 19-30 y,female,19,31,none,,UL,1000,ug,added,,nasem_dri_tables_2019"
    )
    assert lines[1].endswith("covers only folic acid taken as such")
    assert lines[2].startswith(
        "EFSA,copper,adult,both,18,120,neither,,UL,5000,ug,all,,efsa_ul_2025,tables 1 and 3"
    )
    assert lines[3].startswith("UK,fibre,5-10 y,both,5,11,none,,population_average,20,g,")
    assert lines[4].startswith("UK,fibre,>=16 y,both,16,120,none,,population_average,30,g,")
    assert len(lines) == 5
    assert "left out: 1 rows without a source that could be read" in told.stdout
    assert "left out: 1 rows about fluoride, which we do not count" in told.stdout
