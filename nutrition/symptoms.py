"""The symptoms people may tick: the rows of ``data/symptoms.csv``, with their sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from nutrition.errors import ids, not_known
from nutrition.tables import records, table

COLUMNS = ["id", "category", "label", "nerve", "strength"]
NERVE, SIGN = "nerve", "sign"  # the groups a rule may name in place of single symptoms
NO_SIGN = ("Muscle", "Infant (under 3)", "Get help first")  # too weak, or more than a sign: rows of their own


def symptom_choices() -> pd.DataFrame:
    """Give what may be ticked: ``id category label nerve strength``, by category in the order shown.

    ``nerve`` says whether it comes from nerves, spinal cord, brain or eyes. ``strength`` is how typical the
    symptom is of low B12, in words. Categories: Nerves, Spinal cord, Brain and mood, Eyes, Blood, Mouth and
    gut, Muscle, Infant (under 3), Get help first. Nothing in the last one speaks for low B12 by itself.
    """
    rows = table("symptoms")[COLUMNS]
    return rows.assign(nerve=rows["nerve"] == "1")


def with_groups(symptoms: Iterable[str], age: float) -> frozenset[str]:
    """Give the symptoms and the groups they belong to: "nerve", and "sign" for a sign of low B12.

    A symptom of babies belongs to no group above its ``age_max`` [years], where it is about somebody else.

    Raises
    ------
    ValueError
        for a symptom that is not in ``data/symptoms.csv``, naming the nearest one.
    """
    given = frozenset(ids("symptoms", symptoms))
    rows = [_row(symptom) for symptom in given]
    return given.union(*(row.groups for row in rows if age < row.age_max))


@dataclass(frozen=True)
class _Row:
    groups: frozenset[str]
    age_max: float


def _row(symptom: str) -> _Row:
    known = _rows()
    if symptom not in known:
        raise not_known("symptom", symptom, known)
    return known[symptom]


@cache
def _rows() -> dict[str, _Row]:
    return {
        row["id"]: _Row(_groups(row["nerve"], row["category"]), float(row["age_max"] or "inf"))
        for row in records("symptoms")
    }


def _groups(nerve: str, category: str) -> frozenset[str]:
    groups = {NERVE: nerve == "1", SIGN: category not in NO_SIGN}
    return frozenset(name for name, holds in groups.items() if holds)
