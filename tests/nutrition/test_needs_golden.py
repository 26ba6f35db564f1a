"""Golden tests for needs: the values typed from each authority's own printed tables."""

from pathlib import Path

import pandas as pd
import pytest

from nutrition.needs import needed
from nutrition.people import Person

# Printed tables are rounded: 0.6 % allows for that and for nothing else.
ROUNDED_PRINT = 0.006
LEAST_LIFE_STAGES = 3

TEXT = ["authority", "nutrient", "sex", "condition", "column", "unit", "kind", "source", "where"]
BODY = ["weight_kg", "height_cm"]
WHO = ["authority", "sex", "age", "condition", *BODY]

GOLDEN = pd.read_csv(
    Path(__file__).parents[1] / "golden" / "needs.csv",
    dtype=dict.fromkeys(TEXT, "str"),
    encoding="utf-8",
    keep_default_na=False,
    na_values={size: [""] for size in BODY},
)
GROUPS = dict(list(GOLDEN.groupby(WHO, sort=False, dropna=False)))


def _label(who):
    authority, sex, age, condition, weight, height = who
    body = [f"{size:g} {unit}" for size, unit in ((weight, "kg"), (height, "cm")) if not pd.isna(size)]
    return f"{authority}: " + ", ".join([f"{sex} {age:g}", condition, *body])


def _needed(who):
    authority, sex, age, condition, *body = who
    weight, height = (None if pd.isna(size) else float(size) for size in body)
    person = Person(float(age), sex, condition, weight_kg=weight, height_cm=height, diet="omnivore")
    return needed(person, authority)


def _wrong(row, frame):
    got = frame.loc[row.nutrient, row.column]
    unit = frame.loc[row.nutrient, "unit"]
    if unit == row.unit and abs(got - row.value) <= ROUNDED_PRINT * row.value:
        return None
    return f"{row.nutrient} {row.column}: expected {row.value:g} {row.unit} ({row.where}), got {got:g} {unit}"


@pytest.mark.parametrize("who", GROUPS, ids=_label)
def test_needs_are_the_printed_values(who):
    frame = _needed(who)
    wrong = [_wrong(row, frame) for row in GROUPS[who].itertuples()]
    wrong = [line for line in wrong if line]
    assert not wrong, f"{_label(who)}\n" + "\n".join(wrong)


def test_every_nasem_nutrient_has_several_life_stages_in_the_golden_table():
    people = [who for who in GROUPS if who[0] == "NASEM"]
    with_value = {nutrient for who in people for nutrient in _targets(_needed(who))}
    stages = GOLDEN[GOLDEN["authority"] == "NASEM"].drop_duplicates(["nutrient", "sex", "age", "condition"])
    counts = stages["nutrient"].value_counts()
    thin = {name: int(counts.get(name, 0)) for name in with_value if counts.get(name, 0) < LEAST_LIFE_STAGES}
    assert not thin, f"fewer than {LEAST_LIFE_STAGES} life stages in tests/golden/needs.csv: {thin}"


def _targets(frame):
    return frame.index[frame["target"].notna()]


def test_every_authority_has_vitamin_b12_at_several_life_stages():
    rows = GOLDEN[(GOLDEN["nutrient"] == "vitamin_b12") & (GOLDEN["column"] == "target")]
    counts = rows["authority"].value_counts()
    few = [name for name in GOLDEN["authority"].unique() if counts.get(name, 0) < LEAST_LIFE_STAGES]
    assert not few, f"fewer than {LEAST_LIFE_STAGES} B12 targets for: {few}"


def test_no_golden_value_stands_twice():
    keys = [*WHO, "nutrient", "column"]
    twice = GOLDEN[GOLDEN.duplicated(keys)]
    assert twice.empty, f"typed twice in tests/golden/needs.csv:\n{twice[keys].to_string()}"
