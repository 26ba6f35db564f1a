"""What can be done about a plan: resize, remove, swap or move what is there, add what is not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import floor
from typing import Any

import numpy as np
import numpy.typing as npt

from nutrition.changes import Change
from nutrition.foods import all_measures
from nutrition.intake import meal_times
from nutrition.kitchen import step_of
from nutrition.plans import MOST_GRAMS, Item, Plan
from nutrition.tables import read_portions, table
from nutrition.units import DAYS_A_WEEK

Numbers = npt.NDArray[np.float64]
Line = tuple[int, ...]  # places of the items that share all but their day
Times = Mapping[tuple[int, str], str | None]  # day, meal: when
Kind = Mapping[Any, Any]  # how a food is eaten: its row of `kitchen`
Kinds = Mapping[str, Kind]  # by food

MOST_STEPS = 6  # of one option
STEP, REMOVED, ADDED, SWAPPED, MOVED, ODD = 0.03, 0.5, 0.2, 0.1, 0.2, 0.4  # costs; together below one change
DEAREST = REMOVED + SWAPPED + ODD + STEP * MOST_STEPS  # of all changes but supplements that come last
LAST = 300.0  # of a supplement that comes last: below a goal missed, above all changes that can be made
HELPS = 0.02  # part of a gap that one step has to close to be worth a look
WEIGHS = 20.0  # kcal; to take away less makes no room
WORTH = 0.3  # ug of B12 in an item, from which on it is worth moving


@dataclass(frozen=True)
class Option:
    """One thing that can be done, in steps of ``grams`` on each of some days.

    ``line`` is what it acts on, () for an addition; ``food`` the food that is resized, moved or added, at
    ``meal``. ``swaps`` is the line that an addition may replace, -1 for none. Of one ``slot`` only one
    option can be used.
    """

    kind: str
    line: Line
    food: str
    grams: float
    meal: str
    days: tuple[int, ...]
    slot: str
    most: int = 1
    fixed: float = 0.0
    each: float = 0.0
    swaps: int = -1
    measure: str = "g"


def lines(plan: Plan) -> list[Line]:
    """Give the items that recur on several days as one line each, in plan order."""
    found: dict[tuple[object, ...], list[int]] = {}
    seen: Counter[Item] = Counter()
    for place, item in enumerate(plan.items):
        seen[item] += 1
        found.setdefault((replace(item, day=1), seen[item]), []).append(place)
    return [tuple(line) for line in found.values()]


def times(plan: Plan) -> dict[tuple[int, str], str | None]:
    """Give when each meal is on each day: as it stands in the plan, else the usual time."""
    usual = table("meals", "meal")["at"]
    known: dict[tuple[int, str], str | None] = {
        (day, str(meal)): str(at) for day in range(1, plan.days + 1) for meal, at in usual.items()
    }
    for item, at in zip(plan.items, meal_times(plan), strict=True):
        known[item.day, item.meal] = at or None
    return known


def own(plan: Plan, about: Kinds, keep: Iterable[str], gaps: "Gaps") -> Iterator[Option]:
    """Give what can be done with what is in the plan."""
    for number, line in enumerate(lines(plan)):
        item = plan.items[line[0]]
        kind = about[item.food]
        days = tuple(plan.items[place].day for place in line)
        base = Option("remove", line, item.food, item.grams, item.meal, days, f"line {number}", swaps=number)
        if item.grams == 0 or item.food in keep or (gaps.stays(item.food) and gaps.water(item.food)):
            continue
        if gaps.frees(item, len(days) / plan.days):
            yield replace(base, fixed=REMOVED)
        if not gaps.stays(item.food) or item.per_week != DAYS_A_WEEK:
            continue
        if kind["role"] != "supplement":
            yield from _resized(base, item, kind, gaps)
        if gaps.moves(item):
            yield from _moved(base, times(plan), item)


def _resized(base: Option, item: Item, kind: Kind, gaps: "Gaps") -> Iterator[Option]:
    step = _own_step(item, kind)
    up = floor((min(float(kind["most"]) * float(kind["portion"]), MOST_GRAMS) - item.grams) / step + 1e-6)
    down = floor((item.grams - step / 2) / step + 1e-6)
    sized = replace(base, grams=step, each=STEP, swaps=-1)
    if up >= 1 and gaps.fills(item.food, step):
        yield replace(sized, kind="more", most=min(up, MOST_STEPS))
    if down >= 1 and gaps.frees(item, 1.0):
        yield replace(sized, kind="less", most=min(down, MOST_STEPS))


def _own_step(item: Item, kind: Kind) -> float:
    """Give the step [g] in the measure that an item is written in, else the usual one."""
    unit = _weights().get(item.food, {}).get(item.measure, 1.0)
    return (
        float(kind["step"]) if item.measure == "g" or unit == 1 else unit * step_of(1.0, item.measure, unit)
    )


@cache
def _weights() -> dict[str, dict[str, float]]:
    return all_measures(read_portions())


def _moved(base: Option, known: Times, item: Item) -> Iterator[Option]:
    for meal in dict.fromkeys(meal for _, meal in known):
        if meal and meal != item.meal and all((day, meal) in known for day in base.days):
            yield replace(base, kind="move", meal=meal, fixed=MOVED, swaps=-1)


def added(plan: Plan, about: Kinds, found: Iterable[str], supplements: str, gaps: "Gaps") -> Iterator[Option]:
    """Give the additions of some foods on every day: at their most usual meal, B12 at the next one too."""
    days, there = tuple(range(1, plan.days + 1)), _there(plan)
    present = {meal for _, meal in there}
    for food in found:
        kind = about[food]
        pill = kind["role"] == "supplement"
        base = _addition(food, kind, days)
        cost = (LAST if supplements == "last" else REMOVED) if pill else base.fixed + ADDED
        meals = 2 if gaps.moving and gaps.b12[gaps.row[food]] * base.grams / 100 >= WORTH else 1
        for meal in _meals(kind, present)[:meals]:
            if (food, meal) not in there:
                yield replace(base, meal=meal, fixed=cost)


def swaps(plan: Plan, about: Kinds, found: Mapping[int, list[str]], keep: Iterable[str]) -> Iterator[Option]:
    """Give the additions that may take a line's place; ``found`` are foods for the number of each line."""
    every, there = lines(plan), _there(plan)
    for number, foods in found.items():
        item = plan.items[every[number][0]]
        days = tuple(plan.items[place].day for place in every[number])
        if item.food in keep:
            continue
        for food in (food for food in foods if (food, item.meal) not in there):
            base = _addition(food, about[food], days)
            yield replace(base, meal=item.meal, fixed=base.fixed + SWAPPED, swaps=number)


def _addition(food: str, kind: Kind, days: tuple[int, ...]) -> Option:
    step, pill = float(kind["step"]), kind["role"] == "supplement"
    most = round(float(kind["most"]) * float(kind["portion"]) / step)
    return Option(
        kind="supplement" if pill else "add",
        line=(),
        food=food,
        grams=step,
        meal="",
        days=days,
        slot=f"food {food}",
        most=1 if pill else max(1, min(most, MOST_STEPS)),
        fixed=ODD * float(kind["liking"]),
        each=STEP,
        measure=str(kind["measure"]),
    )


def _meals(kind: Kind, present: Iterable[str]) -> list[str]:
    """Give the meals a food is usual at, those that the plan has first."""
    return sorted(kind["meals"], key=lambda meal: meal not in present)


def _there(plan: Plan) -> frozenset[tuple[str, str]]:
    """Give each food and its meal: of what is there, more is had instead of adding it once more."""
    return frozenset((item.food, item.meal) for item in plan.items)


@dataclass(frozen=True)
class Gaps:
    """What the foods of a plan can do about what it misses; amounts per 100 g, foods x rows.

    gain is the part of each gap that 100 g close, relief that of each limit passed that 100 g weigh.
    """

    row: Mapping[str, int]
    gain: Numbers
    relief: Numbers
    energy: Numbers
    b12: Numbers
    fine: npt.NDArray[np.bool_]
    grows: npt.NDArray[np.bool_]
    wet: npt.NDArray[np.bool_]
    moving: bool

    def stays(self, food: str) -> bool:
        """Say whether a food may stay in the plan."""
        return bool(self.fine[self.row[food]])

    def fills(self, food: str, grams: float) -> bool:
        """Say whether there may be some more of a food, and helps."""
        row = self.row[food]
        return bool(self.grows[row] and (self.gain[row] * grams / 100 >= HELPS).any())

    def frees(self, item: Item, often: float) -> bool:
        """Say whether less of a food makes room, or helps with a limit; what must go always does."""
        row, hundreds = self.row[item.food], item.grams / 100
        light = self.energy[row] * hundreds < WEIGHS
        weighs = (self.relief[row] * hundreds * often >= HELPS).any()
        return bool(weighs or not light or not self.fine[row])

    def water(self, food: str) -> bool:
        """Say whether a food is as good as water, which nobody leaves out to make room."""
        return bool(self.wet[self.row[food]])

    def moves(self, item: Item) -> bool:
        """Say whether an item brings B12 that more would be taken up of at another sitting."""
        return self.moving and bool(self.b12[self.row[item.food]] * item.grams / 100 >= WORTH)


def change(plan: Plan, option: Option, steps: int, known: Times) -> Change:
    """Give what one option does, taken in some steps."""
    before = tuple(plan.items[place] for place in option.line)
    if option.kind == "remove":
        return Change("remove", before)
    if option.kind in ("more", "less"):
        by = option.grams * steps * (1 if option.kind == "more" else -1)
        return Change(option.kind, before, tuple(replace(item, grams=item.grams + by) for item in before))
    if option.kind == "move":
        moved = tuple(replace(item, meal=option.meal, at=known[item.day, option.meal]) for item in before)
        return Change("move", before, moved)
    items = tuple(
        Item(
            option.food,
            option.grams * steps,
            option.meal,
            known[day, option.meal],
            day,
            measure=option.measure,
        )
        for day in option.days
    )
    return Change(option.kind, (), items)
