"""Whether a plan covers B12, by three rules whose amounts are in ``data/b12.csv``."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

import pandas as pd

from nutrition.constants import constant
from nutrition.doses import absorb
from nutrition.errors import check_columns
from nutrition.intake import CRYSTALLINE, INACTIVE, food_rows, meal_times
from nutrition.made_of import numbers_at, parts_of, texts_at
from nutrition.plans import CLOCK, Plan
from nutrition.units import DAYS_A_WEEK, MINUTES_AN_HOUR, minutes

DIGITS = 6  # a dose of 10 ug may be 9.9999999999 ug after grams x amount per 100 g


def by_rule(plan: Plan, foods: pd.DataFrame, target: float) -> dict[str, str]:
    """Say how far a plan covers a target [ug/day] by each rule: see `nutrition.risks.b12_cover`."""
    doses = _doses(plan, foods)
    active = [dose for dose in doses if dose.form not in (INACTIVE, "none")]
    sure = [dose for dose in doses if dose.form in CRYSTALLINE]
    possible = [dose for dose in doses if dose.form in (*CRYSTALLINE, "")]
    return {
        "normal": _normal(active, sure, plan.days, target),
        "vegan": _vegan(doses, sure, plan.days, target),
        "crystalline": _reaches(sure, constant("crystalline_daily"), possible),
    }


@dataclass(frozen=True)
class _Dose:
    """One food of an item: its B12 as taken [ug] and on average [ug/day], NaN where not known."""

    day: int
    sitting: str
    form: str
    daily: bool
    ug: float
    per_day: float


def _doses(plan: Plan, foods: pd.DataFrame) -> list[_Dose]:
    """Read the figures as published: inactive B12, a known 0 everywhere else, gets its own notice."""
    check_columns("foods", foods, ("b12_form", "vitamin_b12"))
    parts = parts_of(plan, foods, food_rows(plan, foods))
    each = zip(
        parts.item.tolist(),
        parts.grams.tolist(),
        texts_at(foods, "b12_form", parts.row),
        numbers_at(foods, "vitamin_b12", parts.row).tolist(),
        strict=True,
    )
    sittings = _sittings(plan)
    return [
        _Dose(item.day, sittings[number], form, item.per_week == DAYS_A_WEEK, ug, share * ug)
        for number, grams, form, amount in each
        for item in [plan.items[number]]
        for ug in [amount * grams / 100 if grams else 0.0]
        for share in [item.per_week / DAYS_A_WEEK / plan.days]
    ]


def _sittings(plan: Plan) -> list[str]:
    """Give the time of each item or of its meal on that day, else the name of the meal."""
    return [at or item.meal for item, at in zip(plan.items, meal_times(plan), strict=True)]


def _known(doses: Iterable[_Dose]) -> float:
    """Add up the known B12 per day [ug/day]."""
    return round(sum(dose.per_day for dose in doses if not isnan(dose.per_day)), DIGITS)


def _some_unknown(doses: Iterable[_Dose]) -> bool:
    return any(isnan(dose.per_day) for dose in doses)


def _reaches(counted: list[_Dose], least: float, possible: list[_Dose] | None = None) -> str:
    """Covered by what is known; unknown if a food that may hold B12 has no value; else short."""
    if _known(counted) >= least:
        return "covered"
    return "unknown" if _some_unknown(counted if possible is None else possible) else "short"


def _normal(active: list[_Dose], sure: list[_Dose], days: int, target: float) -> str:
    """Say "once" where the target is reached by one small dose a day that lets too little in.

    Too little: below the absorbed amount that goes with the target, 1.2 ug of 2.4 ug per day.
    """
    reached, per_day = _reaches(active, target), _known(active)
    least = constant("target_absorbed_us") * target / constant("crystalline_daily")
    only = per_day - _known(sure) < constant("sitting_least") and not _some_unknown(active)
    one = reached == "covered" and only and _one_small_dose(active, days)
    return "once" if one and absorb(per_day) < least else reached


def _vegan(doses: list[_Dose], sure: list[_Dose], days: int, target: float) -> str:
    if _vegan_advice(sure, days):
        return "covered"
    if _reaches([dose for dose in doses if dose.form == "natural_animal"], target) == "covered":
        return "animal"
    possible = [dose for dose in doses if dose.form not in (INACTIVE, "none")]
    return "unknown" if _some_unknown(possible) else _why_short(doses, possible, days)


def _vegan_advice(sure: list[_Dose], days: int) -> bool:
    """Whether one of the three amounts is reached: fortified food, a daily dose, a weekly dose."""
    sittings = _daily_sittings(sure)
    with_dose = {day for (day, _), ug in sittings.items() if ug >= constant("daily_dose")}
    per_day = round(sum(sittings.values()) / days, DIGITS)
    times = sum(_apart([name for on, name in sittings if on == day]) for day in range(1, days + 1)) / days
    fortified = times >= constant("fortified_sittings") and per_day >= constant("fortified_daily")
    weekly = round(DAYS_A_WEEK * _known(sure), DIGITS - 1) >= constant("weekly_dose")
    return weekly or len(with_dose) == days or fortified


def _daily_sittings(doses: list[_Dose]) -> dict[tuple[int, str], float]:
    """Give the B12 [ug] of each day and sitting, of what is taken every day, where it is enough to count."""
    sums: dict[tuple[int, str], float] = {}
    for dose in doses:
        if dose.daily and not isnan(dose.ug):
            key = (dose.day, dose.sitting)
            sums[key] = sums.get(key, 0.0) + dose.ug
    return {
        key: round(ug, DIGITS) for key, ug in sums.items() if round(ug, DIGITS) >= constant("sitting_least")
    }


def _apart(sittings: list[str]) -> int:
    """Count the sittings of a day at least ``sitting_gap`` [hours] apart; those without a time all count."""
    times = sorted(minutes(name) for name in sittings if CLOCK.fullmatch(name))
    count, last = len(sittings) - len(times), float("-inf")
    for time in times:
        if time - last >= constant("sitting_gap") * MINUTES_AN_HOUR:
            count, last = count + 1, time
    return count


def _why_short(doses: list[_Dose], possible: list[_Dose], days: int) -> str:
    per_day = _known(possible)
    inactive = [dose for dose in doses if dose.form == INACTIVE]
    if per_day == 0 and (_some_unknown(inactive) or _known(inactive) >= constant("analogue_least")):
        return "analogue"
    return "once" if _one_small_dose(possible, days) else "short"


def _one_small_dose(possible: list[_Dose], days: int) -> bool:
    """Say whether all there is comes in one sitting a day, with 1 to 10 ug."""
    sittings = _daily_sittings(possible)
    every_day_once = len(sittings) == days == len({day for day, _ in sittings})
    nothing_else = all(dose.daily for dose in possible if dose.ug > 0)
    small = constant("small_dose") <= _known(possible) < constant("daily_dose")
    return every_day_once and nothing_else and small
