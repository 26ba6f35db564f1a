"""What is hard to believe is held back; what foods have is not."""

import pandas as pd
import pytest

from nutrition.found_foods import FoundFood, as_own
from nutrition.online.plausible import sifted
from nutrition.tables import nutrients, read_foods


@pytest.mark.parametrize(
    ("amounts", "held", "why"),
    [
        ({"vitamin_b12": 380.0}, "vitamin_b12", "Foods have 98.89 µg at most"),
        ({"vitamin_d": 1100.0}, "vitamin_d", "Foods have 250 µg at most"),
        ({"calcium": 120_000.0}, "calcium", "100 g cannot hold so much"),
        ({"protein": 101.0}, "protein", "100 g cannot hold"),
        ({"sugars": 30.0, "carbohydrate": 10.0}, "sugars", "part of carbohydrate, and more than all"),
        ({"fat_saturated": 9.0, "fat_total": 5.0}, "fat_saturated", "part of fat (total)"),
        ({"vitamin_b12_added": 3.6, "vitamin_b12": 2.5}, "vitamin_b12_added", "part of Vitamin B12"),
        (
            {"energy": 193.0, "protein": 1.1, "carbohydrate": 6.7, "fat_total": 1.5},
            "energy",
            "give about 45 kcal",
        ),
    ],
)
def test_a_slip_is_held_back_with_its_reason(amounts, held, why):
    given = {**amounts, "iron": 1.0}
    believed, doubted = sifted(given)
    assert [each.nutrient for each in doubted] == [held]
    assert doubted[0].amount == amounts[held]
    assert why in doubted[0].why
    assert dict(believed) == {
        name: amount for name, amount in {**amounts, "iron": 1.0}.items() if name != held
    }


def test_more_than_100_g_of_100_g_holds_all_of_it_back():
    believed, doubted = sifted({"protein": 60.0, "carbohydrate": 50.0, "iron": 1.0})
    assert believed == (("iron", 1.0),)
    assert {each.nutrient for each in doubted} == {"protein", "carbohydrate"}


def test_a_supplement_may_have_more_but_not_more_than_fits():
    believed, doubted = sifted({"vitamin_b12": 200_000.0, "calcium": 120_000.0}, supplement=True)
    assert dict(believed) == {"vitamin_b12": 200_000.0}
    assert [each.nutrient for each in doubted] == ["calcium"]


def test_nothing_that_was_held_back_counts_until_it_is_confirmed():
    believed, doubted = sifted({"vitamin_b12": 380.0, "iron": 1.0})
    food = FoundFood("off-1", "Drink", "product", believed, held_back=doubted)
    assert dict(as_own(food).per_100g) == {"iron": 1.0}
    assert dict(as_own(food, ["vitamin_b12"]).per_100g) == {"iron": 1.0, "vitamin_b12": 380.0}


def test_of_the_foods_of_our_own_table_next_to_none_is_doubted():
    names = list(nutrients().index)
    foods = read_foods().query("source in ('sr_legacy_2018', 'fndds_2021_2023', 'cofid_2021')")
    doubted = {
        name: [each.nutrient for each in sifted(row[pd.notna(row)].to_dict())[1]]
        for name, row in foods[names].set_axis(foods["name"]).iterrows()
    }
    assert {name: held for name, held in doubted.items() if held} == {
        "Butter": ["sugars"],  # published with more sugars than carbohydrate
        "Cocoa powder, unsweetened": ["energy"],  # half of its carbohydrate cannot be digested
        "Kombu kelp, dried (very high in iodine)": ["iodine"],
        "Stevia sweetener": ["energy"],  # all of it is counted as carbohydrate, none of it gives energy
        "Wakame, dried": ["iodine"],
    }
