"""Who should look closer at B12, and why: the rows of ``data/risks.csv`` that hold for a person and a plan.

The table holds every condition and every word; this file finds the rows that hold and ranks them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from math import isnan

import pandas as pd

from nutrition.constants import constant
from nutrition.intake import food_rows, of_items
from nutrition.needs import needed
from nutrition.people import Person
from nutrition.plans import CLOCK, Plan
from nutrition.tables import table

LEVELS = ("urgent", "act", "ask", "know")
CHOICE = {"id": "risk", "label": "label", "kind": "kind"}  # what the sidebar shows: column of the table
KINDS = ("medicine", "condition", "habit")
COLUMNS = ["id", "level", "title", "text", "why", "evidence", "action", "source"]
ONE_UP = {"know": "ask", "ask": "act", "act": "act", "urgent": "urgent"}  # urgent is for red flags alone
CRYSTALLINE = ("fortified_crystalline", "supplement")
ANALOGUE = "inactive_analogue"
ENOUGH = ("covered", "animal")  # what the plan says where it gives enough
DAYS_A_WEEK = 7
DIGITS = 6  # a dose of 10 ug may be 9.9999999999 ug after grams x amount per 100 g

Row = dict[str, str]


def notices(
    person: Person,
    plan: Plan | None = None,
    foods: pd.DataFrame | None = None,
    labs: object = None,
    symptoms: Sequence[str] = (),
) -> pd.DataFrame:
    """Give what this person should know about B12, most urgent first.

    Columns: ``id level title text why evidence action source``.
    Levels: urgent (go now), act (do this), ask (raise it with a clinician), know. ``source`` holds keys of
    ``data/sources.csv`` joined with ";". With a plan, the notices say whether it covers B12 (see
    `b12_cover`); an empty plan counts as none. Two or more factors of the column ``combines`` raise each
    other's notices by one level, never to urgent, unless the plan covers that notice; a notice then names
    them. That rule is our own choice (``combination_factors`` in ``data/b12.csv``).

    Raises
    ------
    ValueError
        for a risk that is not in ``data/risks.csv``, for a plan without foods, and for ``labs`` or
        ``symptoms`` that are not empty: person, plan and foods are what is supported.
    """
    _refuse(labs, symptoms)
    _check_risks(person)
    cover = b12_cover(person, plan, foods)
    return _held(person, tuple(cover.items())).copy(deep=False)


@lru_cache(maxsize=256)
def _held(person: Person, cover: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    rules = dict(cover)
    return _ranked(_combined([row for row in _rows("match") if _holds(row, person, rules)]))


def risk_choices() -> pd.DataFrame:
    """Give what `Person.risks` may hold: ``id label kind``, kind one of medicine, condition, habit."""
    chosen = sorted((row for row in _rows("match") if row["label"]), key=lambda row: KINDS.index(row["kind"]))
    return pd.DataFrame({name: [row[of] for row in chosen] for name, of in CHOICE.items()})


def standing_line() -> str:
    """Give the line that stands under every result: food cannot settle status, and which tests can."""
    return _rows("fixed")[0]["text"]


def b12_cover(person: Person, plan: Plan | None, foods: pd.DataFrame | None) -> dict[str, str]:
    """Say how far the plan covers B12 by three rules: ``{"normal": ..., "vegan": ..., "crystalline": ...}``.

    normal
        known B12 per day of all foods reaches the NASEM target of this person [ug/day].
    vegan
        fortified food or supplements in 2 sittings per day, 3 ug per day or more; or one daily dose of
        10 ug or more; or 2000 ug per week or more (The Vegan Society).
    crystalline
        2.4 ug per day or more from fortified food and supplements (IOM 1998: people over 50).

    Each is covered, short, unknown (not covered by what is known, and a food that may hold B12 has no
    value) or none (no plan). The vegan rule also has: animal (animal foods alone reach the target), once
    (the only dose is a daily one of 1 to 10 ug) and analogue (all the B12 listed is inactive). Inactive
    B12 counts as 0; foods of form "none" hold none. Amounts are in ``data/b12.csv``.
    """
    if plan is None or not plan.items:
        return dict.fromkeys(("normal", "vegan", "crystalline"), "none")
    if foods is None:
        raise ValueError("foods is None: to look at a plan, give the food table too")
    doses = _doses(plan, foods)
    target = float(needed(person, "NASEM")["target"]["vitamin_b12"])
    active = [dose for dose in doses if dose.form not in (ANALOGUE, "none")]
    sure = [dose for dose in doses if dose.form in CRYSTALLINE]
    possible = [dose for dose in doses if dose.form in (*CRYSTALLINE, "")]
    return {
        "normal": _reaches(active, target),
        "vegan": _vegan(doses, sure, plan.days, target),
        "crystalline": _reaches(sure, constant("crystalline_daily"), possible),
    }


@dataclass(frozen=True)
class _Dose:
    """One item: its B12 as taken [ug] and on average [ug/day], NaN where not known."""

    day: int
    sitting: str
    form: str
    daily: bool
    ug: float
    per_day: float


@cache
def _rows(use: str) -> list[Row]:
    rows = table("risks")
    return rows[rows["use"] == use].to_dict("records")  # type: ignore[return-value]  # its cells are all text


def _refuse(labs: object, symptoms: Sequence[str]) -> None:
    for name, given in (("labs", labs), ("symptoms", symptoms)):
        if given is not None and not (hasattr(given, "__len__") and len(given) == 0):
            raise ValueError(f"{name} {given!r}: notices supports person, plan and foods; leave {name} out")


def _check_risks(person: Person) -> None:
    known = [row["risk"] for row in _rows("match") if row["label"]]
    for risk in person.risks:
        if risk not in known:
            near = get_close_matches(str(risk), known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"risk {risk!r} is not known{hint} The choices are: {', '.join(known)}")


def _holds(row: Row, person: Person, cover: dict[str, str]) -> bool:
    return (
        (not row["risk"] or row["risk"] in person.risks)
        and _among(person.diet, row["diet"])
        and _among(person.condition, row["condition"])
        and float(row["age_min"] or 0) <= person.age < float(row["age_max"] or "inf")
        and (not row["b12"] or cover[row["cover"]] in row["b12"].split("|"))
    )


def _among(value: str, cell: str) -> bool:
    """Say whether the value is one of those between the bars; an empty cell holds for everybody."""
    return not cell or value in cell.split("|")


def _combined(held: list[Row]) -> list[Row]:
    """Raise notices that come together by one level, and say which ones they are."""
    factors = list(dict.fromkeys(row["combines"] for row in held if row["combines"]))
    if len(factors) < constant("combination_factors"):
        return held
    raised = [{**row, "level": ONE_UP[row["level"]]} if _is_open(row) else row for row in held]
    names = ", ".join(factors[:-1]) + " and " + factors[-1]
    level = "ask" if any(map(_is_open, held)) else "know"
    words = _rows("combination")[0]
    return [{**words, "level": level, "text": words["text"].replace("{factors}", names)}, *raised]


def _is_open(row: Row) -> bool:
    """Say whether the row is a factor that the plan does not already take care of."""
    return row["combines"] != "" and row["b12"] not in ENOUGH


def _ranked(held: list[Row]) -> pd.DataFrame:
    """Most urgent first; within a level in the order of the table."""
    ranked = sorted(held, key=lambda row: LEVELS.index(row["level"]))
    return pd.DataFrame([[row[column] for column in COLUMNS] for row in ranked], columns=COLUMNS, dtype="str")


def _doses(plan: Plan, foods: pd.DataFrame) -> list[_Dose]:
    # Without the forms the figures are those published: inactive B12, which counts as 0, gets its own notice.
    per_day = of_items(plan, foods["vitamin_b12"].to_frame(), ["vitamin_b12"])[:, 0].tolist()
    forms = foods["b12_form"].to_numpy(object)[food_rows(plan, foods)].tolist()
    return [
        _Dose(item.day, sitting, form, item.per_week == DAYS_A_WEEK, item_ug, amount)
        for item, sitting, form, amount in zip(plan.items, _sittings(plan), forms, per_day, strict=True)
        for item_ug in [amount * DAYS_A_WEEK / item.per_week * plan.days]
    ]


def _sittings(plan: Plan) -> list[str]:
    """Give the time of each item, or that of its meal on that day, or the name of the meal."""
    times = {(item.day, item.meal): item.at for item in reversed(plan.items) if item.at and item.meal}
    return [item.at or times.get((item.day, item.meal)) or item.meal for item in plan.items]


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


def _vegan(doses: list[_Dose], sure: list[_Dose], days: int, target: float) -> str:
    if _vegan_advice(sure, days):
        return "covered"
    if _reaches([dose for dose in doses if dose.form == "natural_animal"], target) == "covered":
        return "animal"
    possible = [dose for dose in doses if dose.form not in (ANALOGUE, "none")]
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
    hours = sorted(int(name[:2]) + int(name[3:]) / 60 for name in sittings if CLOCK.fullmatch(name))
    count, last = len(sittings) - len(hours), float("-inf")
    for hour in hours:
        if hour - last >= constant("sitting_gap"):
            count, last = count + 1, hour
    return count


def _why_short(doses: list[_Dose], possible: list[_Dose], days: int) -> str:
    per_day = _known(possible)
    inactive = [dose for dose in doses if dose.form == ANALOGUE]
    if per_day == 0 and (_some_unknown(inactive) or _known(inactive) >= constant("analogue_least")):
        return "analogue"
    sittings = _daily_sittings(possible)
    every_day_once = len(sittings) == days == len({day for day, _ in sittings})
    nothing_else = all(dose.daily for dose in possible if dose.ug > 0)
    small = constant("small_dose") <= per_day < constant("daily_dose")
    return "once" if every_day_once and nothing_else and small else "short"
