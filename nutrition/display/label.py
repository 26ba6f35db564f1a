"""A food that is entered from its label, as it will count: per 100 g, per serving, and what is not known."""

import re

from nutrition.own_foods import OwnFood
from nutrition.tables import nutrients
from nutrition.wording import exact, nutrient_word, opened, some

MOST_NAMED = 8  # nutrients that are said one by one to be not known


def label_columns(food: OwnFood) -> list[str]:
    """Head the table of amounts: per 100 g, and per first measure where there is one."""
    return [
        "",
        "Per 100\u00a0g",
        *(f"Per {measure} ({grams:,.4g}\u00a0g)" for measure, grams in food.measures[:1]),
    ]


def label_amounts(food: OwnFood) -> list[list[str]]:
    """Give a row of text for each nutrient that is known: its name, per 100 g, per first measure.

    Energy comes first, then what is pinned. Three digits that count, to be held against what is printed.
    """
    amounts, table = dict(food.per_100g), nutrients()
    table = table.assign(place=table["pinned"].fillna(len(table))).sort_values("place", kind="stable")
    weights = [100.0, *(grams for _, grams in food.measures[:1])]
    return [
        [str(table.at[name, "label"]), *(_exact(amounts[name] * grams / 100, str(name)) for grams in weights)]
        for name in dict.fromkeys(["energy", *table.index])
        if name in amounts
    ]


def _exact(amount: float, nutrient: str) -> str:
    unit = str(nutrients().at[nutrient, "unit"]).replace("ug", "µg")
    return f"{exact(amount)} {unit}"


def label_unknown(food: OwnFood) -> str:
    """Say in a sentence which nutrients are not known, the pinned first; "" where all are."""
    amounts, table = dict(food.per_100g), nutrients().sort_values("pinned")
    words = [nutrient_word(str(name)) for name in table.index if name not in amounts]
    return f"Not known, and never counted as 0: {some(words, MOST_NAMED)}." if words else ""


def label_notes(notes: tuple[str, ...]) -> list[str]:
    """Give the notes of a label, each as a sentence of its own."""
    return [re.sub(r"\.+$", ".", opened(note)) for note in notes]
