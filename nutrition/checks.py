"""Checks of one value that was given: what is wrong with it, in words that name it."""

import json
import re
from collections.abc import Iterable
from typing import Any

LONGEST_TEXT = 200  # characters of a name, meal or measure
UNWRITTEN = re.compile("[\\x00-\\x1f\\ud800-\\udfff]")
ENDS = str.maketrans("", "", "\n\r\t")  # what may stand in a text of several lines
FOREIGN = "x-"  # keys that are passed over begin so


def text_faults(
    name: str, value: object, longest: int = LONGEST_TEXT, *, lines: bool = False
) -> Iterable[str]:
    """Give what is wrong with a text: its kind, length and characters; it may have several ``lines``."""
    if not isinstance(value, str):
        yield f"{name}: {shown(value)} is not text"
    elif len(value) > longest:
        yield f"{name}: {shown(value)} is longer than {longest:,} characters"
    elif UNWRITTEN.search(value.translate(ENDS) if lines else value):
        where = "" if lines else " on one line"
        yield f"{name}: {shown(value)} holds a character that cannot be written{where}"


def number_faults(name: str, value: object, low: float, high: float) -> Iterable[str]:
    """Give what is wrong with a number that is to lie between two others; NaN does not."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"{name}: {shown(value)} is not a number"
    elif not low <= value <= high:
        yield f"{name}: {shown(value)} is not between {low:g} and {high:g}"


def shown(value: object) -> str:
    """Give a value as a message names it, shortened to one line."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - about one line on a phone


def key_shown(key: object) -> str:
    """Give the name of a part as a message names it: plainly, where it can be read."""
    return key if isinstance(key, str) and key.isidentifier() and key == shown(key)[1:-1] else shown(key)


def strict_json(text: str) -> object:
    """Read JSON without the keys in it that begin with "x-": later programs may add such.

    Raises
    ------
    ValueError
        for what is no JSON, or too deep; for a key that stands twice; for NaN and Infinity.
    """
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (TypeError, RecursionError):
        raise ValueError(f"{shown(text)} is no JSON, or too deep") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{shown(twice)} stands there twice; keep one")
    return {name: value for name, value in found.items() if not name.startswith(FOREIGN)}


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number; leave out what is not known")
