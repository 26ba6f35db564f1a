"""Foods that others publish, in our nutrients and units, and how one of them becomes a food of one's own."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from nutrition.own_foods import OwnFood

KINDS = {  # what is said of where a found food is from; the kinds of FoodData Central, then Open Food Facts
    "foundation": "USDA FoodData Central, Foundation Foods",
    "sr_legacy": "USDA FoodData Central, SR Legacy",
    "survey": "USDA FoodData Central, Survey (FNDDS)",
    "branded": "USDA FoodData Central, Branded Foods",
    "product": "Open Food Facts",
}
CREDITS = {
    "fdc": "U.S. Department of Agriculture, FoodData Central; public domain (CC0 1.0)",
    "off": "© Open Food Facts contributors; database under the Open Database License (ODbL) 1.0",
}
PAGES = {
    "fdc": "https://fdc.nal.usda.gov/food-details/{}/nutrients",
    "off": "https://world.openfoodfacts.org/product/{}",
}
PUBLISHERS = {"fdc": "USDA", "off": "Open Food Facts"}  # in a word or three, beside a name
KEY = re.compile(r"(?:own:)?(fdc|off)-([0-9]{1,24})")
LONGEST_NAME = 200


@dataclass(frozen=True)
class HeldBack:
    """A published amount per 100 g that is hard to believe, and why; it counts only where it is confirmed."""

    nutrient: str
    amount: float
    why: str


@dataclass(frozen=True)
class FoundFood:
    """A food as others publish it; what they do not publish is left out, and so is not known.

    ``key`` is "fdc-" and its number or "off-" and its barcode. ``per_100g`` are pairs of a nutrient and its
    amount [its unit in ``data/nutrients.csv``], ``measures`` of a household measure and its weight [g].
    ``diet``, ``b12_form`` and ``allergens`` are as in `OwnFood`; ``notes`` are sentences to read first.
    """

    key: str
    name: str
    kind: str
    per_100g: tuple[tuple[str, float], ...]
    brand: str = ""
    group: str = ""
    measures: tuple[tuple[str, float], ...] = ()
    published: str = ""
    diet: str = ""
    allergens: tuple[str, ...] | None = None
    b12_form: str = ""
    ingredients: str = ""
    held_back: tuple[HeldBack, ...] = ()
    notes: tuple[str, ...] = ()


def as_own(food: FoundFood, confirmed: Collection[str] = ()) -> OwnFood:
    """Give a found food as one of one's own; of what was held back only the nutrients in ``confirmed``."""
    more = tuple((each.nutrient, each.amount) for each in food.held_back if each.nutrient in confirmed)
    name = f"{food.name} ({food.brand})" if food.brand else food.name
    return OwnFood(
        id=f"own:{food.key}",
        name=name[:LONGEST_NAME],
        per_100g=(*food.per_100g, *more),
        measures=food.measures,
        diet=food.diet,
        allergens=food.allergens,
        b12_form=food.b12_form,
        origin=origin(food),
    )


def origin(food: FoundFood) -> str:
    """Say where a food's figures are from: who publishes them, under which number, since when."""
    number = food.key.partition("-")[2]
    since = f", published {food.published}" if food.published else ""
    return f"{KINDS[food.kind]}, {number}{since}"


def page_of(key: str) -> str:
    """Give the address of the publisher's page about a food, by its key or own id; "" for any other id."""
    found = KEY.fullmatch(key)
    return PAGES[found[1]].format(found[2]) if found else ""


def credit(key: str) -> str:
    """Give who is to be named for a food's figures, by its key or own id; "" for any other id."""
    found = KEY.fullmatch(key)
    return CREDITS[found[1]] if found else ""


def publisher(key: str) -> str:
    """Give who publishes a food in a word or three, by its key or own id; "" for any other id."""
    found = KEY.fullmatch(key)
    return PUBLISHERS[found[1]] if found else ""
