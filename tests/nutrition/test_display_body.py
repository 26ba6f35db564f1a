"""What the page "B12 in your body" says: figures, sentences, marks."""

import pandas as pd
import pytest

import nutrition as nu
from nutrition import tables
from nutrition.display import body

ALONE = nu.Person(age=30, sex="female")


def day(*rows):
    columns = ["day", "at", "meal", "eaten", "low", "mid", "high", "unknown", "times_per_day"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0 µg"), (0.004, "<0.01 µg"), (0.36, "0.36 µg"), (1.417, "1.4 µg"), (285.7, "286 µg")],
)
def test_an_amount_has_as_many_decimals_as_say_something(value, text):
    assert body.ug(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(10, "10 µg"), (10 / 3, "3.33 µg"), (1000, "1,000 µg"), (0.5, "0.5 µg"), (2.5, "2.5 µg")],
)
def test_a_dose_is_written_as_people_do(value, text):
    assert body.dose_text(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1.42, 10, "14 %"), (13.3, 1000, "1.3 %"), (0.997, 10, "10 %"), (0, 0, "")]
)
def test_a_share_keeps_a_decimal_where_it_is_small(part, whole, text):
    assert body.share(part, whole) == text


def test_the_plan_is_said_with_its_band_and_what_is_not_known():
    rows = day(
        (1, "08:00", "Breakfast", 3.0, 0.9, 1.13, 1.5, 0, 1), (1, "19:00", "Dinner", 1.0, 0.5, 0.6, 0.7, 2, 1)
    )
    assert body.sittings_sentence(rows) == (
        "Your plan gives 4.0 µg of B12 per day. About 1.7 µg of it is absorbed (1.4 to 2.2 µg), which is "
        "43 %. For 2 of its foods B12 is not known, so it may be more."
    )


def test_a_plan_without_b12_gives_nothing_and_an_unknown_food_is_not_called_nothing():
    assert "nothing to absorb" in body.sittings_sentence(day((1, "", "", 0.0, 0, 0, 0, 0, 1)))
    assert body.sittings_sentence(day((1, "", "", 0.0, 0, 0, 0, 1, 1))).endswith("so it may be more.")
    assert body.three_sentence(day((1, "", "", 0.0, 0, 0, 0, 0, 1)), {"low": 0, "mid": 0, "high": 0}) == ""


def test_three_sittings_are_compared_only_where_they_differ():
    rows, three = day((1, "", "", 3.0, 0.9, 1.13, 1.5, 0, 1)), {"low": 1.5, "mid": 1.83, "high": 2.2}
    assert body.three_sentence(rows, three).endswith("about 1.8 µg (1.5 to 2.2 µg).")
    assert body.three_sentence(rows, {**three, "mid": 1.15}).endswith("about the same.")


def test_sittings_are_numbered_and_those_of_some_days_say_so():
    rows = day(
        (1, "08:00", "Breakfast", 2000.0, 11, 25.3, 42, 0, 1 / 7),
        (1, "", "", 0.0, 0, 0, 0, 1, 1),
        (2, "", "", 1, 1, 1, 1, 0, 1),
    )
    first, second = body.sitting_rows(rows, 1, 1)
    assert first["label"] == "Breakfast 08:00, 1 of 7 days"
    assert (first["eaten"], first["absorbed"], first["share"]) == ("2,000 µg", "25.3 µg", "1.3 %")
    assert (second["number"], second["label"], second["eaten"], second["absorbed"]) == (
        "2",
        "Without a meal",
        "≥ 0 µg",
        "",
    )


def test_sittings_that_would_hide_each_other_share_a_spot():
    rows = day(
        (1, "19:00", "Dinner", 1.1, 0.5, 0.62, 0.8, 0, 1),
        (1, "08:00", "Breakfast", 1.0, 0.5, 0.6, 0.7, 0, 1),
        (1, "12:30", "Lunch", 50.0, 1, 1.9, 3, 0, 1),
        (1, "16:00", "Snack", 0.0, 0, 0, 0, 0, 1),
    )
    assert [(spot["text"], spot["dose"], spot["mid"]) for spot in body.spots(rows, 1)] == [
        ("1, 2", 1.0, 0.6),
        ("3", 50.0, 1.9),
    ]


def test_a_dose_is_said_with_what_it_is_per_day():
    once = {"dose": 10.0, "eaten": 10.0, "low": 1.05, "mid": 1.417, "high": 2.18}
    assert body.dose_sentence(once, "Tablet, on its own", "Once a day") == (
        "10 µg at a time, tablet, on its own, once a day: about 1.4 µg per day is absorbed "
        "(1.1 to 2.2 µg), 14 %."
    )
    weekly = {"dose": 2000.0, "eaten": 2000 / 7, "low": 1.6, "mid": 3.61, "high": 6}
    assert "once a week, which is 286 µg per day: about 3.6 µg" in body.dose_sentence(
        weekly, "Tablet", "Once a week"
    )


@pytest.mark.parametrize(
    ("low", "mid", "high", "us", "eu"),
    [
        (0.1, 0.2, 0.3, "▼ Below", "▼ Below"),
        (1.05, 1.42, 2.18, "✓ Reached", "▼ Below"),
        (1.1, 1.6, 2.6, "✓ Reached", "≈ Within"),
        (2.0, 2.6, 3.8, "✓ Reached", "✓ Reached"),
    ],
)
def test_an_absorbed_amount_is_held_against_both_marks(low, mid, high, us, eu):
    american, european = body.verdicts({"low": low, "mid": mid, "high": high})
    assert (american["name"], american["word"]) == ("US mark, 1.2 µg", us)
    assert (european["name"], european["word"]) == ("EU mark, 1.6 to 2.0 µg", eu)


def test_the_band_is_mentioned_where_it_would_change_the_verdict():
    american, european = body.verdicts({"low": 1.05, "mid": 1.42, "high": 2.18})
    assert american["more"] == "the low end of the band is below"
    assert european["more"] == "the high end of the band reaches it"
    assert [row["more"] for row in body.verdicts({"low": 2.1, "mid": 2.6, "high": 3})] == ["", ""]


def test_ways_share_one_scale():
    same = pd.DataFrame(
        {
            "label": ["Once a day", "Twice"],
            "dose": [10.0, 5],
            "low": [1.0, 2],
            "mid": [1.5, 2.5],
            "high": [2.0, 4],
        }
    )
    once, twice = body.ways(same, "Twice")
    assert (once["chosen"], twice["chosen"]) == (False, True)
    assert (once["fill"], twice["fill"], twice["from"], twice["spread"]) == (0.375, 0.625, 0.5, 0.5)
    assert once["marks"] == pytest.approx([0.3, 0.4, 0.5])
    assert once["small"] == "10 µg each time; 1.0 to 2.0 µg"


def settled(absorbed):
    bands = nu.store_bands(absorbed["low"], absorbed["mid"], absorbed["high"], ALONE, body.SETTLED)
    return body.store_sentence("B", absorbed, bands)


def test_a_store_settles_at_uptake_over_loss_and_no_time_is_named():
    """1.2 / 0.0013 = 923; low 1.1 / 0.0016 = 688; high 1.5 / 0.0010 = 1,500."""
    said = settled({"low": 1.1, "mid": 1.2, "high": 1.5})
    assert said == (
        "B: about 1.2 µg per day is absorbed. In the model the store settles near 920 µg (690 to 1,500 µg), "
        "above the line at 300 µg."
    )
    assert "below the line at 300 µg" in settled({"low": 0, "mid": 0, "high": 0})
    assert "past 5,000 µg, further than the model can be trusted" in settled(
        {"low": 5, "mid": 13.3, "high": 21}
    )


def test_a_store_is_drawn_with_few_points_and_never_above_the_cap():
    bands = nu.store_bands(0, 5, 20, ALONE, body.SETTLED)
    lines = body.store_lines(bands, 20 * body.YEAR, body.YEAR)
    assert 50 <= len(lines["at"]) <= 130
    assert lines["at"][0] == 0
    assert 19 <= lines["at"][-1] <= 20
    assert max(lines["high"]) == 5000
    assert lines["mid"][0] == 2500


def test_filling_a_store_is_said_up_to_the_cap():
    """A tablet of 1,000 µg per day from 300 µg: about 4,050 µg at one year."""
    bands = nu.repletion("daily_1000", 300, 0.0013, 365)
    assert body.refill_sentence("A", bands).startswith("A: about 4,100 µg after a year")
    most = pd.DataFrame({"low": [4000.0], "mid": [6000.0], "high": [7000.0]})
    assert body.refill_sentence("B", most) == (
        "B: past 5,000 µg within a year, further than the model can be trusted."
    )


def test_the_largest_loss_counts():
    assert body.loss(nu.impairments(ALONE)) == 0.0013
    both = nu.Person(age=30, sex="female", risks=("atrophic_gastritis", "pernicious_anaemia"))
    assert body.loss(nu.impairments(both)) == 0.0020


def test_intrinsic_factor_fails_with_pernicious_anaemia_only():
    assert body.has_intrinsic_factor(nu.impairments(nu.Person(age=60, sex="male", risks=("metformin",))))
    failing = nu.Person(age=60, sex="male", risks=("metformin", "pernicious_anaemia"))
    assert not body.has_intrinsic_factor(nu.impairments(failing))


@pytest.mark.parametrize("view", ["sittings", "explorer", "stores", "treatment", "first"])
def test_every_note_has_a_source_that_opens(view):
    notes = body.notes(view)
    assert notes
    for note in notes:
        assert note["sources"]
        assert all(source["link"].startswith("https://") for source in note["sources"])


def test_every_note_belongs_to_a_view():
    views = {view for cell in tables.table("body_notes")["view"] for view in cell.split("|")}
    assert views == {"sittings", "explorer", "stores", "treatment", "first"}


def test_sources_have_short_names():
    assert [source["title"] for source in body.cited("carmel_2008;iom_1998;efsa_b12_2015")] == [
        "Blood, 2008",
        "Institute of Medicine, 1998",
        "EFSA Journal, 2015",
    ]


def test_points_say_what_was_measured():
    texts = [point["text"] for point in body.points("no_if")]
    assert texts[1] == "10 µg, without intrinsic factor: 0.10 µg absorbed"
    assert body.points_sources(["no_if"])[0]["title"] == "Blood, 2008"


def test_choices_of_stores_hold_the_plan_regimens_and_samples():
    names = body.store_choices("mine", "Tuesday")
    assert names["mine"] == "My plan: Tuesday"
    assert names["daily_10"] == "Tablet of 10 µg, daily"
    assert names["vegan_unfortified"] == "Sample: Vegan day without fortified foods"
    assert [body.is_regimen(name) for name in ("mine", "daily_10", "omnivore")] == [False, True, False]
    assert body.store_choices("mine", "My plan")["mine"] == "My plan"
