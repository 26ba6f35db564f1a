"""How much B12 the body holds over time, and what regimens of tablets and injections bring.

One compartment: what comes in per day stays the same, and a fixed part of the store is lost per day. Real
bodies differ widely, so that nothing here says how long somebody has.
"""

from collections.abc import Sequence
from math import ceil, isfinite, log

import numpy as np
import pandas as pd

from nutrition.constants import band, constant
from nutrition.doses import BANDS, Numbers, Uptake, absorb_spaced, impaired, usual
from nutrition.people import Person
from nutrition.tables import table

YEAR = 365.25  # days
MONTHS = 12  # rows per year of a store over years
DAYS_A_WEEK, MINUTES_AN_HOUR = 7, 60
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
        for amounts that are not known or below zero, and for a loss or a time that is not above zero.
    """
    _check(absorbed_per_day=absorbed_per_day, start=start)
    _check_above_zero(loss=loss, years=years)
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
    _check(absorbed_per_day=absorbed_per_day, start=start)
    _check_above_zero(loss=loss, threshold=threshold)
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
    """
    first, losses = band("store_start"), _losses(person)[::-1]
    curves = [stores(*each, years) for each in zip((low, mid, high), first, losses, strict=True)]
    amounts = {name: curve["ug"] for name, curve in zip(BANDS, curves, strict=True)}
    return pd.DataFrame({"day": curves[0]["day"], **amounts})


def regimen_absorbed(regimen: str, person: Person | None = None) -> dict[str, float]:
    """Give what a regimen of ``data/b12_regimens.csv`` brings per day: ``eaten low mid high`` [ug/day].

    Tablets and fortified food: what each day's doses let in, x days a week / 7, for what the person's risks
    leave of intrinsic factor. Injections: dose x part retained / days between, after the first course;
    nothing is eaten.
    """
    row = _regimen(regimen)
    if row["route"] == INJECTION:
        dose, every = float(row["dose"]), float(row["every"])
        parts = [dose * part / every for part in band(row["retained"])]
        return {"eaten": 0.0, **dict(zip(BANDS, parts, strict=True))}
    works = person is None or not (impaired(person.risks)["intrinsic_factor"] == "0").any()
    uptakes = [usual(name, intrinsic_factor=works) for name in BANDS]
    parts = [_of_a_day(row, uptake) for uptake in uptakes]
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
        as `stores`, and for a regimen that is not in the table.
    """
    _check(start=start)
    _check_above_zero(loss=loss, days=days)
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
    level = per_day / loss
    curve: Numbers = level + (start - level) * np.exp(-loss * days)
    return curve


def _losses(person: Person | None) -> tuple[float, float, float]:
    """Give low, usual and high loss [part of the store per day] of a person's condition."""
    rows = impaired(person.risks if person else ())["loss"]
    return band(max(["loss_normal", *rows], key=constant))


def _regimen(name: str) -> dict[str, str]:
    rows = table("b12_regimens", "id")
    if name not in rows.index:
        raise ValueError(f"regimen {name!r} is not known; the choices are: {', '.join(rows.index)}")
    return {str(column): str(rows[column][name]) for column in rows.columns}


def _of_a_day(row: dict[str, str], uptake: Uptake) -> float:
    """Give what the doses of one day let in, on average over the week [ug/day]."""
    hours = [int(at[:2]) + int(at[3:]) / MINUTES_AN_HOUR for at in row["times"].split("|")]
    taken = absorb_spaced([float(row["dose"])] * len(hours), hours, uptake).sum()
    return float(taken * float(row["per_week"]) / DAYS_A_WEEK)


def _injection_days(row: dict[str, str], days: int) -> list[float]:
    """Give the first course and then one injection after every so many days."""
    course = [float(day) for day in row["first_days"].split("|")]
    later = np.arange(course[-1] + float(row["every"]), days + 1, float(row["every"]))
    return [day for day in [*course, *later.tolist()] if day <= days]


def _kept(at: Numbers, injections: Sequence[float], loss: float) -> Numbers:
    """Give how many injections' worth is still there on each day."""
    since = at[:, None] - np.asarray(injections)[None, :]
    kept: Numbers = np.where(since >= 0, np.exp(-loss * np.maximum(since, 0)), 0.0).sum(axis=1)
    return kept


def _check(**amounts: float) -> None:
    for name, value in amounts.items():
        if not (isfinite(value) and value >= 0):
            raise ValueError(f"{name} {value!r} is not an amount of 0 ug or more")


def _check_above_zero(**numbers: float) -> None:
    for name, value in numbers.items():
        if not (isfinite(value) and value > 0):
            raise ValueError(f"{name} {value!r} is not a number above 0")
