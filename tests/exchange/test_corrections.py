"""Corrections of an audit: by name, for all entries of that name."""

import pytest

from nutrition.errors import PlanError
from nutrition.exchange.audit import Audit, Entry, Ours
from nutrition.exchange.corrections import Line, corrected, lines
from nutrition.tables import read_portions

PORTIONS = read_portions()
SALMON = "175168"


def entry(row, name, amount, grams=None, **match):
    return Entry(row, "2026-09-08", "Lunch", None, name, amount, grams, (("energy", 100),), **match)


def salmon(row, grams):
    return entry(row, "Salmon", f"{grams} g", grams, food=SALMON, score=100)


AUDIT = Audit(
    "Cronometer",
    4,
    (
        salmon(2, 80),
        entry(3, "Stew", "1 bowl"),
        salmon(4, 120),
        entry(5, "Fish", "2 oz", 56.7),
    ),
)


def test_entries_of_one_name_are_one_line():
    assert lines(AUDIT, {3: "leave out"}) == [
        Line("Salmon", 2, "80 g", Ours(SALMON, 80), 100),
        Line("Stew", 1, "1 bowl", "leave out", 0),
        Line("Fish", 1, "2 oz", "recorded", 0),
    ]


def test_a_correction_holds_for_all_entries_of_the_name():
    assert corrected(AUDIT, {"Salmon": "recorded"}, PORTIONS) == {2: "recorded", 4: "recorded"}
    assert corrected(AUDIT, {"Stew": Ours(SALMON, 250)}, PORTIONS) == {3: Ours(SALMON, 250)}


def test_without_grams_each_entry_is_weighed_by_its_own_amount():
    assert corrected(AUDIT, {"Salmon": Ours("171249", 0)}, PORTIONS) == {
        2: Ours("171249", 80),
        4: Ours("171249", 120),
    }


def test_what_cannot_be_weighed_is_named():
    with pytest.raises(PlanError, match="row 3: '1 bowl' has no weight for this food; give the grams of one"):
        corrected(AUDIT, {"Stew": Ours(SALMON, 0)}, PORTIONS)


def test_nothing_corrected_changes_nothing():
    assert corrected(AUDIT, {}, PORTIONS) == {}
