import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.doses import absorb, absorb_spaced, absorption_curves, usual
from tests.strategies import quick

PUBLISHED = Path(__file__).parent.parent / "golden" / "absorption_points.csv"
DOSES = st.floats(0, 5000)
SOME = st.floats(1e-6, 5000)
CLOCKS = st.integers(0, 24 * 60).map(lambda minutes: minutes / 60)
ROWS = st.lists(st.tuples(SOME, CLOCKS), min_size=1, max_size=8).map(
    lambda rows: tuple(zip(*sorted(rows, key=lambda row: row[1]), strict=True))
)


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        (0.1, 0.079),
        (1, 0.609),
        (2.4, 1.032),
        (3, 1.131),
        (4, 1.237),
        (5, 1.300),
        (20, 1.540),
        (50, 1.900),
        (100, 2.500),
        (1000, 13.30),
        (2000, 25.30),
    ],
)
def test_reference_values(dose, expected):
    assert absorb(dose) == pytest.approx(expected, rel=0.005)


def test_published_points_are_met_within_a_fifth():
    with PUBLISHED.open(encoding="utf-8") as file:
        points = [(float(row["dose"]), float(row["absorbed"])) for row in csv.DictReader(file)]
    errors = [math.log(absorb(dose) / measured) for dose, measured in points]
    assert len(points) == 10
    assert math.sqrt(sum(error**2 for error in errors) / len(errors)) <= 0.21


@pytest.mark.parametrize(
    ("doses", "hours", "each"),
    [
        ([1, 1, 1], [8, 13, 19], [0.609, 0.551, 0.609]),
        ([3], [8], [1.13]),
        ([1.5, 1.5], [8, 20], [0.80, 0.80]),
        ([2, 2], [8, 10], [0.944, 0.429]),
        ([2, 2], [8, 19], [0.944, 0.944]),
    ],
)
def test_worked_examples_of_spacing(doses, hours, each):
    assert absorb_spaced(doses, hours) == pytest.approx(each, abs=0.0051)


@pytest.mark.parametrize(
    ("doses", "hours", "total"),
    [([1, 1, 1], [8, 13, 19], 1.77), ([1.5, 1.5], [8, 20], 1.60), ([2, 2], [8, 19], 1.89)],
)
def test_worked_totals_of_spacing(doses, hours, total):
    assert absorb_spaced(doses, hours).sum() == pytest.approx(total, abs=0.005)


@pytest.mark.parametrize(("dose", "expected"), [(1, 0.012), (10, 0.12), (500, 6.0), (1000, 12.0)])
def test_without_intrinsic_factor_exactly_the_passive_part_is_left(dose, expected):
    assert absorb(dose, intrinsic_factor=False) == 0.012 * dose
    assert absorb(dose, intrinsic_factor=False) == pytest.approx(expected)


@pytest.mark.parametrize(("dose", "measured"), [(1, 0.01), (10, 0.1), (500, 7.0), (300, 3.0)])
def test_without_intrinsic_factor_it_is_near_what_was_measured(dose, measured):
    assert absorb(dose, intrinsic_factor=False) == pytest.approx(measured, rel=0.25)


def test_a_large_tablet_with_a_meal():
    assert absorb(1000, with_meal=True) == pytest.approx(1.3 + 5.0, rel=1e-6)
    assert absorb(1000, intrinsic_factor=False, with_meal=True) == 0.005 * 1000


@quick
@given(DOSES, DOSES)
def test_more_never_gives_less_and_never_a_larger_part(one, other):
    small, large = sorted((one, other))
    assert absorb(small) <= absorb(large)
    if small > 1e-300:
        assert absorb(small) / small >= absorb(large) / large - 1e-12


@quick
@given(DOSES)
def test_no_more_gets_in_than_was_eaten(dose):
    assert 0 <= absorb(dose) <= dose
    assert absorb(dose, with_meal=True) <= absorb(dose)
    assert absorb(dose, intrinsic_factor=False) <= absorb(dose)


@quick
@given(ROWS)
def test_doses_at_one_time_are_one_dose(row):
    doses, _ = row
    assert absorb_spaced(doses, [8.0] * len(doses)).sum() == pytest.approx(absorb(sum(doses)), rel=1e-9)


@quick
@given(ROWS)
def test_doses_six_hours_apart_do_not_know_of_each_other(row):
    doses, _ = row
    apart = absorb_spaced(doses, [6.0 * place for place in range(len(doses))])
    assert apart == pytest.approx([absorb(dose) for dose in doses], rel=1e-12)


@quick
@given(ROWS)
def test_every_dose_gives_something_and_together_at_most_what_each_would_alone(row):
    doses, hours = row
    each = absorb_spaced(doses, hours)
    assert (each > 0).all()
    assert all(got <= absorb(dose) * (1 + 1e-12) for got, dose in zip(each, doses, strict=True))


@quick
@given(SOME, st.floats(0.01, 0.99), st.floats(0, 12))
def test_a_dose_in_two_parts_gives_at_least_as_much(dose, part, gap):
    split = absorb_spaced([dose * part, dose * (1 - part)], [8.0, 8.0 + gap]).sum()
    assert split >= absorb(dose) * (1 - 1e-9)


@quick
@given(ROWS)
def test_the_rule_dose_by_dose(row):
    doses, hours = row

    def g(load):
        return 1.3 * (1 - math.exp(-0.8 * load / 1.3))

    for place, (dose, got) in enumerate(zip(doses, absorb_spaced(doses, hours), strict=True)):
        earlier = zip(doses[:place], hours[:place], strict=True)
        left = sum(other * max(0, 1 - (hours[place] - at) / 6) for other, at in earlier)
        assert got == pytest.approx(g(left + dose) - g(left) + 0.012 * dose, abs=1e-9)


@quick
@given(ROWS)
def test_low_mid_and_high_stay_in_order(row):
    doses, hours = row
    low, mid, high = (absorb_spaced(doses, hours, usual(name)) for name in ("low", "mid", "high"))
    assert (low <= mid).all()
    assert (mid <= high).all()


def test_a_number_gives_a_number_and_an_array_an_array():
    assert isinstance(absorb(1), float)
    shaped = absorb(np.array([[1.0, math.nan], [0.0, 1000.0]]))
    assert shaped.shape == (2, 2)
    assert math.isnan(shaped[0, 1])
    assert shaped[1, 0] == 0
    assert math.isnan(absorb(math.nan))
    assert math.isnan(absorb(math.nan, intrinsic_factor=False))


@pytest.mark.parametrize("dose", [-1, -0.001, np.array([1.0, -2.0])])
def test_a_dose_below_zero_is_refused(dose):
    with pytest.raises(ValueError, match=r"dose -\S+ ug is below zero; give an amount from 0 up"):
        absorb(dose)


@pytest.mark.parametrize(
    ("doses", "hours"),
    [
        ([1, 1], [9, 8]),
        ([1, math.nan], [8, 9]),
        ([1, 1], [8, math.nan]),
        ([1], [8, 9]),
        ([[1]], [[8]]),
        ([1, 1], [8, math.inf]),
    ],
)
def test_rows_that_make_no_sense_are_refused(doses, hours):
    with pytest.raises(ValueError, match="doses"):
        absorb_spaced(doses, hours)


def test_no_doses_give_nothing():
    assert absorb_spaced([], []).size == 0


def test_curves_to_compare():
    curves = absorption_curves([0.1, 1, 3.8 / 3, 5, 50]).set_index("dose")
    assert list(curves) == ["low", "mid", "high", "michaelis_menten", "doets"]
    assert curves["michaelis_menten"][1] == pytest.approx(1.5 / 2.6 + 0.012)
    assert 3 * curves["doets"][3.8 / 3] == pytest.approx(1.38, abs=0.005)
    assert curves["doets"].isna().to_list() == [True, False, False, False, True]
    assert curves["mid"][5] == pytest.approx(1.300, rel=0.005)
    assert (curves["low"] < curves["mid"]).all()
    assert (curves["mid"] < curves["high"]).all()


def test_curves_without_intrinsic_factor_are_straight_lines():
    curves = absorption_curves([1, 10, 1000], intrinsic_factor=False)
    assert curves["low"].to_list() == [0.005, 0.05, 5.0]
    assert curves["michaelis_menten"].to_list() == pytest.approx([0.012, 0.12, 12.0])
    assert curves["doets"].isna().all()


def test_the_ends_of_the_estimates():
    low, high = usual("low"), usual("high")
    assert (low.ceiling, low.first, low.passive, low.recovery) == (1.0, 0.60, 0.005, 6)
    assert (high.ceiling, high.first, high.passive, high.recovery) == (2.0, 0.90, 0.020, 4)
    assert (low.passive_with_meal, high.passive_with_meal) == (0.002, 0.008)


def test_many_doses_are_worked_out_in_blocks_like_a_few():
    draw = np.random.default_rng(5)
    doses, hours = draw.uniform(0, 5, 20_000), np.sort(draw.uniform(0, 40_000, 20_000))
    whole = absorb_spaced(doses, hours)
    for first in (0, 8_180, 8_192, 16_380, 19_950):
        since = max(first - 50, 0)
        part = absorb_spaced(doses[since : first + 50], hours[since : first + 50])[first - since :]
        assert whole[first : first + 50] == pytest.approx(part, rel=1e-12)
