"""Every reference value and worked example of the B12 evidence, typed from it into ``tests/golden``.

Written apart from the code, through the public names, and with the food table that people use.
"""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutrition as nu
from nutrition.constants import constant
from tests.strategies import quick

GOLDEN = Path(__file__).parent.parent / "golden" / "b12_evidence.csv"
with GOLDEN.open(encoding="utf-8", newline="") as golden:
    ROWS = list(csv.DictReader(golden))
INPUTS = ("first", "second", "third", "fourth", "fifth")
YEAR = 365.25
ADULT = nu.Person(34, "female")
VEGAN = nu.Person(34, "female", diet="vegan")
PATIENT = nu.Person(60, "male", risks=("pernicious_anaemia",))
YEAST, TABLET = "X103", "X203"  # fortified yeast, a tablet of 25 ug: pure doses of either kind
BANDS = ("low", "mid", "high")


def cases(what):
    """Give the inputs, the expected value and its tolerance of all rows of one kind."""
    rows = [row for row in ROWS if row["what"] == what]
    assert rows, f"no row {what!r} in {GOLDEN.name}"
    return [
        pytest.param(
            *[row[name] for name in INPUTS if row[name] or name == "first"],
            *near(row["expected"], row["tolerance"]),
            id=" ".join(filter(None, [row["section"], *(row[name] for name in INPUTS)])),
        )
        for row in rows
    ]


def packed(what):
    """Give what `cases` gives with the inputs as one tuple, for rows with many of them."""
    return [pytest.param(case.values[:-1], case.values[-1], id=case.id) for case in cases(what)]


def near(expected, tolerance):
    """Give the expected value, or several, within the tolerance; text without one stays text."""
    if not tolerance:
        return [expected]
    values = [float(value) for value in expected.split("|")]
    size = float(tolerance.removesuffix("%"))
    close = {"rel": size / 100, "abs": 0} if tolerance.endswith("%") else {"rel": 0, "abs": size}
    return [pytest.approx(values if len(values) > 1 else values[0], **close)]


def numbers(cell):
    return [float(part) for part in cell.split("|")]


def hours(cell):
    return [int(at[:2]) + int(at[3:]) / 60 for at in cell.split("|")]


def dose_of(food, ug, table, **more):
    """Give an item that holds so much B12."""
    return nu.Item(food, ug / table["vitamin_b12"][food] * 100, **more)


def sittings(table, *items, person=ADULT):
    return nu.absorbed(nu.Plan(items), table, person)


def per_day(table, *items, person=ADULT):
    return nu.absorbed_per_day(sittings(table, *items, person=person))


def a_food(table, form, group):
    """Give a food of a form and group with B12."""
    fitting = (table["b12_form"] == form) & (table["group"] == group) & (table["vitamin_b12"] > 0.05)
    return table.index[fitting][0]


def factor(taken, dose):
    """Work out backwards which part of a dose [ug] reached intrinsic factor, from what was taken up."""
    return -1.3 * math.log(1 - (taken - 0.012 * dose) / 1.3) / 0.8 / dose


def test_every_row_of_the_table_is_used():
    text = Path(__file__).read_text("utf-8")
    assert {row["what"] for row in ROWS if f'"{row["what"]}"' not in text} == set()


# --- 1.2 and 1.3: one dose ---


@pytest.mark.parametrize(("curve", "expected"), cases("rms"))
def test_the_published_points(curve, expected):
    points = [tuple(map(float, case.values)) for case in cases("measured_usual")]
    curves = nu.absorption_curves([dose for dose, _ in points])[curve]
    errors = [math.log(got / taken) for got, (_, taken) in zip(curves, points, strict=True)]
    rms = math.sqrt(sum(error**2 for error in errors) / len(errors))
    assert len(points) == 10
    assert rms == expected
    if curve == "mid":
        assert rms <= 0.21


@pytest.mark.parametrize(("dose", "expected"), cases("measured_no_factor"))
def test_points_without_intrinsic_factor(dose, expected):
    assert nu.absorb(float(dose), intrinsic_factor=False) == expected
    assert nu.absorb(float(dose), False) == 0.012 * float(dose)  # noqa: FBT003 - as others call it


@pytest.mark.parametrize(("dose", "expected"), cases("one_dose"))
def test_reference_values_of_one_dose(dose, expected, table):
    ug = float(dose)
    assert nu.absorb(ug) == expected
    assert nu.absorb(np.array([ug]))[0] == expected
    assert nu.absorption_curves([ug])["mid"][0] == expected
    assert nu.absorb_spaced([ug], [8])[0] == expected
    assert sittings(table, dose_of(TABLET, ug, table, at="08:00"))["mid"][0] == expected


@pytest.mark.parametrize("dose", [0.3, 1, 2.4, 5, 50, 1000])
def test_the_ends_of_the_band(dose):
    row = nu.absorption_curves([dose]).iloc[0]
    assert row["low"] == pytest.approx(1.0 * (1 - math.exp(-0.60 * dose / 1.0)) + 0.005 * dose)
    assert row["high"] == pytest.approx(2.0 * (1 - math.exp(-0.90 * dose / 2.0)) + 0.020 * dose)


def test_a_large_dose_with_a_meal():
    assert nu.absorb(1000, True, True) == pytest.approx(1.3 + 0.005 * 1000)  # noqa: FBT003


def test_the_line_for_food_gives_what_its_authors_found_in_three_meals_and_ends_where_it_must():
    curve = nu.absorption_curves([3.8 / 3, 1000])["doets"]
    assert 3 * curve[0] == pytest.approx(1.38, abs=0.005)
    assert math.isnan(curve[1])


# --- 1.4: spacing ---


@pytest.mark.parametrize(("doses", "times", "expected"), cases("spaced"))
def test_spacing_dose_by_dose(doses, times, expected, table):
    each = nu.absorb_spaced(numbers(doses), hours(times))
    items = [
        dose_of(YEAST, ug, table, at=at) for ug, at in zip(numbers(doses), times.split("|"), strict=True)
    ]
    plan = sittings(table, *items)["mid"].to_list()
    if len(plan) == 1:
        assert (each[0], plan[0]) == (expected, expected)
    else:
        assert each.tolist() == expected
        assert plan == expected


@pytest.mark.parametrize(("doses", "times", "expected"), cases("spaced_total"))
def test_spacing_in_all(doses, times, expected, table):
    items = [
        dose_of(YEAST, ug, table, meal=f"meal {place}", at=at)
        for place, (ug, at) in enumerate(zip(numbers(doses), times.split("|"), strict=True))
    ]
    assert nu.absorb_spaced(numbers(doses), hours(times)).sum() == expected
    assert per_day(table, *items)["mid"] == expected


# --- 1.5 and 1.6: food and conditions ---


@pytest.mark.parametrize(("dose", "expected"), cases("egg"))
def test_an_egg(dose, expected, table):
    egg = a_food(table, "natural_animal", "Eggs")
    assert sittings(table, dose_of(egg, float(dose), table))["mid"][0] == expected


@pytest.mark.parametrize(("form", "group", "expected"), cases("factor"))
def test_factors_of_foods(form, group, expected, table):
    food = a_food(table, form, group)
    assert factor(sittings(table, dose_of(food, 1, table))["mid"][0], 1) == expected


@pytest.mark.parametrize("words", ["spirulina", "nori", "tempeh"])
def test_non_sources_give_nothing(words, table):
    found = nu.find(table, words)
    food = found.index[found["b12_form"].isin(["inactive_analogue", "none"])][0]
    row = sittings(table, nu.Item(food, 100)).iloc[0]
    assert (row["eaten"], row["low"], row["mid"], row["high"], row["unknown"]) == (0, 0, 0, 0, 0)


def test_nori_counts_where_somebody_asks_for_it(table):
    nori = next(food for food in nu.find(table, "nori").index if table["vitamin_b12"][food] > 0)
    contested = nu.count_contested(table)
    row = nu.absorbed(nu.Plan((dose_of(nori, 1, table),)), contested, ADULT).iloc[0]
    assert row["mid"] == pytest.approx(0.609, rel=0.005)
    assert table["b12_form"][nori] == "inactive_analogue"


@pytest.mark.parametrize(("risk", "expected"), cases("food_bound"))
def test_conditions_that_change_uptake_from_food(risk, expected, table):
    meat = dose_of(a_food(table, "natural_animal", "Meat"), 1, table, at="08:00")
    tablet, yeast = dose_of(TABLET, 2, table, at="15:00"), dose_of(YEAST, 2, table, at="22:00")
    person = nu.Person(34, "female", risks=(risk,))
    with_risk = sittings(table, meat, tablet, yeast, person=person)["mid"]
    assert factor(with_risk[0], 1) == expected
    assert with_risk[1:].to_list() == sittings(table, meat, tablet, yeast)["mid"][1:].to_list()


def test_age_alone_keeps_the_estimate_and_brings_a_second_one(table):
    meat = dose_of(a_food(table, "natural_animal", "Meat"), 1, table)
    old = nu.Person(70, "female")
    assert sittings(table, meat, person=old)["mid"][0] == pytest.approx(0.609, rel=0.005)
    second = nu.absorbed(nu.Plan((meat,)), table, old, food_bound=True)["mid"][0]
    assert factor(second, 1) == pytest.approx(0.3)
    assert list(nu.impairments(old)["modelled"]) == ["second"]


# --- 2: stores ---


@pytest.mark.parametrize(("risk", "expected"), cases("loss"))
def test_daily_loss(risk, expected):
    person = nu.Person(60, "male", risks=(risk,) if risk else ())
    curve = nu.store_bands(0, 0, 0, person, 1)
    assert math.log(curve["mid"][0] / curve["mid"][6]) / (curve["day"][6] - curve["day"][0]) == expected


@pytest.mark.parametrize(("taken", "start", "loss", "expected"), cases("years_to_300"))
def test_years_to_the_threshold(taken, start, loss, expected):
    assert nu.days_to_threshold(float(taken), float(start), float(loss)) / YEAR == expected


@pytest.mark.parametrize(("taken", "start", "loss", "expected"), cases("days_to_300"))
def test_days_to_the_threshold(taken, start, loss, expected):
    assert nu.days_to_threshold(float(taken), float(start), float(loss)) == expected


@pytest.mark.parametrize(("taken", "start", "loss", "expected"), cases("level"))
def test_where_stores_end_up(taken, start, loss, expected):
    assert nu.stores(float(taken), float(start), float(loss), 60)["ug"].iloc[-1] == expected
    assert nu.days_to_threshold(float(taken), float(start), float(loss)) is None


def test_what_is_assumed_is_what_the_table_of_constants_says():
    told = [constant(name) for name in ("store_start", "loss_normal", "store_threshold")]
    assert told == [2500, 0.0013, 300]
    assert nu.days_to_threshold(0) == nu.days_to_threshold(0, *told)


@pytest.mark.parametrize(("regimen", "start", "loss", "day", "expected"), cases("repletion"))
def test_repletion(regimen, start, loss, day, expected):
    assert nu.repletion(regimen, float(start), float(loss), int(day))["mid"].iloc[-1] == expected
    per_day = nu.regimen_absorbed(regimen)["mid"]
    assert nu.stores(per_day, float(start), float(loss), int(day) / YEAR)["ug"].iloc[-1] == expected


@pytest.mark.parametrize(("regimen", "expected"), cases("month_of_tablets"))
def test_a_month_of_tablets(regimen, expected):
    assert 30 * nu.regimen_absorbed(regimen)["mid"] == expected
    assert nu.regimen_absorbed(regimen, PATIENT)["mid"] == pytest.approx(0.012 * 1000)


@pytest.mark.parametrize(("regimen", "expected"), cases("injected_course"))
def test_a_first_course_of_injections(regimen, expected):
    assert nu.repletion(regimen, 0, 1e-9, 14)["mid"].iloc[-1] == expected


@pytest.mark.parametrize(("regimen", "band", "expected"), cases("retained"))
def test_what_is_kept_of_an_injection(regimen, band, expected):
    assert nu.repletion(regimen, 0, 0.0013, 1)[band][0] == expected


# --- 3: intake ---


@pytest.mark.parametrize(("inputs", "expected"), packed("regimen"))
def test_regimens(inputs, expected, table):
    regimen, form, dose, times, per_week = inputs
    food = YEAST if form == "fortified" else TABLET
    items = [dose_of(food, float(dose), table, at=at, per_week=float(per_week)) for at in times.split("|")]
    assert nu.regimen_absorbed(regimen)["mid"] == expected
    assert per_day(table, *items, person=VEGAN)["mid"] == expected


@pytest.mark.parametrize(("dose", "expected"), cases("once_daily"))
def test_one_small_dose_a_day_is_warned_about(dose, expected, table):
    plan = nu.Plan((dose_of(TABLET, float(dose), table, at="08:00"),))
    levels = set(nu.notices(VEGAN, plan, table)["level"])
    assert ("act" in levels) == (expected == "warned")
    taken = nu.absorbed_per_day(nu.absorbed(plan, table, VEGAN))["mid"]
    assert (taken < 1.2) == (expected == "warned")


@pytest.mark.parametrize(("authority", "age", "sex", "condition", "expected"), cases("needed"))
def test_daily_amounts(authority, age, sex, condition, expected):
    assert nu.needed(nu.Person(float(age), sex, condition), authority)["target"]["vitamin_b12"] == expected


# --- 6: blood tests ---


def results(labs, person=ADULT, **more):
    rows = nu.interpret(labs, person, **more)
    return rows[rows["kind"] == "result"].set_index("test")


@pytest.mark.parametrize(("test", "value", "unit", "convention", "expected"), cases("class"))
def test_classes(test, value, unit, convention, expected):
    labs = nu.Labs(**{test: (float(value), unit)})
    assert results(labs, convention=convention)["reading"][test] == expected
    assert f"b12_{expected}" in nu.findings(labs, ADULT, convention)


@pytest.mark.parametrize(("inputs", "expected"), packed("finding"))
def test_findings(inputs, expected):
    test, value, unit, token, sex = inputs
    found = nu.findings(nu.Labs(**{test: (float(value), unit)}), nu.Person(40, sex))
    assert (token in found) == (expected == "yes")


@pytest.mark.parametrize(("test", "value", "unit", "into", "expected"), cases("converted"))
def test_conversions(test, value, unit, into, expected):
    row = results(nu.Labs(**{test: (float(value), unit)})).loc[test]
    assert (row["value"], row["unit"]) == (float(value), unit)
    number, name = row["converted"].split(" ")
    assert name == into
    assert float(number) == expected


def test_mma_above_50_without_a_unit_is_asked_about():
    with pytest.raises(ValueError, match="nmol/L"):
        nu.Labs(mma=300)
    assert nu.Labs(mma=50).mma == (50, "umol/L")
    assert "nmol/L" in nu.lab_question("mma", 50.1)


@pytest.mark.parametrize(("inputs", "expected"), packed("cb12"))
def test_the_combined_indicator(inputs, expected):
    assert nu.combined_b12(*map(float, inputs)) == expected


@pytest.mark.parametrize(("inputs", "expected"), packed("cb12_reading"))
def test_how_the_combined_indicator_is_read(inputs, expected):
    holotc, b12, mma, hcy, age = map(float, inputs)
    rows = results(nu.Labs((b12, "pmol/L"), holotc, mma, hcy), nu.Person(age, "male"))
    assert rows["reading"]["cb12"] == expected


@pytest.mark.parametrize(("age", "expected"), cases("cb12_age"))
def test_what_age_takes_off(age, expected):
    assert -nu.combined_b12(1, 1, 1, 1, float(age)) == expected


def said(labs, person=ADULT, kinds=("pattern",), **more):
    rows = nu.interpret(labs, person, **more)
    rows = rows[rows["kind"].isin(kinds)]
    return " ".join(rows["title"] + " " + rows["text"] + " " + rows["action"]).lower()


def test_l6_and_l7_mma_with_good_and_with_weak_kidneys():
    good, weak = (nu.Labs((250, "ng/L"), mma=0.52, hcy=22, egfr=egfr) for egfr in (95, 38))
    assert results(good)["reading"]["b12"] == results(weak)["reading"]["b12"] == "indeterminate"
    assert "supports a lack of b12" in said(good)
    assert results(weak)["reading"]["mma"] == "unreliable"
    assert "mma_unreliable" in nu.findings(weak, ADULT)
    assert "mma_unreliable" not in nu.findings(good, ADULT)
    assert "supports a lack" not in said(weak)
    assert "clinician" in said(weak, kinds=("caveat",))


def test_l8_low_folate_explains_it():
    labs = nu.Labs((300, "ng/L"), mma=0.18, hcy=24, folate=(5, "nmol/L"))
    assert "a lack of b12 is unlikely" in said(labs)
    assert "folate" in said(labs)
    assert {"folate_low", "hcy_raised"} <= nu.findings(labs, ADULT)


def test_l9_pregnant():
    labs, person = nu.Labs((160, "ng/L")), nu.Person(30, "female", "pregnant")
    assert results(labs, person)["reading"]["b12"] == "not read"
    assert "active b12" in said(labs, person, ("caveat", "next"))
    assert "urgent" in said(labs, person, ("pattern", "caveat"))


@pytest.mark.parametrize(
    ("mma", "hcy", "words"),
    [
        (0.5, 22, "a lack of b12 is likely"),
        (0.5, 12, "kidney"),
        (0.2, 18, "folate"),
        (0.2, 12, "a lack of b12 is unlikely"),
    ],
)
def test_the_four_patterns_of_mma_and_homocysteine(mma, hcy, words):
    assert words in said(nu.Labs(mma=mma, hcy=hcy))


# --- the property list ---

DOSE = st.floats(0, 3000, allow_subnormal=False)
SOME = st.floats(1e-3, 3000)
MARKER = st.floats(1e-3, 1e4)
DAY = st.integers(0, 24 * 60 - 1)


@quick
@given(DOSE, DOSE, st.booleans(), st.booleans())
def test_more_is_never_less_and_never_a_larger_part(one, other, works, meal):
    small, large = sorted((one, other))
    got = nu.absorb(np.array([small, large]), works, meal)
    assert got[0] <= got[1] <= large
    assert got[0] * large >= got[1] * small * (1 - 1e-9)


@quick
@given(st.lists(st.tuples(SOME, DAY), min_size=1, max_size=6))
def test_pooled_is_never_more_than_split_and_split_never_more_than_apart(rows):
    doses, times = zip(*sorted(rows, key=lambda row: row[1]), strict=True)
    each = nu.absorb_spaced(doses, np.array(times) / 60)
    apart = nu.absorb(np.array(doses))
    assert (each > 0).all()
    assert (each <= apart * (1 + 1e-9)).all()
    assert nu.absorb(sum(doses)) <= each.sum() * (1 + 1e-9)


@quick
@given(DOSE)
def test_without_intrinsic_factor_exactly_the_passive_part(dose):
    assert nu.absorb(dose, False) == 0.012 * dose  # noqa: FBT003
    assert nu.absorption_curves([dose], intrinsic_factor=False)["mid"][0] == 0.012 * dose


@quick
@given(st.data(), st.floats(0.1, 500))
def test_food_never_gives_more_than_the_same_as_a_tablet(table, data, grams):
    food = data.draw(st.sampled_from(list(table.index[table["vitamin_b12"] > 0])))
    row = sittings(table, nu.Item(food, grams, at="08:00")).iloc[0]
    tablet = nu.absorption_curves([table["vitamin_b12"][food] * grams / 100]).iloc[0]
    assert all(row[band] <= tablet[band] * (1 + 1e-9) for band in BANDS)


@quick
@given(st.floats(0, 30), st.floats(0, 5000), st.floats(0.0005, 0.01))
def test_stores_tend_to_intake_by_loss(taken, start, loss):
    assert nu.stores(taken, start, loss, 200)["ug"].iloc[-1] == pytest.approx(taken / loss, abs=1e-3)


@quick
@given(st.floats(10, 5000), st.sampled_from(["ng/L", "pg/mL", "pmol/L"]))
def test_total_b12_is_classified_in_the_unit_supplied(value, unit):
    low, high = (133, 258) if unit == "pmol/L" else (180, 350)
    wanted = "low" if value < low else "unlikely" if value > high else "indeterminate"
    assert results(nu.Labs((value, unit)))["reading"]["b12"] == wanted


@quick
@given(st.tuples(MARKER, MARKER, MARKER, MARKER, st.floats(0, 120)), st.integers(0, 4))
def test_a_missing_marker_gives_no_score(values, missing):
    assert isinstance(nu.combined_b12(*values), float)
    for nothing in (None, math.nan):
        assert nu.combined_b12(*values[:missing], nothing, *values[missing + 1 :]) is None


RED_FLAGS = ["unsteady", "leg_weakness", "spreading_numbness", "bladder_bowel", "chest_pain"]
RED_FLAGS += ["breathless_at_rest", "severe_pallor", "low_counts", "calf_swollen", "cold_pale_leg"]
RED_FLAGS += ["saddle_numbness", "confusion", "psychosis", "suicidal"]


@quick
@given(
    st.sampled_from(RED_FLAGS),
    st.lists(st.sampled_from(list(nu.symptom_choices()["id"])), max_size=5),
    st.sampled_from(["heel", "calf"]),
    st.data(),
)
def test_a_red_flag_outranks_any_score(flag, others, check, data):
    answers = data.draw(st.lists(st.sampled_from(list(nu.guided_questions(check)["id"])), unique=True))
    person = nu.Person(40, "male", diet=data.draw(st.sampled_from(["vegan", "omnivore"])))
    verdict = nu.guided_check(check, answers, person, (flag, *others))
    assert verdict["level"][0] == "urgent"
    assert verdict["id"].iloc[-1] == "red_flag"
    assert nu.notices(person, symptoms=(*others, flag))["level"][0] == "urgent"
    assert nu.clinician_page(person, symptoms=(*others, flag))["part"][0] == "urgent"
