"""One way to close the gaps of a plan: its changes, why they are there, and what stays open."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from nutrition.absorption import without_intrinsic_factor
from nutrition.changes import Change, changed
from nutrition.gaps.posed import somebody
from nutrition.gaps.reasons import reasons
from nutrition.gaps.still_open import Standing, open_needs, unproven_needs
from nutrition.intake import food_rows
from nutrition.people import Person, too_young
from nutrition.plans import Plan
from nutrition.wishes import Wishes, check_asked

NO_INTRINSIC_FACTOR = (
    "Without intrinsic factor hardly any B12 from food is taken up, so no meal plan settles it. How to "
    "replace it is for a clinician to choose with you."
)


@dataclass(frozen=True)
class Asked:
    """What `suggest` was asked."""

    plan: Plan
    foods: pd.DataFrame
    needed: pd.DataFrame
    person: Person | None
    wishes: Wishes

    def check(self) -> None:
        """Refuse what is no food table, no needs, no person or no wishes."""
        check_asked(self.foods, self.needed, self.person, self.wishes)
        food_rows(self.plan, self.foods)

    def not_planned(self) -> str:
        """Say why nothing is proposed at all, "" where something can be."""
        if not self.plan.items:
            return "The plan is empty, so there is nothing to change. A new plan can be made instead."
        low, high = self.wishes.energy or (0.0, 0.0)
        if low > high:
            ends = f"{low:,.0f} kcal per day, is above the highest, {high:,.0f} kcal"
            return f"The lowest energy wished for, {ends}. Please change one of them."
        return too_young(self.person)

    def proposal(self, changes: tuple[Change, ...], cost: float) -> "Proposal":
        """Give the plan with some changes made."""
        return Proposal(changed(self.plan, changes), changes, cost, self)

    @property
    def who(self) -> Person:
        """Give the person, or somebody whom nothing impairs."""
        return somebody(self.person, self.wishes)

    @cached_property
    def standing(self) -> Standing:
        """Give how the plan stands before anything is changed."""
        return Standing(self.plan, self.foods, self.needed, self.who, self.wishes)

    def clinical(self) -> tuple[str, ...]:
        """Say what is for a clinician to settle and not for a meal plan."""
        return (NO_INTRINSIC_FACTOR,) if without_intrinsic_factor(self.who.risks) else ()


@dataclass(frozen=True)
class Proposal:
    """One way to close the gaps, checked with the plain calculator.

    ``changes`` are in the order of ``table``, which says of each what it brings and why (see `reasons`).
    """

    plan: Plan
    changes: tuple[Change, ...]
    cost: float
    asked: Asked = field(repr=False, compare=False)

    @cached_property
    def table(self) -> pd.DataFrame:
        """Give one row per change: what it is, what it brings, and what would be without it."""
        asked = self.asked
        return reasons(asked.plan, self.changes, asked.foods, asked.needed, asked.person, asked.wishes)

    @cached_property
    def unmet(self) -> pd.DataFrame:
        """Give what stays below its goal or above its limit (see `open_needs`)."""
        return open_needs(self.asked.standing, self._standing)

    @cached_property
    def unproven(self) -> pd.DataFrame:
        """Give what cannot be told."""
        return unproven_needs(self.asked.standing, self._standing)

    @cached_property
    def _standing(self) -> Standing:
        return replace(self.asked.standing, plan=self.plan)
