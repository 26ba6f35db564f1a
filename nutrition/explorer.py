"""What a dose gives when it is taken in this form, as often as that, by a body that takes B12 up so.

The choices are rows of ``data/b12_forms.csv``, ``b12_spacings.csv`` and ``b12_uptakes.csv``. Doses become
plans of stand-in foods, so that the model is that of every other page.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from nutrition.absorption import absorbed
from nutrition.people import Person
from nutrition.plans import MOST_DAYS, Item, Plan
from nutrition.tables import read_foods, table
from nutrition.units import DAYS_A_WEEK

STRENGTH = 10.0  # ug in a gram of a stand-in food; any would do, only the dose counts
MEAL = "meal"  # the stand-in, without B12, for what a tablet is taken with
SUMS = ["eaten", "low", "mid", "high"]
MOST = 100_000.0  # ug at a time; no dose we know comes near
POINTS = 60  # of a curve; more cannot be seen


def doses() -> list[float]:
    """Give the doses of a curve [ug], from 0.1 to 5,000."""
    return [float(dose) for dose in np.geomspace(0.1, 5000, POINTS)]


def measured(kind: str) -> pd.DataFrame:
    """Give published doses of one kind (free, food, no_if), what was taken up [ug], and ``plus minus`` [ug].

    The last two are how far the published range goes up and down; NaN where none is published.
    """
    free = table("b12_points").assign(kind="free")
    rows = pd.concat([free, table("b12_points_more")])
    names = ["dose", "absorbed", "low", "high"]
    rows[names] = rows[names].apply(pd.to_numeric)
    ends = {"plus": rows["high"] - rows["absorbed"], "minus": rows["absorbed"] - rows["low"]}
    return rows.assign(**ends)[rows["kind"] == kind]


def explore(doses: Sequence[float], form: str, spacing: str, uptake: str) -> pd.DataFrame:
    """Give what each dose [ug each time] lets in: ``dose eaten low mid high`` [ug per day on average].

    Every dose has a day of a plan to itself and `absorbed` does the work. Nothing is left over from one day
    to the next, because all spacings leave at least 6 hours of the night free.

    Raises
    ------
    KeyError, ValueError
        for a choice that is not in its table; for a dose that is not from 0 to 100,000 ug.
    """
    wrong = [dose for dose in doses if not 0 <= dose <= MOST]
    if wrong:
        raise ValueError(f"dose {wrong[0]:g} ug is not from 0 to {MOST:g}; give the amount taken at a time")
    takings = [(dose, spacing) for dose in doses]
    parts = [takings[at : at + MOST_DAYS] for at in range(0, len(doses), MOST_DAYS)]
    return pd.concat([_explore(part, form, uptake) for part in parts], ignore_index=True)


def curve(form: str, spacing: str, uptake: str) -> pd.DataFrame:
    """Give `explore` of all doses of a curve."""
    return _curve(form, spacing, uptake).copy(deep=False)


@lru_cache(maxsize=128)  # there are fewer choices than that, and each costs twenty times one dose
def _curve(form: str, spacing: str, uptake: str) -> pd.DataFrame:
    return explore(doses(), form, spacing, uptake)


def same_amount(eaten: float, form: str, uptake: str) -> pd.DataFrame:
    """Give one amount [ug per day] in every spacing: ``label dose eaten low mid high``, as `explore`."""
    spacings = table("b12_spacings", "id")
    often = zip(map(str, spacings.index), _doses_per_day(spacings), strict=True)
    rows = _explore([(eaten / times, spacing) for spacing, times in often], form, uptake)
    return rows.assign(label=list(spacings["label"]))


def _doses_per_day(spacings: pd.DataFrame) -> list[float]:
    pairs = zip(spacings["times"], spacings["per_week"], strict=True)
    return [len(times.split(";")) * float(per_week) / DAYS_A_WEEK for times, per_week in pairs]


def _explore(takings: Sequence[tuple[float, str]], form: str, uptake: str) -> pd.DataFrame:
    """Give what doses [ug], each in a spacing of its own, let in."""
    items = [item for day, taking in enumerate(takings, 1) for item in _taken(*taking, form, day)]
    risk = str(table("b12_uptakes", "id")["risk"][uptake])
    person = Person(age=35, sex="female", risks=(risk,) if risk else ())
    rows = absorbed(Plan(tuple(items), days=len(takings)), _stand_ins(), person)
    per_day = rows[SUMS].mul(rows["times_per_day"] * len(takings), axis=0)
    doses = [dose for dose, _ in takings]
    return per_day.groupby(rows["day"]).sum().assign(dose=doses).reset_index(drop=True)


def _taken(dose: float, spacing: str, form: str, day: int) -> list[Item]:
    often, with_meal = table("b12_spacings", "id"), table("b12_forms", "id")["with_meal"]
    per_week = float(str(often["per_week"][spacing]))
    held = {form: dose / STRENGTH, **({MEAL: 100.0} if with_meal[form] == "1" else {})}
    times = str(often["times"][spacing]).split(";")
    return [Item(food, grams, "", at, day, per_week) for at in times for food, grams in held.items()]


@cache
def _stand_ins() -> pd.DataFrame:
    forms = table("b12_forms", "id")
    names = [*forms.index, MEAL]
    some = read_foods().head(len(names)).set_axis(pd.Index(names, name="food_id"))
    kinds = {"b12_form": [*forms["b12_form"], "none"], "group": [*forms["group"], "Dishes"]}
    b12 = [100 * STRENGTH] * len(forms) + [0.0]
    return some.assign(**kinds, vitamin_b12=b12, energy=[0.0] * len(forms) + [100.0])
