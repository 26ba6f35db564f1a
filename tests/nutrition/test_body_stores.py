import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.body_stores import days_to_threshold, regimen_absorbed, repletion, store_bands, stores
from nutrition.constants import band, constant
from nutrition.people import Person
from tests.strategies import quick

YEAR = 365.25
INTAKE = st.floats(0, 50)
START = st.floats(1, 10_000)
LOSS = st.floats(0.0005, 0.005)


@pytest.mark.parametrize(
    ("start", "loss", "years"),
    [(1000, 0.001, 3.3), (3000, 0.001, 6.3), (1000, 0.002, 1.65), (2500, 0.0013, 4.47), (2500, 0.002, 2.9)],
)
def test_worked_examples_without_intake(start, loss, years):
    assert days_to_threshold(0, start, loss) / YEAR == pytest.approx(
        years, abs=0.05 if years != 4.47 else 0.005
    )


def test_the_first_worked_example_in_days():
    assert days_to_threshold(0, 1000, 0.001) == pytest.approx(1204, abs=0.5)


@pytest.mark.parametrize(("absorbed", "level"), [(1.2, 923), (1.77, 1362)])
def test_worked_examples_with_intake(absorbed, level):
    assert stores(absorbed, years=60)["ug"].iloc[-1] == pytest.approx(level, abs=1)
    assert days_to_threshold(absorbed) is None


@quick
@given(INTAKE, START, LOSS)
def test_stores_tend_to_intake_by_loss(absorbed, start, loss):
    assert stores(absorbed, start, loss, 60_000 / YEAR)["ug"].iloc[-1] == pytest.approx(
        absorbed / loss, abs=1e-6
    )


@quick
@given(INTAKE, START, LOSS)
def test_stores_never_pass_where_they_are_going(absorbed, start, loss):
    curve = stores(absorbed, start, loss)
    assert curve["ug"].iloc[0] == pytest.approx(start)
    assert curve["ug"].between(min(start, absorbed / loss) - 1e-6, max(start, absorbed / loss) + 1e-6).all()
    steps = curve["ug"].diff().dropna()
    assert (steps >= -1e-6).all() or (steps <= 1e-6).all()


@quick
@given(INTAKE, START, LOSS)
def test_the_store_is_at_the_threshold_when_it_is_said_to_be(absorbed, start, loss):
    days = days_to_threshold(absorbed, start, loss)
    if days is None:
        assert absorbed / loss >= 300
    elif days == 0:
        assert start <= 300
    elif days < 1e6:
        assert stores(absorbed, start, loss, days / YEAR)["ug"].iloc[-1] == pytest.approx(300, abs=1e-6)


def test_a_store_that_is_low_already():
    assert days_to_threshold(0, 300) == 0.0
    assert days_to_threshold(5, 100) == 0.0


def test_years_by_month():
    curve = stores(1.0)
    assert len(curve) == 361
    assert curve["day"].iloc[-1] == pytest.approx(30 * YEAR)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: stores(-1), "absorbed_per_day -1"),
        (lambda: stores(math.nan), "absorbed_per_day nan"),
        (lambda: stores(1, start=math.nan), "start nan"),
        (lambda: stores(1, start=-5), "start -5"),
        (lambda: stores(1, loss=0), "loss 0"),
        (lambda: stores(1, years=0), "years 0"),
        (lambda: days_to_threshold(1, loss=-0.1), "loss -0.1"),
        (lambda: days_to_threshold(1, threshold=0), "threshold 0"),
        (lambda: days_to_threshold(math.inf), "absorbed_per_day inf"),
        (lambda: repletion("daily_1000", -1, 0.0013, 10), "start -1"),
        (lambda: repletion("daily_1000", 1, math.nan, 10), "loss nan"),
        (lambda: repletion("gold", 1, 0.001, 10), "regimen 'gold'"),
        (lambda: regimen_absorbed("gold"), "regimen 'gold'"),
    ],
)
def test_what_makes_no_sense_is_refused(call, name):
    with pytest.raises(ValueError, match=name):
        call()


def test_the_defaults_are_those_of_the_table():
    usual = stores(1, constant("store_start"), constant("loss_normal"))
    assert stores(1)["ug"].to_list() == usual["ug"].to_list()
    assert days_to_threshold(0) == days_to_threshold(0, threshold=constant("store_threshold"))


@quick
@given(INTAKE, st.floats(0, 5), st.floats(0, 5))
def test_bands_stay_in_order(low, more, still_more):
    curves = store_bands(low, low + more, low + more + still_more)
    assert (curves["low"] <= curves["mid"]).all()
    assert (curves["mid"] <= curves["high"]).all()


def test_bands_start_and_end_where_their_constants_say():
    curves = store_bands(1, 1.3, 2, years=100)
    assert curves.iloc[0].to_list() == pytest.approx([0, 2000, 2500, 3000])
    last = curves.iloc[-1][["low", "mid", "high"]].to_list()
    assert last == pytest.approx([1 / 0.0016, 1.3 / 0.0013, 2 / 0.0010], rel=1e-3)


@pytest.mark.parametrize(
    ("risks", "loss"),
    [
        ((), 0.0013),
        (("metformin",), 0.0013),
        (("atrophic_gastritis",), 0.0015),
        (("atrophic_gastritis", "pernicious_anaemia"), 0.0020),
        (("gastrectomy",), 0.0020),
    ],
)
def test_the_loss_is_that_of_the_condition(risks, loss):
    curve = store_bands(0, 0, 0, Person(60, "female", risks=risks), years=10)["mid"]
    assert curve.iloc[-1] == pytest.approx(2500 * math.exp(-loss * 10 * YEAR))


@pytest.mark.parametrize(
    ("regimen", "per_day"),
    [
        ("fortified_twice", 1.60),
        ("fortified_three", 1.77),
        ("daily_10", 1.42),
        ("weekly_2000", 3.6),
        ("twice_2_5", 2.1),
        ("daily_25", 1.6),
        ("daily_100", 2.5),
        ("two_a_week_1000", 3.8),
        ("twice_2", 1.9),
        ("twice_5", 2.6),
        ("daily_200", 3.7),
        ("weekly_2500", 4.5),
        ("daily_1000", 13.3),
    ],
)
def test_vegan_regimens_give_what_section_3_says(regimen, per_day):
    places = 0.005 if round(per_day, 1) != per_day else 0.05
    assert regimen_absorbed(regimen)["mid"] == pytest.approx(per_day, abs=places)


def test_both_arms_of_the_trial_are_far_above_the_marks():
    arms = [regimen_absorbed(name)["mid"] for name in ("daily_50", "weekly_2000")]
    assert arms == pytest.approx([1.9, 3.614], abs=0.001)
    assert min(arms) > constant("target_absorbed_us")


def test_a_regimen_says_what_is_eaten():
    assert regimen_absorbed("fortified_three")["eaten"] == 3
    assert regimen_absorbed("weekly_2000")["eaten"] == pytest.approx(2000 / 7)
    assert regimen_absorbed("cyano_monthly")["eaten"] == 0


def test_without_intrinsic_factor_a_tablet_gives_its_passive_part():
    person = Person(60, "male", risks=("pernicious_anaemia",))
    assert regimen_absorbed("daily_1000", person)["mid"] == pytest.approx(12.0, rel=1e-12)


def test_injections_give_what_is_kept_of_them():
    assert regimen_absorbed("hydroxo_2_months")["mid"] == pytest.approx(730 / 61)
    monthly = regimen_absorbed("cyano_monthly")
    assert [monthly[name] for name in ("low", "high")] == pytest.approx([150 / 30, 400 / 30])


@pytest.mark.parametrize(("day", "ug"), [(120, 1730), (365, 4050)])
def test_repletion_by_tablets(day, ug):
    curve = repletion("daily_1000", 300, 0.0013, 365)
    assert curve["mid"][day] == pytest.approx(ug, abs=5)


def test_a_month_of_tablets_brings_about_390_ug():
    assert 30 * regimen_absorbed("daily_1000")["mid"] == pytest.approx(390, rel=0.03)


def test_a_first_course_of_injections_keeps_about_4_mg():
    curve = repletion("hydroxo_3_months", 0, 1e-9, 30)
    assert curve["mid"].iloc[-1] == pytest.approx(4400, rel=0.01)
    assert curve["mid"][0] == pytest.approx(730)
    assert curve["mid"][10] == pytest.approx(5 * 730, rel=1e-6)


def test_injections_go_on_after_the_first_course():
    curve = repletion("hydroxo_3_months", 0, 1e-9, 11 + 2 * 91)["mid"] / 730
    assert [round(curve[day]) for day in (11, 101, 102, 192, 193)] == [6, 6, 7, 7, 8]


def test_what_is_injected_is_lost_like_the_rest():
    curve = repletion("hydroxo_twice_a_year", 300, 0.0013, 182)
    assert curve["mid"].iloc[-1] == pytest.approx((300 + 730) * math.exp(-0.0013 * 182))


def test_the_band_of_cyanocobalamin_is_what_is_kept():
    first = repletion("cyano_monthly", 0, 0.0013, 5).iloc[0]
    assert [first["low"], first["mid"], first["high"]] == [150, 200, 400]
    assert band("retained_cyano") == (0.15, 0.20, 0.40)


@pytest.mark.parametrize("regimen", ["daily_10", "weekly_2000", "cyano_monthly", "hydroxo_2_months"])
def test_repletion_bands_stay_in_order(regimen):
    curve = repletion(regimen, 300, 0.0013, 400)
    assert (curve["low"] <= curve["mid"]).all()
    assert (curve["mid"] <= curve["high"]).all()
    assert curve["day"].to_list() == list(range(401))
