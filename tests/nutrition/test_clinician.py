"""The page for a clinician: red flags first, each test once and with a reason, every row with its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutrition as nu
from nutrition.clinician import PARTS
from nutrition.tables import table
from tests.strategies import quick

VEGAN = nu.Person(30, "female", diet="vegan")
METFORMIN = nu.Person(68, "male", risks=("metformin",))
SYMPTOMS = list(nu.symptom_choices()["id"])
RISKS = list(nu.risk_choices()["id"])


def asked(page):
    return list(page.loc[page["part"] == "tests", "id"])


def test_metformin_numb_feet_b12_205_and_mma_052():
    labs = nu.Labs(b12=(205, "pg/mL"), mma=(0.52, "umol/L"))
    page = nu.clinician_page(METFORMIN, labs=labs, symptoms=("numbness",))
    assert page["part"].iloc[0] == "urgent"  # nerve signs with a B12 between the lines
    assert {"egfr", "cbc", "folate"} <= set(asked(page))
    assert not {"b12", "holotc", "mma"} & set(asked(page))  # measured, or more than enough to go on
    assert "metformin" in " ".join(page["title"]).lower()


def test_a_vegan_without_symptoms_is_asked_for_no_more_than_a_question():
    page = nu.clinician_page(VEGAN)
    assert asked(page) == ["b12"]
    assert "urgent" not in set(page["part"])


def test_a_vegan_whose_plan_covers_b12_is_not_sent_for_a_test():
    page = nu.clinician_page(VEGAN, nu.sample("vegan_supplement"), nu.read_foods())
    assert asked(page) == []


def test_nitrous_oxide_asks_for_homocysteine_or_mma_and_not_for_serum_b12():
    person = nu.Person(24, "male", risks=("nitrous_oxide",))
    labs = nu.Labs(b12=(420, "ng/L"))
    page = nu.clinician_page(person, labs=labs, symptoms=("unsteady",))
    assert page["part"].iloc[0] == "urgent"
    assert {"hcy", "mma"} & set(asked(page))
    assert "b12" not in asked(page)


def test_pregnancy_asks_for_active_b12():
    person = nu.Person(31, "female", condition="pregnant")
    page = nu.clinician_page(person, labs=nu.Labs(b12=(160, "ng/L")))
    assert page["part"].iloc[0] == "urgent"
    assert "holotc" in asked(page)
    assert "b12" not in asked(page)


def test_an_omnivore_of_35_with_nothing_is_sent_for_nothing():
    page = nu.clinician_page(nu.Person(35, "male"))
    assert asked(page) == []
    assert not {"urgent", "results"} & set(page["part"])


def test_a_test_that_is_done_is_not_asked_for_again():
    done = {"mma": (0.9, "umol/L"), "egfr": 90, "haemoglobin": (140, "g/L"), "folate": (20, "nmol/L")}
    labs = nu.Labs(b12=(150, "ng/L"), **done)
    person = nu.Person(50, "male")
    page = nu.clinician_page(person, labs=labs, symptoms=("tired",))
    assert not {"b12", "mma", "egfr", "cbc", "folate"} & set(asked(page))
    assert "anti_if" in asked(page)


@quick
@given(
    st.lists(st.sampled_from(SYMPTOMS), unique=True, max_size=4),
    st.lists(st.sampled_from(RISKS), unique=True, max_size=3),
    st.sampled_from(["vegan", "omnivore"]),
    st.none() | st.builds(lambda ug: nu.Labs(b12=(ug, "ng/L")), st.integers(50, 900)),
)
def test_parts_come_in_order_tests_once_and_every_row_says_something(symptoms, risks, diet, labs):
    page = nu.clinician_page(nu.Person(40, "female", diet=diet, risks=risks), labs=labs, symptoms=symptoms)
    places = [PARTS.index(part) for part in page["part"]]
    assert places == sorted(places)
    assert len(set(asked(page))) == len(asked(page))
    assert (page["title"] != "").all()
    assert (page["text"] != "").all()


ROWS = table("clinician_tests").to_dict("records")
WORDS = {"symptom", "nerve", "risk", "strong_risk", "pregnant", "lactating", "vegan", *RISKS}
WORDS |= {"b12_low", "b12_indeterminate", "mma_raised", "mma_strong", "hcy_raised", "has_cbc", "has_anti_if"}
WORDS |= {f"has_{test}" for test in nu.lab_tests()["id"]}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']} {row['when']}")
def test_every_first_test_has_words_the_rules_know_and_a_source_or_is_our_choice(row):
    used = set(f"{row['when']}|{row['unless']}".replace("+", "|").split("|"))
    assert used - {""} <= WORDS
    assert bool(row["source"]) != (row["tag"] == "choice")
    assert len(row["where"].split(";")) == len(row["source"].split(";"))


def test_answers_about_a_heel_stand_on_the_page_with_what_they_fit():
    page = nu.clinician_page(nu.Person(45, "male"), answers={"heel": ["first_steps"]})
    heel = page[page["id"] == "heel"].iloc[0]
    assert heel["title"] == "This fits plantar fasciitis"
    assert "first steps" in heel["text"]
    assert heel["source"] == "bmj_plantar_fasciitis"
