"""Which foods are worth looking at to close a plan's gaps: what they close for what they use up."""

from dataclasses import dataclass
from math import isnan

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.gaps.goals import brought, counted_per_100_g
from nutrition.gaps.loads import b12_per_100_g
from nutrition.gaps.options import HELPS, Gaps, lines
from nutrition.gaps.problem import B12Uptake
from nutrition.kitchen import kitchen
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.units import DAYS_A_WEEK
from nutrition.wishes import Wishes, allowed, eatable, may_grow

Numbers = npt.NDArray[np.float64]

GENERAL, EACH, ALIKE = 60, 6, 4  # foods looked at: the best of all, of each gap, and in place of each line
WATER = 5.0  # kcal per 100 g; a drink below is as good as water
FREE = 0.15  # added to a food's price, so that one that costs nothing is no miracle


@dataclass(frozen=True)
class Pantry:
    """The foods as the rows measure them: amounts per 100 g, foods x rows, unknown ones as nothing."""

    row: dict[str, int]
    about: pd.DataFrame
    amounts: Numbers
    energy: Numbers
    protein: Numbers
    load: Numbers
    passive: Numbers
    may: npt.NDArray[np.bool_]
    fine: npt.NDArray[np.bool_]
    grows: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, foods: pd.DataFrame, rows: pd.DataFrame, person: Person, wishes: Wishes) -> "Pantry":
        """Read what counts from the food table."""
        energy, protein = counted_per_100_g(foods, ["energy", "protein"]).T
        load, passive = b12_per_100_g(foods, person)
        return cls(
            row={str(food): place for place, food in enumerate(foods.index)},
            about=kitchen(foods),
            amounts=brought(foods, rows),
            energy=energy,
            protein=protein,
            load=load,
            passive=passive,
            may=allowed(foods, person, wishes),
            fine=eatable(foods, person, wishes),
            grows=may_grow(foods, person, wishes),
        )


def gaps_of(pantry: Pantry, rows: pd.DataFrame, b12: B12Uptake, now: float) -> Gaps:
    """Give what 100 g of each food do about what is missed; the last gap is that of absorbed B12."""
    sense, missed = rows["sense"].to_numpy("float64"), rows["chased"].to_numpy(bool)
    away = np.abs((rows["goal"] - rows["now"]).to_numpy("float64"))
    part = np.where(missed, 1.0, 0.0) / np.where(missed, away, 1.0)
    short = 0.0 if isnan(b12.goal) else max(b12.goal - now, 0.0)
    taken = b12.ceiling * b12.rate * pantry.load + pantry.passive
    more = taken / short if short > 0 else np.zeros(len(taken))
    gain = np.column_stack([pantry.amounts * part * (sense > 0), more])
    return Gaps(
        pantry.row,
        gain,
        pantry.amounts * part * (sense < 0),
        pantry.energy,
        pantry.load,
        pantry.fine,
        pantry.grows,
        (pantry.about["role"] == "drink").to_numpy() & (pantry.energy < WATER),
        short > 0,
    )


def price_of(pantry: Pantry, rows: pd.DataFrame) -> Numbers:
    """Give what 100 g of each food use up of the room below the limits, energy among them."""
    limits = (rows["sense"] < 0).to_numpy() & np.isfinite(rows["hard"].to_numpy("float64"))
    room = (rows["hard"] - rows["now"]).to_numpy("float64")[limits]
    scale = rows["scale"].to_numpy("float64")[limits]
    used: Numbers = (pantry.amounts[:, limits] / np.maximum(room, 0.1 * scale)).sum(axis=1)
    return used


def best(pantry: Pantry, gaps: Gaps, price: Numbers) -> list[int]:
    """Give the foods that close most for what they use up: of all gaps together, and of each."""
    hundreds = pantry.about["portion"].to_numpy("float64") / 100
    closed = np.minimum(gaps.gain * hundreds[:, None], 1.0)
    worth = closed / (FREE + price * hundreds)[:, None] / (1 + pantry.about["liking"].to_numpy())[:, None]
    worth = np.where(pantry.may[:, None] & (closed >= HELPS), worth, 0.0)
    pills = (pantry.about["role"] == "supplement").to_numpy()
    general = np.where(pills, 0.0, worth.sum(axis=1))
    found = dict.fromkeys(_first(general, GENERAL))
    for gap in range(worth.shape[1]):
        found |= dict.fromkeys(_first(np.where(pills, 0.0, worth[:, gap]), EACH))
    return [*found, *np.flatnonzero(pills & (worth.sum(axis=1) > 0)).tolist()]


def _first(worth: Numbers, count: int) -> list[int]:
    some = np.flatnonzero(worth > 0)
    order = np.argsort(-worth[some], kind="stable")[:count]
    return [int(place) for place in some[order]]


def alike(plan: Plan, pantry: Pantry, gaps: Gaps, price: Numbers) -> dict[int, list[str]]:
    """Give, for each line, the foods that can take its place and do most for the gaps.

    In place of a food that must go, those that are nearest to it in energy and protein come first.
    """
    names, group = list(pantry.row), pantry.about["swap"].to_numpy(object)
    hundreds = pantry.about["portion"].to_numpy("float64") / 100
    gain = np.minimum(gaps.gain * hundreds[:, None], 1.0).sum(axis=1) - 0.3 * price * hundreds
    found = {}
    for number, line in enumerate(lines(plan)):
        item = plan.items[line[0]]
        row = pantry.row[item.food]
        same = pantry.may & (group == group[row]) & (group != "")
        same[row] = False
        ahead = _first(
            np.where(same, np.maximum(gain + _relief(gaps, row, hundreds, item) - gain[row], 0.0), 0.0), ALIKE
        )
        if not pantry.fine[row]:
            ahead = [*_first(np.where(same, _near(pantry, row), 0.0), ALIKE), *ahead]
        if ahead and item.per_week == DAYS_A_WEEK:
            found[number] = [names[place] for place in dict.fromkeys(ahead)]
    return found


def _relief(gaps: Gaps, row: int, hundreds: Numbers, item: Item) -> Numbers:
    """Give how much of what is too much goes with a line, less what comes with each food."""
    gone = gaps.relief[row] * item.grams / 100
    relief: Numbers = np.clip(gone - gaps.relief * hundreds[:, None], -1.0, 1.0).sum(axis=1)
    return relief


def _near(pantry: Pantry, row: int) -> Numbers:
    """Give how near foods are to one in energy and protein per 100 g, 0 to 1."""
    away = np.abs(pantry.energy - pantry.energy[row]) / (pantry.energy[row] + 10)
    away = away + np.abs(pantry.protein - pantry.protein[row]) / (pantry.protein[row] + 2)
    near: Numbers = 1 / (1 + away)
    return near
