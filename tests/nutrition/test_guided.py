"""The guided checks of heel and calf: their verdicts, what they reason from, and what goes before them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutrition.guided import guided_check, guided_questions
from nutrition.people import Person
from nutrition.symptoms import symptom_choices
from nutrition.tables import sources, table

ANYBODY = Person(45, "female")
AT_RISK = Person(45, "female", risks=("metformin",))
HEEL, CALF = (list(guided_questions(check)["id"]) for check in ("heel", "calf"))


def verdict(check, answers, person=ANYBODY, symptoms=()):
    return guided_check(check, answers.split(), person, symptoms).iloc[-1]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("first_steps", "plantar_fasciitis"),
        ("sharp inner_heel first_steps one rest_helps barefoot toe_up tight_calf", "plantar_fasciitis"),
        ("burning", "nerve"),
        ("numb soles_toes constant both worse", "nerve"),
        ("first_steps both", "mixed"),
        ("sharp tingling", "mixed"),
        ("", "unclear"),
        ("stand_run", "unclear"),
        ("burning stand_run", "nerve"),
    ],
)
def test_heel_answers_make_a_pattern(answers, expected):
    assert verdict("heel", answers)["id"] == expected


@pytest.mark.parametrize(
    ("answers", "person", "expected", "points"),
    [
        ("both tingling gradual", ANYBODY, "nerve", 3),
        ("both tingling", AT_RISK, "nerve", 3),
        ("both tingling", ANYBODY, "unclear", 2),
        ("both tingling gradual long tired", AT_RISK, "nerve", 6),
        ("tired pale low forgetful both", ANYBODY, "unclear", 2),  # other signs count once
        ("effort one sore short", ANYBODY, "muscle", -4),
        ("effort one sore short", AT_RISK, "muscle", -3),
        ("effort tingling", ANYBODY, "muscle", 0),
        ("effort tingling", AT_RISK, "unclear", 1),
        ("both tingling gradual long one", ANYBODY, "nerve", 3),
        ("cramp", ANYBODY, "muscle", 0),
        ("no_cause", ANYBODY, "unclear", 0),
        ("", ANYBODY, "unclear", 0),
        ("", AT_RISK, "unclear", 1),
    ],
)
def test_calf_answers_add_up(answers, person, expected, points):
    found = verdict("calf", answers, person)
    assert found["id"] == expected
    assert re.search(rf"Points: {points}\.", found["why"])


@pytest.mark.parametrize(
    ("answers", "expected"),
    [("same_distance effort sore", "artery"), ("sudden sore one", "clot"), ("sudden same_distance", "clot")],
)
def test_what_must_not_be_missed_goes_before_the_points(answers, expected):
    found = verdict("calf", answers)
    assert found["id"] == expected
    assert found["level"] == "act"


@pytest.mark.parametrize("person", [ANYBODY, AT_RISK])
def test_a_test_is_for_those_with_a_risk_factor(person):
    offered = person is AT_RISK
    assert ("ask for a B12 test" in verdict("heel", "sharp numb", person)["title"]) == offered
    assert ("ask for a B12 test" in verdict("heel", "numb", person)["title"]) == offered
    assert "foot looked at" in verdict("heel", "sharp numb", person)["title"]
    assert ("A risk factor for low B12." in verdict("heel", "numb", person)["why"]) == offered


def test_why_names_the_answers_by_what_they_speak_for():
    assert verdict("heel", "sharp both numb")["why"] == (
        "For nerves: Numb; Both feet alike. For plantar fasciitis: Sharp or stabbing."
    )
    assert verdict("calf", "effort both")["why"] == (
        "For a muscle: A clear effort or strain, perhaps with a pop. For nerves: Both calves. Points: 0."
    )


def test_what_cannot_be_claimed_is_not():
    fasciitis = verdict("heel", "first_steps")
    assert "We found no study" in fasciitis["text"]
    assert "no study of heel pain" in verdict("heel", "numb")["text"]
    for check, answers in (("calf", "both tingling gradual"), ("calf", "sore"), ("calf", "both")):
        assert "our own choice" in verdict(check, answers)["text"]


FLAGS = [  # check, answer, the red flag it makes
    ("heel", "unsteady", "cord"),
    ("calf", "unsteady", "cord"),
    ("calf", "weak", "cord"),
    ("calf", "swollen", "calf_clot"),
    ("calf", "swollen chest", "calf_clot_lung"),
    ("calf", "swollen breathless", "calf_clot_lung"),
    ("calf", "chest", "chest_or_breath"),
    ("calf", "cold", "cold_leg"),
]


@pytest.mark.parametrize(("check", "answers", "flag"), FLAGS)
def test_an_answer_that_is_a_red_flag_comes_before_the_verdict(check, answers, flag):
    flags = {word for _, words, _ in FLAGS for word in words.split()}
    everything = set(HEEL if check == "heel" else CALF) - flags
    for more in [(), *((answer,) for answer in everything)]:
        frame = guided_check(check, {*answers.split(), *more}, ANYBODY)
        assert frame.loc[0, "id"] == flag
        assert frame["id"].iloc[-1] == "red_flag"
        assert set(frame["level"]) == {"urgent"}


@pytest.mark.parametrize(
    ("person", "answers", "symptoms", "flag"),
    [
        (Person(25, "male", risks=("nitrous_oxide",)), "numb", (), "nitrous_nerve"),
        (Person(30, "female", condition="pregnant"), "tingling", (), "pregnant_signs"),
        (ANYBODY, "first_steps", ("suicidal",), "suicidal"),
        (ANYBODY, "", ("vision_loss",), "vision"),
    ],
)
def test_who_it_is_and_what_else_is_ticked_can_make_a_red_flag(person, answers, symptoms, flag):
    frame = guided_check("heel", answers.split(), person, symptoms)
    assert list(frame["id"]) == [flag, "red_flag"]


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["heel", "calf"]),
    st.data(),
    st.sampled_from([ANYBODY, AT_RISK]),
    st.sampled_from(["unsteady", "chest_pain", "saddle_numbness", "folic_acid_alone", "vision_loss"]),
)
def test_no_answers_outrank_a_red_flag(check, data, person, flag):
    answers = data.draw(st.sets(st.sampled_from(HEEL if check == "heel" else CALF)))
    frame = guided_check(check, answers, person, (flag,))
    assert frame.loc[0, "level"] == "urgent"
    assert list(frame["id"]).count("red_flag") == 1
    assert frame["id"].iloc[-1] == "red_flag"


def test_the_order_of_answers_changes_nothing():
    forward = guided_check("calf", ["both", "tingling", "gradual"], AT_RISK)
    assert forward.equals(guided_check("calf", ["gradual", "tingling", "both"], AT_RISK))


def test_questions_have_answers_to_tick_and_cover_what_tells_the_two_apart():
    assert list(guided_questions("heel").columns) == ["characteristic", "question", "id", "label", "symptom"]
    calf = guided_questions("calf")
    asked = ["cause", "sensation", "onset", "duration", "walking", "side", "other signs"]
    assert list(dict.fromkeys(calf["characteristic"])) == asked
    for check in (calf, guided_questions("heel")):
        assert check["id"].is_unique
        assert check["label"].is_unique
        assert (check.groupby("characteristic")["question"].nunique() == 1).all()
        assert check["question"].nunique() == check["characteristic"].nunique()


def test_unknown_checks_and_answers_are_named():
    with pytest.raises(ValueError, match="check 'knee' is not one of: heel, calf"):
        guided_questions("knee")
    with pytest.raises(
        ValueError, match=r"heel answer 'first_step' is not known; did you mean 'first_steps'\?"
    ):
        guided_check("heel", ["first_step"], ANYBODY)
    with pytest.raises(ValueError, match="calf answer 'inner_heel' is not known"):
        guided_check("calf", ["inner_heel"], ANYBODY)
    with pytest.raises(ValueError, match="symptom 'dizzy' is not known"):
        guided_check("calf", [], ANYBODY, ("dizzy",))


@pytest.mark.parametrize("name", ["guided_checks", "guided_verdicts"])
def test_every_row_has_a_source_or_is_our_choice(name):
    for row in table(name).to_dict("records"):
        keys = [key for key in row["source"].split(";") if key]
        assert set(keys) <= set(sources().index)
        assert len(keys) == len([place for place in row["where"].split(";") if place])
        assert bool(keys) == (row["tag"] == "cited")
        words = " ".join(row.get(name, "") for name in ("question", "label", "title", "text", "action"))
        assert not re.search(r"diagnos|deficien|danger|recalled|unverified|must ", words.lower())


def test_answers_that_are_symptoms_are_those_of_the_checklist():
    rows = table("guided_checks")
    assert set(rows["symptom"]) - {""} <= set(symptom_choices()["id"])
    assert set(rows["points_to"]) == {"nerve", "fascia", "muscle", "artery", "clot"}
    assert set(rows["points"]) == {"-1", "0", "1"}
