"""What to buy for a plan: one line per food, in household measures and in grams or litres."""

import math
import re
from typing import Any

import pandas as pd

from nutrition.cells import csv_line
from nutrition.errors import check_columns
from nutrition.foods import all_measures
from nutrition.intake import food_rows
from nutrition.plans import MOST_DAYS, Item, Plan
from nutrition.tables import read_portions
from nutrition.units import DAYS_A_WEEK

COLUMNS = ["group", "food", "name", "amount", "grams", "metric", "days"]
IN_TABLE = ["group", "name", "amount", "metric", "days"]
KILO = 1000.0
POURED = ("Milk", "Plant milks, fortified", "Plant milks, unfortified")  # subgroups beside the group "Drinks"
MOSTLY_WATER = 50.0  # g per 100 g; a powder that stands among the drinks holds less
SCALES = ("cup", "tbsp", "tsp", "oz", "fl oz", "glass")  # measures that can be halved; an egg cannot
UNCHANGED = ("g", "oz", "fl oz", "tbsp", "tsp")  # the same word for one and for many
QUARTERS = {0.0: "", 0.25: "¼", 0.5: "½", 0.75: "¾"}
SPLIT = re.compile(r"(.+?)(?:(, | \(| with | without | or )(.*))?")
ENDINGS = (
    ("leaf", "leaves"),
    ("loaf", "loaves"),
    ("half", "halves"),
    ("patty", "patties"),
    ("berry", "berries"),
    ("cherry", "cherries"),
)
LEAST = 1e-9  # of a step: less than this is rounding


def shopping_list(
    plan: Plan, foods: pd.DataFrame, portions: pd.DataFrame | None = None, days: int | None = None
) -> pd.DataFrame:
    """Give what a plan takes to cook and eat, one row per food, by group and name.

    ``group food name``
        where it stands in a shop, its id and its name.
    ``amount``
        in words of the kitchen, rounded up so that it is enough: halves of cups and spoons ("3½ cups"), whole
        eggs, slices and tablets; the measure the plan uses most, else the usual one.
    ``grams``, ``metric``
        sum of grams x per_week / 7 over the days [g], as they are eaten (cooked where the plan says cooked);
        and rounded up for reading: "820 g", "1.2 kg", drinks in millilitres and litres (1 g taken as 1 ml).
    ``days``
        on how many of the days it is eaten, rounded up.

    ``days`` says for how many days to buy; None = once through the plan. A plan of one day bought for seven
    gives seven times as much.

    Raises
    ------
    PlanError, ValueError
        for foods that are not in ``foods``; for days that are not from 1 to 31.
    """
    if days is not None and (
        isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= MOST_DAYS
    ):
        raise ValueError(f"days {days!r} is not a whole number from 1 to {MOST_DAYS}")
    food_rows(plan, foods)
    if portions is not None:
        check_columns("portions", portions, ("food_id", "measure", "grams"))
    weights = all_measures(read_portions() if portions is None else portions)
    times = (days or plan.days) / plan.days
    lines = [
        _line(items, _about(food, foods), weights.get(food, {"g": 1.0}), times)
        for food, items in _by_food(plan).items()
    ]
    frame = pd.DataFrame(lines, columns=COLUMNS)
    return frame.sort_values(["group", "name"], kind="stable", ignore_index=True)


def shopping_csv(wanted: pd.DataFrame) -> str:
    """Write a shopping list as a table for a spreadsheet, where no name of a food is taken for a formula."""
    rows = wanted[IN_TABLE].itertuples(index=False, name=None)
    return "".join(map(csv_line, [IN_TABLE, *map(list, rows)]))


def household(grams: float, measure: str, weight: float) -> str:
    """Write an amount in a household measure, rounded up: "3½ cups", "2 eggs", "¼ tsp"; "150 g" without one.

    ``weight`` is that of one measure [g]. Below one, cups and spoons come in quarters, above in halves; what
    is counted comes whole.
    """
    if measure == "g":
        return metric(grams)
    count = grams / weight
    step = (0.25 if count < 1 else 0.5) if measure.split(",", maxsplit=1)[0] in SCALES else 1.0
    count = max(math.ceil(count / step - LEAST), 1) * step
    return f"{in_words(count)} {plural(measure) if count > 1 else measure}"


def metric(grams: float, *, poured: bool = False) -> str:
    """Write a weight [g], or a volume where it is poured, rounded up: "820 g", "1.2 kg", "2 l"."""
    small, large = ("ml", "l") if poured else ("g", "kg")
    step = 50.0 if grams >= KILO else 10.0 if grams >= 50 else 1.0  # noqa: PLR2004 - as scales are read
    if grams < 1:  # a tablet weighs less than a gram: what there is, instead of a gram that is not
        return f"{grams:.2g} {small}"
    rounded = math.ceil(grams / step - LEAST) * step
    return f"{rounded / KILO:g} {large}" if rounded >= KILO else f"{rounded:.0f} {small}"


def in_words(count: float) -> str:
    """Write a count with its fraction as a sign where it is a quarter: 3.5 is "3½", 0.25 is "¼"."""
    whole, part = divmod(count, 1)
    if part not in QUARTERS:
        return f"{count:.2g}"
    return f"{whole:.0f}{QUARTERS[part]}" if whole or not part else QUARTERS[part]


def plural(measure: str) -> str:
    """Give the name of several of a measure: "slices", "cups, diced", "servings (3 oz)"; "oz" stays."""
    one, between, rest = SPLIT.fullmatch(measure).groups("")  # type: ignore[union-attr]  # fits any text
    if one in UNCHANGED:
        return measure
    rest = plural(rest) if between == " or " else rest
    for ending, many in ENDINGS:
        if one.endswith(ending):
            return one.removesuffix(ending) + many + between + rest
    return one + ("es" if one.endswith(("ch", "sh", "x", "ss", "potato", "tomato")) else "s") + between + rest


def _about(food: str, foods: pd.DataFrame) -> dict[str, Any]:
    """Give what is told of a food; a hand-made table may lack all but the name."""
    row = foods.loc[food]
    water = row.get("water_total", math.nan)
    dry = isinstance(water, float) and water < MOSTLY_WATER
    poured = row.get("group") == "Drinks" or row.get("subgroup") in POURED
    return {"group": row.get("group", ""), "food": food, "name": row["name"], "poured": poured and not dry}


def _by_food(plan: Plan) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in plan.items:
        found.setdefault(item.food, []).append(item)
    return found


def _line(
    items: list[Item], about: dict[str, Any], weights: dict[str, float], times: float
) -> dict[str, Any]:
    grams = sum(item.grams * item.per_week / DAYS_A_WEEK for item in items) * times
    measure, in_metric = _measure(items, weights), metric(grams, poured=about["poured"])
    amount = in_metric if measure == "g" else household(grams, measure, weights[measure])
    return {**about, "amount": amount, "grams": grams, "metric": in_metric, "days": _days(items, times)}


def _measure(items: list[Item], weights: dict[str, float]) -> str:
    """Give the measure most of the grams are written in, where the food has it; else the usual one."""
    most: dict[str, float] = {}
    for item in items:
        if item.measure in weights and item.measure != "g":
            most[item.measure] = most.get(item.measure, 0.0) + item.grams
    return max(most, key=lambda name: most[name], default=next(iter(weights)))


def _days(items: list[Item], times: float) -> int:
    """Count the days a food is eaten on; of several times on one day the most frequent counts."""
    often: dict[int, float] = {}
    for item in items:
        often[item.day] = max(often.get(item.day, 0.0), item.per_week / DAYS_A_WEEK)
    return math.ceil(sum(often.values()) * times - LEAST)
