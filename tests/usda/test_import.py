"""USDA's files as a store: what each row becomes, what is left out and why, and files that are none."""

import os
import sqlite3
import zipfile
from contextlib import closing

import pytest

from benchmarks.usda_files import write
from nutrition import cli
from nutrition.errors import PlanError
from nutrition.found_foods import as_own
from nutrition.name_index import best_names
from nutrition.storage import StorageError
from nutrition.usda.importing import ALREADY, CHANGED, GOES_ON, LOCK, begun, import_usda, remove, stored
from nutrition.usda.layout import parts_of, pieces
from nutrition.usda.library import _opened, foods_of, names_like, open_library, richest
from nutrition.usda.report import LeftOut, left_out_in_words
from tests.usda.small import FOODS, write_small


def imported(folder, *paths, piece=4000):
    *_, last = import_usda(paths, folder, piece)
    return last


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    folder = tmp_path_factory.mktemp("usda")
    files = write_small(folder / "files")
    return folder, files, imported(folder, files).report


def food(there, number):
    (found,) = foods_of(open_library(there[0]), [number])
    return found


def test_figures_are_ours_and_what_is_not_published_is_not_there(there):
    oats = food(there, 100)
    wanted = {"energy": 379, "protein": 13.15, "copper": 391, "vitamin_b12": 0, "vitamin_b12_added": 0}
    assert dict(oats.per_100g) == wanted
    assert (oats.name, oats.kind, oats.group) == ("Oats, raw", "sr_legacy", "Cereal Grains and Pasta")
    assert (oats.published, oats.b12_form) == ("2019-04-01", "none")
    assert oats.measures == (("cup", 81.0), ("tablespoon, heaped", 15.0))


def test_the_survey_names_nutrients_by_number_and_an_empty_figure_is_not_known(there):
    oatmeal = food(there, 200)
    assert dict(oatmeal.per_100g) == {"energy": 71}
    assert (oatmeal.group, oatmeal.measures) == ("Oatmeal", (("cup", 240.0),))


def test_a_branded_food_has_its_label(there):
    drink = food(there, 301)
    wanted = {"energy": 50, "vitamin_b12": 0.38, "vitamin_b12_added": 0.38, "vitamin_d": 1.075}
    assert dict(drink.per_100g) == wanted
    assert (drink.name, drink.brand, drink.group) == ("Oat drink", "Mill", "Drinks")
    assert drink.ingredients == 'WATER, "OATS", SALT'
    assert drink.b12_form == "fortified_crystalline"
    assert drink.measures == (("serving (1 cup)", 240.0),)
    assert any("100 ml" in note for note in drink.notes)
    assert as_own(drink).id == "own:fdc-301"


def test_an_older_record_of_a_barcode_says_so_and_is_found_last(there):
    assert "newer record" in food(there, 300).notes[-1]
    assert food(there, 300).name.endswith(", older record")  # told apart where both are found
    assert not any("newer" in note for note in food(there, 301).notes)
    assert best_names(open_library(there[0]).names, "oat drink")[:2] == [301, 300]


def test_foods_come_in_the_order_they_are_asked_for(there):
    found = foods_of(open_library(there[0]), [301, 12, 100])
    assert [each.key for each in found] == ["fdc-301", "fdc-100"]


def test_the_richest_foods_are_those_with_a_known_amount_plain_ones_first(there):
    library = open_library(there[0])
    assert richest(library, "energy", 5) == [100, 200]
    assert richest(library, "energy", 1) == [100]
    assert richest(library, "vitamin_b12", brands=True) == [301, 100]
    with pytest.raises(ValueError, match="vitamin_b12"):
        richest(library, "vitamin_b13")


def test_the_report_counts_every_row_that_is_left_out(there):
    report = there[2]
    assert report.kinds == {"sr_legacy": 1, "survey": 1, "branded": 2}
    assert (report.release, report.superseded, report.count) == ("2026-04-30", 1, 4)
    assert {(each.file, each.why, each.rows) for each in report.left_out} == {
        ("food.csv", "kind sub_sample_food", 1),
        ("food.csv", "no name", 1),
        ("food_nutrient.csv", "not kept", 1),
        ("food_nutrient.csv", "blank", 1),
        ("food_nutrient.csv", "negative", 1),
        ("food_nutrient.csv", "not a number", 1),
        ("food_nutrient.csv", "unknown nutrient", 1),
        ("food_nutrient.csv", "no id", 1),
        ("food_nutrient.csv", "no such food", 1),
        ("food_nutrient.csv", "of another kind", 1),
        ("food_nutrient.csv", "the same again", 1),
        ("food_portion.csv", "no weight", 1),
    }
    assert LeftOut("no such food", "food_nutrient.csv", 1, "999") in report.left_out
    assert any(
        "1 row of food_nutrient.csv: figures below zero" in words for words in left_out_in_words(report)
    )
    assert {each.name.partition("/")[2] for each in report.inputs} >= {"food.csv", "food_nutrient.csv"}
    assert all(len(each.sha256) == 64 for each in report.inputs)


def test_the_same_files_again_are_there_already_and_a_zip_is_read_too(there, tmp_path):
    folder, files, report = there
    assert imported(folder, files).note == ALREADY
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files.iterdir():
            archive.write(path, f"{files.name}/{path.name}")
    zipped = imported(tmp_path, tmp_path / "all.zip").report
    assert (zipped.kinds, zipped.figures, zipped.left_out) == (report.kinds, report.figures, report.left_out)
    assert zipped.release == "2026-04-30"


def test_what_cannot_be_gone_on_with_says_the_way_out(there, tmp_path):
    stopped(there[1], tmp_path)
    (tmp_path / "usda" / "work" / "rows.duckdb").write_bytes(b"spoilt" * 1000)
    with pytest.raises(PlanError, match=r"cannot be written .*; see that there is room, or delete .*work"):
        imported(tmp_path, there[1])


def test_several_releases_come_together_and_the_first_counts(there, tmp_path):
    more = tmp_path / "more"
    write(more, "nutrient", [(1008, "Energy", "KCAL", "208", "")])
    foods = [(100, "sr_legacy_food", "Oats, again", "", ""), (400, "foundation_food", "Kale", "", "")]
    write(more, "food", foods)
    write(more, "food_nutrient", [(1, 400, 1008, "35"), (2, 100, 1008, "12")])
    both = imported(tmp_path, there[1], more).report
    assert both.kinds == there[2].kinds | {"foundation": 1}
    kale, oats = foods_of(open_library(tmp_path), [400, 100])
    assert (kale.name, oats.name, dict(oats.per_100g)["energy"]) == ("Kale", "Oats, raw, older record", 379)


def stopped(files, folder):
    steps = import_usda([files], folder, 200)
    assert any("food_nutrient" in step.doing for step in steps)
    steps.close()
    assert begun(folder)


def test_stopped_it_goes_on_and_other_files_begin_anew_and_take_the_place(tmp_path, caplog):
    files = write_small(tmp_path / "files")
    stopped(files, tmp_path)
    assert open_library(tmp_path) is None
    assert GOES_ON in {step.note for step in import_usda([files], tmp_path, 4000)}
    assert dict(foods_of(open_library(tmp_path), [100])[0].per_100g)["energy"] == 379
    assert not begun(tmp_path)

    write_small(tmp_path / "files", food_portion=[])
    stopped(files, tmp_path)
    write_small(tmp_path / "files", food_nutrient=[(1, 100, 1008, "400")])
    assert CHANGED in {step.note for step in import_usda([files], tmp_path, 4000)}
    assert dict(foods_of(open_library(tmp_path), [100])[0].per_100g) == {"energy": 400}
    assert len([path for path in (tmp_path / "usda").iterdir() if path.is_dir()]) == 1

    (stored(tmp_path) / "foods.duckdb").rename(tmp_path / "elsewhere")  # it is open: to be read again
    _opened.cache_clear()
    assert open_library(tmp_path) is None
    assert "cannot be opened" in caplog.text
    remove(tmp_path)
    assert stored(tmp_path) is None


def overwrite(path):
    size = path.stat().st_size
    with path.open("r+b") as damaged:
        damaged.seek(12288 if path.suffix == ".duckdb" else 4096)  # behind what was read to open it
        damaged.write(b"\x55" * (size - damaged.tell()))


def cut_short(path):
    os.truncate(path, 5000)


@pytest.mark.parametrize(
    ("file", "spoil", "read"),
    [
        ("foods.duckdb", overwrite, lambda library: foods_of(library, [100])),
        ("foods.duckdb", cut_short, lambda library: richest(library, "energy")),
        ("names.sqlite3", overwrite, lambda library: names_like(library, "oats")),
        ("names.sqlite3", cut_short, lambda library: names_like(library, "oats")),
    ],
)
def test_what_is_damaged_after_it_was_opened_counts_as_none_until_it_is_brought_in_again(
    tmp_path, file, spoil, read
):
    files = write_small(tmp_path / "files")
    imported(tmp_path, files)
    library = open_library(tmp_path)
    spoil(library.folder / file)
    with pytest.raises(StorageError, match="cannot be read"):
        read(library)
    assert open_library(tmp_path) is None
    remove(tmp_path)
    imported(tmp_path, files)
    assert [food.key for food in foods_of(open_library(tmp_path), [100])] == ["fdc-100"]
    assert names_like(open_library(tmp_path), "oats raw")[0][0] == 100


def spoilt(tmp_path, name, change):
    files = write_small(tmp_path / "files")
    path = files / name
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(PlanError) as caught:
        imported(tmp_path, files)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (
            "food.csv",
            lambda old: old.replace(b'"data_type"', b'"type"'),
            "food.csv, line 1: has no column data_type",
        ),
        ("food.csv", lambda _: b"", "food.csv, line 1: has no column fdc_id"),
        (
            "food.csv",
            lambda old: old.replace(b'raw","20"', b'raw"'),
            "food.csv, line 2, column 5: the row has 4 cells",
        ),
        (
            "food.csv",
            lambda old: old.replace(b"Oatmeal", b"Oatm\xe9al"),
            "food.csv, line 4, column 3: is not UTF-8",
        ),
        (
            "food_nutrient.csv",
            lambda old: old[: old.index(b'3.15"')],
            "food_nutrient.csv, line 3: the file ends within",
        ),
        (
            "branded_food.csv",
            lambda old: old.replace(b"OATS", b'"OATS', 1),
            "branded_food.csv, line 3, column 7",
        ),
        ("food_nutrient.csv", lambda old: old.replace(b"\n", b"\r"), "food_nutrient.csv, line 1: its rows"),
    ],
)
def test_a_file_that_is_not_as_usda_writes_it_is_refused_with_its_place(tmp_path, name, change, said):
    assert said in spoilt(tmp_path, name, change)


def test_a_path_that_holds_nothing_is_refused(tmp_path):
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 and then nothing")
    (tmp_path / "empty").mkdir()
    for path, said in (
        ("gone", "is not there"),
        ("no.zip", "is no whole zip"),
        ("empty", "nutrient.csv, food.csv"),
    ):
        with pytest.raises(PlanError, match=said):
            imported(tmp_path, tmp_path / path)
    with pytest.raises(PlanError, match="is empty"):
        imported(tmp_path)


def test_files_without_a_food_that_is_kept_make_no_store(tmp_path):
    files = write_small(tmp_path / "files", food=FOODS[1:2])
    with pytest.raises(PlanError, match="no food of a kind that is kept"):
        imported(tmp_path, files)
    assert stored(tmp_path) is None


def test_another_program_that_imports_is_not_disturbed(tmp_path):
    first, second = write_small(tmp_path / "first"), write_small(tmp_path / "second", food=FOODS[:1])
    where = tmp_path / "usda"
    where.mkdir()
    with closing(sqlite3.connect(where / LOCK, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(PlanError, match="another import is under way"):
            imported(tmp_path, second)
    assert not begun(tmp_path)
    assert imported(tmp_path, first).report.count == 4  # who is gone has let go


def test_pieces_are_whole_rows_however_small_they_are_cut(tmp_path):
    files = write_small(tmp_path / "files")
    (part,) = [each for each in parts_of([files]) if each.table == "branded_food"]
    whole = (files / "branded_food.csv").read_bytes()
    for size in (1, 7, 64, 10_000):
        cut = list(pieces(part, 0, 1, size))
        assert b"".join(each.rows for each in cut) == whole
        assert all(each.rows.count(b'"') % 2 == 0 for each in cut)
        assert [each.line for each in cut][1:] == [each.next_line for each in cut][:-1]


def test_the_command_imports_and_says_what_is_wrong(there, tmp_path, capsys):
    folder, files, _ = there
    assert cli.main(["import-fdc", str(files), "--to", str(folder)]) == 0
    said = capsys.readouterr().out
    assert f"{ALREADY}\n4 foods, 11 figures, published 2026-04-30." in said
    assert "USDA FoodData Central, SR Legacy: 1" in said
    assert "1 row of food_nutrient.csv: figures below zero (such as number 301)" in said
    assert cli.main(["import-fdc", str(tmp_path / "gone")]) == 1
    assert "gone: is not there" in capsys.readouterr().err
