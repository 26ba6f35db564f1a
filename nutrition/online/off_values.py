"""The amounts of a product of Open Food Facts, in either of the shapes it publishes them.

The older is ``nutriments``: ``vitamin-b12_100g`` is in grams, so 0.0000025 is 2.5 µg. The newer is
``nutrition``: sets of nutrients, each with its amount and unit, per 100 g, 100 ml or serving.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from nutrition.fdc_nutrients import Sums, factor, summed, sums
from nutrition.online.reading import figure, part, rows, text
from nutrition.tables import Row, records

Product = Mapping[str, Any]
Amounts = dict[str, tuple[float, str]]  # its name -> amount and unit

NOT_EXACT = {"<": "less than", ">": "more than", "≤": "at most", "≥": "at least", "-": ""}
PER = ("100g", "100ml")
ENERGY = {"energy-kcal": "kcal", "energy-kj": "kJ", "energy": "kJ"}
WITH_FIBRE = {"en:united-states", "en:canada"}  # where the carbohydrate of a label is with its fibre
VOLUME = re.compile(r"\d\s*(ml|cl|dl|l|litres?)\b", re.IGNORECASE)
ESTIMATE = "estimate"  # reckoned from the ingredients: nobody read it anywhere
BETTER = ("manufacturer", "packaging")  # whose figures count first

NO_WEIGHT = "Its amounts are per serving, and a serving's weight is not given: they are not known per 100 g."
NO_FIBRE = "Carbohydrate counts with its fibre here; how much that is cannot be told, so it is not known."
PREPARED = "Its amounts are of the prepared food, so they are not known of the food as it is sold."
OF_VOLUME = "Its amounts are per 100 ml; 1 ml is taken as 1 g."


def amounts(product: Product) -> tuple[dict[str, float], tuple[str, ...]]:
    """Give our nutrients per 100 g as published, with sentences on what they are not."""
    given, notes = _given(product)
    exact = {name: pair for name, pair in given.items() if name in _names()}
    found = dict(summed(_sums(), lambda row: _grams(row, exact)))
    carbohydrate, why = _carbohydrate(product, exact, found.get("fibre"))
    if carbohydrate is not None:
        found.setdefault("carbohydrate", carbohydrate)
    if exact.get("alcohol", (1.0, ""))[0] == 0:
        found["alcohol"] = 0.0  # else it is in % of the volume
    notes += [why] * ("carbohydrate" not in found)
    passed = {"", NO_WEIGHT, PREPARED} if given else {""}
    return found, tuple(each for each in dict.fromkeys(notes) if each not in passed)


def _given(product: Product) -> tuple[Amounts, list[str]]:
    """Give amounts per 100 g or ml by their names, in whichever shape they are."""
    nutrition = part(product, "nutrition")
    if whole := part(nutrition, "aggregated_set"):
        return _of_sets([whole])
    if sets := rows(nutrition.get("input_sets")):
        return _of_sets(sorted(sets, key=_rank))
    return _of_nutriments(product, part(product, "nutriments"))


def _of_nutriments(product: Product, given: Product) -> tuple[Amounts, list[str]]:
    found: Amounts = {}
    serving = figure(product.get("serving_quantity"))
    notes = []
    for name in _names():
        per_100 = figure(given.get(f"{name}_100g"))
        per_serving = figure(given.get(f"{name}_serving"))
        if per_100 is None and per_serving is not None and serving:
            per_100 = per_serving * 100 / serving
        if per_100 is None:
            notes += [NO_WEIGHT] * (per_serving is not None)
        elif said := _inexact(name, given.get(f"{name}_modifier"), per_100, unit := ENERGY.get(name, "g")):
            notes += said
        else:
            found[name] = (per_100, unit)
    notes += [OF_VOLUME] * _by_volume(product)
    notes += [PREPARED] * any("_prepared" in str(key) for key in given)
    return found, notes


def _of_sets(sets: list[Mapping[str, Any]]) -> tuple[Amounts, list[str]]:
    found: Amounts = {}
    notes: list[str] = []
    for each in sets:
        if each.get("preparation", "as_sold") != "as_sold":
            notes += [PREPARED]
            continue
        times = _times(each)
        if times is None:
            notes += [NO_WEIGHT]
            continue
        notes += [OF_VOLUME] if "100ml" in (each.get("per"), "100" + text(each, "per_unit")) else []
        for name, body in part(each, "nutrients").items():
            said = _of_set(name, body, times, text(each, "source"))
            if isinstance(said, tuple):
                found.setdefault(name, said)
            else:
                notes += said
    return found, notes


def _of_set(name: str, body: object, times: float, source: str) -> tuple[float, str] | list[str]:
    """Give an amount and its unit; sentences, or none, for what is no amount."""
    if name not in _names() or not isinstance(body, Mapping) or text(body, "source") == ESTIMATE:
        return []
    amount, unit = figure(body.get("value")), text(body, "unit") or ENERGY.get(name, "g")
    if source == ESTIMATE or amount is None:
        return []
    return _inexact(name, body.get("modifier"), amount * times, unit) or (amount * times, unit)


def _times(each: Mapping[str, Any]) -> float | None:
    """Give how many times a set's amounts are those of 100 g or ml; None where that is not known."""
    if each.get("per") in PER:
        return 1.0
    quantity, unit = figure(each.get("per_quantity")), text(each, "per_unit").lower()
    return 100 / quantity if quantity and unit in ("g", "ml") else None


def _rank(each: Mapping[str, Any]) -> tuple[bool, int]:
    source = text(each, "source")
    return each.get("per") not in PER, BETTER.index(source) if source in BETTER else len(BETTER)


def _inexact(name: str, modifier: object, amount: float, unit: str) -> list[str]:
    """Give a sentence for what is less or more than an amount, "" for what is not on the label."""
    if not isinstance(modifier, str) or modifier not in NOT_EXACT:
        return []
    what, words = name.replace("-", " ").capitalize(), NOT_EXACT[modifier]
    return [f"{what}: {words} {amount:g} {unit} per 100 g, so how much is not known."] if words else [""]


def _grams(row: Row, given: Amounts) -> float | None:
    if row["name"] not in given:
        return None
    amount, unit = given[row["name"]]
    turned = factor(unit, row["unit"])
    return None if turned is None else amount * turned * float(row["times"]) / float(row["per"])


def _carbohydrate(product: Product, given: Amounts, fibre: float | None) -> tuple[float | None, str]:
    """Give carbohydrate with its fibre, in grams, and why it is not known where it is not."""
    amount, unit = given.get("carbohydrates", (None, ""))
    turned = factor(unit, "G")
    if amount is None or turned is None:
        return None, ""
    tags = product.get("countries_tags")
    sold = {each for each in tags if isinstance(each, str)} if isinstance(tags, list) else set()
    if fibre == 0 or (sold and sold <= WITH_FIBRE):
        return amount * turned, ""
    if fibre is None or not sold or sold & WITH_FIBRE:
        return None, NO_FIBRE
    return float(f"{amount * turned + fibre:.12g}"), ""


def _by_volume(product: Product) -> bool:
    units = (product.get("product_quantity_unit"), product.get("serving_quantity_unit"))
    sizes = (text(product, "serving_size"), text(product, "quantity"))
    return "ml" in units or product.get("nutrition_data_per") == "100ml" or any(map(VOLUME.search, sizes))


@cache
def _names() -> frozenset[str]:
    return frozenset({row["name"] for row in records("off_nutrients")} | {"carbohydrates", "alcohol"})


@cache
def _sums() -> Sums:
    return sums(records("off_nutrients"))
