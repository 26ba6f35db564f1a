"""Words for sentences: nutrients, figures, foods and amounts as they are said in a kitchen."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd

from nutrition.intake import SUPPLEMENTS
from nutrition.plans import Item
from nutrition.shopping import in_words, plural
from nutrition.tables import nutrients, table

Weights = Mapping[str, Mapping[str, float]]  # what `all_measures` gives

SIZES = ("extra large", "large", "medium", "small", "mini")
THIRDS = {1 / 3: "⅓", 2 / 3: "⅔"}
NEAR = 0.02  # part of a count that may be off and still be said as a half, a third or a quarter
DIGITS = 3  # of a figure; more are seldom sure, and fewer would make two foods alike
MOST_COUNT = 20  # more pieces than that are better said in grams
SMALL = 10.0  # g; below, grams are said with a decimal
MEALS = {"Breakfast": "breakfast", "Lunch": "lunch", "Snack": "snack time", "Dinner": "dinner"}
ALLERGENS = {
    "tree_nut": "tree nuts",
    "peanut": "peanuts",
    "mollusc": "molluscs",
    "crustacean": "crustaceans",
    "egg": "eggs",
}


def nutrient_word(nutrient: str) -> str:
    """Name a nutrient inside a sentence: "vitamin B12", "iron", "EPA + DHA"."""
    label = _labels().get(nutrient, nutrient).split(" (")[0]
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def figure(value: float, nutrient: str) -> str:
    """Write an amount [per day, our unit] with its unit: "3.0 µg", "1,200 mg"; small ones keep a digit."""
    unit, decimals = _units().get(nutrient, ("", 1))
    if 0 < abs(value) < 0.5 * 10.0**-decimals:
        decimals = math.ceil(-math.log10(abs(value)))
    return f"{value:,.{decimals}f} {unit.replace('ug', 'µg')}".strip()


def exact(value: float) -> str:
    """Write a figure with three digits that count, more before the point: "0.0043", "12.1", "1,234"."""
    if value == 0:
        return "0"
    after = DIGITS - 1 - math.floor(math.log10(abs(value)))
    text = f"{value:,.{max(after, 0)}f}"
    return text.rstrip("0").rstrip(".") if after > 0 else text


def percent(part: float) -> str:
    """Write a part of a target, rounded down so that what is short is never called 100%."""
    return f"{math.floor(part * 100 + 1e-9)}%"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Join words as people do: "iron, zinc and calcium"; ``last`` stands before the last."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def some(words: Sequence[str], most: int, others: str = "more", last: str = "and") -> str:
    """Join the first few of many words: "iron, zinc and 12 more"; one alone is never left as "1 more"."""
    rest = [f"{len(words) - most} {others}"] if len(words) > most + 1 else []
    return listed([*words[:most], *rest] if rest else words, last)


def opened(text: str) -> str:
    """Begin a sentence with a capital."""
    return text[:1].upper() + text[1:]


def food_word(name: str) -> str:
    """Give the name of a food as it stands inside a sentence: "soy milk, plain", "Greek yogurt"."""
    first = re.split(r"[ ,]", name, maxsplit=1)[0]
    return name if first in _capitals() or first[1:] != first[1:].lower() else name[:1].lower() + name[1:]


def place_word(meal: str) -> str:
    """Name a meal inside a sentence: "breakfast", "snack time"; somebody's own meal as they wrote it."""
    return MEALS.get(meal, meal)


def allergen_word(allergen: str) -> str:
    """Name an allergen as people do: "tree nuts", "milk"."""
    return ALLERGENS.get(allergen, allergen.replace("_", " "))


def helping(item: Item, foods: pd.DataFrame, weights: Weights) -> str:
    """Say an item in words of the kitchen: "1 cup (243 g) of soy milk, fortified", "2 large eggs (100 g)".

    The measure is the item's own, else the usual one, where its count is a half, a third, a quarter or whole;
    otherwise grams alone: "150 g of tofu". Tablets go without grams.
    """
    name = food_word(str(foods.loc[item.food, "name"]))
    found = _counted(item, weights)
    if found is None:
        return f"{_grams(item.grams)} of {name}"
    count, measure = found
    taken = "group" in foods.columns and foods.loc[item.food, "group"] == SUPPLEMENTS
    weight = "" if taken else f" ({_grams(item.grams)})"
    return _said(count, measure, weight, name)


def count_word(item: Item, weights: Weights) -> str:
    """Give how many of its measure an item is: "2", "½"; or its grams: "36 g"."""
    found = _counted(item, weights)
    return _grams(item.grams) if found is None else _sign(_plainly(*found)[0])


def _said(count: float, measure: str, weight: str, name: str) -> str:
    """Put count, measure, weight and name together; what is counted by its own name is said once."""
    count, noun = _plainly(count, measure)
    number = _sign(count)
    one, size = noun.split()[-1], noun.split()[:-1]
    head, comma, rest = name.partition(",")
    plain, bracket, inside = head.partition(" (")
    own = plain.split() or [""]  # a food of one's own may be named ", x"
    if own[-1].lower() in (one, plural(one)):
        said = [number, *(word for word in size if word not in own), *own[:-1], _many(one, count)]
        return f"{' '.join(said)}{bracket}{inside}{weight}{comma}{rest}"
    if own[0].lower() == one and not (comma or bracket):
        return f"{' '.join([number, *size, _many(one, count)])}{weight} {' '.join(own[1:])}"
    told = f"{number} {_many(noun, count)}{weight}"
    return f"{name}: {told}" if {one, plural(one)} & _outside_brackets(name) else f"{told} of {name}"


def _many(noun: str, count: float) -> str:
    return plural(noun) if count > 1 else noun


def _outside_brackets(name: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", name.lower())))


def _plainly(count: float, measure: str) -> tuple[float, str]:
    """Give count and measure without what grams say better: "egg, large" is "large egg"."""
    noun, _, more = measure.partition(" (")[0].partition(", ")
    size = next((size for size in SIZES if more.startswith(size)), "")
    if noun.startswith("half "):
        noun, count = noun.removeprefix("half "), count / 2
    return count, f"{size} {noun}".strip()


def _sign(count: float) -> str:
    third = next((sign for part, sign in THIRDS.items() if abs(count % 1 - part) < NEAR * part), None)
    if third:
        return f"{math.floor(count) or ''}{third}"
    return in_words(round(count * 4) / 4)


def _counted(item: Item, weights: Weights) -> tuple[float, str] | None:
    """Give the count and the measure to say it in; None where grams say it better."""
    known = weights.get(item.food, {})
    for measure in dict.fromkeys([item.measure, *list(known)[:1]]):
        if measure != "g" and measure in known:
            count = item.grams / known[measure]
            if count <= MOST_COUNT and _even(count):
                return count, measure
    return None


def _even(count: float) -> bool:
    """Whether a count is near a quarter, a half, a third or a whole number."""
    steps = [round(count * parts) / parts for parts in (4, 3)]
    return any(step > 0 and abs(count - step) <= NEAR * step for step in steps)


def _grams(grams: float) -> str:
    return f"{grams:,.0f} g" if grams >= SMALL else f"{grams:.1f}".removesuffix(".0") + " g"


@cache
def _labels() -> dict[str, str]:
    labels = nutrients()["label"]
    return dict(zip(labels.index, labels, strict=True))


@cache
def _units() -> dict[str, tuple[str, int]]:
    rows = nutrients()
    told = zip(rows["unit"], rows["decimals"].astype(int), strict=True)
    return dict(zip(rows.index, told, strict=True))


@cache
def _capitals() -> frozenset[str]:
    return frozenset(table("capital_words")["word"])
