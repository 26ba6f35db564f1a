"""Recipes that others publish: schema.org's Recipe as JSON-LD, alone or in a page, or plain lines of text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

from nutrition.errors import PlanError
from nutrition.own_checks import MOST_PARTS, MOST_SERVINGS
from nutrition.recipe_parts import LONGEST_LINE

LONGEST_PAGE = 5_000_000  # characters; a page of a recipe has about 300,000
DEEPEST = 20  # levels of lists and parts that are looked through
MOST_LOOKED_AT = 20_000  # parts of a page's data
TAGS = re.compile(r"<[^<>]{0,200}>")
FIGURES = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
NO_RECIPE = (
    "recipe: none was found there; paste the ingredients themselves, one on a line, "
    "or the page as your browser saves it"
)


@dataclass(frozen=True)
class FoundRecipe:
    """What a page says of a dish: its name, how many it serves (None if it does not say), its lines."""

    name: str
    servings: float | None
    lines: tuple[str, ...]


def read_recipe(text: str) -> FoundRecipe:
    """Read a recipe from a page, from JSON-LD, or from plain lines.

    Of several recipes the one with most ingredients counts. How it is cooked is not read.

    Raises
    ------
    PlanError
        for a text that is too long, or with data of which none is a recipe.
    """
    if len(text) > LONGEST_PAGE:
        raise PlanError([f"recipe: {len(text):,} characters are too many; {LONGEST_PAGE:,} are read"])
    blocks = _blocks(text)
    if not blocks and not TAGS.search(text) and not text.lstrip().startswith(("{", "[")):
        return FoundRecipe("", None, _lines(text.splitlines()))
    found = [_recipe(each) for block in blocks for each in _recipes(block)]
    best = max(found, key=lambda each: len(each.lines), default=None)
    if best is None or not best.lines:
        raise PlanError([NO_RECIPE])
    return best


class _Scripts(HTMLParser):
    """Gathers what stands in a page's scripts of JSON-LD."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").lower()
        self._inside = tag == "script" and kind.startswith("application/ld+json")
        self.found += [""] * self._inside

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def _blocks(text: str) -> list[object]:
    """Give the data of a text that is JSON, or of the scripts in a page; what is no JSON is passed over."""
    if text.lstrip().startswith(("{", "[")):
        texts = [text]
    elif "ld+json" not in text.casefold():
        texts = []
    else:
        page = _Scripts()
        page.feed(text)
        texts = page.found
    blocks = []
    for each in texts:
        try:
            blocks.append(json.loads(each, strict=False))
        except (ValueError, RecursionError):
            continue
    return blocks


def _recipes(block: object) -> Iterator[dict[str, Any]]:
    """Give each recipe in some data, wherever in it; what is too deep or too much is passed over."""
    left, looked = [(block, 0)], 0
    while left and looked < MOST_LOOKED_AT:
        part, deep = left.pop()
        looked += 1
        if isinstance(part, dict) and "Recipe" in _kinds(part.get("@type")):
            yield part
        inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        left += [(each, deep + 1) for each in inside if isinstance(each, dict | list) and deep < DEEPEST]


def _kinds(kind: object) -> list[str]:
    """Give what a part is said to be: "Recipe" also of "schema:Recipe" and "https://schema.org/Recipe"."""
    kinds = kind if isinstance(kind, list) else [kind]
    return [re.split(r"[/:#]", each)[-1] for each in kinds if isinstance(each, str)]


def _recipe(part: dict[str, Any]) -> FoundRecipe:
    given = part.get("recipeIngredient") or part.get("ingredients") or []
    rows = given.splitlines() if isinstance(given, str) else given if isinstance(given, list) else []
    return FoundRecipe(_text(part.get("name")), _servings(part.get("recipeYield")), _lines(rows))


def _lines(rows: list[Any]) -> tuple[str, ...]:
    texts = [_text(row) for row in rows[: 10 * MOST_PARTS]]
    return tuple(text for text in texts if text)[:MOST_PARTS]


def _text(part: object) -> str:
    """Give a value as one line of text; of a part its name, with its value and unit."""
    if isinstance(part, list):
        part = part[0] if part else ""
    if isinstance(part, dict):
        told = (part.get(key) for key in ("value", "unitText", "name"))
        part = " ".join(str(each) for each in told if isinstance(each, str | int | float))
    if not isinstance(part, str | int | float) or isinstance(part, bool):
        return ""
    plain = unescape(TAGS.sub(" ", unescape(str(part)[: 5 * LONGEST_LINE])))
    return " ".join("".join(each if each.isprintable() else " " for each in plain).split())[:LONGEST_LINE]


def _servings(said: object) -> float | None:
    """Read "Serves 4", 4, "4 to 6" (its middle) or ["12", "12 muffins"]; None where it says no number."""
    for each in said if isinstance(said, list) else [said]:
        figures = [float(figure.replace(",", ".")) for figure in FIGURES.findall(_text(each))[:2]]
        if figures and 0 < figures[0] <= MOST_SERVINGS:
            ranged = len(figures) > 1 and re.search(r"[0-9]\s*(-|–|to)\s*[0-9]", _text(each))
            return sum(figures) / 2 if ranged else figures[0]
    return None
