"""Turn the publishers' household measures into short ones: the name of one measure and its grams."""

import re
from collections.abc import Iterable
from decimal import Decimal

from scripts.foods_convert import plain

MOST = 6
OUNCE = Decimal("28.35")
SENSIBLE = (Decimal(1), Decimal(1000))

# Measures nobody serves by, guesses of the survey, and weights of the uncooked, unpeeled or unopened food.
SKIP = re.compile(
    r"not specified|guideline|inch|any size|yield|\bNFS\b|NS as to|calorie|unpopped|in shell|refuse|NLEA|"
    r"prepackaged|school|kids meal|dollar|senior|movie|bag$|surface|filled with|with bone|large can|"
    r"crust not|dipping|bun-size|bone and skin$|^breast, bone removed|piece whole|serving \d|\braw|sum of|"
    r"or bite|or finger|or 2 squares|drained solids|oysters and|"
    r"^(?:drops?|dash|pea|peanut|kernel|raisin|ice cube|cup ice|quart|roast|unit|duck|goose|coconut|root|"
    r"push|sleeve|linear|floweret|shoot|head|package|container|whole|tablet|jiggler|stacker|shoestring|"
    r"straight|spiral|string|juice of|item|small pot|large pot|single serving|half smoke|berry|rind|"
    r"chicken fry|bite size|crinkle|1-3 ring)",
    re.IGNORECASE,
)
BRANDS = re.compile(
    r"M[cC]|Wendy|Keebler|Pepperidge|Nabisco|Oreo|Subway|Girl Scout|Debbie|Cinnabon|Pizza Hut|Papa|Hostess|"
    r"Trail|Sunbelt|Cheddars|Nip|Wheat Thins|Town House|Gold Standard|Foods|Weider|D\.E\.L|Monster|Jerk|"
    r"Slim Jim|Bagel Thin|Texas|Belgian|Vienna|Naan"
)
SIZES = ["extra large", "extra-large", "large", "medium", "small", "tiny", "regular", "miniature", "mini"]
SIZE = "|".join([*SIZES, "thin", "thick", "individual", "personal size"])
WORDS = {
    "tablespoon": "tbsp",
    "teaspoon": "tsp",
    "shrimp": "prawn",
    "anchovies": "anchovy",
    "beets": "beet",
    "spears": "spear",
    "pods": "pod",
    "sardines": "sardine",
    "mushrooms": "mushroom",
    "slices": "slice",
    "biscuits": "biscuit",
    "cubes": "cube",
    "balls": "ball",
    "popsicle": "lolly",
    "miniature": "mini",
    "extra-large": "extra large",
}
FILLED = {
    "mashed": "mashed",
    "slice": "sliced",
    "chopped": "chopped",
    "diced": "diced",
    "cubes": "diced",
    "shredded": "shredded",
    "crumbled": "crumbled",
    "melted": "melted",
    "pieces": "pieces",
}
NOT_THE_FOOD = re.compile(
    r"cup|tbsp|tsp|oz|serving|slice|glass|can|bottle|bowl|shot|scoop|pot|half|packet|clove"
)


def count_and_name(text: str) -> tuple[Decimal, str]:
    """Split "1/2 cup" into a half and "cup"; without a number the count is one."""
    found = re.match(r"(\d+)/(\d+) +(.+)|(\d*\.?\d+) +(.+)", text)
    if not found:
        return Decimal(1), text
    top, bottom, fraction_of, number, number_of = found.groups()
    if top:
        return Decimal(top) / Decimal(bottom), fraction_of
    return Decimal(number), number_of


def whole_of(measure: str, group: str) -> str:
    """Name one whole of the food, for a publisher's measure that is only a size, such as "large"."""
    if not NOT_THE_FOOD.match(measure):
        return measure.split(",", maxsplit=1)[0]
    return "drink" if group == "Drinks" else "piece"


def short(name: str, whole: str) -> str:
    """Give a measure a short name: no dimensions, size last, our abbreviations; "" if it is of no use."""
    name = name.strip(" ,")
    if SKIP.search(name) or BRANDS.search(name):
        return ""
    name = re.sub(r"\s*\((?!\d+ fl oz\))[^)]*\)", "", name)
    name = re.sub(r"^(piece|slice|wedge|section)/\w+|^(fl oz).*", r"\1\2", name)
    name = re.sub(rf"(?<=^)(?:{SIZE})(?:/| or )({SIZE})\b", r"\1", name)
    if "/" in name or re.match(r"cups?\b", name):
        return _cup(name)
    name = " ".join(WORDS.get(word, word) for word in name.split())
    name = re.sub(r"^(tsp|tbsp|oz)\b.*", r"\1", name)
    name = re.sub(rf"^({SIZE}) (.+)$", r"\2, \1", re.sub(rf"^(?!extra)(\w+) ({SIZE})$", r"\1, \2", name))
    return f"{whole}, {name}" if re.fullmatch(f"{SIZE}", name) else name


def _cup(name: str) -> str:
    """Keep in one word how the cup is filled, because that changes its weight; "" for anything else."""
    if not name.startswith("cup"):
        return ""
    return next((f"cup, {ours}" for word, ours in FILLED.items() if word in name), "cup")


def published(rows: Iterable[tuple[str, str]], whole: str = "piece") -> dict[str, Decimal]:
    """Give measure -> grams of one, from (text with count, grams) in the publisher's order."""
    found: dict[str, Decimal] = {}
    for text, grams in rows:
        count, name = count_and_name(text.strip())
        measure = short(name, whole)
        weight = (Decimal(grams or 0) / count).quantize(Decimal("0.01"))
        if measure and SENSIBLE[0] <= weight <= SENSIBLE[1]:
            found.setdefault(measure, OUNCE if measure == "oz" else weight)
    return found


def portions(measure: str, count: str, grams: str, table: dict[str, Decimal]) -> list[tuple[str, str, str]]:
    """Give (measure, grams of one, usual count) rows for one food, the usual measure first.

    A measure the publisher weighs keeps the publisher's weight; an ounce is 28.35 g, always.
    """
    rows = [(measure, plain(table.get(measure, Decimal(grams))), count)]
    rows += [(name, plain(weight), "") for name, weight in table.items() if name != measure]
    weights = [row[1] for row in rows]
    return [row for place, row in enumerate(rows) if row[1] not in weights[:place]][:MOST]
