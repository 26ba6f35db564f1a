"""B12 eaten and B12 absorbed beside each other, sitting by sitting, as texts and bar lengths."""

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from nutrition.absorption import absorbed, absorbed_per_day, impairments, in_three_sittings
from nutrition.display.figures import Row, amount, links
from nutrition.people import Person
from nutrition.plans import Plan

Band = Mapping[str, float]  # low, mid, high [ug/day]

COLUMNS = ["day", "at", "meal", "eaten", "low", "mid", "high", "unknown", "times_per_day"]
SUMMED = ["day", "at", "meal", "mid"]
DAYS_A_WEEK = 7
SAME = 0.05  # two amounts that differ by less than this part are called the same; the band is far wider
MODEL = "carmel_2008;iom_1998"  # what the model's two routes rest on


def uptake(sittings: pd.DataFrame, plan: Plan, foods: pd.DataFrame, person: Person, day: int) -> Row:
    """Give what a plan lets through: a sentence, the sittings of one day, and what the model leaves open.

    ``sittings`` is what `absorbed` gives of the plan. ``second`` says what would get in if B12 in food were
    taken up poorly, for people over 50 of whom that is not known.
    """
    per_day = absorbed_per_day(sittings)
    notes, second = _notes(person)
    rows = zip(*(sittings[name].tolist() for name in COLUMNS), strict=True)
    today = [row for each in rows if (row := dict(zip(COLUMNS, each, strict=True)))["day"] == day]
    some = per_day["eaten"] > 0
    return {
        "line": f"Absorbed: about {_band(per_day)}" if some else "Absorbed: no B12 that is known to count",
        "rows": [_sitting(row, plan.days) for row in today if row["eaten"] > 0 or row["unknown"]],
        "three": _three(per_day, in_three_sittings(plan, foods, person)) if some else "",
        "second": _second(plan, foods, person) if second and some else "",
        "notes": notes,
        "sources": links(MODEL),
    }


def of_sittings(sittings: pd.DataFrame, day: int) -> dict[tuple[str, str], str]:
    """Give the B12 absorbed at each sitting of a day as text, by time and meal.

    A sitting without B12 is left out. `absorbed` gives a meal without a time its usual one; such a meal is
    found under the time "" too.
    """
    sums: dict[tuple[str, str], float] = {}
    for on, at, meal, ug in zip(*(sittings[name].tolist() for name in SUMMED), strict=True):
        if on == day and ug > 0:
            for key in {(at, meal), ("", meal)}:
                sums[key] = sums.get(key, 0.0) + ug
    return {key: amount(ug, "ug") for key, ug in sums.items()}


@lru_cache(maxsize=64)
def _notes(person: Person) -> tuple[list[Row], bool]:
    """Give what changes this person's uptake as texts, and whether there is a second figure for it."""
    held = impairments(person)
    texts = held[["title", "text", "source"]].itertuples(index=False)
    return [_note(*row) for row in texts], bool((held["modelled"] == "second").any())


def _sitting(row: Row, days: int) -> Row:
    at_least = "≥ " if row["unknown"] else ""
    often = round(row["times_per_day"] * days * DAYS_A_WEEK, 2)
    return {
        "label": " ".join(filter(None, [row["meal"] or "Without a meal", row["at"]])),
        "often": _often(often),
        "eaten": at_least + amount(row["eaten"], "ug"),
        "absorbed": at_least + amount(row["mid"], "ug"),
        "span": f"{amount(row['low'])} to {amount(row['high'])}",
        "fill": round(row["mid"] / row["eaten"], 4) if row["eaten"] > 0 else 0.0,
    }


def _often(per_week: float) -> str:
    """Say how often, where it is not every day: by times a week, or by days between."""
    if per_week == DAYS_A_WEEK:
        return ""
    return f"{per_week:g} × a week" if per_week >= 1 else f"every {DAYS_A_WEEK / per_week:.0f} days"


def _band(band: Band) -> str:
    return f"{amount(band['mid'], 'ug')} per day (from {amount(band['low'])} to {amount(band['high'])})"


def _three(per_day: Band, three: Band) -> str:
    """Say what spreading would do; where it would do next to nothing, say that."""
    same = abs(three["mid"] - per_day["mid"]) < SAME * per_day["mid"]
    return f"The same amount in three sittings would give about {'the same, ' if same else ''}{_band(three)}."


def _second(plan: Plan, foods: pd.DataFrame, person: Person) -> str:
    poorly = absorbed_per_day(absorbed(plan, foods, person, food_bound=True))
    return f"If B12 bound in food is absorbed poorly: about {_band(poorly)}."


def _note(title: str, text: str, source: str) -> Row:
    return {"title": f"{title}.", "text": text, "sources": links(source)}
