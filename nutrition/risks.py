"""Who should look closer at B12, and why: the rows of ``data/risks.csv`` that hold for a person and a plan.

The table holds every condition and every word; this file finds the rows that hold and ranks them.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

import pandas as pd

from nutrition.intake import by_item
from nutrition.needs import needed
from nutrition.people import Person
from nutrition.plans import CLOCK, Plan
from nutrition.tables import table

LEVELS = ("urgent", "act", "ask", "know")
COLUMNS = ["id", "level", "title", "text", "why", "evidence", "action", "source"]
ONE_UP = {"know": "ask", "ask": "act", "act": "act", "urgent": "urgent"}  # urgent is for red flags alone
CRYSTALLINE = ("fortified_crystalline", "supplement")
ANALOGUE = "inactive_analogue"
ENOUGH = ("covered", "animal")  # what the plan says where it gives enough
DIGITS = 6  # a dose of 10 ug may be 9.9999999999 ug after grams x amount per 100 g


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
    rows = table("risks")
    held = rows[[row["use"] == "match" and _holds(row, person, cover) for row in rows.to_dict("records")]]
    return _ranked(_combined(held, rows[rows["use"] == "combination"]))


def risk_choices() -> pd.DataFrame:
    """Give what `Person.risks` may hold: ``id label kind``, kind one of medicine, condition, habit."""
    rows = table("risks")
    chosen = rows[rows["label"] != ""]
    frame = pd.DataFrame({"id": chosen["risk"], "label": chosen["label"], "kind": chosen["kind"]})
    kinds = pd.Series(["medicine", "condition", "habit"]).reset_index().set_index(0)["index"]
    return frame.sort_values("kind", key=lambda kind: kind.map(kinds), kind="stable", ignore_index=True)


def standing_line() -> str:
    """Give the line that stands under every result: food cannot settle status, and which tests can."""
    rows = table("risks", "id")
    return str(rows.loc["fixed_line", "text"])


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
    active = doses[~doses["form"].isin([ANALOGUE, "none"])]
    added = doses[doses["form"].isin([*CRYSTALLINE, ""])]
    return {
        "normal": _reaches(active, target),
        "vegan": _vegan(doses, added, plan.days, target),
        "crystalline": _reaches(added[added["form"] != ""], _value("crystalline_daily"), added),
    }


def _refuse(labs: object, symptoms: Sequence[str]) -> None:
    for name, given in (("labs", labs), ("symptoms", symptoms)):
        if given is not None and not (hasattr(given, "__len__") and len(given) == 0):
            raise ValueError(f"{name} {given!r}: notices supports person, plan and foods; leave {name} out")


def _check_risks(person: Person) -> None:
    known = list(risk_choices()["id"])
    for risk in person.risks:
        if risk not in known:
            near = get_close_matches(str(risk), known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"risk {risk!r} is not known{hint} The choices are: {', '.join(known)}")


def _holds(row: dict[Any, str], person: Person, cover: dict[str, str]) -> bool:
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


def _combined(held: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Raise notices that come together by one level, and say which ones they are."""
    factors = list(dict.fromkeys(held.loc[held["combines"] != "", "combines"]))
    if len(factors) < _value("combination_factors"):
        return held
    open_ = (held["combines"] != "") & ~held["b12"].isin(ENOUGH)
    raised = held.assign(level=held["level"].mask(open_, held["level"].map(ONE_UP)))
    names = ", ".join(factors[:-1]) + " and " + factors[-1]
    level = "ask" if open_.any() else "know"
    note = words.assign(level=level, text=words["text"].str.replace("{factors}", names, regex=False))
    return pd.concat([note, raised])


def _ranked(held: pd.DataFrame) -> pd.DataFrame:
    """Most urgent first; within a level in the order of the table."""
    place = held["level"].map({level: number for number, level in enumerate(LEVELS)})
    ranked = held.assign(place=place).sort_values("place", kind="stable", ignore_index=True)
    return ranked[COLUMNS]


def _doses(plan: Plan, foods: pd.DataFrame) -> pd.DataFrame:
    """One row per item: ``day sitting form daily ug per_day``; ug as taken, per_day on average [ug/day]."""
    per_day = by_item(plan, foods)["vitamin_b12"]
    taken = [item.per_week / 7 / plan.days for item in plan.items]
    return pd.DataFrame(
        {
            "day": [item.day for item in plan.items],
            "sitting": _sittings(plan),
            "form": foods.loc[[item.food for item in plan.items], "b12_form"].to_numpy(),
            "daily": [item.per_week == 7 for item in plan.items],  # noqa: PLR2004 - days in a week
            "ug": per_day.to_numpy() / taken,
            "per_day": per_day.to_numpy(),
        }
    )


def _sittings(plan: Plan) -> list[str]:
    """Give the time of each item, or that of its meal on that day, or the name of the meal."""
    times = {(item.day, item.meal): item.at for item in reversed(plan.items) if item.at and item.meal}
    return [item.at or times.get((item.day, item.meal)) or item.meal for item in plan.items]


def _reaches(counted: pd.DataFrame, least: float, possible: pd.DataFrame | None = None) -> str:
    """Covered by what is known; unknown if a food that may hold B12 has no value; else short."""
    if round(float(counted["per_day"].sum()), DIGITS) >= least:
        return "covered"
    asked = counted if possible is None else possible
    return "unknown" if asked["per_day"].isna().any() else "short"


def _vegan(doses: pd.DataFrame, added: pd.DataFrame, days: int, target: float) -> str:
    sure = added[added["form"] != ""]
    natural = doses[doses["form"] == "natural_animal"]
    if _vegan_advice(sure, days):
        return "covered"
    if _reaches(natural, target) == "covered":
        return "animal"
    possible = pd.concat([added, natural])
    if possible["per_day"].isna().any():
        return "unknown"
    return _why_short(doses, possible, days)


def _vegan_advice(sure: pd.DataFrame, days: int) -> bool:
    """Whether one of the three amounts is reached: fortified food, a daily dose, a weekly dose."""
    week = round(7 * float(sure["per_day"].sum()), DIGITS)
    sittings = _daily_sittings(sure)
    with_dose = sittings.loc[sittings["ug"] >= _value("daily_dose"), "day"].nunique()
    per_day = round(float(sittings["ug"].sum()) / days, DIGITS)
    times = sum(_apart(day["sitting"]) for _, day in sittings.groupby("day")) / days
    fortified = times >= _value("fortified_sittings") and per_day >= _value("fortified_daily")
    return week >= _value("weekly_dose") or with_dose == days or fortified


def _daily_sittings(sure: pd.DataFrame) -> pd.DataFrame:
    """Sittings of what is taken every day, each with its known B12 [ug], if that is enough to count."""
    daily = sure[sure["daily"]]
    sums: pd.DataFrame = daily.groupby(["day", "sitting"], as_index=False)[["ug"]].sum().round(DIGITS)
    return sums.loc[sums["ug"] >= _value("sitting_least")]


def _apart(sittings: Iterable[str]) -> int:
    """Count the sittings of a day at least ``sitting_gap`` [hours] apart; those without a time all count."""
    names = list(sittings)
    hours = sorted(int(name[:2]) + int(name[3:]) / 60 for name in names if CLOCK.fullmatch(name))
    count, last = len(names) - len(hours), float("-inf")
    for hour in hours:
        if hour - last >= _value("sitting_gap"):
            count, last = count + 1, hour
    return count


def _why_short(doses: pd.DataFrame, possible: pd.DataFrame, days: int) -> str:
    per_day = round(float(possible["per_day"].sum()), DIGITS)
    inactive = doses.loc[doses["form"] == ANALOGUE, "per_day"]
    if per_day == 0 and (inactive.isna().any() or inactive.sum() >= _value("analogue_least")):
        return "analogue"
    sittings = _daily_sittings(possible)
    every_day_once = len(sittings) == days == sittings["day"].nunique()
    nothing_else = bool(possible.loc[possible["ug"] > 0, "daily"].all())
    small = _value("small_dose") <= per_day < _value("daily_dose")
    return "once" if every_day_once and nothing_else and small else "short"


def _value(name: str) -> float:
    return float(table("b12", "id")["value"][name])
