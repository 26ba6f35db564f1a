"""The tables of the B12 model: every food has one factor, every risk one row, every row what it needs."""

import pytest

from nutrition.absorption import matrix_row
from nutrition.constants import band
from nutrition.risks import risk_choices
from nutrition.tables import table as rows_of

MATRIX = rows_of("b12_matrix", "id")
FORMS = {"fortified_crystalline", "supplement", "natural_animal", "inactive_analogue", "none", "contested"}


def test_every_kind_of_food_stands_in_one_row():
    kinds = [
        (form, group)
        for form, groups in zip(MATRIX["b12_form"], MATRIX["group"], strict=True)
        for group in groups.split("|")
    ]
    assert len(kinds) == len(set(kinds))
    assert {form for form, _ in kinds} == FORMS


def test_every_food_with_b12_has_a_row_of_its_own_form(table):
    for form, group in set(zip(table["b12_form"], table["group"], strict=True)):
        assert MATRIX["b12_form"][matrix_row(form, group)] == form


@pytest.mark.parametrize(
    ("food", "row"),
    [
        ("26303160", "fish"),  # clams
        ("X203", "supplement"),
    ],
)
def test_some_foods_and_their_rows(food, row, table):
    assert matrix_row(table["b12_form"][food], table["group"][food]) == row


def test_groups_that_are_named_exist(table):
    named = {group for cell in MATRIX["group"] for group in cell.split("|") if group}
    assert named <= set(table["group"])


def test_factors_are_parts_in_order():
    for name, row in MATRIX.iterrows():
        low, r = (float(row[column] or row["r"]) for column in ("low", "r"))
        assert 0 <= low <= r <= 1, name


@pytest.mark.parametrize(
    ("row", "r"),
    [
        ("fortified", 1.0),
        ("supplement", 1.0),
        ("meat", 1.0),
        ("poultry", 1.0),
        ("dairy", 1.0),
        ("fish", 0.85),
        ("egg", 0.5),
        ("mixed", 0.85),
        ("nonsource", 0.0),
    ],
)
def test_factors_are_those_of_the_evidence(row, r):
    assert float(MATRIX["r"][row]) == r


def test_every_choice_of_a_risk_has_a_row():
    choices = set(risk_choices()["id"])
    assert set(rows_of("impairments")["id"]) == choices | {"age_50"}


def test_impairments_hold_what_the_model_reads():
    rows = rows_of("impairments")
    assert set(rows["intrinsic_factor"]) | set(rows["food_bound"]) == {"0", "1"}
    assert set(rows["modelled"]) == {"yes", "no", "second"}
    assert all(0 < band(name)[1] < 0.01 for name in rows["loss"])
    assert (rows["title"] != "").all()
    assert (rows["text"] != "").all()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ceiling_ug", (1.0, 1.3, 2.0)),
        ("first_fraction", (0.60, 0.80, 0.90)),
        ("passive", (0.005, 0.012, 0.020)),
        ("food_bound", (0, 0.3, 0.5)),
        ("store_start", (2000, 2500, 3000)),
        ("loss_normal", (0.0010, 0.0013, 0.0016)),
        ("recovery_hours", (6, 6, 4)),
        ("target_absorbed_efsa", (1.6, 1.8, 2.0)),
        ("retained_cyano", (0.15, 0.20, 0.40)),
    ],
)
def test_constants_with_a_band(name, expected):
    assert band(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("passive_with_meal", 0.005),
        ("loss_atrophic", 0.0015),
        ("loss_no_if", 0.0020),
        ("store_threshold", 300),
        ("store_cap", 5000),
        ("target_absorbed_us", 1.2),
        ("retained_hydroxo", 0.73),
        ("calf_nerve_points", 3),
        ("calf_muscle_points", 0),
    ],
)
def test_other_constants(name, expected):
    assert band(name)[1] == expected


def test_regimens_are_doses_at_times_or_injections_on_days():
    for name, row in rows_of("b12_regimens", "id").iterrows():
        injected = row["route"] == "injection"
        assert injected == bool(row["first_days"] and row["every"] and row["retained"]), name
        assert injected != bool(row["times"] and row["per_week"]), name
        assert row["route"] in ("tablet", "fortified", "injection"), name
