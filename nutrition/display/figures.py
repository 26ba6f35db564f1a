"""Figures and words as a reader sees them: amounts with units, and what each status is called."""

import math
from functools import cache
from typing import Any

from nutrition import tables
from nutrition.assessment import LIMITS
from nutrition.people import Person
from nutrition.plans import Plan

Row = dict[str, Any]

WORDS = {  # status -> word and symbol; colour only repeats what these say
    "met": ("Met", "✓"),
    "short": ("Short", "▼"),
    "over": ("Over limit", "▲"),
    "above range": ("Above range", "▲"),
    "cannot tell": ("Cannot tell", "?"),
    "within": ("Within limit", "✓"),
    "no target": ("No target", "–"),
    "near": ("Near estimate", "≈"),
    "below": ("Below estimate", "▼"),
    "above": ("Above estimate", "▲"),
}
TARGET_AT, LIMIT_AT = 0.75, 0.9  # where the lines stand in a bar; our choice, it leaves room above a target
NEAR = 0.1  # an energy estimate is no goal; within 10 % we call it near (our choice)
ADULT = 18  # years; from here we say woman and man


def amount(value: float, unit: str = "", decimals: int = 1) -> str:
    """Give a figure as text with its unit: a dash where nothing is known, "<" where it would round to 0."""
    if math.isnan(value):
        return "—"
    tiny = value > 0 and round(value, decimals) == 0
    text = f"<{10.0**-decimals:g}" if tiny else f"{value:,.{decimals}f}"
    return f"{text} {unit.replace('ug', 'µg')}".strip()


def at_least(known: float, unit: str = "", decimals: int = 1, *, gap: float) -> str:
    """Give a sum as text, "≥" before it where some of it is not known; never "≥ <1", which says nothing."""
    if not gap or math.isnan(known):
        return amount(known, unit, decimals)
    return "≥ " + amount(known if round(known, decimals) else 0.0, unit, decimals)


def shown_status(row: Row) -> str:
    """Give the key of `WORDS` for one assessed nutrient.

    Energy is an estimate, so it is only near or not. Passing the end of an acceptable range is no harm, so it
    is not called a limit.
    """
    if row["kind"] == "EER" and row["status"] in ("met", "short"):
        return "near" if 1 - NEAR <= row["share"] <= 1 + NEAR else "above" if row["share"] > 1 else "below"
    if row["status"] == "over" and row["upper_kind"] not in LIMITS:
        return "above range"
    if row["status"] == "no target" and row["limit_status"] in ("within", "cannot tell"):
        return str(row["limit_status"])
    return str(row["status"])


def scope(plan: Plan, *, contested: bool) -> str:
    """Say what the figures stand for: one day is not a habit; and whether contested B12 counts in them."""
    chosen = " The B12 of nori counts, as you chose on the page “B12 in your body”; do not rely on it."
    if plan.days == 1:
        said = "Amounts per day. One day is not your habit: what counts is the average over weeks."
    else:
        said = f"Amounts per day, the average of {plan.days} days."
    return said + chosen * contested


def who(person: Person) -> str:
    """Name a person in a few words: "woman, 34, vegan"."""
    adult = {"female": "woman", "male": "man"} if person.age >= ADULT else {"female": "girl", "male": "boy"}
    words = [adult[person.sex], f"{person.age:g} years"]
    words += (
        []
        if person.condition == "none"
        else [{"lactating": "breastfeeding"}.get(person.condition, person.condition)]
    )
    return ", ".join([*words, person.diet])


def links(keys: str) -> list[Row]:
    """Give the sources behind some keys (joined with ";") as titles and addresses."""
    sources = _sources()
    return [sources[key] for key in keys.split(";") if key]


@cache
def _sources() -> dict[str, Row]:
    return tables.sources()[["title", "link"]].to_dict("index")  # type: ignore[return-value]  # str keys
