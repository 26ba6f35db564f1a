"""How much B12 the body holds over time, and what regimens of tablets and injections bring.

One compartment: what comes in per day stays the same, and a fixed part of the store is lost per day. Real
bodies differ widely, so that nothing here says how long somebody has.
"""

from collections.abc import Sequence
from math import ceil, inf, log

import numpy as np
import pandas as pd

from nutrition.constants import band, constant
from nutrition.doses import BANDS, Numbers, Uptake, absorb_spaced, estimates, impaired
from nutrition.errors import as_float
from nutrition.people import Person, check_person
from nutrition.tables import table
from nutrition.units import DAYS_A_WEEK, MINUTES_AN_HOUR, minutes

YEAR = 365.25  # days
MOST_YEARS, MOST_DAYS = 10_000, 36_525  # nobody asks for more, and a mistyped figure may not fill the memory
MONTHS = 12  # rows per year of a store over years
INJECTION = "injection"


def stores(
    absorbed_per_day: float, start: float = 2500.0, loss: float = 0.0013, years: float = 30
) -> pd.DataFrame:
    """Give the store every month: ``day ug``, by S(t) = A/k + (start - A/k) x exp(-k x t).

    A is absorbed_per_day [ug/day], start [ug] the store on day 0, k = loss [part of the store per day]. The
    model overstates large stores, and nothing is capped here: ``store_cap`` in ``data/b12.csv`` says where
    to stop drawing.

    Raises
    ------
    ValueError
        for amounts that are not known or below zero, a loss that is no part of the store, and a time that is
        not above zero or above `MOST_YEARS`.
    """
    absorbed_per_day, start = _amount("absorbed_per_day", absorbed_per_day), _amount("start", start)
    loss, years = _above_zero("loss", loss, 1), _above_zero("years", years, MOST_YEARS)
    days = np.linspace(0, years * YEAR, max(ceil(years * MONTHS), 1) + 1)
    return pd.DataFrame({"day": days, "ug": _level(days, absorbed_per_day, start, loss)})


def days_to_threshold(
    absorbed_per_day: float, start: float = 2500.0, loss: float = 0.0013, threshold: float = 300.0
) -> float | None:
    """Give the days until the store falls to the threshold; None if it never does, 0.0 if it is there now.

    t = ln((start - A/k) / (threshold - A/k)) / k, arguments as in `stores`. For comparing plans, not for
    telling anybody how long they have: onset varies from months to decades.

    Raises
    ------
    ValueError
        as `stores`, and for a threshold that is not above zero.
    """
    absorbed_per_day, start = _amount("absorbed_per_day", absorbed_per_day), _amount("start", start)
    loss, threshold = _above_zero("loss", loss, 1), _above_zero("threshold", threshold)
    if start <= threshold:
        return 0.0
    level = absorbed_per_day / loss
    return None if level >= threshold else log((start - level) / (threshold - level)) / loss


def store_bands(
    low: float, mid: float, high: float, person: Person | None = None, years: float = 30
) -> pd.DataFrame:
    """Give the store of a healthy adult over years as a band: ``day low mid high`` [ug].

    low joins the low uptake [ug/day] with the small first store and the large loss of ``data/b12.csv``, high
    the other ends. The loss is that of the person's condition: with several, the largest.

    Raises
    ------
    ValueError
        as `stores`, and for uptakes that do not rise from low to high.
    """
    if not _amount("low", low) <= _amount("mid", mid) <= _amount("high", high):
        raise ValueError(f"low {low!r}, mid {mid!r}, high {high!r} [ug/day]: give them in rising order")
    first, losses = band("store_start"), _losses(person)[::-1]
    curves = [stores(*each, years) for each in zip((low, mid, high), first, losses, strict=True)]
    amounts = {name: curve["ug"] for name, curve in zip(BANDS, curves, strict=True)}
    return pd.DataFrame({"day": curves[0]["day"], **amounts})


def regimen_absorbed(regimen: str, person: Person | None = None) -> dict[str, float]:
    """Give what a regimen of ``data/b12_regimens.csv`` brings per day: ``eaten low mid high`` [ug/day].

    Tablets and fortified food: what each day's doses let in, x days a week / 7, for what the person's risks
    leave of intrinsic factor. Injections: dose x part retained / days between, after the first course;
    nothing is eaten. `ValueError` names a regimen that is not in the table.
    """
    row, risks = _regimen(regimen), _of(person)
    if row["route"] == INJECTION:
        dose, every = float(row["dose"]), float(row["every"])
        parts = [dose * part / every for part in band(row["retained"])]
        return {"eaten": 0.0, **dict(zip(BANDS, parts, strict=True))}
    parts = [_of_a_day(row, uptake) for uptake in estimates(risks)]
    eaten = float(row["dose"]) * len(row["times"].split("|")) * float(row["per_week"]) / DAYS_A_WEEK
    return {"eaten": eaten, **dict(zip(BANDS, parts, strict=True))}


def repletion(
    regimen: str, start: float, loss: float, days: int, person: Person | None = None
) -> pd.DataFrame:
    """Give the store of every day of a regimen: ``day low mid high`` [ug], nothing else taken in.

    Tablets come in evenly, as `stores`. An injection adds dose x part retained on its day (the ends of that
    part are low and high) and is then lost like the rest: S(t) = start x exp(-k x t) + the sum over
    injections before or on day t of dose x part x exp(-k x (t - its day)).

    Raises
    ------
    ValueError
        as `stores`, for a regimen that is not in the table, and for days that are not whole or above
        `MOST_DAYS`.
    """
    start, loss = _amount("start", start), _above_zero("loss", loss, 1)
    if _above_zero("days", days, MOST_DAYS) % 1:
        raise ValueError(f"days {days!r} is not a whole number of days")
    days = int(days)
    at, row = np.arange(days + 1, dtype="float64"), _regimen(regimen)
    if row["route"] == INJECTION:
        left = np.exp(-loss * at) * start
        added = float(row["dose"]) * _kept(at, _injection_days(row, days), loss)
        curves = [left + part * added for part in band(row["retained"])]
    else:
        per_day = regimen_absorbed(regimen, person)
        curves = [_level(at, per_day[name], start, loss) for name in BANDS]
    return pd.DataFrame({"day": at, **dict(zip(BANDS, curves, strict=True))})


def _level(days: Numbers, per_day: float, start: float, loss: float) -> Numbers:
    # With expm1, so that a very small loss does not drown in rounding.
    curve: Numbers = start * np.exp(-loss * days) - per_day / loss * np.expm1(-loss * days)
    return curve


def _losses(person: Person | None) -> tuple[float, float, float]:
    """Give low, usual and high loss [part of the store per day] of a person's condition."""
    rows = impaired(_of(person))["loss"]
    return band(max(["loss_normal", *rows], key=constant))


def _of(person: Person | None) -> tuple[str, ...]:
    """Give the person's risks; none for nobody."""
    if person is not None:
        check_person(person)
    return person.risks if person else ()


def _regimen(name: str) -> dict[str, str]:
    rows = table("b12_regimens", "id")
    if not isinstance(name, str) or name not in rows.index:
        raise ValueError(f"regimen {name!r} is not known; the choices are: {', '.join(rows.index)}")
    return {str(column): str(rows[column][name]) for column in rows.columns}


def _of_a_day(row: dict[str, str], uptake: Uptake) -> float:
    """Give what the doses of one day let in, on average over the week [ug/day]."""
    hours = [minutes(at) / MINUTES_AN_HOUR for at in row["times"].split("|")]
    taken = absorb_spaced([float(row["dose"])] * len(hours), hours, uptake).sum()
    return float(taken * float(row["per_week"]) / DAYS_A_WEEK)


def _injection_days(row: dict[str, str], days: int) -> list[float]:
    """Give the first course and then one injection after every so many days."""
    course = [float(day) for day in row["first_days"].split("|")]
    later = np.arange(course[-1] + float(row["every"]), days + 1, float(row["every"]))
    return [day for day in [*course, *later.tolist()] if day <= days]


def _kept(at: Numbers, injections: Sequence[float], loss: float) -> Numbers:
    """Give how many injections' worth is still there on each day."""
    kept = np.zeros_like(at)
    for day in injections:
        kept[at >= day] += np.exp(-loss * (at[at >= day] - day))
    return kept


def _amount(name: str, value: object) -> float:
    """Give an amount [ug] as a float, 0 or more."""
    number = as_float(value)
    if not 0 <= number < inf:
        raise ValueError(f"{name} {value!r} is not an amount of 0 ug or more")
    return number


def _above_zero(name: str, value: object, below: float = inf) -> float:
    number = as_float(value)
    if not 0 < number < below:
        wanted = "above 0" if below == inf else f"above 0 and below {below:,}"
        raise ValueError(f"{name} {value!r} is not a number {wanted}")
    return number
