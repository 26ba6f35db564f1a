"""How foods are eaten: their part in a meal, usual meals and portions, and what they are swapped for."""

from collections.abc import Hashable
from functools import cache, lru_cache

import pandas as pd

from nutrition.foods import MOST_AMOUNT
from nutrition.intake import SUPPLEMENTS
from nutrition.tables import Row, read_portions, records, table

PARTS = ("role", "swap", "meals", "most", "liking", "offer", "not_for", "fortified")
NONE = "-"  # in data/kitchen_foods.csv: nothing, where the subgroup has something
MEALS = "Breakfast;Lunch;Snack;Dinner"
NOT_LISTED = dict(zip(PARTS, ("main", "", MEALS, "2", "0.2", "1", "", "0"), strict=True))
TABLET = NOT_LISTED | {"role": "supplement", "most": "1", "liking": "0"}
LISTS, NUMBERS, CHOICES = ("meals", "not_for"), ("most", "liking"), ("offer", "fortified")
HALVED = ("cup", "glass", "bowl", "serving", "oz", "tbsp")  # measures of which people take a half
HEAVY = 80.0  # g; of one piece as heavy as this, people take a half
LARGE = 100.0  # g; up to here what is only weighed changes by 25 g, above by 50 g


def kitchen(foods: pd.DataFrame, portions: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say how each food is eaten: one row per row of ``foods``, by its group and subgroup, then by its id.

    ``role`` is its part in a meal; foods of one ``swap`` stand in for one another ("": none do). ``meals``
    are its usual meals, the most usual first; ``most`` is how many portions people have at one sitting.
    ``liking`` runs from 0 (ordinary) to 1 (unusual), ``offer`` says whether it may be proposed, ``not_for``
    for whom it may not (pregnant, lactating, child), ``fortified`` whether nutrients are added to it.
    ``portion`` [g] is a usual amount, ``count`` of ``measure``; ``step`` [g] is what people add or leave out.

    A food that the tables do not hold is a main at any meal, in portions of 100 g unless ``portions`` gives
    others. ``portions`` is a frame as `read_portions` gives it, which is used if it is left out.
    """
    about = (tuple(foods.index.tolist()), _texts(foods, "group"), _texts(foods, "subgroup"))
    out = _usual(*about).copy(deep=False) if portions is None else _with_sizes(*about, portions)
    out.index = foods.index
    return out


def _texts(foods: pd.DataFrame, column: str) -> tuple[str, ...]:
    if column not in foods.columns:
        return ("",) * len(foods)
    return tuple(foods[column].fillna("").tolist())


@lru_cache(maxsize=8)
def _usual(ids: tuple[Hashable, ...], groups: tuple[str, ...], subgroups: tuple[str, ...]) -> pd.DataFrame:
    return _with_sizes(ids, groups, subgroups, read_portions())


def _with_sizes(
    ids: tuple[Hashable, ...], groups: tuple[str, ...], subgroups: tuple[str, ...], portions: pd.DataFrame
) -> pd.DataFrame:
    return pd.concat([_ways(ids, groups, subgroups), _sizes(ids, groups, portions)], axis=1)


def _ways(ids: tuple[Hashable, ...], groups: tuple[str, ...], subgroups: tuple[str, ...]) -> pd.DataFrame:
    rows = [_way(*each) for each in zip(ids, groups, subgroups, strict=True)]
    frame = pd.DataFrame(rows, columns=list(PARTS), dtype="object")
    for column in LISTS:
        frame[column] = [tuple(filter(None, text.split(";"))) for text in frame[column]]
    for column in ("role", "swap"):
        frame[column] = frame[column].astype("str")
    frame = frame.astype(dict.fromkeys(NUMBERS, "float64"))
    for column in CHOICES:
        frame[column] = frame[column] == "1"
    return frame


def _way(food: Hashable, group: str, subgroup: str) -> list[str]:
    listed = _of_subgroups().get((group, subgroup))
    if listed is None:
        row = TABLET if group == SUPPLEMENTS else NOT_LISTED
        return [row[part] for part in PARTS]
    own = _of_foods().get(str(food), {})
    return [own.get(part, listed[part]) for part in PARTS]


@cache
def _of_subgroups() -> dict[tuple[str, str], Row]:
    return {(row["group"], row["subgroup"]): row for row in records("kitchen")}


@cache
def _of_foods() -> dict[str, Row]:
    """Give, by food, the parts in which it differs from its subgroup."""
    rows: dict[str, Row] = table("kitchen_foods", key="food_id").to_dict("index")  # type: ignore[assignment]
    return {
        food: {part: "" if row[part] == NONE else row[part] for part in PARTS if row[part]}
        for food, row in rows.items()
    }


def _sizes(ids: tuple[Hashable, ...], groups: tuple[str, ...], portions: pd.DataFrame) -> pd.DataFrame:
    first = portions.drop_duplicates("food_id")
    columns = (first[name].tolist() for name in ("food_id", "usual", "measure", "grams"))
    usual = {food: (count, measure, grams) for food, count, measure, grams in zip(*columns, strict=True)}
    rows = []
    for food, group in zip(ids, groups, strict=True):
        count, measure, grams = usual.get(food, (float("nan"), "g", 1.0))
        rows.append(_size(count, measure, grams, whole=group == SUPPLEMENTS))
    return pd.DataFrame(rows, columns=["portion", "step", "measure", "count"])


def _size(count: float, measure: str, grams: float, *, whole: bool) -> tuple[float, float, str, float]:
    """Give portion [g], step [g], and the portion in the household's own words."""
    if whole:
        return grams, grams, measure, 1.0
    if measure == "g":
        portion = min(100.0 if pd.isna(count) else count * grams, MOST_AMOUNT)
        return portion, (25.0 if portion <= LARGE else 50.0), "g", portion
    count = 1.0 if pd.isna(count) else count
    return count * grams, step_of(count, measure, grams) * grams, measure, count


def step_of(count: float, measure: str, grams: float) -> float:
    """Give how many of a measure make half a portion, as people count it.

    That is whole pieces, or halves of what is halved. A portion between the halves (¼ or ¾ cup) goes by
    quarters, and one smaller still as a whole.
    """
    if not (measure.startswith(HALVED) or grams >= HEAVY):
        return min(max(1.0, count // 2), count)
    if count % 0.5 == 0:
        return max(0.5, count // 1 / 2)
    return 0.25 if count % 0.25 == 0 else count
