"""Recipes made of lines: which food each line means, how much of it, and the dish that they make."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from nutrition.checks import LONGEST_TEXT
from nutrition.errors import PlanError
from nutrition.exchange.matching import likeness
from nutrition.foods import find, measures
from nutrition.own_foods import WORDS, Own, Recipe
from nutrition.recipe_lines import Line, line_grams, read_line
from nutrition.tables import records
from nutrition.words import core_words, name_words, one, other_names

CHOICES = 6  # foods offered for a line
SURE = 45.0  # likeness of two names from which on a food is taken unless somebody says otherwise


@dataclass(frozen=True)
class Matched:
    """A line, the foods it may mean, best first, the one taken ("" for none), and its weight [g] if known."""

    line: Line
    choices: tuple[str, ...]
    food: str
    grams: float | None


@dataclass(frozen=True)
class Counted:
    """What somebody says of a line: a food of the table and its weight, or "" for a food nobody knows [g].

    Without a weight it is left out, and named.
    """

    text: str
    food: str
    grams: float | None


def matched(texts: Sequence[str], foods: pd.DataFrame, portions: pd.DataFrame) -> list[Matched]:
    """Give what each line of a recipe may mean; raw or dry foods come first where it does not say."""
    return [_matched(read_line(text), foods, portions) for text in texts if text.strip()]


def drained(text: str, food: str, foods: pd.DataFrame) -> bool:
    """Tell whether a line gives the weight of tins with their liquid, and the food is without it."""
    known = read_line(text).tin and food in foods.index
    return known and "drained" in name_words(str(foods.loc[food, "name"]))


def grams_in(text: str, food: str, foods: pd.DataFrame, portions: pd.DataFrame) -> float | None:
    """Give the weight [g] of what a line says of a food, to three figures; None where it cannot be told."""
    if drained(text, food, foods):
        return None
    grams = line_grams(read_line(text), measures(food, portions))
    return float(f"{grams:.3g}") if grams else None


def recipe_of(  # noqa: PLR0913 - what a form holds
    own_id: str,
    name: str,
    counted: Sequence[Counted],
    own: Sequence[Own],
    *,
    cooked_grams: float | None = None,
    servings: float = 1,
) -> Recipe:
    """Make a recipe of its lines; `PlanError` names what is wrong, also a recipe that would hold itself.

    A food nobody knows counts with its weight, so that what it may hold stays unknown; a line that is left
    out has no weight and is named in the recipe.
    """
    parts = [(each.food or f"{WORDS}{each.text}"[:LONGEST_TEXT], each.grams or 0.0) for each in counted]
    dish = Recipe(own_id, name, tuple(parts), cooked_grams, servings)
    if loop := holder_of(dish, own):
        raise PlanError([f"ingredients: {loop} is made of {name}; leave one of them out of the other"])
    return dish


def holder_of(dish: Recipe, own: Sequence[Own]) -> str:
    """Give the name of an ingredient that holds the dish itself, at any depth; "" where none does."""
    recipes = {each.id: each for each in own if isinstance(each, Recipe) and each.id != dish.id}
    for food, _ in dish.ingredients:
        seen, left = set[str](), [food]
        while left:
            each = recipes.get(left.pop())
            inside = [name for name, _ in each.ingredients] if each and each.id not in seen else []
            if dish.id in inside:
                return recipes[food].name
            seen |= {each.id} if each else set()
            left += inside
    return ""


def scaled(dish: Recipe, times: float) -> Recipe:
    """Give a recipe with that many times of everything; a serving stays what it is."""
    return replace(
        dish,
        ingredients=tuple((food, grams * times) for food, grams in dish.ingredients),
        cooked_grams=dish.cooked_grams and dish.cooked_grams * times,
        servings=dish.servings * times,
    )


def left_out(dish: Recipe) -> list[str]:
    """Give the lines of a recipe that do not count, as they were written."""
    return [food.removeprefix(WORDS) for food, grams in dish.ingredients if WORDS in food and not grams]


def texts_of(dish: Recipe, foods: pd.DataFrame) -> list[Counted]:
    """Give a recipe's lines again, to change them."""
    names = foods["name"].to_dict()
    return [
        Counted(food.removeprefix(WORDS), "", grams or None)
        if food.startswith(WORDS)
        else Counted(f"{grams:g} g {names.get(food, food)}", food if food in names else "", grams)
        for food, grams in dish.ingredients
    ]


def _matched(line: Line, foods: pd.DataFrame, portions: pd.DataFrame) -> Matched:
    found = find(foods, line.name, CHOICES)
    ids, names = [str(food) for food in found.index], [str(name) for name in found["name"]]
    order = sorted(range(len(ids)), key=lambda place: not _raw(line.name, names[0], names[place]))
    choices = tuple(ids[place] for place in order)
    sure = bool(order) and _sure(line.name, names[order[0]]) and _only(line.name, names[order[0]], names)
    food = choices[0] if sure else ""
    return Matched(line, choices, food, grams_in(line.text, food, foods, portions) if food else None)


def _sure(typed: str, name: str) -> bool:
    """Tell whether a food is taken for a line unasked: all that the line says of it is in its name.

    Nor does the name say what makes it another food: smoked, light, extra firm.
    """
    said, has = set(name_words(typed)), set(name_words(name))
    if said & _states("cooked", "heated") and said & _states("raw", "dry"):
        return False
    if (has - said) & _words("other", "more") or not _core_said(said) <= has:
        return False
    return _near(typed, name) >= SURE


def _only(typed: str, name: str, others: Sequence[str]) -> bool:
    """Tell whether no other food is meant as well: milk is milk, but wine may be red or white.

    A line that says only what kind of food it is, "cheese" of "Cheddar cheese", may mean any that was found;
    else only those that have its words too.
    """
    said, core = set(name_words(typed)), [one(word) for word in core_words(name)]
    asides = [set(map(one, words)) for words in other_names(name)]
    if set(core) <= said or any(words <= said for words in asides if words):
        return not _also_fresh(said, name, others)
    if any(words & _core_said(said) for words in asides):  # of "Wheat gluten (seitan base)" seitan is made
        return False
    told = set() if core and core[-1] in said else _core_said(said)
    same = [each for each in others if told <= set(name_words(each))]
    return len({_core(each) for each in same}) <= 1 and not _also_fresh(said, name, others)


def _also_fresh(said: set[str], name: str, others: Sequence[str]) -> bool:
    """Tell whether a food is dried where the line does not say so, and there are others that are not."""
    if "dried" not in name_words(name) or said & _states("dry"):
        return False
    return any(_core(each) == _core(name) and "dried" not in name_words(each) for each in others)


def _core(name: str) -> str:
    return " ".join(sorted(map(one, core_words(name))))


def _core_said(said: set[str]) -> set[str]:
    """Leave out the words that a food's name need not hold: its colour, or what is compared as a state."""
    return said - _words("kept", "state", "loose", "more")


@cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset(one(row["word"]) for row in records("recipe_words") if row["kind"] in kinds)


def _near(typed: str, name: str) -> float:
    """Say how near a food's name comes to the words of a line [0 to 100].

    Raw or dry goes without saying, where the line does not say otherwise: canned lentils are no dry ones.
    """
    says = (_states("raw", "dry", "cooked", "heated", "canned") | {"drained"}) & set(name_words(typed))
    return max(
        likeness(words, name) for words in ([typed] if says else [typed, f"{typed} raw", f"{typed} dry"])
    )


def _raw(typed: str, first: str, name: str) -> bool:
    """Tell whether a food is the same as the best one, and not cooked, for a line that does not say it is."""
    states = _states("cooked", "heated")
    same = set(map(one, core_words(name))) == set(map(one, core_words(first)))
    return same and not states & set(name_words(name)) and not states & set(name_words(typed))


@cache
def _states(*means: str) -> frozenset[str]:
    return frozenset(row["word"] for row in records("exchange_words") if row["means"] in means)
