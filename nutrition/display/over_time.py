"""All plans of a person in one table: B12 eaten and absorbed, and how the pinned nutrients stand."""

from collections.abc import Iterable

import pandas as pd

from nutrition import tables
from nutrition.absorption import absorbed, absorbed_per_day
from nutrition.assessment import assess
from nutrition.display.figures import Row, amount
from nutrition.display.result import report
from nutrition.errors import PlanError
from nutrition.intake import eaten
from nutrition.people import Person
from nutrition.plans import Plan

B12 = "vitamin_b12"
NOT_READ = "cannot be worked out"


def over_time(
    plans: Iterable[tuple[str, Plan]], foods: pd.DataFrame, person: Person, needed: pd.DataFrame
) -> tuple[list[str], list[list[str]]]:
    """Give column names and one row per plan; ``plans`` are pairs of a date as text and a plan.

    Amounts are per day. B12 eaten is "≥" where a food does not say how much it has; absorbed is the middle
    of the band, with the band [ug/day]. The pinned nutrients stand there as symbol, word and part of the
    target.
    """
    pinned = tables.nutrients().query("pinned > 0").sort_values("pinned")
    names = [str(name) for name in pinned.index]
    columns = ["Date", "Plan", "B12 eaten", "B12 absorbed", *(_short(label) for label in pinned["label"])]
    rows = [
        [date, plan.name or "Without a name", *_cells(plan, foods, person, needed, names)]
        for date, plan in plans
    ]
    return columns, rows


def _short(label: str) -> str:
    return label.partition(" (")[0]


def _cells(
    plan: Plan, foods: pd.DataFrame, person: Person, needed: pd.DataFrame, names: list[str]
) -> list[str]:
    if not plan.items:
        return ["—"] * (2 + len(names))
    try:
        lines = {row["id"]: row for row in report(assess(eaten(plan, foods), needed))}
        sums = absorbed_per_day(absorbed(plan, foods, person))
    except PlanError:  # a food that is not in the table any more
        return [NOT_READ, *([""] * (1 + len(names)))]
    band = f"{amount(sums['mid'], 'ug/day')} ({amount(sums['low'])} to {amount(sums['high'])})"
    return [str(lines[B12]["amount"]), band, *(_status(lines[name]) for name in names)]


def _status(line: Row) -> str:
    """Give how a nutrient stands: "▼ Short 64%"."""
    return f"{line['symbol']}\u00a0{line['word']} {line['percent']}".strip()
