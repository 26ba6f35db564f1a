"""The checklist: its ids, which of them are of the nerves, and what an unknown one gets."""

import re

import pytest

from nutrition.symptoms import symptom_choices, with_groups
from nutrition.tables import sources, table

CATEGORIES = {
    "Nerves": "tingling numbness cold_tight_feet burning_feet stabbing_pain",
    "Spinal cord": "unsteady leg_weakness spreading_numbness bladder_bowel",
    "Brain and mood": "memory slow_thinking low_mood irritable",
    "Eyes": "vision_loss",
    "Blood": "tired breathless pallor anaemia_told large_cells_told",
    "Mouth and gut": "sore_tongue mouth_ulcers appetite_loss diarrhoea",
    "Muscle": "cramps muscle_weakness",
    "Infant (under 3)": "infant_floppy infant_losing_skills infant_not_feeding infant_sleepy",
    "Get help first": "chest_pain breathless_at_rest severe_pallor low_counts calf_swollen cold_pale_leg "
    "saddle_numbness confusion psychosis suicidal weight_loss swallowing black_stools folic_acid_alone",
}
ROWS = table("symptoms").to_dict("records")


def test_every_symptom_stands_in_its_category():
    choices = symptom_choices()
    assert list(choices.columns) == ["id", "category", "label", "nerve", "strength"]
    found = {name: " ".join(part["id"]) for name, part in choices.groupby("category", sort=False)}
    assert found == CATEGORIES
    assert choices["id"].is_unique
    assert choices["label"].is_unique


def test_nerves_cord_thinking_and_eyes_are_nerve_symptoms_mood_and_blood_are_not():
    nerve = symptom_choices().set_index("id")["nerve"]
    for category in ("Nerves", "Spinal cord", "Eyes", "Infant (under 3)"):
        assert nerve[CATEGORIES[category].split()].all()
    assert nerve[["memory", "slow_thinking", "confusion"]].all()
    for category in ("Blood", "Mouth and gut", "Muscle"):
        assert not nerve[CATEGORIES[category].split()].any()
    assert not nerve[["low_mood", "irritable", "chest_pain", "saddle_numbness", "folic_acid_alone"]].any()


def test_muscle_symptoms_are_shown_as_weak_evidence():
    strength = symptom_choices().set_index("id")["strength"]
    for symptom in CATEGORIES["Muscle"].split():
        assert strength[symptom].startswith("possible, weak evidence")
    assert strength["stabbing_pain"] == "rare"


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_every_symptom_says_where_it_comes_from_in_calm_words(row):
    keys = [key for key in row["source"].split(";") if key]
    assert set(keys) <= set(sources().index)
    assert bool(keys) == bool(row["where"]) == (row["tag"] == "cited")
    assert len(keys) == len(list(filter(None, row["where"].split(";"))))
    assert "our own choice" in row["strength"] or row["tag"] == "cited"
    assert re.search(r"deficien|danger|diagnos|recalled|unverified", row["label"] + row["strength"]) is None
    assert len(row["label"]) <= 80


@pytest.mark.parametrize(
    ("symptom", "groups"),
    [
        ("tingling", {"nerve", "sign"}),
        ("tired", {"sign"}),
        ("cramps", set()),
        ("confusion", {"nerve"}),
        ("suicidal", set()),
    ],
)
def test_a_symptom_comes_with_its_groups(symptom, groups):
    assert with_groups([symptom], 40) == {symptom, *groups}


@pytest.mark.parametrize(("age", "groups"), [(0.5, {"nerve"}), (2.9, {"nerve"}), (3, set()), (30, set())])
def test_a_symptom_of_babies_is_nobody_else_s(age, groups):
    assert with_groups(("infant_floppy",), age) == {"infant_floppy", *groups}


def test_several_symptoms_add_up_and_none_gives_none():
    assert with_groups(("tingling", "cramps"), 40) == {"tingling", "cramps", "nerve", "sign"}
    assert with_groups((), 40) == frozenset()


def test_an_unknown_symptom_is_named_with_the_nearest():
    with pytest.raises(ValueError, match=r"'tinglng' is not known; did you mean 'tingling'\?.*numbness"):
        with_groups(["tinglng"], 40)
    with pytest.raises(ValueError, match="'nerve' is not known"):
        with_groups(["nerve"], 40)
