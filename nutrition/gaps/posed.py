"""A plan's gaps posed as a problem: its rows, its options, and the way back to changes of the plan."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.changes import Change
from nutrition.gaps.candidates import Pantry, alike, best, gaps_of, price_of
from nutrition.gaps.goals import INSIDE, KEPT, absorbed_goal, goals
from nutrition.gaps.loads import Places, uptake
from nutrition.gaps.options import Gaps, Option, added, change, lines, own, swaps, times
from nutrition.gaps.problem import B12Uptake, Choice, Problem, Whole, absorbed
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.units import DAYS_A_WEEK
from nutrition.wishes import Wishes

Numbers = npt.NDArray[np.float64]

SIGN = {"remove": -1, "less": -1}  # of what a step does to a sitting
ANYBODY = Person(35, "female")  # whose uptake counts where nobody is named: nothing impairs it


def somebody(person: Person | None, wishes: Wishes) -> Person:
    """Give the person, or anybody on the diet that is wished for, whom nothing impairs."""
    return person or replace(ANYBODY, diet=wishes.diet or "omnivore")


@dataclass(frozen=True)
class Posed:
    """A problem, what its options are, and the plan they change."""

    plan: Plan
    problem: Problem
    options: tuple[Option, ...]

    def changes(self, choice: Choice) -> tuple[Change, ...]:
        """Give a choice as changes to the plan; a removal and what takes its place are one swap."""
        known = times(self.plan)
        done = {option: change(self.plan, self.options[option], steps, known) for option, steps in choice}
        gone = {self.options[o].swaps: o for o, made in done.items() if made.kind == "remove"}
        found = []
        for option, made in done.items():
            line = self.options[option].swaps
            if made.kind in ("add", "supplement") and line in gone and gone[line] in done:
                found.append(_swapped(done[gone.pop(line)], made))
            elif made.kind != "remove":
                found.append(made)
        return (*found, *(done[option] for option in gone.values()))


def _swapped(out: Change, into: Change) -> Change:
    """Put what comes where the other was: at its time, on its days."""
    after = tuple(
        Item(new.food, new.grams, old.meal, old.at, old.day, measure=new.measure)
        for old, new in zip(out.before, into.after, strict=True)
    )
    return Change("swap", out.before, after)


def pose(
    plan: Plan, foods: pd.DataFrame, needed: pd.DataFrame, person: Person | None, wishes: Wishes
) -> Posed:
    """Pose the gaps of a plan as a problem.

    Raises
    ------
    PlanError, ValueError
        for a food that is not in ``foods``; for a wish that names what is not there.
    """
    who = somebody(person, wishes)
    rows = goals(plan, foods, needed, person, wishes)
    pantry = Pantry.of(foods, rows, who, wishes)
    b12, places = uptake(plan, foods, who, times(plan))
    now = float(absorbed(b12, np.zeros((1, len(b12.load))), np.zeros(1))[0])
    b12 = _with_goal(b12, now, absorbed_goal(needed, person, wishes))
    gaps = gaps_of(pantry, rows, b12, now)
    options = tuple(_options(plan, pantry, gaps, rows, wishes))
    posing = _Posing(plan, pantry, rows, b12, places, options)
    return Posed(plan, posing.problem(wishes), options)


def _with_goal(b12: B12Uptake, now: float, goal: float) -> B12Uptake:
    """Set what is to be absorbed; what is enough stays enough, what is not does not fall by much."""
    if isnan(goal) or now < goal:
        return replace(b12, goal=goal * (1 + INSIDE), hard=KEPT * now)
    enough = min(now, goal * (1 + INSIDE))
    return replace(b12, goal=enough, hard=enough)


def _options(plan: Plan, pantry: Pantry, gaps: Gaps, rows: pd.DataFrame, wishes: Wishes) -> Iterator[Option]:
    """List what can be done, if anything needs doing."""
    must_go = {item.food for item in plan.items if not gaps.stays(item.food)} - set(wishes.keep)
    if not (must_go or gaps.gain.any() or gaps.relief.any()):
        return
    names, price = list(pantry.row), price_of(pantry, rows)
    found = [names[place] for place in best(pantry, gaps, price)]
    instead = alike(plan, pantry, gaps, price)
    used = {*found, *(item.food for item in plan.items), *(food for row in instead.values() for food in row)}
    about = {str(food): row for food, row in pantry.about.loc[sorted(used)].to_dict("index").items()}
    yield from own(plan, about, wishes.keep, gaps)
    yield from added(plan, about, found, wishes.supplements, gaps)
    yield from swaps(plan, about, instead, wishes.keep)


@dataclass(frozen=True)
class _Posing:
    """What a problem is made of."""

    plan: Plan
    pantry: Pantry
    rows: pd.DataFrame
    b12: B12Uptake
    places: Places
    options: tuple[Option, ...]

    def problem(self, wishes: Wishes) -> Problem:
        """Give it as arrays; each food that must go has a row of its own."""
        every = list(enumerate(self.plan.items[line[0]].food for line in lines(self.plan)))
        fine, row = self.pantry.fine, self.pantry.row
        unfit = [number for number, food in every if not fine[row[food]] and food not in wishes.keep]
        return Problem(
            **self._rows(len(unfit)),
            **self._options(unfit),
            b12=replace(self.b12, hard=0.0) if unfit else self.b12,
            most_changes=wishes.most_changes,
        )

    def _rows(self, unfit: int) -> dict[str, Any]:
        """Give what is to be kept, and at last so many foods that must go."""
        rows, one = self.rows, np.ones(unfit)
        column = {name: rows[name].to_numpy("float64") for name in ("sense", "now", "goal", "hard", "scale")}
        if unfit:  # what must go takes something with it, so floors are goals then, not walls; energy stays
            free = (column["sense"] > 0) & (rows["name"] != "energy").to_numpy(bool)
            column["hard"] = np.where(free, 0.0, column["hard"])
        forbidden = {"sense": -one, "now": one, "goal": 0 * one, "hard": one, "scale": one}
        ends = {name: np.concatenate([values, forbidden[name]]) for name, values in column.items()}
        return {"names": (*rows["name"], *["forbidden"] * unfit), **ends}

    def _options(self, unfit: list[int]) -> dict[str, Any]:
        """Give what can be done; ``unfit`` are the lines that must go."""
        options, number = self.options, {line: n for n, line in enumerate(lines(self.plan))}
        slots = {slot: n for n, slot in enumerate(dict.fromkeys(option.slot for option in options))}
        food = _whole(self.pantry.row[option.food] for option in options)
        hundreds = np.array([self._grams(option) for option in options], dtype="float64") / 100
        gone = [[-float(o.kind == "remove" and number[o.line] == n) for n in unfit] for o in options]
        taken = np.array(gone).reshape(len(options), len(unfit))
        return {
            "kind": tuple(option.kind for option in options),
            "line": _whole(number.get(option.line, -1) for option in options),
            "food": food,
            "slot": _whole(slots[option.slot] for option in options),
            "group": _whole(option.swaps for option in options),
            "most": _whole(option.most for option in options),
            "effect": np.column_stack([self.pantry.amounts[food] * hundreds[:, None], taken]),
            "load": self._loads(),
            "passive": self.pantry.passive[food] * hundreds,
            "fixed": np.array([option.fixed for option in options], dtype="float64"),
            "each": np.array([option.each for option in options], dtype="float64"),
        }

    def _grams(self, option: Option) -> float:
        """Give what a step adds [g/day], on average; below 0 where it takes away."""
        if option.kind == "move":
            return 0.0
        often = self.plan.items[option.line[0]].per_week / DAYS_A_WEEK if option.line else 1.0
        return SIGN.get(option.kind, 1) * option.grams * often * len(option.days) / self.plan.days

    def _loads(self) -> Numbers:
        """Give the B12 that a step brings to, or takes from, every sitting; what is weekly counts apart."""
        loads = np.zeros((len(self.options), len(self.b12.load)))
        for number, option in enumerate(self.options):
            if option.line and self.plan.items[option.line[0]].per_week != DAYS_A_WEEK:
                continue
            load = self.pantry.load[self.pantry.row[option.food]] * option.grams / 100
            for day in option.days:
                loads[number, self.places[day, option.meal]] += load * SIGN.get(option.kind, 1)
            for item in (self.plan.items[place] for place in option.line if option.kind == "move"):
                loads[number, self.places[item.day, item.meal]] -= load
        return loads


def _whole(numbers: Iterable[int]) -> Whole:
    return np.array(list(numbers), dtype=np.int64)
