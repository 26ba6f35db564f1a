"""Reads what others wrote into JSON: each part is taken only where it is what it should be."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from nutrition.found_foods import FoundFood

UNWRITTEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
LONGEST = 200  # characters of a name or measure, as in a food of one's own
MOST_MEASURES = 20
MOST_GRAMS = 5000.0  # of one measure


@dataclass(frozen=True)
class Page:
    """What was found: foods, how many there are in all, which page of how many this is.

    ``left`` is how many questions are left this hour, None where it is not said; ``kept_on`` since when the
    answer is kept on this computer, None for a new one; ``old`` that nobody could be reached since.
    """

    foods: tuple[FoundFood, ...]
    total: int
    number: int = 1
    pages: int = 1
    left: int | None = None
    kept_on: datetime | None = None
    old: bool = False


def text(body: Mapping[str, Any], *keys: str, longest: int = LONGEST) -> str:
    """Give the first of some parts that is text and not empty, on one line; "" where none is."""
    for key in keys:
        value = body.get(key)
        if isinstance(value, str) and (plain := one_line(value)):
            return plain[:longest].strip()
    return ""


def one_line(value: str) -> str:
    """Give text on one line, without what cannot be written and with letters in their usual form."""
    return " ".join(unicodedata.normalize("NFC", UNWRITTEN.sub(" ", value)).split())


def figure(value: object) -> float | None:
    """Give an amount, also where it is written as text ("0E-8" is 0); None for what is no amount."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return abs(found) if isfinite(found) and found >= 0 else None


def whole(value: object, default: int = 0) -> int:
    """Give a whole number that is not negative, also where it is written as text; ``default`` otherwise."""
    found = figure(value)
    return int(found) if found is not None and found == int(found) else default


def rows(value: object) -> list[Mapping[str, Any]]:
    """Give those of a list that have parts; nothing for what is no list."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def part(body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Give a part that has parts itself; one without any where it is missing."""
    value = body.get(key)
    return value if isinstance(value, Mapping) else {}


def measures(found: Iterable[tuple[str, float | None]]) -> tuple[tuple[str, float], ...]:
    """Give household measures with their weight [g] that a food of one's own can have, each name once."""
    kept: dict[str, float] = {}
    for name, grams in found:
        plain = one_line(name)[:LONGEST].strip()
        if plain and plain.lower() != "g" and grams and 0 < grams <= MOST_GRAMS:
            kept.setdefault(plain, float(f"{grams:.6g}"))
    return tuple(kept.items())[:MOST_MEASURES]
