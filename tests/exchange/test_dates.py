"""Days and times of day as other programs print them."""

import pytest

from nutrition.exchange.dates import clock, day_first, iso_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-08", "2026-09-08"),
        ("2026-9-8", "2026-09-08"),
        ("2026-09-08T07:00:00", "2026-09-08"),
        ("09/08/2026", "2026-09-08"),
        ("9/8/26", "2026-09-08"),
        ("9/30/2026", "2026-09-30"),
    ],
)
def test_a_day_is_read(text, day):
    assert iso_day(text) == day


def test_the_day_comes_first_only_where_a_date_can_mean_nothing_else():
    assert day_first(["08/09/2026", "30/09/2026"])
    assert not day_first(["08/09/2026", "09/30/2026"])
    assert not day_first(["08/09/2026"])
    assert not day_first(["2026-09-30", ""])
    assert iso_day("08/09/2026", days_first=True) == "2026-09-08"


@pytest.mark.parametrize(
    "text", ["", "2026-13-01", "2026-02-30", "yesterday", "31/31/2026", "0000-01-01", "٢٠٢٦-٠٩-٠٨"]
)
def test_what_is_no_day_is_named(text):
    with pytest.raises(ValueError, match="is no date; write it as 2026-09-08"):
        iso_day(text)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("8:33 AM", "08:33"),
        ("12:05 AM", "00:05"),
        ("12:05 PM", "12:05"),
        ("7:15 pm", "19:15"),
        ("7:15p.m.", "19:15"),
        ("08:15 ", "08:15"),
        ("19:30:00", "19:30"),
        ("", None),
        ("25:00", None),
        ("8:75", None),
        ("13:00 PM", None),
        ("0:30 AM", None),
        ("noon", None),
    ],
)
def test_a_time_of_day_is_read_or_not_known(text, time):
    assert clock(text) == time
