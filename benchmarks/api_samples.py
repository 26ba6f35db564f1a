"""Ask both look-ups for recorded answers of the real services, over HTTP on loopback; compare the figures.

Run it with ``python benchmarks/api_samples.py FOLDER``, where FOLDER holds the recordings (``fdc_*.json``,
``off_*.json``); they are not part of the project. A second, plain reading of each recording is held against
what the look-up gives: a figure that differs, and one that nobody published, such as a 0, are faults.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from nutrition.found_foods import FoundFood
from nutrition.online import fdc, openfoodfacts
from tests.online.server import answers, publisher

Figures = dict[str, float]

# The number of a nutrient at FoodData Central, ours, and how many of our unit one of theirs is. The look-up
# reads data/fdc_nutrients.csv for it, so here it is typed.
FDC = {
    "203": ("protein", 1),
    "204": ("fat_total", 1),
    "205": ("carbohydrate", 1),
    "291": ("fibre", 1),
    "301": ("calcium", 1),
    "303": ("iron", 1),
    "304": ("magnesium", 1),
    "305": ("phosphorus", 1),
    "306": ("potassium", 1),
    "307": ("sodium", 1),
    "309": ("zinc", 1),
    "312": ("copper", 1000),  # mg, ours are ug
    "315": ("manganese", 1),
    "317": ("selenium", 1),
    "401": ("vitamin_c", 1),
    "404": ("thiamin", 1),
    "405": ("riboflavin", 1),
    "415": ("vitamin_b6", 1),
    "418": ("vitamin_b12", 1),
    "421": ("choline", 1),
    "430": ("vitamin_k", 1),
    "606": ("fat_saturated", 1),
    "645": ("fat_monounsaturated", 1),
    "646": ("fat_polyunsaturated", 1),
}
# The name at Open Food Facts, ours, and how many of our unit a gram is (kcal for energy).
OFF = {
    "energy-kcal": ("energy", 1),
    "fat": ("fat_total", 1),
    "saturated-fat": ("fat_saturated", 1),
    "sugars": ("sugars", 1),
    "fiber": ("fibre", 1),
    "proteins": ("protein", 1),
    "sodium": ("sodium", 1000),
    "calcium": ("calcium", 1000),
    "iron": ("iron", 1000),
    "vitamin-c": ("vitamin_c", 1000),
    "vitamin-b12": ("vitamin_b12", 1_000_000),
}


def of_fdc(body: Mapping[str, Any]) -> Figures:
    """Read a food of FoodData Central, in whichever of its three shapes."""
    found: Figures = {}
    for row in body.get("foodNutrients", []):
        number = row.get("nutrientNumber") or row.get("number") or row.get("nutrient", {}).get("number")
        amount = next((row[key] for key in ("value", "amount") if row.get(key) is not None), None)
        if str(number) in FDC and amount is not None:
            name, times = FDC[str(number)]
            found.setdefault(name, float(amount) * times)
    return found


def of_off(body: Mapping[str, Any]) -> Figures:
    """Read a product of Open Food Facts, per 100 g or ml."""
    given = body.get("nutriments", {})
    return {
        name: float(given[f"{theirs}_100g"]) * times
        for theirs, (name, times) in OFF.items()
        if given.get(f"{theirs}_100g") not in (None, "")
    }


def compared(food: FoundFood, published: Figures, read: Iterable[str]) -> tuple[int, list[str]]:
    """Count the figures that agree, and name those that do not."""
    given = {**{each.nutrient: each.amount for each in food.held_back}, **dict(food.per_100g)}
    faults = [
        f"{food.key} {name}: given, and not published" for name in read if name in {*given} - {*published}
    ]
    agree = 0
    for name, amount in published.items():
        if name not in given:
            faults.append(f"{food.key} {name}: {amount:g} is published, and not given")
        elif abs(given[name] - amount) > 1e-6 * max(1.0, abs(amount)):
            faults.append(f"{food.key} {name}: {given[name]:g}, and {amount:g} is published")
        else:
            agree += 1
    return agree, faults


def asked(name: str, body: Any, folder: Path) -> list[tuple[FoundFood, Mapping[str, Any]]]:  # noqa: ANN401
    """Ask as a page would, and give each food beside what was recorded of it."""
    if name.startswith("fdc_foods_search"):
        found = fdc.search("anything", folder=folder).foods
        listed = {f"fdc-{each['fdcId']}": each for each in body["foods"]}
    elif name.startswith("fdc_food"):
        found, listed = (fdc.details(body["fdcId"], folder=folder),), {f"fdc-{body['fdcId']}": body}
    elif name.startswith("off_v2_product"):
        found, listed = (
            (openfoodfacts.coded(body["code"], folder=folder),),
            {f"off-{body['code']}": body["product"]},
        )
    else:
        found = openfoodfacts.search("anything", folder=folder).foods
        listed = {f"off-{each['code']}": each for each in body["products"]}
    print(f"{name}: {len(listed)} foods recorded, {len(found)} given")
    return [(food, listed[food.key]) for food in found]


def recordings(folder: str) -> Iterator[tuple[str, Any]]:
    """Give each answer in a folder; a file may hold several in a list."""
    for path in sorted(Path(folder).glob("*.json")):
        body = json.loads(path.read_text("utf-8"))
        yield from ((path.name, each) for each in (body if isinstance(body, list) else [body]))


def main() -> None:
    """Go through the folder named on the command line; leave with 1 where anything differs."""
    total, faults = 0, list[str]()
    with publisher() as there, tempfile.TemporaryDirectory() as folder:
        os.environ |= dict.fromkeys(("B12_OFF_URL", "B12_OFF_SEARCH_URL"), there.address)
        os.environ |= {"B12_FDC_URL": f"{there.address}/fdc/v1", "NO_PROXY": "127.0.0.1"}
        for number, (name, body) in enumerate(recordings(sys.argv[1])):
            reading, names = (of_fdc, FDC) if name.startswith("fdc") else (of_off, OFF)
            there.ways["/"] = answers(body)
            for food, recorded in asked(name, body, Path(folder) / str(number)):
                agree, differ = compared(food, reading(recorded), [ours for ours, _ in names.values()])
                total, faults = total + agree, faults + differ
    print(f"{total:,} figures agree; {len(faults)} do not", *faults, sep="\n")
    sys.exit(bool(faults) or not total)  # nothing compared is no agreement


if __name__ == "__main__":
    main()
