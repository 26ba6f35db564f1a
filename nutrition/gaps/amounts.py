"""What any amounts of the allowed foods could do: a linear program over all foods, its misses stretched."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from math import inf, isnan

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.gaps.candidates import Pantry
from nutrition.gaps.goals import ABSORBED, absorbed_goal, goals
from nutrition.gaps.loads import uptake
from nutrition.gaps.options import times
from nutrition.gaps.problem import B12Uptake
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.solver import Answer, Program
from nutrition.units import DAYS_A_WEEK
from nutrition.wishes import Wishes, allowed, eatable, may_grow

SITTINGS = 4  # of a day, at least; B12 is spread over them as well as can be
TIMES = 2  # so many times what people have of a food at one sitting fit in a day
TANGENTS = 12  # lines above the curve of uptake
FIRM = 100.0  # cost of breaking what holds now, against 1 for what is missed now
SURE = 1e-4  # part of a goal that counts as no miss: a solver is exact to 1e-7

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Free:
    """What some wishes leave free.

    ``most``: how many times each item of the plan there may be; ``kept``: which stay as they are; ``may``:
    which foods may come.
    """

    most: Numbers
    kept: Mask
    may: Mask


@dataclass(frozen=True)
class Amounts:
    """A plan, the goals it has, and all foods by what they bring towards them."""

    plan: Plan
    foods: pd.DataFrame
    person: Person
    wishes: Wishes
    rows: pd.DataFrame
    pantry: Pantry
    b12: B12Uptake

    @classmethod
    def of(
        cls, plan: Plan, foods: pd.DataFrame, needed: pd.DataFrame, person: Person, wishes: Wishes
    ) -> "Amounts":
        """Read what counts; ``rows`` are the goals and last, where it is asked, absorbed B12."""
        rows = goals(plan, foods, needed, person, wishes)
        b12, _ = uptake(plan, foods, person, times(plan))
        b12 = replace(b12, goal=absorbed_goal(needed, person, wishes))
        return cls(plan, foods, person, wishes, rows, Pantry.of(foods, rows, person, wishes), b12)

    def free(self, wishes: Wishes) -> Free:
        """Give what some wishes leave free."""
        fine = eatable(self.foods, self.person, wishes)
        fits = np.array([fine[self.pantry.row[item.food]] for item in self.plan.items], dtype=bool)
        kept = np.array([item.food in wishes.keep for item in self.plan.items], dtype=bool)
        grows = may_grow(self.foods, self.person, wishes)
        rows = [self.pantry.row[item.food] for item in self.plan.items]
        times = zip(map(self._times, self.plan.items), grows[rows], strict=True)
        more = np.array([many if more else 1.0 for many, more in times], dtype="float64")
        most = np.where(kept, 1.0, np.where(fits, more, 0.0))
        return Free(most, fits & kept, allowed(self.foods, self.person, wishes))

    def _times(self, item: Item) -> float:
        """Give how many times an item there may be: of what is eaten every day, as much as of any food."""
        about = self.pantry.about.loc[item.food].to_dict()
        if about["role"] == "supplement" or item.per_week != DAYS_A_WEEK or item.grams == 0:
            return 1.0
        return max(1.0, TIMES * float(about["most"]) * float(about["portion"]) / item.grams)

    @property
    def names(self) -> list[str]:
        """Name every row a program has, the last one absorbed B12 where it is a goal."""
        return [*self.rows["name"], *([] if isnan(self.b12.goal) else [ABSORBED])]

    @property
    def sense(self) -> Numbers:
        """Say of every row whether it is a floor (1) or a limit (-1)."""
        return np.array([*self.rows["sense"], *([] if isnan(self.b12.goal) else [1])], dtype="float64")

    @property
    def bound(self) -> Numbers:
        """Give what every row must reach or not pass [per day]: its goal, else what is never broken."""
        goal = self.rows["goal"].fillna(self.rows["hard"])
        return np.array([*goal, *([] if isnan(self.b12.goal) else [self.b12.goal])], dtype="float64")

    @property
    def scale(self) -> Numbers:
        """Give what a miss of every row is measured against [per day]."""
        every = [*self.rows["scale"], *([] if isnan(self.b12.goal) else [self.b12.goal])]
        return np.array(every, dtype="float64")

    def misses(self, answer: Answer) -> Numbers | None:
        """Give by how much each row is missed at best [part of its scale]; None where there is no answer."""
        if answer.status != "proven" or answer.x is None:
            return None
        missed: Numbers = np.where(answer.x[: len(self.names)] > SURE, answer.x[: len(self.names)], 0.0)
        return missed

    def values(self, answer: Answer, free: Free) -> Numbers:
        """Give what a program found, with what is free, brings of every goal of the plan [per day]."""
        own, more = self._columns(self.pantry.amounts, free)
        taken = np.zeros(0) if answer.x is None else answer.x[len(self.names) + 2 :]
        brought: Numbers = np.hstack([own, more]) @ taken
        return brought

    def sources(self, free: Free) -> Mask:
        """Say of every row whether anything in the plan or among the foods allowed brings some of it."""
        upper = self._bounds(0, free)[1] > 0
        own, more = self._columns(self.pantry.amounts, free)
        some = np.asarray(((np.hstack([own, more]) > 0) & upper).any(axis=1), dtype=np.bool_)
        if isnan(self.b12.goal):
            return some
        load, passive = self._b12_columns(free)
        return np.array([*some.tolist(), ((load + passive > 0) & upper).any()])

    def program(self, free: Free, dropped: Collection[int] = ()) -> Program:
        """Write the least of all misses as a program, of what is free and without the rows dropped.

        Columns: the miss of every row; B12 that reaches intrinsic factor, and that it takes up [ug/day];
        every item of the plan [times]; every food that may be proposed [100 g/day]. Each up to twice what
        people have at one sitting, or what there is. Uptake is bounded by tangents of four equal sittings
        with nothing left behind before them, which is more than any plan can reach: a miss is a proof.
        """
        names, scale, count = self.names, self.scale, len(self.names)
        kept = np.array([row not in dropped for row in range(count)])
        own, more = self._columns(self.pantry.amounts, free)
        effect = np.hstack([np.zeros((len(self.rows), 2)), own, more])
        lines = [np.hstack([np.diag(self.sense)[: len(self.rows)], effect / scale[: len(self.rows), None]])]
        low = [np.where(self.sense > 0, self.bound / scale, -inf)[: len(self.rows)]]
        high = [np.where(self.sense > 0, inf, self.bound / scale)[: len(self.rows)]]
        load, passive = self._b12_columns(free)
        width = lines[0].shape[1]
        if ABSORBED in names:
            extra = self._uptake(width, load, passive)
            lines, low, high = [*lines, extra[0]], [*low, extra[1]], [*high, extra[2]]
        firm = np.array([*~self.rows["chased"].to_numpy(bool), *[False] * (count - len(self.rows))])
        firm |= np.array([name == "energy" for name in names])
        cost = np.concatenate([np.where(firm, FIRM, 1.0) * kept, np.zeros(width - count)])
        return _program(
            cost, *self._bounds(count + 2, free), np.vstack(lines), (np.hstack(low), np.hstack(high))
        )

    def _columns(self, amounts: Numbers, free: Free) -> tuple[Numbers, Numbers]:
        """Give what the plan's items bring per day, and 100 g of each food that may be proposed."""
        places = [self.pantry.row[item.food] for item in self.plan.items]
        grams = np.array([item.grams * item.per_week / DAYS_A_WEEK for item in self.plan.items])
        own = amounts[places].T * (grams / 100 / self.plan.days)
        return own, amounts[free.may].T

    def _b12_columns(self, free: Free) -> tuple[Numbers, Numbers]:
        """Give the B12 that reaches intrinsic factor every day, and that gets in without, of every column."""
        daily = np.array([item.per_week == DAYS_A_WEEK for item in self.plan.items], dtype="float64")
        own, more = self._columns(np.column_stack([self.pantry.load, self.pantry.passive]), free)
        return np.concatenate([own[0] * daily, more[0]]), np.concatenate([own[1], more[1]])

    def _uptake(self, width: int, load: Numbers, passive: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Give the rows of absorbed B12: its goal, the load it comes from, and tangents above the curve."""
        count, start = len(self.names), len(self.names) + 2
        goal, sums = np.zeros(width), np.zeros(width)
        goal[[count - 1, count + 1]] = self.b12.goal, 1.0
        goal[start:] = passive
        sums[count], sums[start:] = -1.0, load
        tangents, heights = self._tangents()
        lines = np.zeros((len(heights), width))
        lines[:, count], lines[:, count + 1] = -tangents, 1.0
        low = np.array([self.b12.goal - self._pulses(), 0.0, *[-inf] * len(heights)])
        high = np.array([inf, 0.0, *heights])
        return np.vstack([goal, sums, lines]), low, high

    def _tangents(self) -> tuple[Numbers, Numbers]:
        """Give slopes and heights of lines above n x g(load / n), n being the sittings of a day."""
        sittings = max(SITTINGS, len(self.b12.load) / self.plan.days)
        at = np.concatenate([[0.0], np.geomspace(0.05, 5.0, TANGENTS)]) / max(self.b12.rate, 1e-9)
        slope = self.b12.ceiling * self.b12.rate * np.exp(-self.b12.rate * at)
        height = -self.b12.ceiling * np.expm1(-self.b12.rate * at) - slope * at
        return np.append(slope, 0.0), sittings * np.append(height, self.b12.ceiling)

    def _pulses(self) -> float:
        """Give the most that is taken up of what is taken on some days only [ug/day]."""
        pulses = self.b12.pulses
        return float(-self.b12.ceiling * np.expm1(-self.b12.rate * pulses.load) @ pulses.times)

    def _bounds(self, others: int, free: Free) -> tuple[Numbers, Numbers]:
        """Give least and most of every column: what must go is 0, what is kept stays as it is."""
        about = self.pantry.about[free.may]
        most = (TIMES * about["most"] * about["portion"] / 100).to_numpy("float64")
        lower = np.concatenate([np.zeros(others), free.kept, np.zeros(len(most))])
        return lower, np.concatenate([np.full(others, inf), free.most, most])


def _program(
    cost: Numbers, lower: Numbers, upper: Numbers, lines: Numbers, ends: tuple[Numbers, Numbers]
) -> Program:
    row, column = np.nonzero(lines)
    whole = np.zeros(len(cost), dtype=bool)
    return Program(cost, lower, upper, whole, (row, column, lines[row, column]), *ends)
