"""Build data/foods.csv and data/portions.csv from the publishers' tables.

Run from anywhere::

    python scripts/build_foods.py --data DIR        # DIR holds the tables in the layout below
    python scripts/build_foods.py --data DIR --download   # fetch the publishers' files into DIR first

DIR holds ``fndds_2021_2023.csv.gz``, ``fndds_2021_2023_portions.csv.gz``, ``fdc_sr_legacy_2018.csv.gz``,
``fdc_sr_legacy_portions.csv.gz``, ``uk_cofid_2021.csv.gz``, ``usda_iodine_release4.csv`` and
``fped_2017_2018_added_sugars.csv.gz``. Which foods, with which name and tags, is written by hand in
``data/foods_selection.csv``; foods no table has are in ``data/own_entries.csv``. The same input always
gives the same bytes. What each figure means is told in ``docs/foods.md``.
"""

import argparse
import csv
import gzip
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nutrition.tables import FOOD_TEXT  # noqa: E402 (the path comes first)
from scripts import foods_convert as convert  # noqa: E402
from scripts import foods_download, foods_portions  # noqa: E402

HEAD = ["food_id", *FOOD_TEXT]

Row = Mapping[str, str]


class Tables(NamedTuple):
    """The publishers' tables, each by its own food id."""

    rows: dict[str, dict[str, Row]]
    iodine: dict[str, Row]
    added_sugars: dict[str, Row]
    portions: dict[str, list[tuple[str, str]]]


def read(path: Path) -> list[dict[str, str]]:
    """Read a table as text; ``.gz`` is unpacked."""
    if not path.exists():
        raise SystemExit(
            f"{path} is missing. Run with --download, or point --data at the folder that has it."
        )
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def by(key: str, rows: Iterable[Row]) -> dict[str, Row]:
    """Index rows by a column."""
    return {row[key]: row for row in rows}


def read_tables(folder: Path, own: Path) -> Tables:
    """Read everything ``folder`` holds, and our own entries."""
    rows = {
        "fndds_2021_2023": by("food_code", read(folder / "fndds_2021_2023.csv.gz")),
        "sr_legacy_2018": by("fdc_id", read(folder / "fdc_sr_legacy_2018.csv.gz")),
        "cofid_2021": by("cofid_code", read(folder / "uk_cofid_2021.csv.gz")),
        "own_entries": by("food_id", read(own)),
    }
    portions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in sorted(read(folder / "fndds_2021_2023_portions.csv.gz"), key=lambda row: int(row["seq"])):
        portions[row["food_code"]].append((row["portion"], row["grams"]))
    for row in sorted(read(folder / "fdc_sr_legacy_portions.csv.gz"), key=lambda row: int(row["seq"])):
        portions[row["fdc_id"]].append((f"{row['amount']} {row['measure']}", row["grams"]))
    return Tables(
        rows,
        by("db_id", read(folder / "usda_iodine_release4.csv")),
        by("food_code", read(folder / "fped_2017_2018_added_sugars.csv.gz")),
        dict(portions),
    )


def figures(food: Row, tables: Tables, nutrients: list[str]) -> tuple[dict[str, str], list[str]]:
    """Give nutrient -> figure as text for one food, and the nutrients we derived from others."""
    raw = tables.rows[food["source"]][food["food_id"]]
    if food["source"] == "own_entries":
        return {nutrient: raw[nutrient] for nutrient in nutrients}, []
    ours = convert.cofid(raw) if food["source"] == "cofid_2021" else convert.usda(raw)
    if food["iodine_db_id"]:
        ours["iodine"] = tables.iodine[food["iodine_db_id"]]["iodine_ug_100g"]
    sugar = tables.added_sugars.get(food["food_id"], {}).get("added_sugars_g_100g", "")
    ours["added_sugars"] = convert.added_sugars(sugar, ours.get("sugars", ""))
    ours = {
        nutrient: "" if nutrient in food["withheld"].split(";") else cell for nutrient, cell in ours.items()
    }
    found = convert.derived(ours, food, raw)
    return {nutrient: found.get(nutrient) or ours.get(nutrient, "") for nutrient in nutrients}, list(found)


def build_food(food: Row, tables: Tables, nutrients: list[str]) -> dict[str, str]:
    """Give one row of data/foods.csv."""
    values, derived = figures(food, tables, nutrients)
    entry = tables.rows["own_entries"].get(food["food_id"])
    made_of = entry["made_of"] if entry else ""
    fped = food["food_id"] in tables.added_sugars and values["added_sugars"] and "added_sugars" not in derived
    told = f"Derived: {', '.join(n for n in nutrients if n in derived)}." if derived else ""
    row = {name: food.get(name, "") for name in HEAD} | {
        "source_id": food["food_id"],
        "basis": entry["basis"] if entry else "published",
        "iodine_source_id": food["iodine_db_id"],
        "added_sugars_source_id": food["food_id"] if fped else "",
        "note": " ".join(filter(None, [made_of, food["note"], told])),
    }
    return row | values


def build_portions(foods: Iterable[Row], tables: Tables, wholes: Iterable[Row]) -> list[dict[str, str]]:
    """Give the rows of data/portions.csv; ``wholes`` are measures that only another table weighs."""
    rows = []
    more = defaultdict(list)
    for whole in wholes:
        grams = dict(tables.portions[whole["published_id"]])[whole["published_as"]]
        more[whole["food_id"]].append({"measure": whole["measure"], "grams": grams, "usual": ""})
    for food in foods:
        whole = foods_portions.whole_of(food["measure"], food["group"])
        table = foods_portions.published(tables.portions.get(food["food_id"], []), whole)
        for measure, grams, usual in foods_portions.portions(
            food["measure"], food["count"], food["grams"], table
        ):
            rows.append({"food_id": food["food_id"], "measure": measure, "grams": grams, "usual": usual})
        rows += [{"food_id": food["food_id"], **each} for each in more[food["food_id"]]]
    return rows


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows as CSV with Unix line ends, so that the same rows are the same bytes everywhere."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def report(foods: list[dict[str, str]], portions: list[dict[str, str]], nutrients: list[str]) -> str:
    """Tell, on one screen, what was built: rows per source and missing values per nutrient."""
    sources = Counter(food["source"] for food in foods)
    empty = {nutrient: sum(not food[nutrient] for food in foods) for nutrient in nutrients}
    told = [f"{len(foods)} foods, {len(portions)} household measures"]
    told += [f"  {source:18}{count:6}" for source, count in sorted(sources.items())]
    told += ["missing values per nutrient:"]
    names = [f"{nutrient:22}{count:5}" for nutrient, count in empty.items()]
    told += ["  " + "   ".join(names[start : start + 3]) for start in range(0, len(names), 3)]
    return "\n".join(told)


def build(data: Path, tables_from: Path) -> str:
    """Read ``data/foods_selection.csv`` and the tables, write both CSV files; give the report."""
    nutrients = [row["nutrient"] for row in read(data / "nutrients.csv")]
    selection = read(data / "foods_selection.csv")
    tables = read_tables(tables_from, data / "own_entries.csv")
    foods = [build_food(food, tables, nutrients) for food in selection]
    portions = build_portions(selection, tables, read(data / "whole_measures.csv"))
    write(data / "foods.csv", foods)
    write(data / "portions.csv", portions)
    return report(foods, portions, nutrients)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Build data/foods.csv and data/portions.csv.")
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder with the tables"
    )
    parser.add_argument(
        "--download", action="store_true", help="fetch the publishers' files into that folder first"
    )
    given = parser.parse_args()
    if given.download:
        foods_download.download_all(given.data)
    print(build(ROOT / "data", given.data))


if __name__ == "__main__":
    main()
