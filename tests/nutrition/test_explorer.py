"""Doses in forms and spacings, against worked examples of the model and laws that hold for every dose."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition import tables
from nutrition.explorer import doses, explore, measured, same_amount
from tests.strategies import quick

CHOICES = {name: list(tables.table(f"b12_{name}", "id").index) for name in ("forms", "spacings", "uptakes")}


def mid(dose, form="tablet", spacing="daily", uptake="usual"):
    return explore([dose], form, spacing, uptake)["mid"][0]


@pytest.mark.parametrize(
    ("dose", "expected"), [(1, 0.609), (10, 1.42), (50, 1.9), (100, 2.5), (1000, 13.3), (2000, 25.3)]
)
def test_one_tablet_a_day_gives_what_the_model_says(dose, expected):
    assert mid(dose) == pytest.approx(expected, rel=0.005)


@pytest.mark.parametrize(
    ("dose", "form", "spacing", "uptake", "expected"),
    [
        (2000, "tablet", "weekly", "usual", 25.3 / 7),
        (1000, "tablet", "twice_weekly", "usual", 2 * 13.3 / 7),
        (1.5, "fortified", "twice", "usual", 1.60),
        (1, "fortified", "three", "usual", 3 * 0.609),
        (2, "tablet", "twice_close", "usual", 0.944 + 0.429),
        (1000, "tablet_meal", "daily", "usual", 1.3 + 5),
        (3, "meat", "daily", "usual", 1.131),
        (1.9, "egg", "daily", "usual", 0.60),  # measured: 0.55
        (10, "tablet", "daily", "no_if", 0.12),
        (500, "fortified", "daily", "no_if", 6.0),
        (10, "tablet", "daily", "food_bound", 1.42),
    ],
)
def test_forms_spacings_and_bodies_change_it_as_worked_out_by_hand(dose, form, spacing, uptake, expected):
    assert mid(dose, form, spacing, uptake) == pytest.approx(expected, rel=0.01)


@quick
@given(
    st.floats(0.1, 5000),
    st.sampled_from(CHOICES["forms"]),
    st.sampled_from(CHOICES["spacings"]),
    st.sampled_from(CHOICES["uptakes"]),
)
def test_the_band_holds_and_no_more_gets_in_than_is_taken(dose, form, spacing, uptake):
    row = explore([dose], form, spacing, uptake).iloc[0]
    assert 0 <= row["low"] <= row["mid"] <= row["high"] <= row["eaten"]
    assert mid(dose, form, spacing, "no_if") <= row["mid"]


def test_many_doses_are_each_worked_out_as_if_alone():
    many = explore(doses(), "dairy", "twice_close", "food_bound")
    alone = pd.concat([explore([dose], "dairy", "twice_close", "food_bound") for dose in doses()])
    assert len(many) == 60
    np.testing.assert_allclose(many.to_numpy(), alone[many.columns].to_numpy())
    assert many["mid"].is_monotonic_increasing
    assert (many["mid"] / many["eaten"]).is_monotonic_decreasing


def test_the_same_amount_gives_more_the_more_it_is_spread():
    same = same_amount(10, "tablet", "usual").set_index("label")
    assert same["eaten"].to_numpy() == pytest.approx(10)
    assert same["dose"].to_dict() == pytest.approx(
        {
            "Once a month": 10 * 7 / 0.23,
            "Once a week": 70,
            "Twice a week": 35,
            "Once a day": 10,
            "Twice a day, 2 hours apart": 5,
            "Twice a day, 12 hours apart": 5,
            "Three times a day, 6 hours apart": 10 / 3,
        }
    )
    assert same["mid"].is_monotonic_increasing


def test_what_cannot_be_taken_is_refused():
    for dose in (-1.0, 1e9, float("nan")):
        with pytest.raises(ValueError, match=re.escape(f"dose {dose:g} ug is not from 0 to 100000")):
            explore([1.0, dose], "tablet", "daily", "usual")
    with pytest.raises(KeyError):
        explore([1.0], "tablet", "hourly", "usual")


def test_published_points_have_ends_where_a_range_is_published():
    egg = measured("food").set_index("id").loc["garrod_egg"]
    assert (egg["absorbed"], egg["plus"], egg["minus"]) == pytest.approx((0.55, 0.19, 0.19))
    free = measured("free").set_index("id")
    assert free["absorbed"]["carmel_1"] == 0.56
    assert np.isnan(free["plus"]["carmel_1"])
    assert measured("no_if")["absorbed"].to_list() == [0.01, 0.1, 3, 7]
