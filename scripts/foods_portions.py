"""Turn the publishers' household measures into short ones: the name of one measure and its grams."""

import re
from collections.abc import Iterable
from decimal import Decimal

from scripts.foods_convert import plain

MOST = 6
SIZES = (
    "extra large|extra-large|large or thick|medium or regular|small or regular|small or medium|"
    "small or thin|large|medium|small|tiny|regular|miniature|mini|thin|thick|individual|bite size"
)

# Measures nobody serves by, guesses of the survey, brands, and weights of the uncooked or unpeeled food.
SKIP = re.compile(
    r"not specified|guideline|inch|any size|yield|\bNFS\b|NS as to|calorie|unpopped|in shell|refuse|"
    r"^(drops?|dash|pea|peanut|kernel|raisin|ice cube|cup ice|quart|roast|unit|duck|goose|coconut|root|"
    r"push up|sleeve|linear|flowerets?|shoot|head|back bone|package|container|whole fish|tablet|jiggler)\b|"
    r"school|kids meal|value/dollar|child/senior|movie theater|bag$|NLEA|surface|filled with|with bone|"
    r"large can|pot \(|[A-Z][a-z]*[A-Z]|raw\)|Leg \(|leg \(|bun-size|crust not eaten|dipping"
)
BRANDS = re.compile(
    r"McD|Wendy|Keebler|Pepperidge|Nabisco|Oreo|Subway|Girl Scout|Little Debbie|Cinnabon|Pizza Hut|Papa|Hostess|"
    r"New Trail|Sunbelt|Cheddars|Nip|Wheat Thins|Town House|Gold Standard|Foods|Weider|D\.E\.L|Monster|Jerk|"
    r"Slim Jim|Bagel Thin|Texas|Belgian|Vienna|Naan|Mac$"
)
WORDS = {
    "tablespoon": "tbsp",
    "teaspoon": "tsp",
    "shrimp": "prawn",
    "anchovies": "anchovy",
    "beets": "beet",
    "floweret": "floret",
    "spears": "spear",
    "pods": "pod",
    "sardines": "sardine",
    "mushrooms": "mushroom",
    "slices": "slice",
    "biscuits": "biscuit",
    "chips": "chip",
    "cubes": "cube",
    "balls": "ball",
}
ALONE = {"large", "medium", "small", "regular", "miniature", "extra large", "thin", "thick", "whole", "item"}


def count_and_name(text: str) -> tuple[Decimal, str]:
    """Split "1/2 cup" into a half and "cup"; without a number the count is one."""
    found = re.match(r"(\d+)/(\d+) +(.+)|(\d*\.?\d+) +(.+)", text)
    if not found:
        return Decimal(1), text
    top, bottom, fraction_of, number, number_of = found.groups()
    if top:
        return Decimal(top) / Decimal(bottom), fraction_of
    return Decimal(number), number_of


def short(name: str) -> str:
    """Give the measure a short name: no dimensions, sizes last, our abbreviations; "" if of no use."""
    if SKIP.search(name) or BRANDS.search(name):
        return ""
    name = re.sub(r"\s*\((?!\d+ (?:fl )?oz\))[^)]*\)", "", name)
    name = re.sub(r"^cup,? .*|^cup$", _cup, name.strip(" ,"))
    name = re.sub(r"^tbsp .*", "tbsp", name)
    name = re.sub(r"^fl oz.*", "fl oz", name)
    name = re.sub(r"^(tsp|tbsp|oz),? .*", r"\1", name)
    name = re.sub(rf"^({SIZES}) (.+)$", r"\2, \1", name)
    name = " ".join(WORDS.get(word, word) for word in name.split(" "))
    return f"piece, {name}" if name in ALONE - {"whole", "item"} else "piece" if name in ALONE else name


def _cup(found: re.Match[str]) -> str:
    """Keep how a cup is filled where that changes its weight much, in one word."""
    for word in ("mashed", "sliced", "slices", "chopped", "diced", "cubes", "shredded", "crumbled", "melted", "pieces"):
        if word in found[0]:
            return f"cup, {WORDS.get(word, word)}" if word != "slices" else "cup, sliced"
    return "cup"


def published(rows: Iterable[tuple[str, str]]) -> dict[str, Decimal]:
    """Give measure -> grams of one, from (text with count, grams) in the publisher's order."""
    found: dict[str, Decimal] = {}
    for text, grams in rows:
        count, name = count_and_name(text.strip())
        measure = short(name)
        if measure and Decimal(grams or 0) > 0 and len(measure) <= 40:
            found.setdefault(measure, (Decimal(grams) / count).quantize(Decimal("0.01")))
    return found


def portions(measure: str, count: str, grams: str, table: dict[str, Decimal]) -> list[tuple[str, str, str]]:
    """Give (measure, grams of one, usual count) rows for one food, the usual measure first.

    A measure the publisher weighs keeps the publisher's weight. An ounce is 28.35 g, always.
    """
    first = table.get(measure, Decimal(grams))
    if measure == "oz":
        first = Decimal("28.35")
    rows = [(measure, plain(first), count)]
    for name, weight in table.items():
        ours = Decimal("28.35") if name == "oz" else weight
        if name != measure and all(plain(ours) != row[1] for row in rows):
            rows.append((name, plain(ours), ""))
    return rows[:MOST]
