"""Red flags come first, whatever else is answered.

The rules are written down here a second time, by hand from the published lists and not from the table, and
held against every pair of symptoms, every kind of result and several people; Hypothesis tries the rest.
"""

from itertools import combinations_with_replacement, product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutrition.labs import Labs
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.risks import notices, risk_choices
from nutrition.symptoms import symptom_choices

SYMPTOMS = list(symptom_choices()["id"])
INFANT = {"infant_floppy", "infant_losing_skills", "infant_not_feeding", "infant_sleepy"}
CORD = {"unsteady", "leg_weakness", "spreading_numbness", "bladder_bowel"}
STOMACH = {"weight_loss", "swallowing", "black_stools"}
FEET = {"tingling", "numbness", "cold_tight_feet", "burning_feet", "stabbing_pain"}
THINKING = {"memory", "slow_thinking"}
NERVE = {*FEET, *CORD, *THINKING, "vision_loss", "confusion"}
BLOOD = {"tired", "breathless", "pallor", "anaemia_told", "large_cells_told"}
MOUTH = {"sore_tongue", "mouth_ulcers", "appetite_loss", "diarrhoea"}
SIGNS = {*FEET, *CORD, *THINKING, *BLOOD, *MOUTH, "low_mood", "irritable", "vision_loss"}

RESULTS = {  # what is entered: what it means
    None: set(),
    Labs(): set(),
    Labs(b12=(150, "ng/L")): {"low"},
    Labs(b12=(400, "ng/L"), holotc=20): {"low"},
    Labs(b12=(205, "pg/mL"), mma=(0.52, "umol/L")): {"between", "mma"},
    Labs(b12=(180, "ng/L")): {"between"},
    Labs(b12=(500, "ng/L")): set(),
    Labs(b12=(500, "ng/L"), mma=(0.52, "umol/L"), egfr=95): {"mma"},
    Labs(b12=(500, "ng/L"), mma=(0.52, "umol/L"), egfr=38): set(),
    Labs(anti_if="positive"): {"antibody"},
}
PEOPLE = [
    Person(40, "male"),
    Person(30, "female", condition="pregnant"),
    Person(30, "female", condition="lactating", diet="vegan"),
    Person(25, "male", risks=("nitrous_oxide",)),
    Person(70, "female", diet="vegetarian", risks=("pernicious_anaemia", "metformin", "ppi")),
    Person(1, "male", diet="vegan"),
]
FOODS = pd.DataFrame(
    {"name": ["Beans"], "group": ["Legumes"], "energy": [90.0], "vitamin_b12": [0.0], "b12_form": ["none"]},
    index=pd.Index(["beans"], name="food_id"),
)
BEANS = Plan((Item("beans", 100),))


def flags(person, result, symptoms):
    """Give the red flags in their order: emergency number, same day, urgent advice."""
    s, nerve = set(symptoms), NERVE & set(symptoms)
    if person.age < 3:
        nerve |= INFANT & s
    expecting = person.condition in ("pregnant", "lactating")
    lung = "calf_swollen" in s and s & {"breathless", "breathless_at_rest", "chest_pain"}
    anaemia_of_stomach = "pernicious_anaemia" in person.risks
    holds = {
        "calf_clot_lung": lung,
        "chest_or_breath": s & {"chest_pain", "breathless_at_rest"},
        "cold_leg": "cold_pale_leg" in s,
        "saddle": "saddle_numbness" in s,
        "infant_emergency": s & INFANT and person.age < 3,
        "infant_of_another": s & INFANT and person.age >= 3,
        "suicidal": "suicidal" in s,
        "mind": s & {"confusion", "psychosis"},
        "severe_anaemia": s & {"severe_pallor", "low_counts"},
        "nitrous_nerve": nerve and "nitrous_oxide" in person.risks,
        "cord": s & CORD,
        "vision": "vision_loss" in s,
        "calf_clot": "calf_swollen" in s and not lung,
        "nerve_result": nerve and result & {"low", "between", "mma"},
        "pregnant_low": expecting and "low" in result,
        "pregnant_signs": expecting and s & SIGNS,
        "stomach_pa": s & STOMACH and anaemia_of_stomach,
        "stomach_antibody": s & STOMACH and "antibody" in result and not anaemia_of_stomach,
        "folic_acid": "folic_acid_alone" in s,
    }
    return [name for name, held in holds.items() if held]


def check(person, labs, symptoms, plan=None):
    expected = flags(person, RESULTS[labs], symptoms)
    frame = notices(person, plan, FOODS, labs, symptoms)
    urgent = (frame["level"] == "urgent").tolist()
    assert list(frame["id"])[: len(expected)] == expected, (person, labs, symptoms)
    assert urgent == [True] * len(expected) + [False] * (len(frame) - len(expected))


@pytest.mark.parametrize("person", PEOPLE, ids=range(len(PEOPLE)))
def test_every_two_symptoms_give_their_red_flags_first(person):
    for pair in combinations_with_replacement(SYMPTOMS, 2):
        check(person, None, tuple(dict.fromkeys(pair)))


@pytest.mark.parametrize("person", PEOPLE, ids=range(len(PEOPLE)))
def test_every_symptom_with_every_result_gives_its_red_flags_first(person):
    for symptom, labs in product(SYMPTOMS, RESULTS):
        check(person, labs, (symptom,), BEANS if labs is None else None)


@pytest.mark.parametrize("flag", sorted(set(SYMPTOMS) - SIGNS - {"cramps", "muscle_weakness"}))
def test_one_help_first_answer_stays_first_with_everything_else_ticked(flag):
    for person, labs in product(PEOPLE, RESULTS):
        check(person, labs, (flag, *SYMPTOMS))


anybody = st.builds(
    lambda age, sex, condition, diet, risks: Person(
        age, sex, condition if sex == "female" else "none", diet=diet, risks=tuple(risks)
    ),
    st.sampled_from([0.5, 2.9, 3, 17, 30, 49, 50, 68, 90]),
    st.sampled_from(["female", "male"]),
    st.sampled_from(["none", "pregnant", "lactating"]),
    st.sampled_from(["vegan", "vegetarian", "pescatarian", "omnivore"]),
    st.sets(st.sampled_from(list(risk_choices()["id"])), max_size=5),
)


@settings(max_examples=150, deadline=None)
@given(
    anybody,
    st.sampled_from(list(RESULTS)),
    st.sets(st.sampled_from(SYMPTOMS), max_size=12),
    st.sampled_from([None, Plan(), BEANS]),
)
def test_anybody_with_any_answers_sees_the_red_flags_first(person, labs, symptoms, plan):
    check(person, labs, tuple(symptoms), plan)


NITROUS, PA = ("nitrous_oxide",), ("pernicious_anaemia",)
PREGNANT = Person(30, "female", condition="pregnant")
ANYBODY = Person(40, "male")
USER = Person(25, "male", risks=NITROUS)
NOW, TODAY, URGENT = "Get help now", "Be seen today", "Urgent advice"
TOLD = [  # who, results, symptom, how soon, what the words have to hold, a source of the published list
    (ANYBODY, None, "unsteady", TODAY, "spinal cord | lothian_refhelp"),
    (ANYBODY, None, "vision_loss", TODAY, "eye | lothian_refhelp"),
    (ANYBODY, Labs(b12=(205, "ng/L")), "numbness", URGENT, "not wait for antibody | devalia_2014"),
    (PREGNANT, Labs(b12=(160, "ng/L")), "cramps", URGENT, "active B12 | gpnotebook_referral"),
    (PREGNANT, None, "tired", URGENT, "midwife | gpnotebook_referral"),
    (USER, Labs(b12=(500, "ng/L")), "unsteady", TODAY, "Blood B12 may be normal | paris_2023"),
    (Person(1, "male"), None, "infant_losing_skills", NOW, "emergency | veganhealth_infant_cases"),
    (ANYBODY, None, "low_counts", NOW, "emergency department now | gpnotebook_referral"),
    (ANYBODY, None, "chest_pain", NOW, "emergency number | gpnotebook_referral"),
    (ANYBODY, None, "calf_swollen", TODAY, "clot | pulse_calf_pain"),
    (ANYBODY, None, "cold_pale_leg", NOW, "emergency number | pulse_calf_pain"),
    (ANYBODY, None, "saddle_numbness", NOW, "emergency number | pulse_calf_pain"),
    (ANYBODY, None, "psychosis", NOW, "doctor today | nasgp_ng239"),
    (ANYBODY, None, "suicidal", NOW, "crisis line | nasgp_ng239"),
    (Person(60, "male", risks=PA), None, "weight_loss", URGENT, "stomach | gpnotebook_referral"),
    (ANYBODY, None, "folic_acid_alone", URGENT, "B12 test first | nice_ng239"),
]


@pytest.mark.parametrize(("who", "labs", "symptom", "soon", "told"), TOLD)
def test_a_red_flag_says_how_soon_what_and_from_where(who, labs, symptom, soon, told):
    first = notices(who, labs=labs, symptoms=(symptom,)).loc[0]
    words, source = told.split(" | ")
    assert first["level"] == "urgent"
    assert first["title"].startswith(soon)
    assert words in first["text"] + first["why"] + first["action"]
    assert source in first["source"].split(";")


def test_a_swollen_calf_with_chest_pain_is_told_once_as_an_emergency():
    found = list(notices(ANYBODY, symptoms=("calf_swollen", "chest_pain"))["id"])
    assert found == ["calf_clot_lung", "chest_or_breath"]


def test_without_pernicious_anaemia_stomach_signs_ask_for_a_doctor_soon():
    frame = notices(ANYBODY, symptoms=("black_stools",))
    assert list(frame["id"]) == ["stomach_signs"]
    assert frame.loc[0, "level"] == "act"
    assert "soon" in frame.loc[0, "title"]


def test_an_answer_about_a_baby_speaks_to_whoever_cares_for_one():
    mother = Person(30, "female", condition="lactating", risks=NITROUS)
    frame = notices(mother, symptoms=("infant_floppy",))
    assert frame.loc[0, "id"] == "infant_of_another"
    assert list(frame["level"]).count("urgent") == 1  # the signs are not hers


def test_who_takes_metformin_with_numb_feet_and_an_unclear_result_hears_it_first():
    person = Person(68, "male", risks=("metformin",))
    labs = Labs(b12=(205, "pg/mL"), mma=(0.52, "umol/L"))
    frame = notices(person, labs=labs, symptoms=("numbness",))
    assert frame.loc[0, "id"] == "nerve_result"
    assert set(frame["id"]) == {"nerve_result", "mma_raised", "combination", "metformin", "age_65"}
