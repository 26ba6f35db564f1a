"""The script that builds the food table: blanks stay blank, arithmetic is exact, output never varies."""

import csv
import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from nutrition import tables
from scripts import build_foods, foods_convert, foods_download, foods_portions

NUTRIENTS = tables.nutrients()


def usda_row(**figures: str) -> dict[str, str]:
    return dict.fromkeys(foods_download.NUTRIENT_NUMBERS.values(), "") | figures


def test_blank_usda_cells_stay_blank():
    assert set(foods_convert.usda(usda_row()).values()) == {""}


def test_usda_units_and_sums():
    ours = foods_convert.usda(usda_row(copper_mg="0.07", epa_g="0.411", dha_g="1.429", fa18_3_g="0.50"))
    assert (ours["copper"], ours["epa_dha"], ours["alpha_linolenic_acid"]) == ("70", "1840", "0.50")
    assert foods_convert.usda(usda_row(epa_g="0.4"))["epa_dha"] == ""
    assert foods_convert.usda(usda_row(fa18_3_g="0.5", ala_g="0.4"))["alpha_linolenic_acid"] == "0.4"


def cofid_row(**figures: str) -> dict[str, str]:
    return dict.fromkeys(foods_download.COFID_COLUMNS.values(), "") | {"group_code": "JC"} | figures


def test_cofid_trace_is_zero_and_n_is_empty():
    assert foods_convert.cofid_cell("Tr") == "0"
    assert foods_convert.cofid_cell("N") == ""
    assert set(foods_convert.cofid(cofid_row()).values()) == {""}


def test_cofid_vitamin_a_needs_both_parts():
    assert foods_convert.cofid(cofid_row(retinol_ug="8", carotene_equiv_ug="24"))["vitamin_a"] == "10"
    assert foods_convert.cofid(cofid_row(retinol_ug="8", carotene_equiv_ug="N"))["vitamin_a"] == ""


def test_cofid_carbohydrate_only_where_there_is_none():
    none = cofid_row(carbohydrate_available_mse_g="Tr", fibre_g="2", sugars_g="0")
    some = cofid_row(carbohydrate_available_mse_g="5", fibre_g="2", sugars_g="1")
    assert [foods_convert.cofid(row).get("carbohydrate", "") for row in (none, some)] == ["2", ""]
    assert [foods_convert.cofid(row).get("sugars", "") for row in (none, some)] == ["0", ""]


def test_shifted_cofid_row_is_put_back():
    row = cofid_row(
        group_code="fresh and frozen",
        protein_g="1.92",
        fat_g="12",
        carbohydrate_available_mse_g="0.6",
        energy_kcal="Tr",
        starch_g="226",
        alcohol_g="0",
        iodine_ug="160",
    )
    ours = foods_convert.cofid(row)
    assert (ours["protein"], ours["fat_total"], ours["energy"]) == ("12", "0.6", "53.4")
    assert (ours["water_total"], ours["alcohol"], ours["iodine"]) == ("", "", "160")


@pytest.mark.parametrize(
    ("published", "sugars", "ours"),
    [("9.954", "9.94", "9.94"), ("2.226", "0.56", ""), ("1", "3", "1"), ("", "3", ""), ("0.0", "0", "0.0")],
)
def test_added_sugars_stay_within_sugars(published, sugars, ours):
    assert foods_convert.added_sugars(published, sugars) == ours


FOOD = {"plain": "", "diet": "omnivore", "b12_form": "natural_animal", "source": "sr_legacy_2018"}


def test_derived_zero_needs_a_published_zero_or_a_food_with_nothing_added():
    assert foods_convert.derived({"sugars": "1.2", "vitamin_b12": "2"}, FOOD, {}) == {}
    assert foods_convert.derived({"sugars": ""}, FOOD, {}) == {}
    assert foods_convert.derived({"sugars": "0.0"}, FOOD, {}) == {"added_sugars": "0"}
    plain = foods_convert.derived({"sugars": "1.2", "folic_acid": "55"}, FOOD | {"plain": "yes"}, {})
    assert plain == {"added_sugars": "0", "vitamin_b12_added": "0", "vitamin_e_added": "0"}


@pytest.mark.parametrize(
    ("text", "grams", "measure", "each"),
    [
        ("1/2 cup", "105", "cup", "210"),
        ("0.5 cup", "105", "cup", "210"),
        ('1 pat (1" sq, 1/3" high)', "5", "pat", "5"),
        ("1 cup, chopped or diced", "140", "cup, chopped", "140"),
        ("3 oz", "85", "oz", "28.35"),
        ("1 large or thick slice", "85", "slice, thick", "85"),
        ("1 medium", "118", "banana, medium", "118"),
        ("1 tablespoon", "14", "tbsp", "14"),
        ("1 bottle (20 fl oz)", "620", "bottle (20 fl oz)", "620"),
    ],
)
def test_measures_read_as_one_short_name(text, grams, measure, each):
    assert foods_portions.published([(text, grams)], "banana") == {measure: Decimal(each)}


@pytest.mark.parametrize(
    "text",
    [
        "Quantity not specified",
        "Guideline amount in salad",
        "1 McDonald's Big Mac",
        "1 cubic inch",
        "1 cup, NFS",
    ],
)
def test_measures_of_no_use_are_left_out(text):
    assert foods_portions.published([(text, "100")]) == {}


def test_a_measure_without_weight_is_left_out():
    assert foods_portions.published([("1 cup", "0"), ("1 tbsp", "")]) == {}


def write(path: Path, text: str) -> None:
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")


FDC_FILES = {
    "nutrient.csv": "id,name,unit_name,nutrient_nbr\n1008,Energy,KCAL,208\n1178,B12,UG,418\n1098,Cu,MG,312",
    "food.csv": "fdc_id,data_type,description\n7,sr_legacy_food,A food\n9,sr_legacy_food,Another\n",
    "food_nutrient.csv": "id,fdc_id,nutrient_id,amount\n1,7,1008,61\n2,7,1178,0.54\n3,9,208,50\n4,9,9999,3\n",
    "sr_legacy_food.csv": "fdc_id,NDB_number\n7,1001\n9,1002\n",
    "food_portion.csv": "fdc_id,seq_num,amount,portion_description,modifier,gram_weight\n7,1,1,,cup,244\n",
}


def test_fdc_layout_becomes_ours(tmp_path):
    for name, text in FDC_FILES.items():
        write(tmp_path / name, text)
    foods_download.sr_legacy(tmp_path, tmp_path)
    first, second = build_foods.read(tmp_path / "fdc_sr_legacy_2018.csv.gz")
    assert (first["energy_kcal"], first["vitamin_b12_ug"], first["copper_mg"]) == ("61", "0.54", "")
    assert (second["energy_kcal"], second["vitamin_b12_ug"]) == ("50", "")
    portion = {"fdc_id": "7", "seq": "1", "grams": "244", "amount": "1", "measure": "cup"}
    assert build_foods.read(tmp_path / "fdc_sr_legacy_portions.csv.gz") == [portion]


def test_a_file_with_the_wrong_checksum_is_refused(tmp_path):
    write(tmp_path / "a.zip", "tampered")
    with pytest.raises(SystemExit, match="not the file expected"):
        foods_download.fetch(foods_download.Download("a.zip", "https://example.org/a.zip", "00"), tmp_path)


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(SystemExit, match=r"nothing\.csv is missing"):
        build_foods.read(tmp_path / "nothing.csv")


def csv_text(rows: list[dict[str, str]]) -> str:
    return "\n".join(
        ",".join(row.values()) for row in [dict.fromkeys(rows[0]) | {k: k for k in rows[0]}, *rows]
    )


@pytest.fixture
def small(tmp_path):
    """Give a tiny project folder and a tiny folder of published tables."""
    published, data = tmp_path / "published", tmp_path / "data"
    published.mkdir()
    data.mkdir()
    write(data / "nutrients.csv", (tables.FOLDER / "nutrients.csv").read_text(encoding="utf-8"))
    chosen = {"food_id": "", "source": "", "name": "", "group": "g", "subgroup": "s", "diet": "omnivore"}
    chosen |= {"b12_form": "natural_animal", "allergens": "", "plain": "", "measure": "cup", "count": "0.5"}
    chosen |= {"grams": "240", "iodine_db_id": "", "withheld": "", "note": ""}
    foods = [
        {"food_id": "1", "source": "fndds_2021_2023", "name": "milk", "iodine_db_id": "20"},
        {"food_id": "2", "source": "sr_legacy_2018", "name": "liver"},
        {"food_id": "3", "source": "cofid_2021", "name": "kipper"},
        {"food_id": "X1", "source": "own_entries", "name": "tablet"},
    ]
    write(data / "foods_selection.csv", csv_text([chosen | food for food in foods]))
    own = {"food_id": "X1", "basis": "definition", "made_of": "one nutrient"}
    write(data / "own_entries.csv", csv_text([own | dict.fromkeys(NUTRIENTS.index, "0")]))
    milk = {"food_code": "1"} | usda_row(energy_kcal="61", sugars_g="4.81", vitamin_b12_ug="0.54")
    liver = {"fdc_id": "2"} | usda_row(energy_kcal="175", sugars_g="0")
    write(published / "fndds_2021_2023.csv.gz", csv_text([milk]))
    write(published / "fdc_sr_legacy_2018.csv.gz", csv_text([liver]))
    write(
        published / "uk_cofid_2021.csv.gz",
        csv_text([cofid_row(cofid_code="3", energy_kcal="245", iodine_ug="N")]),
    )
    write(published / "usda_iodine_release4.csv", "db_id,iodine_ug_100g\n20,33.5")
    write(published / "fped_2017_2018_added_sugars.csv.gz", "food_code,added_sugars_g_100g\n1,0.0")
    write(published / "fndds_2021_2023_portions.csv.gz", "food_code,seq,portion,grams\n1,1,1 cup,244")
    measured = "fdc_id,seq,amount,measure,grams\n2,1,1,slice,81\n2,2,1,large,300"
    write(published / "fdc_sr_legacy_portions.csv.gz", measured)
    write(data / "whole_measures.csv", "food_id,measure,published_id,published_as\n1,jug,2,1 large")
    return data, published


def test_building_twice_gives_the_same_bytes(small):
    data, published = small
    told = build_foods.build(data, published)
    first = [(data / name).read_bytes() for name in ("foods.csv", "portions.csv")]
    build_foods.build(data, published)
    assert [(data / name).read_bytes() for name in ("foods.csv", "portions.csv")] == first
    assert "4 foods" in told


def test_built_table_keeps_blanks_and_says_what_it_derived(small):
    data, published = small
    build_foods.build(data, published)
    with (data / "foods.csv").open(encoding="utf-8") as file:
        milk, liver, kipper, tablet = csv.DictReader(file)
    assert (milk["iodine"], milk["iodine_source_id"], milk["added_sugars_source_id"]) == ("33.5", "20", "1")
    assert (liver["added_sugars"], liver["note"]) == ("0", "Derived: added_sugars.")
    assert (liver["vitamin_b12"], liver["iron"], kipper["iodine"]) == ("", "", "")
    assert (tablet["basis"], tablet["note"]) == ("definition", "one nutrient")


def test_built_portions_put_the_usual_one_first_with_the_publishers_weight(small):
    data, published = small
    build_foods.build(data, published)
    with (data / "portions.csv").open(encoding="utf-8") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert rows[:2] == [("1", "cup", "244", "0.5"), ("1", "jug", "300", "")]  # the jug is weighed elsewhere
    assert rows[2:4] == [("2", "cup", "240", "0.5"), ("2", "slice", "81", "")]
