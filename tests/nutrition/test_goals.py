"""Goals: what counts as a gap, what may not get worse, and what unknown amounts are worth."""

import math

import pandas as pd
import pytest

import nutrition as nu
from nutrition.gaps.goals import absorbed_goal, goals
from nutrition.wishes import Wishes
from tests.strategies import foods_table

NAN = math.nan
ADULT = nu.Person(35, "female")


def need(**of):
    """Needs as `needed` gives them, of a few nutrients: (target, upper) or with more columns."""
    rows = {
        name: {"target": NAN, "upper": NAN, "average": NAN, "kind": "RDA", "upper_kind": "UL"}
        | {"upper_limits": "all", "food_figure": "", "source": "", "unit": ""}
        | given
        for name, given in of.items()
    }
    return pd.DataFrame(rows.values(), index=pd.Index(rows, name="nutrient"))


def row(plan, foods, needed, name, sense=1, wishes=Wishes()):  # noqa: B008, PLR0913, PLR0917
    found = goals(plan, foods, needed, None, wishes)
    return found[(found["name"] == name) & (found["sense"] == sense)].iloc[0]


FOODS = foods_table(
    {
        "bread": {"energy": 250.0, "zinc": 1.0, "iron": NAN, "vitamin_a": 0.0, "retinol": 0.0},
        "liver": {"energy": 150.0, "zinc": 4.0, "iron": 9.0, "vitamin_a": 9000.0, "retinol": 8800.0},
        "tablet": {"energy": 0.0, "zinc": 1000.0, "iron": NAN, "vitamin_a": 0.0, "retinol": 0.0},
    }
)
BREAD = nu.Plan((nu.Item("bread", 200),))  # 500 kcal, zinc 2


def test_a_gap_is_chased_and_what_is_met_stays_met():
    short = row(BREAD, FOODS, need(zinc={"target": 8.0}), "zinc")
    assert short["chased"]
    assert (short["now"], short["scale"]) == (2.0, pytest.approx(8.0))
    assert short["goal"] == pytest.approx(8.0)
    assert short["hard"] == pytest.approx(1.8), "no more than a tenth of what is there may go"
    met = row(BREAD, FOODS, need(zinc={"target": 2.0}), "zinc")
    assert not met["chased"]
    assert met["hard"] == met["goal"] == 2.0


def test_the_average_requirement_is_the_floor_where_it_is_wished_for_and_known():
    needs = need(zinc={"target": 8.0, "average": 2.0}, vitamin_a={"target": 9000.0})
    plan = nu.Plan((*BREAD.items, nu.Item("liver", 50)))
    assert not row(plan, FOODS, needs, "zinc", wishes=Wishes(floors="average"))["chased"]
    assert row(plan, FOODS, needs, "vitamin_a", wishes=Wishes(floors="average"))["chased"]


def test_unknown_amounts_count_for_nothing():
    plan = nu.Plan((nu.Item("bread", 200), nu.Item("liver", 100)))
    assert row(plan, FOODS, need(iron={"target": 8.0}), "iron")["now"] == 9.0
    unknown = row(BREAD, FOODS, need(iron={"target": 8.0}), "iron")
    assert unknown["now"] == 0.0
    assert not unknown["chased"], "most of these foods have no iron value: it cannot be told"
    assert row(BREAD, FOODS, need(iron={"target": 8.0}), "iron", wishes=Wishes(uncertain=True))["chased"]


def test_a_limit_that_holds_is_kept_and_one_that_is_passed_is_a_gap():
    kept = row(BREAD, FOODS, need(zinc={"upper": 40.0}), "zinc", -1)
    assert not kept["chased"]
    assert kept["hard"] == pytest.approx(40.0)
    plan = nu.Plan((*BREAD.items, nu.Item("tablet", 5)))  # zinc 52
    passed = row(plan, FOODS, need(zinc={"upper": 40.0}), "zinc", -1)
    assert passed["chased"]
    assert passed["goal"] == pytest.approx(40.0)
    assert passed["hard"] == pytest.approx(52.0), "it does not get worse"


def test_a_limit_covers_what_it_says():
    plan = nu.Plan((nu.Item("liver", 100), nu.Item("tablet", 1)))
    of_pills = row(plan, FOODS, need(zinc={"upper": 20.0, "upper_limits": "supplements"}), "zinc", -1)
    assert (of_pills["now"], of_pills["scope"]) == (10.0, "supplements")
    preformed = need(vitamin_a={"upper": 3000.0, "upper_limits": "preformed"}, retinol={})
    assert row(plan, FOODS, preformed, "vitamin_a", -1)[["now", "part"]].tolist() == [8800.0, "retinol"]


def test_the_end_of_a_range_is_no_limit_once_it_is_passed():
    share = need(zinc={"upper": 1.0, "upper_kind": "AMDR"})
    past = row(BREAD, FOODS, share, "zinc", -1)
    assert not past["chased"]
    assert past["hard"] == pytest.approx(2.1), "2.0 and a twentieth"


def test_energy_keeps_to_a_band_that_holds_now_or_to_the_one_wished_for():
    needs = need(energy={"target": 2000.0, "kind": "EER"})
    low, high = (row(BREAD, FOODS, needs, "energy", sense) for sense in (1, -1))
    assert (low["hard"], high["hard"]) == (500.0, pytest.approx(2200.0))
    assert not low["chased"]
    assert not high["chased"]
    low = row(BREAD, FOODS, needs, "energy", 1, Wishes(energy=(1800, 2100)))
    assert (low["goal"], low["hard"], low["chased"]) == (1800.0, 500.0, True)


def test_saturated_fat_and_sodium_keep_to_the_worlds_limits_where_an_authority_has_none():
    plan = nu.sample("omnivore")
    needs = nu.needed(ADULT, "NASEM")
    found = goals(plan, nu.read_foods(), needs, ADULT, Wishes()).set_index(["name", "sense"])
    energy = needs.loc["energy", "target"]
    limit = found.loc[("fat_saturated", -1)]
    assert limit["scale"] == pytest.approx(energy / 10 / 9, rel=1e-6), (
        "10 % of energy, 9 kcal per g (WHO 2023)"
    )
    assert math.isnan(limit["goal"])
    sodium = goals(plan, nu.read_foods(), nu.needed(ADULT, "EFSA"), ADULT, Wishes())
    assert sodium[(sodium["name"] == "sodium") & (sodium["sense"] == -1)]["scale"].tolist() == [2000.0]


@pytest.mark.parametrize(("authority", "goal"), [("NASEM", 1.2), ("EFSA", 2.0), ("UK", 0.75)])
def test_half_of_the_recommended_b12_is_to_be_absorbed(authority, goal):
    """1.2 of 2.4 ug (IOM 1998); 2.0 of 4.0 and 0.75 of 1.5 in the same proportion."""
    assert absorbed_goal(nu.needed(ADULT, authority), ADULT, Wishes()) == pytest.approx(goal)


def test_nobody_without_intrinsic_factor_has_an_absorbed_goal():
    ill = nu.Person(60, "female", risks=("pernicious_anaemia",))
    assert math.isnan(absorbed_goal(nu.needed(ill), ill, Wishes()))


def test_all_that_is_hard_holds_as_the_plan_stands(table):
    for name, about in nu.samples().iterrows():
        person = nu.Person(about["age"], about["sex"], about["condition"], diet=about["diet"])
        found = goals(nu.sample(name), table, nu.needed(person), person, Wishes())
        assert (found["sense"] * (found["now"] - found["hard"]) >= 0).all(), name
