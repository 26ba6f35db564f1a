import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.assessment import assess
from nutrition.intake import eaten
from nutrition.plans import Item, Plan
from tests.strategies import NAN, NUTRIENTS, foods, foods_table, plans, quick

# The example of the NASEM handbook's normal model: half are covered at the EAR, 97.7 % two SD above it.
CV = pd.DataFrame({"cv": ["0.1", ""]}, index=pd.Index(["vitamin_b12", "iron"], name="nutrient"))


def eats(known, unknown_share=0.0, supplements=0.0, supplements_unknown=0, **others):
    """Make one row for zinc and, by name, (known, unknown_share) for others."""
    rows = {"zinc": (known, unknown_share, supplements, supplements_unknown)}
    rows |= {name: (*pair, 0.0, 0) for name, pair in others.items()}
    columns = ["known", "unknown_share", "supplements", "supplements_unknown"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).assign(items=1, reporting=1)


def needs(target=NAN, upper=NAN, nutrient="zinc", **columns):
    row = {
        "target": target,
        "upper": upper,
        "unit": "mg",
        "kind": "RDA",
        "upper_kind": "UL",
        "source": "book",
    }
    return pd.DataFrame([row | columns], index=pd.Index([nutrient], name="nutrient"))


def judged(eaten_frame, needed_frame, nutrient="zinc"):
    return assess(eaten_frame, needed_frame, CV).loc[nutrient]


@pytest.mark.parametrize(
    ("known", "unknown_share", "status"),
    [
        (7.999, 0.0, "short"),
        (8.0, 0.0, "met"),
        (8.001, 0.0, "met"),
        (7.999, 0.10, "short"),
        (7.999, 0.1001, "cannot tell"),
        (8.0, 0.99, "met"),
        (NAN, 1.0, "cannot tell"),
        (0.0, 0.0, "short"),
    ],
)
def test_status_just_below_at_and_above_the_target(known, unknown_share, status):
    assert judged(eats(known, unknown_share), needs(target=8))["status"] == status


@pytest.mark.parametrize(
    ("known", "unknown_share", "status", "limit_status"),
    [
        (39.9, 0.0, "met", "within"),
        (40.0, 0.10, "met", "within"),
        (40.1, 0.0, "over", "over"),
        (40.1, 0.99, "over", "over"),
        (39.9, 0.1001, "met", "cannot tell"),
        (7.0, 0.0, "short", "within"),
        (7.0, 0.5, "cannot tell", "cannot tell"),
    ],
)
def test_status_just_below_at_and_above_the_limit(known, unknown_share, status, limit_status):
    row = judged(eats(known, unknown_share), needs(target=8, upper=40))
    assert (row["status"], row["limit_status"], row["limited"]) == (status, limit_status, known)


def test_without_a_target_there_is_none_to_miss_but_a_limit_can_still_be_passed():
    assert judged(eats(3), needs())["status"] == "no target"
    assert judged(eats(3), needs())["limit_status"] == "no limit"
    assert math.isnan(judged(eats(3), needs())["limited"])
    assert judged(eats(40.1), needs(upper=40))["status"] == "over"
    assert judged(eats(40.0), needs(upper=40))["status"] == "no target"


def test_share_is_known_over_target():
    assert judged(eats(6), needs(target=8))["share"] == 0.75
    assert math.isnan(judged(eats(6), needs())["share"])
    assert math.isnan(judged(eats(NAN, 1.0), needs(target=8))["share"])
    assert math.isnan(judged(eats(6), needs(target=0))["share"])
    assert judged(eats(0), needs(target=0))["status"] == "met"


def test_both_frames_are_joined_whole():
    result = assess(eats(6, folate=(1.0, 0.0)), needs(target=8, nutrient="iodine"), CV)
    assert result.index.tolist() == ["zinc", "folate", "iodine"]
    assert result.loc["zinc", "status"] == "no target"
    assert result.loc["iodine", "status"] == "cannot tell"
    assert {"known", "unknown_share", "target", "kind", "share", "status", "source"} <= set(result.columns)


@pytest.mark.parametrize(
    ("pills", "gaps", "limit_status"),
    [
        (349.9, 0, "within"),
        (350.0, 0, "within"),
        (350.1, 0, "over"),
        (350.1, 1, "over"),
        (100.0, 1, "cannot tell"),
        (NAN, 1, "cannot tell"),
    ],
)
def test_a_limit_on_supplements_sees_only_supplements(pills, gaps, limit_status):
    """Magnesium: a plate of 900 mg is no matter, a tablet of 351 mg is."""
    row = judged(eats(900, 0.5, pills, gaps), needs(target=310, upper=350, upper_limits="supplements"))
    assert row["limit_status"] == limit_status
    assert row["status"] == ("over" if limit_status == "over" else "met")
    assert np.array_equal(row["limited"], pills, equal_nan=True)


@pytest.mark.parametrize(
    ("retinol", "unknown_share", "whole_unknown", "limit_status"),
    [
        (2999, 0.0, 0.0, "within"),
        (3000, 0.10, 0.5, "within"),
        (3001, 0.9, 0.5, "over"),
        (2999, 0.11, 0.0, "cannot tell"),
        (NAN, 1.0, 0.0, "cannot tell"),
    ],
)
def test_a_limit_on_preformed_vitamin_a_sees_only_retinol(
    retinol, unknown_share, whole_unknown, limit_status
):
    """9,000 ug RAE from carrots are over no limit."""
    table = eats(0, vitamin_a=(9000, whole_unknown), retinol=(retinol, unknown_share))
    needed = needs(target=700, upper=3000, nutrient="vitamin_a", upper_limits="preformed")
    row = judged(table, needed, "vitamin_a")
    assert row["limit_status"] == limit_status
    assert np.array_equal(row["limited"], retinol, equal_nan=True)


def test_the_whole_bounds_a_part_nobody_measured():
    table = eats(0, vitamin_a=(2900, 0.05), retinol=(NAN, 1.0))
    needed = needs(target=700, upper=3000, nutrient="vitamin_a", upper_limits="preformed")
    assert judged(table, needed, "vitamin_a")["limit_status"] == "within"


def test_a_limit_on_added_folate_sees_only_folic_acid():
    needed = needs(target=400, upper=1000, nutrient="folate", upper_limits="added")
    leafy = eats(0, folate=(1500, 0.0), folic_acid=(200, 0.0))
    fortified = eats(0, folate=(1500, 0.0), folic_acid=(1000.1, 0.0))
    assert judged(leafy, needed, "folate")["limit_status"] == "within"
    assert judged(leafy, needed, "folate")["limited"] == 200
    assert judged(fortified, needed, "folate")["status"] == "over"


@pytest.mark.parametrize(
    ("known", "pills", "limit_status"),
    [(30, 0, "within"), (50, 20, "cannot tell"), (50, 35.1, "over")],
)
def test_where_no_table_gives_the_added_part_supplements_are_its_lower_bound(known, pills, limit_status):
    """Zinc stands in for niacin: neither has an added part in the tables."""
    row = judged(eats(known, 0.0, pills), needs(target=8, upper=35, upper_limits="added"))
    assert row["limit_status"] == limit_status
    assert row["limited"] == pills


@pytest.mark.parametrize(
    ("figure", "known", "status"),
    [
        ("", 7, "short"),
        ("at least", 7, "cannot tell"),
        ("at least", 8, "met"),
        ("at most", 7, "short"),
        ("at most", 8, "cannot tell"),
    ],
)
def test_a_food_figure_that_only_bounds_what_counts_settles_one_side(figure, known, status):
    assert judged(eats(known), needs(target=8, food_figure=figure))["status"] == status


@pytest.mark.parametrize(("known", "limit_status"), [(40, "cannot tell"), (50.1, "over")])
def test_below_a_limit_on_free_sugars_is_not_settled_by_added_sugars(known, limit_status):
    row = judged(eats(known), needs(upper=50, food_figure="at least"))
    assert row["limit_status"] == limit_status


def b12(known, unknown_share=0.0, **columns):
    usual = {"average": 2.0, "average_kind": "EAR", "source": "nasem_dri_tables_2019"}
    needed = needs(target=2.4, nutrient="vitamin_b12", **(usual | columns))
    return judged(eats(0, vitamin_b12=(known, unknown_share)), needed, "vitamin_b12")["p_adequate"]


@pytest.mark.parametrize(
    ("known", "chance"), [(2.0, 0.5), (2.4, 0.977), (1.6, 0.023), (0.0, 0.0), (9.9, 1.0)]
)
def test_probability_of_adequacy_against_the_normal_table(known, chance):
    assert b12(known) == pytest.approx(chance, abs=0.0005)


def test_no_probability_where_it_would_not_be_honest():
    assert b12(2.4, unknown_share=0.10) == pytest.approx(0.977, abs=0.0005)
    assert math.isnan(b12(2.4, unknown_share=0.11))
    assert math.isnan(b12(NAN, unknown_share=1.0))
    assert math.isnan(b12(2.4, average_kind="AR"))
    assert math.isnan(b12(2.4, source="nrv_au_nz_2017"))
    assert math.isnan(b12(2.4, food_figure="at least"))
    assert math.isnan(b12(2.4, average=NAN))


def test_no_probability_without_a_published_spread():
    ear = {"average_kind": "EAR", "source": "nasem_dri_tables_2019"}
    iron = needs(target=18, nutrient="iron", average=8.1, **ear)
    selenium = needs(target=55, nutrient="selenium", average=45, **ear)
    assert math.isnan(judged(eats(0, iron=(9.0, 0.0)), iron, "iron")["p_adequate"])
    assert math.isnan(judged(eats(0, selenium=(60.0, 0.0)), selenium, "selenium")["p_adequate"])


def test_an_empty_plan_is_short_of_everything():
    table = foods_table({"bread": {"zinc": 1.0}})
    assert judged(eaten(Plan(), table), needs(target=8))["status"] == "short"


def test_a_plan_of_unknowns_cannot_be_judged():
    table = foods_table({"bread": {"zinc": NAN, "energy": 200.0}})
    assert judged(eaten(Plan((Item("bread", 100),)), table), needs(target=8))["status"] == "cannot tell"


# Laws

RANK = {"short": 0, "cannot tell": 1, "met": 2}


def _needed(target, upper=NAN, scope="all"):
    rows = {"target": target, "upper": upper, "upper_limits": scope, "unit": "mg", "kind": "RDA"}
    return pd.DataFrame(rows, index=pd.Index(NUTRIENTS, name="nutrient"))


@quick
@given(plans(least_grams=0.01), foods(), st.floats(0.1, 500))
def test_filling_every_gap_with_zero_or_plenty_spans_what_was_said(plan, table, target):
    """Met stays met whatever the gaps hold; only what is mostly known is called short."""
    said = assess(eaten(plan, table), _needed(target))["status"]
    at_worst = assess(eaten(plan, table.fillna(0.0)), _needed(target))["status"]
    assert (at_worst[said == "met"] == "met").all()
    assert (at_worst[said == "short"] == "short").all()
    assert set(at_worst) <= {"met", "short"}


@quick
@given(plans(least_grams=0.01), foods(), st.sampled_from(NUTRIENTS), st.floats(0.1, 500))
def test_a_new_gap_never_turns_a_no_into_a_yes(plan, table, nutrient, target):
    gaps = table.copy()
    gaps.loc["bread", nutrient] = NAN
    before = assess(eaten(plan, table), _needed(target)).loc[nutrient, "status"]
    after = assess(eaten(plan, gaps), _needed(target)).loc[nutrient, "status"]
    assert after != "met" or before == "met"
    assert after in {before, "cannot tell", "short"}


@quick
@given(plans(least_grams=0.01), foods(unknown=False), st.floats(0.1, 500))
def test_a_nutrient_nobody_reports_cannot_be_told(plan, table, target):
    table["zinc"] = NAN
    row = assess(eaten(plan, table), _needed(target, target * 2)).loc["zinc"]
    if plan.items:
        assert (row["status"], row["limit_status"]) == ("cannot tell", "cannot tell")
        assert math.isnan(row["known"])


@quick
@given(plans(), foods(), st.floats(0.1, 500), st.sampled_from(["all", "supplements", "added", "preformed"]))
def test_nothing_is_over_a_part_that_the_whole_does_not_reach(plan, table, upper, scope):
    """With zero for every gap no part exceeds its whole, unless the food table itself says so."""
    table = table.fillna(0.0)
    table["retinol"] = table[["retinol", "vitamin_a"]].min(axis=1)
    table["folic_acid"] = table[["folic_acid", "folate"]].min(axis=1)
    result = assess(eaten(plan, table), _needed(NAN, upper, scope))
    over = result["limit_status"] == "over"
    assert (result.loc[over, "known"] > upper * (1 - 1e-9)).all()
    assert (result.loc[over, "status"] == "over").all()
    assert "cannot tell" not in set(result["limit_status"]) or scope in {"added", "preformed"}
