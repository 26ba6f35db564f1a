"""Every row of the risks and B12 tables: known sources with links, known words, nothing that frightens."""

import re

import pytest

from nutrition.labs import FINDINGS, SEVERITY
from nutrition.people import Person
from nutrition.risks import LEVELS, RISK_FACTOR, risk_choices
from nutrition.symptoms import NERVE, SIGN, symptom_choices
from nutrition.tables import sources, table

ROWS = table("risks").to_dict("records")
IDS = [row["id"] for row in ROWS]
FLAGS = [row for row in ROWS if row["level"] == "urgent"]
URGENCY = ("Get help now", "Be seen today", "Urgent advice")
SYMPTOMS = {*symptom_choices()["id"], NERVE, SIGN}
TOKENS = {*FINDINGS, *(f"b12_{name}" for name in SEVERITY), "mma_unreliable"}
SHOWN = ("title", "text", "why", "evidence", "action")
CELLS = {
    "diet": {"vegan", "vegetarian", "pescatarian", "omnivore"},
    "condition": {"none", "pregnant", "lactating"},
    "symptom": SYMPTOMS,
    "finding": TOKENS,
    "risk": {*risk_choices()["id"], RISK_FACTOR},
    "replaces": set(IDS),
    "b12": {"covered", "short", "unknown", "none", "once", "analogue", "animal"},
}
rows = pytest.mark.parametrize("row", ROWS, ids=IDS)


def test_ids_are_unique():
    assert len(set(IDS)) == len(ROWS)


def test_what_may_be_known_of_a_person_has_one_meaning_each():
    assert not SYMPTOMS & TOKENS
    assert not CELLS["risk"] & (SYMPTOMS | TOKENS)


def test_red_flags_stand_first_in_the_table_by_urgency():
    assert ROWS[: len(FLAGS)] == FLAGS
    places = [URGENCY.index(row["title"].split(":")[0].split(" if ")[0]) for row in FLAGS]
    assert places == sorted(places)
    assert set(places) == {0, 1, 2}


def test_a_red_flag_is_never_a_matter_of_the_plan_and_always_of_symptoms_or_results():
    for row in FLAGS:
        assert row["use"] == "match"
        assert row["symptom"] or row["finding"]
        assert not any(row[column] for column in ("diet", "cover", "b12", "combines", "label"))


def test_nothing_calmer_replaces_a_red_flag():
    urgent = {row["id"] for row in FLAGS}
    for row in ROWS:
        replaced = set(filter(None, row["replaces"].split("|")))
        assert row["id"] not in replaced
        assert row["level"] == "urgent" or not replaced & urgent


def test_what_replaces_a_row_is_at_least_as_urgent_unless_a_result_says_otherwise():
    level = {row["id"]: LEVELS.index(row["level"]) for row in ROWS}
    calmer = {
        (row["id"], name)
        for row in ROWS
        for name in filter(None, row["replaces"].split("|"))
        if level[name] < level[row["id"]]
    }
    assert calmer == {("normal_signs", "nerve_risk")}  # B12 was tested, above the unclear range


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
        assert set(filter(None, re.split(r"[|+]", row[column]))) <= known
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
    assert set(choices["id"]) == {risk for row in ROWS for risk in row["risk"].split("|")} - {"", RISK_FACTOR}
    assert set(choices["kind"]) == {"medicine", "condition", "habit"}
    assert choices["label"].is_unique
    Person(40, "female", risks=tuple(choices["id"]))


def test_constants_carry_a_tag_and_a_source_unless_they_are_our_choice():
    constants = table("b12", "id")
    assert set(constants["tag"]) <= {"cited", "derived", "choice", "recalled"}
    for name, row in constants.iterrows():
        value = float(row["value"])
        low, high = float(row["low"] or value), float(row["high"] or value)  # ends of uptake: may go down
        assert min(low, high) <= value <= max(low, high), name
        assert bool(row["source"]) == (row["tag"] in {"cited", "derived"}), name


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
