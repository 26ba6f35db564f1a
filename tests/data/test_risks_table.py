"""Every row of the risks and B12 tables: known sources with links, known words, nothing that frightens."""

import re

import pytest

from nutrition.people import Person
from nutrition.risks import LEVELS, risk_choices
from nutrition.tables import sources, table

ROWS = table("risks").to_dict("records")
SHOWN = ("title", "text", "why", "evidence", "action")
CELLS = {
    "diet": {"vegan", "vegetarian", "pescatarian", "omnivore"},
    "condition": {"none", "pregnant", "lactating"},
    "b12": {"covered", "short", "unknown", "none", "once", "analogue", "animal"},
}
rows = pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])


def test_ids_are_unique():
    assert len({row["id"] for row in ROWS}) == len(ROWS)


@rows
def test_every_source_is_listed_with_a_link(row):
    listed = sources()
    keys = row["source"].split(";")
    assert all(keys)
    for key in keys:
        assert listed.loc[key, "link"].startswith("https://"), key
    assert len(row["where"].split(";")) in (1, len(keys))


@rows
def test_every_cell_is_one_the_rules_know(row):
    assert row["use"] in {"match", "combination", "fixed"}
    assert row["level"] in LEVELS
    assert row["cover"] in {"", "normal", "vegan", "crystalline"}
    assert bool(row["b12"]) <= bool(row["cover"])
    for column, known in CELLS.items():
        assert set(filter(None, row[column].split("|"))) <= known
    assert float(row["age_min"] or 0) < float(row["age_max"] or "inf")


@rows
def test_every_row_says_what_why_how_strong_and_what_to_do(row):
    assert all(row[column] for column in SHOWN)
    assert re.match("strong|moderate|weak", row["evidence"])
    assert len(row["title"]) <= 90
    assert len(row["text"]) <= 320


@rows
def test_words_stay_calm_and_claim_no_more_than_they_may(row):
    words = " ".join(row[column] for column in SHOWN).lower()
    for word in ("you have a deficiency", "you are deficient", "danger", "recalled", "unverified", "must "):
        assert word not in words
    if row["use"] != "fixed":
        assert "diagnos" not in words
    if row["kind"] == "medicine":
        assert "stop" not in words.replace("still", "")
        assert "keep taking" in words


@rows
def test_a_rule_that_reads_the_plan_has_a_notice_when_covered(row):
    if not row["b12"] or row["id"] in {"plan_short", "plan_unknown"}:
        return
    alike = [
        other
        for other in ROWS
        if other["risk"] == row["risk"] and other["cover"] == row["cover"] and "covered" in other["b12"]
    ]
    assert alike
    assert all(other["level"] == "know" for other in alike)


def test_every_choice_has_a_row_and_a_plain_label():
    choices = risk_choices()
    assert set(choices["id"]) == {row["risk"] for row in ROWS if row["risk"]}
    assert set(choices["kind"]) == {"medicine", "condition", "habit"}
    assert choices["label"].is_unique
    Person(40, "female", risks=tuple(choices["id"]))


def test_constants_carry_a_tag_and_a_source_unless_they_are_our_choice():
    constants = table("b12", "id")
    assert set(constants["tag"]) <= {"cited", "derived", "choice"}
    for name, row in constants.iterrows():
        assert float(row["value"]) > 0, name
        assert float(row["low"] or 0) <= float(row["value"]) <= float(row["high"] or "inf"), name
        assert bool(row["source"]) == (row["tag"] == "cited"), name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fortified_sittings", 2),
        ("fortified_daily", 3),
        ("daily_dose", 10),
        ("weekly_dose", 2000),
        ("crystalline_daily", 2.4),
        ("sitting_gap", 4),
    ],
)
def test_advised_amounts_are_as_published(name, value):
    assert float(table("b12", "id").loc[name, "value"]) == value
