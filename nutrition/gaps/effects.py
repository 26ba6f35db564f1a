"""What one change among several does to the goals of a plan, by the plain calculator."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.absorption import absorbed, absorbed_per_day
from nutrition.changes import Change, changed
from nutrition.gaps.goals import ABSORBED, absorbed_goal, goals
from nutrition.intake import eaten
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.wishes import Wishes

WORTH = 0.05  # part of a target that a gain is, to be worth a word
HAIR = 1e-9  # as goals are already a hair inside

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Case:
    """A plan, the changes to it, and what judges them."""

    plan: Plan
    changes: tuple[Change, ...]
    foods: pd.DataFrame
    needed: pd.DataFrame
    person: Person | None
    wishes: Wishes

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Goals of the plan as it was, and absorbed B12; ``bound`` is what must be reached or not passed."""
        found = goals(self.plan, self.foods, self.needed, self.person, self.wishes)
        found["bound"] = found["goal"].fillna(found["hard"])
        least = absorbed_goal(self.needed, self.person, self.wishes) if self.person else nan
        if not least > 0:
            return found
        row = {"name": ABSORBED, "sense": 1, "bound": least, "scale": least, "part": "", "scope": ""}
        return pd.concat([found, pd.DataFrame([row])], ignore_index=True)

    @cached_property
    def names(self) -> list[str]:
        """Nutrient of each goal."""
        return [str(name) for name in self.rows["name"]]

    @cached_property
    def sense(self) -> Numbers:
        """1 for what must be reached, -1 for what may not be passed."""
        return np.array(self.rows["sense"], dtype="float64")

    @cached_property
    def bound(self) -> Numbers:
        """What must be reached or not passed [per day]."""
        return np.array(self.rows["bound"], dtype="float64")

    @cached_property
    def scale(self) -> Numbers:
        """What a miss is measured against [per day]."""
        return np.array(self.rows["scale"], dtype="float64")

    def line(self, row: int) -> dict[Any, Any]:
        """Give what is needed of a goal's nutrient; a limit of somebody else's may be all there is."""
        name = self.names[row]
        return self.needed.loc[name].to_dict() if name in self.needed.index else {"upper": nan, "target": nan}

    @cached_property
    def before(self) -> Numbers:
        """Amounts of the plan as it was."""
        return self.amounts(())

    @cached_property
    def after(self) -> Numbers:
        """Amounts with all changes made."""
        return self.amounts(self.changes)

    def amounts(self, changes: Sequence[Change]) -> Numbers:
        """Give what counts for every goal [per day] after some changes; what is not known adds nothing."""
        plan = changed(self.plan, changes)
        given = eaten(plan, self.foods)
        known, pills = given["known"].to_dict(), given["supplements"].to_dict()
        parts = zip(self.rows["part"], self.rows["scope"], strict=True)
        found = [(pills if scope == "supplements" else known).get(part, nan) for part, scope in parts]
        if self.person is not None and ABSORBED in self.names:
            found[-1] = absorbed_per_day(absorbed(plan, self.foods, self.person))["mid"]
        amounts: Numbers = np.nan_to_num(np.array(found, dtype="float64"))
        return amounts

    def reached(self, amounts: Numbers) -> Mask:
        """Say of every goal whether it is reached, or not passed."""
        fine: Mask = self.sense * (amounts - self.bound) >= -HAIR * self.scale
        return fine


@dataclass(frozen=True)
class Effect:
    """What one change does to every goal.

    ``without``: amounts [per day] with all changes but this one. ``gain``: what it brings in the direction
    that is wanted [part of the scale]. ``decides``: reached with it and missed without. ``helps``: missed
    with it too, but by less.
    """

    without: Numbers
    gain: Numbers
    decides: Mask
    helps: Mask


def effect(case: Case, place: int) -> Effect:
    """Give what the change at that place (0 is the first) does, by leaving it out."""
    without = case.amounts(case.changes[:place] + case.changes[place + 1 :])
    gain = case.sense * (case.after - without) / case.scale
    fine, missed = case.reached(case.after), ~case.reached(without)
    return Effect(without, gain, fine & missed, ~fine & missed & (gain >= WORTH))


def asked(case: Case, done: Effect) -> list[int]:
    """Give the goals that hang on a change, else those it helps; the largest miss without it first.

    Absorbed B12 is left out where B12 itself is among them.
    """
    chosen = np.flatnonzero(done.decides if done.decides.any() else done.helps)
    missing = np.abs(case.bound - done.without) / case.scale
    rows = sorted(chosen.tolist(), key=lambda row: -missing[row])
    eats = {case.names[row] for row in rows if case.sense[row] > 0}
    return [row for row in rows if not (case.names[row] == ABSORBED and "vitamin_b12" in eats)]
