import itertools
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.absorption import absorbed, absorbed_per_day, impairments, in_three_sittings
from nutrition.doses import absorb
from nutrition.errors import PlanError
from nutrition.intake import eaten
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.risks import notices
from nutrition.sample_plans import sample
from nutrition.tables import table as rows_of
from tests.strategies import NAN, foods_table, plans, quick

# Per 100 g, so that 100 g is one dose of that many ug.
B12 = {
    "milk": 1.0,
    "egg": 1.9,
    "fish": 2.0,
    "beef": 3.0,
    "flakes": 3.0,
    "nori": 27.0,
    "pie": 1.0,
    "bread": 0.0,
    "mystery": NAN,
    "tablet": 2000.0,
    "drops": 10.0,
    "seaweed": 2.4,
}
KIND = {
    "milk": ("Dairy", "natural_animal"),
    "egg": ("Eggs", "natural_animal"),
    "fish": ("Fish", "natural_animal"),
    "beef": ("Meat", "natural_animal"),
    "flakes": ("Breakfast cereals", "fortified_crystalline"),
    "nori": ("Mushrooms and seaweed", "inactive_analogue"),
    "pie": ("Dishes", "natural_animal"),
    "bread": ("Bread and bakery", "none"),
    "mystery": ("Dishes", "natural_animal"),
    "tablet": ("Supplements", "supplement"),
    "drops": ("Supplements", "supplement"),
    "seaweed": ("Mushrooms and seaweed", "contested"),
}
FOODS = foods_table(
    {
        food: {"energy": 0.0 if KIND[food][0] == "Supplements" else 100.0, "vitamin_b12": ug}
        for food, ug in B12.items()
    },
    {food: group for food, (group, _) in KIND.items()},
).assign(b12_form=[form for _, form in KIND.values()])
ADULT = Person(34, "female")
NO_FACTOR = replace(ADULT, risks=("pernicious_anaemia",))
LITTLE_ACID = replace(ADULT, risks=("ppi",))
BANDS = ["low", "mid", "high"]
PLANS = plans(st.sampled_from(list(B12)))
PEOPLE = st.sampled_from([ADULT, NO_FACTOR, LITTLE_ACID, replace(ADULT, age=70, risks=("metformin",))])


def mid(*items, person=ADULT, days=1, foods=FOODS, **more):
    return absorbed(Plan(items, days=days), foods, person, **more)["mid"].to_list()


def per_day(plan, person=ADULT, **more):
    return absorbed_per_day(absorbed(plan, FOODS, person, **more))


def test_one_sitting_is_one_dose():
    assert mid(Item("flakes", 100, at="08:00")) == pytest.approx([1.131], abs=0.0005)


@pytest.mark.parametrize(
    ("food", "r"),
    [
        ("milk", 1.0),
        ("beef", 1.0),
        ("fish", 0.85),
        ("egg", 0.5),
        ("pie", 0.85),
        ("flakes", 1.0),
        ("seaweed", 1.0),
    ],
)
def test_each_kind_of_food_counts_by_its_factor(food, r):
    dose = B12[food]
    expected = 1.3 * (1 - math.exp(-0.8 * r * dose / 1.3)) + 0.012 * dose
    assert mid(Item(food, 100)) == pytest.approx([expected], rel=1e-9)


def test_an_egg_gives_what_was_measured():
    assert mid(Item("egg", 100)) == pytest.approx([0.55], abs=0.05)


def test_older_studies_of_eggs_are_in_the_band():
    low = absorbed(Plan((Item("egg", 100),)), FOODS, ADULT)["low"][0]
    assert low == pytest.approx(1 - math.exp(-0.6 * 0.19) + 0.005 * 1.9)
    assert low / 1.9 < 0.09


def test_inactive_b12_counts_as_nothing_by_either_way():
    row = absorbed(Plan((Item("nori", 100),)), FOODS, ADULT).iloc[0]
    assert row[["eaten", *BANDS, "unknown"]].to_list() == [0, 0, 0, 0, 0]
    assert absorbed(Plan((Item("nori", 100),)), FOODS, NO_FACTOR)["mid"][0] == 0


@pytest.mark.parametrize(
    ("times", "total"),
    [(("08:00", "13:00", "19:00"), 1.77), (("08:00",) * 3, 1.13), (("08:00", "16:00", "23:00"), 1.83)],
)
def test_spacing_follows_the_times_of_the_plan(times, total):
    items = tuple(Item("milk", 100, at=at) for at in times)
    assert per_day(Plan(items))["mid"] == pytest.approx(total, abs=0.005)


def test_a_meal_without_a_time_has_its_usual_one():
    frame = absorbed(Plan((Item("milk", 100, "Lunch"), Item("milk", 100, "Breakfast"))), FOODS, ADULT)
    assert frame["at"].to_list() == ["08:00", "12:30"]
    assert frame["mid"].to_list() == pytest.approx([0.6094, 0.5242], abs=0.0005)


def test_a_time_of_the_same_meal_that_day_is_taken_first():
    items = (Item("milk", 100, "Lunch"), Item("bread", 50, "Lunch", at="11:00"))
    frame = absorbed(Plan(items), FOODS, ADULT)
    assert frame[["at", "meal"]].to_numpy().tolist() == [["11:00", "Lunch"]]


def test_sittings_without_any_time_stand_alone_and_come_last():
    items = (Item("milk", 100, "one"), Item("milk", 100, "two"), Item("milk", 100, "x", at="20:00"))
    frame = absorbed(Plan(items), FOODS, ADULT)
    assert frame["meal"].to_list() == ["x", "one", "two"]
    assert frame["mid"].to_list() == pytest.approx([0.6094371] * 3)


def test_sittings_come_by_day_and_time():
    items = (Item("milk", 1, at="09:00", day=2), Item("milk", 1, at="20:00"), Item("milk", 1, at="07:00"))
    frame = absorbed(Plan(items, days=2), FOODS, ADULT)
    assert frame[["day", "at"]].to_numpy().tolist() == [[1, "07:00"], [1, "20:00"], [2, "09:00"]]
    assert frame["times_per_day"].to_list() == [0.5, 0.5, 0.5]


def test_a_late_evening_counts_towards_the_next_morning():
    items = (Item("milk", 200, at="23:00"), Item("milk", 200, at="01:00"))
    assert mid(*items) == pytest.approx([0.429127, 0.944312], abs=1e-5)


def test_the_last_night_of_a_plan_leads_to_its_first_morning():
    items = (Item("milk", 200, at="23:00", day=2), Item("milk", 200, at="01:00", day=1))
    assert mid(*items, days=2) == pytest.approx([0.429127, 0.944312], abs=1e-5)
    assert mid(*items, days=3) == pytest.approx([0.944312, 0.944312], abs=1e-5)


def test_a_weekly_tablet_is_a_pulse():
    plan = Plan((Item("tablet", 100, at="10:00", per_week=1),))
    row = absorbed(plan, FOODS, ADULT).iloc[0]
    assert (row["eaten"], row["times_per_day"]) == (2000, 1 / 7)
    assert row["mid"] == pytest.approx(25.3)
    assert per_day(plan)["mid"] == pytest.approx(3.614, abs=0.001)


def test_a_pulse_comes_on_top_of_what_is_taken_every_day():
    items = (Item("tablet", 100, "Breakfast", per_week=1), Item("flakes", 100, "Breakfast"))
    frame = absorbed(Plan(items), FOODS, ADULT).sort_values("eaten")
    assert frame["mid"].to_list() == pytest.approx([1.1308, 10 + 1.3 * math.exp(-0.8 * 3 / 1.3)], abs=1e-4)


def test_a_pulse_leaves_nothing_behind_for_other_days():
    items = (Item("tablet", 100, at="08:00", per_week=1), Item("milk", 100, at="09:00"))
    assert mid(*items)[1] == pytest.approx(0.6094371)


def test_a_pulse_finds_what_the_same_unnamed_sitting_holds():
    items = (Item("flakes", 100, "tea"), Item("seaweed", 100, "tea", per_week=2))
    assert mid(*items)[1] == pytest.approx(absorb(5.4) - absorb(3.0))


def test_a_tablet_with_food_lets_less_in_than_alone():
    alone = mid(Item("tablet", 100, at="10:00"))
    beside = mid(Item("tablet", 100, at="10:00"), Item("bread", 50, at="10:00"))
    other_name = mid(Item("tablet", 100, at="10:00"), Item("bread", 50, "snack", at="10:00"))
    with_tablets = mid(Item("tablet", 100, at="10:00"), Item("drops", 0, at="10:00"))
    assert alone == with_tablets == pytest.approx([25.3])
    assert beside == pytest.approx([11.3])
    assert sum(other_name) == pytest.approx(11.3)


def test_food_of_unknown_energy_is_a_meal_all_the_same():
    unknown = FOODS.assign(energy=FOODS["energy"].mask(FOODS.index == "bread"))
    items = (Item("tablet", 100, at="10:00"), Item("bread", 50, at="10:00"))
    assert mid(*items, foods=unknown) == mid(*items)


def test_b12_in_food_keeps_its_own_passive_part_beside_a_tablet():
    both = mid(Item("tablet", 100, at="10:00"), Item("flakes", 1000, at="10:00"))
    assert both == pytest.approx([1.3 + 0.005 * 2000 + 0.012 * 30])


def test_without_intrinsic_factor_exactly_the_passive_part_is_left():
    items = (Item("flakes", 100, at="08:00"), Item("egg", 100, at="09:00"), Item("tablet", 100, at="15:00"))
    assert mid(*items, person=NO_FACTOR) == [3.0 * 0.012, 1.9 * 0.012, 2000 * 0.012]


def test_little_acid_lowers_food_and_leaves_tablets_and_fortified_food():
    items = (Item("milk", 100, at="08:00"), Item("flakes", 100, at="15:00"), Item("drops", 100, at="23:00"))
    usual_ones, changed = mid(*items), mid(*items, person=LITTLE_ACID)
    assert changed[1:] == usual_ones[1:]
    assert changed[0] == pytest.approx(1.3 * (1 - math.exp(-0.8 * 0.3 / 1.3)) + 0.012)
    assert mid(*items, food_bound=True) == changed
    assert mid(*items, person=LITTLE_ACID, food_bound=False) == usual_ones


def test_little_acid_at_its_low_end_leaves_the_passive_part_of_food():
    frame = absorbed(Plan((Item("beef", 100),)), FOODS, LITTLE_ACID)
    assert frame["low"][0] == pytest.approx(0.005 * 3)


def test_age_alone_changes_nothing():
    items = (Item("beef", 100, at="08:00"), Item("egg", 100, at="12:00"))
    assert mid(*items, person=replace(ADULT, age=80)) == mid(*items)


def test_what_is_not_known_is_counted_and_adds_nothing():
    items = (Item("mystery", 100, at="08:00"), Item("milk", 100, at="08:00"), Item("mystery", 0, at="08:00"))
    row = absorbed(Plan(items), FOODS, ADULT).iloc[0]
    assert row[["eaten", "unknown"]].to_list() == [1, 1]
    assert row["mid"] == pytest.approx(0.6094371)


def test_an_empty_plan_has_no_sittings():
    frame = absorbed(Plan(), FOODS, ADULT)
    assert frame.empty
    assert list(frame) == ["day", "at", "meal", "eaten", *BANDS, "unknown", "times_per_day"]
    assert absorbed_per_day(frame) == {"eaten": 0, "low": 0, "mid": 0, "high": 0}
    assert in_three_sittings(Plan(), FOODS, ADULT) == {"low": 0, "mid": 0, "high": 0}


def test_a_food_that_is_not_in_the_table_is_named():
    with pytest.raises(PlanError, match="item 1, food: 'gold' is not in the food table"):
        absorbed(Plan((Item("gold", 1),)), FOODS, ADULT)


def test_a_risk_that_is_not_known_is_named():
    with pytest.raises(ValueError, match=r"risk 'gold' is not known\. The choices are: .*ppi"):
        absorbed(Plan(), FOODS, replace(ADULT, risks=("gold",)))


def test_the_food_table_stays_as_it_was():
    before = FOODS.copy()
    absorbed(Plan((Item("mystery", 0), Item("nori", 5))), FOODS, LITTLE_ACID)
    pd.testing.assert_frame_equal(FOODS, before)


def test_three_sittings():
    plan = Plan((Item("beef", 100, at="08:00"), Item("beef", 100, at="20:00", per_week=3.5)))
    third = (3 + 1.5) / 3
    assert in_three_sittings(plan, FOODS, ADULT)["mid"] == pytest.approx(3 * absorb(third))


def test_three_sittings_of_what_has_three_already():
    items = tuple(Item("milk", 100, at=at) for at in ("08:00", "14:00", "20:00"))
    same = in_three_sittings(Plan(items), FOODS, ADULT)
    assert [same[name] for name in BANDS] == pytest.approx([per_day(Plan(items))[name] for name in BANDS])


@quick
@given(PLANS, PEOPLE, st.sampled_from([None, True, False]))
def test_low_mid_and_high_stay_in_order(plan, person, food_bound):
    frame = absorbed(plan, FOODS, person, food_bound=food_bound)
    tiny = 1e-9 * (1 + frame["eaten"])
    assert (frame["low"] <= frame["mid"] + tiny).all()
    assert (frame["mid"] <= frame["high"] + tiny).all()
    assert (frame["low"] >= 0).all()
    assert (frame["high"] <= frame["eaten"] * (1 + 1e-9)).all()
    three = in_three_sittings(plan, FOODS, person)
    assert three["low"] <= three["mid"] <= three["high"]


@quick
@given(PLANS, PEOPLE)
def test_a_sitting_never_gives_more_than_as_one_fortified_dose_by_itself(plan, person):
    frame = absorbed(plan, FOODS, person)
    assert (frame["mid"] <= absorb(frame["eaten"].to_numpy()) * (1 + 1e-9)).all()


@quick
@given(PLANS)
def test_what_is_eaten_is_what_the_plan_gives_of_active_b12(plan):
    active = FOODS.assign(
        vitamin_b12=FOODS["vitamin_b12"].where(FOODS["b12_form"] != "inactive_analogue", 0).fillna(0)
    )
    known = eaten(plan, active)["known"]["vitamin_b12"]
    assert per_day(plan)["eaten"] == pytest.approx(known, rel=1e-9)


@quick
@given(PLANS, PEOPLE)
def test_items_in_two_halves_change_nothing(plan, person):
    halves = tuple(replace(item, grams=item.grams / 2) for item in plan.items for _ in range(2))
    whole, split = per_day(plan, person), per_day(replace(plan, items=halves), person)
    assert split == pytest.approx(whole, rel=1e-9)


@quick
@given(PLANS, PEOPLE)
def test_meals_of_two_names_at_one_time_are_pooled(plan, person):
    timed = tuple(replace(item, at=item.at or "12:00", per_week=7) for item in plan.items)
    renamed = tuple(replace(item, meal=f"meal {place}") for place, item in enumerate(timed))
    one, many = (per_day(replace(plan, items=items), person) for items in (timed, renamed))
    assert one == pytest.approx(many, rel=1e-9)


@quick
@given(PLANS, PEOPLE)
def test_beginning_with_another_day_changes_nothing(plan, person):
    moved = tuple(replace(item, day=item.day % plan.days + 1) for item in plan.items)
    assert per_day(replace(plan, items=moved), person) == pytest.approx(per_day(plan, person), rel=1e-9)


@quick
@given(PLANS, PEOPLE)
def test_a_plan_written_out_twice_is_the_same_plan(plan, person):
    again = tuple(replace(item, day=item.day + plan.days) for item in plan.items)
    twice = replace(plan, items=plan.items + again, days=2 * plan.days)
    assert per_day(twice, person) == pytest.approx(per_day(plan, person), rel=1e-9)


def minutes(item, turn, plan):
    hours, past = map(int, item.at.split(":"))
    return ((turn * plan.days + item.day - 1) * 24 + hours) * 60 + past


def one_by_one(plan):
    """Add up what the plan lets in per day in its second of two rounds, dose by dose."""
    doses = sorted(
        (minutes(item, turn, plan), place, item) for turn in (0, 1) for place, item in enumerate(plan.items)
    )
    total, start = 0.0, plan.days * 1440
    for now, place, item in doses:
        load = item.grams / 100 * B12[item.food]
        left = sum(
            other.grams / 100 * B12[other.food] * max(0, 1 - (now - then) / 360)
            for then, before, other in doses
            if (then, before) < (now, place) and now - then < 360
        )
        gained = 1.3 * (math.exp(-0.8 * left / 1.3) - math.exp(-0.8 * (left + load) / 1.3)) + 0.012 * load
        total += gained if now >= start else 0
    return total / plan.days


@quick
@given(plans(st.sampled_from(["milk", "beef", "flakes"])))
def test_the_rule_over_a_plan_that_repeats(plan):
    daily = tuple(replace(item, at=item.at or "12:00", per_week=7) for item in plan.items)
    plan = replace(plan, items=daily)
    assert per_day(plan)["mid"] == pytest.approx(one_by_one(plan), rel=1e-9, abs=1e-12)


@quick
@given(PLANS, PEOPLE)
def test_more_of_what_is_eaten_in_one_sitting_never_gives_less_of_it(plan, person):
    together = tuple(replace(item, at="12:00", day=1, per_week=7) for item in plan.items)
    plan = replace(plan, items=together)
    more = replace(plan, items=tuple(replace(item, grams=min(item.grams * 2, 10_000)) for item in together))
    less_b12, more_b12 = per_day(plan, person), per_day(more, person)
    assert all(less_b12[name] <= more_b12[name] + 1e-9 for name in BANDS)


def test_meals_of_two_names_at_one_time_are_one_dose_in_every_estimate():
    one = (Item("milk", 276, "a", at="12:00"), Item("drops", 10, "a", at="12:00"))
    two = (one[0], replace(one[1], meal="b"))
    for person in (ADULT, LITTLE_ACID):
        assert per_day(Plan(two), person) == pytest.approx(per_day(Plan(one), person), rel=1e-12)


def test_two_equal_meals_at_one_time_give_the_same():
    frame = absorbed(
        Plan((Item("beef", 100, "a", at="12:00"), Item("beef", 100, "b", at="12:00"))), FOODS, ADULT
    )
    assert frame["mid"].to_list() == pytest.approx([absorb(6.0) / 2] * 2)


@quick
@given(PLANS)
def test_without_intrinsic_factor_food_does_not_matter(plan):
    frame = absorbed(plan, FOODS, NO_FACTOR)
    assert frame["mid"].le(frame["eaten"] * 0.012 * (1 + 1e-12)).all()
    assert frame["mid"].ge(frame["eaten"] * 0.005 * (1 - 1e-12)).all()


@pytest.mark.parametrize("ug", [1, 2, 3, 3.5])
def test_one_small_dose_a_day_below_the_mark_has_its_notice(ug):
    plan = Plan((Item("drops", ug * 10, at="12:00"),))
    assert per_day(plan)["mid"] < 1.2
    found = notices(Person(34, "female", diet="vegan"), plan, FOODS)
    assert "vegan_once_small" in set(found["id"])


def test_the_advised_daily_dose_reaches_the_mark():
    plan = Plan((Item("drops", 100, at="12:00"),))
    assert per_day(plan)["mid"] == pytest.approx(1.42, abs=0.005)
    found = notices(Person(34, "female", diet="vegan"), plan, FOODS)
    assert "vegan_once_small" not in set(found["id"])


def test_what_holds_for_a_person():
    found = impairments(Person(72, "male", risks=("metformin",))).set_index("id")
    assert found["modelled"].to_dict() == {"metformin": "no", "age_50": "second"}
    assert impairments(ADULT).empty


@pytest.mark.parametrize("risk", ["ppi", "atrophic_gastritis", "pernicious_anaemia"])
def test_no_second_figure_where_a_risk_decides(risk):
    assert impairments(Person(72, "male", risks=(risk,)))["id"].to_list() == [risk]


@pytest.mark.parametrize(
    ("risk", "works", "poorly", "loss", "modelled"),
    [
        ("pernicious_anaemia", "0", "0", "loss_no_if", "yes"),
        ("gastrectomy", "0", "0", "loss_no_if", "yes"),
        ("ileal_resection", "0", "0", "loss_no_if", "yes"),
        ("atrophic_gastritis", "1", "1", "loss_atrophic", "yes"),
        ("ppi", "1", "1", "loss_normal", "yes"),
        ("h2_blocker", "1", "1", "loss_normal", "yes"),
        ("metformin", "1", "0", "loss_normal", "no"),
        ("gastric_bypass", "1", "0", "loss_normal", "no"),
        ("fish_tapeworm", "1", "0", "loss_normal", "no"),
    ],
)
def test_what_the_model_makes_of_each_condition(risk, works, poorly, loss, modelled):
    row = impairments(replace(ADULT, risks=(risk,))).iloc[0]
    assert row[["intrinsic_factor", "food_bound", "loss", "modelled"]].to_list() == [
        works,
        poorly,
        loss,
        modelled,
    ]


@pytest.mark.parametrize("risk", rows_of("impairments").query("modelled == 'no'")["id"])
def test_what_is_not_modelled_changes_nothing_and_says_so(risk):
    items = (Item("beef", 100, at="08:00"), Item("drops", 100, at="12:00"))
    assert mid(*items, person=replace(ADULT, risks=(risk,))) == mid(*items)
    assert impairments(replace(ADULT, risks=(risk,)))["text"][0].startswith(
        ("Not counted here", "Nothing is changed")
    )


@pytest.mark.parametrize("name", rows_of("samples")["id"])
def test_every_sample_gives_a_band_in_order(name, table):
    day = absorbed_per_day(absorbed(sample(name), table, ADULT))
    assert 0 <= day["low"] <= day["mid"] <= day["high"] <= day["eaten"]


def test_every_order_of_the_items_gives_the_same(table):
    items = sample("omnivore").items[:5]
    sums = [
        absorbed_per_day(absorbed(Plan(order), table, ADULT))["mid"]
        for order in itertools.permutations(items)
    ]
    assert np.ptp(sums) < 1e-9
