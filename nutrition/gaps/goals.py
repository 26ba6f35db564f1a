"""What a changed plan has to reach and may not pass, one row per floor and limit."""

from collections.abc import Sequence
from math import inf, isnan, nan
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.absorption import without_intrinsic_factor
from nutrition.assessment import LIMITS, MOST_UNKNOWN, assess, by_nutrient
from nutrition.constants import constant
from nutrition.intake import SUPPLEMENTS, eaten, known_per_100_g
from nutrition.needs import needed as published
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.tables import nutrients
from nutrition.wishes import Wishes

Numbers = npt.NDArray[np.float64]
Line = dict[Any, Any]  # a row of `assess`

ABSORBED = "vitamin_b12_absorbed"  # among nutrients: what is taken up of B12, beside what is eaten of it
COLUMNS = ["name", "sense", "now", "goal", "hard", "scale", "part", "scope", "chased"]
LEFT_OUT = ("energy", "water_total", "sodium")  # energy has a band; water and salt are seldom written down
GUARDED = ("fat_saturated", "sodium")  # kept to the world's limit where an authority gives none
BAND = 0.10  # part of the energy need that a plan may lie above or below it
FURTHER = 1.05  # of an amount that is past a range already: as far as a change for something else may take it
KEPT = 0.90  # part of what is known of a nutrient that stays where its goal is not chased
INSIDE = 1e-6  # how far inside a goal counts as reached, so that sums in another order agree
FEW = 0.5  # part of all foods without a value, from which on a nutrient is chased on request only


def goals(
    plan: Plan, foods: pd.DataFrame, needed: pd.DataFrame, person: Person | None, wishes: Wishes
) -> pd.DataFrame:
    """Give what the plan must reach (``sense`` 1) and may not pass (-1), amounts per day in our units.

    ``name``, ``part``, ``scope``
        the nutrient; the column of the food table that measures it (of a limit, the part that it covers);
        and whether all foods count or "supplements" only.
    ``now``, ``goal``, ``hard``, ``scale``
        known amount in the plan; what counts as reached, NaN where nothing is asked; what no change may
        break (it holds now); what a miss is measured against.
    ``chased``
        whether the goal is missed now. A need is chased where `assess` says "short", or "cannot tell" for a
        nutrient that most foods have a value for; for others only if ``wishes.uncertain``.

    What is met stays met. A limit that is passed is a goal; one that holds is kept. The high end of a range
    that is no limit (AMDR) is kept where it holds; what is past it may go up by no more than 5 %. Of a need
    that is not chased at least 90 % of what is known stays. Saturated fat and sodium keep to the limits of
    WHO/FAO where the authority has none. Unknown amounts count for nothing.
    """
    return goals_of(assess(eaten(plan, foods), needed), foods, person, wishes)


def goals_of(
    assessed: pd.DataFrame, foods: pd.DataFrame, person: Person | None, wishes: Wishes
) -> pd.DataFrame:
    """Give the `goals` of a plan that is assessed already."""
    lines = by_nutrient(assessed)
    rows = _energy(lines["energy"], wishes) if "energy" in lines else []
    for name, line in lines.items():
        rows += _floor(name, line, foods, wishes) + _ceiling(name, line)
    rows += _guards(lines, person)
    return pd.DataFrame(rows, columns=COLUMNS)


def brought(foods: pd.DataFrame, rows: pd.DataFrame) -> Numbers:
    """Give what 100 g of each food bring to each row of `goals`, foods x rows."""
    amounts = counted_per_100_g(foods, rows["part"].tolist())
    pills = (foods["group"] == SUPPLEMENTS).to_numpy(bool)
    amounts[np.ix_(~pills, (rows["scope"] == "supplements").to_numpy(bool))] = 0.0
    return amounts


def counted_per_100_g(foods: pd.DataFrame, names: Sequence[str]) -> Numbers:
    """Give `known_per_100_g` with what is not known, or has no column, as nothing."""
    amounts = np.zeros((len(foods), len(names)))
    there = [place for place, name in enumerate(names) if name in foods.columns]
    if there:
        amounts[:, there] = np.nan_to_num(known_per_100_g(foods, [names[place] for place in there]))
    return amounts


def absorbed_goal(needed: pd.DataFrame, person: Person | None, wishes: Wishes) -> float:
    """Give how much B12 is to be absorbed [ug/day]: 1.2 of every 2.4 ug that are recommended.

    NaN where the authority gives no amount, and for somebody without intrinsic factor, whom no meal plan
    helps: tablets or injections are for a clinician to choose. Source: IOM 1998, in ``data/b12.csv``.
    """
    if person is not None and without_intrinsic_factor(person.risks):
        return nan
    if "vitamin_b12" not in needed.index:
        return nan
    part = constant("target_absorbed_us") / constant("crystalline_daily")
    return part * target({str(k): v for k, v in needed.loc["vitamin_b12"].items()}, wishes)


def target(line: Line, wishes: Wishes) -> float:
    """Give what a need has to reach: the target, or the average requirement if that is wished and known."""
    average = float(line.get("average", nan))
    return average if wishes.floors == "average" and not isnan(average) else float(line["target"])


def _row(name: str, sense: int, now: float, goal: float, hard: float, **more: object) -> dict[str, Any]:
    scale = goal if goal > 0 else max(abs(hard), abs(now), 1.0) if np.isfinite(hard) else max(abs(now), 1.0)
    missed = not isnan(goal) and sense * (goal - now) > 0
    blank = {"scale": scale, "part": name, "scope": "all", "chased": missed}
    return {"name": name, "sense": sense, "now": now, "goal": goal, "hard": hard} | blank | more


def _energy(line: Line, wishes: Wishes) -> list[dict[str, Any]]:
    """Keep energy in its band: a goal if it was wished for, else as wide as the plan needs."""
    now, need = float(np.nan_to_num(line["known"])), float(line["target"])
    if wishes.energy is not None:
        low, high = wishes.energy
        return [
            _row("energy", 1, now, low, min(low, now)),
            _row("energy", -1, now, high, max(high, now)),
        ]
    if isnan(need):
        return []
    low, high = min((1 - BAND) * need, now), max((1 + BAND) * need, now)
    return [_row("energy", 1, now, nan, low, scale=need), _row("energy", -1, now, nan, high, scale=need)]


def _floor(name: str, line: Line, foods: pd.DataFrame, wishes: Wishes) -> list[dict[str, Any]]:
    least = target(line, wishes)
    if name in LEFT_OUT or isnan(least) or least <= 0 or name not in foods.columns:
        return []
    now = float(np.nan_to_num(line["known"]))
    if now >= least:
        return [_row(name, 1, now, min(now, least * (1 + INSIDE)), min(now, least * (1 + INSIDE)))]
    if _chased(name, line, foods, wishes):
        return [_row(name, 1, now, least * (1 + INSIDE), KEPT * now)]
    return [_row(name, 1, now, nan, KEPT * now, scale=least)]


def _chased(name: str, line: Line, foods: pd.DataFrame, wishes: Wishes) -> bool:
    """Say whether a need below its target is one to close: a gap, or a doubt that foods can settle."""
    doubt = line["unknown_share"] > MOST_UNKNOWN or line.get("food_figure", "") == "at least"
    if wishes.uncertain or not doubt:
        return True
    return line.get("food_figure", "") != "at least" and foods[name].isna().mean() < FEW


def _ceiling(name: str, line: Line) -> list[dict[str, Any]]:
    most = float(line["upper"])
    if isnan(most):
        return []
    part, scope = _covered(name, str(line.get("upper_limits") or "all"))
    now = float(np.nan_to_num(line["limited"]))
    warns = line.get("upper_kind", "UL") in LIMITS
    goal = most * (1 - INSIDE) if warns or now <= most else nan
    hard = max(most * (1 - INSIDE), now)
    if now <= most:
        goal = max(goal, now)
    elif not warns:
        hard = FURTHER * now
    return [_row(name, -1, now, goal, hard, scale=most, part=part, scope=scope)]


def _covered(name: str, scope: str) -> tuple[str, str]:
    """Give what measures the part of a nutrient that its limit covers, and of which foods."""
    if scope in ("added", "preformed"):
        part = str(nutrients()[f"{scope}_part"].get(name, ""))
        return (part, "all") if part else (name, "supplements")
    return name, scope


def _guards(lines: dict[str, Line], person: Person | None) -> list[dict[str, Any]]:
    if person is None:
        return []
    world, rows = published(person, "WHO_FAO"), []
    for name in GUARDED:
        line = lines.get(name)
        if line is not None and isnan(line["upper"]):
            most, now = float(world["upper"][name]), float(np.nan_to_num(line["known"]))
            if most < inf:  # not known for every age
                rows.append(_row(name, -1, now, nan, max(most, now), scale=most))
    return rows
