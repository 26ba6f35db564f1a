"""How FoodData Central's nutrients become ours; online and in USDA's published files alike.

``data/fdc_nutrients.csv`` has a row for each nutrient id that is used. An amount of ours is the sum over the
rows of one nutrient and rank of amount x ``times`` / ``per``, only where all of them are published; the
lowest rank that is published counts. A part of a whole that is 0 is 0.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from math import isfinite

from nutrition.tables import Row, records

Pairs = tuple[tuple[str, float], ...]
Sums = list[tuple[str, list[Row]]]

# A part cannot be more than its whole: where the whole is a published 0, a part not published is 0 too.
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
    return summed(_sums(), lambda row: _term(row, *published.get(int(row["fdc_id"]), (-1.0, ""))))


def sums(rows: list[Row]) -> Sums:
    """Give the rows of each nutrient and rank, which are added together: those that count first first."""
    found: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        found[row["nutrient"], int(row["rank"])].append(row)
    return [(nutrient, found[nutrient, rank]) for nutrient, rank in sorted(found)]


def summed(given: Sums, term: Callable[[Row], float | None]) -> Pairs:
    """Give the sum of the first rows of each nutrient whose terms are all known, sorted by nutrient."""
    found: dict[str, float] = {}
    for nutrient, terms in given:
        known = [each for each in map(term, terms) if each is not None]
        if nutrient not in found and len(known) == len(terms):
            untouched = len(terms) == 1 and terms[0]["times"] == terms[0]["per"] == "1"
            found[nutrient] = known[0] if untouched else float(f"{sum(known):.{DIGITS}g}")
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


def _term(row: Row, amount: float, unit: str) -> float | None:
    turned = factor(unit, row["unit"])
    if turned is None or not (isfinite(amount) and amount >= 0):
        return None
    if turned == 1:
        return amount * float(row["times"]) / float(row["per"])
    return float(f"{amount * turned * float(row['times']) / float(row['per']):.{DIGITS}g}")


@cache
def _sums() -> Sums:
    return sums(table())


@cache
def _numbers() -> dict[str, int]:
    return {row["number"]: int(row["fdc_id"]) for row in table()}
