"""A line of a recipe, such as "2 x 400 g tins of chickpeas", as an amount, a unit and the name of a food."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from nutrition.exchange.matching import measured
from nutrition.recipe_parts import Amount, parts_of
from nutrition.tables import records
from nutrition.words import name_words, one, words_of

WHOLES = ("fruit", "piece, medium", "piece, regular")  # measures that are one of it, whatever it is called
# Of two amounts, the one whose kind comes first here says the weight.
TELLING = ("weight", "volume", "unit", "other", "", "container")
SIZES = ("large", "medium", "small")
BRACKET = re.compile(r"[\d½]\s*\(")  # "4 (6 oz) fillets" are six ounces each, "2 bananas 200 g" are not
BRACKETED = 2  # places from "4" to "6" in "4 (6 oz) fillets"
# "1 500 g" is one of 500 g, or 1,500 g; before "tins" it is the first.
SPACED = re.compile(
    r"(?<![\d.,/])[1-9]\d{0,2}\s\d{3}\s*(?:g|ml)\b(?!\s*(?:tin|can|pack|jar|carton|block|bag|bottle))"
)
# What is said beside the amount and makes it another.
MORE = re.compile(r"\bplus [\d½¼¾]|\d ?g drained|drained weight")
AGREE = 0.8  # of the larger: "25 g/1 oz" is one amount, "100 g a head (400 g)" are two


@dataclass(frozen=True)
class Line:
    """A line as it stands in a recipe: how many of what unit, None where it does not say, of which food.

    ``tin`` says that the amount is that of tins, with all that is in them.
    """

    text: str
    amount: float | None
    unit: str
    name: str
    tin: bool = False


@dataclass(frozen=True)
class Said:
    """An amount with its unit as we write it, and that unit's kind; None is a sum that cannot be told."""

    count: float | None
    unit: str
    kind: str
    place: int
    each: bool


@lru_cache(maxsize=2_000)
def read_line(text: str) -> Line:
    """Read one line; of "1 cup (200 g)" the weight counts, of "butter or oil" the first.

    What is said of work in the kitchen is no part of the name, unless it says what food it is; a tin makes it
    canned. "1 cup plus 12 g" is no amount: a volume and a weight have no sum.
    """
    parts = parts_of(text)
    said = [_said(group) for group in parts.amounts]
    amount, unit = _chosen(said, text)
    if MORE.search(parts.rest):
        amount = None
    size = _meant(parts.size)
    names = parts.names[:1] if " or " in text.lower() else parts.names
    tin = any(_kind(one(word))[0] == "can" for group in parts.amounts for word in words_of(group[0].unit))
    name = _name(" ".join(names), parts.rest, tin=tin)
    return Line(text, amount, unit or (size[0] if size else ""), name, tin)


def line_grams(line: Line, weights: dict[str, float]) -> float | None:
    """Give the weight [g] of what a line says of a food with these measures; None where it cannot be told."""
    if line.amount is None or _kind(line.unit)[1] == "container":  # a tin is of any size
        return None
    units = [line.unit] if line.unit else _whole(line.name, weights)
    found = (measured(f"{line.amount:.6f} {unit}", weights)[0] for unit in units)
    return next((grams for grams in found if grams), None)


def _whole(name: str, weights: dict[str, float]) -> list[str]:
    """Give the measures that are one whole of a food: "carrot, medium" of carrots, best first.

    A measure with more of the words comes before that: "baby carrot" of baby carrots. A half is no whole.
    """
    words = set(name_words(name))
    found = {each: set(name_words(each)) for each in weights}
    whole = [each for each, has in found.items() if words & has and "half" not in has]
    best = sorted(
        whole,
        key=lambda each: (
            -len(words & found[each]),
            "medium" not in each,
            bool(found[each] - words),
            "large" not in each,
            len(each),
        ),
    )
    return best or [each for each in WHOLES if each in weights]


def _chosen(said: list[Said], text: str) -> tuple[float | None, str]:
    """Give the amount that tells most of the weight, as often as there are tins or pieces of it."""
    if not said:
        return None, ""
    best = min(said, key=lambda each: TELLING.index(each.kind))
    counts = [each for each in said if each is not best and each.kind not in ("weight", "volume")]
    times = _times(best, counts, text)
    total = best.count * times if best.count and times else None
    same = [each for each in said if each.kind == best.kind and " or " not in text.lower()]
    return (total if all(_agree(each, best, total) for each in same) else None), best.unit


def _times(best: Said, counts: list[Said], text: str) -> float | None:
    """Say how often an amount is there: 400 g of "2 x 400 g tins" twice; None where it cannot be told.

    "2 tins (800 g)" may be 800 g each or together.
    """
    if best.kind not in ("weight", "volume"):
        return 1
    if best.each:
        return counts[0].count if counts else 1
    if tins := [each.count for each in counts if each.kind == "container"]:
        return 1 if tins == [1] else None
    first = next((each for each in counts if not each.kind), None)
    apart = best.place - first.place if first else 0
    if first and apart == 1:
        return None if SPACED.search(text) else first.count
    return first.count if first and apart == BRACKETED and BRACKET.search(text) else 1


def _agree(other: Said, best: Said, total: float | None) -> bool:
    """Tell whether another amount of the same kind says the same as the best one, once or in all."""
    sizes = [(_size(other), _size(best)), (_size(other), _size(best, total))]
    return any(min(two) >= AGREE * max(two) for two in sizes)


def _size(said: Said, count: float | None = None) -> float:
    each = measured(f"1 {said.unit}", {"ml": 1.0})[0] if said.unit else 1.0
    return (count or said.count or 0.0) * (each or 1.0)


def _said(group: tuple[Amount, ...]) -> Said:
    """Give the sum of amounts that belong together, in the unit of the first: "1 lb 2 oz"."""
    units = [_meant(each.unit) or _unknown(each.unit) for each in group]
    sizes = [measured(f"1 {means}", {"ml": 1.0})[0] or 0.0 for means, _ in units]
    first, (means, kind) = group[0], units[0]
    if len(group) == 1:
        return Said(first.count, means, kind, first.place, first.each)
    if not all(sizes) or len({kind for _, kind in units}) > 1:
        return Said(None, "", kind, first.place, first.each)
    total = sum(each.count * size for each, size in zip(group, sizes, strict=True))
    return Said(total / sizes[0], means, kind, first.place, first.each)


def _meant(text: str) -> tuple[str, str] | None:
    """Give the unit that a text means, and its kind: of "g packs" the gram, of "large cloves" the clove."""
    words = name_words(text)
    found = [_kind(each) for each in (" ".join(words), *reversed(words))]
    units = [each for each in found if each[1] in ("unit", "container")]
    if not units:
        return None
    means, kind = min(units, key=lambda each: (each[1] != "unit", each[0] in SIZES))
    if measured(f"1 {means}", {})[0]:
        return means, "weight"
    return means, "volume" if measured(f"1 {means}", {"ml": 1.0})[0] else kind


def _unknown(text: str) -> tuple[str, str]:
    return " ".join(name_words(text)), "other" if text else ""


def _name(said: str, rest: str, *, tin: bool) -> str:
    """Give the words that say which food it is; the half of "half-fat" is no amount."""
    joined = {word for part in said.split() if "-" in part for word in words_of(part)}
    kinds = [(word, _kind(one(word))[1]) for word in words_of(said)]
    words = [word for word, kind in kinds if kind != "aside" and (kind != "count" or word in joined)]
    kept = {"kept"} if any(_kind(word)[1] == "state" for word in words) else {"kept", "state"}
    words += [word for word in words_of(rest) if _kind(word)[1] in kept and word not in words]
    words += [word for word in words_of(rest) if _kind(word)[1] == "other" and word not in words]
    name = [word for word in words if _kind(one(word))[1] != "container"]
    tin = tin or any(_kind(one(word))[0] == "can" for word in words)
    name = [word for word in name if not tin or word != "drained"]
    return " ".join([*name, *["canned"] * (tin and "canned" not in name)])


def _kind(word: str) -> tuple[str, str]:
    return _kinds().get(word, ("", ""))


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["means"], row["kind"]) for row in records("recipe_words")}
