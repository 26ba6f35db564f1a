"""The guided check from `app.py`: five people go through it, and what cannot be is asked about."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import nutrition as nu

ROOT = Path(__file__).parents[2]


@pytest.fixture
def at():
    app = AppTest.from_file(ROOT / "app.py", default_timeout=20)
    app.run()
    return app.switch_page("views/check.py").run()


def about(at, **who):
    """Say in the sidebar who it is."""
    for key, value in who.items():
        at.session_state[key] = value
    return at.run()


def open_step(at, name):
    return at.segmented_control(key="step").set_value(name).run()


def tick(at, category, *symptoms):
    at.pills(key=f"felt_{category}").set_value(list(symptoms)).run()
    assert not at.exception


def enter(at, test, value, unit=None):
    if unit:
        at.selectbox(key=f"lab_{test}_unit").set_value(unit).run()
    at.number_input(key=f"lab_{test}").set_value(value).run()
    assert not at.exception


def cards(at):
    """Give the headings of all cards on the page, first to last."""
    return [heading for each in at.html for heading in headings(each.body)]


def headings(html):
    return [re.sub("<.*?>", "", found).strip() for found in re.findall(r'class="b12-head">(.*?)</p>', html)]


def text(at):
    return " ".join(re.sub("<.*?>", " ", each.body) for each in at.html)


def has_sources(at):
    """Every card names at least one source that can be opened, or is a choice of ours that says so."""
    bodies = [body for each in at.html for body in re.findall(r"<section.*?</section>", each.body)]
    assert bodies
    assert [body for body in bodies if 'href="https://' not in body and "our own choice" not in body] == []


def asks_about_infants(at):
    return "felt_Infant (under 3)" in [each.key for each in at.pills]


def test_a_mother_who_breastfeeds_is_asked_about_the_baby(at):
    assert not asks_about_infants(about(at, age=31.0, sex="female"))
    about(at, condition="lactating")
    tick(at, "Infant (under 3)", "infant_floppy")
    assert "Get help now if this is about a baby or toddler" in cards(at)[0]
    assert asks_about_infants(about(at, condition="none"))  # what is ticked can be taken away


def test_metformin_at_68_with_numb_feet_and_raised_mma(at):
    about(at, age=68.0, sex="male", risks=["metformin"])
    open_step(at, "signs")
    tick(at, "Nerves", "numbness")
    open_step(at, "blood")
    enter(at, "b12", 205.0, "pg/mL")
    enter(at, "mma", 0.52, "umol/L")
    assert cards(at)[0].startswith("Get help first")  # nerve signs with a result between the lines
    assert "MMA" in text(at)
    open_step(at, "page")
    page = text(at)
    assert "Kidney function" in page  # MMA is raised and the kidneys are not known
    assert "205" in page
    assert "Metformin" in page
    has_sources(at)


def test_a_vegan_of_30_without_supplement_or_symptom(at):
    about(at, age=30.0, diet="vegan")
    assert not any(card.startswith("Get help first") for card in cards(at))
    open_step(at, "page")
    assert not any(card.startswith("Get help first") for card in cards(at))
    page = text(at)
    assert "Whether a B12 test is worth it now" in page
    assert "vegan" in page.lower()
    has_sources(at)


def test_nitrous_oxide_with_unsteady_gait_and_a_normal_serum_b12(at):
    about(at, age=24.0, sex="male", risks=["nitrous_oxide"])
    tick(at, "Spinal cord", "unsteady")
    assert cards(at)[0].startswith("Get help first")
    open_step(at, "blood")
    enter(at, "b12", 420.0, "ng/L")
    assert cards(at)[0].startswith("Get help first")
    assert "may be normal" in text(at)
    open_step(at, "page")
    assert "omocysteine" in text(at)
    assert cards(at)[0].startswith("Get help first")
    has_sources(at)


def test_pregnant_with_a_total_b12_of_160(at):
    about(at, age=31.0, sex="female", condition="pregnant")
    open_step(at, "blood")
    enter(at, "b12", 160.0, "ng/L")
    assert cards(at)[0].startswith("Get help first")
    assert "deficient" not in text(at).lower()
    open_step(at, "page")
    assert "Active B12" in text(at)
    has_sources(at)


def test_heel_pain_worst_on_the_first_steps_of_the_morning(at):
    open_step(at, "signs")
    at.segmented_control(key="closer").set_value("heel").run()
    questions = nu.guided_questions("heel")
    answer = questions[questions["label"].str.contains("first steps", case=False)].iloc[0]
    at.pills(key=f"guided_heel_{answer['characteristic']}").set_value([answer["id"]]).run()
    assert not at.exception
    assert any("plantar fasciitis" in card.lower() for card in cards(at))
    tick(at, "Nerves", "burning_feet")
    assert any("plantar fasciitis" in card.lower() for card in cards(at))
    has_sources(at)


@pytest.mark.parametrize(
    ("test", "value", "unit", "asked"),
    [
        ("b12", -5.0, "ng/L", "-5"),
        ("b12", 1e9, "ng/L", "1"),
        ("mma", 300.0, "umol/L", "nmol/L"),
        ("haemoglobin", 1350.0, "g/L", "1350"),
    ],
)
def test_what_cannot_be_is_asked_about_and_never_read(at, test, value, unit, asked):
    open_step(at, "blood")
    enter(at, test, value, unit)
    assert len(at.warning) == 1
    assert asked in at.warning[0].value
    assert cards(at) == []
    assert at.info[0].value.startswith("A reading appears")


def test_answers_stay_from_step_to_step_and_from_page_to_page(at):
    tick(at, "Get help first", "chest_pain")
    open_step(at, "signs")
    tick(at, "Blood", "tired")
    open_step(at, "first")
    assert at.pills(key="felt_Get help first").value == ["chest_pain"]
    at.switch_page("views/plan.py").run()
    assert not at.exception
    assert cards(at)[0].startswith("Get help first")  # before the plan and everything about food
    at.switch_page("views/check.py").run()
    open_step(at, "signs")
    assert at.pills(key="felt_Blood").value == ["tired"]


def test_risks_are_the_same_here_and_in_the_sidebar(at):
    open_step(at, "risks")
    at.pills(key="risk_medicine").set_value(["metformin"]).run()
    assert not at.exception
    assert at.multiselect(key="risks").value == ["metformin"]
    at.multiselect(key="risks").set_value(["metformin", "coeliac"]).run()
    assert at.pills(key="risk_condition").value == ["coeliac"]
    at.multiselect(key="risks").set_value([]).run()
    assert at.pills(key="risk_medicine").value == []


def test_the_convention_changes_the_reading(at):
    open_step(at, "blood")
    enter(at, "b12", 160.0, "pmol/L")
    first = text(at)
    at.selectbox(key="lab_convention").set_value("older").run()
    assert text(at) != first
    assert not at.exception


def test_an_urgent_card_stands_once(at):
    tick(at, "Spinal cord", "unsteady")
    open_step(at, "risks")
    assert len([title for title in cards(at) if title.startswith("Get help first")]) == 1


def test_a_sample_leaves_somebody_with_answers_as_they_are(at):
    about(at, age=68.0, sex="male", risks=["metformin"])
    open_step(at, "signs")
    tick(at, "Nerves", "numbness")
    at.switch_page("views/plan.py").run()
    at.button(key="welcome_vegan_fortified").click().run()
    assert at.session_state["plan"].name == "Vegan day with fortified foods"
    assert (at.session_state["age"], at.session_state["risks"]) == (68.0, ["metformin"])


def test_a_page_with_nothing_on_it_says_so(at):
    open_step(at, "page")
    assert "Nothing was entered so far that is a reason to ask for a B12 test." in text(at)
    assert "Options a clinician may discuss" not in text(at)
