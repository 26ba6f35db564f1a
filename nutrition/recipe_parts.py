"""A line of a recipe taken apart by ingredient-parser-nlp: its amounts, its names, and what else it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from nutrition.tables import TAGGER, records

if TYPE_CHECKING:
    from types import ModuleType

    from ingredient_parser.dataclasses import IngredientAmount

LONGEST_LINE = 200  # characters of a line that are looked at
LEADS = re.compile(r"^[\s*·•-]+")
THOUSANDS = re.compile(r"(?<![0-9.,])([1-9][0-9]{0,2}),([0-9]{3})(?![0-9])")
POWER = re.compile(r"(?<=[\d.])[eE](?=[+-]?\d)")
DECIMAL = re.compile(r"(?<=[0-9]),(?=[0-9])")
UNDER = {"half": 2, "halve": 2, "third": 3, "quarter": 4}
SHARE = (
    r"(?:\b(?P<top>{counts}|[1-9])[\s-]+|^)(?P<under>half|halves|thirds?|quarters?)\b(?!-)"
    r"(?:\s+of\b)?(?:\s+(?:an?|the)\b)?"
)
AND = r"\b({counts})(?=\s+and\s+\d/\d)"
REWRITTEN = (
    (re.compile(r"^\s*\d{1,2}[.)]\s+(?=\d)"), ""),  # "2. 3 eggs" is a line with its number
    (re.compile(r"×"), " x "),
    (re.compile(r"(?<=\d)(?=fl\b)", re.IGNORECASE), " "),  # else "14fl oz" is a weight
    (re.compile(r"(?<![\d/.])(\d+)-(?=\d/\d)(?!\d/\d+\s*-)"), r"\1 "),  # "1-1/2 cups"
    (re.compile(r"^(\d+)\s*[+&]\s*(?=\d/\d)"), r"\1 "),  # "1 & 1/2 cups"
    (re.compile(r"\bbetween\s+([\d./½¼¾]+)\s+and\s+(?=[\d½¼¾])", re.IGNORECASE), r"\1-"),
    (re.compile(r"(\d/\d|[¼½¾⅓⅔])\s+of\s+an?\s+(?=\d)"), r"\1 x "),  # "1/3 of a 450 g block"
    (re.compile(r"(?<![\d.,/])([1-9]\d{0,2})(?:\s(?=000)|['’\u2009\u202f])(\d{3})(?!\d)"), r"\1\2"),
    (re.compile(r"(?<![\d.,/])([1-9]\d{0,2})\.(\d\d0)(?=\s*(?:g|gr|ml|grams?)\b)"), r"\1\2"),  # "1.500 g"
)
DOZEN = re.compile(r"\b(?P<top>[0-9]+|an?|one)(?:/(?P<under>[1-9][0-9]*))?\s+dozen\b", re.IGNORECASE)
LOADING = Lock()
UNITS = {"dl": "dl", "cl": "cl", "gr": "gr", "grs": "gr"}  # what the parser does not know, by the plural


@dataclass(frozen=True)
class Amount:
    """One amount in a line: how many, of what unit as it is written, its place in the line.

    ``each`` says that every one of another amount has it: 400 g of "2 x 400 g tins".
    """

    count: float
    unit: str
    place: int
    each: bool = False


@dataclass(frozen=True)
class Parts:
    """What a line says. Amounts that belong together, as in "1 lb 2 oz", are one group."""

    amounts: tuple[tuple[Amount, ...], ...]
    names: tuple[str, ...]
    size: str
    rest: str


def parts_of(text: str) -> Parts:
    """Take a line apart; "1,000" is a thousand, "0,5" a half, of "2-3" the middle counts.

    A line that cannot be taken apart is a name without an amount.
    """
    plain = _plain(text[:LONGEST_LINE])
    parser = _parser()
    try:
        found = parser.parse_ingredient(plain, string_units=True, custom_units=UNITS)
        groups = [tuple(_amounts(getattr(each, "amounts", [each]), each)) for each in found.amount]
    except (ValueError, ArithmeticError, LookupError):  # it stops at "1/0", at "nan", at a line without words
        return Parts((), (plain,), "", "")
    rest = " ".join(each.text for each in (found.preparation, found.comment) if each)
    names = tuple(each.text for each in found.name)
    return Parts(tuple(filter(None, groups)), names, found.size.text if found.size else "", rest)


def _amounts(parts: list["IngredientAmount"], whole: object) -> Iterator[Amount]:
    """Give the amounts of a group that are numbers; what "minus" stands before counts below zero."""
    for place, part in enumerate(parts):
        if isinstance(part.quantity, Fraction) and isinstance(part.quantity_max, Fraction):
            count = float(part.quantity + part.quantity_max) / 2
            sign = -1 if place and getattr(whole, "subtractive", False) else 1
            yield Amount(sign * count, str(part.unit), part.starting_index, each=part.SINGULAR)


def _plain(text: str) -> str:
    """Write out what the parser reads in another way, or not at all."""
    plain = _pattern(SHARE).sub(_share, LEADS.sub("", text))
    plain = _pattern(AND).sub(lambda found: str(_counts()[found[1].lower()]), plain)
    for pattern, written in REWRITTEN:
        plain = pattern.sub(written, plain)
    plain = THOUSANDS.sub(r"\1\2", plain)
    plain = POWER.sub(" e ", plain)  # "1e999999999" is no amount; as one it would be worked out for hours
    return DOZEN.sub(_dozen, DECIMAL.sub(".", plain))


def _share(found: re.Match[str]) -> str:
    """Write "two thirds of a" as "2/3"; a share that stands alone is one of it."""
    top = (found["top"] or "a").lower()
    return f"{_counts().get(top) or top}/{UNDER[found['under'].lower().removesuffix('s')]}"


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words.format(counts="|".join(_counts())), re.IGNORECASE)


@cache
def _counts() -> dict[str, int]:
    """Give the words that are whole numbers: "two" is 2."""
    rows = [row for row in records("recipe_words") if row["kind"] == "count"]
    return {row["word"]: int(row["means"]) for row in rows if row["means"].isdigit()}


def _dozen(found: re.Match[str]) -> str:
    count = int(found["top"]) if found["top"].isdigit() else 1
    return f"{12 * count / int(found['under'] or 1):g}"


@cache
def _parser() -> "ModuleType":
    """Load the parser, with its tagger's model from our own folder: else it would ask the network for one."""
    with LOADING:  # two at once would each load 100 MB of models
        import nltk.data  # type: ignore[import-untyped]  # noqa: PLC0415 - 2 s that only recipes need

        if str(TAGGER) not in nltk.data.path:
            nltk.data.path.insert(0, str(TAGGER))
        import ingredient_parser  # noqa: PLC0415 - it looks for the model as it is loaded

        ingredient_parser.parse_ingredient("1 egg")  # the rest it loads for its first line
    return ingredient_parser
