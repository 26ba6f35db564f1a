import pytest

from nutrition.units import KCAL_PER_G, convert, minutes, per_megajoule, share_of_energy


@pytest.mark.parametrize(
    ("value", "unit", "ours", "expected"),
    [
        (2.4, "ug", "ug", 2.4),
        (2.7, "L", "g", 2700),
        (1, "MJ", "kcal", 239.0057),
        (4.184, "kJ", "kcal", 1),
        (1.5, "g", "mg", 1500),
        (1.5, "mg", "ug", 1500),
        (900, "ug", "mg", 0.9),
    ],
)
def test_convert(value, unit, ours, expected):
    assert convert(value, unit, ours) == pytest.approx(expected)


def test_units_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match="'mg' cannot be turned into 'kcal'"):
        convert(1, "mg", "kcal")


def test_share_of_energy():
    assert share_of_energy(10, "fat_saturated", 2000) == pytest.approx(200 / 9)
    assert share_of_energy(25, "added_sugars", 2000) == 125
    with pytest.raises(ValueError, match="no energy per gram is known for 'iron'"):
        share_of_energy(10, "iron", 2000)
    assert set(KCAL_PER_G.values()) == {4.0, 7.0, 9.0}


def test_per_megajoule():
    assert per_megajoule(0.1, 1000 / 4.184 * 10) == pytest.approx(1.0)


@pytest.mark.parametrize(("clock", "after_midnight"), [("00:00", 0), ("08:30", 510), ("23:59", 1439)])
def test_a_time_of_day_in_minutes(clock, after_midnight):
    assert minutes(clock) == after_midnight
