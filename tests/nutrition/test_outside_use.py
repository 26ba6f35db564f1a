"""Use of the public names by somebody who knows only their list: a right answer, or an error that helps."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import nutrition as nu

ADULT = nu.Person(34, "female")
NOT_ONE_NUMBER = [math.nan, math.inf, -math.inf, -1, True, "5", "five", None, [1, 2], 1j, 10**400, pd.NA, {}]
NO_NUMBERS = [
    math.inf,
    -1,
    True,
    "5",
    ["1", "2"],
    [True, False],
    1j,
    10**400,
    {},
    [1, math.inf],
    [[1], [1, 2]],
]
NO_IDS = ["tired", 5, None, math.nan, np.array("tired"), [5], [None], [["tired"]]]
LIVER, TABLET, YEAST = "168626", "X208", "X103"
EVERY_TEST = {
    "b12": (250, "pg/mL"),
    "holotc": 40,
    "mma": 0.5,
    "hcy": 22,
    "haemoglobin": (11, "g/dL"),
    "mcv": 106,
    "folate": (5, "nmol/L"),
    "egfr": 90,
    "anti_if": "positive",
}


def mid(table, *items, days=1, person=ADULT):
    return nu.absorbed(nu.Plan(items, days=days), table, person)["mid"].to_list()


# --- one dose, several doses ---


@pytest.mark.parametrize("doses", [[1, 1000], (1, 1000), np.array([1, 1000]), pd.Series([1, 1000], [7, 9])])
def test_doses_may_come_in_any_row(doses):
    assert nu.absorb(doses) == pytest.approx([0.609437, 13.3])
    assert nu.absorption_curves(doses)["mid"].to_list() == pytest.approx([0.609437, 13.3])
    assert nu.absorb_spaced(doses, pd.Series([8, 20])) == pytest.approx([0.609437, 13.3])


@pytest.mark.parametrize("dose", [1, 1.0, np.int64(1), np.float32(1), np.array(1.0)])
def test_one_dose_gives_one_number(dose):
    assert type(nu.absorb(dose)) is float
    assert nu.absorb(dose) == pytest.approx(0.609437)
    assert nu.absorption_curves(dose)["mid"].to_list() == pytest.approx([0.609437])


def test_what_is_not_known_stays_so():
    assert np.isnan(nu.absorb([1, None, math.nan])).tolist() == [False, True, True]
    assert np.isnan(nu.absorb(pd.Series([1, None], dtype="Float64"))).tolist() == [False, True]
    assert nu.absorption_curves([math.nan]).isna().all(axis=None)


@pytest.mark.parametrize("dose", NO_NUMBERS, ids=str)
def test_what_is_no_dose_is_refused(dose):
    for function in (nu.absorb, nu.absorption_curves, lambda row: nu.absorb_spaced(row, [8, 9])):
        with pytest.raises(ValueError, match="dose"):
            function(dose)
    if dose != -1:  # an hour before the first one
        with pytest.raises(ValueError, match="hours"):
            nu.absorb_spaced([1, 1], dose)


@pytest.mark.parametrize("flag", ["no", None, 0.5, math.nan, [True]])
def test_a_flag_is_true_or_false(flag):
    for more in ({"intrinsic_factor": flag}, {"with_meal": flag}):
        with pytest.raises(ValueError, match="is not True or False"):
            nu.absorb(1, **more)
    assert nu.absorb(1000, np.True_, np.False_) == pytest.approx(13.3)


def test_what_is_no_estimate_is_refused():
    with pytest.raises(ValueError, match="uptake 6 is no estimate"):
        nu.absorb_spaced([1, 1], [8, 9], 6)


# --- plans ---


def test_numbers_out_of_a_data_frame_are_numbers(table):
    cells = pd.DataFrame({"grams": [100], "day": [2], "per_week": [3.5], "age": [70]}).iloc[0]
    grams, day, age = np.int64(100), np.int64(2), np.int64(70)
    item = nu.Item(LIVER, grams, day=day, per_week=np.float32(3.5))
    assert item == nu.Item(LIVER, 100, day=2, per_week=cells["per_week"])
    plan = nu.Plan([item], days=np.int64(2))
    assert nu.Plan.from_json(plan.to_json()) == plan
    person = nu.Person(age, "female", weight_kg=np.float32(60))
    assert person == nu.Person(70, "female", weight_kg=60)
    assert list(nu.impairments(person)["id"]) == ["age_50"]
    assert nu.absorbed(plan, table, person)["times_per_day"].to_list() == [0.25]


@pytest.mark.parametrize("value", NOT_ONE_NUMBER, ids=str)
def test_what_is_no_number_in_a_plan_is_named(value):
    for part in ("grams", "day", "per_week"):
        with pytest.raises(nu.PlanError, match=part):
            nu.Item(**{"food": LIVER, "grams": 1, part: value})
    with pytest.raises(nu.PlanError, match="days"):
        nu.Plan((), "", value)
    with pytest.raises(ValueError, match="age"):
        nu.Person(value, "female")
    with pytest.raises(ValueError, match="sex"):
        nu.Person(30, value)


@pytest.mark.parametrize("value", [5, None, math.nan, True, pd.NA, np.array("a")], ids=str)
def test_what_is_no_text_or_no_row_in_a_plan_is_named(value):
    with pytest.raises(nu.PlanError, match="food"):
        nu.Item(value, 1)
    with pytest.raises(nu.PlanError, match="items"):
        nu.Plan(value)
    with pytest.raises(nu.PlanError, match="name"):
        nu.Plan((), value)


@pytest.mark.parametrize("text", [None, 5, b"{}", ["food,grams"], {}])
def test_a_plan_file_is_text(text):
    for read in (nu.Plan.from_json, nu.Plan.from_csv):
        with pytest.raises(nu.PlanError, match="is not text"):
            read(text)


@pytest.mark.parametrize("risks", ["ppi", 5, None, [5], np.array("ppi")])
def test_risks_are_a_row_of_ids(risks):
    with pytest.raises(ValueError, match="risks"):
        nu.Person(30, "female", risks=risks)


def test_a_risk_that_is_not_known_is_named_everywhere(table, portions):
    person = nu.Person(30, "female", risks=("pppi",))
    plan, labs = nu.Plan((nu.Item(LIVER, 1),)), nu.Labs(b12=(250, "ng/L"))
    for use in (
        lambda: nu.absorbed(plan, table, person),
        lambda: nu.in_three_sittings(plan, table, person),
        lambda: nu.impairments(person),
        lambda: nu.store_bands(1, 2, 3, person),
        lambda: nu.regimen_absorbed("daily_10", person),
        lambda: nu.repletion("daily_10", 300, 0.0013, 30, person),
        lambda: nu.b12_sources(table, portions, person),
        lambda: nu.notices(person),
        lambda: nu.interpret(labs, person),
        lambda: nu.findings(labs, person),
        lambda: nu.treatment_options(person),
        lambda: nu.guided_check("heel", (), person),
        lambda: nu.clinician_page(person),
    ):
        with pytest.raises(ValueError, match=r"risk 'pppi' is not known; did you mean 'ppi'\?"):
            use()


@pytest.mark.parametrize("other", [None, "me", 34, {"age": 34}, pd.DataFrame(), np.array([1.0])])
def test_the_wrong_thing_in_the_wrong_place_is_named(other, table, portions):
    plan = nu.Plan((nu.Item(LIVER, 1),))
    uses = {
        "plan": [lambda: nu.absorbed(other, table, ADULT), lambda: nu.in_three_sittings(other, table, ADULT)],
        "person": [
            lambda: nu.absorbed(plan, table, other),
            lambda: nu.impairments(other),
            lambda: nu.interpret(nu.Labs(), other),
            lambda: nu.notices(other),
            lambda: nu.treatment_options(other),
        ],
        "labs": [lambda: nu.interpret(other, ADULT), lambda: nu.findings(other, ADULT)],
        "table": [
            lambda: nu.absorbed(plan, other, ADULT),
            lambda: nu.notices(ADULT, plan, other),
            lambda: nu.absorbed_per_day(other),
            lambda: nu.count_contested(other),
            lambda: nu.b12_sources(other, portions, ADULT),
            lambda: nu.b12_sources(table, other, ADULT),
        ],
    }
    for name, functions in uses.items():
        for use in functions:
            with pytest.raises(ValueError, match=f"{name}|not in the food table"):
                use()


def test_food_bound_is_true_false_or_left_out(table):
    with pytest.raises(ValueError, match="food_bound 'no' is not True, False or None"):
        nu.absorbed(nu.Plan(), table, ADULT, food_bound="no")


def test_midnight_lies_between_two_neighbours(table):
    late, early = (nu.Item(LIVER, 100, at=at) for at in ("23:59", "00:00"))
    ug = table["vitamin_b12"][LIVER]
    assert sum(mid(table, late, early)) == pytest.approx(nu.absorb(2 * ug), abs=0.01)
    assert mid(table, late, replace(early, day=3), days=3) == pytest.approx([nu.absorb(ug)] * 2)


def test_ten_kilograms_of_liver(table):
    ug = table["vitamin_b12"][LIVER] * 100
    assert mid(table, nu.Item(LIVER, 10_000)) == pytest.approx([1.3 + 0.012 * ug])


def test_a_monthly_tablet(table):
    sittings = nu.absorbed(nu.Plan((nu.Item(TABLET, 1, per_week=0.23),)), table, ADULT)
    assert sittings["mid"].to_list() == pytest.approx([13.3])
    assert nu.absorbed_per_day(sittings)["mid"] == pytest.approx(13.3 * 0.23 / 7)


def test_the_longest_plan_gives_what_one_of_its_days_gives(table):
    day = (nu.Item(LIVER, 100, "Lunch"), nu.Item(YEAST, 5, "Dinner"), nu.Item(TABLET, 0.01))
    month = nu.Plan(tuple(replace(item, day=n) for n in range(1, 32) for item in day), days=31)
    one, all_of_it = (nu.absorbed_per_day(nu.absorbed(p, table, ADULT)) for p in (nu.Plan(day), month))
    assert all_of_it == pytest.approx(one)


def test_a_plan_of_nothing_known_says_so(table):
    unknown = table.copy()
    unknown.loc[YEAST, "vitamin_b12"] = math.nan
    row = nu.absorbed(nu.Plan((nu.Item(YEAST, 5), nu.Item(YEAST, 3))), unknown, ADULT).iloc[0]
    assert row["unknown"] == 2


@pytest.mark.parametrize("age", [0, 0.5, 120])
def test_people_of_every_age(age, table):
    person = nu.Person(age, "female", risks=["pernicious_anaemia", "ppi", "metformin", "nitrous_oxide"])
    assert mid(table, nu.Item(LIVER, 100), person=person) == [0.012 * table["vitamin_b12"][LIVER]]
    page = nu.clinician_page(person, labs=nu.Labs(**EVERY_TEST), symptoms=("numbness", "tired"))
    assert page["part"][0] == "urgent"
    assert nu.store_bands(1, 1, 1, person)["mid"].iloc[-1] == pytest.approx(500, rel=0.01)


# --- stores ---


@pytest.mark.parametrize("value", NOT_ONE_NUMBER, ids=str)
@pytest.mark.parametrize("name", ["absorbed_per_day", "start", "loss", "threshold", "years"])
def test_what_is_no_amount_in_stores_is_named(name, value):
    use = nu.days_to_threshold if name == "threshold" else nu.stores
    with pytest.raises(ValueError, match=f"{name} "):
        use(**{"absorbed_per_day": 1, name: value})


@pytest.mark.parametrize("value", [0, 1, 13, 1e300])
def test_a_loss_is_a_part_of_the_store(value):
    with pytest.raises(ValueError, match=r"loss \S+ is not a number above 0 and below 1"):
        nu.stores(1, loss=value)


@pytest.mark.parametrize("years", [0, 1e6, 1e300])
def test_nobody_waits_a_million_years(years):
    with pytest.raises(ValueError, match="years"):
        nu.stores(1, years=years)
    with pytest.raises(ValueError, match="years"):
        nu.store_bands(1, 2, 3, years=years)


def test_a_tiny_loss_does_not_empty_the_store():
    curve = nu.stores(1, 2500, 1e-300, 1)
    assert curve["ug"].to_list() == pytest.approx((2500 + curve["day"]).to_list())


def test_at_and_below_the_threshold():
    assert nu.days_to_threshold(0, 300) == nu.days_to_threshold(9, 12) == nu.days_to_threshold(0, 0) == 0.0
    assert nu.days_to_threshold(0.39) is None
    assert nu.days_to_threshold(0.389999) > 4000


def test_a_band_rises():
    with pytest.raises(ValueError, match="rising order"):
        nu.store_bands(3, 2, 1)


@pytest.mark.parametrize("days", [*NOT_ONE_NUMBER, 0, 1.5, 1_000_000], ids=str)
def test_days_of_a_regimen(days):
    for regimen in ("daily_10", "cyano_monthly"):
        with pytest.raises(ValueError, match="days"):
            nu.repletion(regimen, 300, 0.0013, days)


@pytest.mark.parametrize("regimen", ["", "gold", None, 5, ["daily_10"], math.nan])
def test_a_regimen_that_is_not_known(regimen):
    for use in (nu.regimen_absorbed, lambda name: nu.repletion(name, 300, 0.0013, 30)):
        with pytest.raises(ValueError, match="the choices are: fortified_twice"):
            use(regimen)


def test_many_injections_are_lost_one_by_one():
    curve = nu.repletion("cyano_monthly", 0, 0.001, 36_000)
    wanted = sum(200 * math.exp(-0.001 * (36_000 - day)) for day in range(0, 36_001, 30))
    assert curve["mid"].iloc[-1] == pytest.approx(wanted)


# --- blood tests ---


@pytest.mark.parametrize(
    "value", [*NOT_ONE_NUMBER[:6], "abc", [1, 2, 3], 1j, 10**400, pd.NA, {}, 0, 1e9], ids=str
)
@pytest.mark.parametrize("test", list(EVERY_TEST))
def test_what_cannot_be_a_result_gets_a_question(test, value):
    for entry in (value, (value, "ng/L"), [value, "pmol/L"]):
        with pytest.raises(ValueError, match=f"^{test}: "):
            nu.Labs(**{test: entry})


@pytest.mark.parametrize(
    ("test", "value", "units"),
    [
        ("b12", 205, ("pg/mL", "PG/ML", " pg / ml ")),
        ("mma", 0.5, ("umol/L", "µmol/L", "μmol/l", "UMOL/L")),
        ("mma", 40, ("ug/L", "µg/L", "mcg/L")),
        ("egfr", 90, ("mL/min/1.73m2", "ml/min/1.73 m²")),
        ("folate", 5, ("ng/mL", "NG/ML")),
    ],
)
def test_units_in_any_spelling(test, value, units):
    written = {getattr(nu.Labs(**{test: [value, unit]}), test) for unit in units}
    assert written == {(float(value), units[0])}


@pytest.mark.parametrize("unit", ["mol/L", "mmol/L", "µg", 5, None, pd.NA, math.nan, ["ng/L"], True])
def test_a_wrong_unit_is_asked_about(unit):
    with pytest.raises(ValueError, match=r"b12: .*is it ng/L"):
        nu.Labs(b12=(205, unit))
    assert "is it ng/L (151.3 pmol/L)" in nu.lab_question("b12", 205, unit)


def test_a_question_holds_no_empty_brackets():
    assert nu.lab_question("holotc", 40, "ng/L").endswith("is it pmol/L?")


@pytest.mark.parametrize("test", ["gold", None, 5, ["b12"], "anti_if"])
def test_a_test_that_is_not_known(test):
    with pytest.raises(ValueError, match=r"is not known[.;] .*The choices are: b12"):
        nu.lab_question(test, 5)


@pytest.mark.parametrize(
    "value", ["yes", True, 5, pd.NA, ["positive"], np.array(["positive", "negative"])], ids=str
)
def test_an_antibody_is_positive_or_negative(value):
    with pytest.raises(ValueError, match="anti_if"):
        nu.Labs(anti_if=value)


@pytest.mark.parametrize("value", [0, -1, math.inf, -math.inf, True, "60", [60], 1j, {}, 10**400], ids=str)
@pytest.mark.parametrize("place", range(5))
def test_what_cannot_be_a_marker_is_named(place, value):
    markers = [60, 350, 0.18, 10, 30]
    markers[place] = value
    if (place, value) == (4, 0):
        assert nu.combined_b12(*markers) == pytest.approx(4.067 - 3.79, abs=0.001)
        return
    name = ("holotc", "b12", "mma", "hcy", "age")[place]
    with pytest.raises(ValueError, match=f"^{name} .*above zero"):
        nu.combined_b12(*markers)


@pytest.mark.parametrize("missing", [None, math.nan, pd.NA, np.float64("nan")])
def test_a_wrong_marker_is_named_though_another_is_missing(missing):
    assert nu.combined_b12(60, 350, 0.18, missing, 30) is None
    with pytest.raises(ValueError, match="mma -1"):
        nu.combined_b12(60, 350, -1, missing, 30)


def test_extreme_markers_have_a_score():
    assert nu.combined_b12(1e-200, 1e-200, 1e200, 1e200, 30) == pytest.approx(-800 - 3.771, abs=0.001)
    assert type(nu.combined_b12(*np.float32([60, 350, 0.18, 10, 30]))) is float


def test_no_results_and_every_result():
    nothing = nu.interpret(nu.Labs(), ADULT)
    assert "result" not in set(nothing["kind"])
    every = nu.interpret(nu.Labs(**EVERY_TEST, replacing=True), ADULT, ["tired", "numbness"])
    assert set(every.loc[every["kind"] == "result", "test"]) == {*EVERY_TEST, "cb12"}
    assert every["kind"][0] == "caveat"
    assert not (every[["title", "text", "source"]] == "").any(axis=None)


@pytest.mark.parametrize("convention", ["nice", None, 5, ["NICE"], math.nan])
def test_a_convention_that_is_not_known(convention):
    for use in (nu.interpret, nu.findings):
        with pytest.raises(ValueError, match="is not one of: NICE, older"):
            use(nu.Labs(b12=(250, "ng/L")), ADULT, convention=convention)
    for use in (nu.notices, nu.clinician_page):  # also where there is no result to read
        with pytest.raises(ValueError, match="is not one of: NICE, older"):
            use(ADULT, convention=convention)


# --- symptoms, notices, the page ---


@pytest.mark.parametrize("symptoms", NO_IDS, ids=str)
def test_symptoms_are_a_row_of_ids(symptoms):
    for use in (
        lambda: nu.notices(ADULT, symptoms=symptoms),
        lambda: nu.interpret(nu.Labs(), ADULT, symptoms),
        lambda: nu.treatment_options(ADULT, None, symptoms),
        lambda: nu.guided_check("heel", (), ADULT, symptoms),
        lambda: nu.clinician_page(ADULT, symptoms=symptoms),
    ):
        with pytest.raises(ValueError, match=r"symptoms .*ids"):
            use()


@pytest.mark.parametrize("answers", NO_IDS, ids=str)
def test_answers_are_a_row_of_ids(answers):
    for use in (
        lambda: nu.guided_check("calf", answers, ADULT),
        lambda: nu.clinician_page(ADULT, answers={"calf": answers}),
    ):
        with pytest.raises(ValueError, match=r"answers .*ids"):
            use()


@pytest.mark.parametrize("answers", ["heel", 5, ["heel"], math.nan])
def test_answers_on_the_page_name_their_check(answers):
    with pytest.raises(ValueError, match=r"answers .*write \{'heel'"):
        nu.clinician_page(ADULT, answers=answers)


@pytest.mark.parametrize("name", ["elbow", None, 5, ["heel"], math.nan])
def test_a_check_or_topic_that_is_not_known(name):
    for use in (nu.guided_questions, nu.facts, lambda check: nu.guided_check(check, (), ADULT)):
        with pytest.raises(ValueError, match="is not one of: "):
            use(name)


def test_notices_from_results_alone():
    told = nu.notices(ADULT, labs=nu.Labs(b12=(120, "ng/L")))
    assert told["level"][0] == "act"
    assert nu.notices(ADULT, nu.Plan(), None, nu.Labs()).empty


def test_a_plan_needs_its_foods():
    with pytest.raises(ValueError, match="foods is None"):
        nu.notices(ADULT, nu.Plan((nu.Item(LIVER, 1),)))
    with pytest.raises(ValueError, match="plan 'week' is no plan"):
        nu.notices(ADULT, "week")


def test_the_page_with_everything(table):
    person = nu.Person(30, "female", "pregnant", diet="vegan", risks=list(nu.risk_choices()["id"]))
    answers = {check: set(nu.guided_questions(check)["id"]) for check in ("heel", "calf")}
    plan = nu.Plan((nu.Item(LIVER, 10_000), nu.Item(TABLET, 1, per_week=0.23)))
    labs, symptoms = nu.Labs(**EVERY_TEST, replacing=True), list(nu.symptom_choices()["id"])
    page = nu.clinician_page(person, plan, table, labs, symptoms, answers, "older")
    assert page["part"][0] == "urgent"
    assert {"urgent", "results", "reasons", "options"} <= set(page["part"])
    assert not page.isna().any(axis=None)
    assert not (page[["title", "source"]] == "").any(axis=None)
