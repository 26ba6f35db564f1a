"""What a plan gives: the known part of every nutrient, and how much of it is not known.

The only room that looks at missing amounts. A food with no value for a nutrient adds nothing to the sum
and is counted beside it, so an unknown is never read as zero. Inactive B12 is a known 0: see `per_100_g`.
A recipe counts as the foods it is made of, so that what is not known of one hides nothing of the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.errors import PlanError
from nutrition.made_of import TEXT, Parts, parts_of, recipes_in, texts_at
from nutrition.plans import Item, Plan
from nutrition.sums import Sums, in_items, of_whole, sums_of

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
        number of items, a recipe as its foods, and how many of them have a value.
    ``supplements``, ``supplements_unknown``
        known part from the food group "Supplements", and how many such items have no value.

    An item of 0 g gives a known 0 of everything. The foods of a recipe weigh by their raw grams where their
    energy is not known.

    Raises
    ------
    PlanError
        naming every item whose food is not in ``foods``.
    """
    eats = _eats(plan, foods)
    everything, pills = eats.sums(np.ones((1, len(eats.grams)))), eats.sums(eats.supplement[None, :])
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

    Grams and amounts are per day of the plan, so that known amounts add up to `eaten`; NaN = not known. Of a
    recipe it is the part that is known. ``at`` is "" where an item has no time.
    """
    eats = _eats(plan, foods)
    about = {
        "food": [item.food for item in plan.items],
        "name": foods["name"].iloc[food_rows(plan, foods)].tolist(),
        "meal": [item.meal for item in plan.items],
        "at": [item.at or "" for item in plan.items],
        "day": [item.day for item in plan.items],
        "grams": _grams(plan),
    }
    amounts = pd.DataFrame(of_whole(eats.amounts, eats.item), columns=pd.Index(eats.nutrients))
    return pd.concat([pd.DataFrame(about), amounts], axis=1)


def of_items(plan: Plan, foods: pd.DataFrame, nutrients: Sequence[str]) -> Numbers:
    """Give what `by_item` gives of some nutrients, as an array of items x nutrients; much quicker."""
    parts = parts_of(plan, foods, food_rows(plan, foods))
    return of_whole(_amounts(plan, parts, per_100_g(foods, nutrients, parts.row)), parts.item)


def gaps_of_items(plan: Plan, foods: pd.DataFrame, nutrients: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Tell of `of_items` where something is not known: of the item, or of a food that it is made of."""
    parts = parts_of(plan, foods, food_rows(plan, foods))
    missing = np.isnan(_amounts(plan, parts, per_100_g(foods, nutrients, parts.row)))
    return in_items(missing, parts.item) > 0


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


def known_per_100_g(foods: pd.DataFrame, nutrients: Sequence[str]) -> Numbers:
    """Give what is known of foods per 100 g: as `per_100_g`, of a recipe the sum of what is known."""
    amounts = per_100_g(foods, nutrients)
    recipes = recipes_in(foods)
    if len(recipes):
        amounts[recipes] = of_items(hundred_grams(foods, recipes), foods, nutrients)
    return amounts


def hundred_grams(foods: pd.DataFrame, places: npt.NDArray[np.intp]) -> Plan:
    """Give a day on which 100 g of some foods are eaten, in their order."""
    return Plan(tuple(Item(str(food), 100.0) for food in foods.index[places]))


def food_rows(plan: Plan, foods: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Give the row of the food table of every item; `PlanError` names each item whose food is not in it."""
    if not isinstance(plan, Plan) or not isinstance(foods, pd.DataFrame):
        raise PlanError(["a plan and a food table are needed, in this order: Plan((...)), read_foods()"])
    places = foods.index.get_indexer(pd.Index([item.food for item in plan.items], dtype=foods.index.dtype))
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
    last, with NaN; of a recipe it is the part that is known.
    """
    frame = by_item(plan, foods)[["food", "name", "grams", nutrient]].rename(columns={nutrient: "amount"})
    # A food taken only as 0 g still has one row; min_count keeps a food without any value at NaN.
    rows = frame.groupby("food", sort=False).agg({"name": "first", "grams": "sum"})
    rows["amount"] = frame.groupby("food", sort=False)["amount"].sum(min_count=1)
    total = rows["amount"].sum()
    rows["share"] = rows["amount"] / total if total > 0 else float("nan")
    return rows.reset_index().sort_values("amount", ascending=False, kind="stable", ignore_index=True)


def unknown(plan: Plan, foods: pd.DataFrame, nutrient: str) -> tuple[str, ...]:
    """Give the ids of the foods in the plan that have no value for the nutrient, each once, in plan order.

    A recipe is one of them where a food that it is made of is.
    """
    missing = gaps_of_items(plan, foods, [nutrient])[:, 0]
    return tuple(dict.fromkeys(item.food for item, gap in zip(plan.items, missing, strict=True) if gap))


@dataclass(frozen=True)
class _Eats:
    """A plan as arrays, one row per food of an item: amounts are foods x nutrients, per day of the plan."""

    nutrients: list[str]
    item: npt.NDArray[np.intp]
    grams: Numbers
    amounts: Numbers
    weight: Numbers
    supplement: Numbers

    def sums(self, member: Numbers) -> Sums:
        return sums_of(self.amounts, self.weight, self.grams, member)


def _eats(plan: Plan, foods: pd.DataFrame) -> _Eats:
    parts = parts_of(plan, foods, food_rows(plan, foods))
    nutrients = [name for name in foods.columns if name not in TEXT]
    # All columns: here one copy of the table is quicker than column by column.
    per_100 = _counted(foods[nutrients].to_numpy("float64")[parts.row], nutrients, foods, parts.row)
    amounts, grams = _amounts(plan, parts, per_100), _daily(plan, parts)
    groups = np.array(texts_at(foods, "group", parts.row), dtype=object)
    return _Eats(
        nutrients=nutrients,
        item=parts.item,
        grams=grams,
        amounts=amounts,
        weight=_weight(nutrients, amounts, grams),
        supplement=(groups == SUPPLEMENTS).astype(np.float64),
    )


def _counted(amounts: Numbers, nutrients: Sequence[str], foods: pd.DataFrame, places: Places) -> Numbers:
    """Set inactive B12 to 0 in an array of places x nutrients: the one home of the rule of `per_100_g`."""
    columns = [column for column, name in enumerate(nutrients) if name in B12]
    if columns and "b12_form" in foods.columns:
        inactive = np.flatnonzero(foods["b12_form"].to_numpy(object)[places] == INACTIVE)
        amounts[inactive[:, None], columns] = 0.0
    return amounts


def _amounts(plan: Plan, parts: Parts, per_100: Numbers) -> Numbers:
    """Give what each food of an item gives per day of the plan; 0 g is a known 0 of everything."""
    grams = _daily(plan, parts)
    per_100[parts.row < 0] = nan
    known: Numbers = per_100 * (grams / 100)[:, None]
    known[grams == 0] = 0.0
    return known


def _grams(plan: Plan) -> Numbers:
    """Grams of every item, per day of the plan."""
    return np.array([item.grams * item.per_week / 7 for item in plan.items], dtype="float64") / plan.days


def _daily(plan: Plan, parts: Parts) -> Numbers:
    """Grams of every food of an item, per day of the plan."""
    often = np.array([item.per_week for item in plan.items], dtype="float64")
    grams: Numbers = parts.grams * often[parts.item] / 7 / plan.days
    return grams


def _weight(nutrients: list[str], amounts: Numbers, grams: Numbers) -> Numbers:
    """Energy where it is known, else grams."""
    if "energy" not in nutrients:
        return grams
    energy = amounts[:, nutrients.index("energy")]
    return np.where(np.isnan(energy), grams, energy)


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
    sums = eats.sums(member[:, eats.item])
    about = pd.DataFrame(
        [(*group, nutrient) for group in groups for nutrient in eats.nutrients], columns=[*names, "nutrient"]
    )
    return about.assign(
        known=(sums.known * plan.days).ravel(),
        unknown_share=sums.unknown_share.ravel(),
        items=sums.items.ravel(),
        reporting=sums.reporting.ravel(),
    )
