"""FoodData Central's nutrients as ours: expectations worked out by hand."""

from math import nan

import pytest

from nutrition.fdc_nutrients import amounts, by_number, table
from nutrition.tables import nutrients


def test_units_are_turned_without_dust():
    found = amounts({1098: (0.1, "MG"), 1278: (0.01, "G"), 1272: (0.001, "G"), 1178: (1.06, "UG")})
    assert found == (("copper", 100.0), ("epa_dha", 11.0), ("vitamin_b12", 1.06))


def test_a_unit_other_than_usual_is_turned_where_it_can_be():
    assert amounts({1178: (0.0024, "mg")}) == (("vitamin_b12", 2.4),)
    assert amounts({1178: (2.4, "mcg"), 1087: (0.12, "g")}) == (("calcium", 120.0), ("vitamin_b12", 2.4))
    assert amounts({1178: (2.4, "IU"), 1109: (15.0, "IU")}) == ()


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({1008: (408, "KCAL"), 1062: (1710, "kJ"), 2047: (400, "KCAL")}, 408),
        ({1062: (1710, "kJ"), 2047: (243, "KCAL"), 2048: (229, "KCAL")}, 229),
        ({1062: (1710, "kJ"), 2047: (243, "KCAL")}, 243),
        ({1062: (418.4, "kJ")}, 100),
    ],
)
def test_of_several_energies_the_best_counts(published, expected):
    assert amounts(published) == (("energy", expected),)


def test_vitamin_d_of_units_only_without_micrograms():
    assert amounts({1110: (400, "IU")}) == (("vitamin_d", 10.0),)
    assert amounts({1110: (400, "IU"), 1114: (9.9, "UG")}) == (("vitamin_d", 9.9),)


def test_what_cannot_be_turned_is_not_known():
    assert amounts({1104: (500, "IU"), 1177: (60, "UG"), 1124: (3, "IU")}) == ()


def test_folate_of_its_parts_only_where_both_are_known():
    assert amounts({1187: (30, "UG"), 1186: (10, "UG")}) == (("folate", 47.0), ("folic_acid", 10.0))
    assert amounts({1187: (30, "UG")}) == ()
    assert amounts({1190: (50, "UG"), 1187: (30, "UG"), 1186: (10, "UG")})[0] == ("folate", 50.0)


def test_half_of_a_sum_is_not_known():
    assert amounts({1278: (0.5, "G")}) == ()


def test_added_b12_is_a_part_and_never_added():
    assert amounts({1178: (2.5, "UG"), 1246: (2.0, "UG")}) == (
        ("vitamin_b12", 2.5),
        ("vitamin_b12_added", 2.0),
    )


def test_a_part_of_nothing_is_nothing_and_else_not_known():
    assert amounts({1178: (0.0, "UG")}) == (("vitamin_b12", 0.0), ("vitamin_b12_added", 0.0))
    assert amounts({1178: (0.4, "UG")}) == (("vitamin_b12", 0.4),)


@pytest.mark.parametrize("amount", [-1.0, nan, float("inf")])
def test_what_is_no_amount_is_not_known(amount):
    assert amounts({1178: (amount, "UG")}) == ()


def test_every_nutrient_of_ours_that_they_have_is_read():
    assert set(nutrients().index) - {row["nutrient"] for row in table()} == set()
    assert [by_number(each) for each in ("418", "269.3", "1178", "")] == [1178, 1063, None, None]
