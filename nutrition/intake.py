"""What a plan gives: the known part of every nutrient, and how much of it is not known.

The only room that looks at missing amounts. A food with no value for a nutrient adds nothing to the sum
and is counted beside it, so an unknown is never read as zero. Inactive B12 is a known 0: see `per_100_g`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.errors import PlanError
from nutrition.plans import Plan
from nutrition.tables import FOOD_TEXT

SUPPLEMENTS = "Supplements"  # the food group of tablets, drops and powders
INACTIVE = "inactive_analogue"  # the B12 form of foods whose B12 cannot be relied on
SUPPLEMENT = "supplement"  # that of tablets, drops and powders
CRYSTALLINE = (SUPPLEMENT, "fortified_crystalline")  # those of B12 that no food has to set free
B12 = ("vitamin_b12", "vitamin_b12_added")

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp] | slice
ALL = slice(None)


def eaten(plan: Plan, foods: pd.DataFrame) -> pd.DataFrame:
    """Give what the plan holds per day [each nutrient's own unit], one row per nutrient.

    An item adds grams / 100 x per_week / 7 x amount per 100 g; the sum is divided by ``plan.days``.

    ``known``
        sum of what is known; NaN where no item has a value, 0 for an empty plan.
    ``unknown_share``
        part of the plan, 0 to 1, eaten as foods with no value for this nutrient. Foods weigh by their
        energy [kcal], or by their grams where their energy is not known. Example: bread 200 kcal with a
        value, cheese 100 kcal without, 50 g of a sauce of unknown energy without: (100 + 50) / 350 = 0.43.
        So water or a tablet weighs nothing beside food; a plan of nothing else weighs by grams throughout.
    ``items``, ``reporting``
        number of items, and how many of them have a value.
    ``supplements``, ``supplements_unknown``
        known part from the food group "Supplements", and how many such items have no value.

    An item of 0 g gives a known 0 of everything.

    Raises
    ------
    PlanError
        naming every item whose food is not in ``foods``.
    """
    eats = _eats(plan, foods)
    everything = _sums(eats, np.ones((1, len(eats.grams))))
    pills = _sums(eats, eats.supplement[None, :])
    return pd.DataFrame(
        {
            "known": everything.known[0],
            "unknown_share": everything.unknown_share[0],
            "items": everything.items[0],
            "reporting": everything.reporting[0],
            "supplements": pills.known[0],
            "supplements_unknown": pills.items[0] - pills.reporting[0],
        },
        index=pd.Index(eats.nutrients, name="nutrient"),
    )


def by_item(plan: Plan, foods: pd.DataFrame) -> pd.DataFrame:
    """Give one row per item in plan order: ``food name meal at day grams`` and every nutrient.

    Grams and amounts are per day of the plan, so that known amounts add up to `eaten`; NaN = not known.
    ``at`` is "" where an item has no time.
    """
    eats = _eats(plan, foods)
    about = {
        "food": [item.food for item in plan.items],
        "name": _names(plan, foods),
        "meal": [item.meal for item in plan.items],
        "at": [item.at or "" for item in plan.items],
        "day": [item.day for item in plan.items],
        "grams": eats.grams,
    }
    amounts = pd.DataFrame(eats.amounts, columns=pd.Index(eats.nutrients))
    return pd.concat([pd.DataFrame(about), amounts], axis=1)


def of_items(plan: Plan, foods: pd.DataFrame, nutrients: Sequence[str]) -> Numbers:
    """Give what `by_item` gives of some nutrients, as an array of items x nutrients; much quicker."""
    return _amounts(per_100_g(foods, nutrients, food_rows(plan, foods)), plan)


def per_100_g(foods: pd.DataFrame, nutrients: Sequence[str], places: Places = ALL) -> Numbers:
    """Give what foods hold per 100 g as it counts, as an array of foods x nutrients; NaN = not known.

    B12 of foods whose ``b12_form`` is "inactive_analogue" is a known 0, measured or not. What assays find in
    them is mainly pseudo-B12, which people cannot use (Watanabe 2007), or is not shown to help in people
    (``data/b12_nonsources.csv``), so a sum that held it would promise B12 that is not there. The food table
    keeps the published figure; a table without the column ``b12_form`` is taken as it is. ``places`` are rows
    of the table, all by default.
    """
    # Column by column: a selection of columns would copy the whole food table first.
    amounts = np.column_stack([foods[name].to_numpy("float64")[places] for name in nutrients])
    return _counted(amounts, nutrients, foods, places)


def food_rows(plan: Plan, foods: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Give the row of the food table of every item; `PlanError` names each item whose food is not in it."""
    if not isinstance(plan, Plan) or not isinstance(foods, pd.DataFrame):
        raise PlanError(["a plan and a food table are needed, in this order: Plan((...)), read_foods()"])
    places = foods.index.get_indexer(pd.Index([item.food for item in plan.items], dtype="str"))
    if (places < 0).any():
        raise PlanError(
            [
                f"item {number}, food: {item.food!r} is not in the food table"
                for number, (item, place) in enumerate(zip(plan.items, places, strict=True), 1)
                if place < 0
            ]
        )
    return places


def meal_times(plan: Plan) -> list[str]:
    """Give the time of each item, or that of its meal on that day; "" where there is none."""
    known = {(item.day, item.meal): item.at for item in reversed(plan.items) if item.at and item.meal}
    return [item.at or known.get((item.day, item.meal)) or "" for item in plan.items]


def known_sum(amounts: Iterable[float]) -> tuple[float, int]:
    """Give the sum of what is known, NaN where nothing is, and how many amounts are not known."""
    every = list(amounts)
    known = [value for value in every if not isnan(value)]
    return (sum(known) if known or not every else nan), len(every) - len(known)


def by_meal(plan: Plan, foods: pd.DataFrame) -> pd.DataFrame:
    """Give one row per sitting and nutrient: ``day at meal nutrient known unknown_share items reporting``.

    A sitting is what shares a day, a time and a meal name; they come by day, then time, with sittings
    without a time (``at`` "") after the others, in plan order. Amounts are those of the day itself: their
    sum over all sittings is `eaten` x ``plan.days``.
    """
    keys = [(item.day, item.at or "", item.meal) for item in plan.items]
    sittings = sorted(dict.fromkeys(keys), key=lambda key: (key[0], key[1] == "", key[1]))
    return _grouped(plan, foods, keys, sittings, ["day", "at", "meal"])


def by_day(plan: Plan, foods: pd.DataFrame) -> pd.DataFrame:
    """Give one row per day and nutrient: ``day nutrient known unknown_share items reporting``.

    Every day of the plan is there, also one on which nothing is eaten (known 0). The days' known
    amounts add up to `eaten` x ``plan.days``.
    """
    keys = [(item.day,) for item in plan.items]
    return _grouped(plan, foods, keys, [(day,) for day in range(1, plan.days + 1)], ["day"])


def contributions(plan: Plan, foods: pd.DataFrame, nutrient: str) -> pd.DataFrame:
    """Give which food brings how much of one nutrient per day: ``food name grams amount share``.

    One row per food, most first; ``share`` is its part of what is known, 0 to 1. Foods with no value come
    last, with NaN.
    """
    eats = _eats(plan, foods)
    frame = pd.DataFrame(
        {
            "food": [item.food for item in plan.items],
            "name": _names(plan, foods),
            "grams": eats.grams,
            "amount": eats.amounts[:, eats.nutrients.index(nutrient)],
        }
    )
    # A food taken only as 0 g still has one row; min_count keeps a food without any value at NaN.
    rows = frame.groupby("food", sort=False).agg({"name": "first", "grams": "sum"})
    rows["amount"] = frame.groupby("food", sort=False)["amount"].sum(min_count=1)
    total = rows["amount"].sum()
    rows["share"] = rows["amount"] / total if total > 0 else float("nan")
    return rows.reset_index().sort_values("amount", ascending=False, kind="stable", ignore_index=True)


def unknown(plan: Plan, foods: pd.DataFrame, nutrient: str) -> tuple[str, ...]:
    """Give the ids of the foods in the plan that have no value for the nutrient, each once, in plan order."""
    eats = _eats(plan, foods)
    missing = np.isnan(eats.amounts[:, eats.nutrients.index(nutrient)])
    return tuple(dict.fromkeys(item.food for item, gap in zip(plan.items, missing, strict=True) if gap))


@dataclass(frozen=True)
class _Eats:
    """A plan as arrays, one row per item: amounts are items x nutrients, per day of the plan."""

    nutrients: list[str]
    grams: Numbers
    amounts: Numbers
    weight: Numbers
    supplement: Numbers


def _eats(plan: Plan, foods: pd.DataFrame) -> _Eats:
    places = food_rows(plan, foods)
    nutrients = [name for name in foods.columns if name not in FOOD_TEXT]
    per_100 = _counted(foods[nutrients].to_numpy("float64")[places], nutrients, foods, places)
    amounts = _amounts(per_100, plan)
    return _Eats(
        nutrients=nutrients,
        grams=_grams(plan),
        amounts=amounts,
        weight=_weight(nutrients, amounts, _grams(plan)),
        supplement=(foods["group"].to_numpy(object)[places] == SUPPLEMENTS).astype(np.float64),
    )


def _counted(amounts: Numbers, nutrients: Sequence[str], foods: pd.DataFrame, places: Places) -> Numbers:
    """Set inactive B12 to 0 in an array of places x nutrients: the one home of the rule of `per_100_g`."""
    columns = [column for column, name in enumerate(nutrients) if name in B12]
    if columns and "b12_form" in foods.columns:
        inactive = np.flatnonzero(foods["b12_form"].to_numpy(object)[places] == INACTIVE)
        amounts[inactive[:, None], columns] = 0.0
    return amounts


def _amounts(per_100: Numbers, plan: Plan) -> Numbers:
    """Scale one row per item to what the item gives per day of the plan; 0 g is a known 0 of everything."""
    grams = _grams(plan)
    known: Numbers = per_100 * (grams / 100)[:, None]
    known[grams == 0] = 0.0
    return known


def _names(plan: Plan, foods: pd.DataFrame) -> list[str]:
    return list(foods["name"].iloc[food_rows(plan, foods)])


def _grams(plan: Plan) -> Numbers:
    """Grams of every item, per day of the plan."""
    return np.array([item.grams * item.per_week / 7 for item in plan.items], dtype="float64") / plan.days


def _weight(nutrients: list[str], amounts: Numbers, grams: Numbers) -> Numbers:
    """Energy where it is known, else grams."""
    if "energy" not in nutrients:
        return grams
    energy = amounts[:, nutrients.index("energy")]
    return np.where(np.isnan(energy), grams, energy)


@dataclass(frozen=True)
class _Sums:
    """Groups x nutrients."""

    known: Numbers
    unknown_share: Numbers
    items: npt.NDArray[np.int64]
    reporting: npt.NDArray[np.int64]


def _sums(eats: _Eats, member: Numbers) -> _Sums:
    """Add up items by group; ``member`` is groups x items, 1 where the item belongs to the group."""
    missing = np.isnan(eats.amounts)
    items = np.broadcast_to(member.sum(axis=1)[:, None], (len(member), missing.shape[1]))
    reporting = member @ ~missing
    known = member @ np.where(missing, 0.0, eats.amounts)
    by_weight = member * eats.weight
    by_weight = np.where(by_weight.sum(axis=1, keepdims=True) > 0, by_weight, member * eats.grams)
    total = by_weight.sum(axis=1, keepdims=True)
    # A sum in another order may differ in its last digit; a share is never above one.
    share = np.minimum(by_weight @ missing / np.where(total > 0, total, 1.0), 1.0)
    return _Sums(
        known=np.where((reporting == 0) & (items > 0), np.nan, known),
        unknown_share=share,
        items=items.astype("int64"),
        reporting=reporting.astype("int64"),
    )


def _grouped(
    plan: Plan,
    foods: pd.DataFrame,
    keys: Sequence[tuple[str | int, ...]],
    groups: Sequence[tuple[str | int, ...]],
    names: list[str],
) -> pd.DataFrame:
    eats = _eats(plan, foods)
    row = {group: number for number, group in enumerate(groups)}
    member = np.zeros((len(groups), len(keys)))
    member[[row[key] for key in keys], range(len(keys))] = 1.0
    sums = _sums(eats, member)
    about = pd.DataFrame(
        [(*group, nutrient) for group in groups for nutrient in eats.nutrients], columns=[*names, "nutrient"]
    )
    return about.assign(
        known=(sums.known * plan.days).ravel(),
        unknown_share=sums.unknown_share.ravel(),
        items=sums.items.ravel(),
        reporting=sums.reporting.ravel(),
    )
