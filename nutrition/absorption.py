"""How much B12 a whole plan lets in, sitting by sitting, and what a person's condition changes.

What one dose lets in is in `nutrition.doses`; which foods count how much is in ``data/b12_matrix.csv``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import nan

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.constants import band
from nutrition.doses import BANDS, OVER_50, Numbers, Uptake, by_intrinsic_factor, estimates, impaired
from nutrition.errors import check_columns
from nutrition.intake import CRYSTALLINE, SUPPLEMENT, SUPPLEMENTS, food_rows, meal_times
from nutrition.made_of import Parts, numbers_at, parts_of, texts_at
from nutrition.people import OLDER, Person, check_person
from nutrition.plans import Plan
from nutrition.tables import table
from nutrition.units import DAYS_A_WEEK, MINUTES_A_DAY, MINUTES_AN_HOUR, minutes

Sitting = tuple[int, str, str, float]  # day, time, meal, days a week

MIXED = "mixed"  # the row of b12_matrix.csv for food that no other row holds
SITTINGS = 3  # how many `in_three_sittings` splits a day into


def absorbed(
    plan: Plan, foods: pd.DataFrame, person: Person, *, food_bound: bool | None = None
) -> pd.DataFrame:
    """Give what each sitting of a plan lets in, by day and time, those without a time last.

    Columns: ``day at meal eaten low mid high unknown times_per_day``, amounts per sitting [ug].

    ``eaten``
        known active B12 of the sitting as it is taken; inactive look-alikes count as 0. A recipe counts as
        the foods it is made of, each by the form of its own B12.
    ``low``, ``mid``, ``high``
        absorbed, with every constant at that end of its band. What earlier sittings leave behind is
        reckoned from the middle food factors in all three, so that low <= mid <= high.
    ``unknown``
        how many of its foods have an amount of B12 that is not known; they add nothing.
    ``times_per_day``
        how often, on average: 1 / days of the plan. What is taken on fewer than 7 days a week has a row of
        its own, on top of what is taken every day at that time; it leaves nothing behind for the others.

    The plan repeats, so that a late sitting counts towards the next early one. Items without a time take
    that of their meal, that day or in ``data/meals.csv``, else they stand alone. ``food_bound``: whether
    B12 in food is taken up poorly; None = as the person's risks say.

    Raises
    ------
    PlanError, ValueError
        for foods that are not in ``foods``; for a risk that is not known.
    """
    check_person(person)
    if food_bound not in (None, True, False):
        raise ValueError(f"food_bound {food_bound!r} is not True, False or None")
    poorly = takes_up_poorly(person.risks) if food_bound is None else food_bound
    sittings = sittings_of(plan, foods, poorly=poorly)
    daily = np.where(sittings.daily, sittings.load[:, 1], 0.0)
    amounts: dict[str, Numbers] = {}
    for place, uptake in enumerate(_uptakes(person.risks)):
        left = left_shares(sittings, plan.days, uptake.recovery) @ daily
        amounts[BANDS[place]] = _specific(sittings, left, place, uptake) + sittings.passive[:, place]
    return pd.DataFrame(
        {
            **dict(zip(("day", "at", "meal"), sittings.names, strict=True)),
            "eaten": sittings.eaten,
            **amounts,
            "unknown": sittings.unknown,
            "times_per_day": sittings.times_per_day,
        }
    )


def absorbed_per_day(sittings: pd.DataFrame) -> dict[str, float]:
    """Add up what `absorbed` gives: ``eaten low mid high`` [ug/day]."""
    check_columns("sittings", sittings, ("eaten", *BANDS, "times_per_day"))
    times = sittings["times_per_day"].to_numpy("float64")
    return {name: float(sittings[name].to_numpy("float64") @ times) for name in ("eaten", *BANDS)}


def in_three_sittings(plan: Plan, foods: pd.DataFrame, person: Person) -> dict[str, float]:
    """Give ``low mid high`` [ug/day] if the plan's B12 came in three equal sittings 6 hours or more apart."""
    check_person(person)
    sittings = sittings_of(plan, foods, poorly=takes_up_poorly(person.risks))
    third = sittings.times_per_day @ sittings.load / SITTINGS
    passive = sittings.times_per_day @ sittings.passive
    return {
        name: float(SITTINGS * by_intrinsic_factor(third[place], 0.0, uptake) + passive[place])
        for place, (name, uptake) in enumerate(zip(BANDS, _uptakes(person.risks), strict=True))
    }


def impairments(person: Person) -> pd.DataFrame:
    """Give the rows of ``data/impairments.csv`` that hold for a person: what the model makes of each.

    Columns: ``id intrinsic_factor food_bound loss modelled title text tag source where``, all text.
    ``modelled`` is yes, no (its size is not known, so nothing is changed) or second (over 50: a second
    figure, `absorbed` with ``food_bound=True``; left out where a risk already decides how food is taken up).

    Raises
    ------
    ValueError
        for a risk that is not in the table.
    """
    check_person(person)
    decided = takes_up_poorly(person.risks) or not _uptakes(person.risks)[0].ceiling
    second = [OVER_50] if person.age >= OLDER and not decided else []
    rows = table("impairments", "id").loc[[*impaired(person.risks).index, *second]]
    return rows.reset_index()


@dataclass(frozen=True)
class Sittings:
    """A plan as arrays, one row per sitting; load and passive have a column for low, mid and high.

    place groups the sittings of one time; minutes is that time from the start of the plan, NaN if none.
    load is what reaches intrinsic factor [ug], passive what gets in without it [ug].
    """

    names: tuple[list[int], list[str], list[str]]
    place: npt.NDArray[np.intp]
    minutes: Numbers
    daily: npt.NDArray[np.bool_]
    times_per_day: Numbers
    eaten: Numbers
    unknown: npt.NDArray[np.int64]
    load: Numbers
    passive: Numbers


def sittings_of(plan: Plan, foods: pd.DataFrame, *, poorly: bool) -> Sittings:
    """Give the sittings of a plan; ``poorly`` says that B12 bound in food is hardly set free."""
    parts = parts_of(plan, foods, food_rows(plan, foods))
    of_items = _keys(plan)
    keys = [of_items[item] for item in parts.item.tolist()]
    rows = sorted(dict.fromkeys(keys), key=lambda key: (key[0], key[1] == "", key[1]))
    number = {key: row for row, key in enumerate(rows)}
    at_row = np.array([number[key] for key in keys], dtype="intp")
    places = {place: n for n, place in enumerate(dict.fromkeys(map(_place, rows)))}
    amounts, load, passive = _by_part(parts, foods, [_place(key) for key in keys], poorly=poorly)
    often = np.array([per_week for *_, per_week in rows], dtype="float64")
    return Sittings(
        names=([day for day, *_ in rows], [at for _, at, *_ in rows], [meal for _, _, meal, _ in rows]),
        place=np.array([places[_place(key)] for key in rows], dtype="intp"),
        minutes=np.array([_minutes(day, at) for day, at, *_ in rows], dtype="float64"),
        daily=often == DAYS_A_WEEK,
        times_per_day=often / DAYS_A_WEEK / plan.days,
        eaten=_sums(np.nan_to_num(amounts)[:, None], at_row, len(rows))[:, 0],
        unknown=_sums(np.isnan(amounts)[:, None], at_row, len(rows))[:, 0].astype("int64"),
        load=_sums(load, at_row, len(rows)),
        passive=_sums(passive, at_row, len(rows)),
    )


def _by_part(
    parts: Parts, foods: pd.DataFrame, places: list[tuple[int, str]], *, poorly: bool
) -> tuple[Numbers, Numbers, Numbers]:
    """Give what counts of each food eaten, NaN if not known, and the load and passive part of what is known.

    All [ug]; the last two have a column for low, mid and high, as in `Sittings`. ``places`` are the sittings.
    """
    check_columns("foods", foods, ("b12_form", "group", "vitamin_b12", "energy"))
    forms, groups = (texts_at(foods, name, parts.row) for name in ("b12_form", "group"))
    factors = _three(factors_of(*kind, poorly=poorly) for kind in zip(forms, groups, strict=True))
    amounts = np.where(factors[:, 1] > 0, _amounts(parts, foods, "vitamin_b12"), 0.0)
    meals = _meals(places, groups, _amounts(parts, foods, "energy"))
    kinds = zip(forms, places, strict=True)
    rates = _three(passive_rates(with_meal=form == SUPPLEMENT and at in meals) for form, at in kinds)
    known = np.nan_to_num(amounts)[:, None]
    return amounts, known * factors, known * rates


def _three(rows: Iterable[tuple[float, ...]]) -> Numbers:
    """Give rows of low, mid and high as an array, also where there are none."""
    return np.array(list(rows), dtype="float64").reshape(-1, len(BANDS))


def _keys(plan: Plan) -> list[Sitting]:
    """Give the sitting of every item; one without a time takes that of its meal, that day or as usual."""
    return [
        (item.day, at or _usual_time(item.meal), item.meal, item.per_week)
        for item, at in zip(plan.items, meal_times(plan), strict=True)
    ]


@cache
def _usual_time(meal: str) -> str:
    at = table("meals", "meal")["at"]
    return str(at[meal]) if meal in at.index else ""


def _place(sitting: Sitting) -> tuple[int, str]:
    """Give what sittings at one time share: day and time, or day and meal where there is no time."""
    day, at, meal, _ = sitting
    return day, at or f"meal {meal}"


def _minutes(day: int, at: str) -> float:
    """Give the minutes from the start of the plan; NaN without a time."""
    return (day - 1) * MINUTES_A_DAY + minutes(at) if at else nan


def _amounts(parts: Parts, foods: pd.DataFrame, nutrient: str) -> Numbers:
    """Give what each food holds as it is taken; 0 g is a known 0."""
    per_100_g = numbers_at(foods, nutrient, parts.row)
    return np.where(parts.grams == 0, 0.0, per_100_g * parts.grams / 100)


def _meals(places: Iterable[tuple[int, str]], groups: list[str], energy: Numbers) -> set[tuple[int, str]]:
    """Give the places where food is eaten, not tablets or water alone; food of unknown energy is food."""
    return {
        at
        for at, group, kcal in zip(places, groups, energy, strict=True)
        if group != SUPPLEMENTS and kcal != 0
    }


def matrix_row(form: str, group: str) -> str:
    """Give the id of the row of ``data/b12_matrix.csv`` that a food belongs to, by its form and group."""
    rows = _matrix()
    return rows.get((form, group)) or rows.get((form, "")) or MIXED


@cache
def _matrix() -> dict[tuple[str, str], str]:
    rows = table("b12_matrix", "id")
    return {
        (form, group): str(name)
        for name, form, groups in zip(rows.index, rows["b12_form"], rows["group"], strict=True)
        for group in groups.split("|")
    }


@cache
def passive_rates(*, with_meal: bool) -> tuple[float, ...]:
    """Give the part that gets in without intrinsic factor: low, mid, high."""
    return band("passive_with_meal" if with_meal else "passive")


@cache
def factors_of(form: str, group: str, *, poorly: bool) -> tuple[float, ...]:
    """Give the part of a food's B12 that reaches intrinsic factor: low, mid, high; none has a higher end."""
    rows, name = table("b12_matrix", "id"), matrix_row(form, group)
    r = str(rows["r"][name])
    factors = (float(str(rows["low"][name]) or r), float(r), float(r))
    left = band("food_bound") if poorly and form not in CRYSTALLINE else (1.0, 1.0, 1.0)
    return tuple(factor * part for factor, part in zip(factors, left, strict=True))


def _sums(values: npt.NDArray[np.generic], at_row: npt.NDArray[np.intp], rows: int) -> Numbers:
    """Add up what the items of each row have, column by column."""
    out = np.zeros((rows, values.shape[1]))
    np.add.at(out, at_row, values)
    return out


def left_shares(sittings: Sittings, days: int, recovery: float) -> Numbers:
    """Give the part of each sitting's load (column) that still counts at each other (row), after some hours.

    A plan starts again after its days; ``recovery`` [hours].
    """
    gap = (sittings.minutes[:, None] - sittings.minutes[None, :]) % (days * MINUTES_A_DAY)
    other = (sittings.place[:, None] != sittings.place[None, :]) & ~np.isnan(gap)
    shares: Numbers = np.where(other, np.maximum(1 - gap / (recovery * MINUTES_AN_HOUR), 0), 0.0)
    return shares


def _specific(sittings: Sittings, left: Numbers, place: int, uptake: Uptake) -> Numbers:
    """Give what intrinsic factor takes up of each sitting, on top of what others left behind.

    Daily sittings at one time are one dose, shared among them by their middle load; what is taken on some
    days only comes on top of that load.
    """
    daily = np.where(sittings.daily[:, None], sittings.load, 0.0)
    pooled = _sums(daily, sittings.place, len(daily))[sittings.place]
    share = np.divide(daily[:, 1], pooled[:, 1], out=np.zeros(len(daily)), where=pooled[:, 1] > 0)
    together = by_intrinsic_factor(pooled[:, place], left, uptake) * share
    on_top = by_intrinsic_factor(sittings.load[:, place], left + pooled[:, 1], uptake)
    return np.where(sittings.daily, together, on_top)


@cache
def _uptakes(risks: tuple[str, ...]) -> list[Uptake]:
    return estimates(risks)


@cache
def without_intrinsic_factor(risks: tuple[str, ...]) -> bool:
    """Say whether nothing binds B12 in the stomach, so that hardly any of it is taken up."""
    return bool((impaired(risks)["intrinsic_factor"] == "0").any())


@cache
def takes_up_poorly(risks: tuple[str, ...]) -> bool:
    """Say whether B12 in food is taken up poorly."""
    return bool((impaired(risks)["food_bound"] == "1").any())
