"""Blood results: worked examples L1 to L14 of the evidence, lines between classes, and what cannot be."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.lab_results import converted
from nutrition.labs import Labs, age_factor, combined_b12, findings, interpret, lab_question, lab_tests
from nutrition.people import Person
from tests.strategies import quick

MAN = Person(40, "male")
WOMAN = Person(40, "female")
PREGNANT = Person(30, "female", condition="pregnant")
FIGURES = {  # test: the units it may be printed in
    "b12": ("ng/L", "pg/mL", "pmol/L"),
    "holotc": ("pmol/L",),
    "mma": ("umol/L", "nmol/L", "ug/L"),
    "hcy": ("umol/L", "mg/L"),
    "haemoglobin": ("g/L", "g/dL"),
    "mcv": ("fL",),
    "folate": ("nmol/L", "ug/L", "ng/mL"),
    "egfr": ("mL/min/1.73m2",),
}
PAIRS = [(test, unit) for test, units in FIGURES.items() for unit in units]
LEVELS = ("low", "indeterminate", "unlikely")


def result(labs, test, person=MAN, **more):
    rows = interpret(labs, person, **more)
    (row,) = rows[(rows["kind"] == "result") & (rows["test"] == test)].to_dict("records")
    return row


def reading(test, value, unit="", person=MAN, **more):
    return result(Labs(**{test: (value, unit) if unit else value}), test, person, **more)["reading"]


def told(labs, person=MAN, kind=None, **more):
    """Give all words of the rows of one kind, or of all."""
    rows = interpret(labs, person, **more)
    rows = rows if kind is None else rows[rows["kind"] == kind]
    return " ".join(rows["title"] + ". " + rows["text"] + " " + rows["action"])


def asked(labs, person=MAN, **more):
    rows = interpret(labs, person, **more)
    return set(rows[rows["kind"] == "next"]["test"])


# --- worked examples ---


@pytest.mark.parametrize(
    ("given", "pmol", "named"),
    [
        ((150, "ng/L"), "110.7 pmol/L", "low"),  # L1
        ((200, "ng/L"), "147.6 pmol/L", "indeterminate"),  # L2
        ((400, "ng/L"), "295.2 pmol/L", "unlikely"),  # L4
    ],
)
def test_total_b12_is_converted_and_read(given, pmol, named):
    row = result(Labs(b12=given), "b12")
    assert (row["value"], row["unit"], row["converted"], row["reading"]) == (*given, pmol, named)


def test_l2_by_the_older_convention_is_low():
    labs = Labs(b12=(200, "ng/L"))
    assert result(labs, "b12", convention="older")["reading"] == "low"
    assert findings(labs, MAN, "older") == {"b12_low"}
    assert findings(labs, MAN) == {"b12_indeterminate"}
    assert "older lines" in told(labs, convention="older")
    assert "older lines" not in told(labs)


def test_l3_and_l5_the_first_figure_of_the_middle_range_belongs_to_it():
    assert reading("b12", 180, "ng/L") == "indeterminate"
    assert reading("holotc", 25) == "indeterminate"


def test_l6_a_raised_mma_supports_a_lack():
    labs = Labs(b12=(250, "ng/L"), mma=0.52, hcy=22, egfr=95)
    assert result(labs, "b12")["reading"] == "indeterminate"
    assert "raised MMA supports a lack of B12" in told(labs, kind="pattern")
    assert "both raised: a lack of B12 is likely" in told(labs, kind="pattern")
    assert findings(labs, MAN) == {"b12_indeterminate", "mma_raised", "mma_strong", "hcy_raised"}


def test_l7_weak_kidneys_make_mma_unreliable():
    labs = Labs(b12=(250, "ng/L"), mma=0.52, hcy=22, egfr=38)
    assert result(labs, "b12")["reading"] == "indeterminate"
    assert result(labs, "mma")["reading"] == "unreliable"
    first = interpret(labs, MAN).iloc[0]
    assert (first["kind"], first["title"]) == ("caveat", "MMA cannot be relied on with this kidney result")
    assert told(labs, kind="pattern") == ""
    assert "mma_unreliable" in findings(labs, MAN)


def test_kidneys_are_taken_as_weak_below_60_and_a_usual_mma_stays_usual():
    assert "mma_unreliable" not in findings(Labs(mma=0.52, egfr=60), MAN)
    assert "mma_unreliable" in findings(Labs(mma=0.52, egfr=59.9), MAN)
    assert result(Labs(mma=0.18, egfr=38), "mma")["reading"] == "usual"


def test_l8_is_the_pattern_of_low_folate():
    labs = Labs(b12=(300, "ng/L"), mma=0.18, hcy=24, folate=(5, "nmol/L"))
    assert "pattern of low folate; a lack of B12 is unlikely" in told(labs, kind="pattern")
    assert {"hcy_raised", "folate_low"} <= findings(labs, MAN)
    assert "Folic acid alone is not started while B12 is low or not known" in told(labs)


def test_l9_in_pregnancy_total_b12_is_not_read():
    labs = Labs(b12=(160, "ng/L"))
    rows = interpret(labs, PREGNANT)
    assert rows.iloc[0]["title"] == "In pregnancy total B12 cannot be read"
    assert result(labs, "b12", PREGNANT)["reading"] == "not read"
    assert "holotc" in asked(labs, PREGNANT)
    assert "urgent advice" in told(labs, PREGNANT, kind="pattern")
    assert findings(labs, PREGNANT) == {"b12_low"}  # before caveats: rules may still ask for it


@given(st.floats(10, 100000), st.sampled_from(["NICE", "older"]))
@quick
def test_no_total_b12_is_ever_read_in_pregnancy(value, convention):
    rows = interpret(Labs(b12=(value, "ng/L")), PREGNANT, convention=convention)
    assert rows.iloc[0]["test"] == "b12"
    assert not set(rows["reading"]) & set(LEVELS)


def test_active_b12_is_read_in_pregnancy():
    assert reading("holotc", 20, person=PREGNANT) == "low"


@pytest.mark.parametrize(
    ("markers", "log", "factor", "score", "named"),
    [
        ((60, 350, 0.18, 10, 30), 4.067, 3.771, 0.296, "adequate"),  # L10
        ((25, 180, 0.35, 15, 45), 2.933, 3.736, -0.803, "low"),  # L11
        ((5, 60, 5.0, 80, 60), -0.125, 3.678, -3.803, "probable"),  # L12
        ((52, 237, 0.207, 12, 65), 3.696, 3.653, 0.042, "adequate"),  # L13
    ],
)
def test_the_combined_score(markers, log, factor, score, named):
    holotc, b12, mma, hcy, age = markers
    assert combined_b12(*markers) == pytest.approx(score, abs=0.001)
    assert combined_b12(*markers) + age_factor(age) == pytest.approx(log, abs=0.001)
    assert age_factor(age) == pytest.approx(factor, abs=0.001)
    row = result(
        Labs(b12=(b12, "pmol/L"), holotc=holotc, mma=mma, hcy=hcy), "cb12", Person(age, "male")
    )  # units: those of the formula
    assert row["reading"] == named
    assert row["value"] == pytest.approx(score, abs=0.001)
    assert "still have to be checked" in row["text"]


@pytest.mark.parametrize(("age", "factor"), [(20, 3.783), (50, 3.720), (80, 3.561)])  # L14
def test_the_age_factor(age, factor):
    assert age_factor(age) == pytest.approx(factor, abs=0.001)


# --- lines between classes ---


@pytest.mark.parametrize(
    ("test", "unit", "cuts", "named"),
    [
        ("b12", "ng/L", (179.9, 180, 350, 350.1), ("low", "indeterminate", "indeterminate", "unlikely")),
        ("b12", "pg/mL", (179.9, 180, 350, 350.1), ("low", "indeterminate", "indeterminate", "unlikely")),
        ("b12", "pmol/L", (132.9, 133, 258, 258.1), ("low", "indeterminate", "indeterminate", "unlikely")),
        ("holotc", "pmol/L", (24.9, 25, 70, 70.1), ("low", "indeterminate", "indeterminate", "unlikely")),
        ("mma", "umol/L", (0.28, 0.29, 0.40, 0.41, 0.75, 0.76), "usual raised raised strong strong high"),
        ("mma", "nmol/L", (280, 281, 400, 401, 750, 751), "usual raised raised strong strong high"),
        ("mma", "ug/L", (33, 33.2, 47, 48, 88, 89), "usual raised raised strong strong high"),
        ("hcy", "umol/L", (15, 15.1, 20, 20.1), "usual raised raised strong"),
        ("hcy", "mg/L", (2.02, 2.04, 2.69, 2.71), "usual raised raised strong"),
        ("mcv", "fL", (100, 100.5, 105), "usual large large"),
        ("folate", "nmol/L", (6.9, 7, 59, 59.1), "low usual usual high"),
        ("folate", "ug/L", (2.9, 3, 26, 26.1), "low usual usual high"),
        ("egfr", "mL/min/1.73m2", (59, 60), "reduced usual"),
    ],
)
def test_lines_in_the_unit_supplied(test, unit, cuts, named):
    names = named.split() if isinstance(named, str) else named
    assert [reading(test, value, unit) for value in cuts] == list(names)


def test_the_unit_supplied_decides_not_the_converted_figure():
    assert reading("b12", 132.9, "pmol/L") == "low"
    assert converted("b12", 132.9, "pmol/L", "ng/L") == pytest.approx(180.1, abs=0.05)
    assert reading("b12", 180.1, "ng/L") == "indeterminate"


@pytest.mark.parametrize(("value", "named"), [(147.9, "low"), (148, "indeterminate"), (221.1, "unlikely")])
def test_older_lines_in_pmol(value, named):
    assert reading("b12", value, "pmol/L", convention="older") == named


def test_active_b12_has_the_same_lines_in_both_conventions():
    assert reading("holotc", 24.9, convention="older") == "low"
    assert reading("holotc", 71, convention="older") == "unlikely"


@pytest.mark.parametrize(
    ("person", "value", "unit", "named"),
    [
        (MAN, 129, "g/L", "low"),
        (MAN, 130, "g/L", "usual"),
        (WOMAN, 119, "g/L", "low"),
        (WOMAN, 120, "g/L", "usual"),
        (MAN, 12.9, "g/dL", "low"),
        (WOMAN, 12.9, "g/dL", "usual"),
    ],
)
def test_anaemia_has_lines_by_sex(person, value, unit, named):
    assert reading("haemoglobin", value, unit, person) == named


def test_very_large_cells_are_for_haematology():
    assert result(Labs(mcv=105.1), "mcv")["reading"] == "very large"
    assert findings(Labs(mcv=105.1), MAN) == findings(Labs(mcv=101), MAN) == {"macrocytosis"}


@given(*[st.floats(10, 100000)] * 2, st.sampled_from(["NICE", "older"]))
@quick
def test_more_b12_is_never_read_as_less(one, other, convention):
    low, high = (
        LEVELS.index(reading("b12", value, "ng/L", convention=convention)) for value in sorted((one, other))
    )
    assert low <= high


# --- findings ---


@pytest.mark.parametrize(
    ("labs", "tokens"),
    [
        (Labs(), set()),
        (Labs(b12=(150, "ng/L"), holotc=90), {"b12_low"}),  # low wins
        (Labs(b12=(500, "ng/L"), holotc=20), {"b12_low"}),
        (Labs(b12=(500, "ng/L"), holotc=50), {"b12_indeterminate"}),
        (Labs(b12=(500, "ng/L"), holotc=90), {"b12_unlikely"}),
        (Labs(mma=0.3), {"mma_raised"}),
        (Labs(mma=0.3, egfr=40), {"mma_raised", "mma_unreliable"}),
        (Labs(mma=0.2, egfr=40), set()),
        (Labs(hcy=16), {"hcy_raised"}),
        (Labs(haemoglobin=(10, "g/dL"), mcv=110), {"anaemia", "macrocytosis"}),
        (Labs(folate=(2, "ng/mL")), {"folate_low"}),
        (Labs(anti_if="positive"), {"anti_if_positive"}),
        (Labs(anti_if="negative", replacing=True), set()),
    ],
)
def test_findings(labs, tokens):
    assert findings(labs, MAN) == tokens


def test_an_unknown_convention_is_refused():
    with pytest.raises(ValueError, match="convention 'WHO' is not one of: NICE, older"):
        findings(Labs(), MAN, "WHO")


# --- caveats, patterns, next tests ---


def test_after_nitrous_oxide_a_usual_b12_rules_nothing_out():
    user = Person(25, "male", risks=("nitrous_oxide",))
    labs = Labs(b12=(600, "ng/L"), holotc=100)
    rows = interpret(labs, user, ("unsteady",))
    assert rows.iloc[0]["title"] == "After nitrous oxide a usual B12 rules nothing out"
    assert set(rows[rows["kind"] == "result"]["reading"]) == {"not ruled out"}
    assert asked(labs, user) == {"hcy"}
    assert "unlikely" not in told(labs, user)
    assert "B12 that does not work" in told(Labs(b12=(600, "ng/L"), hcy=40), user, kind="pattern")
    assert asked(Labs(), user) == {"hcy"}  # worth asking for before any result


@pytest.mark.parametrize(
    ("labs", "person"),
    [
        (Labs(b12=(600, "ng/L"), anti_if="positive"), MAN),
        (Labs(b12=(600, "ng/L")), Person(40, "male", risks=("pernicious_anaemia",))),
        (Labs(b12=(600, "ng/L"), replacing=True), MAN),
    ],
)
def test_what_makes_a_usual_total_b12_worthless(labs, person):
    assert result(labs, "b12", person)["reading"] == "not ruled out"
    assert interpret(labs, person).iloc[0]["kind"] == "caveat"
    assert "mma" in asked(labs, person)


def test_on_replacement_total_b12_is_not_measured_again():
    assert "not measured again" in told(Labs(b12=(600, "ng/L"), replacing=True), kind="caveat")
    assert result(Labs(b12=(150, "ng/L"), replacing=True), "b12")["reading"] == "low"


def test_antibodies_leave_active_b12_readable():
    assert result(Labs(holotc=100, anti_if="positive"), "holotc")["reading"] == "unlikely"


def test_mma_is_the_next_test_when_unclear_with_a_symptom_or_a_risk():
    labs = Labs(b12=(250, "ng/L"))
    assert "mma" in asked(labs, Person(40, "male", diet="vegan"))
    assert "mma" in asked(labs, MAN, symptoms=("tired",))
    assert "mma" not in asked(labs, MAN)
    assert "mma" not in asked(labs, MAN, symptoms=("chest_pain",))  # no sign of B12
    assert "mma" not in asked(Labs(b12=(250, "ng/L"), mma=0.2), MAN, symptoms=("tired",))


def test_a_raised_mma_asks_for_kidney_function():
    assert "egfr" in asked(Labs(mma=0.5))
    assert "egfr" not in asked(Labs(mma=0.5, egfr=90))


def test_nerve_signs_with_low_b12_do_not_wait():
    assert "do not wait" in told(Labs(b12=(205, "pg/mL")), symptoms=("numbness",), kind="pattern")
    assert "do not wait" not in told(Labs(b12=(205, "pg/mL")), symptoms=("tired",), kind="pattern")
    assert "does not explain nerve signs away" in told(Labs(b12=(500, "pg/mL")), symptoms=("numbness",))


def test_mma_rises_with_age():
    assert "MMA rises with age" in told(Labs(mma=0.52), Person(68, "male"), kind="caveat")
    assert "MMA rises with age" not in told(Labs(mma=0.52), MAN)


@pytest.mark.parametrize(
    ("labs", "words"),
    [
        (Labs(mma=0.5, hcy=12), "MMA alone is raised"),
        (Labs(mma=0.2, hcy=18), "Homocysteine alone is raised"),
        (Labs(mma=0.2, hcy=10), "both usual: a lack of B12 is unlikely"),
        (Labs(b12=(250, "ng/L"), mma=0.2), "MMA is not raised: a lack of B12 is less likely"),
        (Labs(b12=(150, "ng/L"), mma=0.2, hcy=10), "The tests disagree"),
        (Labs(b12=(150, "ng/L"), holotc=90), "Total B12 is lower than active B12 would suggest"),
        (Labs(b12=(500, "ng/L"), holotc=20), "Active B12 is lower than total B12 would suggest"),
        (Labs(b12=(150, "ng/L"), folate=(65, "nmol/L")), "Low B12 beside high folate"),
    ],
)
def test_patterns(labs, words):
    assert words in told(labs, kind="pattern")


def test_a_usual_blood_count_rules_nothing_out():
    words = "A usual blood count does not rule out"
    assert words in told(Labs(haemoglobin=(140, "g/L"), mcv=90))
    assert words not in told(Labs(haemoglobin=(100, "g/L"), mcv=90), kind="caveat")


def test_the_score_needs_all_four_and_is_not_read_where_it_was_not_tested():
    four = {"b12": (350, "pmol/L"), "holotc": 60, "mma": 0.18, "hcy": 10}
    for left_out in four:
        labs = Labs(**{name: value for name, value in four.items() if name != left_out})
        assert "cb12" not in set(interpret(labs, MAN)["test"])
    for labs, person in (
        (Labs(**four, egfr=40), MAN),
        (Labs(**four), PREGNANT),
        (Labs(**four), Person(8, "male")),
    ):
        assert result(labs, "cb12", person)["reading"] == "not read"


def test_children_are_told_that_the_lines_are_not_theirs():
    assert interpret(Labs(b12=(250, "ng/L")), Person(8, "male")).iloc[0]["title"].endswith("people over 16")
    assert "over 16" not in told(Labs(b12=(250, "ng/L")), Person(16, "male"))


def test_an_unknown_symptom_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match=r"'numbnes'.*'numbness'"):
        interpret(Labs(), MAN, ("numbnes",))


def test_nothing_given_says_nothing():
    rows = interpret(Labs(), MAN)
    assert len(rows) == 0
    assert list(rows) == [
        "kind", "test", "value", "unit", "converted", "reading", "title", "text", "action", "source", "where",
    ]  # fmt: skip


@st.composite
def some_labs(draw):
    spans = {"b12": (15, 2000), "holotc": (1, 300), "mma": (0.02, 5), "hcy": (1, 100), "mcv": (60, 130)}
    units = {"b12": "ng/L", "mma": "umol/L", "hcy": "umol/L", "holotc": "pmol/L", "mcv": "fL"}
    spans |= {"haemoglobin": (60, 180), "folate": (1, 100), "egfr": (5, 120)}
    units |= {"haemoglobin": "g/L", "folate": "nmol/L", "egfr": "mL/min/1.73m2"}
    chosen = draw(st.sets(st.sampled_from(list(spans))))
    figures = {test: (draw(st.floats(*spans[test])), units[test]) for test in chosen}
    return Labs(
        **figures,
        anti_if=draw(st.sampled_from([None, "positive", "negative"])),
        replacing=draw(st.booleans()),
    )


RISKS = st.lists(st.sampled_from(["nitrous_oxide", "metformin", "pernicious_anaemia"]), unique=True)
PERSONS = st.builds(
    Person,
    age=st.floats(0, 100),
    sex=st.just("female"),
    condition=st.sampled_from(["none", "pregnant", "lactating"]),
    diet=st.sampled_from(["vegan", "omnivore"]),
    risks=st.lists(st.sampled_from(["nitrous_oxide", "metformin", "pernicious_anaemia"]), unique=True).map(
        tuple
    ),
)
SIGNS = st.lists(st.sampled_from(["numbness", "tired", "chest_pain"]), unique=True).map(tuple)


@given(some_labs(), PERSONS, SIGNS, st.sampled_from(["NICE", "older"]))
@quick
def test_every_reading_has_its_source_and_ends_with_a_clinician(labs, person, symptoms, convention):
    rows = interpret(labs, person, symptoms, convention)
    measured = [test for test in FIGURES if getattr(labs, test) is not None]
    shown = rows[rows["kind"] == "result"]
    assert [test for test in shown["test"] if test in FIGURES] == measured
    assert rows["source"].ne("").all()
    assert rows["where"].ne("").all()
    assert rows["action"].str.contains("clinician").all()
    assert not rows["text"].str.contains("{", regex=False).any()
    assert shown["reading"].ne("").all()
    kinds = list(rows["kind"])
    after = kinds.index("result") if "result" in kinds else 0
    assert set(kinds[:after]) <= {"caveat"}
    assert kinds == [*kinds[: len(kinds) - kinds.count("next")], *["next"] * kinds.count("next")]


# --- what cannot be ---


@pytest.mark.parametrize(
    ("wrong", "question"),
    [
        ({"mma": 300}, r"mma: 300 has no unit; is it nmol/L \(0.3 umol/L\).*Write \(300, 'nmol/L'\)"),
        ({"mma": (300, "umol/L")}, r"mma: 300 umol/L is outside 0.02 to 50 umol/L; is it nmol/L"),
        ({"mma": (0.3, "nmol/L")}, r"mma: 0.3 nmol/L is outside.*is it umol/L"),
        ({"b12": 205}, r"b12: 205 has no unit; is it ng/L \(151.3 pmol/L\) or pg/mL"),
        ({"b12": (1e9, "ng/L")}, r"b12: 1e\+09 ng/L is outside 10 to 100000 ng/L; please check"),
        ({"b12": (-205, "ng/L")}, "b12: -205 ng/L is outside"),
        ({"b12": (0, "ng/L")}, "b12: 0 ng/L is outside"),
        ({"b12": (205, "ng/mL")}, r"b12: 'ng/mL' is not one of its units \(ng/L, pg/mL, pmol/L\)"),
        ({"b12": (math.nan, "ng/L")}, "b12: 'nan' is not a number"),
        ({"b12": (math.inf, "ng/L")}, "b12: 'inf' is not a number"),
        ({"b12": ("205", "ng/L")}, "b12: '205' is not a number"),
        ({"b12": (True, "ng/L")}, "b12: 'True' is not a number"),
        ({"b12": (10**400, "ng/L")}, "b12: '1000.*' is not a number"),
        ({"b12": (205, "ng/L", "old")}, "b12: .* is not a number"),
        ({"b12": (205, None)}, "b12: 205 has no unit"),
        ({"holotc": -1}, "holotc: -1 pmol/L is outside 1 to 2000 pmol/L; please check"),
        ({"mcv": 9}, "mcv: 9 fL is outside 40 to 170 fL; please check"),
        ({"haemoglobin": (1350, "g/L")}, "haemoglobin: 1350 g/L is outside"),
        ({"haemoglobin": (13.5, "g/L")}, r"haemoglobin: 13.5 g/L is outside.*is it g/dL \(135 g/L\)"),
        ({"haemoglobin": (135, "g/dL")}, "haemoglobin: 135 g/dL is outside.*is it g/L"),
        ({"hcy": 5000}, "hcy: 5000 umol/L is outside"),
        ({"egfr": 900}, "egfr: 900 mL/min/1.73m2 is outside"),
        ({"anti_if": "maybe"}, "anti_if: 'maybe' is not 'positive' or 'negative'"),
        ({"replacing": "yes"}, "replacing: 'yes' is not True or False"),
    ],
)
def test_what_cannot_be_is_asked_about(wrong, question):
    with pytest.raises(ValueError, match=question):
        Labs(**wrong)


def test_all_faults_are_named_at_once():
    with pytest.raises(ValueError, match=r"(?s)b12: 205 has no unit.*mma: 300 has no unit.*mcv: 9 fL"):
        Labs(mma=300, b12=205, mcv=9)


def test_units_may_be_written_the_way_people_write_them():
    assert Labs(mma=(0.3, "µmol/l")) == Labs(mma=(0.3, "μmol/L")) == Labs(mma=0.3)
    assert Labs(b12=(205, " PG/ML ")).b12 == (205, "pg/mL")
    assert Labs(folate=(4, "mcg/L")).folate == (4, "ug/L")
    assert Labs(egfr=(90, "ml/min/1.73 m²")) == Labs(egfr=90)


def test_an_unknown_test_is_refused_with_the_nearest():
    with pytest.raises(ValueError, match="'mna' is not known; did you mean 'mma'"):
        lab_question("mna", 3)


@given(st.sampled_from(PAIRS), st.one_of(st.floats(), st.floats(0, 1e6), st.integers()))
@quick
def test_a_figure_is_either_asked_about_or_read(pair, value):
    test, unit = pair
    question = lab_question(test, value, unit)
    if question:
        with pytest.raises(ValueError, match=f"^{test}: "):
            Labs(**{test: (value, unit)})
    else:
        row = result(Labs(**{test: (value, unit)}), test)
        assert row["value"] == value > 0
        assert row["reading"] != ""


@given(st.sampled_from(PAIRS), st.one_of(st.floats(max_value=0), st.floats(min_value=2e5), st.just(math.nan)))
@quick
def test_what_no_laboratory_prints_always_gets_a_question(pair, value):
    assert lab_question(pair[0], value, pair[1]) != ""


@given(st.sampled_from([pair for pair in PAIRS if len(FIGURES[pair[0]]) > 1]), st.floats(0.01, 1e5))
@quick
def test_there_and_back_is_the_same_figure(pair, value):
    test, unit = pair
    for other in FIGURES[test]:
        assert converted(test, converted(test, value, unit, other), other, unit) == pytest.approx(value)


@pytest.mark.parametrize(
    ("test", "value", "unit", "into", "expected"),
    [
        ("b12", 205, "pg/mL", "ng/L", 205),
        ("b12", 100, "pmol/L", "ng/L", 135.5),
        ("mma", 520, "nmol/L", "umol/L", 0.52),
        ("mma", 1, "umol/L", "ug/L", 118.1),
        ("hcy", 1, "mg/L", "umol/L", 7.397),
        ("folate", 1, "ug/L", "nmol/L", 2.266),
        ("folate", 3, "ng/mL", "ug/L", 3),
        ("haemoglobin", 13.5, "g/dL", "g/L", 135),
    ],
)
def test_conversions(test, value, unit, into, expected):
    assert converted(test, value, unit, into) == pytest.approx(expected, rel=1e-3)


def test_every_test_is_offered_with_its_units():
    frame = lab_tests().set_index("id")
    assert {test: tuple(frame.loc[test, "units"].split(";")) for test in FIGURES} == FIGURES
    assert list(frame.index) == [*FIGURES, "anti_if"]
    assert dict(frame["assumed"][frame["assumed"] != ""]) == {
        "holotc": "pmol/L", "mma": "umol/L", "hcy": "umol/L", "mcv": "fL", "egfr": "mL/min/1.73m2",
    }  # fmt: skip


# --- the combined score ---


@pytest.mark.parametrize("missing", [None, math.nan])
@pytest.mark.parametrize("place", range(5))
def test_no_score_without_every_marker_and_the_age(missing, place):
    markers = [60, 350, 0.18, 10, 30]
    markers[place] = missing
    assert combined_b12(*markers) is None


@pytest.mark.parametrize("wrong", [0, -1, math.inf])
@pytest.mark.parametrize("place", range(4))
def test_no_score_from_what_cannot_be(wrong, place):
    markers = [60, 350, 0.18, 10, 30]
    markers[place] = wrong
    with pytest.raises(ValueError, match="has to be a number above zero"):
        combined_b12(*markers)


def test_no_score_before_birth():
    with pytest.raises(ValueError, match="age -1"):
        combined_b12(60, 350, 0.18, 10, -1)


def test_the_score_takes_results_in_any_unit():
    one = Labs(b12=(350, "pmol/L"), holotc=60, mma=0.18, hcy=10)
    other = Labs(b12=(350 / 0.738, "ng/L"), holotc=60, mma=(180, "nmol/L"), hcy=(10 / 7.397, "mg/L"))
    assert result(one, "cb12")["value"] == pytest.approx(result(other, "cb12")["value"])
