"""The tables behind blood tests: lines with a source and no gap, readings that can be reached."""

import itertools
import re
from operator import ge, gt, le, lt

import pytest

from nutrition import labs as rules
from nutrition.labs import FINDINGS, Labs
from nutrition.people import Person
from nutrition.risks import risk_choices
from nutrition.tables import sources, table

UNITS = table("lab_units").to_dict("records")
TESTS = table("lab_tests").to_dict("records")
LINES = table("lab_thresholds").to_dict("records")
READINGS = table("lab_readings").to_dict("records")
BOUNDS = {"above": gt, "from": ge, "to": le, "below": lt}
readings = pytest.mark.parametrize("row", READINGS, ids=[row["id"] for row in READINGS])


@pytest.mark.parametrize("rows", [UNITS, TESTS, LINES, READINGS], ids=["units", "tests", "lines", "readings"])
def test_every_row_has_a_tag_and_a_source_unless_it_is_our_choice(rows):
    known = set(sources().index)
    for row in rows:
        assert row["tag"] in {"cited", "derived", "choice"}, row
        assert bool(row["source"]) == (row["tag"] != "choice"), row
        assert set(filter(None, row["source"].split(";"))) <= known, row
        assert row["where"], row
        if row["tag"] == "choice":
            assert "our choice" in " ".join(row.values()), row


@pytest.mark.parametrize("rows", [TESTS, LINES, READINGS], ids=["tests", "lines", "readings"])
def test_places_go_with_their_sources(rows):
    wrong = [row for row in rows if len(row["where"].split(";")) not in (1, len(row["source"].split(";")))]
    assert wrong == []


@pytest.mark.parametrize(
    ("convention", "unit", "low", "unlikely"),
    [
        ("NICE", "ng/L|pg/mL", "180", "350"),
        ("NICE", "pmol/L", "133", "258"),
        ("older", "pmol/L", "148", "221"),
    ],
)
def test_lines_of_total_b12_are_as_published(convention, unit, low, unlikely):
    found = {
        row["class"]: row
        for row in LINES
        if (row["test"], row["convention"], row["unit"]) == ("b12", convention, unit)
    }
    assert (found["low"]["below"], found["unlikely"]["above"]) == (low, unlikely)
    assert (found["indeterminate"]["from"], found["indeterminate"]["to"]) == (low, unlikely)


@pytest.mark.parametrize(
    ("test", "unit", "cuts"),
    [
        ("holotc", "pmol/L", {"25", "70"}),
        ("mma", "umol/L", {"0.28", "0.40", "0.75"}),
        ("hcy", "umol/L", {"15", "20"}),
        ("mcv", "fL", {"100", "105"}),
        ("egfr", "mL/min/1.73m2", {"60"}),
        ("cb12", "", {"-2.5", "-1.5", "-0.5", "1.5"}),
    ],
)
def test_other_lines_are_as_published(test, unit, cuts):
    rows = [row for row in LINES if (row["test"], row["unit"]) == (test, unit)]
    assert {row[bound] for row in rows for bound in BOUNDS if row[bound]} == cuts


@pytest.mark.parametrize(("test", "name"), [("folate", "low"), ("egfr", "reduced")])
def test_lines_without_a_published_figure_say_that_they_are_our_choice(test, name):
    rows = [row for row in LINES if (row["test"], row["class"]) == (test, name)]
    assert rows
    assert {(row["tag"], row["source"]) for row in rows} == {("choice", "")}
    assert all("our choice" in row["by"] for row in rows)  # the part that is shown beside the figure


def groups():
    for test, unit in sorted({(row["test"], row["unit"]) for row in LINES}):
        for convention, sex in itertools.product(("NICE", "older"), ("female", "male")):
            yield [
                row
                for row in LINES
                if (row["test"], row["unit"]) == (test, unit)
                and row["convention"] in ("", convention)
                and row["sex"] in ("", sex)
            ]


@pytest.mark.parametrize("rows", list(groups()), ids=lambda rows: f"{rows[0]['test']} {rows[0]['unit']}")
def test_every_figure_falls_in_exactly_one_class(rows):
    cuts = {float(row[bound]) for row in rows for bound in BOUNDS if row[bound]}
    for figure in (near for cut in cuts for near in (cut - 0.001, cut, cut + 0.001, -1e6, 1e6)):
        held = [
            row
            for row in rows
            if all(compare(figure, float(row[bound])) for bound, compare in BOUNDS.items() if row[bound])
        ]
        assert len(held) == 1, figure


def test_every_unit_has_lines_and_every_line_a_unit():
    named = {(row["test"], unit) for row in LINES for unit in row["unit"].split("|")}
    assert {(row["test"], row["unit"]) for row in UNITS} == named - {("cb12", ""), ("age", "years")}


def test_what_is_possible_is_the_same_in_every_unit():
    def span(row):
        return [float(row[end]) * float(row["times"]) / float(row["per"]) for end in ("lowest", "highest")]

    for one, other in itertools.combinations(UNITS, 2):
        if one["test"] == other["test"]:
            assert span(one) == pytest.approx(span(other), rel=0.2), (one["unit"], other["unit"])


@readings
def test_every_condition_is_one_the_rules_know(row):
    classes = {f"{line['test']}:{line['class']}" for line in LINES} | {"anti_if:positive", "anti_if:negative"}
    known = classes | set(FINDINGS) | {name.split(":")[0] for name in classes} | {"mma_unreliable"}
    known |= {f"b12_{name}" for name in ("low", "indeterminate", "unlikely")}
    known |= {f"risk:{risk}" for risk in risk_choices()["id"]}
    known |= {"pregnant", "lactating", "risk", "replacing", "older", "nerve", "sign"}
    parts = [part.strip().removeprefix("!") for part in row["when"].split("&")]
    assert {name for part in parts for name in part.split("|")} <= known


@readings
def test_words_are_calm_short_and_lead_to_a_clinician(row):
    words = f"{row['title']} {row['text']} {row['action']}".lower()
    for word in ("you have a deficiency", "you are deficient", "diagnos", "danger", "must ", "recalled"):
        assert word not in words
    assert "clinician" in row["action"].lower()
    assert not re.search(r"\bu(g|mol)\b", words)  # shown as µ
    assert len(row["title"]) <= 90
    assert len(row["text"]) <= 320
    assert row["kind"] in {"result", "caveat", "pattern", "next"}
    assert row["first"] in ({"", "1"} if row["kind"] == "caveat" else {""})
    assert bool(row["reading"]) == (row["kind"] == "result")


def test_ids_and_titles_are_unique_but_for_tests_that_come_up_twice():
    assert len({row["id"] for row in READINGS}) == len(READINGS)
    titles = [row["title"] for row in READINGS if row["kind"] != "next"]
    assert len(set(titles)) == len(titles)


FIGURES = {
    "b12": [(100, "ng/L"), (250, "ng/L"), (500, "ng/L"), (10, "ng/L")],
    "holotc": [10, 50, 100, 2],
    "mma": [0.2, 0.3, 0.5, 2],
    "hcy": [10, 18, 40],
    "haemoglobin": [(100, "g/L"), (150, "g/L")],
    "mcv": [90, 103, 110],
    "folate": [(3, "nmol/L"), (20, "nmol/L"), (70, "nmol/L")],
    "egfr": [30, 90],
    "anti_if": ["positive", "negative"],
}
PEOPLE = [
    Person(40, "male"),
    Person(70, "male", risks=("nitrous_oxide",)),
    Person(40, "female", diet="vegan"),
    Person(30, "female", condition="pregnant"),
    Person(30, "female", condition="lactating"),
    Person(8, "male"),
    Person(60, "male", risks=("pernicious_anaemia",)),
]


def facts(person, **figures):
    labs = Labs(**figures)
    known = rules._facts(rules._classified(labs, person, "NICE"), labs, person)
    return known, known | {"nerve", "sign", "older"}


def test_every_reading_can_be_reached():
    pairs = [
        {first: one, second: other}
        for first, second in itertools.combinations(FIGURES, 2)
        for one, other in itertools.product(FIGURES[first], FIGURES[second])
    ]
    many = [
        {"b12": (b12, "ng/L"), "holotc": 100, "mma": mma, "hcy": hcy, "folate": (folate, "nmol/L")}
        for b12, mma, hcy, folate in itertools.product([20, 500, 9000], [0.05, 0.2, 5], [1, 30, 200], [3, 20])
    ]
    chosen = [facts(person, **figures) for person in PEOPLE for figures in pairs]
    chosen += [facts(person, **figures) for person in (PEOPLE[0], PEOPLE[3]) for figures in many]
    chosen += [facts(PEOPLE[0], b12=(500, "ng/L"), replacing=True)]
    every = {known for both in chosen for known in both}
    assert [
        row["id"] for row in READINGS if not any(rules._holds(row["when"], known) for known in every)
    ] == []
