"""Holds back published amounts that are hard to believe, until somebody has looked at the label.

People type labels, and a mg for a µg makes a thousandfold. What is held back is shown with the reason, and
counts only where it is confirmed.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from nutrition.found_foods import HeldBack
from nutrition.own_checks import MOST_PER_100_G, MOST_WHOLE, WHOLE
from nutrition.tables import Row, nutrients, records
from nutrition.units import KCAL_PER_G

Pairs = tuple[tuple[str, float], ...]

PARTS = {
    "sugars": "carbohydrate",
    "added_sugars": "sugars",
    "fat_saturated": "fat_total",
    "fat_monounsaturated": "fat_total",
    "fat_polyunsaturated": "fat_total",
    "vitamin_b12_added": "vitamin_b12",
    "folic_acid": "folate",
    "retinol": "vitamin_a",
}
ROUNDED = 0.05  # a part may be so much of the whole more than the whole, and
ROUNDED_BY = 0.5  # so much [its unit]: both are rounded on a label
FAR, FAR_SHARE = 80.0, 0.4  # energy off by more kcal and a larger share; 11 of 13,224 foods of USDA's are
GIVERS = ("protein", "carbohydrate", "fat_total")


def sifted(amounts: Mapping[str, float], *, supplement: bool = False) -> tuple[Pairs, tuple[HeldBack, ...]]:
    """Split amounts per 100 g into those that are believed and those that are held back, with the reason.

    Held back is what 100 g cannot hold (`MOST_PER_100_G`), what is more than ``data/plausible_amounts.csv``
    has (in a ``supplement`` it may be), a part that is more than its whole, all of `WHOLE` where they come to
    more than 100 g, and energy far from 4 x protein + 4 x carbohydrate + 9 x fat + 7 x alcohol.
    """
    doubts: dict[str, str] = {}
    for nutrient, why in _doubts(amounts, supplement=supplement):
        doubts.setdefault(nutrient, why)
    held = tuple(HeldBack(name, amounts[name], why) for name, why in sorted(doubts.items()))
    return tuple(sorted((name, each) for name, each in amounts.items() if name not in doubts)), held


def _doubts(amounts: Mapping[str, float], *, supplement: bool) -> Iterator[tuple[str, str]]:
    units, labels = _columns()
    for name, amount in amounts.items():
        if amount > MOST_PER_100_G[units[name]]:
            yield name, "100 g cannot hold so much."
        elif not supplement and amount > (most := _most().get(name, (amount, "")))[0]:
            yield name, most[1]
    for name, whole in PARTS.items():
        if {name, whole} <= set(amounts) and amounts[name] > amounts[whole] * (1 + ROUNDED) + ROUNDED_BY:
            yield name, f"It is a part of {_small(labels[whole])}, and more than all of it."
    if sum(amounts.get(name, 0) for name in WHOLE) > MOST_WHOLE:
        for name in filter(amounts.__contains__, WHOLE):
            yield name, "Together with the others like it, it is more than 100 g."
    yield from _energy(amounts)


def _energy(amounts: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    if not {"energy", *GIVERS} <= set(amounts):
        return
    reckoned = sum(KCAL_PER_G[name] * amounts.get(name, 0) for name in (*GIVERS, "alcohol"))
    off = abs(amounts["energy"] - reckoned)
    if off > max(FAR, FAR_SHARE * reckoned):
        yield "energy", f"Protein, carbohydrate and fat give about {reckoned:,.0f} kcal."


def _small(label: str) -> str:
    return label[0].lower() + label[1:] if label[1:2].islower() and not label.startswith("Vitamin") else label


@cache
def _most() -> dict[str, tuple[float, str]]:
    """Give for each nutrient the amount above which it is doubted, and the reason in words."""
    units, _ = _columns()
    return {row["nutrient"]: (float(row["most"]), _why(row, units)) for row in records("plausible_amounts")}


def _why(row: Row, units: Mapping[str, str]) -> str:
    highest = float(row["highest"] or row["most"])
    return f"Foods have {highest:,.10g} {units[row['nutrient']].replace('ug', 'µg')} at most."


@cache
def _columns() -> tuple[dict[str, str], dict[str, str]]:
    table = nutrients()
    return cast("dict[str, str]", table["unit"].to_dict()), cast("dict[str, str]", table["label"].to_dict())
