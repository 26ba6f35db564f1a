"""What meals are made of: patterns such as "cereal with milk", their slots and the foods that fit each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.tables import Row, records, table

Mask = npt.NDArray[np.bool_]

Patterns = dict[str, dict[str, tuple["Slot", ...]]]  # meal, pattern: its slots


@dataclass(frozen=True)
class Slot:
    """One part of a meal: which foods it takes, as rows of the food table, how many, and how much of each.

    ``small`` and ``large`` are in usual portions. ``instead_of``: the pattern that this one stands in for
    where somebody cannot have it, "" for none.
    """

    meal: str
    pattern: str
    instead_of: str
    name: str
    foods: tuple[int, ...]
    least: int
    most: int
    small: float
    large: float


def patterns(foods: pd.DataFrame, fine: Mask, likes: Iterable[str] = ()) -> Patterns:
    """Give the patterns of each meal that the foods allow (``fine``), in the order of the table.

    A liked food may also stand wherever a food of its subgroup does. A meal none of whose patterns is
    complete has those parts that are left; a meal with no food at all is not there.
    """
    rows = {name: number for number, name in enumerate(foods["name"].tolist())}
    liked = [number for number, food in enumerate(foods.index) if food in set(likes) and fine[number]]
    subgroups = foods["subgroup"].to_numpy(object) if "subgroup" in foods.columns else np.full(len(foods), "")
    found: Patterns = {}
    for row in records("meal_patterns"):
        named = [rows[name] for name in row["foods"].split(";") if name in rows]
        kinds = {subgroups[number] for number in named}
        every = dict.fromkeys(named + [number for number in liked if subgroups[number] in kinds])
        slot = _slot(row, tuple(number for number in every if fine[number]))
        found.setdefault(slot.meal, {})
        found[slot.meal][slot.pattern] = (*found[slot.meal].get(slot.pattern, ()), slot)
    kept = {meal: _complete(every) or _left(every) for meal, every in found.items()}
    return {meal: every for meal, every in kept.items() if every}


def energy_shares() -> dict[str, tuple[float, float]]:
    """Give the least and the most of a day's energy that each meal has, as parts of it."""
    rows = table("meal_energy", "meal")
    return {str(meal): (float(row["low"]), float(row["high"])) for meal, row in rows.to_dict("index").items()}


def _slot(row: Row, foods: tuple[int, ...]) -> Slot:
    counts, sizes = (int(row["least"]), int(row["most"])), (float(row["small"]), float(row["large"]))
    return Slot(row["meal"], row["pattern"], row["instead_of"], row["slot"], foods, *counts, *sizes)


def _complete(every: dict[str, tuple[Slot, ...]]) -> dict[str, tuple[Slot, ...]]:
    whole = {
        name: tuple(slot for slot in slots if slot.foods)
        for name, slots in every.items()
        if all(len(slot.foods) >= slot.least for slot in slots)
    }
    return {name: slots for name, slots in whole.items() if slots[0].instead_of not in whole}


def _left(every: dict[str, tuple[Slot, ...]]) -> dict[str, tuple[Slot, ...]]:
    some = {
        name: tuple(replace(slot, least=min(slot.least, len(slot.foods))) for slot in slots if slot.foods)
        for name, slots in every.items()
    }
    most = max((len(slots) for slots in some.values()), default=0)
    return {name: slots for name, slots in some.items() if slots and len(slots) == most}
