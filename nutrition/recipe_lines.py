"""A line of a recipe, such as "2 x 400 g tins of chickpeas", as an amount, a unit and the name of a food."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from nutrition.exchange.matching import measured
from nutrition.tables import records
from nutrition.words import one, words_of

LONGEST_LINE = 200  # characters of a line that are looked at
NUMBER = r"[0-9]+(?:,[0-9]{3}(?![0-9])|[.,][0-9]+)?(?:\s+[0-9]+/[0-9]+|/[0-9]+)?"
SPAN = rf"(?P<low>{NUMBER})(?:\s*(?:-|to)\s*(?P<high>{NUMBER}))?"
WHOLES = ("fruit", "piece, medium", "piece, regular")  # measures that are one of it, whatever it is called
LEADS = re.compile(r"^[\s*·•-]+")
FIRST = re.compile(r"^(?P<word>[a-z]+)\s+", re.IGNORECASE)
TIMES = re.compile(rf"(?P<count>{NUMBER})\s*[x×]\s*(?=[0-9])")
BRACKETS = re.compile(r"\(([^()]*)\)")
HOLDS = re.compile(rf"(?P<low>{NUMBER})[\s-]*(?P<unit>kg|g|ml|l|oz|ounces?|lb)\b", re.IGNORECASE)
PLUS = re.compile(r"^\s*(?:(?:plus|and|&|\+)\s+)?(?=[0-9])", re.IGNORECASE)  # "1 lb 2 oz" too
DOZEN = re.compile(rf"(?P<count>{NUMBER})(?:\s+a)?\s+dozen\b", re.IGNORECASE)
OTHER = re.compile(rf"/\s*{NUMBER}\s*(?:kg|g|ml|l|oz|lb|fl oz)\b", re.IGNORECASE)  # "400g/14oz"
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"))


@dataclass(frozen=True)
class Line:
    """A line as it stands in a recipe: how many of what unit, None where it does not say, of which food."""

    text: str
    amount: float | None
    unit: str
    name: str


def read_line(text: str) -> Line:
    """Read one line; of a range the middle counts, and of "1 cup (200 g)" the weight.

    "1,000" is a thousand and "0,5" a half. Words of kitchen work are left out of the name, and what is said
    behind a comma, unless it says what food it is; a tin makes it canned.
    """
    rest = _plain(text)
    inside = [aside for aside in BRACKETS.findall(rest) if HOLDS.search(aside)]
    before = re.search(rf"{NUMBER}\s*\(", rest)
    rest = OTHER.sub(" ", BRACKETS.sub(" ", rest))
    count = TIMES.search(rest)
    times = _value(count["count"]) if count else 1.0
    amount, unit, name = _split(rest.replace(count[0], "", 1) if count else rest)
    kind = _kinds().get(unit, ("", ""))[1]
    if inside:
        held = HOLDS.search(inside[0])
        each = amount if (before or kind == "container") and amount else 1.0
        if held:
            amount, unit = each * _value(held["low"]), _kinds()[one(held["unit"].lower())][0]
    return Line(text, amount * times if amount is not None else None, unit, name)


def line_grams(line: Line, weights: dict[str, float]) -> float | None:
    """Give the weight [g] of what a line says of a food with these measures; None where it cannot be told."""
    if line.amount is None:
        return None
    units = [line.unit] if line.unit else _whole(line.name, weights)
    found = (measured(f"{line.amount:.6f} {unit}", weights)[0] for unit in units)
    return next((grams for grams in found if grams), None)


def _whole(name: str, weights: dict[str, float]) -> list[str]:
    """Give the measures that are one whole of a food: "carrot, medium" of carrots, best first."""
    words = {one(word) for word in words_of(name)}
    whole = [each for each in weights if words & {one(word) for word in words_of(each)}]
    best = sorted(whole, key=lambda each: ("medium" not in each, "large" not in each, len(each)))
    return best or [each for each in WHOLES if each in weights]


def _plain(text: str) -> str:
    """Write fractions, dashes and number words as figures, without what begins a list."""
    letters = _letters(text[:LONGEST_LINE])  # one that is a whole 1/2 gets a space before it
    spread = "".join(f" {each}" if "\u2044" in each[1:] else each for each in letters)
    plain = LEADS.sub("", spread.replace("\u2044", "/").translate(DASHES))
    word = FIRST.match(plain)
    means, kind = _kinds().get(word["word"].lower(), ("", "")) if word else ("", "")
    plain = means + " " + plain[word.end() :] if word and kind == "count" else plain
    return DOZEN.sub(r"\g<count> x 12", plain)


def _letters(text: str) -> list[str]:
    return [unicodedata.normalize("NFKC", letter) for letter in text]


def _split(rest: str) -> tuple[float | None, str, str]:
    """Give the first amount in a text, its unit, and the name that is left of it."""
    found = re.search(SPAN, rest)
    if not found:
        unit, after = _unit(rest)
        return (1.0, unit, _name(after, unit)) if unit else (None, "", _name(rest, ""))
    amount = _value(found["low"])
    if found["high"]:
        amount = (amount + _value(found["high"])) / 2
    unit, after = _unit(rest[found.end() :])
    if more := PLUS.match(after):
        amount, after = _added(amount, unit, after[more.end() :])
    return amount, unit, _name(f"{rest[: found.start()]} {after}", unit)


def _added(amount: float, unit: str, rest: str) -> tuple[float, str]:
    """Add "2 tbsp" to "1 cup" where both are weights, or both volumes."""
    found = re.match(SPAN, rest)
    other, after = _unit(rest[found.end() :]) if found else ("", rest)
    one_each = [measured(f"1 {each}", {"ml": 1.0})[0] for each in (unit, other)]
    weights = [bool(measured(f"1 {each}", {})[0]) for each in (unit, other)]
    if not found or not one_each[0] or not one_each[1] or weights[0] != weights[1]:
        return amount, rest
    return amount + _value(found["low"]) * one_each[1] / one_each[0], after


def _unit(rest: str) -> tuple[str, str]:
    """Give the unit that a text begins with, "" for none, and what follows; a size or a tin is one too."""
    words = re.match(r"\s*(?:(?:heaped|level|of)\s+)*([a-zA-Z]+\.?(?:\s+(?:oz|ounces?)\b)?)", rest)
    if not words:
        return "", rest
    for text in (words[1], words[1].split()[0]):
        key = " ".join(one(word) for word in words_of(text))
        means, kind = _kinds().get(key, ("", ""))
        if kind in ("unit", "container"):
            return means, rest[words.start(1) + len(text) :]
    return "", rest


def _name(rest: str, unit: str) -> str:
    """Give the words that say which food it is."""
    first, _, behind = rest.strip(" ,;:-").partition(",")
    kinds = _kinds()
    said = [word for word in words_of(first) if kinds.get(one(word), ("", ""))[1] not in ("aside", "count")]
    said += [word for word in words_of(behind) if kinds.get(word, ("", ""))[1] == "kept"]
    tins = [word for word in said if kinds.get(one(word), ("", ""))[1] == "container"]
    canned = unit == "can" or any(kinds[one(word)][0] == "can" for word in tins)
    name = [word for word in said if word not in tins]
    return " ".join([*name, *["canned"] * (canned and "canned" not in name)])


def _value(text: str) -> float:
    whole, _, part = text.strip().rpartition(" ")
    if re.fullmatch(r"[0-9]+,[0-9]{3}", text):
        return float(text.replace(",", ""))
    return sum(map(_number, (whole, part))) if whole else _number(part)


def _number(text: str) -> float:
    top, _, under = text.strip().partition("/")
    return float(top.replace(",", ".")) / (float(under) or 1.0) if under else float(top.replace(",", "."))


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["means"], row["kind"]) for row in records("recipe_words")}
