"""Options a clinician may discuss, by cause and by nerve signs; values typed from the sources."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutrition import tables
from nutrition.constants import band
from nutrition.labs import Labs
from nutrition.people import Person
from nutrition.risks import risk_choices
from nutrition.symptoms import symptom_choices
from nutrition.treatments import facts, treatment_options

TOPICS = (
    "mechanism",
    "stores",
    "repletion",
    "response",
    "forms",
    "safety",
    "follow_up",
    "nonsources",
    "limits",
)
RISKS = list(risk_choices()["id"])
SYMPTOMS = list(symptom_choices()["id"])
ROWS = tables.table("treatments").to_dict("records")
DISCUSS = "clinician (in the United States )?may (also )?discuss|children's doctor"
FACTS = tables.table("facts").to_dict("records")
SHOWN = ("situation", "title", "text", "does", "follow_up")
ADULT = Person(40, "female")


def ids(person, labs=None, symptoms=()):
    return list(treatment_options(person, labs, symptoms)["id"])


def said(person, labs=None, symptoms=()):
    return " ".join(treatment_options(person, labs, symptoms)["text"])


def about(topic, name):
    return facts(topic).set_index("id").loc[name]


def test_nerve_signs_bring_injections_on_alternate_days_whatever_the_cause():
    for person in (ADULT, Person(40, "male", diet="vegan"), Person(70, "male", risks=["metformin"])):
        told = treatment_options(person, symptoms=["numbness"])
        assert told["id"][0] == "nerves"
        assert "1 mg on alternate days" in told["text"][0]
        assert "then 1 mg every 2 months" in told["text"][0]
        assert "without waiting" in told["text"][0]
        assert {"bnf_hydroxocobalamin", "devalia_2014"} <= set(told["source"][0].split(";"))


def test_nothing_meant_for_people_without_nerve_signs_is_told_with_them():
    without = {row["id"] for row in ROWS if row["nerve"] == "no"}
    assert len(without) >= 6
    everything = Person(70, "male", diet="vegan", risks=RISKS)
    assert without - set(ids(everything)) == set()
    assert without & set(ids(everything, symptoms=["unsteady"])) == set()


@pytest.mark.parametrize("risk", ["pernicious_anaemia", "gastrectomy", "ileal_resection", "gastric_bypass"])
def test_without_the_carrier_and_without_nerve_signs_injections_are_three_times_a_week_first(risk):
    told = said(Person(40, "male", risks=[risk]))
    assert "1 mg three times a week for 2 weeks, then 1 mg every 2 to 3 months" in told
    assert "100 µg injected daily for 6 or 7 days" in told
    assert "once a month" in told


def test_pernicious_anaemia_is_for_life_by_risk_or_by_antibody():
    by_risk = ids(Person(40, "male", risks=["pernicious_anaemia"]))
    by_result = ids(Person(40, "male"), Labs(anti_if="positive"))
    assert "autoimmune" in by_risk
    assert "autoimmune" in by_result
    assert "injections for life" in said(Person(40, "male"), Labs(anti_if="positive"))
    assert "autoimmune" not in ids(Person(40, "male"), Labs(anti_if="negative"))


def test_tablets_in_pernicious_anaemia_are_named_without_nerve_signs_only():
    person = Person(40, "male", risks=["pernicious_anaemia"])
    assert "1000 µg per day was enough for blood B12" in said(person)
    assert "1000 µg" not in said(person, symptoms=["numbness"])
    assert "injections for life" in said(person, symptoms=["numbness"])


def test_a_vegan_diet_brings_tablets_of_50_to_150_ug_for_as_long_as_it_lasts():
    told = said(Person(30, "female", diet="vegan"))
    assert "50 to 150 µg per day between meals" in told
    assert "hydroxocobalamin twice a year" in told
    assert "as long as the diet stays vegan" in told
    assert "as long as the diet stays vegan" not in said(Person(30, "female", diet="vegetarian"))
    assert "50 to 150 µg" not in said(ADULT)


def test_metformin_goes_on_with_and_without_nerve_signs():
    for symptoms in ((), ("tingling",)):
        assert "Metformin normally goes on" in said(Person(68, "male", risks=["metformin"]), None, symptoms)


def test_nitrous_oxide_with_nerve_signs_is_for_the_same_day():
    person = Person(25, "male", risks=["nitrous_oxide"])
    assert "same day" in said(person, symptoms=["unsteady"])
    assert "tablets or injections, as you prefer" in said(person)
    assert "same day" not in said(person)


def test_pregnancy_asks_for_urgent_advice_and_a_review_after_one_month():
    told = treatment_options(Person(30, "female", "pregnant")).set_index("id").loc["pregnancy"]
    assert "urgent advice from a specialist" in told["text"]
    assert told["follow_up"] == "A first review is usual after 1 month."
    assert "pregnancy" in ids(Person(30, "female", "lactating"))


def test_a_first_review_is_after_three_months():
    told = treatment_options(Person(30, "female", diet="vegan"))
    assert all("3 months after the start" in words for words in told["follow_up"])
    assert all("nasgp_ng239" in keys for keys in told["source"])


def test_from_50_on_the_doses_found_for_older_people_are_named():
    assert "647 to 1032 µg per day" in said(Person(50, "male"))
    assert "647" not in said(Person(49.9, "male"))


def test_results_add_what_goes_with_them():
    assert "folate_low" in ids(ADULT, Labs(folate=(5, "nmol/L")))
    assert "not alone while B12 is low or not known" in said(ADULT, Labs(folate=(5, "nmol/L")))
    assert "potassium, iron and folate" in said(ADULT, Labs(haemoglobin=(80, "g/L")))
    assert "potassium" not in said(ADULT, Labs(haemoglobin=(140, "g/L")))
    assert "not tested again" in said(ADULT, Labs(replacing=True))


def test_without_a_cause_one_row_says_so_and_names_no_regimen():
    told = treatment_options(ADULT)
    assert list(told["id"]) == ["no_cause"]
    assert not re.search(r"\d+ (mg|µg)", told["text"][0])
    assert "no_cause" in ids(ADULT, Labs(folate=(5, "nmol/L")))
    assert "no_cause" not in ids(ADULT, symptoms=["numbness"])
    assert "no_cause" not in ids(ADULT, symptoms=["tingling"], labs=Labs(anti_if="positive"))


def test_children_are_left_to_a_childrens_doctor():
    for age, symptoms in product((0.5, 5, 15.9), ((), ("tingling",))):
        child = Person(age, "male", diet="vegan", risks=["metformin"])
        assert ids(child, None, symptoms) == ["child"]
    assert "child" not in ids(Person(16, "male"))


def test_words_that_are_not_known_are_refused_with_the_nearest():
    with pytest.raises(ValueError, match="numbness"):
        treatment_options(ADULT, symptoms=["numbnes"])
    with pytest.raises(ValueError, match=r"'metformine'.*'metformin'"):
        treatment_options(Person(40, "male", risks=["metformine"]))
    with pytest.raises(ValueError, match="'surgery' is not one of: mechanism"):
        facts("surgery")


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.sampled_from(RISKS), max_size=4),
    st.sets(st.sampled_from(SYMPTOMS), max_size=4),
    st.floats(0, 110),
    st.sampled_from(["vegan", "vegetarian", "pescatarian", "omnivore"]),
)
def test_everybody_gets_an_option_each_once_and_a_clinician_is_in_every_one(risks, symptoms, age, diet):
    told = treatment_options(Person(age, "male", diet=diet, risks=risks), None, sorted(symptoms))
    assert len(told) > 0
    assert told["id"].is_unique
    assert list(told.columns) == ["id", "situation", "text", "follow_up", "source", "where"]
    assert all(re.search(DISCUSS, words) for words in told["text"])


def test_cells_are_words_the_rules_know():
    tokens = {"vegan", "vegetarian", "pregnant", "lactating", "replacing"}
    tokens |= {"anti_if_positive", "folate_low", "anaemia", *RISKS, *SYMPTOMS}
    for row in ROWS:
        assert set(filter(None, row["because"].split("|"))) <= tokens, row["id"]
        assert row["nerve"] in ("", "yes", "no")
        assert row["use"] in ("cause", "also", "fallback")
        assert (row["tag"] == "choice") == (row["source"] == "")
        assert "our own choice" in row["text"] or row["tag"] == "cited"


def test_every_risk_with_a_treatment_of_its_own_has_one():
    told = {name for row in ROWS for name in row["because"].split("|")}
    assert set(RISKS) - told == {"family_history"}


@pytest.mark.parametrize("words", [*ROWS, *FACTS], ids=lambda row: row["id"])
def test_words_stay_calm_and_diagnose_nothing(words):
    text = " ".join(words.get(name, "") for name in SHOWN).lower()
    for word in ("diagnos", "you have a deficiency", "danger", "must ", "you have b12", " ug", "you should"):
        assert word not in text
    if "metformin" in text or "ppi" in text:
        assert not re.search(r"\bstop (taking|your|metformin)", text)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_facts_with_sources(topic):
    told = facts(topic)
    assert list(told.columns) == ["id", "part", "title", "text", "does", "tag", "source", "where"]
    assert len(told) >= 5
    assert (told["source"] != "").all()
    assert (told["where"] != "").all()
    for column in ("part", "does"):
        assert set(told[column] != "") == {topic == "limits"}


@pytest.mark.parametrize(
    ("topic", "name", "figures"),
    [
        ("mechanism", "two_routes", ["50 to 60 percent", "1 percent"]),
        ("mechanism", "carrier_fills", ["1.5 to 2.5 µg"]),
        ("mechanism", "carrier_recovers", ["4 to 6 hours"]),
        ("stores", "store_size", ["2 to 3 mg", "0.6 to 3.9 mg", "11.1 mg"]),
        ("stores", "daily_loss", ["0.1 to 0.2 percent", "0.13 percent", "0.03", "1.4 to 5.1 µg"]),
        ("mechanism", "large_gut", ["5 µg", "7 percent", "4 hours"]),
        ("stores", "loss_by_cause", ["0.1 percent", "0.15 percent", "0.2 percent"]),
        ("stores", "losses_traced", ["0.66 to 2.1 µg", "1.3", "0.7", "0.2"]),
        ("stores", "newborn_store", ["25 µg"]),
        ("stores", "need", ["1.5 µg", "0.5 µg", "1.0 µg", "2.0 µg"]),
        ("repletion", "tablet_1000", ["1.3 percent", "13 µg", "390 µg"]),
        ("repletion", "hydroxo_kept", ["27 percent", "73 percent", "25 percent"]),
        ("repletion", "blood_after_injection", ["12.8 times", "2.4 times"]),
        ("response", "marrow", ["24 to 48 hours", "days 3 to 4"]),
        ("response", "blood_count", ["8 weeks", "2 weeks"]),
        ("response", "nerves", ["3 months"]),
        ("forms", "tablet_or_injection", ["153 people", "1000 µg", "680 pg/mL", "393 to 967", "low quality"]),
        ("forms", "dose_response", ["16, 16, 23, 33 and 33", "647 to 1032"]),
        ("forms", "forms_in_vegans", ["150", "78.5", "29"]),
        ("follow_up", "first_review", ["3 months", "1 month"]),
        ("nonsources", "chlorella", ["441 to 297 nmol/L", "17 people"]),
        ("limits", "thresholds", ["69 papers", "100 to 350 pmol/L", "54 percent", "23 percent"]),
        ("limits", "injections", ["15 percent", "20 percent", "40 percent", "73 percent"]),
        ("limits", "daily_need", ["1.5 µg", "2.4", "4.0", "1.4 to 5.1 µg", "6 µg", "4 to 7"]),
        ("limits", "eggs", ["9 percent", "30 percent"]),
    ],
)
def test_figures_are_as_published(topic, name, figures):
    assert [figure for figure in figures if figure not in about(topic, name)["text"]] == []


def test_the_limits_are_the_contested_points_of_the_evidence():
    wanted = (
        "ceiling content_or_absorbed passive eggs dairy daily_need thresholds acid_reducers crohn algae "
        "folate injections oral_or_injection combined_score"
    )
    assert set(wanted.split()) <= set(facts("limits")["id"])


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        (
            "ceiling",
            [("ceiling_ug", (1.0, 1.3, 2.0), "1.3 µg per sitting and shows a band from 1.0 to 2.0 µg")],
        ),
        (
            "passive",
            [
                ("passive", (0.005, 0.012, 0.020), "1.2 percent"),
                ("passive", (0.005, 0.012, 0.020), "0.5 to 2"),
            ],
        ),
        ("acid_reducers", [("food_bound", (0.0, 0.3, 0.5), "three tenths")]),
        (
            "injections",
            [
                ("retained_cyano", (0.15, 0.20, 0.40), "15 to 40 percent"),
                ("store_cap", (5000,) * 3, "5000 µg"),
            ],
        ),
        ("stores", [("store_cap", (5000,) * 3, "5000 µg")]),
    ],
)
def test_what_the_planner_is_said_to_do_is_what_its_constants_do(name, figures):
    for constant, expected, words in figures:
        assert band(constant) == pytest.approx(expected)
        assert words in about("limits", name)["does"]


def test_eggs_dairy_nori_and_crohn_are_counted_as_the_limits_say():
    matrix = tables.table("b12_matrix", "id")[["label", "r", "low"]].astype({"r": float})
    egg = matrix[matrix["label"].str.contains("egg", case=False)]
    dairy = matrix[matrix["label"].str.contains("milk|dairy", case=False)]
    assert list(egg["r"]) == [0.5]
    assert list(egg["low"].astype(float)) == [0.1]
    assert set(dairy["r"]) == {1.0}
    assert tables.table("impairments", "id").loc["crohn", "modelled"] == "no"
    assert tables.table("impairments", "id").loc["metformin", "modelled"] == "no"
