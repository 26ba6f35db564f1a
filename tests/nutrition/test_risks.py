"""Notices: who gets which, what a plan changes, and in which order they come.

Amounts come from the advice itself: The Vegan Society (3 ug in two sittings, 10 ug daily, 2000 ug weekly)
and the US allowance of 2.4 ug per day (IOM 1998).
"""

import math

import pandas as pd
import pytest

from nutrition import risks
from nutrition.errors import PlanError
from nutrition.labs import Labs
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.risks import COLUMNS, LEVELS, b12_cover, notices, risk_choices, standing_line

# food id: B12 per 100 g [ug], form, group
FOODS = {
    "beef": (2.4, "natural_animal", "Meat"),
    "cheese_unknown": (math.nan, "natural_animal", "Dairy"),
    "beans": (0.0, "none", "Legumes"),
    "leaf_unmeasured": (math.nan, "none", "Vegetables"),
    "soy_milk": (1.5, "fortified_crystalline", "Plant milks"),
    "cereal_unknown": (math.nan, "fortified_crystalline", "Cereals"),
    "my_own": (math.nan, "", "Dishes"),
    "spirulina": (9.0, "inactive_analogue", "Seaweed"),
    "mushrooms": (0.05, "inactive_analogue", "Mushrooms"),
    "nori_unmeasured": (math.nan, "inactive_analogue", "Seaweed"),
    "tablet_9.9": (990.0, "supplement", "Supplements"),
    "tablet_10": (1000.0, "supplement", "Supplements"),
    "tablet_25": (2500.0, "supplement", "Supplements"),
    "tablet_1999": (199_900.0, "supplement", "Supplements"),
    "tablet_2000": (200_000.0, "supplement", "Supplements"),
}


@pytest.fixture(scope="module")
def foods():
    frame = pd.DataFrame.from_dict(FOODS, orient="index", columns=["vitamin_b12", "b12_form", "group"])
    return frame.assign(name=frame.index, energy=50.0).rename_axis("food_id")


def vegan(age=34, sex="female", **more):
    return Person(age, sex, diet="vegan", **more)


def omnivore(age=30, sex="female", **more):
    return Person(age, sex, **more)


def plan(*items, days=1):
    return Plan(tuple(Item(food, grams, **more) for food, grams, more in items), days=days)


def tablet(name, **more):
    return plan((name, 1, more))


def ids(frame):
    return list(frame["id"])


def level(frame, notice):
    return frame.set_index("id").loc[notice, "level"]


BEEF = plan(("beef", 100, {"meal": "dinner"}))  # 2.4 ug, the US allowance exactly
BEANS = plan(("beans", 100, {}))
TWO_GLASSES = plan(("soy_milk", 100, {"at": "08:00"}), ("soy_milk", 100, {"at": "19:00"}))


# Who gets a notice


def test_nobody_special_gets_an_empty_frame_with_all_columns(foods):
    for frame in (notices(omnivore()), notices(omnivore(), BEEF, foods)):
        assert frame.empty
        assert list(frame.columns) == COLUMNS
        assert COLUMNS == ["id", "level", "title", "text", "why", "evidence", "action", "source"]


@pytest.mark.parametrize(
    ("risk", "expected"),
    [
        ("metformin", "ask"),
        ("ppi", "ask"),
        ("h2_blocker", "know"),
        ("pernicious_anaemia", "act"),
        ("atrophic_gastritis", "ask"),
        ("crohn", "ask"),
        ("coeliac", "ask"),
        ("hiv", "ask"),
        ("gastric_bypass", "act"),
        ("sleeve_gastrectomy", "ask"),
        ("ileal_resection", "act"),
        ("gastrectomy", "act"),
        ("alcohol", "ask"),
        ("nitrous_oxide", "act"),
        ("colchicine", "know"),
        ("h_pylori", "know"),
        ("fish_tapeworm", "know"),
        ("family_history", "know"),
        ("cholestyramine", "know"),
        ("antiseizure", "know"),
    ],
)
def test_each_risk_gives_its_own_notice_alone(risk, expected):
    frame = notices(omnivore(risks=(risk,)))
    assert ids(frame) == [risk]
    assert level(frame, risk) == expected


@pytest.mark.parametrize(
    ("person", "notice", "expected"),
    [
        (Person(30, "male", diet="vegan"), "vegan_no_plan", "act"),
        (Person(30, "male", diet="vegetarian"), "vegetarian_no_plan", "ask"),
        (Person(30, "female", condition="pregnant"), "pregnant", "ask"),
        (Person(30, "female", condition="lactating"), "lactating", "ask"),
        (Person(30, "female", condition="pregnant", diet="vegan"), "vegan_pregnant", "act"),
        (Person(30, "female", condition="lactating", diet="vegan"), "vegan_lactating", "act"),
        (Person(30, "female", condition="pregnant", diet="vegetarian"), "vegetarian_pregnant", "ask"),
        (Person(0.5, "male", diet="vegan"), "infant_of_vegan_mother", "act"),
        (Person(1.9, "male", diet="vegan"), "infant_of_vegan_mother", "act"),
        (Person(2, "male", diet="vegan"), "vegan_child", "act"),
        (Person(14, "male", diet="vegan"), "vegan_no_plan", "act"),
    ],
)
def test_each_group_gives_its_own_notice_alone(person, notice, expected):
    frame = notices(person)
    assert ids(frame) == [notice]
    assert level(frame, notice) == expected


@pytest.mark.parametrize(("age", "found"), [(49, []), (50, ["age_50"]), (64, ["age_50"]), (65, ["age_65"])])
def test_older_adults_from_fifty_and_again_from_sixty_five(age, found):
    assert ids(notices(omnivore(age))) == found


def test_from_sixty_five_a_plan_without_crystalline_b12_weighs_more(foods):
    assert level(notices(omnivore(64), BEEF, foods), "age_50_short") == "ask"
    assert level(notices(omnivore(65), BEEF, foods), "age_65_short") == "act"


def test_a_baby_s_notice_names_the_signs_that_need_a_doctor_at_once():
    text = notices(Person(0.5, "female", diet="vegan")).loc[0, "text"]
    for sign in ("at once", "floppy", "feeds poorly", "loses skills"):
        assert sign in text


# What the plan changes for vegans


@pytest.mark.parametrize(
    ("eaten", "notice", "expected"),
    [
        (tablet("tablet_25"), "vegan_covered", "know"),
        (tablet("tablet_10"), "vegan_covered", "know"),
        (tablet("tablet_9.9"), "vegan_once_small", "act"),
        (tablet("tablet_2000", per_week=1), "vegan_covered", "know"),
        (tablet("tablet_1999", per_week=1), "vegan_short", "act"),
        (tablet("tablet_25", per_week=6), "vegan_short", "act"),
        (TWO_GLASSES, "vegan_covered", "know"),
        (plan(("soy_milk", 100, {"at": "08:00"}), ("soy_milk", 99, {"at": "19:00"})), "vegan_short", "act"),
        (plan(("soy_milk", 200, {"meal": "breakfast"})), "vegan_once_small", "act"),
        (
            plan(("soy_milk", 100, {"meal": "lunch"}), ("soy_milk", 100, {"meal": "dinner"})),
            "vegan_covered",
            "know",
        ),
        (
            plan(("soy_milk", 100, {"meal": "lunch"}), ("soy_milk", 100, {"meal": "lunch"})),
            "vegan_once_small",
            "act",
        ),
        (BEANS, "vegan_short", "act"),
        (plan(("spirulina", 5, {})), "vegan_only_analogue", "act"),
        (plan(("nori_unmeasured", 3, {})), "vegan_only_analogue", "act"),
        (plan(("mushrooms", 100, {})), "vegan_short", "act"),
        (plan(("spirulina", 50, {}), ("tablet_25", 1, {})), "vegan_covered", "know"),
        (plan(("cereal_unknown", 50, {})), "vegan_unknown", "ask"),
        (plan(("my_own", 50, {})), "vegan_unknown", "ask"),
        (plan(("leaf_unmeasured", 50, {})), "vegan_short", "act"),
        (plan(("cereal_unknown", 50, {}), ("tablet_10", 1, {})), "vegan_covered", "know"),
        (BEEF, "vegan_animal_foods", "know"),
        (Plan(), "vegan_no_plan", "act"),
    ],
)
def test_a_vegan_plan_is_held_against_the_three_amounts(foods, eaten, notice, expected):
    frame = notices(vegan(), eaten, foods)
    assert ids(frame) == [notice]
    assert level(frame, notice) == expected


@pytest.mark.parametrize(
    ("eaten", "cover"),
    [
        (plan(("soy_milk", 160, {"at": "08:00"})), "once"),  # 2.4 ug at once: 1.03 ug absorbed
        (plan(("soy_milk", 230, {"at": "08:00"})), "once"),  # 3.45 ug: 1.19 ug
        (plan(("soy_milk", 240, {"at": "08:00"})), "covered"),  # 3.6 ug: 1.20 ug, the mark
        (tablet("tablet_9.9"), "covered"),
        (TWO_GLASSES, "covered"),
        (BEEF, "covered"),  # food, not a dose
        (plan(("soy_milk", 160, {"at": "08:00"}), ("beef", 30, {"at": "19:00"})), "covered"),
        (plan(("soy_milk", 160, {"at": "08:00"}), ("beef", 10, {"at": "19:00"})), "once"),
        (plan(("soy_milk", 160, {"at": "08:00"}), ("cheese_unknown", 10, {"at": "19:00"})), "covered"),
        (plan(("soy_milk", 100, {"at": "08:00"})), "short"),
    ],
)
def test_one_small_dose_a_day_is_told_to_people_who_are_not_vegan(foods, eaten, cover):
    assert b12_cover(omnivore(), eaten, foods)["normal"] == cover
    for diet in ("vegetarian", "pescatarian", "omnivore"):
        frame = notices(Person(30, "female", diet=diet), eaten, foods)
        assert ("once_small" in ids(frame)) == (cover == "once")


def test_the_mark_for_one_small_dose_follows_the_target(foods):
    milk = plan(("soy_milk", 100, {"at": "08:00"}))  # 1.5 ug: 0.80 ug absorbed
    assert b12_cover(Person(8, "male"), milk, foods)["normal"] == "covered"  # target 1.2 ug, mark 0.6 ug
    more = plan(("soy_milk", 240, {"at": "08:00"}))  # 3.6 ug: 1.20 ug absorbed
    assert b12_cover(omnivore(condition="pregnant"), more, foods)["normal"] == "once"  # target 2.6, mark 1.3


def test_an_uncovered_vegan_is_given_three_concrete_choices(foods):
    action = notices(vegan(), BEANS, foods).loc[0, "action"]
    for choice in ("3 µg", "10 µg", "2000 µg", "(1)", "(2)", "(3)"):
        assert choice in action


@pytest.mark.parametrize(
    ("first", "second", "cover"),
    [
        ("08:00", "11:59", "short"),
        ("08:00", "12:00", "covered"),
        ("15:58", "19:58", "covered"),  # as fractions of an hour these lie a hair less than 4 hours apart
        ("15:58", "19:57", "short"),
    ],
)
def test_two_glasses_count_as_two_sittings_four_hours_apart(foods, first, second, cover):
    eaten = plan(("soy_milk", 100, {"at": first}), ("soy_milk", 100, {"at": second}))
    assert b12_cover(vegan(), eaten, foods)["vegan"] == cover


@pytest.mark.parametrize(("grams", "cover"), [(33, "once"), (34, "covered")])
def test_half_a_microgram_is_the_least_that_makes_a_sitting(foods, grams, cover):
    eaten = plan(("soy_milk", 200, {"at": "08:00"}), ("soy_milk", grams, {"at": "19:00"}))
    assert b12_cover(vegan(), eaten, foods)["vegan"] == cover


def test_an_item_without_a_time_belongs_to_its_meal(foods):
    breakfast = (
        ("soy_milk", 100, {"meal": "breakfast", "at": "08:00"}),
        ("soy_milk", 100, {"meal": "breakfast"}),
    )
    assert b12_cover(vegan(), plan(*breakfast), foods)["vegan"] == "once"


def test_a_tablet_on_one_day_of_two_is_not_daily(foods):
    assert b12_cover(vegan(), plan(("tablet_10", 1, {}), days=2), foods)["vegan"] == "short"
    both = plan(("tablet_10", 1, {}), ("tablet_10", 1, {"day": 2}), days=2)
    assert b12_cover(vegan(), both, foods)["vegan"] == "covered"


@pytest.mark.parametrize("condition", ["pregnant", "lactating"])
def test_a_covered_plan_calms_a_pregnant_or_breastfeeding_vegan(foods, condition):
    frame = notices(vegan(condition=condition), tablet("tablet_25"), foods)
    assert ids(frame) == [f"vegan_{condition}_covered"]
    assert level(frame, f"vegan_{condition}_covered") == "know"


# What the plan changes for the others


@pytest.mark.parametrize(
    ("eaten", "notice"),
    [
        (BEEF, "vegetarian_covered"),
        (plan(("beef", 99, {})), "vegetarian_short"),
        (plan(("spirulina", 100, {})), "vegetarian_short"),
        (plan(("cheese_unknown", 30, {})), "vegetarian_unknown"),
        (plan(("cheese_unknown", 30, {}), ("beef", 100, {})), "vegetarian_covered"),
        (plan(("leaf_unmeasured", 30, {})), "vegetarian_short"),
    ],
)
def test_animal_b12_counts_for_vegetarians(foods, eaten, notice):
    assert ids(notices(Person(30, "male", diet="vegetarian"), eaten, foods)) == [notice]


def test_a_pregnant_omnivore_needs_more_than_others(foods):
    pregnant = Person(30, "female", condition="pregnant")
    assert ids(notices(pregnant, BEEF, foods)) == ["pregnant"]  # 2.4 ug is below her 2.6 ug
    assert ids(notices(pregnant, plan(("beef", 110, {})), foods)) == ["pregnant_covered"]


def test_an_omnivore_s_plan_below_target_or_not_known_is_only_worth_knowing(foods):
    short, unknown = (notices(omnivore(), p, foods) for p in (BEANS, plan(("cheese_unknown", 9, {}))))
    assert ids(short) == ["plan_short"]
    assert ids(unknown) == ["plan_unknown"]
    assert {*short["level"], *unknown["level"]} == {"know"}


@pytest.mark.parametrize("risk", ["ppi", "h2_blocker", "atrophic_gastritis"])
@pytest.mark.parametrize(
    ("eaten", "cover"),
    [
        (tablet("tablet_25"), "covered"),
        (plan(("soy_milk", 160, {})), "covered"),  # 2.4 ug
        (plan(("soy_milk", 159, {})), "short"),
        (plan(("beef", 500, {})), "short"),
        (plan(("beef", 500, {}), ("cereal_unknown", 30, {})), "unknown"),
    ],
)
def test_where_food_b12_is_taken_up_poorly_only_the_crystalline_form_counts(foods, risk, eaten, cover):
    frame = notices(omnivore(risks=(risk,)), eaten, foods)
    covered = frame[frame["id"] == f"{risk}_covered"]
    assert b12_cover(omnivore(), eaten, foods)["crystalline"] == cover
    assert (len(covered) == 1 and covered["level"].iloc[0] == "know") == (cover == "covered")


@pytest.mark.parametrize("risk", ["pernicious_anaemia", "gastrectomy", "ileal_resection", "gastric_bypass"])
def test_no_food_or_tablet_covers_where_the_carrier_is_missing(foods, risk):
    frame = notices(omnivore(risks=(risk,)), tablet("tablet_25"), foods)
    assert level(frame, risk) == "act"
    assert "clinician" in frame.set_index("id").loc[risk, "title"]


def test_metformin_asks_for_checks_whatever_the_plan(foods):
    frame = notices(omnivore(risks=("metformin",)), tablet("tablet_25"), foods)
    assert ids(frame) == ["metformin"]
    assert "Keep taking metformin" in frame.loc[0, "action"]


def test_nitrous_oxide_says_stop_and_names_the_tests_that_do_not_mislead():
    notice = notices(omnivore(risks=("nitrous_oxide",))).loc[0]
    assert "normal blood B12 can mislead" in notice["text"]
    assert notice["action"].startswith("Stop using it. Ask for homocysteine or MMA")


# Together


FACTORS = [
    ({"risks": ("metformin", "ppi")}, {"metformin": "act", "ppi": "act"}),
    ({"risks": ("metformin",), "age": 50}, {"metformin": "act", "age_50": "act"}),
    ({"risks": ("metformin",), "diet": "vegan"}, {"metformin": "act", "vegan_no_plan": "act"}),
    ({"risks": ("h2_blocker", "metformin")}, {"h2_blocker": "ask", "metformin": "act"}),
    ({"risks": ("gastric_bypass", "ppi")}, {"gastric_bypass": "act", "ppi": "act"}),
    ({"risks": ("nitrous_oxide", "metformin")}, {"nitrous_oxide": "act", "metformin": "act"}),
]


@pytest.mark.parametrize(("who", "levels"), FACTORS)
def test_two_factors_raise_each_other_by_one_and_never_to_urgent(who, levels):
    frame = notices(omnivore(**who))
    assert set(ids(frame)) == {"combination", *levels}
    for notice, expected in levels.items():
        assert level(frame, notice) == expected
    assert level(frame, "combination") == "ask"


def test_the_combination_says_which_ones():
    frame = notices(Person(70, "male", diet="vegan", risks=("metformin",))).set_index("id")
    assert frame.loc["combination", "text"] == (
        "These come together here: a vegan diet, age 50 or over and metformin."
    )
    assert "our own rule" in frame.loc["combination", "evidence"]


def test_ppi_and_h2_blocker_are_one_factor():
    frame = notices(omnivore(risks=("ppi", "h2_blocker")))
    assert set(ids(frame)) == {"ppi", "h2_blocker"}
    assert level(frame, "ppi") == "ask"


def test_other_risks_are_not_raised():
    frame = notices(omnivore(risks=("metformin", "crohn")))
    assert level(frame, "crohn") == "ask"
    assert level(frame, "metformin") == "ask"


def test_what_a_plan_covers_is_not_raised(foods):
    frame = notices(vegan(55), tablet("tablet_25"), foods)
    assert set(ids(frame)) == {"combination", "vegan_covered", "age_50_covered"}
    assert set(frame["level"]) == {"know"}


# Order, words, faults


def test_the_most_urgent_come_first():
    everything = tuple(risk_choices()["id"])
    frame = notices(Person(70, "male", diet="vegan", risks=everything))
    places = [LEVELS.index(level) for level in frame["level"]]
    assert places == sorted(places)
    assert frame["id"].is_unique
    assert "urgent" not in set(frame["level"])


def test_the_choices_are_those_of_a_person_with_their_kind():
    choices = risk_choices()
    assert list(choices.columns) == ["id", "label", "kind"]
    assert choices["id"].is_unique
    assert list(dict.fromkeys(choices["kind"])) == ["medicine", "condition", "habit"]
    assert choices.set_index("id").loc["nitrous_oxide", "kind"] == "habit"
    assert len(choices) == 20


def test_the_standing_line_names_the_tests_and_the_limits():
    line = standing_line()
    for word in ("serum B12", "MMA", "homocysteine", "not a diagnosis"):
        assert word in line


def test_an_unknown_risk_is_named_with_the_nearest_choice():
    with pytest.raises(ValueError, match=r"'metfromin' is not known; did you mean 'metformin'\?.*ppi"):
        notices(omnivore(risks=("metfromin",)))


def test_a_plan_needs_foods_and_known_ones(foods):
    with pytest.raises(ValueError, match="foods is None"):
        notices(omnivore(), BEEF)
    with pytest.raises(PlanError, match="'unicorn' is not in the food table"):
        notices(omnivore(), plan(("unicorn", 1, {})), foods)


# Symptoms and results; red flags have a file of their own


@pytest.mark.parametrize(
    ("who", "symptoms", "found"),
    [
        ({"risks": ("family_history",)}, ("tired",), {"test_offer": "ask", "family_history": "know"}),
        ({}, ("tired",), {"sign_alone": "know"}),
        ({}, ("tired", "sore_tongue"), {"sign_alone": "know"}),
        ({"diet": "vegan"}, ("memory", "tired"), {"nerve_risk": "act", "vegan_no_plan": "act"}),
        ({"age": 49}, ("tingling",), {"nerve_symptom": "ask"}),
        ({"age": 50}, ("tingling",), {"nerve_risk": "act", "age_50": "ask"}),
        ({}, ("cramps",), {"muscle_sign": "know"}),
        ({"risks": ("crohn",)}, ("muscle_weakness",), {"muscle_sign": "know", "crohn": "ask"}),
        ({}, ("swallowing", "tired"), {"stomach_signs": "act", "sign_alone": "know"}),
    ],
)
def test_a_symptom_with_a_risk_factor_is_offered_a_test(who, symptoms, found):
    frame = notices(omnivore(**who), symptoms=symptoms)
    assert dict(zip(frame["id"], frame["level"], strict=True)) == found


@pytest.mark.parametrize(
    ("labs", "found"),
    [
        ({"b12": (179, "ng/L")}, {"b12_low": "act"}),
        ({"b12": (180, "ng/L")}, {"b12_indeterminate": "ask"}),
        ({"b12": (350, "ng/L")}, {"b12_indeterminate": "ask"}),
        ({"b12": (351, "ng/L")}, {}),
        ({"holotc": 24}, {"b12_low": "act"}),
        ({"mma": (520, "nmol/L")}, {"mma_raised": "act"}),
        ({"mma": (520, "nmol/L"), "egfr": 38}, {"mma_unreliable": "ask"}),
        ({"mma": (0.20, "umol/L")}, {}),
        ({"mcv": 104}, {"blood_count": "ask"}),
        ({"anti_if": "positive"}, {"anti_if": "act"}),
        ({"anti_if": "negative"}, {}),
    ],
)
def test_results_give_a_notice_by_their_class(labs, found):
    frame = notices(omnivore(), labs=Labs(**labs))
    assert dict(zip(frame["id"], frame["level"], strict=True)) == found


def test_two_hundred_is_low_by_the_older_convention():
    labs = Labs(b12=(199, "ng/L"))
    assert ids(notices(omnivore(), labs=labs)) == ["b12_indeterminate"]
    assert ids(notices(omnivore(), labs=labs, convention="older")) == ["b12_low"]
    with pytest.raises(ValueError, match="'ancient' is not one of: NICE, older"):
        notices(omnivore(), labs=labs, convention="ancient")


def test_a_low_folate_says_b12_first():
    frame = notices(omnivore(), labs=Labs(folate=(4, "nmol/L"), b12=(400, "ng/L")))
    assert ids(frame) == ["folate_low"]
    assert "before starting folic acid" in frame.loc[0, "title"]


@pytest.mark.parametrize("b12", [250, 500])
def test_nitrous_oxide_takes_the_meaning_from_a_normal_result(b12):
    frame = notices(omnivore(risks=("nitrous_oxide",)), labs=Labs(b12=(b12, "ng/L")), symptoms=("tired",))
    assert "nitrous_normal" in ids(frame)
    assert level(frame, "nitrous_normal") == "act"
    assert "normal_signs" not in ids(frame)
    assert "homocysteine or MMA" in frame.set_index("id").loc["nitrous_normal", "action"]


def test_a_clear_result_speaks_against_b12_but_does_not_close_the_question():
    frame = notices(omnivore(), labs=Labs(b12=(500, "ng/L")), symptoms=("tingling",))
    assert ids(frame) == ["normal_signs"]
    assert "too high" in frame.loc[0, "text"]
    raised = notices(omnivore(), labs=Labs(b12=(500, "ng/L"), mma=(520, "nmol/L")), symptoms=("tired",))
    assert ids(raised) == ["mma_raised"]


def test_no_symptoms_and_no_results_change_nothing():
    assert notices(omnivore(), labs=None, symptoms=[]).empty
    assert notices(omnivore(), labs=Labs()).empty
    assert ids(notices(vegan(), labs=Labs(), symptoms=())) == ids(notices(vegan()))


@pytest.mark.parametrize("given", [{"b12": 150}, 150, {}])
def test_results_that_are_no_results_are_refused(given):
    with pytest.raises(ValueError, match=r"labs .* are no results; give Labs\("):
        notices(omnivore(), labs=given)


def test_an_unknown_symptom_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="symptom 'tingeling' is not known; did you mean 'tingling'"):
        notices(omnivore(), symptoms=("tingeling",))


def test_changing_the_answer_does_not_change_the_next():
    frame = notices(omnivore(70))
    frame.loc[:, "title"] = "gone"
    assert "gone" not in set(notices(omnivore(70))["title"])


def test_ranking_puts_urgent_above_all():
    held = [dict.fromkeys(COLUMNS, "") | {"id": level, "level": level} for level in reversed(LEVELS)]
    assert ids(risks._ranked(held)) == list(LEVELS)
