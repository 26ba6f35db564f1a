"""How FoodData Central's nutrients become ours; online and in USDA's published files alike.

``data/fdc_nutrients.csv`` has a row for each nutrient id that is used. An amount of ours is the sum over the
rows of one nutrient and rank of amount x ``times`` / ``per``, only where all of them are published; the
lowest rank that is published counts. A part of a whole that is 0 is 0.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from math import isfinite

from nutrition.tables import Row, records

Pairs = tuple[tuple[str, float], ...]

PARTS = {
    "added_sugars": "sugars",
    "vitamin_b12_added": "vitamin_b12",
    "vitamin_e_added": "vitamin_e",
    "retinol": "vitamin_a",
    "folic_acid": "folate",
}
SPELLINGS = {"MCG": "UG", "µG": "UG", "ΜG": "UG", "MG": "MG", "G": "G", "UG": "UG"}
MICROGRAMS = {"G": 1_000_000.0, "MG": 1000.0, "UG": 1.0}
DIGITS = 12  # what is worked out is rounded to so many digits, so that 0.033 mg of copper are 33 ug


def table() -> list[Row]:
    """Give the rows of ``data/fdc_nutrients.csv``."""
    return records("fdc_nutrients")


def by_number(number: str) -> int | None:
    """Give the nutrient id for a nutrient number such as "418", which older files and short answers use."""
    return _numbers().get(str(number).strip())


def amounts(published: Mapping[int, tuple[float, str]]) -> Pairs:
    """Give our pairs of a nutrient and its amount per 100 g, sorted, from FoodData Central's.

    ``published`` is nutrient id -> (amount per 100 g, unit as printed). Ids that are not in the table, units
    that cannot be turned into the table's, and what is no amount (negative, NaN) are passed over: not known.
    """
    found: dict[str, float] = {}
    for nutrient, terms in _sums():
        if nutrient not in found and (amount := _sum(terms, published)) is not None:
            found[nutrient] = amount
    none = {part: 0.0 for part, whole in PARTS.items() if found.get(whole) == 0}
    return tuple(sorted((none | found).items()))


def factor(unit: str, expected: str) -> float | None:
    """Give how many of the unit ``expected`` one of ``unit`` is, both as printed; None where it is not known.

    Only grams, milligrams and micrograms can be turned into each other here.
    """
    given, wanted = unit.strip().upper(), expected.upper()
    given = SPELLINGS.get(given, given)
    if given == wanted:
        return 1.0
    if given in MICROGRAMS and wanted in MICROGRAMS:
        return MICROGRAMS[given] / MICROGRAMS[wanted]
    return None


def _sum(terms: list[Row], published: Mapping[int, tuple[float, str]]) -> float | None:
    parts = [_term(row, *published.get(int(row["fdc_id"]), (-1.0, ""))) for row in terms]
    known = [each for each in parts if each is not None]
    if len(known) < len(terms):
        return None
    return known[0] if _untouched(terms) else float(f"{sum(known):.{DIGITS}g}")


def _term(row: Row, amount: float, unit: str) -> float | None:
    turned = factor(unit, row["unit"])
    if turned is None or not (isfinite(amount) and amount >= 0):
        return None
    if turned == 1:
        return amount * float(row["times"]) / float(row["per"])
    return float(f"{amount * turned * float(row['times']) / float(row['per']):.{DIGITS}g}")


def _untouched(terms: list[Row]) -> bool:
    """Say whether an amount stays as it is published: one term, nothing to multiply."""
    return len(terms) == 1 and terms[0]["times"] == terms[0]["per"] == "1"


@cache
def _sums() -> list[tuple[str, list[Row]]]:
    """Give the rows that are added together, those that count first first."""
    sums: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in table():
        sums[row["nutrient"], int(row["rank"])].append(row)
    return [(nutrient, sums[nutrient, rank]) for nutrient, rank in sorted(sums)]


@cache
def _numbers() -> dict[str, int]:
    return {row["number"]: int(row["fdc_id"]) for row in table()}
