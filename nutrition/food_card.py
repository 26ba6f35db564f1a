"""Everything that is known of one food: amounts, what is not known, measures, tags, and where it is from."""

from dataclasses import dataclass
from math import nan

import pandas as pd

from nutrition.errors import not_known
from nutrition.food_sources import usual_portions
from nutrition.foods import measures
from nutrition.found_foods import PAGES, credit, page_of
from nutrition.intake import eaten
from nutrition.made_of import MADE_OF, made_of
from nutrition.own_checks import AS_RECORDED
from nutrition.plans import Item, Plan

PER_100_G, PER_PORTION, PER_100_KCAL = "100 g", "portion", "100 kcal"
AS_ENTERED = "as entered or imported here"
FROM_PARTS = "those of the foods it is made of"
ENTRY = "entry"  # what 100 g of a food stand for that was recorded without its weight
OF_NUMBERS = {  # column of the food table -> what the source of that number gave, and its key
    "iodine_source_id": ("Iodine", "iodine_r4"),
    "added_sugars_source_id": ("Added sugars", "fped_2017_2018"),
}
WITH_PAGES = "sr_legacy_2018"  # whose numbers are those of FoodData Central's pages


@dataclass(frozen=True)
class Line:
    """A nutrient of a food.

    ``known`` is the amount in 100 g as it counts [the nutrient's unit], NaN where it is not known;
    ``unknown_share`` is the part of a dish, 0 to 1, that it is not known of: then ``known`` is the least
    there is. ``published`` is the figure of the food table, which does not count where the B12 is inactive.
    ``target`` is what the person needs per day, NaN where there is no target.
    """

    nutrient: str
    known: float
    unknown_share: float
    published: float
    target: float


@dataclass(frozen=True)
class Origin:
    """Where figures are from: ``what`` they are, ``key`` of the source, ``number`` there, ``page``, words."""

    what: str
    key: str = ""
    number: str = ""
    page: str = ""
    words: str = ""


@dataclass(frozen=True)
class Card:
    """A food with everything known of it; ``allergens`` is None where they are not known.

    ``measures`` are pairs of a measure and its weight [g], the usual first and "g" last; ``portion`` is what
    people usually take, in words and in grams. ``made_of`` are the foods in 100 g of a recipe, by name and
    grams, most first; "" is a food that is in no table.
    """

    food_id: str
    name: str
    group: str
    diet: str
    allergens: tuple[str, ...] | None
    b12_form: str
    basis: str
    note: str
    lines: tuple[Line, ...]
    measures: tuple[tuple[str, float], ...]
    portion: tuple[str, float]
    origins: tuple[Origin, ...]
    made_of: tuple[tuple[str, float], ...] = ()


def food_card(foods: pd.DataFrame, portions: pd.DataFrame, food_id: str, needed: pd.DataFrame) -> Card:
    """Give everything that is known of a food of the table, and what is not.

    Amounts are what `eaten` gives for 100 g of it, so a dish whose ingredients are known in part has the
    known part.

    Raises
    ------
    ValueError
        where the food is not in the table.
    """
    if food_id not in foods.index:
        raise not_known("food", food_id, foods.index)
    row = foods.loc[[food_id]].iloc[0]
    usual = usual_portions(foods.loc[[food_id]], portions).iloc[0]
    return Card(
        food_id=food_id,
        name=_text(row, "name"),
        group=_text(row, "group"),
        diet=_text(row, "diet"),
        allergens=_allergens(row),
        b12_form=_text(row, "b12_form"),
        basis=_text(row, "basis"),
        note=_text(row, "note"),
        lines=_lines(foods, food_id, needed),
        measures=tuple(measures(food_id, portions).items()),
        portion=(str(usual["portion"]), float(usual["grams"])),
        origins=_origins(row, food_id),
        made_of=_parts(row, foods),
    )


def is_entry(card: Card) -> bool:
    """Tell whether a food is one entry of a diary, whose weight nobody knows: 100 g stand for all of it."""
    return (AS_RECORDED, 100) in card.measures


def bases(card: Card) -> list[str]:
    """Give by how much of it a food can be looked at: 100 g, its portion, 100 kcal, its other measures."""
    if is_entry(card):
        return [ENTRY]
    rest = [measure for measure, grams in card.measures if measure != "g" and grams != card.portion[1]]
    portion = [PER_PORTION] if len(card.measures) > 1 else []
    energy = [PER_100_KCAL] if per_energy(card) > 0 else []
    return [PER_100_G, *portion, *energy, *rest]


def weight(card: Card, basis: str) -> float:
    """Give the grams that stand behind a basis; NaN for 100 kcal of what gives no energy, or not known."""
    fixed = {PER_100_G: 100.0, ENTRY: 100.0, PER_PORTION: card.portion[1], PER_100_KCAL: per_energy(card)}
    return {**dict(card.measures), **fixed}[basis]


def per_energy(card: Card) -> float:
    """Give the grams of a food that give 100 kcal; NaN where it gives none, or that is not wholly known."""
    for line in card.lines:
        if line.nutrient == "energy" and line.known > 0 and not line.unknown_share:
            return 100 / line.known * 100
    return nan


def _lines(foods: pd.DataFrame, food_id: str, needed: pd.DataFrame) -> tuple[Line, ...]:
    held = eaten(Plan((Item(food_id, 100),)), foods)
    published = foods.loc[[food_id], list(held.index)].to_numpy("float64")[0]
    targets = needed["target"].reindex(held.index)
    columns = (held.index, held["known"], held["unknown_share"], published, targets)
    return tuple(Line(str(name), *map(float, rest)) for name, *rest in zip(*columns, strict=True))


def _origins(row: pd.Series, food_id: str) -> tuple[Origin, ...]:
    """Give where the figures are from: of a shipped food its sources, of one's own what was said of it."""
    if _text(row, "basis") == "own":
        words = FROM_PARTS if _text(row, MADE_OF) else credit(food_id) or AS_ENTERED
        return (Origin("Figures", page=page_of(food_id), words=words),)
    key, number = _text(row, "source"), _text(row, "source_id")
    page = PAGES["fdc"].format(number) if key == WITH_PAGES and number.isdecimal() else ""
    more = [
        Origin(what, source, _text(row, column))
        for column, (what, source) in OF_NUMBERS.items()
        if _text(row, column)
    ]
    return (Origin("Figures", key, number, page), *more)


def _parts(row: pd.Series, foods: pd.DataFrame) -> tuple[tuple[str, float], ...]:
    parts = made_of(cell) if (cell := _text(row, MADE_OF)) else ()
    names = foods["name"].reindex([food for food, _ in parts]).fillna("").tolist()
    named = zip(names, [grams for _, grams in parts], strict=True)
    return tuple(sorted(named, key=lambda part: part[1], reverse=True))


def _allergens(row: pd.Series) -> tuple[str, ...] | None:
    cell = row.get("allergens", nan)
    return tuple(filter(None, cell.split(";"))) if isinstance(cell, str) else None


def _text(row: pd.Series, column: str) -> str:
    cell = row.get(column, "")
    return cell if isinstance(cell, str) else ""
