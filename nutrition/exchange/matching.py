"""Names and amounts of other programs as foods and grams of ours."""

import re
from collections.abc import Mapping
from functools import cache

import pandas as pd
from rapidfuzz import fuzz

from nutrition.foods import find, measures
from nutrition.plans import MOST_GRAMS
from nutrition.tables import Row, records, table
from nutrition.words import name_words

AMOUNT = re.compile(r"\s*([0-9][0-9,]*\.?[0-9]*|\.[0-9]+)\s*(.*?)\s*", re.DOTALL)
ASIDE = re.compile(r"\([^)]*\)")
OTHER_NAME = re.compile(r"[^,(]*\(([^)]*)\)")  # "Courgette (zucchini), raw" is also "zucchini, raw"
NEAR = {"energy": 20.0, "vitamin_b12": 0.3}  # kcal, ug: differences that make no other food
APART = 0.25  # of the larger value: more is another food, or another brand
LOOKED_AT = 1  # foods that are found by a name
FIGURE = re.compile(r"[0-9.]+")
STATES = {"raw": "raw", "cooked": "cooked", "heated": "cooked", "dry": "dry", "canned": "canned"}
SAID = frozenset(
    ["aside", "raw", "cooked", "dry"]
)  # kinds of words that are compared as kinds, or not at all
TELLING = frozenset(["fortified", "unfortified", "b12", "unsweetened"])  # words that decide what is in a food


def matched(name: str, foods: pd.DataFrame) -> tuple[str, float]:
    """Give the food whose name comes nearest, and how near [0 to 100]; "" and 0 where there is none.

    The first food that `find` gives, scored by the share of letters that its name has in common with the one
    in the diary, whatever the order of their words and without words that say nothing about which food it is.
    The score is 0 where one name says what the other does not and it matters: raw or cooked, fortified, the
    strength of a tablet (words of these kinds: ``data/exchange_words.csv``).
    """
    found = find(foods, name, LOOKED_AT)
    scores = [likeness(name, str(ours)) for ours in found["name"]]
    best = max(scores, default=0.0)
    return (str(found.index[scores.index(best)]), best) if best else ("", 0.0)


def likeness(theirs: str, ours: str) -> float:
    """Say how near a name in a diary comes to the name of a food of ours [0 to 100]."""
    typed = name_words(theirs)
    if _differ(typed, name_words(ASIDE.sub(" ", ours)), name_words(ours)):
        return 0.0
    others = {ASIDE.sub(" ", ours), OTHER_NAME.sub(r"\1 ", ours)}
    return round(max(fuzz.token_sort_ratio(_core(typed), _core(name_words(each))) for each in others), 1)


def agree(recorded: Mapping[str, float], ours: Mapping[str, float], grams: float | None) -> bool:
    """Tell whether a file and a food of ours (per 100 g) say about the same of energy and B12 in an amount.

    They do within a quarter of the larger value, or within 20 kcal and 0.3 µg; what one of them does not know
    is no difference. A brand of soy milk with 2.7 µg of B12 a cup is not one with 1 µg.
    """
    pairs = [
        (recorded[nutrient], ours[nutrient] * grams / 100, near)
        for nutrient, near in NEAR.items()
        if grams and nutrient in recorded and nutrient in ours
    ]
    return not any(abs(one - two) > max(near, APART * max(one, two)) for one, two, near in pairs)


def grams_of(amount: str, food: str, portions: pd.DataFrame) -> float | None:
    """Give the weight [g] of an amount as printed ("1.50 cup, sliced", "250 g") of a food of ours.

    A weight stands for itself; any other unit counts where the food has that measure, or another volume: a
    cup where a tablespoon is known. None where it cannot be told, or where it is none that a plan takes.
    """
    return measured(amount, measures(food, portions))[0]


def measured(amount: str, weights: Mapping[str, float]) -> tuple[float | None, str]:
    """Give the weight [g] of an amount of a food with these measures, and which it is in, else "g"."""
    count, unit = amount_of(amount)
    each, measure = _grams_each(unit, weights)
    grams = count * each if count and each else 0.0
    return (grams, measure) if 0 < grams <= MOST_GRAMS else (None, "g")


def weight_of(amount: str) -> float | None:
    """Give the weight [g] of an amount that is one by itself, such as "250 g" or "8.00 oz"; else None."""
    return measured(amount, {})[0]


def amount_of(text: str) -> tuple[float | None, str]:
    """Split an amount into number and unit: "1,000.00 fl oz" is 1000 and "fl oz"; None without a number."""
    found = AMOUNT.fullmatch(text)
    return (float(found[1].replace(",", "")), found[2]) if found else (None, text.strip())


def _grams_each(unit: str, weights: Mapping[str, float]) -> tuple[float | None, str]:
    """Give the weight [g] of one such unit, by what it is or by the food's own measure, and that measure."""
    known = _unit(unit)
    if known["kind"] == "weight":
        return float(known["amount"]), "g"
    if known["kind"] == "vague":
        return None, "g"
    same = _same_measure(unit, weights)
    return (weights[same], same) if same else (_by_volume(known, weights), "g")


def _same_measure(unit: str, weights: Mapping[str, float]) -> str:
    """Give the food's measure that this unit means: the same words, or the only one that has them all."""
    words = set(name_words(unit))
    others = {measure: set(name_words(measure)) for measure in weights if measure != "g"}
    for wanted in (words, set(name_words(re.split(r"[,(]", unit)[0]))):
        if same := [measure for measure, has in others.items() if has == wanted]:
            return same[0]
        if wanted and len(wider := [measure for measure, has in others.items() if wanted < has]) == 1:
            return wider[0]
    return ""


def _by_volume(known: Row, weights: Mapping[str, float]) -> float | None:
    """Give the weight [g] of a volume from the food's weight in another one: weight goes with volume."""
    if known["kind"] != "volume":
        return None
    for measure, grams in weights.items():
        other = _units().get(measure, NO_UNIT)
        if other["kind"] == "volume":
            return grams * float(known["amount"]) / float(other["amount"])
    return None


NO_UNIT: Row = {"kind": "", "amount": ""}


def _unit(text: str) -> Row:
    """Give what is known of a unit by its first words: "cup, sliced" is a cup, "Grams" a gram."""
    words = name_words(re.split(r"[,(]", text)[0])
    return _units().get(" ".join(words), NO_UNIT)


@cache
def _units() -> dict[str, Row]:
    return {row["spelling"]: row for row in records("exchange_units")}


def _differ(typed: list[str], named: list[str], whole: list[str]) -> bool:
    """Tell whether two names cannot mean the same food, whatever else they have in common."""
    if _kinds(typed) & TELLING != _kinds(named) & TELLING:
        return True
    figures = {word for word in whole if FIGURE.fullmatch(word)}
    if figures and not figures & set(typed):
        return True
    said, has = _states(typed), _states(named)
    return bool(has and not said & has) if said else not has <= {"raw"}


def _core(words: list[str]) -> str:
    return " ".join([word for word in words if _meaning(word) not in SAID] or words)


def _states(words: list[str]) -> set[str]:
    return {STATES[kind] for kind in _kinds(words) if kind in STATES}


def _kinds(words: list[str]) -> set[str]:
    return {_meaning(word) for word in words}


def _meaning(word: str) -> str:
    return _meanings().get(word, "")


@cache
def _meanings() -> dict[str, str]:
    words: pd.DataFrame = table("exchange_words")
    return dict(zip(words["word"], words["means"], strict=True))
