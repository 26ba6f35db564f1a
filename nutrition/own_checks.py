"""What is wrong with a food or a recipe that somebody adds; each fault names its place, value and way out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast, get_args

from nutrition.checks import number_faults, shown, text_faults
from nutrition.errors import PlanError, plain
from nutrition.people import Diet
from nutrition.plans import MOST_GRAMS
from nutrition.tables import nutrients, read_foods

ID = re.compile(r"own:[a-z0-9-]{1,60}")
AS_RECORDED = "as recorded"  # a measure: 100 g of such a food are one entry of a diary, whatever it weighed
MOST_PER_100_G = {"g": 100.0, "mg": 100_000.0, "ug": 100_000_000.0, "kcal": 950.0}  # fat has 902 kcal
MOST_OF_ANYTHING = 1e9  # of a nutrient in an entry whose weight is not known, in any unit
WHOLE = ("water_total", "protein", "carbohydrate", "fat_total", "alcohol")  # none is a part of another
MOST_WHOLE = 105.0  # g per 100 g: each is measured for itself; the highest sum that is published is 104.7
MOST_PARTS = 100  # measures of a food, ingredients of a recipe
MOST_SERVINGS = 1000.0
SHRINKS = 20.0  # times lighter or heavier than its ingredients; stock and dried grains stay well within

Pairs = tuple[tuple[Any, Any], ...]


def food_faults(
    per_100g: Pairs, measures: Pairs, diet: object, allergens: object, b12_form: object
) -> Iterable[str]:
    """Give what is wrong with a food: amounts, measures, diet, allergens and form of its B12."""
    yield from _amount_faults(per_100g, entry=(AS_RECORDED, 100) in measures)
    yield from _measure_faults(measures)
    yield from _choice_faults("diet", diet, ("", *get_args(Diet)))
    yield from _choice_faults("b12_form", b12_form, ("", *_words("b12_form")))
    if allergens is not None and not isinstance(allergens, tuple):
        yield f"allergens: {shown(allergens)} is not a list; leave it out where they are not known"
    for allergen in allergens if isinstance(allergens, tuple) else ():
        yield from _choice_faults("allergens", allergen, _words("allergens"))


def recipe_faults(ingredients: Pairs, cooked_grams: Any, servings: object) -> Iterable[str]:  # noqa: ANN401
    """Give what is wrong with a recipe: its ingredients, their weight and how many it serves."""
    wrong = []
    if not 1 <= len(ingredients) <= MOST_PARTS:
        wrong.append(f"ingredients: {len(ingredients)} is not between 1 and {MOST_PARTS}")
    for food, grams in ingredients[:MOST_PARTS]:
        wrong += text_faults("ingredients", food)
        wrong += number_faults(f"ingredients, {shown(food)}", grams, 0, MOST_GRAMS)
    wrong += number_faults("servings", servings, 1 / MOST_SERVINGS, MOST_SERVINGS)
    yield from wrong
    if not wrong:
        yield from _weight_faults(sum(grams for _, grams in ingredients), cooked_grams)


def _weight_faults(raw: float, cooked: Any) -> Iterable[str]:  # noqa: ANN401 - `number_faults` checks it
    if not raw:
        yield "ingredients: together they weigh nothing; give the grams of at least one"
    elif cooked is not None:
        yield from number_faults("cooked_grams", cooked, raw / SHRINKS, raw * SHRINKS)


def pairs(name: str, given: object) -> Pairs:
    """Give pairs of a name and a number as tuples, also where they were given as lists or as a mapping."""
    rows = list(given.items()) if isinstance(given, Mapping) else given
    if isinstance(rows, str) or not isinstance(rows, Iterable):
        raise PlanError([f"{name}: {shown(rows)} is not a list of pairs"])
    found = [tuple(row) if isinstance(row, tuple | list) else (row,) for row in rows]
    if wrong := [row for row in found if len(row) != 2]:  # noqa: PLR2004 - a name and a number
        raise PlanError([f"{name}: {shown(wrong[0])} is not a name and a number"])
    return tuple((first, plain(second)) for first, second in found)


def name_faults(own_id: object, name: object) -> Iterable[str]:
    """Give what is wrong with the id and the name of a food or recipe."""
    if not isinstance(own_id, str) or not ID.fullmatch(own_id):
        yield f"id: {shown(own_id)} is not own: and up to 60 of a-z, 0-9 and -"
    yield from text_faults("name", name)
    if isinstance(name, str) and not name.strip():
        yield "name: is empty; give the food a name"


def _amount_faults(per_100g: Pairs, *, entry: bool) -> Iterable[str]:
    wrong = list(_list_faults("per_100g", per_100g))
    for nutrient, amount in per_100g[:MOST_PARTS]:
        unit = _units().get(nutrient) if isinstance(nutrient, str) else None
        if unit is None:
            wrong.append(f"per_100g: {shown(nutrient)} is no nutrient; their ids are in data/nutrients.csv")
        else:
            most = MOST_OF_ANYTHING if entry else MOST_PER_100_G[unit]
            wrong += number_faults(f"per_100g, {nutrient} [{unit}]", amount, 0, most)
    yield from wrong
    whole = 0 if wrong or entry else sum(amount for name, amount in per_100g if name in WHOLE)
    if whole > MOST_WHOLE:
        yield f"per_100g: {', '.join(WHOLE)} come to {whole:g} g; in 100 g there are no more than 100"


def _measure_faults(measures: Pairs) -> Iterable[str]:
    yield from _list_faults("measures", measures)
    for measure, grams in measures[:MOST_PARTS]:
        yield from text_faults("measures", measure)
        if measure in ("", "g"):
            yield f"measures: {shown(measure)} is no name for a measure; grams are always there"
        yield from number_faults(f"measures, {shown(measure)} [g]", grams, 0, MOST_GRAMS)
        if grams == 0:
            yield f"measures, {shown(measure)} [g]: 0 is no weight; leave the measure out"


def _list_faults(name: str, given: Pairs) -> Iterable[str]:
    names = [first for first, _ in given if isinstance(first, str)]
    if len(given) > MOST_PARTS:
        yield f"{name}: {len(given)} are too many; there may be {MOST_PARTS}"
    elif len(set(names)) < len(names):
        twice = next(each for each in names if names.count(each) > 1)
        yield f"{name}: {shown(twice)} stands there twice; keep one"


def _choice_faults(name: str, value: object, choices: Sequence[str]) -> Iterable[str]:
    if not isinstance(value, str) or value not in choices:
        yield f"{name}: {shown(value)} is not known; choose from {', '.join(filter(None, choices))}"


@cache
def _units() -> dict[str, str]:
    return cast("dict[str, str]", nutrients()["unit"].to_dict())


@cache
def _words(column: str) -> tuple[str, ...]:
    """Give the words that a column of the food table holds, such as all allergens."""
    return tuple(sorted({word for cell in read_foods()[column] for word in cell.split(";") if word}))
