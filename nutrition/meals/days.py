"""The meals of one day of a new plan, with the other days as they are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.gaps.goals import ABSORBED
from nutrition.intake import food_rows
from nutrition.meals.aims import Aims, Larder, Pick, picks
from nutrition.meals.larder import Asked
from nutrition.meals.patterns import Patterns, Slot, energy_shares
from nutrition.meals.program import day_program, portions_of
from nutrition.plans import Item, Plan
from nutrition.solver import Program, solving
from nutrition.tables import table
from nutrition.units import DAYS_A_WEEK

USES, MAIN_USES = 3, 2  # days a week on which a food may come, and one that is a main
OTHERS = 3  # foods that must be left in a slot before others are kept out of it for variety
LEAST, MOST = 0.5, 1.4  # parts of a daily need: a day gives no less, and makes up for no more
CHEAP, BEST = 8, 4  # foods that a slot has to choose from: by cost, by what they bring
EVEN, HALF = 0.05, 0.5  # weight of a need that is not behind; the most of a need that one food counts for
AGAIN = 2.0  # cost of a food for each day on which it has come before
SPARE, TAKEN = 1.01, 1.04  # aims a little above needs; for absorbed B12 more, as sittings leave some behind
MISSES = 60.0  # cost; a day that costs less meets all but a hair of what it should
TASTE = 5.0  # cost; two days that differ by less are equally good

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Kitchen:
    """What days are made from: the patterns by meal, their order by chance, and what chance adds to costs."""

    asking: Asked
    patterns: Patterns
    order: Mapping[str, Sequence[str]]
    noise: Numbers

    def with_day(  # noqa: PLR0913 - which meals, how long, what to avoid
        self,
        plan: Plan,
        day: int,
        meals: Sequence[str],
        seconds: float,
        *,
        avoid: Iterable[str] = (),
        choice: int = 1,
    ) -> Plan:
        """Give the plan with these meals of a day filled, in place of what they held.

        Each meal has ``choice`` patterns to choose from, without the foods of ``avoid`` where that can be.
        Without a solution in time the meals are filled plainly, see `_plain`.
        """
        gone = [item.day == day and item.meal in meals and not self.pill(item) for item in plan.items]
        rest = replace(plan, items=tuple(i for i, out in zip(plan.items, gone, strict=True) if not out))
        larder = replace(self.asking.larder, cost=self._costs(rest, day))
        aims = self._aims(rest, day, meals)
        worth = _worth(larder, aims)
        slots = [_chosen(slot, larder, worth) for slot in self._slots(rest, day, meals, set(avoid), choice)]
        chosen = picks(slots, larder, self.asking.size)
        if not chosen:
            return rest
        x = _solved(day_program(slots, chosen, larder, aims), seconds)
        eaten = portions_of(x, chosen, larder) if x is not None else _plain(slots, chosen, larder, aims)
        items = [self._item(slots[slot], food, grams, day) for slot, food, grams in eaten]
        return _sorted(replace(rest, items=(*rest.items, *items)))

    def worst_first(self, plan: Plan) -> list[int]:
        """Give the days, those first whose energy is furthest from what is asked."""
        rows, days = (
            food_rows(plan, self.asking.foods),
            np.array([item.day for item in plan.items], dtype=int),
        )
        kcal = np.bincount(days, self.asking.larder.energy[rows] * _grams(plan), plan.days + 1)[1:]
        away = np.abs(kcal - sum(self.asking.energy) / 2)
        return [int(place) + 1 for place in np.argsort(-away, kind="stable")]

    def pill(self, item: Item) -> bool:
        """Say whether an item is a supplement."""
        return bool(self.asking.about["role"].get(item.food) == "supplement")

    def with_tablets(self, plan: Plan, unmet: pd.DataFrame) -> Iterator[tuple[Plan, float]]:
        """Give the plan with each tablet that holds something missed, every day, and how strong it is."""
        about, foods, there = self.asking.about, self.asking.foods, {item.food for item in plan.items}
        goal = self.asking.rows["goal"].to_numpy("float64")
        for row in np.flatnonzero(self.asking.fine & (about["role"] == "supplement").to_numpy(bool)).tolist():
            food, meal = str(foods.index[row]), about["meals"].iloc[row][0]
            if food not in there and self._helps(row, unmet):
                at, grams = _at(meal), float(about["portion"].iloc[row])
                measure = str(about["measure"].iloc[row])
                items = [Item(food, grams, meal, at, day, measure=measure) for day in range(1, plan.days + 1)]
                strong = float((self.asking.larder.amounts[row] * grams / 100 / goal).sum())
                yield _sorted(replace(plan, items=(*plan.items, *items))), strong

    def _helps(self, row: int, unmet: pd.DataFrame) -> bool:
        missed = set(unmet.index[~unmet["limit"]])
        short = self.asking.rows["name"].isin(missed).to_numpy() & (self.asking.rows["sense"] > 0).to_numpy()
        b12 = ABSORBED in missed and self.asking.larder.load[row] > 0
        return bool(b12 or (self.asking.larder.amounts[row, short] > 0).any())

    def _slots(self, rest: Plan, day: int, meals: Sequence[str], avoid: set[str], choice: int) -> list[Slot]:
        """Give the slots of some patterns of each meal, other patterns each day.

        What has come often enough is left out; a pattern that lacks a part without it waits for another day.
        """
        often, alike = self._tired(rest, day)
        often |= set(food_rows_of(self.asking, avoid))
        found: list[Slot] = []
        for meal in (meal for meal in meals if meal in self.patterns):
            order = self.order[meal]
            turned = [order[(day + number) % len(order)] for number in range(len(order))]
            fresh = {name: [_without(slot, often) for slot in self.patterns[meal][name]] for name in turned}
            whole = [name for name in turned if all(slot.foods or not slot.least for slot in fresh[name])]
            for name in whole[:choice]:
                found += [_varied(slot, alike) for slot in fresh[name] if slot.foods]
            if not whole:
                found += self.patterns[meal][turned[0]]
        return found

    def _tired(self, rest: Plan, day: int) -> tuple[set[int], set[int]]:
        """Give the foods that have come often enough, or today, and mains like those of the days beside."""
        rows, larder, main = food_rows(rest, self.asking.foods).tolist(), self.asking.larder, self.asking.main
        on = list(zip(rows, [item.day for item in rest.items], strict=True))
        days = Counter(row for row, _ in set(on))
        often = {row for row, count in days.items() if count >= (MAIN_USES if main[row] else USES)}
        often |= {row for row, when in on if when == day}
        near = [larder.kind[row] for row, when in on if abs(when - day) == 1 and main[row]]
        alike = set(np.flatnonzero(main & np.isin(larder.kind, near)).tolist())
        return {row for row in often if not larder.staple[row]}, alike

    def _costs(self, rest: Plan, day: int) -> Numbers:
        rows, larder = food_rows(rest, self.asking.foods), self.asking.larder
        cost: Numbers = larder.cost + self.noise[day - 1]
        for row, _ in {(row, item.day) for row, item in zip(rows.tolist(), rest.items, strict=True)}:
            cost[row] += 0.0 if larder.staple[row] else AGAIN
        return cost

    def _aims(self, rest: Plan, day: int, meals: Sequence[str]) -> Aims:
        """Give what is left for this day: of needs what the other days do not give, of limits its own."""
        asking, rows = self.asking, food_rows(rest, self.asking.foods)
        on, grams = np.array([i.day for i in rest.items], dtype=int), _grams(rest)
        larder, today = asking.larder, on == day
        made = len({i.day for i in rest.items} - {day})
        goal, sense = asking.rows["goal"].to_numpy("float64"), asking.rows["sense"].to_numpy("float64")
        others = larder.amounts[rows[~today]].T @ grams[~today]
        open_days = max(rest.days - made, 1)
        left = np.clip(((rest.days * goal - others) / open_days), LEAST * goal, MOST * goal) * SPARE
        return Aims(
            sense=sense,
            goal=np.where(sense > 0, left, goal / SPARE),
            there=larder.amounts[rows[today]].T @ grams[today],
            scale=goal,
            energy=(asking.energy[0] * SPARE, asking.energy[1] / SPARE),
            energy_there=float(larder.energy[rows[today]] @ grams[today]),
            shares={meal: share for meal, share in energy_shares().items() if meal in meals},
            absorbed=asking.absorbed * TAKEN,
            loads=_by_meal(rest, day, larder.load[rows] * grams),
            passive=float(larder.passive[rows[today]] @ grams[today]),
            ceiling=asking.ceiling,
            rate=asking.rate,
            size=asking.size,
        )

    def _item(self, slot: Slot, food: int, grams: float, day: int) -> Item:
        name, about = str(self.asking.foods.index[food]), self.asking.about
        return Item(
            name, round(grams, 2), slot.meal, _at(slot.meal), day, measure=str(about["measure"].iloc[food])
        )


def _at(meal: str) -> str | None:
    """Give the usual time of a meal."""
    times = table("meals", "meal")["at"]
    return str(times[meal]) if meal in times.index else None


def food_rows_of(asking: Asked, foods: Iterable[str]) -> list[int]:
    """Give the rows of foods that are no staples."""
    rows = asking.foods.index.get_indexer(pd.Index(list(foods), dtype=asking.foods.index.dtype)).tolist()
    return [row for row in rows if row >= 0 and not asking.larder.staple[row]]


def _chosen(slot: Slot, larder: Larder, worth: Numbers) -> Slot:
    """Keep the foods of a slot that cost least, chance included, and those that bring most of what is left.

    Fewer to choose from make the program quick, and other foods come every day.
    """
    cheap = sorted(slot.foods, key=lambda food: larder.cost[food])[:CHEAP]
    best = sorted(slot.foods, key=lambda food: -worth[food])[:BEST]
    return replace(slot, foods=tuple(dict.fromkeys(cheap + best)))


def _worth(larder: Larder, aims: Aims) -> Numbers:
    """Give what a portion of each food brings of the needs, those that are far behind before the others."""
    floors = aims.sense > 0
    behind = np.maximum(aims.goal[floors] / aims.scale[floors] - 1, 0) + EVEN
    parts = larder.amounts[:, floors] * larder.portion[:, None] / 100 / aims.scale[floors]
    worth: Numbers = np.minimum(parts, HALF) @ behind
    return worth


def _solved(program: Program, seconds: float) -> Numbers | None:
    """Give the best solution in the time; earlier where the rest is only a matter of taste."""
    x = None
    with closing(solving(program, seconds)) as answers:
        for answer in answers:
            x = answer.x
            if answer.objective < MISSES and answer.objective - answer.bound < TASTE:
                break
    return x


def _without(slot: Slot, often: set[int]) -> Slot:
    return replace(slot, foods=tuple(food for food in slot.foods if food not in often))


def _varied(slot: Slot, alike: set[int]) -> Slot:
    """Leave out what is like the mains of the days beside, where enough is left."""
    other = tuple(food for food in slot.foods if food not in alike)
    return replace(slot, foods=other) if len(other) >= min(OTHERS, len(slot.foods)) else slot


def _grams(plan: Plan) -> Numbers:
    """Hundreds of grams of each item, on the day it is eaten."""
    return np.array([item.grams * item.per_week / DAYS_A_WEEK / 100 for item in plan.items], dtype="float64")


def _by_meal(plan: Plan, day: int, amounts: Numbers) -> dict[str, float]:
    found: dict[str, float] = {}
    for item, amount in zip(plan.items, amounts.tolist(), strict=True):
        if item.day == day:
            found[item.meal] = found.get(item.meal, 0.0) + amount
    return found


def _plain(
    slots: Sequence[Slot], chosen: Sequence[Pick], larder: Larder, aims: Aims
) -> list[tuple[int, int, float]]:
    """Give the first pattern of each meal with its cheapest foods, none twice, up to the day's energy."""
    first: dict[str, str] = {}
    for slot in slots:
        first.setdefault(slot.meal, slot.pattern)
    found: list[Pick] = []
    for number, slot in enumerate(slots):
        if first[slot.meal] == slot.pattern:
            eaten = {pick.food for pick in found if not larder.staple[pick.food]}
            here = [pick for pick in chosen if pick.slot == number and pick.food not in eaten]
            found += sorted(here, key=lambda pick: larder.cost[pick.food])[: slot.least]
    counts = _filled(found, larder, aims)
    return [(p.slot, p.food, float(n * larder.step[p.food])) for p, n in zip(found, counts, strict=True)]


def _filled(found: Sequence[Pick], larder: Larder, aims: Aims) -> list[int]:
    """Give how many steps of each: the fewest, then one more in turn while it stays within the energy."""
    counts = [pick.low for pick in found]
    each = [larder.energy[pick.food] * larder.step[pick.food] / 100 for pick in found]
    kcal = aims.energy_there + sum(n * step for n, step in zip(counts, each, strict=True))
    for _ in range(max((pick.high for pick in found), default=0)):
        for number, pick in enumerate(found):
            if counts[number] < pick.high and kcal + each[number] <= aims.energy[1]:
                counts[number] += 1
                kcal += each[number]
    return counts


def _sorted(plan: Plan) -> Plan:
    """Put items by day and meal, in the order in which they are."""
    meals = {str(meal): number for number, meal in enumerate(table("meals", "meal").index)}
    items = sorted(plan.items, key=lambda item: (item.day, meals.get(item.meal, len(meals))))
    return replace(plan, items=tuple(items))
