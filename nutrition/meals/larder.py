"""What a new plan may use and has to reach, as arrays for the days of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.absorption import absorbed, absorbed_per_day
from nutrition.assessment import assess, by_nutrient
from nutrition.doses import estimates
from nutrition.errors import as_float, ids
from nutrition.gaps.goals import ABSORBED, FEW, absorbed_goal, brought, goals
from nutrition.gaps.loads import b12_per_100_g
from nutrition.intake import eaten, known_per_100_g
from nutrition.kitchen import kitchen
from nutrition.meals.aims import Larder
from nutrition.people import Person, check_person
from nutrition.plans import Plan
from nutrition.wishes import Wishes, allowed, check_asked
from nutrition.wording import figure, nutrient_word

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

NEAR = 0.05  # part of the energy need that a day may lie above or below it
ADULT = 2000.0  # kcal; portions are those of somebody who needs about so much
BELOW = 0.95  # part of a limit that is aimed at where the target is above it
NO_COFFEE = 16.0  # years; below, and in pregnancy and breastfeeding, drinks with caffeine are left out
STAPLES = ("milk", "bread", "hot_drink", "oil", "water", "butter", "juice", "salt")  # swap groups
MAINS = ("main", "dish", "soup")
ODD, LIKED, OTHERWISE = (
    4.0,
    -3.0,
    2.5,
)  # costs of an unusual food, one that is liked, one in place of milk or meat
INSTEAD = ("Plant milks and dairy alternatives", "Meat alternatives")  # for those who eat neither, as a rule

Miss = tuple[str, float, float, str, float, int]  # nutrient, amount, goal, unit, part that is missing, sense


@dataclass(frozen=True)
class Asked:
    """Who a plan is for and what it has to keep to, with all that follows from it.

    ``rows`` are needs and limits as `goals` gives them, but for ``unplanned`` needs, which most foods have no
    value for, and with ``torn`` ones, whose target is above their limit, aimed just below that. ``energy``
    [kcal/day] lowest and highest; ``size``: how large portions are beside an adult's; ``fine``: which foods
    may be eaten; ``main``: which are mains; ``absorbed``, ``ceiling`` and ``rate`` as in `Aims`.
    """

    person: Person
    foods: pd.DataFrame
    needed: pd.DataFrame
    wishes: Wishes
    rows: pd.DataFrame
    energy: tuple[float, float]
    size: float
    fine: Mask
    about: pd.DataFrame
    larder: Larder
    main: Mask
    absorbed: float
    ceiling: float
    rate: float
    unplanned: tuple[str, ...]
    torn: tuple[str, ...]


def asked(  # noqa: PLR0913, PLR0917 - what a person can ask for
    person: Person,
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    wishes: Wishes,
    likes: Sequence[str],
    energy: float | None,
) -> Asked:
    """Work out what follows from a person and their wishes; errors as `allowed` and `goals` raise them."""
    check_asked(foods, needed, person, wishes)
    check_person(person)
    if unknown := [food for food in ids("likes", likes) if food not in foods.index]:
        raise ValueError(f"likes: {unknown[0]!r} is not in the food table; give ids of foods")
    rows, unplanned = _rows(foods, needed, person, wishes)
    rows, torn = _below_limits(rows)
    band = _band(needed, wishes, energy)
    about, estimate = kitchen(foods), estimates(person.risks)[1]
    return Asked(
        person=person,
        foods=foods,
        needed=needed,
        wishes=wishes,
        rows=rows,
        energy=band,
        size=float(np.clip(sum(band) / 2 / ADULT, 0.6, 1.6)),
        fine=fitting(foods, person, wishes, about),
        about=about,
        larder=_larder(
            foods, person, rows, about, _costs(foods, about, set(likes), wishes.diet or person.diet)
        ),
        main=about["role"].isin(MAINS).to_numpy(bool),
        absorbed=absorbed_goal(needed, person, wishes),
        ceiling=estimate.ceiling,
        rate=estimate.rate,
        unplanned=unplanned,
        torn=torn,
    )


def fitting(foods: pd.DataFrame, person: Person, wishes: Wishes, about: pd.DataFrame) -> Mask:
    """Say which foods may stand in a meal: what may be proposed, and what is only not offered by itself.

    Nobody is told to drink coffee to close a gap, but a breakfast may have some.
    """
    pills = (about["role"] == "supplement").to_numpy(bool)
    fine = allowed(foods, person, wishes) | (allowed(foods, person, wishes, offered=False) & ~pills)
    if (person.age < NO_COFFEE or person.condition != "none") and "caffeine" in foods.columns:
        fine &= ~((foods["caffeine"] > 0) & (about["role"] == "drink")).to_numpy(bool)
    kept: Mask = fine
    return kept


def missed(asking: Asked, plan: Plan) -> pd.DataFrame:
    """Give what a plan misses, by the plain calculator, worst first: one row per need, limit, energy or B12.

    Columns ``name after target unit missing limit text``, indexed by nutrient, amounts per day over the whole
    plan; ``missing`` is a part of the target, which is a ``limit`` or not. Nutrients that most foods have no
    value for are left out.
    """
    result = by_nutrient(assess(eaten(plan, asking.foods), asking.needed))
    found = [*_rows_missed(asking, result), *_energy_missed(asking, result)]
    taken = absorbed_per_day(absorbed(plan, asking.foods, asking.person))["mid"] if plan.items else 0.0
    if taken < asking.absorbed:
        found.append((ABSORBED, taken, asking.absorbed, "ug", 1 - taken / asking.absorbed, 1))
    lines = [(*line[:5], line[5] < 0, _text(line)) for line in sorted(found, key=lambda line: -line[4])]
    columns = ["nutrient", "after", "target", "unit", "missing", "limit", "text"]
    frame = pd.DataFrame(lines, columns=columns).astype({"limit": bool})
    words = [_word(name) for name in frame["nutrient"]]
    return frame.assign(name=words).set_index("nutrient")[["name", *columns[1:]]]


def _rows_missed(asking: Asked, result: dict[Any, dict[Any, Any]]) -> Iterator[Miss]:
    for row in asking.rows.to_dict("records"):
        line = result[row["name"]]
        # A limit that is ours (saturated fat, sodium) is none of the authority's: the amount itself counts.
        limited = line["known"] if isnan(line["upper"]) else line["limited"]
        now = float(np.nan_to_num(line["known"] if row["sense"] > 0 else limited))
        away = row["sense"] * (row["goal"] - now)
        if away > 0:
            yield row["name"], now, row["goal"], line["unit"], away / row["scale"], row["sense"]


def _energy_missed(asking: Asked, result: dict[Any, dict[Any, Any]]) -> Iterator[Miss]:
    kcal = float(np.nan_to_num(result["energy"]["known"]))
    for end, sense in zip(asking.energy, (1, -1), strict=True):
        if sense * (end - kcal) > 0:
            yield "energy", kcal, end, "kcal", abs(end - kcal) / max(end, 1.0), sense


def _word(name: str) -> str:
    return "vitamin B12 absorbed" if name == ABSORBED else nutrient_word(name)


def _text(miss: Miss) -> str:
    name, now, goal, _, _, sense = miss
    nutrient, word = name.replace(ABSORBED, "vitamin_b12"), "at least" if sense > 0 else "at most"
    return f"{_word(name)}: {figure(now, nutrient)} per day instead of {word} {figure(goal, nutrient)}"


def _rows(
    foods: pd.DataFrame, needed: pd.DataFrame, person: Person, wishes: Wishes
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Give the needs and limits of an empty plan, and which needs most foods have no value for."""
    rows = goals(Plan(), foods, needed, person, replace(wishes, energy=None))
    rows = rows.assign(goal=rows["goal"].fillna(rows["hard"]))
    rows = rows[(rows["name"] != "energy") & (rows["goal"] > 0)]
    known = np.array([name in foods.columns and foods[name].isna().mean() < FEW for name in rows["part"]])
    left_out = tuple(rows["name"][~known & (rows["sense"] > 0).to_numpy(bool)])
    return rows[known].assign(scale=rows["goal"][known]).reset_index(drop=True), left_out


def _below_limits(rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Aim needs whose target is above a limit of the same amount just below it; give their names too."""
    most = (
        rows[(rows["sense"] < 0) & (rows["scope"] == "all")].set_index("part")["goal"].groupby(level=0).min()
    )
    limit = BELOW * rows["part"].map(most).astype("float64")
    torn = (rows["sense"] > 0) & (rows["goal"] > limit)
    goal = rows["goal"].where(~torn, limit)
    return rows.assign(goal=goal, scale=goal), tuple(rows["name"][torn])


def _band(needed: pd.DataFrame, wishes: Wishes, energy: float | None) -> tuple[float, float]:
    if energy is not None and not 0 < as_float(energy) < np.inf:
        raise ValueError(f"energy {energy!r} is not a number of kcal per day above 0")
    if energy is None and wishes.energy is not None:
        return wishes.energy
    need = float(needed["target"].to_dict()["energy"]) if energy is None else float(energy)
    need = ADULT if np.isnan(need) else need
    return (1 - NEAR) * need, (1 + NEAR) * need


def _larder(
    foods: pd.DataFrame, person: Person, rows: pd.DataFrame, about: pd.DataFrame, cost: Numbers
) -> Larder:
    load, passive = b12_per_100_g(foods, person)
    subgroup = foods["subgroup" if "subgroup" in foods.columns else "group"].astype(str)
    kinds = {name: number for number, name in enumerate(dict.fromkeys(subgroup))}
    main = about["role"].isin(MAINS).to_numpy(bool)
    return Larder(
        amounts=brought(foods, rows),
        energy=np.nan_to_num(known_per_100_g(foods, ["energy"])[:, 0]),
        load=load,
        passive=passive,
        portion=about["portion"].to_numpy("float64"),
        step=about["step"].to_numpy("float64"),
        most=about["most"].to_numpy("float64"),
        cost=cost,
        kind=np.where(main, subgroup.map(kinds).to_numpy("int64"), -1),
        staple=about["swap"].isin(STAPLES).to_numpy(bool),
    )


def _costs(foods: pd.DataFrame, about: pd.DataFrame, likes: set[str], diet: str) -> Numbers:
    """Give what it costs to use a food at all: nothing for an ordinary one."""
    instead = foods["group"].isin(INSTEAD) & (diet != "vegan")
    costs: Numbers = (
        ODD * about["liking"] + LIKED * foods.index.isin(likes) + OTHERWISE * instead
    ).to_numpy()
    return costs
